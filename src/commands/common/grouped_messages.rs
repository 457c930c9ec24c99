//! Failures and notes of many profiles and regions: those with the same cause become one message.

use std::collections::BTreeSet;

use crate::commands::common::merged_help::merged;
use crate::error::Error;
use crate::fanout::channel::Failure;
use crate::text::names::names_or_count;

/// Messages about profiles and regions, grouped by what they say apart from these names.
#[derive(Debug, Default)]
pub(crate) struct GroupedMessages(Vec<MessageGroup>);

/// A message and everything that it is about.
#[derive(Debug)]
struct MessageGroup {
    /// The message with placeholders for the names.
    key: String,
    first: Names,
    /// The message about the first profile and region.
    text: String,
    /// What helps each of them.
    helps: Vec<String>,
    /// The first failure; `None` for a note.
    error: Option<Error>,
    scope: Scope,
}

/// The profile and region of a message.
#[derive(Debug)]
struct Names {
    profile: Option<String>,
    region: Option<String>,
}

/// Profiles and regions.
#[derive(Debug, Default)]
struct Scope {
    count: usize,
    profiles: BTreeSet<String>,
    regions: BTreeSet<String>,
}

impl GroupedMessages {
    /// Adds the failure of a profile or region.
    pub(crate) fn add_failure(&mut self, failure: &Failure) {
        let Failure { profile, region, error, .. } = failure;
        let names = Names { profile: profile.clone(), region: region.clone() };
        self.add(names, format!("{}: {}", error.code(), error.full_message()), Some(error));
    }

    /// Adds a note about a profile. Only notes with the same text become one.
    pub(crate) fn add_note(&mut self, profile: Option<String>, text: String) {
        self.add(Names { profile, region: None }, text, None);
    }

    fn add(&mut self, names: Names, text: String, error: Option<&Error>) {
        // A message about a whole profile isn't counted with those about regions.
        let key = if error.is_some() { names.replace_in(&text) } else { text.clone() };
        let key = format!("{} {key}", names.region.is_some());
        let help = error.and_then(Error::help);
        match self.0.iter_mut().find(|group| group.key == key) {
            Some(group) => {
                group.scope.add(&names);
                group.helps.extend(help);
            }
            None => {
                let (mut scope, helps) = (Scope::default(), help.into_iter().collect());
                scope.add(&names);
                self.0.push(MessageGroup { key, first: names, text, helps, error: error.cloned(), scope });
            }
        }
    }

    /// The error of a command that has failures and no results. If they have one cause, the error says everything, and
    /// they are forgotten.
    pub(crate) fn take_error(&mut self) -> Option<Error> {
        let (first, others) = self.0.split_first()?;
        let error = first.error.as_ref()?;
        let is_same_code =
            |group: &MessageGroup| group.error.as_ref().is_some_and(|other| other.code() == error.code());
        let mut all = Scope::default();
        self.0.iter().for_each(|group| all.extend(&group.scope));
        let (what, first_error) = (all.total(), Box::new(error.clone()));
        let error = if all.count == 1 {
            error.clone()
        } else if others.is_empty() {
            let message = first.first.remove_from(&error.to_string());
            let help = (!first.helps.is_empty()).then(|| merged(&first.helps));
            Error::AllFailedAlike { what, message, help, first: first_error }
        } else {
            Error::AllFailed { what, has_one_code: others.iter().all(is_same_code), first: first_error }
        };
        if others.is_empty() {
            self.0.clear();
        }
        Some(error)
    }

    /// The messages, one for each cause.
    pub(crate) fn take(&mut self) -> Vec<String> {
        std::mem::take(&mut self.0).iter().map(MessageGroup::message).collect()
    }
}

impl MessageGroup {
    fn message(&self) -> String {
        let Self { first, text, helps, error, scope, .. } = self;
        let text = if scope.count == 1 || error.is_none() { text.clone() } else { first.remove_from(text) };
        let help = (!helps.is_empty()).then(|| merged(helps));
        format!("{}{}", scope.prefix(), with_help(&text, help))
    }
}

/// A message and its help in one line. Messages of AWS end with a full stop.
pub(crate) fn with_help(message: &str, help: Option<String>) -> String {
    help.map_or_else(|| message.to_owned(), |help| format!("{}; {help}", message.trim_end_matches('.')))
}

impl Names {
    fn each(&self) -> impl Iterator<Item = (&str, char)> {
        // Placeholders that occur in no message.
        let names = [(&self.profile, '\u{1}'), (&self.region, '\u{2}')];
        names.into_iter().filter_map(|(name, placeholder)| Some((name.as_deref()?, placeholder)))
    }

    /// The text with placeholders, which is equal for messages that differ only in their names.
    fn replace_in(&self, text: &str) -> String {
        self.each().fold(text.to_owned(), |text, (name, placeholder)| replace_word(&text, name, placeholder))
    }

    /// The text about more than these names: `Not allowed to call x in eu-west-1` becomes `Not allowed to call x`.
    fn remove_from(&self, text: &str) -> String {
        self.each().fold(self.replace_in(text), |text, (name, placeholder)| {
            let parts =
                [format!(" (profile `{placeholder}`)"), format!(" in {placeholder}"), format!(" {placeholder}")];
            parts.iter().fold(text, |text, part| text.replace(part, "")).replace(placeholder, name)
        })
    }
}

impl Scope {
    fn add(&mut self, names: &Names) {
        self.count += 1;
        self.profiles.extend(names.profile.clone());
        self.regions.extend(names.region.clone());
    }

    fn extend(&mut self, other: &Self) {
        self.count += other.count;
        self.profiles.extend(other.profiles.iter().cloned());
        self.regions.extend(other.regions.iter().cloned());
    }

    /// What a message begins with: `dev eu-west-1: `, `dev: 18 regions: `, `16 profiles: `.
    fn prefix(&self) -> String {
        let parts = [(&self.profiles, "profiles"), (&self.regions, "regions")].into_iter();
        let parts = parts.filter(|(names, _)| !names.is_empty()).map(|(names, plural)| {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            names_or_count(&names, plural)
        });
        let parts: Vec<_> = parts.collect();
        match parts.as_slice() {
            [] => String::new(),
            parts => parts.join(if self.count == 1 { " " } else { ": " }) + ": ",
        }
    }

    /// How many there are: `16 profiles`, `18 regions`, `54 profiles and regions`.
    fn total(&self) -> String {
        let what = match (self.profiles.len(), self.regions.len()) {
            (_, 0) => "profiles",
            (0 | 1, _) => "regions",
            _ => "profiles and regions",
        };
        format!("{} {what}", self.count)
    }
}

/// Replaces a word where it is not a part of a longer one.
fn replace_word(text: &str, word: &str, replacement: char) -> String {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let mut replaced = String::with_capacity(text.len());
    let mut end = 0;
    for (start, _) in text.match_indices(word).filter(|_| !word.is_empty()) {
        let (before, after) = (&text[..start], &text[start + word.len()..]);
        if !before.ends_with(is_part) && !after.starts_with(is_part) {
            replaced.push_str(&text[end..start]);
            replaced.push(replacement);
            end = start + word.len();
        }
    }
    replaced + &text[end..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{CredentialsError, NetworkError, RegionError, ServiceError, SsoError};

    fn failure(profile: &str, region: Option<&str>, error: impl Into<Error>) -> Failure {
        let (profile, region) = (Some(profile.to_owned()), region.map(str::to_owned));
        Failure { profile, account_id: None, region, error: error.into() }
    }

    fn denied(profile: &str, region: &str) -> Failure {
        let error = ServiceError::AccessDenied {
            action: "ec2:DescribeInstances".into(),
            profile: Some(profile.into()),
            region: region.into(),
            message: format!("User {profile}x may not list arn:aws:ec2:{region}:1:instance/*"),
        };
        failure(profile, Some(region), error)
    }

    fn expired(profile: &str, session: &str) -> Failure {
        let login = format!("aws sso login --sso-session {session}");
        let profile_of_error = Some(profile.to_owned());
        failure(
            profile,
            None,
            SsoError::Expired { session: session.into(), profile: profile_of_error, login, rejected: false },
        )
    }

    fn grouped(failures: &[Failure]) -> GroupedMessages {
        let mut messages = GroupedMessages::default();
        failures.iter().for_each(|failure| messages.add_failure(failure));
        messages
    }

    #[test]
    fn failures_that_differ_in_the_region_are_one_message() {
        let regions = ["eu-west-1", "eu-west-2", "eu-west-3", "us-east-1"];
        let messages = grouped(&regions.map(|region| denied("admin", region))).take();
        assert_eq!(messages.len(), 1, "{messages:?}");
        let start = "admin: 4 regions: aws::access_denied: Not allowed to call ec2:DescribeInstances: User adminx may";
        assert!(messages[0].starts_with(start), "{messages:?}");
        let messages = grouped(&[denied("admin", "eu-west-1"), denied("admin", "us-east-1")]).take();
        assert!(messages[0].starts_with("admin: eu-west-1, us-east-1: aws::access_denied: Not"), "{messages:?}");
    }

    #[test]
    fn profiles_of_one_session_are_one_message_with_its_command() {
        let names: Vec<_> = (0..16).map(|number| format!("account-{number}")).collect();
        let mut failures: Vec<_> = names.iter().map(|name| expired(name, "my-org")).collect();
        failures.push(expired("b", "other"));
        failures.push(expired("a", "other"));
        assert_eq!(
            grouped(&failures).take(),
            [
                "16 profiles: aws::sso::expired: The sign-in to `my-org` has expired; \
                 sign in with `aws sso login --sso-session my-org`",
                "a, b: aws::sso::expired: The sign-in to `other` has expired; \
                 sign in with `aws sso login --sso-session other`",
            ]
        );
    }

    #[test]
    fn profiles_with_the_same_note_are_one_message() {
        let mut messages = GroupedMessages::default();
        for profile in ["a", "b", "c", "d"] {
            messages.add_note(Some(profile.into()), "not signed in to `my-org`: `aws sso login`".into());
        }
        for profile in ["console", "other"] {
            let text = format!("profile `{profile}` is not signed in: `aws login --profile {profile}`");
            messages.add_note(Some(profile.into()), text);
        }
        let expected = [
            "4 profiles: not signed in to `my-org`: `aws sso login`",
            "console: profile `console` is not signed in: `aws login --profile console`",
            "other: profile `other` is not signed in: `aws login --profile other`",
        ];
        assert_eq!(messages.take(), expected);
    }

    #[test]
    fn console_sessions_that_have_ended_are_one_message_with_a_command_each() {
        let ended = |profile: &str| {
            let (name, reason) = (profile.to_owned(), "it has expired".into());
            failure(profile, None, CredentialsError::ConsoleSession { profile: name, reason })
        };
        let mut messages = grouped(&["a", "b"].map(ended));
        let help = "sign in with `aws login --profile a`, `aws login --profile b`";
        let error = messages.take_error().expect("an error");
        assert_eq!(error.help().as_deref(), Some(help));
        let message = &grouped(&["a", "b"].map(ended)).take()[0];
        assert!(message.starts_with("a, b: aws::credentials::login: ") && message.ends_with(help), "{message}");
    }

    #[test]
    fn no_full_stop_is_before_the_help() {
        let error = ServiceError::AccessDenied {
            action: "ec2:DescribeInstances".into(),
            profile: Some("dev".into()),
            region: "eu-west-1".into(),
            message: "You are not authorized.".into(),
        };
        let message = &grouped(&[failure("dev", Some("eu-west-1"), error)]).take()[0];
        assert!(message.contains(": You are not authorized; "), "{message}");
    }

    #[test]
    fn a_single_failure_keeps_its_names() {
        let messages = grouped(&[denied("admin", "eu-west-1")]).take();
        let start = "admin eu-west-1: aws::access_denied: Not allowed to call ec2:DescribeInstances in eu-west-1";
        assert!(messages[0].starts_with(start), "{messages:?}");
    }

    #[test]
    fn other_reasons_are_other_causes() {
        let unreachable = |region: &str, reason: &str| {
            let endpoint = format!("ec2 in {region}");
            failure(
                "dev",
                Some(region),
                NetworkError::Unreachable { endpoint, reason: reason.into(), setting: None, similar_regions: vec![] },
            )
        };
        let failures = [unreachable("eu-west-1", "no route"), unreachable("eu-west-2", "refused")];
        assert_eq!(grouped(&failures).take().len(), 2);
        assert_eq!(grouped(&[expired("a", "x"), expired("b", "y")]).take().len(), 2);
    }

    #[test]
    fn if_all_fail_for_one_reason_there_is_an_error_and_no_message() {
        let mut messages = grouped(&["eu-west-1", "eu-west-2"].map(|region| denied("admin", region)));
        let error = messages.take_error().expect("an error");
        assert_eq!(error.to_string(), "All 2 regions failed: Not allowed to call ec2:DescribeInstances");
        assert_eq!((error.code(), messages.take().len()), ("aws::access_denied", 0));
    }

    #[test]
    fn if_all_fail_for_several_reasons_each_has_a_message() {
        let disabled = failure("dev", Some("eu-west-2"), RegionError::Disabled { region: "eu-west-2".into() });
        let mut messages = grouped(&[denied("admin", "eu-west-1"), disabled]);
        let error = messages.take_error().expect("an error");
        assert!(error.to_string().starts_with("All 2 profiles and regions failed; the first error: Not"), "{error}");
        assert_eq!((error.code(), messages.take().len()), ("aws::all_failed", 2));
    }
}
