//! The profile, the credentials, the account and the role.

use crate::effective::tests::{World, told};

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
const IN_WORDS: &str = "environment: static ****************IRON";

fn world<'a>(vars: &'a [(&'a str, &'a str)], named: Option<&'a str>) -> World<'a> {
    World { vars, named, config: CONFIG, ..World::default() }
}

#[test]
fn keys_win_over_aws_profile_and_whose_account_that_is_nobody_knows() {
    let vars = [KEYS[0], KEYS[1], ("AWS_PROFILE", "dev")];
    let world = world(&vars, None);
    assert_eq!(world.told("profile"), told("dev", "env AWS_PROFILE", &[]));
    assert_eq!(world.note("profile"), "AWS_ACCESS_KEY_ID wins over its credentials");
    let shadowed = ["config:6 profile dev: sso"];
    assert_eq!(world.told("credentials"), told(IN_WORDS, "env AWS_ACCESS_KEY_ID", &shadowed));
    assert_eq!(
        world.note("credentials"),
        "they win over profile `dev`: `aws profile use dev` removes them; the SDK for JavaScript takes the profile"
    );
    assert_eq!(world.told("account_id"), told("", "", &["config:6 111122223333"]));
    assert_eq!(world.told("role"), told("", "", &["config:7 developer"]));
}

#[test]
fn a_profile_that_the_call_names_wins_over_keys() {
    let vars = [KEYS[0], KEYS[1], ("AWS_PROFILE", "role"), ("AWS_DEFAULT_PROFILE", "base")];
    let world = world(&vars, Some("dev"));
    let shadowed = ["env AWS_PROFILE role", "env AWS_DEFAULT_PROFILE base"];
    assert_eq!(world.told("profile"), told("dev", "--profile", &shadowed));
    assert_eq!(world.note("profile"), "");
    let keys = format!("env AWS_ACCESS_KEY_ID {IN_WORDS}");
    assert_eq!(world.told("credentials"), told("profile dev: sso", "config:6", &[&keys]));
    assert_eq!(world.told("account_id"), told("111122223333", "config:6", &[]));
    assert_eq!(world.told("sso_region"), told("eu-central-1", "config:3", &[]));
}

#[test]
fn a_role_is_told_to_the_end_of_its_chain() {
    let world = world(&[], Some("role"));
    let text = "profile role: assume_role from profile base: static ****************MPLE";
    assert_eq!(world.told("credentials"), told(text, "config:9", &[]));
    assert_eq!(world.told("account_id"), told("444455556666", "config:9", &[]));
    assert_eq!(world.told("role").0, "arn:aws:iam::444455556666:role/tester");
}

#[test]
fn keys_in_both_files_are_those_of_the_credentials_file() {
    let credentials = "[base]\naws_access_key_id = AKIAIOSFODNN7CREDENT\n";
    let world = World { named: Some("base"), config: CONFIG, credentials, ..World::default() };
    let expected = told(
        "profile base: static ****************DENT",
        "credentials:2",
        &["config:12 profile base: static ****************MPLE"],
    );
    assert_eq!(world.told("credentials"), expected);
}

#[test]
fn variables_that_do_harm_are_noted() {
    let [id, secret] = KEYS;
    for (vars, setting, part) in [
        (vec![("AWS_PROFILE", "")], "profile", "`aws profile clear`"),
        (vec![("AWS_PROFILE", "dve")], "profile", "no profile `dve` (did you mean `dev`?)"),
        (vec![("AWS_PROFILE", "dve")], "credentials", "without a profile"),
        (vec![("AWS_PROFILE", "dev"), ("AWS_DEFAULT_PROFILE", "base")], "profile", "they use `base`"),
        (vec![("AWS_DEFAULT_PROFILE", "dev")], "profile", "the SDK for Rust does not read"),
        (vec![id, secret, ("AWS_PROFILE", "dve")], "credentials", "stop before they look at them"),
        (vec![id, secret, ("AWS_PROFILE", "")], "credentials", "stop before they look at them"),
        (vec![id], "credentials", "AWS_SECRET_ACCESS_KEY is not set"),
        (vec![secret], "credentials", "AWS_SECRET_ACCESS_KEY without AWS_ACCESS_KEY_ID is not looked at"),
        (vec![("AWS_SESSION_TOKEN", "t")], "credentials", "AWS_SESSION_TOKEN without"),
        (vec![("AWS_ACCESS_KEY_ID", "ASIA1"), secret], "credentials", "without AWS_SESSION_TOKEN"),
        (vec![id, secret, ("AWS_SECURITY_TOKEN", "t")], "credentials", "take AWS_SECURITY_TOKEN for the token"),
        (vec![id, secret, ("AWS_CREDENTIAL_EXPIRATION", "2026-02-28T23:00:00Z")], "credentials", "have expired"),
        (vec![id, secret, ("AWS_CREDENTIAL_EXPIRATION", "soon")], "credentials", "is no time: `soon`"),
    ] {
        let note = world(&vars, None).note(setting);
        assert!(note.contains(part), "{vars:?}: {note}");
    }
    let good = [id, secret, ("AWS_SESSION_TOKEN", "t"), ("AWS_CREDENTIAL_EXPIRATION", "2026-03-01T01:00:00+00:30")];
    assert_eq!(world(&good, None).note("credentials"), "");
}

#[test]
fn what_is_wrong_with_a_profile_is_noted() {
    let chain = "role_arn = arn:aws:iam::444455556666:role/x\n";
    for (lines, part) in [
        ("aws_access_key_id = AKIA\n".to_owned(), "has no aws_secret_access_key"),
        (chain.to_owned(), "has no source_profile or credential_source"),
        (format!("{chain}source_profile = bsae\n"), "`bsae`, which does not exist"),
        (format!("{chain}source_profile = x\n"), "form a loop"),
        (format!("{chain}source_profile = bare\n"), "profile `bare` has no credentials"),
        (format!("{chain}credential_source = Environment\n"), "AWS_ACCESS_KEY_ID is not set"),
        (format!("{chain}credential_source = EcsContainer\n"), "AWS_CONTAINER_CREDENTIALS_FULL_URI are not set"),
        (format!("{chain}credential_source = Moon\n"), "which no tool knows"),
        (format!("{chain}credential_source = Environment\nsource_profile = base\n"), "the AWS CLI refuses it"),
        ("web_identity_token_file = /token\n".to_owned(), "has no role_arn"),
        ("sso_session = corp\n".to_owned(), "has no sso_account_id"),
        ("sso_session = crop\nsso_account_id = 1\nsso_role_name = a\n".to_owned(), "[sso-session crop]"),
    ] {
        let config = format!("{CONFIG}[profile bare]\n[profile x]\n{lines}");
        let world = World { named: Some("x"), config: &config, ..World::default() };
        let note = world.note("credentials");
        assert!(note.contains(part), "{lines}: {note}");
    }
}

#[test]
fn a_key_pair_in_two_files_is_noted() {
    let credentials = "[base]\naws_access_key_id = AKIA\n";
    let world = World { named: Some("base"), config: CONFIG, credentials, ..World::default() };
    assert!(world.note("credentials").contains("stand in two files"), "{}", world.note("credentials"));
    let pair = format!("{credentials}aws_secret_access_key = secret\n");
    assert_eq!(World { credentials: &pair, ..world }.note("credentials"), "");
}

#[test]
fn several_kinds_in_one_profile_are_read_in_several_orders() {
    let lines = "sso_session = corp\nsso_account_id = 1\nsso_role_name = a\naws_access_key_id = AKIA\n";
    let process = "credential_process = keys\n";
    for (credentials, config, part) in [
        (String::new(), format!("[profile x]\n{lines}"), "Go and JavaScript take its keys"),
        (format!("[x]\naws_access_key_id = AKIA\n{process}"), String::new(), "Rust takes its process"),
    ] {
        let config = format!("{CONFIG}{config}");
        let world = World { named: Some("x"), config: &config, credentials: &credentials, ..World::default() };
        let note = world.note("credentials");
        assert!(note.contains(part), "{note}");
    }
}

#[test]
fn without_anything_the_instance_is_asked_unless_that_is_switched_off() {
    assert_eq!(world(&[], None).told("credentials"), told("instance metadata", "default", &[]));
    let off = [("AWS_EC2_METADATA_DISABLED", "true")];
    assert_eq!(world(&off, None).told("credentials"), told("", "", &[]));
    assert_eq!(world(&off, None).note("credentials"), "nothing is set that could sign");
}

#[test]
fn keys_never_stand_in_for_a_profile_that_the_call_names() {
    let vars = [KEYS[0], KEYS[1], ("AWS_EC2_METADATA_DISABLED", "true")];
    let world = World { vars: &vars, named: Some("bare"), config: "[profile bare]\n", ..World::default() };
    let keys = format!("env AWS_ACCESS_KEY_ID {IN_WORDS}");
    assert_eq!(world.told("credentials"), told("", "", &[&keys]));
}

#[test]
fn a_session_and_a_profile_that_disagree_are_noted() {
    let config =
        format!("{CONFIG}[profile x]\nsso_session = corp\nsso_region = eu-west-1\n[profile y]\nsso_session = a\n");
    let of = |name| World { named: Some(name), config: &config, ..World::default() };
    assert_eq!(of("x").told("sso_region"), told("eu-central-1", "config:3", &["config:16 eu-west-1"]));
    assert!(of("x").note("sso_region").contains("refuse"));
    assert_eq!(of("dev").note("sso_region"), "");
    assert!(of("y").note("sso_session").contains("[sso-session a]"));
}
