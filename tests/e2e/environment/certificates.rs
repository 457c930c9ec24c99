//! Trusted certificates: `AWS_CA_BUNDLE` and the profile's `ca_bundle`.

use crate::support::{Sandbox, Shell, TlsProxy, aws, json};

const LINE: &str = "aws ec2 instances | length";

/// A shell that reaches the sandbox over TLS. Its `ca.pem` has the certificate of the proxy.
fn shell(aws: &Sandbox, proxy: &TlsProxy) -> Shell {
    Shell::with_dev(aws).var("AWS_ENDPOINT_URL", &proxy.url()).file("ca.pem", proxy.certificate())
}

#[test]
fn an_untrusted_certificate_is_refused() {
    let aws = aws();
    let proxy = TlsProxy::start(&aws);
    let error = shell(&aws, &proxy).error("aws ec2 instances");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::network::unreachable", "aws ec2 instances"));
    assert!(error.message.contains("certificate") && error.help.contains("AWS_CA_BUNDLE"), "{error:?}");
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn aws_ca_bundle_is_trusted() {
    let aws = aws();
    let proxy = TlsProxy::start(&aws);
    let shell = shell(&aws, &proxy);
    let bundle = shell.path("ca.pem").display().to_string();
    assert_eq!(shell.var("AWS_CA_BUNDLE", &bundle).value(LINE), json!(12));
}

#[test]
fn aws_ca_bundle_may_change_between_two_calls() {
    let aws = aws();
    let proxy = TlsProxy::start(&aws);
    let answer = shell(&aws, &proxy).value(&format!(
        "let before = try {{ {LINE} }} catch {{ 'refused' }}
        $env.AWS_CA_BUNDLE = 'ca.pem'
        let with = {LINE}
        hide-env AWS_CA_BUNDLE
        [$before $with (try {{ {LINE} }} catch {{ 'refused' }})]"
    ));
    assert_eq!(answer, json!(["refused", 12, "refused"]));
}

#[test]
fn later_calls_make_no_handshake_whatever_their_account_and_table() {
    let aws = aws();
    let proxy = TlsProxy::start(&aws);
    let count = shell(&aws, &proxy).var("AWS_CA_BUNDLE", "ca.pem").value(&format!(
        "[({LINE}) ({LINE}) (aws ec2 instances --profile test | length) (aws ec2 subnets | length)
        (aws ec2 instances --region eu-west-3 | length)] | math sum"
    ));
    assert_eq!((count, proxy.connections()), (json!(12 * 4 + 9), 1));
}

#[test]
fn the_profile_may_name_the_bundle() {
    let aws = aws();
    let proxy = TlsProxy::start(&aws);
    let keys = crate::support::profile("tls", aws.account("dev-account"), "eu-west-1");
    let shell = shell(&aws, &proxy).more_config(&format!("{keys}ca_bundle = ~/ca.pem\n"));
    assert_eq!(shell.value("aws ec2 instances --profile tls | length"), json!(12));
}

#[test]
fn a_bundle_that_is_missing_or_has_no_certificate_is_an_error_that_names_it() {
    let aws = aws();
    for bundle in ["missing.pem", "garbage.pem"] {
        let shell = Shell::with_dev(&aws).file("garbage.pem", "no certificate\n").var("AWS_CA_BUNDLE", bundle);
        let error = shell.error("aws ec2 instances");
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::setting::ca_bundle", "aws ec2 instances"));
        assert!(error.message.contains(bundle) && error.help.contains("AWS_CA_BUNDLE"), "{error:?}");
    }
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn a_broken_certificate_in_a_bundle_is_an_error() {
    let aws = aws();
    let broken = "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n";
    let shell = Shell::with_dev(&aws).file("broken.pem", broken).var("AWS_CA_BUNDLE", "broken.pem");
    let error = shell.error("aws ec2 instances");
    assert_eq!(error.code, "aws::setting::ca_bundle", "{error:?}");
}

#[test]
fn a_missing_bundle_of_the_profile_is_an_error() {
    let aws = aws();
    let keys = crate::support::profile("tls", aws.account("dev-account"), "eu-west-1");
    let shell = Shell::with_aws(&aws).more_config(&format!("{keys}ca_bundle = /no/such.pem\n"));
    let error = shell.error("aws ec2 instances --profile tls");
    assert_eq!(error.code, "aws::setting::ca_bundle", "{error:?}");
    assert!(error.message.contains("/no/such.pem") && error.help.contains("`ca_bundle`"), "{error:?}");
}
