//! The responses of all services are read up to a limit.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::services::{KEYS, SERVICES, Service};
use super::{assert_small, error_and_peak};
use crate::support::{Body, Shell, StaticServer};

/// The error of a command whose response has this head and body.
fn refused(service: &Service, what: &str, head: &str, body: Body) -> String {
    let server = StaticServer::with_body(head, body);
    let (error, peak) = error_and_peak(&(service.shell)(&server.url()), service.line);
    let name = service.name;
    assert_eq!(error["code"], service.code, "{name}: {what}: {error}");
    assert_small(&format!("{name}: {what}"), peak);
    error["msg"].as_str().expect("a message").replace(server.url().trim_start_matches("http://"), "SERVER")
}

fn endless(start: &str, piece: &str) -> Body {
    Body::Endless(start.to_owned(), piece.repeat(1 + (64 << 10) / piece.len()), Duration::ZERO)
}

#[test]
fn an_endless_response_is_an_error_that_names_who_sent_it() {
    for service in &SERVICES {
        let limit = if service.name == "ec2" { "64 MB" } else { "8 MB" };
        let (start, piece) = service.bulk;
        let message = refused(service, "endless", "200 OK", endless(start, piece));
        assert!(message.ends_with(&format!("SERVER sent more than {limit}")), "{}: {message}", service.name);
    }
}

#[test]
fn an_endless_error_is_an_error_that_names_who_sent_it() {
    for service in &SERVICES {
        for head in ["400 Bad Request", "503 Service Unavailable"] {
            // It is tried again, for longer than it has time.
            if service.name == "instance metadata" && head.starts_with("503") {
                continue;
            }
            let message = refused(service, head, head, endless("<", " "));
            assert!(message.ends_with("SERVER sent more than 1 MB"), "{}: {message}", service.name);
        }
    }
}

fn compressed(start: &str, piece: &str, bytes: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(start.as_bytes()).expect("memory");
    let piece = piece.repeat(1 + (64 << 10) / piece.len());
    for _ in 0..bytes / piece.len() {
        encoder.write_all(piece.as_bytes()).expect("memory");
    }
    encoder.finish().expect("memory")
}

#[test]
fn a_bomb_is_an_error() {
    for service in SERVICES.iter().filter(|service| ["ec2", "regions"].contains(&service.name)) {
        let (start, piece) = service.bulk;
        let body = Body::Whole(compressed(start, piece, 1 << 30));
        let message = refused(service, "bomb", "200 OK\r\nContent-Encoding: gzip", body);
        assert!(message.ends_with("it decompresses to more than 200 times its size"), "{message}");
    }
}

/// As large as the limits allow, and made of what takes the most memory.
#[test]
fn the_largest_responses_take_little_memory() {
    // Whatever an instance metadata service sends is a role's name at first.
    for service in SERVICES.iter().filter(|service| service.name != "instance metadata") {
        let limit = if service.name == "ec2" { 64 << 20 } else { 8 << 20 };
        let (start, piece) = service.bulk;
        let body = format!("{start}{}", piece.repeat((limit - start.len()) / piece.len()));
        refused(service, "largest", "200 OK", Body::Whole(body.into()));
    }
}

/// The row of an empty network interface takes the most memory for its XML.
#[test]
fn the_largest_item_takes_little_memory() {
    let interfaces = "<item/>".repeat(24_990);
    let item = format!("<item><networkInterfaceSet>{interfaces}</networkInterfaceSet></item>");
    let reservation = format!("<item><instancesSet>{item}{item}</instancesSet></item>");
    let page = format!(
        "<DescribeInstancesResponse><reservationSet>{reservation}</reservationSet></DescribeInstancesResponse>"
    );
    let server = StaticServer::new(&page);
    let shell = Shell::new().config(KEYS).var("AWS_ENDPOINT_URL", &server.url());
    let (error, peak) = error_and_peak(&shell, "aws ec2 instances");
    assert!(error.is_null(), "{error}");
    assert_small("item", peak);
}
