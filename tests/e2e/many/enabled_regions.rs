//! The enabled regions of an account, from which patterns and `--all-regions` select. They are requested once per account.

use std::time::Duration;

use super::{COMMON_REGIONS, DEV, TEST, requested_regions, value_and_stderr};
use crate::support::{Fault, FaultKind, Sandbox, Shell, aws, json};

/// A shell with two roles in dev-account and one in test-account, signed in.
fn with_three_roles(aws: &Sandbox) -> Shell {
    let role = |name: &str, account: &str| {
        format!("[profile {name}]\nsso_session = my-org\nsso_account_id = {account}\nsso_role_name = {name}\n")
    };
    let session = "[sso-session my-org]\nsso_start_url = https://my-org.awsapps.com/start\nsso_region = eu-west-1\n";
    let roles = [role("developer", DEV), role("admin", DEV), role("tester", TEST)].concat();
    Shell::new().config(&format!("{session}{roles}")).var("AWS_ENDPOINT_URL", &aws.url()).signed_in(aws, "my-org")
}

/// The number of requests for regions in each account.
fn region_requests(aws: &Sandbox) -> Vec<(String, usize)> {
    aws.counts("DescribeRegions").into_iter().map(|((account, _), count)| (account, count)).collect()
}

fn once(accounts: &[&str]) -> Vec<(String, usize)> {
    accounts.iter().map(|account| ((*account).to_owned(), 1)).collect()
}

#[test]
fn each_account_gets_one_request_for_all_profiles_and_patterns() {
    let aws = aws();
    let script =
        "aws profiles | aws ec2 instances --every-profile --region [us-* eu-* !eu-west-* ap-south-? !us-west-1]
        | select Profile Region | uniq | length";
    assert_eq!(with_three_roles(&aws).value(script), json!(3 * 7));
    assert_eq!(region_requests(&aws), once(&[DEV, TEST]));
}

#[test]
fn profiles_with_role_arn_share_the_list_of_their_account() {
    let aws = aws();
    let role = |name: &str| {
        format!(
            "[profile {name}]\nregion = eu-west-1\nrole_arn = arn:aws:iam::{TEST}:role/{name}\nsource_profile = dev\n"
        )
    };
    let shell = Shell::with_aws(&aws).more_config(&(role("tester") + &role("admin")));
    let value =
        shell.value("aws ec2 instances --profile [tester admin] --region us-* | select Profile Region | uniq | length");
    assert_eq!(value, json!(8));
    assert_eq!(region_requests(&aws), once(&[TEST]));
}

#[test]
fn region_names_need_no_list() {
    let aws = aws();
    Shell::with_aws(&aws).value("[dev test] | aws ec2 instances --region [us-east-1 us-west-2 !us-west-*] | ignore");
    assert_eq!((aws.count("DescribeRegions"), requested_regions(&aws)), (0, vec!["us-east-1".to_owned(); 2]));
}

#[test]
fn without_permission_to_list_all_regions_of_the_sdk_are_used_with_a_note() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).action("DescribeRegions").account(TEST));
    // Of the disabled regions one responds with `OptInRequired`. The others reject the keys, like AWS's.
    aws.fail(Fault::new(FaultKind::OptInRequired).account(TEST).region("sa-east-1"));
    let shell = Shell::with_aws(&aws);
    let (regions, stderr) =
        value_and_stderr(&shell, "aws ec2 instances --profile test --all-regions | get Region | uniq | sort");
    let expected: Vec<_> = COMMON_REGIONS.into_iter().filter(|region| *region != "sa-east-1").collect();
    assert_eq!(regions, json!(expected));
    assert_eq!(
        stderr,
        ["note: test: not allowed to call ec2:DescribeRegions, so all regions that the SDK knows are asked"]
    );
    assert_eq!(aws.count("DescribeInstances"), 34);
}

#[test]
fn quiet_omits_the_note() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).action("DescribeRegions"));
    let (count, stderr) = value_and_stderr(&Shell::with_dev(&aws), "aws ec2 instances --all-regions --quiet | length");
    assert_eq!((count, stderr), (json!(240), vec![]));
}

#[test]
fn without_permission_to_list_patterns_still_work() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).action("DescribeRegions").account(TEST));
    let script = "[dev test] | aws ec2 instances --region [me-* us-west-*] | select Profile Region | uniq | sort
        | each { values | str join ' ' }";
    let (targets, stderr) = value_and_stderr(&Shell::with_aws(&aws), script);
    let regions = ["me-central-1", "us-west-1", "us-west-2"];
    let expected: Vec<_> =
        ["dev", "test"].iter().flat_map(|name| regions.map(|region| format!("{name} {region}"))).collect();
    assert_eq!(targets, json!(expected));
    assert_eq!(stderr.len(), 1, "{stderr:?}");
    // me-south-1 is disabled in both accounts, but only the list of dev-account says so.
    assert_eq!(aws.counts("DescribeInstances").keys().filter(|(_, region)| region == "me-south-1").count(), 1);
}

#[test]
fn a_disabled_region_in_the_list_is_skipped_silently() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::OptInRequired).region("us-west-1"));
    let (regions, stderr) =
        value_and_stderr(&Shell::with_dev(&aws), "aws ec2 instances --region us-* | get Region | uniq | sort");
    assert_eq!((regions, stderr), (json!(["us-east-1", "us-east-2", "us-west-2"]), vec![]));
}

#[test]
fn keys_that_an_enabled_region_rejects_are_a_failure() {
    let aws = aws();
    let refused =
        FaultKind::Error { status: 401, code: "AuthFailure".into(), message: "AWS was not able to validate".into() };
    aws.fail(Fault::new(refused).region("us-west-1").action("DescribeInstances"));
    let (regions, stderr) =
        value_and_stderr(&Shell::with_dev(&aws), "aws ec2 instances --region us-* | get Region | uniq | length");
    assert_eq!(regions, json!(3));
    assert!(
        stderr.len() == 1 && stderr[0].starts_with("warning: dev us-west-1: aws::credentials::rejected"),
        "{stderr:?}"
    );
}

#[test]
fn another_region_is_used_if_the_region_of_the_profile_fails() {
    for kind in [
        FaultKind::Reset,
        FaultKind::Garbage,
        FaultKind::InternalError,
        FaultKind::OptInRequired,
        FaultKind::Hang,
        FaultKind::HangInBody,
    ] {
        let aws = aws();
        aws.fail(Fault::new(kind.clone()).region("eu-west-1").action("DescribeRegions"));
        let shell = Shell::with_dev(&aws).var("AWS_MAX_ATTEMPTS", "1");
        let script = "$env.config.plugins.aws = {read_timeout: 1sec}
            aws ec2 instances --all-regions | get Region | uniq | length";
        assert_eq!(value_and_stderr(&shell, script), (json!(20), vec![]), "{kind:?}");
        assert_eq!(aws.counts("DescribeRegions")[&(DEV.to_owned(), "us-east-1".to_owned())], 1, "{kind:?}");
    }
}

#[test]
fn another_region_is_used_if_the_region_of_the_profile_is_disabled() {
    let aws = aws();
    let home = crate::support::profile("off", aws.account("dev-account"), "af-south-1");
    let shell = Shell::with_aws(&aws).more_config(&home);
    let script = "aws ec2 instances --profile off --all-regions | get Region | uniq | length";
    assert_eq!(value_and_stderr(&shell, script), (json!(20), vec![]));
    assert_eq!(value_and_stderr(&shell, "aws ec2 regions --profile off | length"), (json!(20), vec![]));
}

#[test]
fn if_the_other_region_denies_the_list_all_regions_are_used() {
    let aws = aws();
    let home = crate::support::profile("off", aws.account("dev-account"), "af-south-1");
    aws.fail(Fault::new(FaultKind::Denied).action("DescribeRegions"));
    let shell = Shell::with_aws(&aws).more_config(&home);
    let (regions, stderr) =
        value_and_stderr(&shell, "aws ec2 instances --profile off --all-regions | get Region | uniq | length");
    assert_eq!(regions, json!(20));
    assert!(
        stderr.len() == 1 && stderr[0].starts_with("note: off: not allowed to call ec2:DescribeRegions"),
        "{stderr:?}"
    );
}

#[test]
fn a_slow_region_can_be_the_only_one_with_a_list() {
    for kind in [FaultKind::Denied, FaultKind::Hang] {
        let aws = aws();
        aws.fail(Fault::new(FaultKind::Delay(Duration::from_secs(4))).region("eu-west-1"));
        aws.fail(Fault::new(kind.clone()).region("us-east-1"));
        assert_eq!(
            value_and_stderr(&Shell::with_dev(&aws), "aws ec2 regions | length"),
            (json!(20), vec![]),
            "{kind:?}"
        );
    }
}

#[test]
fn the_error_is_that_of_the_region_of_the_profile() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::InternalError).region("eu-west-1"));
    aws.fail(Fault::new(FaultKind::Denied).region("us-east-1"));
    let shell = Shell::with_dev(&aws).var("AWS_MAX_ATTEMPTS", "1");
    assert_eq!(shell.error("aws ec2 regions").code, "aws::service_error");
}

#[test]
fn the_error_for_invalid_keys_names_the_region_of_the_profile() {
    let aws = aws();
    let refused = FaultKind::Error { status: 401, code: "AuthFailure".into(), message: "AWS was not able to".into() };
    aws.fail(Fault::new(refused));
    let error = Shell::with_dev(&aws).error("aws ec2 instances --all-regions");
    assert!(error.code == "aws::credentials::rejected" && error.help.contains("eu-west-1"), "{error:?}");
    assert_eq!(
        aws.requests().into_iter().map(|request| request.region).collect::<Vec<_>>(),
        ["eu-west-1", "us-east-1"]
    );
}

#[test]
fn a_profile_without_any_list_is_a_warning() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::InternalError).account(TEST));
    let shell = Shell::with_aws(&aws).var("AWS_MAX_ATTEMPTS", "1");
    let (profiles, stderr) =
        value_and_stderr(&shell, "[dev test] | aws ec2 instances --region us-* | get Profile | uniq");
    assert_eq!(profiles, json!(["dev"]));
    assert!(stderr.len() == 1 && stderr[0].starts_with("warning: test: aws::service_error: "), "{stderr:?}");
    assert_eq!(aws.counts("DescribeInstances").len(), 4);
}
