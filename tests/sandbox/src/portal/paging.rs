//! Pages of the portal's lists.

use super::validation::invalid_request;
use crate::error::ApiError;
use crate::faults::FaultKind;
use crate::rest::RestRequest;
use crate::signature::hmac;

const SIZES: std::ops::RangeInclusive<usize> = 1..=100;
const DEFAULT_SIZE: usize = 20;

/// The page of `all` that a request asks for, and the token of the next page.
pub fn page<T>(request: &RestRequest, all: Vec<T>) -> Result<(Vec<T>, Option<String>), ApiError> {
    let size = size(request)?;
    let start = start(request)?;
    let end = start + size;
    let second_page = (request.fault() == Some(&FaultKind::CircularPages)).then_some(size);
    let next = Some(end).filter(|end| *end < all.len()).or(second_page).map(|index| token(request, index));
    Ok((all.into_iter().skip(start).take(size).collect(), next))
}

fn size(request: &RestRequest) -> Result<usize, ApiError> {
    let Some(text) = request.parameters.get("max_result") else {
        return Ok(DEFAULT_SIZE);
    };
    let size = text.parse().ok().filter(|size| SIZES.contains(size));
    size.ok_or_else(|| invalid_request(format!("max_result has to be between {} and {}", SIZES.start(), SIZES.end())))
}

fn start(request: &RestRequest) -> Result<usize, ApiError> {
    let Some(text) = request.parameters.get("next_token") else {
        return Ok(0);
    };
    let start = text.get(..8).and_then(|digits| usize::from_str_radix(digits, 16).ok());
    let start = start.filter(|start| token(request, *start) == text);
    start.ok_or_else(|| invalid_request("next_token is not valid"))
}

/// The token of an index, valid for this list only.
fn token(request: &RestRequest, index: usize) -> String {
    let list = format!("{}/{}", request.action(), request.parameters.get("account_id").unwrap_or_default());
    let text = format!("{index:08x}");
    let seal = hex::encode(hmac(list.as_bytes(), &text));
    text + &seal
}
