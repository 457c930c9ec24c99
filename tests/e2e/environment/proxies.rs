//! Proxies: `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, in either case.

use crate::support::{Shell, aws, closed_port, json};

const LINE: &str = "try { aws ec2 instances | length } catch {|e| $e.details.code }";

#[test]
fn a_proxy_that_does_not_respond_is_an_error() {
    for variable in ["HTTP_PROXY", "http_proxy"] {
        let aws = aws();
        let answer = Shell::with_dev(&aws).var(variable, &closed_port()).value(LINE);
        assert_eq!((answer, aws.requests().len()), (json!("aws::network::unreachable"), 0), "{variable}");
    }
}

#[test]
fn a_proxy_may_change_between_two_calls() {
    let aws = aws();
    let answer = Shell::with_dev(&aws).value(&format!(
        "let before = {LINE}
        let with = with-env {{HTTP_PROXY: '{}'}} {{ {LINE} }}
        [$before $with ({LINE})]",
        closed_port()
    ));
    assert_eq!(answer, json!([12, "aws::network::unreachable", 12]));
}

#[test]
fn no_proxy_is_respected() {
    for variable in ["NO_PROXY", "no_proxy"] {
        let aws = aws();
        let shell = Shell::with_dev(&aws).var("HTTP_PROXY", &closed_port()).var(variable, "example.com,127.0.0.1");
        assert_eq!(shell.value(LINE), json!(12), "{variable}");
    }
}

#[test]
fn a_proxy_for_https_is_not_used_for_http() {
    let aws = aws();
    let shell = Shell::with_dev(&aws).var("HTTPS_PROXY", &closed_port());
    assert_eq!(shell.value(LINE), json!(12));
}

#[test]
fn requests_go_to_the_proxy() {
    // A request to an HTTP proxy looks like one to a server, so the sandbox can be both.
    let aws = aws();
    let shell = Shell::with_dev(&aws).var("AWS_ENDPOINT_URL", &closed_port()).var("HTTP_PROXY", &aws.url());
    shell.value(LINE);
    assert!(aws.count("DescribeInstances") > 0);
}
