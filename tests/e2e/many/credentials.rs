//! A profile gets its credentials once, however many regions are asked.

use super::{TEST, heard};
use crate::support::{Fault, FaultKind, Sandbox, Shell, aws, json, keys};

const REGIONS: &str = "select Profile Region | uniq | length";

/// A shell with the profiles `tester` and `admin`, roles that `dev` takes in test-account.
fn with_roles(aws: &Sandbox) -> Shell {
    let role = |name: &str| {
        format!(
            "[profile {name}]\nregion = eu-west-1\nrole_arn = arn:aws:iam::{TEST}:role/{name}\nsource_profile = dev\n"
        )
    };
    Shell::with_aws(aws).more_config(&(role("tester") + &role("admin")))
}

/// A shell with two profiles of Identity Center, signed in.
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
    let line = format!("[tester admin] | aws ec2 instances --all-regions | {REGIONS}");
    assert_eq!(with_roles(&aws).value(&line), json!(38));
    assert_eq!(aws.count("AssumeRole"), 2);
}

#[test]
fn the_portal_gives_the_keys_of_a_role_once_for_all_regions() {
    let aws = aws();
    let line = format!("aws profiles | aws ec2 instances --all-regions | {REGIONS}");
    assert_eq!(signed_in(&aws).value(&line), json!(39));
    assert_eq!(aws.count("GetRoleCredentials"), 2);
}

#[test]
fn a_program_runs_once_for_all_regions() {
    let aws = aws();
    let key = &aws.account("dev-account").key;
    let keys = json!({"Version": 1, "AccessKeyId": key.access_key_id, "SecretAccessKey": key.secret_access_key});
    let shell = Shell::with_aws(&aws).more_config("[profile process]\nregion = eu-west-1\ncredential_process = mint\n");
    let count = shell.path("count");
    let shell = shell.program("mint", &format!("echo x >> '{}'; printf %s '{keys}'", count.display()));
    let line = format!("aws ec2 instances --profile process --region [us-* eu-west-1 eu-west-2] | {REGIONS}");
    assert_eq!(shell.value(&line), json!(6));
    assert_eq!(std::fs::read_to_string(count).expect("a count"), "x\n");
}

#[test]
fn a_role_that_is_denied_is_one_warning_whatever_the_regions() {
    for regions in ["--region [us-east-1 us-east-2]", "--region us-*", "--all-regions"] {
        let aws = aws();
        aws.fail(Fault::new(FaultKind::Denied).action("AssumeRole"));
        let line = format!("[dev tester] | aws ec2 instances {regions} | get Profile | uniq");
        let (profiles, said) = heard(&with_roles(&aws), &line);
        assert_eq!(profiles, json!(["dev"]), "{regions}");
        assert!(said.len() == 1 && said[0].starts_with("warning: tester: aws::access_denied: "), "{said:?}");
        assert!(said[0].contains("sts:AssumeRole"), "{said:?}");
        assert_eq!(aws.count("AssumeRole"), 1, "{regions}");
    }
}

#[test]
fn a_role_that_is_waited_for_in_vain_is_one_warning_too() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).action("AssumeRole"));
    let line = "$env.config.plugins.aws = {read_timeout: 1sec}
        [dev tester] | aws ec2 instances --region [us-east-1 us-east-2] | get Profile | uniq";
    let (profiles, said) = heard(&with_roles(&aws), line);
    assert_eq!(profiles, json!(["dev"]));
    let warning = "warning: tester: aws::network::timeout: sts in eu-west-1 did not answer in time; ";
    assert!(said.len() == 1 && said[0].starts_with(warning), "{said:?}");
}

#[test]
fn who_is_signed_out_is_one_warning_whatever_the_regions() {
    let aws = aws();
    let shell = signed_in(&aws)
        .more_config(&format!("[profile dev]\nregion = eu-west-1\n{}", keys(&aws.account("dev-account").key)))
        .more_config(
            "[sso-session other]\nsso_start_url = https://other.awsapps.com/start\nsso_region = eu-west-1\n\
             [profile left]\nsso_session = other\nsso_account_id = 111122223333\nsso_role_name = admin\n",
        );
    let line = format!("[left dev tester] | aws ec2 instances --region [us-east-1 us-east-2] | {REGIONS}");
    let (targets, said) = heard(&shell, &line);
    assert_eq!(targets, json!(4));
    let warning = "warning: left: aws::sso::signed_out: Not signed in to `other` (profile `left`); \
                   sign in with `aws sso login --sso-session other`";
    assert_eq!(said, [warning]);
}

#[test]
fn keys_that_are_over_cost_no_other_its_rows() {
    let aws = aws();
    let old = format!("[profile old]\nregion = eu-west-1\n{}", keys(aws.expired_key()));
    let (profiles, said) =
        heard(&Shell::with_aws(&aws).more_config(&old), "aws profiles | aws ec2 instances | get Profile | uniq | sort");
    assert_eq!(profiles, json!(["dev", "test"]));
    assert!(said.len() == 1 && said[0].starts_with("warning: old eu-west-1: aws::credentials::expired: "), "{said:?}");
}

#[test]
fn a_profile_that_says_no_region_costs_no_other_its_rows() {
    let aws = aws();
    let nowhere = format!("[profile nowhere]\n{}", keys(&aws.account("dev-account").key));
    let (profiles, said) = heard(
        &Shell::with_aws(&aws).more_config(&nowhere),
        "aws profiles | aws ec2 instances | get Profile | uniq | sort",
    );
    assert_eq!(profiles, json!(["dev", "test"]));
    assert!(said.len() == 1 && said[0].starts_with("warning: nowhere: aws::region::missing: "), "{said:?}");
}
