//! Verifies that the sender of a request has a key (RFC 9449, "DPoP").

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use p256::EncodedPoint;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use serde_json::Value;

/// A proof whose signature is valid.
#[derive(Debug)]
pub struct Proof {
    /// The public key: its coordinates as the proof has them.
    pub key: String,
    /// A text that no other proof has.
    pub id: String,
    /// The method of the request.
    pub method: String,
    /// The URL of the request.
    pub url: String,
    /// When it was made, in seconds since 1970.
    pub issued: i64,
}

/// Reads a proof. The error is the part that is wrong.
pub fn verify(proof: &str) -> Result<Proof, &'static str> {
    let [header, payload, signature] = proof.split('.').collect::<Vec<_>>()[..] else { return Err("not a JWT") };
    let signed = &proof[..header.len() + 1 + payload.len()];
    let (header, payload) = (json(header).ok_or("header")?, json(payload).ok_or("payload")?);
    let key = &header["jwk"];
    let is_expected = header["typ"] == "dpop+jwt" && header["alg"] == "ES256";
    if !is_expected || key["kty"] != "EC" || key["crv"] != "P-256" {
        return Err("header");
    }
    let coordinate = |name: &str| <[u8; 32]>::try_from(decoded(key[name].as_str()?)?).ok();
    let (x, y) = coordinate("x").zip(coordinate("y")).ok_or("jwk")?;
    let point = EncodedPoint::from_affine_coordinates(&x.into(), &y.into(), false);
    let verifying_key = VerifyingKey::from_encoded_point(&point).map_err(|_| "jwk")?;
    let signature = decoded(signature).and_then(|bytes| Signature::from_slice(&bytes).ok()).ok_or("signature")?;
    verifying_key.verify(signed.as_bytes(), &signature).map_err(|_| "signature")?;
    let text = |name: &str| payload[name].as_str().map(str::to_owned);
    Ok(Proof {
        key: format!("{}.{}", key["x"], key["y"]),
        id: text("jti").ok_or("jti")?,
        method: text("htm").ok_or("htm")?,
        url: text("htu").ok_or("htu")?,
        issued: payload["iat"].as_i64().ok_or("iat")?,
    })
}

fn json(part: &str) -> Option<Value> {
    serde_json::from_slice(&decoded(part)?).ok()
}

fn decoded(part: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(part).ok()
}
