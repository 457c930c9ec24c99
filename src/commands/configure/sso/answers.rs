//! The questions of `aws configure sso`, each answered by a flag or by the user.

use nu_plugin::EvaluatedCall;
use nu_protocol::{LabeledError, Span, Spanned};

use crate::aws::region;
use crate::aws::url::is_http_url;
use crate::commands::common::checked_flags::OUTPUTS;
use crate::commands::common::context::CommandContext;
use crate::config::identity_center::DEFAULT_SCOPE;
use crate::config::{Config, FileKind, SectionName};
use crate::error::{ConfigError, ConfigureError, Error, Spans};
use crate::nu::caller::tell;

/// A question, with the text of the AWS CLI.
pub(crate) struct Question {
    /// The flag that answers it.
    pub(crate) flag: &'static str,
    text: &'static str,
    /// Returns the answer as it is used, or what is wrong with it.
    check: fn(&str, &Config) -> Result<String, String>,
}

pub(crate) const SESSION: Question = Question { flag: "sso-session", text: "SSO session name", check: session_name };
pub(crate) const START_URL: Question = Question { flag: "start-url", text: "SSO start URL", check: url };
pub(crate) const SSO_REGION: Question = Question { flag: "sso-region", text: "SSO region", check: region };
pub(crate) const SCOPES: Question = Question { flag: "scopes", text: "SSO registration scopes", check: scopes };
pub(crate) const ACCOUNT: Question = Question { flag: "account", text: "AWS account", check: anything };
pub(crate) const ROLE: Question = Question { flag: "role", text: "Role", check: anything };
pub(crate) const REGION: Question = Question { flag: "region", text: "Default client region", check: region };
pub(crate) const OUTPUT: Question =
    Question { flag: "output", text: "CLI default output format (json if not specified)", check: output };
pub(crate) const PROFILE: Question = Question { flag: "profile", text: "Profile name", check: profile_name };

const ALL: [&Question; 9] = [&SESSION, &START_URL, &SSO_REGION, &SCOPES, &ACCOUNT, &ROLE, &REGION, &OUTPUT, &PROFILE];

/// The answers of one call.
pub(crate) struct Answers<'a> {
    pub(crate) context: &'a CommandContext<'a>,
    /// The answers that the flags give.
    flags: Vec<(&'static str, Spanned<String>)>,
}

impl<'a> Answers<'a> {
    /// Reads and checks the flags.
    pub(crate) fn from_flags(call: &EvaluatedCall, context: &'a CommandContext<'a>) -> Result<Self, LabeledError> {
        let mut answers = Self { context, flags: Vec::new() };
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

    /// Checks, if there is no terminal, that the flags answer every question without a default. One error lists all
    /// missing flags. Account and role alone may be missing, because there may be only one to choose.
    pub(crate) fn check(&self) -> Result<(), LabeledError> {
        if self.context.caller.can_ask() {
            return Ok(());
        }
        let session = self.flag(&SESSION).and_then(|session| self.context.config.sso_session(&session.item));
        let for_new_session = [&START_URL, &SSO_REGION].into_iter().filter(|_| session.is_none());
        let needed = [&SESSION].into_iter().chain(for_new_session).chain([&PROFILE]);
        if needed.clone().all(|question| self.flag(question).is_some()) {
            return Ok(());
        }
        Err(self.missing(needed.chain([&ACCOUNT, &ROLE])))
    }

    /// The error for those of the questions that no flag answers.
    pub(crate) fn missing<'q>(&self, questions: impl IntoIterator<Item = &'q Question>) -> LabeledError {
        let missing = questions.into_iter().filter(|question| self.flag(question).is_none());
        let flags = missing.map(|question| question.flag).collect();
        Error::from(ConfigureError::Missing { flags }).at(&Spans::head(self.context.spans.head))
    }

    /// The flag's answer, else the user's, else the default. Asks again until there is one.
    pub(crate) fn required(&self, question: &Question, default: Option<&str>) -> Result<String, LabeledError> {
        loop {
            match self.optional(question, default)? {
                Some(answer) => return Ok(answer),
                None if self.context.caller.can_ask() => tell("This needs an answer."),
                None => return Err(self.missing([question])),
            }
        }
    }

    /// The flag's answer, else the user's, else the default, if there is any.
    pub(crate) fn optional(&self, question: &Question, default: Option<&str>) -> Result<Option<String>, LabeledError> {
        if let Some(answer) = self.flag(question) {
            return Ok(Some(answer.item.clone()));
        }
        let default = default.map(str::to_owned);
        if !self.context.caller.can_ask() {
            return Ok(default);
        }
        loop {
            let shown = default.as_deref().unwrap_or("None");
            let answer = self.context.caller.ask(&format!("{} [{shown}]: ", question.text))?.trim().to_owned();
            let Some(answer) = Some(answer).filter(|answer| !answer.is_empty()).or_else(|| default.clone()) else {
                return Ok(None);
            };
            match (question.check)(&answer, &self.context.config) {
                Ok(answer) => return Ok(Some(answer)),
                Err(problem) => tell(&format!("`{answer}` {problem}.")),
            }
        }
    }
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

fn url(url: &str, _: &Config) -> Result<String, String> {
    if is_http_url(url) { Ok(url.to_owned()) } else { Err("is no URL such as https://my-org.awsapps.com/start".into()) }
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
        assert!(
            !rejects(url, "https://my-org.awsapps.com/start") && rejects(url, "my-org") && rejects(url, "https://")
        );
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
