//! Characters that can't be sent in an HTTP header.

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

#[cfg(test)]
mod tests {
    use super::*;

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
