//! The opaque text that leads from one page to the next.

use crate::call::Call;
use crate::signature::hmac;

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// The position of the first instance that may be on the page.
    pub position: usize,
    /// Whether an empty page has just been sent in place of this one.
    pub skipped: bool,
}

impl Cursor {
    /// Writes the cursor as a token, good for this account, region and set of filters only.
    pub fn seal(self, call: &Call) -> String {
        let text = format!("{:016x}{:02x}", self.position, u8::from(self.skipped));
        let seal = hex::encode(hmac(binding(call).as_bytes(), &text));
        text + &seal
    }

    /// Reads a token, or `None` if it isn't one that such a call has been given.
    pub fn open(token: &str, call: &Call) -> Option<Self> {
        let position = usize::from_str_radix(token.get(..16)?, 16).ok()?;
        let cursor = Self { position, skipped: token.get(16..18)? == "01" };
        (cursor.seal(call) == token).then_some(cursor)
    }
}

fn binding(call: &Call) -> String {
    let mut filters: Vec<_> = call.parameters.pairs().iter().filter(|(name, _)| name.starts_with("Filter.")).collect();
    filters.sort();
    format!("{}/{}/{}/{filters:?}", call.cloud.options.seed, call.principal.account.id, call.region.name)
}
