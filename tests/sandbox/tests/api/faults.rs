//! Fault injection.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::client::Client;
use aws_sandbox::{Fault, FaultKind, Options, Sandbox};

fn error(client: &Client) -> (u16, String) {
    client.request("DescribeInstances", &[]).error()
}

#[test]
fn errors_are_limited_to_matching_requests() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    sandbox.fail(Fault::new(FaultKind::Throttle).action("DescribeInstances").region("eu-west-1").times(2));
    let throttled = (503, "RequestLimitExceeded".to_owned());
    assert_eq!(client.request("DescribeRegions", &[]).status, 200);
    assert_eq!(error(&client.clone().region("eu-west-2")).0, 200);
    assert_eq!(error(&client), throttled);
    assert_eq!(error(&client), throttled);
    assert_eq!(error(&client).0, 200);

    let kinds = [
        (FaultKind::InternalError, 500, "InternalError"),
        (FaultKind::Denied, 403, "UnauthorizedOperation"),
        (FaultKind::DeniedByPolicy, 403, "UnauthorizedOperation"),
        (FaultKind::OptInRequired, 401, "OptInRequired"),
        (FaultKind::Expired, 400, "RequestExpired"),
        (FaultKind::Error { status: 503, code: "Unavailable".to_owned(), message: String::new() }, 503, "Unavailable"),
    ];
    for (kind, status, code) in kinds {
        sandbox.fail(Fault::new(kind).account("111122223333").times(1));
        assert_eq!(error(&client.clone().key(&sandbox.account("test-account").key)).0, 200);
        assert_eq!(error(&client), (status, code.to_owned()));
    }
}

#[test]
fn latency_and_delays_add_up() {
    let sandbox = Sandbox::start(Options { latency: Duration::from_millis(60), ..Options::default() });
    sandbox.fail(Fault::new(FaultKind::Delay(Duration::from_millis(40))));
    let start = Instant::now();
    assert_eq!(error(&Client::new(&sandbox)).0, 200);
    assert!(start.elapsed() >= Duration::from_millis(100));
}

#[test]
fn bodies_can_be_invalid() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    sandbox.fail(Fault::new(FaultKind::Garbage).times(1));
    let garbage = client.request("DescribeInstances", &[]);
    assert!(garbage.status == 200 && !garbage.body.contains("DescribeInstancesResponse"));
    sandbox.fail(Fault::new(FaultKind::Empty).times(1));
    let empty = client.request("DescribeInstances", &[]);
    assert!(empty.status == 200 && empty.body.is_empty());

    let whole = client.request("DescribeInstances", &[]).body;
    sandbox.fail(Fault::new(FaultKind::Truncated).times(1));
    let half = client.request("DescribeInstances", &[]).body;
    assert_eq!(half.len(), whole.len() / 2);
}

/// Asserts that nothing more is received before the sandbox ends.
fn assert_hangs(stream: &mut TcpStream) {
    stream.set_read_timeout(Some(Duration::from_millis(100))).expect("a timeout");
    let error = stream.read(&mut [0]).expect_err("nothing is received");
    assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");
    stream.set_read_timeout(None).expect("no timeout");
}

#[test]
fn hanging_requests_end_with_the_sandbox() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    let address = client.address.clone();
    let whole = client.request("DescribeInstances", &[]).body.len();
    sandbox.fail(Fault::new(FaultKind::Hang).region("eu-west-2"));
    sandbox.fail(Fault::new(FaultKind::HangInBody));

    let mut silent = client.clone().region("eu-west-2").send(client.version(), "DescribeInstances", &[]);
    assert_hangs(&mut silent);
    let mut stuck = client.send(client.version(), "DescribeInstances", &[]);
    let mut half = BufReader::new(&mut stuck);
    let head = half.by_ref().lines().map(|line| line.expect("a head")).find(String::is_empty);
    assert!(head.is_some(), "the head has an end");
    half.read_exact(&mut vec![0; whole / 2]).expect("half of the body");
    assert_hangs(&mut stuck);
    drop(sandbox);
    assert_eq!([silent, stuck].map(|mut stream| stream.read(&mut [0]).unwrap_or_default()), [0, 0]);
    assert!(TcpStream::connect(address).is_err(), "the port is free again");
}

#[test]
fn a_hanging_request_gets_its_response_when_the_faults_are_cleared() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    sandbox.fail(Fault::new(FaultKind::Hang));
    let mut stream = client.send(client.version(), "DescribeRegions", &[]);
    assert_hangs(&mut stream);
    sandbox.clear_faults();
    let mut response = String::new();
    stream.read_to_string(&mut response).expect("a response");
    assert!(response.starts_with("HTTP/1.1 200 ") && response.contains("eu-west-1"), "{response}");
}

#[test]
fn connections_are_reset() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    sandbox.fail(Fault::new(FaultKind::Reset).times(1));
    assert_eq!(client.end("DescribeInstances").expect_err("no response").kind(), ErrorKind::ConnectionReset);
    assert!(client.end("DescribeInstances").is_ok());
    assert_eq!(sandbox.count("DescribeInstances"), 2);
}

#[test]
fn responses_share_the_bandwidth_and_keep_every_byte() {
    let options = Options { instances: 40, ..Options::default() };
    let (fast, slow) = (Sandbox::start(options.clone()), Sandbox::start(Options { bandwidth: 4_000_000, ..options }));
    let start = Instant::now();
    let request = |client: Client| std::thread::spawn(move || client.request("DescribeInstances", &[]).body);
    let bodies = [Client::new(&slow), Client::new(&slow)].map(request).map(|thread| thread.join().expect("a body"));
    let seconds = bodies.concat().len() as f64 * 8.0 / 4e6;
    assert!(start.elapsed().as_secs_f64() >= seconds - 0.002, "{:?} for {seconds} s", start.elapsed());

    let reservations = |body: &str| body.split_once("<reservationSet>").expect("reservations").1.to_owned();
    let expected = reservations(&Client::new(&fast).request("DescribeInstances", &[]).body);
    assert!(bodies.iter().all(|body| reservations(body) == expected));
}

#[test]
fn other_paths_and_methods_are_errors() {
    let sandbox = Sandbox::start(Options::default());
    let status = |line: &str| {
        let mut stream = TcpStream::connect(Client::new(&sandbox).address).expect("a connection");
        write!(stream, "{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").expect("sent");
        let mut response = String::new();
        stream.read_to_string(&mut response).expect("a response");
        response.split(' ').nth(1).map(str::to_owned)
    };
    assert_eq!(status("GET /").as_deref(), Some("405"));
    assert_eq!(status("POST /nowhere").as_deref(), Some("404"));
}
