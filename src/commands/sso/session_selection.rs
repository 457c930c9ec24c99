//! The sessions that a call selects: by its flags or its input, else by the active profile.

use nu_plugin::EvaluatedCall;
use nu_protocol::{Flag, LabeledError, Signature, Span, Spanned, SyntaxShape, Value};

use crate::commands::common::context::CommandContext;
use crate::commands::common::target_flags::TargetSignature;
use crate::config::identity_center::IdentityCenter;
use crate::config::{Config, Profile};
use crate::context::active_profile::ActiveProfile;
use crate::error::{Error, Spans, SsoError};

/// The signature of a command about sign-ins. The flags mean the same as the AWS CLI's; the input is names or rows.
pub(crate) fn session_signature(name: &str) -> Signature {
    Signature::build(name)
        .names_in()
        .optional("session", SyntaxShape::String, "The sso-session of the config file, as with --sso-session.")
        .param(Flag::new("sso-session").arg(SyntaxShape::String).desc("Use this session of the config file."))
        .param(Flag::new("profile").short('p').arg(SyntaxShape::String).desc("Use the session of this profile."))
}

/// Whether a profile has a session, or a start URL.
pub(crate) fn has_session(profile: &Profile) -> bool {
    profile.property("sso_session").or(profile.property("sso_start_url")).is_some()
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignInTarget {
    pub(crate) center: IdentityCenter,
    /// The profile that led to the Identity Center, for error messages.
    pub(crate) profile: Option<String>,
}

/// The sessions that a call selects with its flags and its input.
pub(crate) struct SessionSelection<'a> {
    context: &'a CommandContext<'a>,
    spans: Spans,
    /// One target for each Identity Center.
    targets: Vec<SignInTarget>,
    /// Whether there was an input, even an empty one.
    has_input: bool,
}

impl<'a> SessionSelection<'a> {
    pub(crate) fn from_flags(call: &EvaluatedCall, context: &'a CommandContext<'a>) -> Result<Self, LabeledError> {
        let mut selection = Self { context, spans: context.spans.clone(), targets: Vec::new(), has_input: false };
        let argument = call.opt::<Spanned<String>>(0)?;
        for session in argument.into_iter().chain(call.get_flag::<Spanned<String>>("sso-session")?) {
            selection.spans.args.push((session.item.clone(), session.span));
            selection.add_session(&session.item, None)?;
        }
        if let Some(profile) = call.get_flag::<Spanned<String>>("profile")? {
            selection.spans.profile = Some(profile.span);
            selection.add_named_profile(&profile.item)?;
        }
        Ok(selection)
    }

    /// Adds the input, unless a flag has selected a session: names of sessions, or rows of profiles, sessions, accounts or
    /// roles. Skips profiles that need no sign-in.
    ///
    /// In a closure, the item is the input of every command: `each {|name| aws sso login --profile $name }`.
    pub(crate) fn with_input(mut self, input: Value) -> Result<Self, LabeledError> {
        if self.targets.is_empty() {
            self.has_input = !input.is_nothing();
            self.add_value(input)?;
        }
        Ok(self)
    }

    /// Whether neither the flags nor the input say anything. An empty input does: it selects no session.
    pub(crate) fn is_unspecified(&self) -> bool {
        !self.has_input && self.targets.is_empty()
    }

    pub(crate) fn into_targets(self) -> impl Iterator<Item = SignInTarget> {
        self.targets.into_iter()
    }

    /// The selected sessions; if unspecified, the active profile's session, else the only one of the config file.
    pub(crate) fn or_active(mut self) -> Result<Vec<SignInTarget>, LabeledError> {
        if !self.is_unspecified() {
            return Ok(self.targets);
        }
        let config = self.config();
        let active = ActiveProfile::resolve(self.context.caller.environment(), config, None)
            .map_err(|error| self.label(error))?;
        if let Some(profile) = active.profile()
            && let Some(center) = IdentityCenter::from_profile(config, profile).map_err(|error| self.label(error))?
        {
            return Ok(vec![SignInTarget { center, profile: Some(profile.name().to_owned()) }]);
        }
        let sessions: Vec<_> = config.sso_sessions().map(|section| section.name()).collect();
        if let [only] = sessions.as_slice() {
            self.add_session(only, None)?;
            return Ok(self.targets);
        }
        let known = sessions.into_iter().map(str::to_owned).collect();
        Err(self.label(SsoError::SessionMissing { known }))
    }

    fn config(&self) -> &'a Config {
        &self.context.config
    }

    fn label(&self, error: impl Into<Error>) -> LabeledError {
        error.into().at(&self.spans)
    }

    fn add_value(&mut self, value: Value) -> Result<(), LabeledError> {
        let span = value.span();
        match value {
            Value::Nothing { .. } => Ok(()),
            Value::String { val, .. } => {
                self.spans.args.push((val.clone(), span));
                self.add_session(&val, None)
            }
            Value::List { vals, .. } => vals.into_owned().into_iter().try_for_each(|value| self.add_value(value)),
            Value::Record { val, .. } => {
                let text = |column: &str| val.get(column).and_then(|value| value.as_str().ok());
                match (text("sso_session"), text("name"), text("start_url")) {
                    (Some(session), name, _) => {
                        self.spans.args.push((session.to_owned(), span));
                        let profile = name.filter(|name| self.config().profile(name).is_some());
                        self.add_session(session, profile)
                    }
                    (None, Some(name), _) if self.config().profile(name).is_some() => self.add_profile_row(name),
                    (None, _, Some(url)) => self.add_start_url(url, span),
                    _ => Err(input_error("this row has no sso_session", span)),
                }
            }
            Value::Error { error, .. } => Err(LabeledError::from(*error)),
            other => Err(input_error(&format!("this is {}, not a name or a row", other.get_type()), span)),
        }
    }

    fn add_session(&mut self, name: &str, profile: Option<&str>) -> Result<(), LabeledError> {
        let center = IdentityCenter::from_session(self.config(), name).map_err(|error| self.label(error))?;
        self.add(center, profile);
        Ok(())
    }

    /// Adds the profile of a flag. It must have a session.
    fn add_named_profile(&mut self, name: &str) -> Result<(), LabeledError> {
        let config = self.config();
        let active = ActiveProfile::resolve(self.context.caller.environment(), config, Some(name));
        let profile = active.and_then(|active| active.require(config)).map_err(|error| self.label(error))?;
        let center = IdentityCenter::from_profile(config, profile).map_err(|error| self.label(error))?;
        let center = center.ok_or_else(|| self.label(SsoError::NotSso { profile: name.to_owned() }))?;
        self.add(center, Some(name));
        Ok(())
    }

    /// Adds the profile of a row, unless it has no session.
    fn add_profile_row(&mut self, name: &str) -> Result<(), LabeledError> {
        let Some(profile) = self.config().profile(name) else { return Ok(()) };
        if let Some(center) = IdentityCenter::from_profile(self.config(), profile).map_err(|error| self.label(error))? {
            self.add(center, Some(name));
        }
        Ok(())
    }

    /// Adds the session of legacy profiles, which has no name.
    fn add_start_url(&mut self, start_url: &str, span: Span) -> Result<(), LabeledError> {
        let legacy = self.config().profiles().filter(|profile| profile.get("sso_session").is_none());
        match legacy.into_iter().find(|profile| profile.get("sso_start_url") == Some(start_url)) {
            Some(profile) => self.add_profile_row(profile.name()),
            None => Err(input_error("no profile has this start URL", span)),
        }
    }

    fn add(&mut self, center: IdentityCenter, profile: Option<&str>) {
        if !self.targets.iter().any(|known| known.center.key() == center.key()) {
            self.targets.push(SignInTarget { center, profile: profile.map(str::to_owned) });
        }
    }
}

pub(crate) fn input_error(problem: &str, span: Span) -> LabeledError {
    Error::from(SsoError::Input { problem: problem.to_owned() }).at(&Spans::head(span))
}
