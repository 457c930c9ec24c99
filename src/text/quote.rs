//! Words as one types them in Nushell, and words that one may have meant.

/// The word as Nushell reads it back: quoted where it must be.
pub(crate) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./@:+%-".contains(c);
    let bare = !word.is_empty() && word.chars().all(plain) && !word.starts_with(['-', '.', '+', '%']);
    match (bare, word.contains('\'')) {
        (true, _) => word.to_owned(),
        (false, false) => format!("'{word}'"),
        (false, true) => format!("\"{}\"", word.replace('\\', r"\\").replace('"', "\\\"")),
    }
}

/// The candidates that a mistyped word may have meant, the nearest first, two at the most.
pub(crate) fn nearest(word: &str, candidates: &[&str]) -> Vec<String> {
    let mut near: Vec<_> = candidates
        .iter()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(word, candidate), *candidate))
        .filter(|(likeness, _)| *likeness >= 0.6)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.into_iter().take(2).map(|(_, candidate)| candidate.to_owned()).collect()
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

    #[test]
    fn only_words_that_are_near_are_offered() {
        assert_eq!(nearest("runing", &["stopped", "running"]), ["running"]);
        assert_eq!(nearest("moon", &["stopped", "running"]), Vec::<String>::new());
    }
}
