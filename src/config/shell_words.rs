//! Words in quotes, as Python's `shlex` reads and writes them: the AWS CLI splits the headers of the config file with it.

use std::borrow::Cow;

/// The words of a text, as `shlex.split` splits them; `None` if a quote or an escape doesn't end.
///
/// In double quotes a backslash only escapes a quote or another backslash.
pub(crate) fn split(text: &str) -> Option<Vec<Cow<'_, str>>> {
    if !text.contains(['\'', '"', '\\']) {
        return Some(text.split(is_separator).filter(|word| !word.is_empty()).map(Cow::Borrowed).collect());
    }
    let mut words = Vec::new();
    let mut word = None::<String>;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            _ if is_separator(letter) => words.extend(word.take().map(Cow::Owned)),
            '\\' => word.get_or_insert_default().push(letters.next()?),
            '\'' | '"' => quoted(letter, &mut letters, word.get_or_insert_default())?,
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word.map(Cow::Owned));
    Some(words)
}

/// Adds the rest of a part in quotes to a word.
fn quoted(quote: char, letters: &mut impl Iterator<Item = char>, word: &mut String) -> Option<()> {
    loop {
        match letters.next()? {
            letter if letter == quote => return Some(()),
            '\\' if quote == '"' => match letters.next()? {
                escaped @ ('"' | '\\') => word.push(escaped),
                other => word.extend(['\\', other]),
            },
            letter => word.push(letter),
        }
    }
}

/// The text as one word, like `shlex.quote` quotes it.
pub(crate) fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', r#"'"'"'"#))
}

fn is_separator(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_split_as_in_python() {
        for (text, words) in [
            ("", Some(&[][..])),
            (" \t", Some(&[])),
            ("a  b\tc ", Some(&["a", "b", "c"])),
            ("'a b' c", Some(&["a b", "c"])),
            (r#"'Ann'"'"'s Mac'"#, Some(&["Ann's Mac"])),
            (r#""it's" 'say "x"'"#, Some(&["it's", r#"say "x""#])),
            (r#"a'b'"c"d"#, Some(&["abcd"])),
            ("'' a", Some(&["", "a"])),
            (r"a\ b \'", Some(&["a b", "'"])),
            (r#""\"\\\x" '\x'"#, Some(&[r#""\\x"#, r"\x"])),
            ("R&D a,b x(y) größe # ;", Some(&["R&D", "a,b", "x(y)", "größe", "#", ";"])),
            ("a\u{a0}b", Some(&["a\u{a0}b"])),
            ("Ann's", None),
            ("\"a", None),
            (r#""a\"#, None),
            (r"a\", None),
        ] {
            let expected = words.map(|words| words.iter().copied().map(Cow::from).collect::<Vec<_>>());
            assert_eq!(split(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_quoted_text_is_one_word(text in ".*") {
            let quoted = quote(&text);
            prop_assert_eq!(split(&quoted), Some(vec![Cow::from(text)]));
        }
    }
}
