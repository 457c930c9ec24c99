//! The tokens that lead from one page of a list to the next.

use std::collections::HashSet;
use std::hash::BuildHasher;

use crate::limits;

/// The tokens of a list so far. One that comes again leads in a circle, and the list would never end.
#[derive(Debug, Default)]
pub(crate) struct PageTokens {
    /// Hashes, because a token may have a thousand characters, and a list thousands of pages.
    seen: HashSet<u64>,
}

/// What is wrong with a response that leads in a circle.
const REPEATED_TOKEN: &str = "it has the token of an earlier page";
/// What is wrong with a token that is too large to be sent back.
const LARGE_TOKEN: &str = "its token of the next page is larger than 64 KB";

impl PageTokens {
    /// The token of the next page, `None` at the end of the list. Some services end a list with an empty token.
    ///
    /// # Errors
    ///
    /// [`REPEATED_TOKEN`] and [`LARGE_TOKEN`].
    pub(crate) fn next(&mut self, token: Option<String>) -> Result<Option<String>, &'static str> {
        let Some(token) = token.filter(|token| !token.is_empty()) else { return Ok(None) };
        if token.len() > limits::PAGE_TOKEN {
            return Err(LARGE_TOKEN);
        }
        let hash = self.seen.hasher().hash_one(&token);
        if self.seen.insert(hash) { Ok(Some(token)) } else { Err(REPEATED_TOKEN) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_token_that_came_before_is_an_error() {
        let mut tokens = PageTokens::default();
        for token in ["a", "b", "c"] {
            assert_eq!(tokens.next(Some(token.into())), Ok(Some(token.to_owned())));
        }
        assert_eq!(tokens.next(Some("a".into())), Err(REPEATED_TOKEN));
        assert_eq!(tokens.next(Some("c".into())), Err(REPEATED_TOKEN));
    }

    #[test]
    fn a_token_that_is_too_large_is_an_error() {
        let mut tokens = PageTokens::default();
        let token = |size| Some("x".repeat(size));
        assert!(tokens.next(token(limits::PAGE_TOKEN)).is_ok_and(|token| token.is_some()));
        let error = tokens.next(token(limits::PAGE_TOKEN + 1)).expect_err("refused");
        assert!(error.ends_with(&format!("larger than {}", limits::shown(limits::PAGE_TOKEN))), "{error}");
    }

    #[test]
    fn a_list_ends_without_a_token_or_with_an_empty_one() {
        let mut tokens = PageTokens::default();
        assert_eq!((tokens.next(None), tokens.next(Some(String::new()))), (Ok(None), Ok(None)));
    }
}
