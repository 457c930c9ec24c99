//! Compressed answers.

use std::io::Read;

use crate::support::Client;
use aws_sandbox::{Fault, Kind, Options, Sandbox};
use flate2::bufread::GzDecoder;

/// An answer as it is sent.
struct Raw {
    head: String,
    body: Vec<u8>,
}

impl Raw {
    fn ask(client: &Client, action: &str, parameters: &[(&str, &str)]) -> Self {
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

    /// The text, by a decoder that stops after the first member; nothing is left then.
    fn text(&self) -> String {
        let mut decoder = GzDecoder::new(&self.body[..]);
        let mut text = String::new();
        decoder.read_to_string(&mut text).expect("gzip");
        assert!(decoder.into_inner().is_empty());
        text
    }
}

/// A text without the request id, which no two answers share.
fn without_id(text: &str) -> String {
    text.lines().filter(|line| !line.to_ascii_lowercase().contains("<requestid>")).collect()
}

#[test]
fn compressed_answers_hold_the_same_text_in_one_member() {
    let sandbox = Sandbox::start(Options { instances: 1012, ..Options::default() });
    let plain = Client::new(&sandbox);
    let gzip = plain.clone().accepting("gzip");
    let token = plain.ask("DescribeInstances", &[("MaxResults", "1000")]).text("nextToken").expect("a token");
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
    // The second time, what is kept is sent.
    for (action, parameters) in cases.into_iter().chain(cases) {
        let answer = Raw::ask(&gzip, action, parameters);
        assert!(answer.is_compressed(), "{}", answer.head);
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
        assert_eq!(answer.header("content-length"), Some(answer.body.len().to_string().as_str()));
        let expected = plain.ask(action, parameters).body;
        assert!(without_id(&answer.text()) == without_id(&expected), "{action} {parameters:?}");
    }
}

#[test]
fn only_who_takes_gzip_gets_it_and_only_from_ec2() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    let compressed = |client: &Client| Raw::ask(client, "DescribeRegions", &[]).is_compressed();
    assert!(compressed(&client.clone().accepting("br, gzip;q=0.5")));
    assert!(!compressed(&client));
    assert!(!compressed(&client.clone().accepting("gzip;q=0, identity")));
    let sts = client.clone().sts().accepting("gzip");
    assert!(!Raw::ask(&sts, "GetCallerIdentity", &[]).is_compressed());

    let accepted: Vec<_> = sandbox.requests().into_iter().map(|request| request.accept_encoding).collect();
    assert_eq!(accepted[..2], [Some("br, gzip;q=0.5".to_owned()), None]);

    let sandbox = Sandbox::start(Options { gzip: false, ..Options::default() });
    assert!(!compressed(&Client::new(&sandbox).accepting("gzip")));
}

#[test]
fn compressed_bodies_are_broken_too() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox).accepting("gzip");
    let ask = || Raw::ask(&client, "DescribeInstances", &[]);
    sandbox.fail(Fault::new(Kind::Truncated).times(1));
    let half = ask();
    assert!(half.is_compressed());
    let promised: usize = half.header("content-length").expect("a length").parse().expect("a number");
    assert_eq!(half.body.len(), promised / 2);
    assert!(half.body.len() > 500 && GzDecoder::new(&half.body[..]).read_to_end(&mut Vec::new()).is_err());

    sandbox.fail(Fault::new(Kind::Garbage).times(1));
    assert!(ask().text().contains("gar<bage"));
    sandbox.fail(Fault::new(Kind::Empty).times(1));
    let empty = ask();
    assert!(!empty.is_compressed() && empty.body.is_empty());
}

#[test]
fn a_body_may_lie_about_its_compression() {
    let sandbox = Sandbox::start(Options::default());
    sandbox.fail(Fault::new(Kind::BrokenGzip));
    for client in [Client::new(&sandbox), Client::new(&sandbox).accepting("gzip")] {
        let answer = Raw::ask(&client, "DescribeInstances", &[]);
        assert!(answer.is_compressed());
        assert!(GzDecoder::new(&answer.body[..]).read_to_end(&mut Vec::new()).is_err());
    }
}
