//! Compressed responses.

use std::io::Read;

use crate::client::Client;
use aws_sandbox::{Fault, FaultKind, Options, Sandbox};
use flate2::bufread::GzDecoder;

/// A response as it is received.
struct Raw {
    head: String,
    body: Vec<u8>,
}

impl Raw {
    fn request(client: &Client, action: &str, parameters: &[(&str, &str)]) -> Self {
        let bytes = client.exchange_bytes(client.version(), action, parameters);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head and a body");
        let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
        Self { head, body: bytes[end + 4..].to_vec() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .find_map(|line| line.split_once(": ").filter(|(known, _)| *known == name))
            .map(|(_, text)| text)
    }

    fn is_compressed(&self) -> bool {
        self.header("content-encoding") == Some("gzip")
    }

    /// The text. The decoder stops after the first member, and nothing may follow that.
    fn text(&self) -> String {
        let mut decoder = GzDecoder::new(&self.body[..]);
        let mut text = String::new();
        decoder.read_to_string(&mut text).expect("gzip");
        assert!(decoder.into_inner().is_empty());
        text
    }
}

/// A text without the request id, which differs between responses.
fn without_id(text: &str) -> String {
    text.lines().filter(|line| !line.to_ascii_lowercase().contains("<requestid>")).collect()
}

#[test]
fn compressed_responses_have_the_same_text_in_one_member() {
    let sandbox = Sandbox::start(Options { instances: 1012, ..Options::default() });
    let plain = Client::new(&sandbox);
    let gzip = plain.clone().accepting("gzip");
    let token = plain.request("DescribeInstances", &[("MaxResults", "1000")]).text("nextToken").expect("a token");
    let stopped = [("Filter.1.Name", "instance-state-name"), ("Filter.1.Value.1", "stopped")];
    let cases: [(&str, &[(&str, &str)]); 7] = [
        ("DescribeInstances", &[("MaxResults", "1000")]),
        ("DescribeInstances", &[("MaxResults", "7")]),
        ("DescribeInstances", &[("NextToken", &token)]),
        ("DescribeInstances", &stopped),
        ("DescribeInstances", &[("MaxResults", "4")]),
        ("DescribeRegions", &[]),
        ("DescribeAvailabilityZones", &[]),
    ];
    // The second time, the cache is used.
    for (action, parameters) in cases.into_iter().chain(cases) {
        let response = Raw::request(&gzip, action, parameters);
        assert!(response.is_compressed(), "{}", response.head);
        assert_eq!(response.header("vary"), Some("accept-encoding"));
        assert_eq!(response.header("content-length"), Some(response.body.len().to_string().as_str()));
        let expected = plain.request(action, parameters).body;
        assert!(without_id(&response.text()) == without_id(&expected), "{action} {parameters:?}");
    }
}

#[test]
fn only_ec2_compresses_and_only_if_the_client_accepts_it() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    let compressed = |client: &Client| Raw::request(client, "DescribeRegions", &[]).is_compressed();
    assert!(compressed(&client.clone().accepting("br, gzip;q=0.5")));
    assert!(!compressed(&client));
    assert!(!compressed(&client.clone().accepting("gzip;q=0, identity")));
    let sts = client.clone().sts().accepting("gzip");
    assert!(!Raw::request(&sts, "GetCallerIdentity", &[]).is_compressed());

    let accepted: Vec<_> = sandbox.requests().into_iter().map(|request| request.accept_encoding).collect();
    assert_eq!(accepted[..2], [Some("br, gzip;q=0.5".to_owned()), None]);

    let sandbox = Sandbox::start(Options { gzip: false, ..Options::default() });
    assert!(!compressed(&Client::new(&sandbox).accepting("gzip")));
}

#[test]
fn faults_apply_to_compressed_bodies() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox).accepting("gzip");
    let request = || Raw::request(&client, "DescribeInstances", &[]);
    sandbox.fail(Fault::new(FaultKind::Truncated).times(1));
    let half = request();
    assert!(half.is_compressed());
    let promised: usize = half.header("content-length").expect("a length").parse().expect("a number");
    assert_eq!(half.body.len(), promised / 2);
    assert!(half.body.len() > 500 && GzDecoder::new(&half.body[..]).read_to_end(&mut Vec::new()).is_err());

    sandbox.fail(Fault::new(FaultKind::Garbage).times(1));
    assert!(request().text().contains("gar<bage"));
    sandbox.fail(Fault::new(FaultKind::Empty).times(1));
    let empty = request();
    assert!(!empty.is_compressed() && empty.body.is_empty());
}

#[test]
fn a_body_can_be_labelled_gzip_without_being_compressed() {
    let sandbox = Sandbox::start(Options::default());
    sandbox.fail(Fault::new(FaultKind::BrokenGzip));
    for client in [Client::new(&sandbox), Client::new(&sandbox).accepting("gzip")] {
        let response = Raw::request(&client, "DescribeInstances", &[]);
        assert!(response.is_compressed());
        assert!(GzDecoder::new(&response.body[..]).read_to_end(&mut Vec::new()).is_err());
    }
}
