//! A minimal client for the unsigned services.

use std::io::{Read, Write};
use std::net::TcpStream;

use aws_sandbox::Sandbox;
use serde_json::Value;

#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Response {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The body, which has to be JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    /// The status and the exception of an error.
    pub fn error(&self) -> (u16, &str) {
        (self.status, self.header("x-amzn-errortype").unwrap_or_default().split(':').next().unwrap_or_default())
    }
}

pub fn get(sandbox: &Sandbox, path: &str) -> Response {
    send(sandbox, "GET", path, &[], "")
}

pub fn post(sandbox: &Sandbox, path: &str, body: &Value) -> Response {
    send(sandbox, "POST", path, &[("content-type", "application/json")], &body.to_string())
}

/// Presses a button of a page, which sends the hidden field.
pub fn press(sandbox: &Sandbox, page: &Response, button: &str) -> Response {
    let after = |text: &str, start: &str| {
        let rest = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {page:?}")).1;
        rest.split_once('"').expect("an end").0.to_owned()
    };
    let action = after(&page.body, &format!("id=\"{button}\" formaction=\""));
    let hidden = page.body.split_once("type=\"hidden\"").expect("a hidden field").1;
    let field = format!("{}={}", after(hidden, "name=\""), after(hidden, "value=\""));
    send(sandbox, "POST", &action, &[("content-type", "application/x-www-form-urlencoded")], &field)
}

pub fn send(sandbox: &Sandbox, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Response {
    let url = sandbox.url();
    let address = url.trim_start_matches("http://");
    let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let mut stream = TcpStream::connect(address).expect("a connection");
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\n{lines}connection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .expect("the request is sent");
    let mut response = String::new();
    stream.read_to_string(&mut response).expect("a response");
    let (head, body) = response.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Response { status, head: head.to_owned(), body: body.to_owned() }
}
