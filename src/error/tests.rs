//! Whatever text an error contains, it changes nothing in a terminal.

use std::fs;
use std::path::Path;

use nu_protocol::{ErrorLabel, Span};

use super::*;

/// Clears the screen, and reverses the text that follows.
const HOSTILE: &str = "no \u{1b}[2J\u{202e}access";

fn text() -> String {
    HOSTILE.to_owned()
}

fn command() -> String {
    format!("aws {HOSTILE}")
}

/// Two values as the AWS CLI takes them.
fn joined() -> String {
    format!("{HOSTILE},b")
}

fn resource() -> Box<ResourceKind> {
    ResourceKind { noun: "", plural: "", command: "aws ec2 volumes", id_prefix: None }.into()
}

/// Every error, with hostile text wherever it contains text of others.
#[rustfmt::skip]
fn every_error() -> Vec<Error> {
    vec![
        CacheError { path: text(), reason: text() }.into(),
        Error::AllFailed { what: text(), has_one_code: true, first: Box::new(Error::Internal(text())) },
        Error::AllFailedAlike { what: text(), message: text(), help: Some(text()), first: Box::new(Error::Internal(text())) },
        Error::Internal(text()),
        Error::Interrupted,
        ConfigError::Syntax { path: text().into(), line: 2, expected: text() }.into(),
        ConfigError::Unreadable { path: text().into(), reason: text() }.into(),
        ConfigError::Unwritable { path: text().into(), reason: text() }.into(),
        ConfigError::NoFile.into(),
        ConfigError::Name { name: text(), reason: text() }.into(),
        ConfigError::Key { key: text(), reason: text() }.into(),
        ConfigError::Value { key: text(), reason: text() }.into(),
        ConfigError::Changed { path: text().into() }.into(),
        ConfigError::UnsupportedLayout { path: text().into() }.into(),
        ConfigureError::Missing { flags: vec![""] }.into(),
        ConfigureError::Answer { flag: "", problem: text() }.into(),
        CredentialsError::Missing { profile: Some(text()) }.into(),
        CredentialsError::NotChosen { profiles: vec![text()], has_default: true }.into(),
        CredentialsError::HalfKeyPair { profile: Some(text()), present: "", missing: "" }.into(),
        CredentialsError::Malformed { part: text(), profile: Some(text()), problem: "" }.into(),
        CredentialsError::Failed { profile: Some(text()), reason: text() }.into(),
        CredentialsError::MfaNeeded { profile: text(), serial: text() }.into(),
        CredentialsError::MfaRefused { profile: text(), serial: text(), message: text() }.into(),
        CredentialsError::MfaCodeMalformed.into(),
        CredentialsError::ConsoleSignedOut { profile: text() }.into(),
        CredentialsError::ConsoleSession { profile: text(), reason: text() }.into(),
        CredentialsError::Circle { profile: text(), chain: text() }.into(),
        CredentialsError::Expired { profile: Some(text()), sign_in: None }.into(),
        CredentialsError::Rejected { profile: Some(text()), key_variable: Some(""), region: text(), message: text() }.into(),
        CredentialsError::UnknownFormat { name: text(), nearest: vec![text()] }.into(),
        CredentialsError::NotForCmd { variable: "" }.into(),
        CredentialsError::NotExportable { variable: "", problem: "", format: "" }.into(),
        Ec2Error::UnknownColumn { command: "aws ec2 volumes", name: text(), nearest: vec![text()] }.into(),
        Ec2Error::ColumnsType { command: "aws ec2 volumes", found: text() }.into(),
        Ec2Error::UnknownFilter { resource: resource(), name: text(), nearest: vec![text()], line: Some(command()) }.into(),
        Ec2Error::FilterValue { name: text(), problem: text() }.into(),
        Ec2Error::UnknownState { resource: resource(), name: text(), states: &["running"], nearest: vec![text()] }.into(),
        Ec2Error::UnknownFlagValue { flag: "x", value: text(), known: &["y"], nearest: vec![text()] }.into(),
        Ec2Error::FlagValue { flag: "", takes: "", found: text() }.into(),
        Ec2Error::StatesTwice { filter: "" }.into(),
        Ec2Error::MalformedId { resource: resource(), id: text(), meant: Some(MeantId::FlagValue { line: command() }) }.into(),
        RegionError::Unknown { region: text(), nearest: vec![text()], message: text() }.into(),
        Ec2Error::NotFound { resource: resource(), ids: vec![text()], region: text(), profile: Some(text()), is_everywhere: true }.into(),
        LoginError::OtherCredentials { profile: text(), key: "", what: "" }.into(),
        LoginError::OtherIdentity { profile: text(), before: text(), now: text() }.into(),
        LoginError::NotLogin { profile: text(), is_sso: true }.into(),
        LoginError::Denied.into(),
        LoginError::TimedOut.into(),
        LoginError::Expired { profile: text() }.into(),
        LoginError::PasswordChanged { profile: text() }.into(),
        LoginError::Refused { profile: text(), region: text(), message: text() }.into(),
        LoginError::CodeExpired.into(),
        LoginError::Failed { reason: text() }.into(),
        LoginError::Text { problem: "" }.into(),
        LoginError::NoTerminal.into(),
        LoginError::UnsafePage { url: text() }.into(),
        LoginError::Port { port: None, cause: text() }.into(),
        NetworkError::Unreachable { endpoint: text(), reason: text(), setting: Some(""), similar_regions: vec![text()] }.into(),
        NetworkError::Timeout { endpoint: text(), reason: text() }.into(),
        NushellError::UnknownVersion { known: text(), version: text(), is_older: true }.into(),
        ProfileError::NotFound { name: text(), named_by: NamedBy::Call, nearest: vec![text()] }.into(),
        ProfileError::Joined { text: joined() }.into(),
        ProfileError::NotChosen { profiles: vec![text()] }.into(),
        ProfileError::NameEmpty { variable: "" }.into(),
        ProfileError::NameMissing.into(),
        ProfileError::NoProfiles.into(),
        ProfileError::SourceNotFound { profile: text(), name: text(), nearest: vec![text()] }.into(),
        ProfileError::NameTemplate { template: text(), problem: text(), nearest: vec![text()] }.into(),
        ProfileError::NameShared { name: text(), first: text(), second: text() }.into(),
        ProfileError::Incomplete { missing: vec![""] }.into(),
        ProfileError::UnknownOutput { name: text(), nearest: vec![text()] }.into(),
        ProfileError::NotConfirmed { question: text() }.into(),
        ProfileError::Input { problem: text(), help: format!("`{}`", command()) }.into(),
        ProfileError::FlagType { found: text(), help: "`aws profiles`" }.into(),
        RegionError::Missing { profile: Some(text()) }.into(),
        RegionError::Invalid { name: text(), given_by: Some(text()), nearest: vec![text()] }.into(),
        RegionError::Joined { text: joined() }.into(),
        RegionError::Contradiction { pattern: text() }.into(),
        RegionError::Unmatched { patterns: vec![text()] }.into(),
        RegionError::Disabled { region: text() }.into(),
        RegionError::FlagType { found: text() }.into(),
        ServiceError::AccessDenied { action: text(), profile: Some(text()), region: text(), message: text() }.into(),
        ServiceError::Clock { endpoint: text(), skew: None }.into(),
        ServiceError::Throttled { endpoint: text() }.into(),
        ServiceError::InvalidResponse { endpoint: text(), reason: text() }.into(),
        ServiceError::Other { code: text(), message: text(), endpoint: text() }.into(),
        SettingError::Invalid { name: text(), value: Some(text()), expected: text() }.into(),
        SettingError::InvalidPluginSetting { name: text(), value: text(), expected: "" }.into(),
        SettingError::Unknown { name: text(), settings: &[], nearest: vec![text()] }.into(),
        SettingError::CaBundle { path: text(), reason: text() }.into(),
        SsoError::SignedOut { session: text(), profile: Some(text()), login: command() }.into(),
        SsoError::Expired { session: text(), profile: Some(text()), login: command(), rejected: true }.into(),
        SsoError::RoleNotAssigned { account: text(), role: text(), profile: Some(text()), nearest: vec![text()] }.into(),
        SsoError::AccountNotAssigned { account: text(), session: text() }.into(),
        SsoError::AccountNotFound { name: text(), nearest: vec![text()] }.into(),
        SsoError::AccountNameUnknown { name: text(), nearest: vec![text()] }.into(),
        SsoError::AccountAmbiguous { name: text(), count: 2 }.into(),
        SsoError::NothingAssigned { what: "" }.into(),
        SsoError::AccountIdMalformed { id: text() }.into(),
        SsoError::SessionNotFound { name: text(), nearest: vec![text()] }.into(),
        SsoError::SessionMissing { known: vec![text()] }.into(),
        SsoError::NotSso { profile: text() }.into(),
        SsoError::Incomplete { place: text(), missing: "" }.into(),
        SsoError::Inconsistent { profile: text(), session: text(), key: "", of_profile: text(), of_session: text() }.into(),
        SsoError::Denied { session: text() }.into(),
        SsoError::TimedOut { session: text() }.into(),
        SsoError::Failed { session: text(), reason: text(), region: Some(text()) }.into(),
        SsoError::UnsafePage { session: text(), url: text() }.into(),
        SsoError::Input { problem: text() }.into(),
    ]
}

/// How many errors the sources define: each has a message of its own.
fn defined() -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/error");
    let files = fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("a file").path());
    let sources =
        files.chain([folder.with_extension("rs")]).filter(|path| path.is_file() && !path.ends_with("tests.rs"));
    let texts = sources.map(|path| fs::read_to_string(path).expect("a source"));
    let own = |text: String| text.matches("#[error(").count() - text.matches("#[error(transparent)]").count();
    texts.map(own).sum()
}

#[test]
fn no_error_changes_the_terminal() {
    let errors = every_error();
    assert_eq!(errors.len(), defined());
    let mut escaped = 0;
    for error in errors {
        let shown = error.at(&Spans::head(Span::test_data()));
        let labels = shown.labels.iter().map(|ErrorLabel { text, .. }| text.as_str());
        let texts: String = labels.chain([shown.msg.as_str(), shown.help.as_deref().unwrap_or_default()]).collect();
        assert!(!texts.contains(['\u{1b}', '\u{202e}']), "{error:?}: {texts}");
        escaped += usize::from(texts.contains(r"\u{1b}[2J\u{202e}"));
    }
    // The others contain no text of others.
    assert!(escaped > 60, "{escaped}");
}

/// Whether a help has a command, or flags to add to the one that failed.
fn has_line(help: &str) -> bool {
    let starts = ["aws ", "^", "$env.", "hide-env ", "cargo ", "ls ", "rm ", "--"];
    help.split('`').skip(1).step_by(2).any(|code| starts.iter().any(|start| code.starts_with(start)))
}

#[test]
fn every_help_has_a_line_to_paste() {
    // Another person or program has to act, or the user types another value.
    let elsewhere = [
        "aws::config::changed",
        "aws::config::name",
        "aws::config::value",
        "aws::internal",
        "aws::interrupted",
        "aws::nushell::version",
        "aws::setting::invalid",
        "aws::sso::nothing_assigned",
    ];
    let known = |error: Error| {
        let help = error.help().unwrap_or_default();
        (!has_line(&help) && !elsewhere.contains(&error.code())).then(|| format!("{}: {help}", error.code()))
    };
    let without_suggestions = vec![
        RegionError::Missing { profile: None }.into(),
        RegionError::Invalid { name: text(), given_by: None, nearest: vec![] }.into(),
        CredentialsError::Malformed { part: "AWS_ACCESS_KEY_ID".into(), profile: None, problem: "" }.into(),
        CredentialsError::Malformed { part: "the output of a program".into(), profile: None, problem: "" }.into(),
        CredentialsError::Missing { profile: None }.into(),
        CredentialsError::HalfKeyPair { profile: None, present: "", missing: "" }.into(),
        CredentialsError::Failed { profile: None, reason: text() }.into(),
        CredentialsError::Expired { profile: None, sign_in: None }.into(),
        CredentialsError::UnknownFormat { name: text(), nearest: vec![] }.into(),
        Ec2Error::UnknownFilter { resource: resource(), name: text(), nearest: vec![], line: None }.into(),
        Ec2Error::UnknownState { resource: resource(), name: text(), states: &["running"], nearest: vec![] }.into(),
        NetworkError::Unreachable { endpoint: text(), reason: text(), setting: None, similar_regions: vec![] }.into(),
        NetworkError::Unreachable {
            endpoint: text(),
            reason: "certificate".into(),
            setting: None,
            similar_regions: vec![],
        }
        .into(),
        ProfileError::NotChosen { profiles: vec![] }.into(),
        ProfileError::NameTemplate { template: text(), problem: text(), nearest: vec![] }.into(),
        ProfileError::UnknownOutput { name: text(), nearest: vec![] }.into(),
        SettingError::Unknown { name: text(), settings: &["concurrency"], nearest: vec![] }.into(),
        SsoError::AccountNameUnknown { name: text(), nearest: vec![] }.into(),
        SsoError::SessionNotFound { name: text(), nearest: vec![] }.into(),
        SsoError::SessionMissing { known: vec![] }.into(),
        SsoError::Failed { session: text(), reason: text(), region: None }.into(),
        LoginError::Port { port: Some(1), cause: text() }.into(),
    ];
    let missing: Vec<_> = every_error().into_iter().chain(without_suggestions).filter_map(known).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
