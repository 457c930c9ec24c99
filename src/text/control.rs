//! Characters that can't be sent in an HTTP header, or that would change what a terminal shows.

use std::borrow::Cow;

/// What is wrong with a text that has control characters, as the end of a sentence.
pub(crate) fn control_characters(text: &str) -> Option<&'static str> {
    let is_control = |c: char| c.is_control();
    let trimmed = text.trim_end_matches(['\r', '\n']);
    if trimmed.len() < text.len() && !trimmed.contains(is_control) {
        Some("has a line break at its end")
    } else if text.contains(['\r', '\n']) {
        Some("has a line break in it")
    } else {
        text.contains(is_control).then_some("has a control character in it")
    }
}

/// The text for a terminal: control characters, and those that change the direction of the text around them, are
/// escaped as in Nushell's strings (`\u{1b}`). Line breaks and tabs stay.
///
/// Use it for everything that is printed: names, messages and addresses come from servers and files.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(changes_the_terminal) {
        return Cow::Borrowed(text);
    }
    let mut printed = String::with_capacity(text.len());
    for c in text.chars() {
        if changes_the_terminal(c) {
            printed.extend(c.escape_unicode());
        } else {
            printed.push(c);
        }
    }
    printed.into()
}

/// The bidirectional controls are those of Unicode (`Bidi_Control`).
fn changes_the_terminal(c: char) -> bool {
    let is_bidirectional =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    is_bidirectional || (c.is_control() && !matches!(c, '\n' | '\t'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn control_and_bidirectional_characters_are_escaped() {
        for (text, printed) in [
            ("größe\n\t日本 👩‍💻", "größe\n\t日本 👩‍💻"),
            ("\u{1b}]0;title\u{7}", "\\u{1b}]0;title\\u{7}"),
            ("a\rb\u{9b}2J", "a\\u{d}b\\u{9b}2J"),
            ("user\u{202e}nimda", "user\\u{202e}nimda"),
        ] {
            assert_eq!(printable(text), printed);
        }
    }

    proptest! {
        #[test]
        fn no_printed_text_changes_the_terminal(text in "\\PC*|(?s:.*)") {
            prop_assert!(!printable(&text).contains(changes_the_terminal));
        }
    }

    #[test]
    fn the_first_problem_is_named() {
        for (text, problem) in [
            ("AKIA/+=\u{e9} x", None),
            ("", None),
            ("AKIA\r\n", Some("has a line break at its end")),
            ("AK\nIA\n", Some("has a line break in it")),
            ("AK\rIA", Some("has a line break in it")),
            ("AK\tIA\u{7f}", Some("has a control character in it")),
        ] {
            assert_eq!(control_characters(text), problem, "{text:?}");
        }
    }
}
