//! A minimal client for the query protocol.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{SystemTime, UNIX_EPOCH};

use aws_sandbox::{Key, Sandbox};
use chrono::DateTime;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

#[derive(Clone)]
pub struct Client {
    pub address: String,
    pub region: String,
    pub service: String,
    /// Without a key requests are unsigned.
    pub key: Option<Key>,
    /// How far the client's clock is ahead, in seconds.
    pub skew: i64,
    pub accept_encoding: Option<&'static str>,
}

#[derive(Debug)]
pub struct QueryResponse {
    pub status: u16,
    pub body: String,
}

impl Client {
    /// For EC2 in eu-west-1, with the key of the first account.
    pub fn new(sandbox: &Sandbox) -> Self {
        Self {
            address: sandbox.url().trim_start_matches("http://").to_owned(),
            region: "eu-west-1".to_owned(),
            service: "ec2".to_owned(),
            key: Some(sandbox.accounts()[0].key.clone()),
            skew: 0,
            accept_encoding: None,
        }
    }

    pub fn sts(self) -> Self {
        Self { service: "sts".to_owned(), ..self }
    }

    pub fn region(self, region: &str) -> Self {
        Self { region: region.to_owned(), ..self }
    }

    pub fn key(self, key: &Key) -> Self {
        Self { key: Some(key.clone()), ..self }
    }

    pub fn accepting(self, encodings: &'static str) -> Self {
        Self { accept_encoding: Some(encodings), ..self }
    }

    /// Sends a request for an action, with the API version of the service.
    pub fn request(&self, action: &str, parameters: &[(&str, &str)]) -> QueryResponse {
        self.request_version(self.version(), action, parameters)
    }

    /// All pages of a paginated action.
    pub fn pages(&self, action: &str, parameters: &[(&str, &str)]) -> Vec<QueryResponse> {
        let mut pages: Vec<QueryResponse> = Vec::new();
        loop {
            let token = pages.last().map(|page| page.text("nextToken"));
            let token = match &token {
                None => None,
                Some(Some(token)) => Some(("NextToken", token.as_str())),
                Some(None) => return pages,
            };
            let parameters: Vec<_> = parameters.iter().copied().chain(token).collect();
            let page = self.request(action, &parameters);
            assert_eq!(page.status, 200, "{}", page.body);
            pages.push(page);
        }
    }

    /// Sends a request for an action, with the given API version.
    pub fn request_version(&self, version: &str, action: &str, parameters: &[(&str, &str)]) -> QueryResponse {
        let text = self.exchange(version, action, parameters);
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        QueryResponse { status, body: body.to_owned() }
    }

    /// Sends a request and returns everything that is received until the connection ends.
    pub fn exchange(&self, version: &str, action: &str, parameters: &[(&str, &str)]) -> String {
        String::from_utf8_lossy(&self.exchange_bytes(version, action, parameters)).into_owned()
    }

    /// Sends a request and returns all bytes that are received until the connection ends.
    pub fn exchange_bytes(&self, version: &str, action: &str, parameters: &[(&str, &str)]) -> Vec<u8> {
        let mut response = Vec::new();
        // Some tests break the connection: what was received before counts.
        let _ = self.send(version, action, parameters).read_to_end(&mut response);
        response
    }

    /// Sends a request and returns how its connection ends.
    pub fn end(&self, action: &str) -> io::Result<usize> {
        self.send(self.version(), action, &[]).read_to_end(&mut Vec::new())
    }

    /// Sends a request without reading the response.
    pub fn send(&self, version: &str, action: &str, parameters: &[(&str, &str)]) -> TcpStream {
        let all = [("Action", action), ("Version", version)].into_iter().chain(parameters.iter().copied());
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(all).finish();
        let mut headers = self.headers(&body);
        headers.extend(self.accept_encoding.map(|encodings| ("accept-encoding", encodings.to_owned())));
        let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = body.len();
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        write!(stream, "POST / HTTP/1.1\r\n{lines}connection: close\r\ncontent-length: {length}\r\n\r\n{body}")
            .expect("the request is sent");
        stream
    }

    pub fn version(&self) -> &'static str {
        if self.service == "sts" { "2011-06-15" } else { "2016-11-15" }
    }

    fn headers(&self, body: &str) -> Vec<(&'static str, String)> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time after 1970").as_secs() as i64;
        let now = DateTime::from_timestamp(since + self.skew, 0).expect("a time");
        let time = now.format("%Y%m%dT%H%M%SZ").to_string();
        let mut headers = vec![("host", self.address.clone()), ("x-amz-date", time.clone())];
        let Some(key) = &self.key else {
            return headers;
        };
        headers.extend(key.session_token.clone().map(|token| ("x-amz-security-token", token)));
        let names = headers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
        let lines: String = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        let canonical = format!("POST\n/\n\n{lines}\n{names}\n{}", hex::encode(Sha256::digest(body)));
        let scope = format!("{}/{}/{}/aws4_request", &time[..8], self.region, self.service);
        let text = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", hex::encode(Sha256::digest(canonical)));
        let start = format!("AWS4{}", key.secret_access_key).into_bytes();
        let signing = scope.split('/').fold(start, |key, step| hmac(&key, step));
        let signature = hex::encode(hmac(&signing, &text));
        let credential = format!("{}/{scope}", key.access_key_id);
        let value = format!("AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={names}, Signature={signature}");
        headers.push(("authorization", value));
        headers
    }
}

impl QueryResponse {
    /// The texts of all elements with a name, with entities as they are.
    pub fn texts(&self, name: &str) -> Vec<String> {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let rest = self.body.split(&open).skip(1);
        rest.filter_map(|rest| Some(rest.split_once(&close)?.0.to_owned())).collect()
    }

    /// The text of the first element with a name.
    pub fn text(&self, name: &str) -> Option<String> {
        self.texts(name).into_iter().next()
    }

    /// The paths of all elements inside of the element `list`, without list items, and whether each has content.
    pub fn paths(&self, list: &str) -> BTreeMap<String, bool> {
        let (_, rest) = self.body.split_once(&format!("<{list}>\n")).expect("the list");
        let (xml, _) = rest.split_once(&format!("\n    </{list}>")).expect("its end");
        let mut found = BTreeMap::new();
        let mut open: Vec<&str> = Vec::new();
        for line in xml.lines().map(str::trim) {
            let Some((name, rest)) = line.strip_prefix('<').and_then(|tag| tag.split_once('>')) else {
                continue;
            };
            if name.starts_with('/') {
                open.pop();
                continue;
            }
            open.push(name.trim_end_matches('/'));
            let path: Vec<_> = open.iter().copied().filter(|name| *name != "item").collect();
            let filled = !name.ends_with('/');
            *found.entry(path.join("/")).or_default() |= filled;
            if !filled || !rest.is_empty() {
                open.pop();
            }
        }
        found.remove("");
        found
    }

    /// The status and the code of an error.
    pub fn error(&self) -> (u16, String) {
        (self.status, self.text("Code").unwrap_or_default())
    }
}

/// The parameters of one filter.
pub fn filter<'a>(name: &'a str, value: &'a str) -> [(&'a str, &'a str); 2] {
    [("Filter.1.Name", name), ("Filter.1.Value.1", value)]
}

fn hmac(key: &[u8], message: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().to_vec()
}
