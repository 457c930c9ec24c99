//! What a pattern or `--all-regions` chooses from: the regions that an account has switched on, asked once for each.

use std::time::Duration;

use super::{COMMON, DEV, TEST, asked, heard};
use crate::support::{Fault, FaultKind, Sandbox, Shell, aws, json};

/// Two roles in dev-account and one in test-account, of somebody who is signed in.
fn three_roles(aws: &Sandbox) -> Shell {
    let role = |name: &str, account: &str| {
        format!("[profile {name}]\nsso_session = my-org\nsso_account_id = {account}\nsso_role_name = {name}\n")
    };
    let session = "[sso-session my-org]\nsso_start_url = https://my-org.awsapps.com/start\nsso_region = eu-west-1\n";
    let roles = [role("developer", DEV), role("admin", DEV), role("tester", TEST)].concat();
    Shell::new().config(&format!("{session}{roles}")).var("AWS_ENDPOINT_URL", &aws.url()).signed_in(aws, "my-org")
}

/// How often each account was asked for its regions.
fn asked_for_regions(aws: &Sandbox) -> Vec<(String, usize)> {
    aws.counts("DescribeRegions").into_iter().map(|((account, _), count)| (account, count)).collect()
}

fn once(accounts: &[&str]) -> Vec<(String, usize)> {
    accounts.iter().map(|account| ((*account).to_owned(), 1)).collect()
}

#[test]
fn one_request_for_each_account_whatever_the_profiles_and_patterns() {
    let aws = aws();
    let line = "aws profiles | aws ec2 instances --region [us-* eu-* !eu-west-* ap-south-? !us-west-1]
        | select Profile Region | uniq | length";
    assert_eq!(three_roles(&aws).value(line), json!(3 * 7));
    assert_eq!(asked_for_regions(&aws), once(&[DEV, TEST]));
}

#[test]
fn a_role_says_its_account_too() {
    let aws = aws();
    let role = |name: &str| {
        format!(
            "[profile {name}]\nregion = eu-west-1\nrole_arn = arn:aws:iam::{TEST}:role/{name}\nsource_profile = dev\n"
        )
    };
    let shell = Shell::with_aws(&aws).more_config(&(role("tester") + &role("admin")));
    let answer =
        shell.value("[tester admin] | aws ec2 instances --region us-* | select Profile Region | uniq | length");
    assert_eq!(answer, json!(8));
    assert_eq!(asked_for_regions(&aws), once(&[TEST]));
}

#[test]
fn names_alone_need_no_list() {
    let aws = aws();
    Shell::with_aws(&aws).value("[dev test] | aws ec2 instances --region [us-east-1 us-west-2 !us-west-*] | ignore");
    assert_eq!((aws.count("DescribeRegions"), asked(&aws)), (0, vec!["us-east-1".to_owned(); 2]));
}

#[test]
fn who_may_not_list_them_asks_all_that_the_sdk_knows_with_a_note() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).action("DescribeRegions").account(TEST));
    // One of these says that it is switched off, the others refuse the keys, as AWS does.
    aws.fail(Fault::new(FaultKind::OptInRequired).account(TEST).region("sa-east-1"));
    let shell = Shell::with_aws(&aws);
    let (regions, said) = heard(&shell, "aws ec2 instances --profile test --all-regions | get Region | uniq | sort");
    let expected: Vec<_> = COMMON.into_iter().filter(|region| *region != "sa-east-1").collect();
    assert_eq!(regions, json!(expected));
    assert_eq!(said, ["note: profile test may not call ec2:DescribeRegions: asking all regions that the SDK knows"]);
    assert_eq!(aws.count("DescribeInstances"), 34);
}

#[test]
fn quiet_leaves_the_note_out() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).action("DescribeRegions"));
    let (count, said) = heard(&Shell::with_dev(&aws), "aws ec2 instances --all-regions --quiet | length");
    assert_eq!((count, said), (json!(240), vec![]));
}

#[test]
fn who_may_not_list_them_can_still_use_patterns() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).action("DescribeRegions").account(TEST));
    let line = "[dev test] | aws ec2 instances --region [me-* us-west-*] | select Profile Region | uniq | sort
        | each { values | str join ' ' }";
    let (targets, said) = heard(&Shell::with_aws(&aws), line);
    let regions = ["me-central-1", "us-west-1", "us-west-2"];
    let expected: Vec<_> =
        ["dev", "test"].iter().flat_map(|name| regions.map(|region| format!("{name} {region}"))).collect();
    assert_eq!(targets, json!(expected));
    assert_eq!(said.len(), 1, "{said:?}");
    // me-south-1 is off in both accounts, and dev-account has said so.
    assert_eq!(aws.counts("DescribeInstances").keys().filter(|(_, region)| region == "me-south-1").count(), 1);
}

#[test]
fn a_region_that_is_off_after_all_is_skipped_without_a_word() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::OptInRequired).region("us-west-1"));
    let (regions, said) = heard(&Shell::with_dev(&aws), "aws ec2 instances --region us-* | get Region | uniq | sort");
    assert_eq!((regions, said), (json!(["us-east-1", "us-east-2", "us-west-2"]), vec![]));
}

#[test]
fn keys_that_an_enabled_region_refuses_are_a_failure() {
    let aws = aws();
    let refused =
        FaultKind::Error { status: 401, code: "AuthFailure".into(), message: "AWS was not able to validate".into() };
    aws.fail(Fault::new(refused).region("us-west-1").action("DescribeInstances"));
    let (regions, said) = heard(&Shell::with_dev(&aws), "aws ec2 instances --region us-* | get Region | uniq | length");
    assert_eq!(regions, json!(3));
    assert!(said.len() == 1 && said[0].starts_with("warning: dev us-west-1: aws::credentials::rejected"), "{said:?}");
}

#[test]
fn another_region_knows_the_list_where_the_nearest_is_dead() {
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
        let line = "$env.config.plugins.aws = {read_timeout: 1sec}
            aws ec2 instances --all-regions | get Region | uniq | length";
        assert_eq!(heard(&shell, line), (json!(20), vec![]), "{kind:?}");
        assert_eq!(aws.counts("DescribeRegions")[&(DEV.to_owned(), "us-east-1".to_owned())], 1, "{kind:?}");
    }
}

#[test]
fn so_it_does_where_the_nearest_is_switched_off() {
    let aws = aws();
    let home = crate::support::profile("off", aws.account("dev-account"), "af-south-1");
    let shell = Shell::with_aws(&aws).more_config(&home);
    let line = "aws ec2 instances --profile off --all-regions | get Region | uniq | length";
    assert_eq!(heard(&shell, line), (json!(20), vec![]));
    assert_eq!(heard(&shell, "aws ec2 regions --profile off | length"), (json!(20), vec![]));
}

#[test]
fn nor_need_the_other_one_be_allowed_to_tell() {
    let aws = aws();
    let home = crate::support::profile("off", aws.account("dev-account"), "af-south-1");
    aws.fail(Fault::new(FaultKind::Denied).action("DescribeRegions"));
    let shell = Shell::with_aws(&aws).more_config(&home);
    let (regions, said) = heard(&shell, "aws ec2 instances --profile off --all-regions | get Region | uniq | length");
    assert_eq!(regions, json!(20));
    assert!(said.len() == 1 && said[0].starts_with("note: profile off may not call ec2:DescribeRegions"), "{said:?}");
}

#[test]
fn a_slow_region_may_be_the_only_one_that_tells() {
    for kind in [FaultKind::Denied, FaultKind::Hang] {
        let aws = aws();
        aws.fail(Fault::new(FaultKind::Delay(Duration::from_secs(4))).region("eu-west-1"));
        aws.fail(Fault::new(kind.clone()).region("us-east-1"));
        assert_eq!(heard(&Shell::with_dev(&aws), "aws ec2 regions | length"), (json!(20), vec![]), "{kind:?}");
    }
}

#[test]
fn what_the_own_region_fails_with_is_told() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::InternalError).region("eu-west-1"));
    aws.fail(Fault::new(FaultKind::Denied).region("us-east-1"));
    let shell = Shell::with_dev(&aws).var("AWS_MAX_ATTEMPTS", "1");
    assert_eq!(shell.error("aws ec2 regions").code, "aws::service_error");
}

#[test]
fn keys_that_are_wrong_everywhere_are_so_in_the_region_that_the_profile_says() {
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
fn no_region_may_know_the_list() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::InternalError).account(TEST));
    let shell = Shell::with_aws(&aws).var("AWS_MAX_ATTEMPTS", "1");
    let (profiles, said) = heard(&shell, "[dev test] | aws ec2 instances --region us-* | get Profile | uniq");
    assert_eq!(profiles, json!(["dev"]));
    assert!(said.len() == 1 && said[0].starts_with("warning: test: aws::service_error: "), "{said:?}");
    assert_eq!(aws.counts("DescribeInstances").len(), 4);
}
