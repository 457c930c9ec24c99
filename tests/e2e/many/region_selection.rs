//! The regions of a command: names, patterns, exclusions.

use super::requested_regions;
use crate::support::{Shell, aws, json};

#[test]
fn names_patterns_and_exclusions_select_regions() {
    for (flag, regions) in [
        ("[us-east-1 eu-west-3]", vec!["eu-west-3", "us-east-1"]),
        ("[us-* !us-west-1]", vec!["us-east-1", "us-east-2", "us-west-2"]),
        ("us-*", vec!["us-east-1", "us-east-2", "us-west-1", "us-west-2"]),
        ("[us-east-? eu-west-[23]]", vec!["eu-west-2", "eu-west-3", "us-east-1", "us-east-2"]),
        ("[eu-west-1 eu-west-* !*-2]", vec!["eu-west-1", "eu-west-3"]),
        ("[!us-* !eu-* !ap-*]", vec!["ca-central-1", "me-central-1", "sa-east-1"]),
        ("[*-east-1 !us-*]", vec!["ap-east-1", "sa-east-1"]),
    ] {
        let aws = aws();
        let value =
            Shell::with_dev(&aws).value(&format!("aws ec2 instances --region {flag} | get Region | uniq | sort"));
        assert_eq!(value, json!(regions), "{flag}");
        assert_eq!(requested_regions(&aws), regions, "{flag}");
    }
}

#[test]
fn all_regions_are_those_that_the_account_has_enabled() {
    let aws = aws();
    let value = Shell::with_dev(&aws).value(
        "let all = aws ec2 instances --all-regions | get Region | uniq | sort
        [($all | length) ($all == (aws ec2 regions | get RegionName))]",
    );
    assert_eq!(value, json!([20, true]));
    assert_eq!(aws.count("DescribeInstances"), 20);
}

#[test]
fn exclusions_combine_with_all_regions() {
    let value = Shell::with_dev(&aws())
        .value("aws ec2 instances --all-regions --region [!us-* !eu-* !ap-*] | get Region | uniq | sort");
    assert_eq!(value, json!(["ca-central-1", "me-central-1", "sa-east-1"]));
}

#[test]
fn a_region_beside_all_regions_is_an_error() {
    let aws = aws();
    for (regions, labeled) in [("[!us-* eu-west-1]", "eu-west-1"), ("[eu-*]", "eu-*")] {
        let error = Shell::with_dev(&aws).error(&format!("aws ec2 instances --all-regions --region {regions}"));
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::region::contradiction", labeled), "{error:?}");
        assert!(error.help.contains("[!us-west-1]"), "{error:?}");
    }
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn an_invalid_region_is_an_error_without_a_request() {
    let aws = aws();
    for (regions, labeled) in
        [("[us-* eu_west_1]", "eu_west_1"), ("[us-east-1 !eu-west]", "!eu-west"), ("['us-* ' us-east-1]", "'us-* '")]
    {
        let error = Shell::with_dev(&aws).error(&format!("aws ec2 instances --region {regions}"));
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::region::invalid", labeled), "{error:?}");
    }
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn a_pattern_that_no_enabled_region_matches_is_an_error() {
    let aws = aws();
    for regions in ["mars-*", "[mars-*]", "[af-* il-*]", "[us-* !us-*]"] {
        let error = Shell::with_dev(&aws).error(&format!("aws ec2 instances --region {regions}"));
        let labeled = format!("--region {regions}");
        assert_eq!((error.code.as_str(), error.labeled), ("aws::region::unmatched", labeled), "{}", error.message);
        assert!(error.help.contains("`aws ec2 regions`"), "{}", error.help);
    }
    assert_eq!(aws.count("DescribeInstances"), 0);
}

#[test]
fn each_account_has_its_own_enabled_regions() {
    // Only dev-account has enabled ap-east-1.
    let aws = aws();
    let (rows, stderr) = super::value_and_stderr(
        &Shell::with_aws(&aws),
        "[dev test] | aws ec2 instances --region ap-east-* | get Profile | uniq",
    );
    assert_eq!((rows, stderr), (json!(["dev"]), vec![]));
    assert_eq!(aws.count("DescribeInstances"), 1);
}

#[test]
fn an_empty_list_of_regions_gives_no_rows() {
    let aws = aws();
    assert_eq!(Shell::with_dev(&aws).value("aws ec2 instances --region []"), json!([]));
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn a_profile_without_a_region_can_use_patterns() {
    let aws = aws();
    let keys = crate::support::keys(&aws.account("dev-account").key);
    let shell = Shell::with_aws(&aws).more_config(&format!("[profile nowhere]\n{keys}"));
    let value = shell.value("aws ec2 instances --profile nowhere --region us-* | get Region | uniq | length");
    assert_eq!(value, json!(4));
}

#[test]
fn keys_in_the_environment_can_use_all_regions() {
    let aws = aws();
    let key = &aws.account("test-account").key;
    let shell = Shell::with_aws(&aws)
        .var("AWS_ACCESS_KEY_ID", &key.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key);
    let value = shell.value("aws ec2 instances --all-regions | select Profile AccountId | uniq");
    assert_eq!(value, json!([{"Profile": null, "AccountId": super::TEST}]));
    assert_eq!(aws.count("DescribeInstances"), 19);
}
