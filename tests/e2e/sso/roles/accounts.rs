//! `aws sso accounts`

use crate::sso::{LEGACY, OLD_URL, PARTNER, SESSION, partner_token, shell, signed_in};
use crate::support::{Options, Sandbox, TokenFile, Value, aws, json};

#[test]
fn a_row_describes_an_account() {
    let aws = aws();
    let row = |id: &str, name: &str, email: &str| json!({"account_id": id, "account_name": name, "email": email, "sso_session": SESSION});
    let expected = json!([
        row("111122223333", "dev-account", "aws+001-dev-account@example.com"),
        row("444455556666", "test-account", "aws+002-test-account@example.com"),
    ]);
    assert_eq!(signed_in(&aws).value("aws sso accounts"), expected);
    assert_eq!(aws.count("ListAccounts"), 1);
}

#[test]
fn all_pages_are_read() {
    let aws = Sandbox::start(Options { accounts: 45, ..Options::default() });
    let ids: Vec<_> = aws.accounts().iter().map(|account| account.id.clone()).collect();
    assert_eq!(signed_in(&aws).value("aws sso accounts | get account_id"), json!(ids));
}

#[test]
fn account_names_are_shown_unchanged() {
    let aws = Sandbox::start(Options { accounts: 10, ..Options::default() });
    let names = signed_in(&aws).value("aws sso accounts | get account_name | last 8");
    let expected = [
        "Data Platform",
        "R&D",
        "Zürich Büro",
        "Shared Services",
        "Shared Services",
        "東京支社",
        "Log Archive",
        "Security (Audit)",
    ];
    assert_eq!(names, json!(expected));
}

#[test]
fn an_account_without_a_role_is_not_listed() {
    let aws = aws();
    for role in ["tester", "developer", "admin"] {
        aws.unassign_role("444455556666", role);
    }
    assert_eq!(signed_in(&aws).value("aws sso accounts | get account_name"), json!(["dev-account"]));
}

#[test]
fn flags_and_rows_select_the_session() {
    let aws = aws();
    let shell = signed_in(&aws).more_config(PARTNER).with_token(&partner_token(&aws));
    for (line, sessions) in [
        ("aws sso accounts --sso-session partner", json!(["partner"])),
        ("aws sso accounts --profile partner.admin", json!(["partner"])),
        ("'partner' | aws sso accounts", json!(["partner"])),
        ("aws sso sessions | aws sso accounts", json!([SESSION, "partner"])),
        ("$env.AWS_PROFILE = 'test-account.tester'; aws sso accounts", json!([SESSION])),
    ] {
        assert_eq!(shell.value(&format!("{line} | get sso_session | uniq")), sessions, "{line}");
    }
}

#[test]
fn a_legacy_sign_in_lists_accounts_and_roles() {
    let aws = aws();
    let shell = shell(&aws).more_config(LEGACY).with_token(&TokenFile::for_start_url(&aws, OLD_URL));
    let accounts = shell.value("aws sso accounts --profile legacy | select account_name sso_session | first");
    assert_eq!(accounts, json!({"account_name": "dev-account", "sso_session": Value::Null}));
    let line = "aws sso accounts --profile legacy | first | aws sso roles --profile legacy | get role_name | sort";
    assert_eq!(shell.value(line), json!(["admin", "developer", "tester"]));
}
