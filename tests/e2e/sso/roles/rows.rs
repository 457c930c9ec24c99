//! `aws sso roles`: its rows, and the accounts that it lists.

use crate::sso::{PARTNER, SESSION, partner_token, signed_in};
use crate::support::{Value, aws, json};

#[test]
fn a_row_describes_a_role_and_its_profile() {
    let aws = aws();
    let dev = |role: &str, profile: Value| {
        json!({
            "account_id": "111122223333",
            "account_name": "dev-account",
            "role_name": role,
            "sso_session": SESSION,
            "profile": profile,
        })
    };
    let rows = signed_in(&aws).value("aws sso roles | where account_name == dev-account | sort-by role_name");
    let expected =
        [dev("admin", Value::Null), dev("developer", json!("dev-account.developer")), dev("tester", Value::Null)];
    assert_eq!(rows, json!(expected));
}

#[test]
fn every_role_of_every_account_is_listed() {
    let aws = aws();
    let rows = signed_in(&aws).value("aws sso roles | each {|row| $'($row.account_name).($row.role_name)' } | sort");
    let expected = [
        "dev-account.admin",
        "dev-account.developer",
        "dev-account.tester",
        "test-account.admin",
        "test-account.developer",
        "test-account.tester",
    ];
    assert_eq!(rows, json!(expected));
}

#[test]
fn only_piped_accounts_are_listed() {
    let aws = aws();
    let line = "aws sso accounts | where account_name == test-account | aws sso roles | get role_name | sort";
    assert_eq!(signed_in(&aws).value(line), json!(["admin", "developer", "tester"]));
    let asked: Vec<_> = aws.requests().into_iter().map(|request| (request.action, request.account_id)).collect();
    let expected =
        [("ListAccounts".to_owned(), None), ("ListAccountRoles".to_owned(), Some("444455556666".to_owned()))];
    assert_eq!(asked, expected);
}

#[test]
fn an_empty_list_of_accounts_has_no_roles() {
    let aws = aws();
    let shell = signed_in(&aws);
    for line in ["[] | aws sso roles", "aws sso accounts | where account_name == nobody | aws sso roles"] {
        assert_eq!(shell.value(line), json!([]), "{line}");
    }
    assert_eq!(aws.count("ListAccountRoles"), 0);
}

/// Two Identity Centers have the same role in an account with the same id.
#[test]
fn a_profile_of_another_session_does_not_count() {
    let aws = aws();
    let shell = signed_in(&aws).more_config(PARTNER).with_token(&partner_token(&aws));
    let line =
        "aws sso sessions | aws sso roles | where profile != null | select sso_session profile | sort-by profile";
    let row = |session: &str, profile: &str| json!({"sso_session": session, "profile": profile});
    let expected =
        [row(SESSION, "dev-account.developer"), row("partner", "partner.admin"), row(SESSION, "test-account.tester")];
    assert_eq!(shell.value(line), json!(expected));
}

#[test]
fn accounts_of_two_sessions_are_listed_in_their_own() {
    let aws = aws();
    let shell = signed_in(&aws).more_config(PARTNER).with_token(&partner_token(&aws));
    let line = "aws sso sessions | aws sso accounts | where account_name == dev-account | aws sso roles \
                | group-by sso_session | items {|session, rows| [$session ($rows | length)] } | sort";
    assert_eq!(shell.value(line), json!([[SESSION, 3], ["partner", 3]]));
}

#[test]
fn a_role_becomes_a_profile() {
    let aws = aws();
    let shell = signed_in(&aws);
    let line = "aws sso roles | where account_name == test-account and role_name == admin \
                | aws profile add test-account.admin --region eu-west-2 | get name";
    assert_eq!(shell.value(line), json!(["test-account.admin"]));
    let of_admin = "aws sso roles | where role_name == admin and profile != null | get profile";
    assert_eq!(shell.value(of_admin), json!(["test-account.admin"]));
    let line = "aws ec2 instances --profile test-account.admin | get AccountId | uniq";
    assert_eq!(shell.value(line), json!(["444455556666"]));
}

#[test]
fn an_account_may_be_a_number_as_in_a_file() {
    let aws = aws();
    let shell = signed_in(&aws).file("accounts.csv", "account_id,name\n111122223333,dev\n");
    let line = "open accounts.csv | aws sso roles | get account_id | uniq";
    assert_eq!(shell.value(line), json!(["111122223333"]));
    assert_eq!(aws.count("ListAccounts"), 0);
}
