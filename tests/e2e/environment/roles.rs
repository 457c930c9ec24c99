//! Roles in other accounts.

use super::IDENTITY;
use crate::support::{Sandbox, Shell, aws, json};

/// A shell with a profile `cross`, which has a role in test-account and these lines.
fn cross(aws: &Sandbox, lines: &str) -> Shell {
    let role = "[profile cross]\nregion = eu-west-2\nrole_arn = arn:aws:iam::444455556666:role/tester\n";
    Shell::with_aws(aws).more_config(&format!("{role}{lines}"))
}

#[test]
fn a_source_profile_reaches_the_other_account() {
    let aws = aws();
    let answer = cross(&aws, "source_profile = dev\n").value(&format!("$env.AWS_PROFILE = 'cross'; {IDENTITY}"));
    assert_eq!(answer, json!({"Profile": "cross", "AccountId": "444455556666", "Region": "eu-west-2"}));
    let keys: Vec<_> = aws.requests().into_iter().map(|request| (request.action, request.access_key_id)).collect();
    let [(assume, key), (describe, session)] = keys.as_slice() else { panic!("{keys:?}") };
    assert_eq!((assume.as_str(), describe.as_str()), ("AssumeRole", "DescribeInstances"));
    assert_eq!(*key, aws.account("dev-account").key.access_key_id);
    assert!(session.starts_with("ASIA"), "{session}");
}

#[test]
fn the_role_is_assumed_once_for_all_pages() {
    let aws = crate::support::aws_with_instances(2500);
    let answer = cross(&aws, "source_profile = dev\n").value("aws ec2 instances --profile cross | length");
    assert_eq!(answer, json!(2500));
    assert_eq!((aws.count("AssumeRole"), aws.count("DescribeInstances")), (1, 3));
}

#[test]
fn the_role_is_assumed_in_the_region_of_the_call() {
    let aws = aws();
    cross(&aws, "source_profile = dev\n").value("aws ec2 instances --profile cross --region eu-west-3 | length");
    let regions: Vec<_> = aws.requests().into_iter().map(|request| request.region).collect();
    assert_eq!(regions, ["eu-west-3", "eu-west-3"]);
}

#[test]
fn a_chain_of_roles_is_followed() {
    let aws = aws();
    let chain = "\
source_profile = middle
[profile middle]
role_arn = arn:aws:iam::111122223333:role/admin
source_profile = dev
";
    assert_eq!(cross(&aws, chain).value("aws ec2 instances -p cross | get AccountId | uniq"), json!(["444455556666"]));
    assert_eq!(aws.count("AssumeRole"), 2);
}

#[test]
fn a_source_profile_may_have_a_name_in_quotes() {
    let aws = aws();
    let keys = crate::support::keys(&aws.account("dev-account").key);
    let shell = cross(&aws, &format!("source_profile = my dev\n[profile 'my dev']\n{keys}"));
    assert_eq!(shell.value("aws ec2 instances -p cross | get AccountId | uniq"), json!(["444455556666"]));
}

#[test]
fn keys_in_the_environment_may_be_the_credential_source() {
    let aws = aws();
    let key = &aws.account("dev-account").key;
    let shell = cross(&aws, "credential_source = Environment\n")
        .var("AWS_ACCESS_KEY_ID", &key.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key);
    let answer = shell.value("aws ec2 instances --profile cross | first | select Profile AccountId | values");
    assert_eq!(answer, json!(["cross", "444455556666"]));
    assert_eq!(aws.count_where(|request| request.access_key_id == key.access_key_id), 1);
}

#[test]
fn sts_may_have_an_endpoint_of_its_own() {
    // The other sandbox doesn't know the session's keys, so there is an error. What matters is where the requests went.
    let (one, two) = (aws(), aws());
    cross(&one, "source_profile = dev\n").var("AWS_ENDPOINT_URL_STS", &two.url()).error("aws ec2 instances -p cross");
    assert_eq!((one.count("AssumeRole"), two.count("AssumeRole")), (0, 1));
    assert_eq!((one.count("DescribeInstances"), two.count("DescribeInstances")), (1, 0));
}
