//! The credentials of a profile are obtained once for all its regions.

use super::{TEST, value_and_stderr};
use crate::support::{Fault, FaultKind, Sandbox, Shell, aws, json, keys};

const REGIONS: &str = "select Profile Region | uniq | length";

/// A shell with the profiles `tester` and `admin`, which assume roles in test-account with the keys of `dev`.
fn with_roles(aws: &Sandbox) -> Shell {
    let role = |name: &str| {
        format!(
            "[profile {name}]\nregion = eu-west-1\nrole_arn = arn:aws:iam::{TEST}:role/{name}\nsource_profile = dev\n"
        )
    };
    Shell::with_aws(aws).more_config(&(role("tester") + &role("admin")))
}

/// A shell with two profiles of an SSO session, signed in.
fn signed_in(aws: &Sandbox) -> Shell {
    let role = |name: &str, account: &str| {
        format!("[profile {name}]\nsso_session = my-org\nsso_account_id = {account}\nsso_role_name = {name}\n")
    };
    let session = "[sso-session my-org]\nsso_start_url = https://my-org.awsapps.com/start\nsso_region = eu-west-1\n";
    let config = [session, &role("developer", super::DEV), &role("tester", TEST)].concat();
    Shell::new().config(&config).var("AWS_ENDPOINT_URL", &aws.url()).signed_in(aws, "my-org")
}

#[test]
fn a_role_is_assumed_once_for_all_regions() {
    let aws = aws();
    let script = format!("aws ec2 instances --profile [tester admin] --all-regions | {REGIONS}");
    assert_eq!(with_roles(&aws).value(&script), json!(38));
    assert_eq!(aws.count("AssumeRole"), 2);
}

#[test]
fn role_credentials_are_requested_once_for_all_regions() {
    let aws = aws();
    let script = format!("aws profiles | aws ec2 instances --all-regions | {REGIONS}");
    assert_eq!(signed_in(&aws).value(&script), json!(39));
    assert_eq!(aws.count("GetRoleCredentials"), 2);
}

#[cfg(unix)]
#[test]
fn a_credential_process_runs_once_for_all_regions() {
    let aws = aws();
    let key = &aws.account("dev-account").key;
    let keys = json!({"Version": 1, "AccessKeyId": key.access_key_id, "SecretAccessKey": key.secret_access_key});
    let shell =
        Shell::with_aws(&aws).more_config("[profile process]\nregion = eu-west-1\ncredential_process = print-keys\n");
    let count = shell.path("count");
    let shell = shell.program("print-keys", &format!("echo x >> '{}'; printf %s '{keys}'", count.display()));
    let script = format!("aws ec2 instances --profile process --region [us-* eu-west-1 eu-west-2] | {REGIONS}");
    assert_eq!(shell.value(&script), json!(6));
    assert_eq!(std::fs::read_to_string(count).expect("a count"), "x\n");
}

#[test]
fn a_denied_role_is_one_warning_for_all_regions() {
    for regions in ["--region [us-east-1 us-east-2]", "--region us-*", "--all-regions"] {
        let aws = aws();
        aws.fail(Fault::new(FaultKind::Denied).action("AssumeRole"));
        let script = format!("[dev tester] | aws ec2 instances {regions} | get Profile | uniq");
        let (profiles, stderr) = value_and_stderr(&with_roles(&aws), &script);
        assert_eq!(profiles, json!(["dev"]), "{regions}");
        assert!(stderr.len() == 1 && stderr[0].starts_with("warning: tester: aws::access_denied: "), "{stderr:?}");
        assert!(stderr[0].contains("sts:AssumeRole"), "{stderr:?}");
        assert_eq!(aws.count("AssumeRole"), 1, "{regions}");
    }
}

#[test]
fn a_role_that_times_out_is_one_warning() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).action("AssumeRole"));
    let script = "$env.config.plugins.aws = {read_timeout: 1sec}
        [dev tester] | aws ec2 instances --region [us-east-1 us-east-2] | get Profile | uniq";
    let (profiles, stderr) = value_and_stderr(&with_roles(&aws), script);
    assert_eq!(profiles, json!(["dev"]));
    let warning = "warning: tester: aws::network::timeout: sts in eu-west-1 did not answer in time; ";
    assert!(stderr.len() == 1 && stderr[0].starts_with(warning), "{stderr:?}");
}

#[test]
fn a_signed_out_profile_is_one_warning_for_all_regions() {
    let aws = aws();
    let shell = signed_in(&aws)
        .more_config(&format!("[profile dev]\nregion = eu-west-1\n{}", keys(&aws.account("dev-account").key)))
        .more_config(
            "[sso-session other]\nsso_start_url = https://other.awsapps.com/start\nsso_region = eu-west-1\n\
             [profile left]\nsso_session = other\nsso_account_id = 111122223333\nsso_role_name = admin\n",
        );
    let script = format!("[left dev tester] | aws ec2 instances --region [us-east-1 us-east-2] | {REGIONS}");
    let (targets, stderr) = value_and_stderr(&shell, &script);
    assert_eq!(targets, json!(4));
    let warning = "warning: left: aws::sso::signed_out: Not signed in to `other` (profile `left`); \
                   sign in with `aws sso login --sso-session other`";
    assert_eq!(stderr, [warning]);
}

#[test]
fn with_expired_keys_the_other_profiles_keep_their_rows() {
    let aws = aws();
    let old = format!("[profile old]\nregion = eu-west-1\n{}", keys(aws.expired_key()));
    let (profiles, stderr) = value_and_stderr(
        &Shell::with_aws(&aws).more_config(&old),
        "aws profiles | aws ec2 instances | get Profile | uniq | sort",
    );
    assert_eq!(profiles, json!(["dev", "test"]));
    assert!(
        stderr.len() == 1 && stderr[0].starts_with("warning: old eu-west-1: aws::credentials::expired: "),
        "{stderr:?}"
    );
}

#[test]
fn with_a_missing_region_the_other_profiles_keep_their_rows() {
    let aws = aws();
    let nowhere = format!("[profile nowhere]\n{}", keys(&aws.account("dev-account").key));
    let (profiles, stderr) = value_and_stderr(
        &Shell::with_aws(&aws).more_config(&nowhere),
        "aws profiles | aws ec2 instances | get Profile | uniq | sort",
    );
    assert_eq!(profiles, json!(["dev", "test"]));
    assert!(stderr.len() == 1 && stderr[0].starts_with("warning: nowhere: aws::region::missing: "), "{stderr:?}");
}
