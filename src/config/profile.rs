//! Profiles: how they get their credentials, and where they sign in.

use std::sync::Arc;

use crate::aws::arn::Arn;
use crate::config::Config;
use crate::config::credentials_kind::CredentialsKind;
use crate::config::section::{Location, Property, Section};
use crate::error::ConfigError;

/// A profile, merged from both files. Its `Debug` shows no values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Profile {
    section: Section,
}

/// A profile's settings for IAM Identity Center, as far as the files have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SsoSettings<'a> {
    /// The name of the `[sso-session]`, which may not exist; `None` for a legacy profile.
    pub(crate) session: Option<&'a str>,
    /// The start URL as written. Tokens of legacy profiles are stored under it.
    pub(crate) start_url: Option<&'a str>,
    /// The region of the Identity Center, not that of the profile.
    pub(crate) region: Option<&'a str>,
}

impl Profile {
    pub(crate) fn new(name: Arc<str>) -> Self {
        Self { section: Section::new(name) }
    }

    pub(crate) fn section_mut(&mut self) -> &mut Section {
        &mut self.section
    }

    /// The name, without `profile` and quotes.
    pub(crate) fn name(&self) -> &str {
        self.section.name()
    }

    /// The [value](Property::value) of a key, ignoring the key's case; `None` if there is no such key. It may be empty or
    /// secret.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.section.get(key)
    }

    /// The property with this key, ignoring case.
    pub(crate) fn property(&self, key: &str) -> Option<&Property> {
        self.section.property(key)
    }

    /// The properties in the order in which their keys first appear: those of the config file, then those that only
    /// the credentials file has.
    pub(crate) fn properties(&self) -> &[Property] {
        self.section.properties()
    }

    /// The properties that a later one with the same key has replaced, the last one first. If both files have the key,
    /// the config file's property is among them.
    pub(crate) fn overridden(&self, key: &str) -> impl Iterator<Item = &Property> {
        self.section.overridden(key)
    }

    /// The locations of all its headers, those of the config file first.
    pub(crate) fn locations(&self) -> &[Location] {
        self.section.locations()
    }

    /// The first of its lines that can't be read; see [`Section::fault`].
    pub(crate) fn fault(&self) -> Option<&ConfigError> {
        self.section.fault()
    }

    /// The region of the profile's clients; `None` if the key is absent or empty.
    pub(crate) fn region(&self) -> Option<&str> {
        self.get("region").filter(|region| !region.is_empty())
    }

    /// How long the credentials of the profile's role last, in seconds. The error is a value that STS doesn't allow
    /// (AssumeRole, `DurationSeconds`).
    pub(crate) fn duration_seconds(&self) -> Result<Option<i32>, &str> {
        let Some(text) = self.get("duration_seconds").filter(|text| !text.is_empty()) else { return Ok(None) };
        let seconds = text.trim().parse().ok().filter(|seconds| (900..=43200).contains(seconds));
        seconds.map(Some).ok_or(text)
    }

    /// How the profile gets its credentials; `None` if it has no keys for that.
    pub(crate) fn kind(&self) -> Option<CredentialsKind> {
        self.kinds().next()
    }

    /// How the profile gets its credentials if it is the `source_profile` of another one: like [`kind`](Self::kind), but
    /// its own access key (or half of one) comes before its role (botocore, `AssumeRoleProvider`).
    pub(crate) fn source_kind(&self) -> Option<CredentialsKind> {
        let has_keys = ["aws_access_key_id", "aws_secret_access_key"].iter().any(|key| self.property(key).is_some());
        self.kinds().find(|kind| *kind != CredentialsKind::AssumeRole || !has_keys)
    }

    /// All kinds whose keys the profile has, the one that is used first.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = CredentialsKind> {
        CredentialsKind::in_section(&self.section)
    }

    /// The secret or token that is not in the file of its key id. botocore takes all of them from one file.
    pub(crate) fn key_in_other_file(&self) -> Option<&Property> {
        let id = self.property("aws_access_key_id")?;
        let others = ["aws_secret_access_key", "aws_session_token", "aws_security_token"];
        let mut others = others.iter().filter_map(|key| self.property(key));
        others.find(|other| other.file() != id.file() && !other.value().trim().is_empty())
    }

    /// The account that credentials of this kind are for, with its property: `sso_account_id`, the account in the ARN of
    /// the role or console session, or `aws_account_id`. `None` if only AWS knows it.
    pub(crate) fn account_id(&self, kind: CredentialsKind) -> Option<(&str, &Property)> {
        let key = kind.facts().account_key?;
        let property = self.property(key)?;
        let value = property.value();
        let id = if key.ends_with("account_id") { value } else { Arn::parse(value)?.account_id()? };
        (!id.trim().is_empty()).then(|| (id.trim(), property))
    }

    /// The Identity Center that the profile signs in to; `None` if it names neither a session nor a start URL.
    ///
    /// The session's keys come before the profile's own, as in the CLI. (If both have a key with different values, the CLI
    /// refuses the profile.)
    pub(crate) fn sso<'a>(&'a self, config: &'a Config) -> Option<SsoSettings<'a>> {
        let session = self.get("sso_session");
        let section = session.and_then(|name| config.sso_session(name));
        let value = |key| section.and_then(|section| section.get(key)).or_else(|| self.get(key));
        let sso = SsoSettings { session, start_url: value("sso_start_url"), region: value("sso_region") };
        (session.is_some() || sso.start_url.is_some()).then_some(sso)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn config(config: &str, credentials: &str) -> Config {
        let source = |name: &'static str, text: &'static str| (Path::new(name), text.as_bytes());
        let (config, credentials) = (config.to_owned().leak(), credentials.to_owned().leak());
        Config::parse(Some(source("config", config)), Some(source("credentials", credentials))).unwrap()
    }

    /// The kind of a profile with these keys in the two files.
    fn kind(in_config: &str, in_credentials: &str) -> Option<&'static str> {
        let block = |header: &str, keys: &str| {
            let keys = keys.split_whitespace().map(|key| format!("{key} = x\n"));
            format!("{header}\n{}", keys.collect::<String>())
        };
        let config = config(&block("[profile p]", in_config), &block("[p]", in_credentials));
        config.profile("p").unwrap().kind().map(CredentialsKind::as_str)
    }

    #[test]
    fn the_keys_of_one_source_decide_the_kind() {
        assert_eq!(kind("role_arn source_profile", ""), Some("assume_role"));
        assert_eq!(kind("role_arn credential_source", ""), Some("assume_role"));
        assert_eq!(kind("role_arn web_identity_token_file", ""), Some("web_identity"));
        assert_eq!(kind("sso_session sso_account_id sso_role_name", ""), Some("sso"));
        assert_eq!(kind("sso_start_url sso_region sso_account_id sso_role_name", ""), Some("sso"));
        assert_eq!(kind("aws_access_key_id aws_secret_access_key", ""), Some("static"));
        assert_eq!(kind("", "aws_access_key_id aws_secret_access_key"), Some("static"));
        assert_eq!(kind("login_session region", ""), Some("login"));
        assert_eq!(kind("credential_process", ""), Some("process"));
        assert_eq!(kind("region output", ""), None);
        assert_eq!(kind("", ""), None);
    }

    #[test]
    fn a_role_wins_over_the_credentials_that_it_is_assumed_with() {
        assert_eq!(
            kind("role_arn source_profile sso_session sso_account_id", "aws_access_key_id"),
            Some("assume_role")
        );
        assert_eq!(
            kind("role_arn web_identity_token_file sso_account_id credential_process", ""),
            Some("web_identity")
        );
    }

    #[test]
    fn an_incomplete_source_decides_too_because_cli_and_sdk_do_not_try_another() {
        assert_eq!(kind("role_arn credential_process", ""), Some("assume_role"));
        assert_eq!(kind("web_identity_token_file", "aws_access_key_id"), Some("web_identity"));
        assert_eq!(kind("sso_role_name", "aws_access_key_id"), Some("sso"));
    }

    #[test]
    fn keys_of_the_credentials_file_win_over_login_and_process_as_in_the_cli_not_the_sdk() {
        assert_eq!(kind("login_session", "aws_access_key_id"), Some("static"));
        assert_eq!(kind("credential_process", "aws_access_key_id"), Some("static"));
    }

    #[test]
    fn keys_of_the_config_file_are_the_last_resort_in_cli_and_sdk() {
        assert_eq!(kind("aws_access_key_id login_session", ""), Some("login"));
        assert_eq!(kind("aws_access_key_id credential_process", ""), Some("process"));
        assert_eq!(kind("login_session credential_process", ""), Some("login"));
    }

    #[test]
    fn keys_win_over_a_sign_in_without_a_role_as_in_the_cli_not_the_sdk() {
        assert_eq!(kind("sso_session", ""), Some("sso"));
        assert_eq!(kind("sso_start_url sso_region", ""), Some("sso"));
        assert_eq!(kind("sso_session aws_access_key_id", ""), Some("static"));
    }

    #[test]
    fn the_session_names_the_identity_center() {
        let config = config(
            "[sso-session corp]\nsso_start_url = https://corp\nsso_region = eu-west-1\n\
             [profile p]\nsso_session = corp\n[profile gone]\nsso_session = none\n[profile other]\nregion = eu-west-2\n",
            "",
        );
        let sso = |name| config.profile(name).unwrap().sso(&config);
        let corp = SsoSettings { session: Some("corp"), start_url: Some("https://corp"), region: Some("eu-west-1") };
        assert_eq!(sso("p"), Some(corp));
        assert_eq!(sso("gone"), Some(SsoSettings { session: Some("none"), start_url: None, region: None }));
        assert_eq!(sso("other"), None);
    }

    #[test]
    fn a_legacy_profile_names_its_own_identity_center() {
        let config = config("[profile p]\nsso_start_url = https://old\nsso_region = us-east-1\n", "");
        let old = SsoSettings { session: None, start_url: Some("https://old"), region: Some("us-east-1") };
        assert_eq!(config.profile("p").unwrap().sso(&config), Some(old));
    }

    #[test]
    fn the_keys_of_a_session_come_before_those_of_the_profile_as_in_the_cli() {
        let config = config(
            "[sso-session corp]\nsso_start_url = https://corp\n\
             [profile p]\nsso_session = corp\nsso_start_url = https://old\nsso_region = us-east-1\n",
            "",
        );
        let sso = config.profile("p").unwrap().sso(&config).unwrap();
        assert_eq!((sso.start_url, sso.region), (Some("https://corp"), Some("us-east-1")));
    }

    #[test]
    fn an_empty_region_counts_as_missing() {
        let config = config("[profile a]\nregion =\n[profile b]\nREGION = eu-west-1\n[profile c]", "");
        let region = |name| config.profile(name).unwrap().region();
        assert_eq!((region("a"), region("b"), region("c")), (None, Some("eu-west-1"), None));
    }
}
