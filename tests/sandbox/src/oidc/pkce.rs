//! Proof Key for Code Exchange (RFC 7636), method S256.

use sha2::{Digest, Sha256};

const BASE64_URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Whether a text can be a challenge: 43 characters of base64url.
pub fn is_challenge(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| BASE64_URL.contains(&byte))
}

/// Whether a text can be a verifier: 43 to 128 unreserved characters.
pub fn is_verifier(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (43..=128).contains(&text.len()) && text.bytes().all(is_allowed)
}

/// The challenge of a verifier.
pub fn challenge(verifier: &str) -> String {
    Sha256::digest(verifier).chunks(3).flat_map(base64_url).collect()
}

/// Encodes up to three bytes, six bits per character.
fn base64_url(bytes: &[u8]) -> impl Iterator<Item = char> + use<> {
    let bits = bytes.iter().enumerate().fold(0, |bits, (i, byte)| bits | u32::from(*byte) << (16 - 8 * i));
    (0..=bytes.len()).map(move |i| char::from(BASE64_URL[(bits >> (18 - 6 * i) & 0x3f) as usize]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_matches_the_example_in_the_rfc() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let expected = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert_eq!(challenge(verifier), expected);
        assert!(is_verifier(verifier) && is_challenge(expected));
        assert!(!is_verifier(&verifier[1..]) && !is_challenge(&format!("{expected}=")));
    }
}
