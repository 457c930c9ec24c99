//! The questions of `aws configure sso`, each answered by a flag or by the user.

use std::cell::Cell;

use nu_plugin::EvaluatedCall;
use nu_protocol::{LabeledError, Span, Spanned, Value};

use crate::aws::region;
use crate::aws::url::is_http_url;
use crate::commands::common::checked_flags::OUTPUTS;
use crate::commands::common::context::CommandContext;
use crate::config::identity_center::DEFAULT_SCOPE;
use crate::config::{Config, FileKind, SectionName, start_url};
use crate::context::active_profile::ActiveProfile;
use crate::error::{ConfigError, ConfigureError, Error, Spans};
use crate::nu::caller::tell;

/// What is asked, or taken from a flag.
pub(crate) struct Question {
    /// The flag that answers it.
    pub(crate) flag: &'static str,
    /// What is asked for.
    label: &'static str,
    /// What may be entered.
    hint: &'static str,
    /// Returns the answer as it is used, or what is wrong with it.
    check: fn(&str, &Config) -> Result<String, String>,
}

pub(crate) const START_URL: Question =
    Question { flag: "start-url", label: "Start URL", hint: ", or its name (my-org)", check: url };
pub(crate) const SSO_REGION: Question =
    Question { flag: "sso-region", label: "Identity Center region", hint: "", check: region };
pub(crate) const SESSION: Question =
    Question { flag: "sso-session", label: "Session name", hint: "", check: session_name };
pub(crate) const SCOPES: Question = Question { flag: "scopes", label: "Scopes", hint: "", check: scopes };
pub(crate) const ACCOUNT: Question = Question { flag: "account", label: "AWS account", hint: "", check: anything };
pub(crate) const ROLE: Question = Question { flag: "role", label: "Role", hint: "", check: anything };
pub(crate) const PROFILE: Question = Question { flag: "profile", label: "Profile name", hint: "", check: profile_name };
pub(crate) const REGION: Question = Question { flag: "region", label: "Region", hint: "", check: region };
pub(crate) const OUTPUT: Question = Question { flag: "output", label: "Output format", hint: "", check: output };

const ALL: [&Question; 9] = [&START_URL, &SSO_REGION, &SESSION, &SCOPES, &ACCOUNT, &ROLE, &PROFILE, &REGION, &OUTPUT];

/// The answers of one call.
pub(crate) struct Answers<'a> {
    pub(crate) context: &'a CommandContext<'a>,
    /// The answers that the flags give.
    flags: Vec<(&'static str, Spanned<String>)>,
    has_asked: Cell<bool>,
}

impl<'a> Answers<'a> {
    /// Reads and checks the flags.
    pub(crate) fn from_flags(call: &EvaluatedCall, context: &'a CommandContext<'a>) -> Result<Self, LabeledError> {
        let mut answers = Self { context, flags: Vec::new(), has_asked: Cell::new(false) };
        for question in ALL {
            if let Some(Spanned { item: answer, span }) = call.get_flag::<Spanned<String>>(question.flag)? {
                let item =
                    (question.check)(&answer, &context.config).map_err(|problem| invalid(question, problem, span))?;
                answers.flags.push((question.flag, Spanned { item, span }));
            }
        }
        Ok(answers)
    }

    pub(crate) fn flag(&self, question: &Question) -> Option<&Spanned<String>> {
        self.flags.iter().find(|(flag, _)| *flag == question.flag).map(|(_, answer)| answer)
    }

    pub(crate) fn flag_text(&self, question: &Question) -> Option<String> {
        self.flag(question).map(|answer| answer.item.clone())
    }

    pub(crate) fn can_ask(&self) -> bool {
        self.context.caller.can_ask()
    }

    /// Whether the user is there, and has answered something already.
    pub(crate) fn has_asked(&self) -> bool {
        self.has_asked.get()
    }

    /// The error for those of the questions that no flag answers.
    pub(crate) fn missing<'q>(&self, questions: impl IntoIterator<Item = &'q Question>) -> LabeledError {
        let missing = questions.into_iter().filter(|question| self.flag(question).is_none());
        let flags = missing.map(|question| question.flag).collect();
        Error::from(ConfigureError::Missing { flags }).at(&Spans::head(self.context.spans.head))
    }

    /// The error for a flag that contradicts something else.
    pub(crate) fn contradicts(&self, question: &Question, problem: String) -> LabeledError {
        let span = self.flag(question).map_or(self.context.spans.head, |flag| flag.span);
        invalid(question, problem, span)
    }

    /// Lets the user enter a line, and Enter alone means the default. Asks again until the answer can be used.
    pub(crate) fn ask(&self, question: &Question, default: Option<&str>) -> Result<String, LabeledError> {
        self.introduce();
        let shown = default.map(|default| format!(" [{default}]")).unwrap_or_default();
        loop {
            let answer = self.context.caller.ask(&format!("{}{}{shown}:", question.label, question.hint))?;
            match (answer.trim(), default) {
                ("", Some(default)) => return Ok(default.to_owned()),
                ("", None) => tell("This needs an answer."),
                (answer, _) => match (question.check)(answer, &self.context.config) {
                    Ok(meant) => {
                        if meant != answer {
                            show(question, &meant);
                        }
                        return Ok(meant);
                    }
                    Err(problem) => tell(&format!("`{answer}` {problem}.")),
                },
            }
        }
    }

    /// Lets the user pick one of these texts. Returns its position.
    pub(crate) fn pick(&self, question: &str, texts: &[impl AsRef<str>]) -> Result<usize, LabeledError> {
        self.introduce();
        let rows = texts.iter().map(|text| Value::string(text.as_ref(), self.context.spans.head));
        Ok(self.context.caller.pick(question, rows.collect())?)
    }

    /// Asks a yes-or-no question, where no is the default.
    pub(crate) fn confirm(&self, question: String) -> Result<bool, LabeledError> {
        self.has_asked.set(true);
        self.context.confirm(question)
    }

    /// Asks whether to use the profile, unless it is active already or nothing else has been asked.
    pub(crate) fn use_now(&self, profile: &str) -> Result<bool, LabeledError> {
        let is_active = ActiveProfile::name_from(self.context.caller.environment()) == profile;
        Ok(!is_active && self.has_asked() && self.context.caller.confirm("Use it now?", true)?)
    }

    /// Says before the first question what is never asked.
    fn introduce(&self) {
        if self.has_asked.replace(true) {
            return;
        }
        // The AWS CLI's default format needs no line in the file.
        let defaults = [(&SCOPES, "scopes are", DEFAULT_SCOPE), (&OUTPUT, "the output format is", "json")];
        let defaults = defaults.into_iter().filter(|(question, ..)| self.flag(question).is_none());
        let (flags, values): (Vec<_>, Vec<_>) =
            defaults.map(|(question, is, default)| (format!("--{}", question.flag), format!("{is} {default}"))).unzip();
        if !flags.is_empty() {
            tell(&format!("Without {}, {}.", flags.join(" and "), values.join(" and ")));
        }
    }
}

/// Each of the texts that is a region, once.
pub(crate) fn distinct_regions<'r>(texts: impl IntoIterator<Item = &'r str>) -> Vec<&'r str> {
    let mut regions = Vec::new();
    for text in texts {
        if !regions.contains(&text) && region::parse(text).is_ok() {
            regions.push(text);
        }
    }
    regions
}

/// Leaves an answer on the screen that was picked or that needed no question.
pub(crate) fn show(question: &Question, answer: &str) {
    tell(&format!("{}: {answer}", question.label));
}

fn invalid(question: &Question, problem: String, span: Span) -> LabeledError {
    Error::from(ConfigureError::Answer { flag: question.flag, problem }).at(&Spans::head(span))
}

fn anything(text: &str, _: &Config) -> Result<String, String> {
    Ok(text.to_owned())
}

fn session_name(name: &str, config: &Config) -> Result<String, String> {
    section(SectionName::sso_session(name), config).map(|()| name.to_owned())
}

fn profile_name(name: &str, config: &Config) -> Result<String, String> {
    section(SectionName::profile(name), config).map(|()| name.to_owned())
}

/// Only a new section needs a name that every tool reads.
fn section(name: SectionName, config: &Config) -> Result<(), String> {
    if name.exists_in(config) {
        return Ok(());
    }
    name.validate(FileKind::Config).map_err(|error| match error {
        // The flag or the question has named it already.
        ConfigError::Name { reason, .. } => format!("can't be used as a name: {reason}"),
        error => error.to_string(),
    })
}

fn url(text: &str, _: &Config) -> Result<String, String> {
    let problem = "is neither a URL such as https://my-org.awsapps.com/start nor the name in it, my-org";
    start_url::parse(text).ok_or_else(|| problem.to_owned())
}

/// A region or URL in place of a scope would only be refused by AWS, without saying so.
fn scopes(list: &str, _: &Config) -> Result<String, String> {
    let is_other = |scope: &str| is_http_url(scope) || region::parse(scope).is_ok();
    if list.split(',').map(str::trim).any(is_other) {
        return Err(format!("is no list of scopes such as {DEFAULT_SCOPE}"));
    }
    Ok(list.to_owned())
}

fn region(name: &str, _: &Config) -> Result<String, String> {
    let such_as = |nearest: Vec<String>| nearest.into_iter().next().unwrap_or("eu-west-1".into());
    region::parse(name).map_err(|nearest| format!("is no region such as {}", such_as(nearest)))
}

fn output(format: &str, _: &Config) -> Result<String, String> {
    if OUTPUTS.contains(&format) { Ok(format.to_owned()) } else { Err(format!("is none of {}", OUTPUTS.join(", "))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::config;

    #[test]
    fn invalid_answers_are_rejected() {
        let rejects =
            |check: fn(&str, &Config) -> Result<String, String>, answer| check(answer, &Config::default()).is_err();
        assert_eq!(url("my-org", &Config::default()).as_deref(), Ok("https://my-org.awsapps.com/start"));
        assert!(rejects(url, "my org") && rejects(url, "https://"));
        assert_eq!(region("EU-West-1", &Config::default()).as_deref(), Ok("eu-west-1"));
        let problem = region("eu-wst-2", &Config::default()).expect_err("refused");
        assert_eq!(problem, "is no region such as eu-west-2");
        assert!(rejects(region, "Ireland"));
        assert!(!rejects(output, "json") && rejects(output, "xml"));
        assert!(!rejects(session_name, "my-org-sso") && rejects(session_name, "my org"));
        assert!(!rejects(scopes, "sso:account:access, openid"));
        assert!(rejects(scopes, "eu-west-1") && rejects(scopes, "openid, https://my-org.awsapps.com/start"));
    }

    #[test]
    fn a_problem_with_a_name_does_not_repeat_the_name() {
        let problem = session_name("my org", &Config::default()).expect_err("refused");
        assert!(!problem.contains("my org") && problem.starts_with("can't be used as a name: "), "{problem}");
    }

    #[test]
    fn an_existing_section_may_have_any_name() {
        let config = config("[profile 'my dev']\n[sso-session 'my org']\n");
        assert!(profile_name("my dev", &config).is_ok() && session_name("my org", &config).is_ok());
        assert!(profile_name("my org", &config).is_err());
    }
}
