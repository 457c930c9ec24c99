//! The profile, the credentials, the account and the role.

use crate::effective::tests::{Scenario, row};

const CONFIG: &str = "\
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-central-1
[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = developer
[profile role]
role_arn = arn:aws:iam::444455556666:role/tester
source_profile = base
[profile base]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = secret
";

const KEYS: [(&str, &str); 2] = [("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7ENVIRON"), ("AWS_SECRET_ACCESS_KEY", "secret")];
const DESCRIBED_KEYS: &str = "environment: static ****************IRON";

fn scenario<'a>(vars: &'a [(&'a str, &'a str)], profile_flag: Option<&'a str>) -> Scenario<'a> {
    Scenario { vars, profile_flag, config: CONFIG, ..Scenario::default() }
}

#[test]
fn keys_override_aws_profile_and_their_account_is_unknown() {
    let vars = [KEYS[0], KEYS[1], ("AWS_PROFILE", "dev")];
    let scenario = scenario(&vars, None);
    assert_eq!(scenario.row("profile"), row("dev", "env AWS_PROFILE", &[]));
    assert_eq!(scenario.note("profile"), "AWS_ACCESS_KEY_ID overrides its credentials");
    let shadowed = ["config:6 profile dev: sso"];
    assert_eq!(scenario.row("credentials"), row(DESCRIBED_KEYS, "env AWS_ACCESS_KEY_ID", &shadowed));
    assert_eq!(
        scenario.note("credentials"),
        "they override profile `dev`: `aws profile use dev` removes them; the SDK for JavaScript uses the profile instead"
    );
    assert_eq!(scenario.row("account_id"), row("", "", &["config:6 111122223333"]));
    assert_eq!(scenario.row("role"), row("", "", &["config:7 developer"]));
}

#[test]
fn a_profile_named_by_the_flag_overrides_keys() {
    let vars = [KEYS[0], KEYS[1], ("AWS_PROFILE", "role"), ("AWS_DEFAULT_PROFILE", "base")];
    let scenario = scenario(&vars, Some("dev"));
    let shadowed = ["env AWS_PROFILE role", "env AWS_DEFAULT_PROFILE base"];
    assert_eq!(scenario.row("profile"), row("dev", "--profile", &shadowed));
    assert_eq!(scenario.note("profile"), "");
    let keys = format!("env AWS_ACCESS_KEY_ID {DESCRIBED_KEYS}");
    assert_eq!(scenario.row("credentials"), row("profile dev: sso", "config:6", &[&keys]));
    assert_eq!(scenario.row("account_id"), row("111122223333", "config:6", &[]));
    assert_eq!(scenario.row("sso_region"), row("eu-central-1", "config:3", &[]));
}

#[test]
fn a_role_is_described_to_the_end_of_its_chain() {
    let scenario = scenario(&[], Some("role"));
    let text = "profile role: assume_role from profile base: static ****************MPLE";
    assert_eq!(scenario.row("credentials"), row(text, "config:9", &[]));
    assert_eq!(scenario.row("account_id"), row("444455556666", "config:9", &[]));
    assert_eq!(scenario.row("role").0, "arn:aws:iam::444455556666:role/tester");
}

#[test]
fn keys_in_the_credentials_file_override_those_in_the_config_file() {
    let credentials = "[base]\naws_access_key_id = AKIAIOSFODNN7CREDENT\n";
    let scenario = Scenario { profile_flag: Some("base"), config: CONFIG, credentials, ..Scenario::default() };
    let expected = row(
        "profile base: static ****************DENT",
        "credentials:2",
        &["config:12 profile base: static ****************MPLE"],
    );
    assert_eq!(scenario.row("credentials"), expected);
}

#[test]
fn harmful_variables_are_noted() {
    let [id, secret] = KEYS;
    for (vars, setting, part) in [
        (vec![("AWS_PROFILE", "")], "profile", "`aws profile clear`"),
        (vec![("AWS_PROFILE", "dve")], "profile", "no profile `dve` (did you mean `dev`?)"),
        (vec![("AWS_PROFILE", "dve")], "credentials", "the active profile does not exist"),
        (vec![("AWS_PROFILE", "dev"), ("AWS_DEFAULT_PROFILE", "base")], "profile", "they use `base`"),
        (vec![("AWS_DEFAULT_PROFILE", "dev")], "profile", "the SDK for Rust does not read"),
        (vec![id, secret, ("AWS_PROFILE", "dve")], "credentials", "do not read them"),
        (vec![id, secret, ("AWS_PROFILE", "")], "credentials", "do not read them"),
        (vec![id], "credentials", "AWS_SECRET_ACCESS_KEY is not set"),
        (vec![secret], "credentials", "AWS_SECRET_ACCESS_KEY is ignored without AWS_ACCESS_KEY_ID"),
        (vec![("AWS_SESSION_TOKEN", "t")], "credentials", "AWS_SESSION_TOKEN is ignored without"),
        (vec![("AWS_ACCESS_KEY_ID", "ASIA1"), secret], "credentials", "without AWS_SESSION_TOKEN"),
        (vec![id, secret, ("AWS_SECURITY_TOKEN", "t")], "credentials", "only boto3 reads AWS_SECURITY_TOKEN"),
        (vec![id, secret, ("AWS_CREDENTIAL_EXPIRATION", "2026-02-28T23:00:00Z")], "credentials", "have expired"),
        (vec![id, secret, ("AWS_CREDENTIAL_EXPIRATION", "soon")], "credentials", "is not a valid time: `soon`"),
    ] {
        let note = scenario(&vars, None).note(setting);
        assert!(note.contains(part), "{vars:?}: {note}");
    }
    let good = [id, secret, ("AWS_SESSION_TOKEN", "t"), ("AWS_CREDENTIAL_EXPIRATION", "2026-03-01T01:00:00+00:30")];
    assert_eq!(scenario(&good, None).note("credentials"), "");
}

#[test]
fn mistakes_in_a_profile_are_noted() {
    let chain = "role_arn = arn:aws:iam::444455556666:role/x\n";
    for (lines, part) in [
        ("aws_access_key_id = AKIA\n".to_owned(), "has no aws_secret_access_key"),
        (chain.to_owned(), "has no source_profile or credential_source"),
        (format!("{chain}source_profile = bsae\n"), "`bsae`, which does not exist"),
        (format!("{chain}source_profile = x\n"), "form a loop"),
        (format!("{chain}source_profile = bare\n"), "profile `bare` has no credentials"),
        (format!("{chain}credential_source = Environment\n"), "AWS_ACCESS_KEY_ID is not set"),
        (format!("{chain}credential_source = EcsContainer\n"), "AWS_CONTAINER_CREDENTIALS_FULL_URI are not set"),
        (format!("{chain}credential_source = Moon\n"), "which no tool supports"),
        (format!("{chain}credential_source = Environment\nsource_profile = base\n"), "so the AWS CLI fails"),
        ("web_identity_token_file = /token\n".to_owned(), "has no role_arn"),
        ("sso_session = corp\n".to_owned(), "has no sso_account_id"),
        ("sso_session = crop\nsso_account_id = 1\nsso_role_name = a\n".to_owned(), "[sso-session crop]"),
    ] {
        let config = format!("{CONFIG}[profile bare]\n[profile x]\n{lines}");
        let scenario = Scenario { profile_flag: Some("x"), config: &config, ..Scenario::default() };
        let note = scenario.note("credentials");
        assert!(note.contains(part), "{lines}: {note}");
    }
}

#[test]
fn a_key_pair_in_two_files_is_noted() {
    let credentials = "[base]\naws_access_key_id = AKIA\n";
    let scenario = Scenario { profile_flag: Some("base"), config: CONFIG, credentials, ..Scenario::default() };
    assert!(scenario.note("credentials").contains("are in two files"), "{}", scenario.note("credentials"));
    let pair = format!("{credentials}aws_secret_access_key = secret\n");
    assert_eq!(Scenario { credentials: &pair, ..scenario }.note("credentials"), "");
}

#[test]
fn a_token_in_the_other_file_is_noted() {
    let credentials = "[base]\naws_session_token = token\n";
    let scenario = Scenario { profile_flag: Some("base"), config: CONFIG, credentials, ..Scenario::default() };
    let note = "`aws_access_key_id` and `aws_session_token` of profile `base` are in two files: the AWS CLI and boto3 \
                do not combine them";
    assert_eq!(scenario.note("credentials"), note);
}

#[test]
fn a_console_session_names_account_role_and_session() {
    let config =
        "[profile x]\nlogin_session = arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/ann\n";
    let scenario = Scenario { profile_flag: Some("x"), config, ..Scenario::default() };
    let text = "profile x: login assumed-role/AWSReservedSSO_Dev_0123456789abcdef/ann";
    assert_eq!(scenario.row("credentials"), row(text, "config:2", &[]));
    assert_eq!(scenario.row("account_id"), row("111122223333", "config:2", &[]));
    assert_eq!(scenario.row("role"), row("Dev", "config:2", &[]));
    let config = config.replace("sts", "iam").replace("assumed-role/AWSReservedSSO_Dev_0123456789abcdef", "user");
    let scenario = Scenario { config: &config, ..scenario };
    assert_eq!(scenario.row("credentials"), row("profile x: login user/ann", "config:2", &[]));
    assert_eq!(scenario.row("role"), row("", "", &[]));
}

#[test]
fn a_sign_in_that_is_not_there_is_noted() {
    let home = tempfile::tempdir().expect("a folder");
    let vars = [("HOME", home.path().to_str().expect("a path"))];
    let config = format!(
        "{CONFIG}[profile role-of-dev]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = dev\n[profile console]\nlogin_session = arn:aws:iam::111122223333:user/ann\n"
    );
    for (profile, note) in [
        ("dev", "not signed in to `corp`: `aws sso login --sso-session corp`"),
        ("role-of-dev", "not signed in to `corp`: `aws sso login --sso-session corp`"),
        ("console", "profile `console` is not signed in: `aws login --profile console`"),
        ("base", ""),
    ] {
        let scenario = Scenario { vars: &vars, profile_flag: Some(profile), config: &config, ..Scenario::default() };
        assert_eq!(scenario.note("credentials"), note, "{profile}");
    }
}

#[test]
fn tools_that_use_another_kind_of_the_profile_are_noted() {
    let lines = "sso_session = corp\nsso_account_id = 1\nsso_role_name = a\naws_access_key_id = AKIA\n";
    let process = "credential_process = keys\n";
    for (credentials, config, part) in [
        (String::new(), format!("[profile x]\n{lines}"), "Go and JavaScript use its keys"),
        (format!("[x]\naws_access_key_id = AKIA\n{process}"), String::new(), "Rust uses its process"),
    ] {
        let config = format!("{CONFIG}{config}");
        let scenario =
            Scenario { profile_flag: Some("x"), config: &config, credentials: &credentials, ..Scenario::default() };
        let note = scenario.note("credentials");
        assert!(note.contains(part), "{note}");
    }
}

#[test]
fn instance_metadata_is_the_last_source_unless_it_is_disabled() {
    assert_eq!(scenario(&[], None).row("credentials"), row("instance metadata", "default", &[]));
    let off = [("AWS_EC2_METADATA_DISABLED", "true")];
    assert_eq!(scenario(&off, None).row("credentials"), row("", "", &[]));
    assert_eq!(scenario(&off, None).note("credentials"), "no credentials are set");
}

#[test]
fn keys_do_not_replace_a_profile_named_by_the_flag() {
    let vars = [KEYS[0], KEYS[1], ("AWS_EC2_METADATA_DISABLED", "true")];
    let scenario =
        Scenario { vars: &vars, profile_flag: Some("bare"), config: "[profile bare]\n", ..Scenario::default() };
    let keys = format!("env AWS_ACCESS_KEY_ID {DESCRIBED_KEYS}");
    assert_eq!(scenario.row("credentials"), row("", "", &[&keys]));
}

#[test]
fn a_profile_that_contradicts_its_session_is_noted() {
    let config =
        format!("{CONFIG}[profile x]\nsso_session = corp\nsso_region = eu-west-1\n[profile y]\nsso_session = a\n");
    let with_profile = |name| Scenario { profile_flag: Some(name), config: &config, ..Scenario::default() };
    assert_eq!(with_profile("x").row("sso_region"), row("eu-central-1", "config:3", &["config:16 eu-west-1"]));
    assert!(with_profile("x").note("sso_region").contains("reject"));
    assert_eq!(with_profile("dev").note("sso_region"), "");
    assert!(with_profile("y").note("sso_session").contains("[sso-session a]"));
}
