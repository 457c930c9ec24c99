//! Files with thousands of profiles and keys. Every command takes time in proportion to them.

use crate::support::{Shell, json};

/// So many profiles that a command which compares each with all others wouldn't end in time.
const MANY: usize = 4_000;

/// A loop or a chain: each profile is a role that is assumed with the next one's credentials.
fn chain(last: &str) -> String {
    let role = |at: usize| {
        let source = if at == MANY - 1 { last.to_owned() } else { format!("p{}", at + 1) };
        format!("[profile p{at}]\nrole_arn = arn:aws:iam::111122223333:role/r{at}\nsource_profile = {source}\n")
    };
    (0..MANY).map(role).collect()
}

fn many(block: impl Fn(usize) -> String) -> Shell {
    Shell::new().config(&(0..MANY).map(block).collect::<String>())
}

#[test]
fn a_chain_of_roles_may_have_any_length() {
    let keys = "[profile keys]\naws_access_key_id = AKIA\naws_secret_access_key = hunter2\n";
    let shell = Shell::new().config(&(chain("keys") + keys)).var("AWS_PROFILE", "p0");
    assert_eq!(shell.value("aws profiles | length"), json!(MANY + 1));
    assert_eq!(shell.value("aws profile check | length"), json!(0));
    assert_eq!(shell.value("aws profiles | aws whoami --offline | last | get source"), "static");
    let credentials = shell.value("aws env | where setting == credentials | get 0.value");
    assert!(credentials.as_str().expect("a text").starts_with("profile p0: assume_role from profile p1: "));
    let question = shell.error("aws profile remove p3999").message;
    assert!(question.starts_with("Without its source_profile, p3998 will not work."), "{question}");
}

#[test]
fn a_loop_of_roles_may_have_any_length() {
    let shell = Shell::new().config(&chain("p0"));
    let error = shell.error("aws credentials -p p0");
    assert!(error.message.ends_with("form a loop: p0 -> p1 -> p2 -> p3 -> p4 -> p5 -> p6 -> p7 -> p8 -> p9 -> …"));
    assert_eq!(shell.value("aws profiles | aws whoami --offline | length"), json!(MANY));
}

#[test]
fn there_may_be_any_number_of_sessions() {
    let shell = many(|at| {
        format!(
            "[sso-session s{at}]\nsso_start_url = https://c.awsapps.com/{at}\nsso_region = eu-west-1\n\
             [profile p{at}]\nsso_session = s{at}\nsso_account_id = 111122223333\nsso_role_name = r\n"
        )
    });
    assert_eq!(shell.value("aws sso sessions --long | where profiles == [p3999] | get sso_session"), json!(["s3999"]));
    assert_eq!(shell.value("aws profiles | get sso_status | uniq"), json!(["signed_out"]));
    let add = "0..3999 | each {|at| {account_id: '111122223333', role_name: n, sso_session: $'s($at)', region: x}} \
               | aws profile add --name '{sso_session}.new' --region eu-west-1 | length";
    assert_eq!(shell.value(add), json!(MANY));
}

#[test]
fn there_may_be_any_number_of_legacy_profiles() {
    let shell = many(|at| {
        format!(
            "[profile p{at}]\nsso_start_url = https://c.awsapps.com/{at}\nsso_region = eu-west-1\n\
             sso_account_id = 111122223333\nsso_role_name = r\n"
        )
    });
    assert_eq!(shell.value("aws sso sessions --long | get profiles | flatten | length"), json!(MANY));
    assert_eq!(shell.value("aws profile check --fix | length"), json!(0));
    assert_eq!(shell.value("aws sso sessions | where sso_session != null | length"), json!(MANY));
}

#[test]
fn a_profile_may_have_any_number_of_keys() {
    let keys: String = (0..5 * MANY).map(|at| format!("key_{at} = {at}\n")).collect();
    let nested: String = (0..5 * MANY).map(|at| format!("  key_{at} = {at}\n")).collect();
    let shell = Shell::new().config(&format!("[profile a]\n{keys}s3 =\n{nested}"));
    let long = "let keys = aws profiles --long | get 0.properties
        {own: ($keys | columns | length), s3: ($keys.s3 | columns | length)}";
    assert_eq!(shell.value(long), json!({"own": 5 * MANY + 1, "s3": 5 * MANY}));
    assert_eq!(shell.value("aws profile check | length"), json!(0));
    let removed = shell.value("aws profile remove a --dry-run | lines | where $it starts-with '-key_' | length");
    assert_eq!(removed, json!(5 * MANY));
}

#[test]
fn many_duplicates_are_removed() {
    let keys: String = (0..2 * MANY).map(|at| format!("key_{at} = {at}\n")).collect();
    let shell = Shell::new().config(&format!("[profile a]\n{keys}[profile a]\n{keys}"));
    assert_eq!(shell.value("aws profile check --fix | length"), json!(0));
    let config = std::fs::read_to_string(shell.path(".aws/config")).expect("the config");
    assert_eq!(config, format!("[profile a]\n{keys}"));
}
