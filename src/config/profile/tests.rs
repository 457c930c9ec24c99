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
fn one_source_of_credentials_makes_the_kind() {
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
fn a_role_wins_over_everything_that_feeds_it() {
    assert_eq!(kind("role_arn source_profile sso_session sso_account_id", "aws_access_key_id"), Some("assume_role"));
    assert_eq!(kind("role_arn web_identity_token_file sso_account_id credential_process", ""), Some("web_identity"));
}

#[test]
fn an_unfinished_source_is_still_the_kind_since_cli_and_sdk_go_no_further() {
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
fn sign_in_without_a_role_yields_to_keys_as_in_the_cli_not_the_sdk() {
    assert_eq!(kind("sso_session", ""), Some("sso"));
    assert_eq!(kind("sso_start_url sso_region", ""), Some("sso"));
    assert_eq!(kind("sso_session aws_access_key_id", ""), Some("static"));
}

#[test]
fn the_identity_center_is_that_of_the_session() {
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
fn a_session_comes_before_the_profiles_own_keys_which_fill_its_gaps_as_in_the_cli() {
    let config = config(
        "[sso-session corp]\nsso_start_url = https://corp\n\
         [profile p]\nsso_session = corp\nsso_start_url = https://old\nsso_region = us-east-1\n",
        "",
    );
    let sso = config.profile("p").unwrap().sso(&config).unwrap();
    assert_eq!((sso.start_url, sso.region), (Some("https://corp"), Some("us-east-1")));
}

#[test]
fn an_empty_region_is_none() {
    let config = config("[profile a]\nregion =\n[profile b]\nREGION = eu-west-1\n[profile c]", "");
    let region = |name| config.profile(name).unwrap().region();
    assert_eq!((region("a"), region("b"), region("c")), (None, Some("eu-west-1"), None));
}
