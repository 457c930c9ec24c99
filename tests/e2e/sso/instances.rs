//! Data commands when signed in.

use std::time::Duration;

use super::{LEGACY, OLD_URL, SESSION, read, role_path, shell, signed_in, tokens_for};
use crate::support::{Options, Sandbox, TokenFile, Value, aws, json};

const INSTANCES: &str = "aws ec2 instances --profile dev-account.developer | length";

/// The number of requests to Identity Center.
fn identity_center_requests(aws: &Sandbox) -> usize {
    aws.count_where(|request| request.service.starts_with("sso"))
}

#[test]
fn a_profile_lists_the_instances_of_its_account() {
    let aws = aws();
    let line = "aws ec2 instances | select Profile AccountId Region | uniq";
    let shell = signed_in(&aws).var("AWS_PROFILE", "test-account.tester");
    let row = json!({"Profile": "test-account.tester", "AccountId": "444455556666", "Region": "eu-west-2"});
    assert_eq!(shell.value(line), json!([row]));
    assert_eq!(shell.value("aws ec2 regions | length | $in > 15"), json!(true));
}

#[test]
fn one_sign_in_serves_all_profiles() {
    let aws = aws();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired());
    let accounts = shell.value(
        "aws profiles | par-each --keep-order {|row| aws ec2 instances --profile $row.name | get AccountId | uniq } | flatten",
    );
    assert_eq!(accounts, json!(["111122223333", "444455556666"]));
    assert_eq!(tokens_for(&aws, "refresh_token"), 1);
    assert!(shell.visits().is_empty());
}

#[test]
fn a_legacy_profile_lists_instances() {
    let aws = aws();
    let shell = shell(&aws).more_config(LEGACY).with_token(&TokenFile::for_start_url(&aws, OLD_URL));
    assert_eq!(shell.value("aws ec2 instances --profile legacy | get AccountId | uniq"), json!(["111122223333"]));
    assert!(shell.path(&role_path("111122223333", "developer", "startUrl", OLD_URL)).exists());
}

#[test]
fn roles_lead_to_instances_through_their_profiles() {
    let aws = aws();
    let shell = signed_in(&aws);
    let line = "aws sso roles | where role_name in [developer tester] | aws ec2 instances | get Profile | uniq | sort";
    let output = shell.run(&format!("{line} | to json --raw"));
    assert_eq!(output.stdout.trim(), r#"["dev-account.developer","test-account.tester"]"#, "{}", output.stderr);
    let warning = "warning: 2 of 4 rows without a profile are left out; \
                   `aws sso roles | where profile == null | aws profile add` creates profiles for roles";
    assert_eq!(output.stderr.trim(), warning);
    let error = shell.error("aws sso roles | where role_name == admin | aws ec2 instances");
    assert_eq!((error.code.as_str(), error.label.as_str()), ("aws::profile::input", "these 2 rows have no profile"));
    // In a closure, the row is the input too.
    let each = "aws sso roles | where profile != null | each {|role| aws ec2 instances --region eu-west-1 | get AccountId | uniq }";
    assert_eq!(shell.value(&format!("{each} | flatten | sort")), json!(["111122223333", "444455556666"]));
    shell.value("aws sso roles | where profile == null | aws profile add --region eu-west-1 | ignore");
    assert_eq!(
        shell.value("aws sso roles | aws ec2 instances --every-profile | get Profile | uniq | length"),
        json!(6)
    );
}

#[test]
fn the_second_command_makes_no_request_to_the_portal() {
    let aws = aws();
    let shell = signed_in(&aws);
    assert_eq!(shell.value(INSTANCES), json!(12));
    assert_eq!((identity_center_requests(&aws), aws.count("GetRoleCredentials")), (1, 1));
    assert_eq!(shell.value(INSTANCES), json!(12));
    assert_eq!(identity_center_requests(&aws), 1);
}

#[test]
fn role_credentials_are_cached_where_the_cli_caches_them() {
    let aws = aws();
    let shell = signed_in(&aws);
    shell.value(INSTANCES);
    let path = role_path("111122223333", "developer", "sessionName", SESSION);
    let file: Value = serde_json::from_str(&read(&shell, &path)).expect("JSON");
    let members: Vec<_> = file["Credentials"].as_object().expect("members").keys().cloned().collect();
    assert_eq!(file["ProviderType"], "sso");
    assert_eq!(members, ["AccessKeyId", "AccountId", "Expiration", "SecretAccessKey", "SessionToken"]);
    assert_eq!(file["Credentials"]["AccountId"], "111122223333");
}

#[test]
fn credentials_that_expire_within_15_minutes_are_not_used_again() {
    let role_credentials_lifetime = Duration::from_secs(14 * 60);
    let aws = Sandbox::start(Options { role_credentials_lifetime, ..Options::default() });
    let shell = signed_in(&aws);
    shell.value(INSTANCES);
    shell.value(INSTANCES);
    assert_eq!(aws.count("GetRoleCredentials"), 2);
}

#[test]
fn a_token_is_refreshed_before_it_expires() {
    let aws = aws();
    for (minutes, refreshes) in [(14, 1), (16, 0), (-14, 1)] {
        aws.clear_requests();
        let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expiring_in(minutes));
        assert_eq!(shell.value(INSTANCES), json!(12));
        assert_eq!(tokens_for(&aws, "refresh_token"), refreshes, "{minutes} min");
        assert!(shell.visits().is_empty());
    }
}

#[test]
fn a_token_that_can_not_be_refreshed_is_used_until_it_expires() {
    let aws = aws();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expiring_in(2).without_refresh_token());
    assert_eq!(shell.value(INSTANCES), json!(12));
}
