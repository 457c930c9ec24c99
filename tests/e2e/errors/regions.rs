//! Missing and invalid regions in the environment and in profiles.

use crate::support::{Shell, aws, json, keys};

#[test]
fn a_missing_region_names_the_command_that_adds_one() {
    let aws = aws();
    let profile = format!("[profile nowhere]\n{}", keys(&aws.account("dev-account").key));
    let shell = Shell::with_aws(&aws).more_config(&profile);
    let error = shell.error("aws ec2 instances --profile nowhere");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::region::missing", "--profile nowhere"));
    assert!(error.message.contains("`nowhere`"), "{error:?}");
    let add = "aws profile add nowhere --region eu-west-1";
    assert_eq!(error.help, format!("add yours, for example with `{add}`, or pass `--region eu-west-1`"));
    assert_eq!(aws.requests().len(), 0);
    let rows = shell.value(&format!("{add} | ignore; aws ec2 instances --profile nowhere | length"));
    assert_eq!(rows, json!(12));
}

#[test]
fn a_blank_region_is_a_missing_region() {
    let aws = aws();
    let profile = format!("[profile nowhere]\nregion =\n{}", keys(&aws.account("dev-account").key));
    let error =
        Shell::with_aws(&aws).more_config(&profile).var("AWS_REGION", " ").error("aws ec2 instances -p nowhere");
    assert_eq!(error.code, "aws::region::missing");
}

#[test]
fn an_invalid_region_in_a_variable_is_an_error() {
    for region in ["x.evil.com", "eu west"] {
        for variable in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
            let aws = aws();
            let error = Shell::with_dev(&aws).var(variable, region).error("aws ec2 instances");
            assert_eq!(error.code, "aws::region::invalid", "{variable}={region}: {error:?}");
            assert!(error.message.contains(region) && !error.help.is_empty(), "{error:?}");
            assert_eq!(aws.requests().len(), 0, "{variable}={region}");
        }
    }
}

#[test]
fn an_invalid_region_in_a_profile_is_an_error() {
    let aws = aws();
    let profile = format!("[profile odd]\nregion = eu-west-1a/\n{}", keys(&aws.account("dev-account").key));
    let error = Shell::with_aws(&aws).more_config(&profile).error("aws ec2 instances --profile odd");
    assert_eq!(error.code, "aws::region::invalid");
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn a_misspelled_region_suggests_the_right_one_before_any_request() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    for command in ["ec2 instances", "ec2 volumes", "ec2 regions", "credentials"] {
        let error = shell.error(&format!("aws {command} --region EU-wst-2"));
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::region::invalid", "--region EU-wst-2"));
        assert!(error.help.starts_with("did you mean `eu-west-2`"), "{error:?}");
    }
    let error = shell.error("aws ec2 instances --region [eu-west-1 us-esat-1]");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::region::invalid", "us-esat-1"), "{error:?}");
    let error = shell.var("AWS_REGION", "eu-wst-2").error("aws ec2 instances");
    assert_eq!(error.message, "`eu-wst-2` from AWS_REGION is not a region name");
    assert!(error.help.starts_with("did you mean `eu-west-2`"), "{error:?}");
    let odd = format!("[profile odd]\nregion = eu-wst-2\n{}", keys(&aws.account("dev-account").key));
    let error = Shell::with_aws(&aws).more_config(&odd).error("aws ec2 instances --profile odd");
    assert_eq!(error.message, "`eu-wst-2` from profile `odd` is not a region name");
    assert!(error.help.starts_with("did you mean `eu-west-2`"), "{error:?}");
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn upper_case_is_accepted() {
    let aws = aws();
    let odd = format!("[profile odd]\nregion = EU-West-3\n{}", keys(&aws.account("dev-account").key));
    let shell = Shell::with_dev(&aws).more_config(&odd);
    let regions = shell.value(
        "let get = {|| get Region | uniq }
        [
            (aws ec2 instances --region EU-WEST-2 | do $get)
            (aws ec2 instances --region [EU-West-2 US-EAST-1 SA-*] | do $get | sort)
            (with-env {AWS_REGION: US-WEST-2} { aws ec2 instances | do $get })
            (aws ec2 instances --profile odd | do $get)
            (aws credentials --profile dev --region AP-SOUTH-1 | [$in.AWS_REGION])
        ]",
    );
    let many = ["eu-west-2", "sa-east-1", "us-east-1"];
    assert_eq!(regions, json!([["eu-west-2"], many, ["us-west-2"], ["eu-west-3"], ["ap-south-1"]]));
    let shown = shell.value("with-env {AWS_REGION: EU-West-2} { aws env | where setting == region | first }");
    assert_eq!(shown["value"], "eu-west-2");
    assert!(shown["note"].as_str().is_some_and(|note| note.contains("in lower case, not `EU-West-2`")), "{shown}");
}

#[test]
fn a_region_that_is_newer_than_the_plugin_is_asked() {
    let aws = aws();
    let error = Shell::with_dev(&aws).error("aws ec2 instances --region eu-west-9");
    assert_eq!((aws.count("DescribeInstances"), error.code.as_str()), (1, "aws::region::unknown"));
    assert_eq!(
        error.message,
        "Region eu-west-9 doesn't exist, or it is newer than this plugin and not enabled for the account"
    );
    assert_eq!(error.labeled, "--region eu-west-9");
    assert!(error.help.starts_with("did you mean `eu-west-1` or `eu-west-2`"), "{error:?}");
    let check = "aws ec2 regions --all | where RegionName == eu-west-9";
    assert!(error.help.contains(&format!("`{check}`")), "{error:?}");
    assert_eq!(Shell::with_dev(&aws).value(check), json!([]));
}
