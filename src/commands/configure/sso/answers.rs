//! The questions of `aws configure sso`, and who answers them: a flag, else the person.

use nu_plugin::EvaluatedCall;
use nu_protocol::{LabeledError, Span, Spanned};

use crate::aws::partition::is_region_name;
use crate::commands::common::flags::OUTPUTS;
use crate::config::{Config, FileKind, SectionName};
use crate::error::{ConfigureError, Error, Spans};
use crate::nu::caller::{Caller, tell};

/// A question, in the AWS CLI's words.
pub(crate) struct Question {
    /// The flag that answers it.
    pub(crate) flag: &'static str,
    text: &'static str,
    check: fn(&str) -> Result<(), String>,
}

/// The session's name.
pub(crate) const SESSION: Question = Question { flag: "sso-session", text: "SSO session name", check: session_name };
/// The start URL of a new session.
pub(crate) const START_URL: Question = Question { flag: "start-url", text: "SSO start URL", check: url };
/// The region of a new session's Identity Center.
pub(crate) const SSO_REGION: Question = Question { flag: "sso-region", text: "SSO region", check: region };
/// The registration scopes of a new session.
pub(crate) const SCOPES: Question = Question { flag: "scopes", text: "SSO registration scopes", check: anything };
/// The account's id or name.
pub(crate) const ACCOUNT: Question = Question { flag: "account", text: "AWS account", check: anything };
/// The role's name.
pub(crate) const ROLE: Question = Question { flag: "role", text: "Role", check: anything };
/// The profile's region.
pub(crate) const REGION: Question = Question { flag: "region", text: "Default client region", check: region };
/// The AWS CLI's output format.
pub(crate) const OUTPUT: Question =
    Question { flag: "output", text: "CLI default output format (json if not specified)", check: output };
/// The profile's name.
pub(crate) const PROFILE: Question = Question { flag: "profile", text: "Profile name", check: profile_name };

const ALL: [&Question; 9] = [&SESSION, &START_URL, &SSO_REGION, &SCOPES, &ACCOUNT, &ROLE, &REGION, &OUTPUT, &PROFILE];

/// What the flags of a call answer.
pub(crate) struct Responses {
    given: Vec<(&'static str, Spanned<String>)>,
    head: Span,
}

impl Responses {
    /// Reads and checks the flags.
    pub(crate) fn of(call: &EvaluatedCall) -> Result<Self, LabeledError> {
        let mut answers = Self { given: Vec::new(), head: call.head };
        for question in ALL {
            if let Some(answer) = call.get_flag::<Spanned<String>>(question.flag)? {
                (question.check)(&answer.item).map_err(|problem| refused(question, problem, answer.span))?;
                answers.given.push((question.flag, answer));
            }
        }
        Ok(answers)
    }

    /// A flag's answer.
    pub(crate) fn given(&self, question: &Question) -> Option<&Spanned<String>> {
        self.given.iter().find(|(flag, _)| *flag == question.flag).map(|(_, answer)| answer)
    }

    /// Where nobody can be asked, the flags have to answer what has no default. One error lists all that is missing.
    /// Account and role alone may be: there may be only one.
    pub(crate) fn check(&self, caller: &Caller, config: &Config) -> Result<(), LabeledError> {
        if caller.can_ask() {
            return Ok(());
        }
        let session = self.given(&SESSION).map(|session| session.item.as_str());
        let exists = session.is_some_and(|name| config.sso_session(name).is_some());
        let of_a_new_session = [&START_URL, &SSO_REGION].into_iter().filter(|_| !exists);
        let needed = [&SESSION].into_iter().chain(of_a_new_session).chain([&PROFILE]);
        if needed.clone().all(|question| self.given(question).is_some()) {
            return Ok(());
        }
        let missing = needed.chain([&ACCOUNT, &ROLE]).filter(|question| self.given(question).is_none());
        Err(self.missing(missing.map(|question| question.flag).collect()))
    }

    /// The error for answers that are missing where nobody can be asked.
    pub(crate) fn missing(&self, flags: Vec<&'static str>) -> LabeledError {
        Error::from(ConfigureError::Missing { flags }).at(&Spans::head(self.head))
    }

    /// An answer that has to be there: the flag's, else the person's, else the default.
    pub(crate) fn required(
        &self,
        caller: &Caller,
        question: &Question,
        default: Option<&str>,
    ) -> Result<String, LabeledError> {
        loop {
            match self.optional(caller, question, default)? {
                Some(answer) => return Ok(answer),
                None if caller.can_ask() => tell("An answer is needed."),
                None => return Err(self.missing(vec![question.flag])),
            }
        }
    }

    /// An answer that may be left out: the flag's, else the person's, else the default.
    pub(crate) fn optional(
        &self,
        caller: &Caller,
        question: &Question,
        default: Option<&str>,
    ) -> Result<Option<String>, LabeledError> {
        let default = default.map(str::to_owned);
        if let Some(answer) = self.given(question) {
            return Ok(Some(answer.item.clone()));
        }
        if !caller.can_ask() {
            return Ok(default);
        }
        loop {
            let shown = default.as_deref().unwrap_or("None");
            let answer = caller.ask(&format!("{} [{shown}]: ", question.text))?.trim().to_owned();
            let Some(answer) = Some(answer).filter(|answer| !answer.is_empty()).or_else(|| default.clone()) else {
                return Ok(None);
            };
            match (question.check)(&answer) {
                Ok(()) => return Ok(Some(answer)),
                Err(problem) => tell(&format!("`{answer}` {problem}.")),
            }
        }
    }
}

fn refused(question: &Question, problem: String, span: Span) -> LabeledError {
    Error::from(ConfigureError::Answer { flag: question.flag, problem }).at(&Spans::head(span))
}

fn anything(_: &str) -> Result<(), String> {
    Ok(())
}

fn session_name(name: &str) -> Result<(), String> {
    section(SectionName::SsoSession(name.to_owned()))
}

fn profile_name(name: &str) -> Result<(), String> {
    section(SectionName::Profile(name.to_owned()))
}

fn section(name: SectionName) -> Result<(), String> {
    name.check(FileKind::Config).map_err(|error| format!("can't be written: {error}"))
}

fn url(url: &str) -> Result<(), String> {
    let host = url.strip_prefix("https://").or(url.strip_prefix("http://")).unwrap_or_default();
    let is_url = !host.is_empty() && url.chars().all(|c| c.is_ascii_graphic());
    if is_url { Ok(()) } else { Err("is no URL such as https://my-org.awsapps.com/start".into()) }
}

fn region(name: &str) -> Result<(), String> {
    if is_region_name(name) { Ok(()) } else { Err("is no region such as eu-west-1".into()) }
}

fn output(format: &str) -> Result<(), String> {
    if OUTPUTS.contains(&format) { Ok(()) } else { Err(format!("is none of {}", OUTPUTS.join(", "))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_checked() {
        assert!(url("https://my-org.awsapps.com/start").is_ok() && url("my-org").is_err() && url("https://").is_err());
        assert!(region("eu-west-1").is_ok() && region("Ireland").is_err());
        assert!(output("json").is_ok() && output("xml").is_err());
        assert!(session_name("my-org-sso").is_ok() && session_name("my org").is_err());
    }
}
