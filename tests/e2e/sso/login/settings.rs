//! Settings on which a sign-in depends.

use crate::sso::{auto_approving_aws, shell};
use crate::support::{Fault, FaultKind, Shell, aws, closed_port, json};

/// AWS answers this if a sign-in goes to a region without the Identity Center.
#[test]
fn an_invalid_grant_hints_at_the_region() {
    for flow in ["", "--use-device-code"] {
        let aws = auto_approving_aws();
        let refusal = FaultKind::Error { status: 400, code: "InvalidGrantException".into(), message: String::new() };
        aws.fail(Fault::new(refusal).action("CreateToken"));
        let error = shell(&aws).error(&format!("aws sso login {flow}"));
        assert_eq!(error.code, "aws::sso::failed", "{error:?}");
        assert!(error.help.contains("`sso_region`") && error.help.contains("eu-west-1"), "{error:?}");
    }
}

/// A shell that reaches no endpoint of AWS.
fn through_closed_proxy(shell: Shell) -> Shell {
    shell.without("AWS_ENDPOINT_URL").var("HTTPS_PROXY", &closed_port()).var("AWS_MAX_ATTEMPTS", "1")
}

/// The IAM Identity Center of most regions has no FIPS endpoint.
#[test]
fn an_unreachable_fips_endpoint_is_blamed_on_its_setting() {
    let keys = "\n[profile keys]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hunter2\n\
                region = eu-west-1\nuse_fips_endpoint = true\n";
    for (variable, line, setting) in [
        ("AWS_USE_FIPS_ENDPOINT", "aws sso login", "AWS_USE_FIPS_ENDPOINT"),
        ("AWS_USE_DUALSTACK_ENDPOINT", "aws sso login", "AWS_USE_DUALSTACK_ENDPOINT"),
        ("AWS_USE_FIPS_ENDPOINT", "aws ec2 instances --profile keys", "AWS_USE_FIPS_ENDPOINT"),
        ("ANOTHER", "aws ec2 instances --profile keys", "`use_fips_endpoint`"),
        ("ANOTHER", "aws whoami --profile keys", "`use_fips_endpoint`"),
    ] {
        let error = through_closed_proxy(shell(&aws()).more_config(keys)).var(variable, "true").error(line);
        assert_eq!(error.code, "aws::network::unreachable", "{line}: {error:?}");
        assert!(error.help.contains(setting), "{line}: {error:?}");
    }
    let error = through_closed_proxy(shell(&aws())).error("aws sso login");
    assert!(!error.help.contains("FIPS"), "{error:?}");
}

/// As in botocore. The SDK would refuse both together.
#[test]
fn fips_and_dual_stack_do_not_apply_to_a_custom_endpoint() {
    for variable in ["AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"] {
        let aws = auto_approving_aws();
        let shell = shell(&aws).var(variable, "true");
        let line = "aws sso login | ignore; aws ec2 instances --profile dev-account.developer | length";
        assert_eq!(shell.value(line), json!(12), "{variable}");
        assert_eq!(shell.value("aws whoami --profile dev-account.developer | get source"), json!("sso"), "{variable}");
    }
}
