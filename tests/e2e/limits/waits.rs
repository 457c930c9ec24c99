//! No server keeps a command waiting without end. A second is short for a response, so that the tests are.

use std::time::{Duration, Instant};

use super::services::SERVICES;
use crate::support::{Body, Failure, Fault, FaultKind, START_URL, Shell, StaticServer, TokenFile, aws};

/// The error of a command for whose responses a second is too long. It must come soon.
fn error(shell: &Shell, line: &str) -> Failure {
    let begun = Instant::now();
    let error = shell.error(&format!("$env.config.plugins.aws = {{read_timeout: 1sec}}; {line}"));
    assert!(begun.elapsed() < Duration::from_secs(20), "{line} took {:?}", begun.elapsed());
    error
}

#[test]
fn a_response_of_ten_bytes_a_second_is_an_error() {
    // The instance metadata service has less time.
    for service in SERVICES.iter().filter(|service| service.name != "instance metadata") {
        let server = StaticServer::with_body(
            "200 OK",
            Body::Endless(service.bulk.0.into(), " ".into(), Duration::from_millis(100)),
        );
        let error = error(&(service.shell)(&server.url()), service.line);
        let is_container = service.name == "container";
        assert_eq!(error.code, if is_container { service.code } else { "aws::network::timeout" }, "{error:?}");
        assert!(
            error.message.contains(" answers too slowly: ") && error.message.ends_with(" bytes in 1 s"),
            "{error:?}"
        );
        // Another region may have the list of regions too.
        let requests = if ["container", "regions"].contains(&service.name) { 3 } else { 1 };
        assert!(server.count() <= requests, "{}: {}", service.name, server.count());
    }
}

#[test]
fn a_response_that_stops_is_requested_once() {
    let aws = aws();
    let sso = super::SSO.replace("https://corp.awsapps.com/start", START_URL);
    let shell = Shell::with_dev(&aws).more_config(&sso).with_token(&TokenFile::for_session(&aws, "corp"));
    for (action, line) in [
        ("ListAccounts", "aws sso accounts --sso-session corp"),
        ("GetCallerIdentity", "aws whoami"),
        ("DescribeInstances", "aws ec2 instances"),
    ] {
        aws.fail(Fault::new(FaultKind::HangInBody).action(action));
        let error = error(&shell, line);
        assert_eq!(error.code, "aws::network::timeout", "{line}: {error:?}");
        assert!(error.message.ends_with(" stopped in the middle of its answer"), "{line}: {error:?}");
        assert_eq!(aws.count(action), 1, "{line}");
    }
}
