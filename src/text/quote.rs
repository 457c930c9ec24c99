//! Quoting for commands that error messages suggest.

/// The text as a Nushell argument, quoted if necessary.
pub(crate) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./@:+%-".contains(c);
    let bare = !word.is_empty() && word.chars().all(plain) && !word.starts_with(['-', '.', '+', '%']);
    match (bare, word.contains('\'')) {
        (true, _) => word.to_owned(),
        (false, false) => format!("'{word}'"),
        (false, true) => format!("\"{}\"", word.replace('\\', r"\\").replace('"', "\\\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_need_it_are_quoted() {
        assert_eq!(quoted("test-account.tester"), "test-account.tester");
        assert_eq!(quoted("my dev"), "'my dev'");
        assert_eq!(quoted("it's"), "\"it's\"");
        assert_eq!(quoted("-x"), "'-x'");
    }
}
