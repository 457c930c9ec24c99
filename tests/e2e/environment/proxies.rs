//! Proxies: `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, in either case.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;

use crate::support::{Shell, StaticServer, aws, closed_port, json};

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
fn credentials_of_the_machine_never_go_through_a_proxy() {
    let proxy = StaticServer::new("{}");
    let keys =
        r#"{"AccessKeyId": "AKIAX", "SecretAccessKey": "x", "Token": "y", "Expiration": "2199-01-01T00:00:00Z"}"#;
    let container = StaticServer::new(keys);
    let id = "aws credentials | get AWS_ACCESS_KEY_ID";
    let behind_proxy = || Shell::new().config("[default]\noutput = json\n").var("HTTP_PROXY", &proxy.url());
    let in_container = behind_proxy().var("AWS_CONTAINER_CREDENTIALS_FULL_URI", &container.url());
    assert_eq!(in_container.value(id), "AKIAX");
    let instance =
        behind_proxy().without("AWS_EC2_METADATA_DISABLED").var("AWS_EC2_METADATA_SERVICE_ENDPOINT", &closed_port());
    assert_eq!(instance.error(id).code, "aws::credentials::missing");
    assert_eq!(instance.error("aws ec2 instances").code, "aws::credentials::missing");
    assert_eq!(proxy.count(), 0);
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

#[test]
fn a_proxy_without_a_scheme_is_called_with_http() {
    let aws = aws();
    let address = aws.url().replace("http://", "");
    for variable in ["HTTP_PROXY", "http_proxy"] {
        let shell = Shell::with_dev(&aws).var("AWS_ENDPOINT_URL", &closed_port());
        assert_eq!(shell.var(variable, &address).value(LINE), json!(12), "{variable}");
    }
    for variable in ["HTTPS_PROXY", "https_proxy"] {
        let proxy = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = proxy.local_addr().expect("its address").to_string();
        let request = std::thread::spawn(move || {
            let (connection, _) = proxy.accept().expect("a connection");
            BufReader::new(connection).lines().next().expect("a line").expect("a line")
        });
        let shell = Shell::with_dev(&aws).without("AWS_ENDPOINT_URL").var("AWS_MAX_ATTEMPTS", "1");
        assert_eq!(shell.var(variable, &address).value(LINE), json!("aws::network::unreachable"), "{variable}");
        let request = request.join().expect("a request");
        assert_eq!(request, "CONNECT ec2.eu-west-1.amazonaws.com:443 HTTP/1.1", "{variable}");
    }
}
