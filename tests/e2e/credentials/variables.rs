//! The record of `aws credentials` as environment variables.

use crate::support::{Shell, aws, json};

#[test]
fn the_keys_sign_the_requests() {
    let aws = aws();
    let role = "[profile cross]\nregion = eu-west-2\nrole_arn = arn:aws:iam::444455556666:role/tester\n";
    let shell = Shell::with_aws(&aws).more_config(&format!("{role}source_profile = dev\n"));
    let id = shell.value(
        "let row = aws credentials -p cross; with-env $row { aws ec2 instances | length }; $row.AWS_ACCESS_KEY_ID",
    );
    let signed: Vec<_> = aws.requests().into_iter().map(|request| (request.action, request.access_key_id)).collect();
    let [(assume, _), (describe, session)] = signed.as_slice() else { panic!("{signed:?}") };
    assert_eq!((assume.as_str(), describe.as_str()), ("AssumeRole", "DescribeInstances"));
    assert_eq!(id, json!(session));
}

#[test]
fn programs_see_the_keys_but_no_stale_token() {
    let aws = aws();
    let key = &aws.account("dev-account").key;
    let shell = Shell::with_aws(&aws)
        .program("terraform", "echo \"$AWS_ACCESS_KEY_ID ${AWS_SESSION_TOKEN-no token} ${AWS_REGION-no region}\"")
        .var("AWS_SESSION_TOKEN", "stale")
        .var("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z");
    let seen = format!("{} no token eu-west-1", key.access_key_id);
    for line in [
        "with-env (aws credentials -p dev) { terraform | str trim }",
        "aws credentials -p dev | load-env; terraform | str trim",
    ] {
        assert_eq!(shell.value(line), json!(seen), "{line}");
    }
}

#[test]
fn the_plugin_uses_the_keys_until_a_profile_is_used() {
    let aws = aws();
    let answer = Shell::with_aws(&aws).value(
        "aws credentials -p test | load-env
        let before = aws ec2 instances | first | [$in.Profile $in.AccountId]
        aws profile use dev
        hide-env AWS_REGION
        [$before (aws ec2 instances | first | [$in.Profile $in.AccountId]) ('AWS_SESSION_TOKEN' in $env)]",
    );
    assert_eq!(answer, json!([[null, "444455556666"], ["dev", "111122223333"], false]));
}

#[test]
fn the_region_is_that_of_other_commands() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).more_config("[profile regionless]\ncredential_process = cat keys.json\n");
    let shell = shell.file("keys.json", r#"{"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": "hunter2"}"#);
    let region = |vars: &str, flags: &str| {
        shell.value(&format!("with-env {{{vars}}} {{ aws credentials {flags} | get AWS_REGION }}"))
    };
    assert_eq!(region("", "-p dev"), "eu-west-1");
    assert_eq!(region("AWS_REGION: us-east-2", "-p dev"), "us-east-2");
    assert_eq!(region("AWS_REGION: us-east-2", "-p dev -r eu-west-3"), "eu-west-3");
    assert_eq!(region("", "-p regionless"), json!(null));
}

#[test]
fn the_expiration_is_a_time() {
    let aws = aws();
    let role = "[profile cross]\nrole_arn = arn:aws:iam::444455556666:role/tester\nsource_profile = dev\n";
    let answer = Shell::with_aws(&aws).more_config(role).value(
        "let end = aws credentials -p cross | get AWS_CREDENTIAL_EXPIRATION
        let left = ($end | into datetime) - (date now)
        [($end =~ '^[0-9-]{10}T[0-9:]{8}\\+00:00$') ($left > 50min and $left < 70min)]",
    );
    assert_eq!(answer, json!([true, true]));
}
