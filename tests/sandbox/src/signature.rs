//! AWS Signature Version 4, recomputed from a request as it was received.

use std::fmt::Write;

use axum::http::{HeaderMap, Method, Uri};
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::{Digest, Sha256};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
const PATH: &AsciiSet = &UNRESERVED.remove(b'/');

/// The `Authorization` header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorization {
    pub access_key_id: String,
    pub date: String,
    pub region: String,
    pub service: String,
    signed_headers: String,
    signature: String,
}

impl Authorization {
    /// Parses a complete header.
    pub fn parse(header: &str) -> Option<Self> {
        let fields = header.strip_prefix(ALGORITHM)?.trim_start();
        let field = |name: &str| {
            fields.split(',').find_map(|field| field.trim().strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
        };
        let credential = field("Credential")?;
        let [access_key_id, date, region, service, "aws4_request"] = credential.split('/').collect::<Vec<_>>()[..]
        else {
            return None;
        };
        Some(Self {
            access_key_id: access_key_id.to_owned(),
            date: date.to_owned(),
            region: region.to_owned(),
            service: service.to_owned(),
            signed_headers: field("SignedHeaders")?,
            signature: field("Signature")?,
        })
    }

    pub fn signs(&self, header: &str) -> bool {
        self.signed_headers.split(';').any(|signed| signed == header)
    }

    pub fn is_signed_with(&self, secret: &str, request: &SignedRequest<'_>) -> bool {
        // The comparison isn't constant-time, which is enough for a sandbox.
        self.signature(secret, request) == self.signature
    }

    fn signature(&self, secret: &str, request: &SignedRequest<'_>) -> String {
        let steps = [&self.date, &self.region, &self.service, "aws4_request"];
        let key = steps.into_iter().fold(format!("AWS4{secret}").into_bytes(), |key, step| hmac(&key, step));
        hex::encode(hmac(&key, &self.string_to_sign(request)))
    }

    fn string_to_sign(&self, request: &SignedRequest<'_>) -> String {
        let scope = format!("{}/{}/{}/aws4_request", self.date, self.region, self.service);
        let time = header(request.headers, "x-amz-date");
        let canonical = request.canonical(&self.signed_headers);
        format!("{ALGORITHM}\n{time}\n{scope}\n{}", sha256(canonical.as_bytes()))
    }
}

/// The parts of a request that a signature covers.
#[derive(Debug, Clone, Copy)]
pub struct SignedRequest<'a> {
    pub method: &'a Method,
    pub uri: &'a Uri,
    pub headers: &'a HeaderMap,
    pub body: &'a [u8],
}

impl SignedRequest<'_> {
    fn canonical(&self, signed_headers: &str) -> String {
        let mut out = format!("{}\n{}\n{}\n", self.method, self.path(), self.query());
        for name in signed_headers.split(';') {
            let _ = writeln!(out, "{name}:{}", header(self.headers, name));
        }
        let _ = write!(out, "\n{signed_headers}\n{}", sha256(self.body));
        out
    }

    /// The path is encoded once in the request and twice in the signature.
    fn path(&self) -> String {
        utf8_percent_encode(self.uri.path(), PATH).to_string()
    }

    fn query(&self) -> String {
        let encode = |text: &str| {
            let plain = percent_decode_str(text).collect::<Vec<u8>>();
            percent_encoding::percent_encode(&plain, UNRESERVED).to_string()
        };
        let mut pairs: Vec<_> = self
            .uri
            .query()
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (encode(name), encode(value)))
            .collect();
        pairs.sort();
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }
}

/// The values of a header, joined by commas, with runs of spaces collapsed.
fn header(headers: &HeaderMap, name: &str) -> String {
    let values = headers
        .get_all(name)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).split_whitespace().collect::<Vec<_>>().join(" "));
    values.collect::<Vec<_>>().join(",")
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// HMAC-SHA256.
pub fn hmac(key: &[u8], message: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC accepts keys of any length");
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    /// Signs like AWS's Signature Version 4 test suite, whose cases have these keys, this scope and this time.
    fn sign(method: Method, uri: &str, headers: &[(&'static str, &str)], body: &str) -> String {
        let common = [("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z")];
        let mut map = HeaderMap::new();
        for (name, value) in common.iter().chain(headers) {
            map.append(*name, value.parse().expect("a header"));
        }
        let mut names: Vec<_> = map.keys().map(|name| name.as_str()).collect();
        names.sort_unstable();
        let header = format!(
            "{ALGORITHM} Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={}, Signature=x",
            names.join(";")
        );
        let uri = uri.parse().expect("a URI");
        let request = SignedRequest { method: &method, uri: &uri, headers: &map, body: body.as_bytes() };
        Authorization::parse(&header).expect("a header").signature(SECRET, &request)
    }

    #[test]
    fn signatures_match_the_test_suite_of_aws() {
        let vanilla = sign(Method::GET, "/", &[], "");
        assert_eq!(vanilla, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");

        let query = sign(Method::GET, "/?Param2=value2&Param1=value1", &[], "");
        assert_eq!(query, "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");

        let trimmed = [("my-header1", " value1"), ("my-header2", " \"a   b   c\"")];
        let spaces = sign(Method::GET, "/", &trimmed, "");
        assert_eq!(spaces, "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");

        let hash = "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e";
        let form = [
            ("content-length", "13"),
            ("content-type", "application/x-www-form-urlencoded"),
            ("x-amz-content-sha256", hash),
        ];
        let post = sign(Method::POST, "/", &form, "Param1=value1");
        assert_eq!(post, "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b");
    }

    #[test]
    fn incomplete_headers_are_invalid() {
        assert_eq!(Authorization::parse("Bearer abc"), None);
        assert_eq!(Authorization::parse("AWS4-HMAC-SHA256 Credential=AKID/20150830/us-east-1/ec2/aws4_request"), None);
    }
}
