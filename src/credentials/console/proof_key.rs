//! Proofs that a request comes from the program that signed in (RFC 9449, "DPoP").

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use p256::SecretKey;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::Error;
use crate::text::secret::Secret;

/// The private key of a console session.
#[derive(Clone)]
pub(crate) struct ProofKey(SigningKey);

/// The length of a private key, in bytes.
const KEY_LENGTH: usize = 32;

/// The DER of a private key of P-256 up to the key itself (RFC 5915): a sequence, version 1, and an octet string.
const BEFORE_KEY: [u8; 7] = [0x30, 0x77, 0x02, 0x01, 0x01, 0x04, 0x20];

/// The DER between the key and the public point: the name of the curve, and a bit string.
const BEFORE_POINT: [u8; 17] =
    [0xa0, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0xa1, 0x44, 0x03, 0x42, 0x00];

/// The DER before the octet string of PKCS #8 that has the key as in SEC 1: an elliptic curve, P-256.
const ALGORITHM: [u8; 21] = [
    0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03,
    0x01, 0x07,
];

/// The bytes between [`ALGORITHM`] and the key: the type and the length of the octet string.
const BEFORE_SEC1: usize = 2;

/// The length of a line of PEM (RFC 7468).
const LINE_LENGTH: usize = 64;

impl ProofKey {
    /// A new key.
    ///
    /// # Errors
    ///
    /// [`Error::Internal`] if the operating system gives no random bytes.
    pub(crate) fn generate() -> Result<Self, Error> {
        let mut bytes = Zeroizing::new([0; KEY_LENGTH]);
        loop {
            getrandom::fill(&mut *bytes).map_err(|error| Error::Internal(format!("no random bytes: {error}")))?;
            // One of four billion is too large for a key.
            if let Ok(key) = SecretKey::from_slice(&*bytes) {
                return Ok(Self(key.into()));
            }
        }
    }

    /// The key as [`parse`](Self::parse) reads it, in the form in which the AWS CLI stores it. `p256` writes SEC 1 without
    /// the name of the curve, which not every program can read.
    pub(crate) fn to_pem(&self) -> Secret {
        let point = self.0.verifying_key().to_encoded_point(false);
        let scalar = Zeroizing::new(<[u8; KEY_LENGTH]>::from(self.0.to_bytes()));
        let der = Zeroizing::new([&BEFORE_KEY[..], &scalar[..], &BEFORE_POINT[..], point.as_bytes()].concat());
        let text = Zeroizing::new(BASE64_STANDARD.encode(&*der));
        let mut pem = String::from("-----BEGIN EC PRIVATE KEY-----\n");
        for line in text.as_bytes().chunks(LINE_LENGTH) {
            pem.push_str(&String::from_utf8_lossy(line));
            pem.push('\n');
        }
        pem.push_str("-----END EC PRIVATE KEY-----\n");
        Secret::new(pem)
    }

    /// Parses the PEM of a P-256 key: `EC PRIVATE KEY` (SEC 1), which the AWS CLI writes, or `PRIVATE KEY` (PKCS #8), which
    /// is in the test cases that AWS has published. Like the AWS CLI, this accepts lines of any length.
    pub(crate) fn parse(pem: &str) -> Option<Self> {
        // The SDK for Rust reads `\n` as a line break.
        let pem = Zeroizing::new(pem.replace("\\n", "\n"));
        let lines = pem.lines().filter(|line| !line.starts_with("-----"));
        let text = Zeroizing::new(lines.map(str::trim).collect::<String>());
        let der = Zeroizing::new(BASE64_STANDARD.decode(text.as_bytes()).ok()?);
        let sec1 = match memchr::memmem::find(&der, &ALGORITHM) {
            Some(at) => der.get(at + ALGORITHM.len() + BEFORE_SEC1..)?,
            None => &der,
        };
        Some(Self(SecretKey::from_sec1_der(sec1).ok()?.into()))
    }

    /// The value of the header `DPoP` for a POST request to a URL, a JSON Web Token.
    pub(crate) fn proof(&self, url: &str, now: DateTime<Utc>) -> String {
        let point = self.0.verifying_key().to_encoded_point(false);
        let coordinate = |bytes: Option<&_>| BASE64_URL_SAFE_NO_PAD.encode(bytes.copied().unwrap_or_default());
        let key = json!({"kty": "EC", "crv": "P-256", "x": coordinate(point.x()), "y": coordinate(point.y())});
        let header = json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": key});
        let payload = json!({"jti": Uuid::new_v4().to_string(), "htm": "POST", "htu": url, "iat": now.timestamp()});
        let encoded = |value: Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", encoded(header), encoded(payload));
        let signature: Signature = self.0.sign(message.as_bytes());
        format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::signature::Verifier;

    use super::*;

    /// The example key of the AWS CLI's tests.
    const PEM: &str = "-----BEGIN EC PRIVATE KEY-----\n\
                       MHcCAQEEIFDZHUzOG1Pzq+6F0mjMlOSp1syN9LRPBuHMoCFXTcXhoAoGCCqGSM49\n\
                       AwEHoUQDQgAE9qhj+KtcdHj1kVgwxWWWw++tqoh7H7UHs7oXh8jBbgF47rrYGC+t\n\
                       djiIaHK3dBvvdE7MGj5HsepzLm3Kj91bqA==\n\
                       -----END EC PRIVATE KEY-----\n";

    fn decoded(part: &str) -> Vec<u8> {
        BASE64_URL_SAFE_NO_PAD.decode(part).expect("base64url without padding")
    }

    #[test]
    fn a_proof_is_a_token_that_its_own_key_verifies() {
        let now = DateTime::from_timestamp(1_772_360_430, 0).expect("a time");
        let key = ProofKey::parse(PEM).expect("a key");
        let proof = key.proof("https://eu-west-1.signin.aws.amazon.com/v1/token", now);
        let [header, payload, signature] = proof.split('.').collect::<Vec<_>>()[..] else { panic!("{proof}") };
        let json = |part| serde_json::from_slice::<Value>(&decoded(part)).expect("JSON");
        let jwk = json!({
            "kty": "EC",
            "crv": "P-256",
            "x": "9qhj-KtcdHj1kVgwxWWWw--tqoh7H7UHs7oXh8jBbgE",
            "y": "eO662BgvrXY4iGhyt3Qb73ROzBo-R7Hqcy5tyo_dW6g",
        });
        assert_eq!(json(header), json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": jwk}));
        let mut payload_of_proof = json(payload);
        let id = payload_of_proof["jti"].take();
        assert!(Uuid::try_parse(id.as_str().expect("a text")).is_ok());
        let expected = json!({"jti": null, "htm": "POST", "htu": "https://eu-west-1.signin.aws.amazon.com/v1/token", "iat": 1_772_360_430});
        assert_eq!(payload_of_proof, expected);
        let signature = Signature::from_slice(&decoded(signature)).expect("64 bytes");
        key.0.verifying_key().verify(format!("{header}.{payload}").as_bytes(), &signature).expect("it is valid");
    }

    #[test]
    fn a_key_is_written_as_the_aws_cli_writes_it() {
        let key = ProofKey::parse(PEM).expect("a key");
        assert_eq!(key.to_pem().expose(), PEM);
        let (one, other) = (ProofKey::generate().expect("a key"), ProofKey::generate().expect("a key"));
        let pem = one.to_pem();
        assert!(pem.expose().ends_with("\n-----END EC PRIVATE KEY-----\n"));
        assert_eq!(ProofKey::parse(pem.expose()).expect("a key").0, one.0);
        assert_ne!(one.0, other.0);
    }

    /// The example key, as `openssl pkcs8 -topk8 -nocrypt` writes it, and without the public point.
    #[test]
    fn the_key_may_be_in_pkcs8() {
        let key = ProofKey::parse(PEM).expect("a key");
        for text in [
            "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgUNkdTM4bU/Or7oXSaMyU5KnWzI30tE8G4cygIVdNxeGhRANCAAT2qGP4q1x0\
             ePWRWDDFZZbD762qiHsftQezuheHyMFuAXjuutgYL612OIhocrd0G+90TswaPkex6nMubcqP3Vuo",
            "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCBQ2R1MzhtT86vuhdJozJTkqdbMjfS0TwbhzKAhV03F4Q==",
        ] {
            let pem = format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----");
            assert_eq!(ProofKey::parse(&pem).expect("a key").0, key.0, "{text}");
        }
    }

    #[test]
    fn the_pem_may_have_other_line_breaks() {
        assert!(ProofKey::parse(&PEM.replace('\n', "\\n")).is_some());
        assert!(ProofKey::parse(&PEM.replace('\n', "\r\n")).is_some());
        for pem in ["", "key", &PEM.replace("EC", "").replace("MHc", "MIc")] {
            assert!(ProofKey::parse(pem).is_none(), "{pem}");
        }
    }
}
