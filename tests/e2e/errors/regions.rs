//! Missing and invalid regions in the environment and in profiles.

use crate::support::{Shell, aws, keys};

#[test]
fn a_missing_region_lists_the_four_ways_to_set_one() {
    let aws = aws();
    let profile = format!("[profile nowhere]\n{}", keys(&aws.account("dev-account").key));
    let error = Shell::with_aws(&aws).more_config(&profile).error("aws ec2 instances --profile nowhere");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::region::missing", "--profile nowhere"));
    assert!(error.message.contains("`nowhere`"), "{error:?}");
    for way in ["`--region`", "AWS_REGION", "AWS_DEFAULT_REGION", "`region`"] {
        assert!(error.help.contains(way), "{way}: {error:?}");
    }
    assert_eq!(aws.requests().len(), 0);
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
