//! Where requests go: `AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_EC2`, and what a profile says of endpoints.

use crate::support::{Options, Sandbox, Shell, aws, closed_port, json, profile};

/// Another local AWS, with the same accounts and keys.
fn other() -> Sandbox {
    aws()
}

/// How often each was asked for instances.
fn asked(clouds: &[&Sandbox]) -> Vec<usize> {
    clouds.iter().map(|cloud| cloud.count("DescribeInstances")).collect()
}

#[test]
fn aws_endpoint_url_may_change_between_two_calls() {
    let (one, two) = (aws(), other());
    let answer = Shell::with_dev(&one).value(&format!(
        "let first = aws ec2 instances | length
        $env.AWS_ENDPOINT_URL = '{}'
        [$first (aws ec2 instances | length)]",
        two.url()
    ));
    assert_eq!(answer, json!([12, 12]));
    assert_eq!(asked(&[&one, &two]), [1, 1]);
}

#[test]
fn the_services_own_variable_wins() {
    let (one, two) = (aws(), other());
    let shell = Shell::with_dev(&one);
    shell.value(&format!("with-env {{AWS_ENDPOINT_URL_EC2: '{}'}} {{ aws ec2 instances | length }}", two.url()));
    assert_eq!(asked(&[&one, &two]), [0, 1]);
    shell.value("aws ec2 instances | length");
    assert_eq!(asked(&[&one, &two]), [1, 1]);
}

#[test]
fn a_slash_at_the_end_is_no_harm() {
    let aws = aws();
    let shell = Shell::with_dev(&aws).var("AWS_ENDPOINT_URL", &format!("{}/", aws.url()));
    assert_eq!(shell.value("aws ec2 instances | length"), json!(12));
}

/// A shell with a profile `local` of these lines, and no endpoint in the environment.
fn local(aws: &Sandbox, lines: &str) -> Shell {
    let config = format!("{}{lines}", profile("local", aws.account("dev-account"), "eu-west-1"));
    Shell::new().config(&config).var("AWS_PROFILE", "local")
}

#[test]
fn a_profile_has_its_own_endpoint() {
    let (one, two) = (aws(), other());
    let shell = local(&one, &format!("endpoint_url = {}\n", one.url()));
    assert_eq!(shell.value("aws ec2 instances | length"), json!(12));
    assert_eq!(asked(&[&one, &two]), [1, 0]);
    // The variable wins.
    assert_eq!(shell.var("AWS_ENDPOINT_URL", &two.url()).value("aws ec2 instances | length"), json!(12));
    assert_eq!(asked(&[&one, &two]), [1, 1]);
}

#[test]
fn an_empty_variable_is_no_endpoint() {
    let aws = aws();
    let shell = local(&aws, &format!("endpoint_url = {}\n", aws.url()));
    for variable in ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_EC2"] {
        let answer = shell.value(&format!("with-env {{{variable}: ''}} {{ aws ec2 instances | length }}"));
        assert_eq!(answer, json!(12), "{variable}");
    }
}

#[test]
fn a_profile_has_endpoints_for_services() {
    let (one, two) = (aws(), other());
    let services = format!(
        "endpoint_url = {}\nservices = mine\n[services mine]\ns3 =\n  endpoint_url = http://s3.invalid\nec2 =\n  endpoint_url = {}\n",
        one.url(),
        two.url()
    );
    let shell = local(&one, &services);
    assert_eq!(shell.value("aws ec2 instances | length"), json!(12));
    assert_eq!(asked(&[&one, &two]), [0, 1]);
}

#[test]
fn two_profiles_with_endpoints_of_their_own_do_not_meet() {
    let (one, two) = (Sandbox::start(Options { instances: 1, ..Options::default() }), other());
    let [here, there] = [("here", &one), ("there", &two)].map(|(name, cloud)| {
        format!("{}endpoint_url = {}\n", profile(name, cloud.account("dev-account"), "eu-west-1"), cloud.url())
    });
    let shell = Shell::new().config(&(here + &there));
    let answer = shell.value("[here there here] | each {|name| aws ec2 instances --profile $name | length }");
    assert_eq!(answer, json!([1, 12, 1]));
    assert_eq!(asked(&[&one, &two]), [2, 1]);
}

#[test]
fn endpoints_of_profiles_can_be_switched_off() {
    let (one, two) = (aws(), other());
    let shell = local(&one, &format!("endpoint_url = {}\n", one.url())).var("AWS_ENDPOINT_URL_EC2", &two.url());
    // As in the AWS CLI, this holds for the variables too; nobody answers for AWS itself here.
    let shell = shell.var("HTTPS_PROXY", &closed_port()).var("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    let error = shell.error("aws ec2 instances");
    assert_eq!(error.code, "aws::network::unreachable", "{error:?}");
    assert_eq!(asked(&[&one, &two]), [0, 0]);
}
