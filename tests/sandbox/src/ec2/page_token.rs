//! `NextToken`: the opaque text that leads from one page to the next.

use crate::api_request::ApiRequest;
use crate::signature::hmac;

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// The index of the first resource that may be on the page.
    pub index: usize,
    /// Whether an empty page has just been sent in place of this one.
    pub skipped: bool,
}

impl Cursor {
    /// Writes the cursor as a token, valid for this action, account, region and set of filters only.
    pub fn seal(self, request: &ApiRequest) -> String {
        let text = format!("{:016x}{:02x}", self.index, u8::from(self.skipped));
        let seal = hex::encode(hmac(binding(request).as_bytes(), &text));
        text + &seal
    }

    /// Reads a token, or `None` if it wasn't made for such a request.
    pub fn open(token: &str, request: &ApiRequest) -> Option<Self> {
        let index = usize::from_str_radix(token.get(..16)?, 16).ok()?;
        let cursor = Self { index, skipped: token.get(16..18)? == "01" };
        (cursor.seal(request) == token).then_some(cursor)
    }
}

fn binding(request: &ApiRequest) -> String {
    let mut filters: Vec<_> =
        request.parameters.pairs().iter().filter(|(name, _)| name.starts_with("Filter.")).collect();
    filters.sort();
    let (seed, account_id) = (request.state.options.seed, &request.caller.account.id);
    format!("{seed}/{}/{account_id}/{}/{filters:?}", request.action, request.region.name)
}
