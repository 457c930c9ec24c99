//! The start URL, by which a client says whose users it wants to sign in.

use super::refusals::invalid_request;
use crate::error::ApiError;
use crate::rest::Ask;

/// Refuses a URL that isn't one of the sandbox's start URLs. `/`, `#` and `#/` at its end don't matter.
pub fn check(ask: &Ask, url: &str) -> Result<(), ApiError> {
    let plain = |url: &str| url.trim_end_matches(['/', '#']).to_owned();
    let known = &ask.cloud.options.start_urls;
    let is_url = ["https://", "http://"].iter().any(|scheme| url.strip_prefix(scheme).is_some_and(|r| !r.is_empty()));
    if is_url && (known.is_empty() || known.iter().any(|known| plain(known) == plain(url))) {
        return Ok(());
    }
    Err(invalid_request("Invalid start URL provided"))
}
