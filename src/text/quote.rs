//! Quoting for commands that error messages suggest.

/// The text as a string in Nushell. It is quoted unless it is a string anyway, both as an argument and behind `==`,
/// where `true` and whatever begins with a digit may be something else.
pub(crate) fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_./@:+%-".contains(c);
    let is_string = text.starts_with(|c: char| c.is_ascii_alphabetic() || "_/@:".contains(c))
        && !["true", "false", "null"].contains(&text);
    match (is_string && text.chars().all(is_plain), text.contains('\'')) {
        (true, _) => text.to_owned(),
        (false, false) => format!("'{text}'"),
        (false, true) => format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\"")),
    }
}

/// The same inside of a list or a record, where a colon needs quotes.
pub(crate) fn quoted_value(text: &str) -> String {
    let quoted = quoted(text);
    if quoted == text && text.contains(':') { format!("\"{text}\"") } else { quoted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_that_needs_quotes_gets_them() {
        assert_eq!(quoted("test-account.tester"), "test-account.tester");
        assert_eq!(quoted("my dev"), "'my dev'");
        assert_eq!(quoted("it's"), "\"it's\"");
        for text in ["-x", "", "123", "1kb", "true"] {
            assert_eq!(quoted(text), format!("'{text}'"));
        }
        assert_eq!((quoted("tag:env"), quoted_value("tag:env")), ("tag:env".to_owned(), "\"tag:env\"".to_owned()));
    }
}
