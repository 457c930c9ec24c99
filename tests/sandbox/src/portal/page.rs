//! Lists come in pages.

use super::admission::invalid_request;
use crate::error::ApiError;
use crate::rest::Ask;
use crate::signature::hmac;

const SIZES: std::ops::RangeInclusive<usize> = 1..=100;
const DEFAULT_SIZE: usize = 20;

/// The entries that a call asks for out of all there are, and the token for the next ones.
pub fn page<T>(ask: &Ask, all: Vec<T>) -> Result<(Vec<T>, Option<String>), ApiError> {
    let size = size(ask)?;
    let start = start(ask)?;
    let end = start + size;
    let next = (end < all.len()).then(|| token(ask, end));
    Ok((all.into_iter().skip(start).take(size).collect(), next))
}

fn size(ask: &Ask) -> Result<usize, ApiError> {
    let Some(text) = ask.parameters.get("max_result") else {
        return Ok(DEFAULT_SIZE);
    };
    let size = text.parse().ok().filter(|size| SIZES.contains(size));
    size.ok_or_else(|| invalid_request(format!("max_result has to be between {} and {}", SIZES.start(), SIZES.end())))
}

fn start(ask: &Ask) -> Result<usize, ApiError> {
    let Some(text) = ask.parameters.get("next_token") else {
        return Ok(0);
    };
    let start = text.get(..8).and_then(|digits| usize::from_str_radix(digits, 16).ok());
    let start = start.filter(|start| token(ask, *start) == text);
    start.ok_or_else(|| invalid_request("next_token is not valid"))
}

/// The token of a position, good for this list only.
fn token(ask: &Ask, position: usize) -> String {
    let list = format!("{}/{}", ask.action(), ask.parameters.get("account_id").unwrap_or_default());
    let text = format!("{position:08x}");
    let seal = hex::encode(hmac(list.as_bytes(), &text));
    text + &seal
}
