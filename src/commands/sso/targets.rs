//! Which Identity Centers a call is about: those that its flags or its input name, else the active profile's.

use nu_plugin::EvaluatedCall;
use nu_protocol::{CollectionColumns, Flag, LabeledError, Signature, Span, Spanned, SyntaxShape, Type, Value};

use crate::aws::environment::Environment;
use crate::commands::common::category;
use crate::config::Config;
use crate::config::identity_center::IdentityCenter;
use crate::context::active::ActiveProfile;
use crate::error::{Error, Spans, SsoError};

/// The signature of a command about sign-ins: flags that mean what they mean to the AWS CLI, and an input of names or
/// rows.
pub(crate) fn signature(name: &str, output: CollectionColumns<Type>) -> Signature {
    let inputs = [Type::Nothing, Type::String, Type::record(), Type::List(Box::new(Type::String)), Type::table()];
    let output = Type::Table(output);
    Signature::build(name)
        .input_output_types(inputs.into_iter().map(|input| (input, output.clone())).collect())
        .param(Flag::new("sso-session").arg(SyntaxShape::String).desc("The sso-session of the config file."))
        .param(Flag::new("profile").short('p').arg(SyntaxShape::String).desc("The profile whose session is meant."))
        .category(category())
}

/// An Identity Center, and the profile that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignInTarget {
    /// The Identity Center.
    pub(crate) center: IdentityCenter,
    /// The profile that the call names, or that is active.
    pub(crate) profile: Option<String>,
}

/// What a call names with its flags and its input, and where.
pub(crate) struct SessionSelection<'a> {
    config: &'a Config,
    environment: &'a Environment,
    spans: Spans,
    found: Vec<SignInTarget>,
    piped: bool,
}

impl<'a> SessionSelection<'a> {
    /// Reads the flags of a call.
    pub(crate) fn by_flags(
        call: &EvaluatedCall,
        environment: &'a Environment,
        config: &'a Config,
    ) -> Result<Self, LabeledError> {
        let mut named = Self { config, environment, spans: Spans::head(call.head), found: Vec::new(), piped: false };
        if let Some(session) = call.get_flag::<Spanned<String>>("sso-session")? {
            named.spans.words.push((session.item.clone(), session.span));
            named.session(&session.item)?;
        }
        if let Some(profile) = call.get_flag::<Spanned<String>>("profile")? {
            named.spans.profile = Some(profile.span);
            named.profile(&profile.item)?;
        }
        Ok(named)
    }

    /// Adds what comes through the pipeline: names of sessions, or rows of profiles, sessions, accounts or roles.
    /// Rows of profiles that need no sign-in are passed over.
    pub(crate) fn with_input(mut self, input: Value) -> Result<Self, LabeledError> {
        self.piped = !input.is_nothing();
        self.value(input)?;
        Ok(self)
    }

    /// What is named, each once; empty if nothing is.
    pub(crate) fn into_targets(self) -> Vec<SignInTarget> {
        self.found
    }

    /// What is named, or the active profile's Identity Center, or the only one that the config has. A pipeline that
    /// names nothing means nothing: an empty table is not everybody.
    pub(crate) fn or_active(mut self) -> Result<Vec<SignInTarget>, LabeledError> {
        if self.piped || !self.found.is_empty() {
            return Ok(self.found);
        }
        let active =
            ActiveProfile::resolve(self.environment, self.config, None).map_err(|error| error.at(&self.spans))?;
        if let Some(profile) = active.profile()
            && let Some(center) =
                IdentityCenter::from_profile(self.config, profile).map_err(|error| error.at(&self.spans))?
        {
            return Ok(vec![SignInTarget { center, profile: Some(profile.name().to_owned()) }]);
        }
        let sessions: Vec<_> = self.config.sso_sessions().map(|section| section.name().to_owned()).collect();
        match sessions.as_slice() {
            [only] => {
                self.session(only)?;
                Ok(self.found)
            }
            _ => Err(Error::from(SsoError::SessionMissing { known: sessions }).at(&self.spans)),
        }
    }

    fn value(&mut self, value: Value) -> Result<(), LabeledError> {
        let span = value.span();
        match value {
            Value::Nothing { .. } => Ok(()),
            Value::String { val, .. } => {
                self.spans.words.push((val.clone(), span));
                self.session(&val)
            }
            Value::List { vals, .. } => vals.into_owned().into_iter().try_for_each(|value| self.value(value)),
            Value::Record { val, .. } => {
                let text = |column: &str| val.get(column).and_then(|value| value.as_str().ok());
                match (text("sso_session"), text("name"), text("start_url")) {
                    (Some(session), name, _) => {
                        self.spans.words.push((session.to_owned(), span));
                        let name = name.filter(|name| self.config.profile(name).is_some()).map(str::to_owned);
                        self.session_of(session, name)
                    }
                    (None, Some(name), _) if self.config.profile(name).is_some() => self.profile_row(name),
                    (None, Some(name), Some(_)) => self.session(name),
                    (None, None, Some(url)) => self.legacy(url, span),
                    _ => Err(wrong_input("this row names no sso_session", span)),
                }
            }
            Value::Error { error, .. } => Err(LabeledError::from(*error)),
            other => Err(wrong_input(&format!("{}, where names or rows are needed", other.get_type()), span)),
        }
    }

    fn session(&mut self, name: &str) -> Result<(), LabeledError> {
        self.session_of(name, None)
    }

    fn session_of(&mut self, name: &str, profile: Option<String>) -> Result<(), LabeledError> {
        let center = IdentityCenter::from_session(self.config, name).map_err(|error| error.at(&self.spans))?;
        self.add(SignInTarget { center, profile });
        Ok(())
    }

    /// A profile that a flag names must have something to sign in to.
    fn profile(&mut self, name: &str) -> Result<(), LabeledError> {
        let active = ActiveProfile::resolve(self.environment, self.config, Some(name));
        let profile = active.and_then(|active| active.require(self.config)).map_err(|error| error.at(&self.spans))?;
        let center = IdentityCenter::from_profile(self.config, profile).map_err(|error| error.at(&self.spans))?;
        let center =
            center.ok_or_else(|| Error::from(SsoError::NotSso { profile: name.to_owned() }).at(&self.spans))?;
        self.add(SignInTarget { center, profile: Some(name.to_owned()) });
        Ok(())
    }

    /// A profile that comes as a row among others may be of another kind.
    fn profile_row(&mut self, name: &str) -> Result<(), LabeledError> {
        if let Some(profile) = self.config.profile(name)
            && let Some(center) =
                IdentityCenter::from_profile(self.config, profile).map_err(|error| error.at(&self.spans))?
        {
            self.add(SignInTarget { center, profile: Some(name.to_owned()) });
        }
        Ok(())
    }

    fn legacy(&mut self, start_url: &str, span: Span) -> Result<(), LabeledError> {
        let profiles = self.config.profiles().filter(|profile| profile.get("sso_session").is_none());
        let mut named = profiles.filter(|profile| profile.get("sso_start_url") == Some(start_url));
        match named.next().map(|profile| profile.name().to_owned()) {
            Some(name) => self.profile_row(&name),
            None => Err(wrong_input("no profile has this start URL", span)),
        }
    }

    fn add(&mut self, target: SignInTarget) {
        if !self.found.iter().any(|known| known.center.key() == target.center.key()) {
            self.found.push(target);
        }
    }
}

fn wrong_input(problem: &str, span: Span) -> LabeledError {
    Error::from(SsoError::Input { problem: problem.to_owned() }).at(&Spans::head(span))
}
