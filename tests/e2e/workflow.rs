//! The common workflow: find a profile, choose it, list its instances and their owners.

use crate::support::{Sandbox, Shell, aws, json, keys};

/// Two profiles with the sandbox's keys, so that no sign-in is needed.
fn shell(aws: &Sandbox) -> Shell {
    let [dev, test] = ["dev-account", "test-account"].map(|name| keys(&aws.account(name).key));
    let config = format!(
        "\
[sso-session my-org-sso]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev-account.developer]
region = eu-west-1
{dev}
[profile test-account.tester]
region = eu-west-2
{test}"
    );
    Shell::new().config(&config).var("AWS_ENDPOINT_URL", &aws.url())
}

#[test]
fn profiles_are_filtered_by_region() {
    let names = shell(&aws()).value("aws profiles | where region == eu-west-2 | get name");
    assert_eq!(names, json!(["test-account.tester"]));
}

#[test]
fn a_profile_is_chosen_and_its_instances_are_listed() {
    let aws = aws();
    let answers = shell(&aws).value(
        r#"
        let profiles = aws profiles | where region == eu-west-2
        aws profile use test-account.tester
        let ids = aws ec2 instances | select InstanceId
        let owners = aws ec2 instances | where Tags."aws:cloud9:owner"? != null | select InstanceId InstanceType Tags."aws:cloud9:owner"
        {profiles: ($profiles | get name), ids: $ids.InstanceId, owners: $owners}
        "#,
    );
    assert_eq!(answers["profiles"], json!(["test-account.tester"]));
    assert_eq!(answers["ids"], json!(aws.instance_ids("test-account", "eu-west-2")));
    // Three of a dozen instances have an owner: the complete one, one by ARN, one by id.
    let owners = answers["owners"].as_array().expect("rows");
    assert_eq!(owners.len(), 3, "{owners:?}");
    for row in owners {
        let columns: Vec<_> = row.as_object().expect("a row").keys().collect();
        assert_eq!(columns, ["InstanceId", "InstanceType", "Tags.aws:cloud9:owner"], "{row}");
        assert!(row["Tags.aws:cloud9:owner"].is_string(), "{row}");
    }
}
