//! Endpoints: `AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_EC2`, and those of profiles.

use crate::support::{Options, Sandbox, Shell, aws, closed_port, json, profile};

/// Another sandbox with the same accounts and keys.
fn other() -> Sandbox {
    aws()
}

/// The number of requests for instances to each sandbox.
fn request_counts(clouds: &[&Sandbox]) -> Vec<usize> {
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
    assert_eq!(request_counts(&[&one, &two]), [1, 1]);
}

#[test]
fn the_variable_of_the_service_wins() {
    let (one, two) = (aws(), other());
    let shell = Shell::with_dev(&one);
    shell.value(&format!("with-env {{AWS_ENDPOINT_URL_EC2: '{}'}} {{ aws ec2 instances | length }}", two.url()));
    assert_eq!(request_counts(&[&one, &two]), [0, 1]);
    shell.value("aws ec2 instances | length");
    assert_eq!(request_counts(&[&one, &two]), [1, 1]);
}

#[test]
fn a_trailing_slash_is_ignored() {
    let aws = aws();
    let shell = Shell::with_dev(&aws).var("AWS_ENDPOINT_URL", &format!("{}/", aws.url()));
    assert_eq!(shell.value("aws ec2 instances | length"), json!(12));
}

#[test]
fn the_scheme_may_have_capitals() {
    let aws = aws();
    let shell = Shell::with_dev(&aws).var("AWS_ENDPOINT_URL", &aws.url().replace("http", "HTTP"));
    assert_eq!(shell.value("aws ec2 instances | length"), json!(12));
}

/// A shell with a profile `local` of these lines, and no endpoint in the environment.
fn local(aws: &Sandbox, lines: &str) -> Shell {
    let config = format!("{}{lines}", profile("local", aws.account("dev-account"), "eu-west-1"));
    Shell::new().config(&config).var("AWS_PROFILE", "local")
}

#[test]
fn a_profile_may_have_an_endpoint() {
    let (one, two) = (aws(), other());
    let shell = local(&one, &format!("endpoint_url = {}\n", one.url()));
    assert_eq!(shell.value("aws ec2 instances | length"), json!(12));
    assert_eq!(request_counts(&[&one, &two]), [1, 0]);
    // The variable wins.
    assert_eq!(shell.var("AWS_ENDPOINT_URL", &two.url()).value("aws ec2 instances | length"), json!(12));
    assert_eq!(request_counts(&[&one, &two]), [1, 1]);
}

#[test]
fn an_empty_variable_is_ignored() {
    let aws = aws();
    let shell = local(&aws, &format!("endpoint_url = {}\n", aws.url()));
    for variable in ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_EC2"] {
        let answer = shell.value(&format!("with-env {{{variable}: ''}} {{ aws ec2 instances | length }}"));
        assert_eq!(answer, json!(12), "{variable}");
    }
}

#[test]
fn a_profile_may_have_endpoints_for_services() {
    let (one, two) = (aws(), other());
    let services = format!(
        "endpoint_url = {}\nservices = mine\n[services mine]\ns3 =\n  endpoint_url = http://s3.invalid\nec2 =\n  endpoint_url = {}\n",
        one.url(),
        two.url()
    );
    let shell = local(&one, &services);
    assert_eq!(shell.value("aws ec2 instances | length"), json!(12));
    assert_eq!(request_counts(&[&one, &two]), [0, 1]);
}

#[test]
fn two_profiles_may_have_different_endpoints() {
    let (one, two) = (Sandbox::start(Options { instances: 1, ..Options::default() }), other());
    let [here, there] = [("here", &one), ("there", &two)].map(|(name, cloud)| {
        format!("{}endpoint_url = {}\n", profile(name, cloud.account("dev-account"), "eu-west-1"), cloud.url())
    });
    let shell = Shell::new().config(&(here + &there));
    let answer = shell.value("[here there here] | each {|name| aws ec2 instances --profile $name | length }");
    assert_eq!(answer, json!([1, 12, 1]));
    assert_eq!(request_counts(&[&one, &two]), [2, 1]);
}

#[test]
fn configured_endpoints_can_be_turned_off() {
    let (one, two) = (aws(), other());
    let shell = local(&one, &format!("endpoint_url = {}\n", one.url())).var("AWS_ENDPOINT_URL_EC2", &two.url());
    // As in the AWS CLI, this applies to the variables too. The proxy makes AWS itself unreachable.
    let shell = shell.var("HTTPS_PROXY", &closed_port()).var("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    let error = shell.error("aws ec2 instances");
    assert_eq!(error.code, "aws::network::unreachable", "{error:?}");
    assert_eq!(request_counts(&[&one, &two]), [0, 0]);
}

#[test]
fn an_empty_endpoint_of_a_service_is_ignored() {
    let aws = aws();
    for endpoint in ["", " "] {
        let services = format!(
            "endpoint_url = {}\nservices = mine\n[services mine]\nec2 =\n  endpoint_url ={endpoint}\n",
            aws.url()
        );
        assert_eq!(local(&aws, &services).value("aws ec2 instances | length"), json!(12));
    }
}

#[test]
fn an_invalid_endpoint_of_a_service_is_an_error_that_names_it() {
    let aws = aws();
    let services = "services = mine\n[services mine]\nsts =\n  endpoint_url = ann:hunter2@localhost\n";
    let error = local(&aws, services).error("aws ec2 instances");
    assert_eq!(error.code, "aws::setting::invalid", "{error:?}");
    assert!(error.message.contains("endpoint_url of sts in [services mine]"), "{error:?}");
    assert!(!error.message.contains("hunter2"), "{error:?}");
}
