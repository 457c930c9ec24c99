//! The syntax of one line of the files, as the AWS SDKs define it ("AWS SDK shared config file format"; the reference is
//! their `profile-parser-tests.json`).

use std::ops::Range;

use memchr::{memchr, memchr2_iter};

/// The only characters that the format treats as blank. A no-break space, for example, is part of a value.
pub(crate) const BLANKS: [char; 2] = [' ', '\t'];

/// Why a line is not `key = value`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum PropertyError {
    NoEqualsSign,
    NoKey,
}

impl PropertyError {
    /// The error in the words of the SDKs; `what` is "property" or "sub-property".
    pub(crate) fn expected(&self, what: &str) -> String {
        match (self, what) {
            (Self::NoEqualsSign, _) => format!("Expected an '=' sign defining a {what}"),
            (Self::NoKey, "property") => "Property did not have a name".into(),
            (Self::NoKey, _) => "Sub-property did not have a name".into(),
        }
    }
}

/// The byte ranges of key and value in `key = value # comment`, without the blanks around them.
pub(crate) fn split_property(text: &str) -> Result<(Range<usize>, Range<usize>), PropertyError> {
    let end = without_comment(text, true).len();
    let equals = memchr(b'=', &text.as_bytes()[..end]).ok_or(PropertyError::NoEqualsSign)?;
    let (key, value) = (trim(text, 0..equals), trim(text, equals + 1..end));
    if key.is_empty() { Err(PropertyError::NoKey) } else { Ok((key, value)) }
}

/// The byte range of the name in `[name] # comment`, without the blanks around it; `None` without the last bracket.
///
/// Unlike in a property, the comment needs no blank before it. A header that the SDKs refuse is read as by the AWS CLI,
/// for which there are no comments after headers: up to the last bracket.
pub(crate) fn header_name(text: &str) -> Option<Range<usize>> {
    let inner = header_of_sdks(text).or_else(|| text.rsplit_once(']')?.0.strip_prefix('['))?;
    Some(trim(text, 1..1 + inner.len()))
}

/// The text between the brackets as the SDKs read it; `None` if they refuse the header.
pub(crate) fn header_of_sdks(text: &str) -> Option<&str> {
    let end = trim(text, 0..without_comment(text, false).len()).end;
    text[..end].strip_prefix('[')?.strip_suffix(']')
}

/// The number of leading blanks.
pub(crate) fn indent(text: &str) -> usize {
    text.bytes().take_while(is_blank).count()
}

/// Whether the SDKs accept this as the name of a profile or key: `[A-Za-z0-9_./%@:+-]+`.
pub(crate) fn is_identifier(text: &str) -> bool {
    let is_part = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'/' | b'.' | b'%' | b'@' | b':' | b'+')
    };
    !text.is_empty() && text.bytes().all(is_part)
}

fn is_blank(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn without_comment(text: &str, needs_blank: bool) -> &str {
    let is_start = |at: &usize| !needs_blank || text[..*at].ends_with(char::is_whitespace);
    let start = memchr2_iter(b'#', b';', text.as_bytes()).find(is_start);
    &text[..start.unwrap_or(text.len())]
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + indent(part);
    let trailing = part.bytes().rev().take_while(is_blank).count();
    start..start.max(range.end - trailing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Result<(&str, &str), PropertyError> {
        split_property(text).map(|(key, value)| (&text[key], &text[value]))
    }

    #[test]
    fn a_property_is_split_at_the_first_equals_sign() {
        assert_eq!(split("a \t=  b=c "), Ok(("a", "b=c")));
        assert_eq!(split("a="), Ok(("a", "")));
        assert_eq!(split("a:b = c"), Ok(("a:b", "c")));
        assert_eq!(split("a : b"), Err(PropertyError::NoEqualsSign));
        assert_eq!(split("  = b"), Err(PropertyError::NoKey));
    }

    #[test]
    fn a_comment_after_a_value_needs_a_blank_before_it() {
        assert_eq!(split("a = b # c = d"), Ok(("a", "b")));
        assert_eq!(split("a = b#c ; d"), Ok(("a", "b#c")));
        assert_eq!(split("a = # b"), Ok(("a", "")));
        assert_eq!(split("a # = b"), Err(PropertyError::NoEqualsSign));
    }

    #[test]
    fn a_comment_after_a_header_needs_no_blank() {
        let name = |text| header_name(text).map(|range| text[range].to_owned());
        assert_eq!(name("[ profile \ta\t ];b").as_deref(), Some("profile \ta"));
        assert_eq!(name("[a]  # ]").as_deref(), Some("a"));
        assert_eq!(name("[  ]").as_deref(), Some(""));
        assert_eq!((name("[a"), name("[a # ")), (None, None));
    }

    #[test]
    fn a_header_that_the_sdks_refuse_ends_at_the_last_bracket_as_in_the_cli() {
        for (text, name) in
            [("[C#]", "C#"), ("[a;b] # c", "a;b"), ("[a] b", "a"), ("[a]b]", "a]b"), ("[ x # y ] z", "x # y")]
        {
            assert_eq!(header_name(text).map(|range| &text[range]), Some(name), "{text}");
        }
        assert_eq!(
            (header_of_sdks("[C#]"), header_of_sdks("[a] b"), header_of_sdks("[a]#b]")),
            (None, None, Some("a"))
        );
    }

    #[test]
    fn identifiers_have_the_characters_that_the_sdks_accept() {
        assert!(is_identifier("some-thing:long/the_one%only.foo@bar+"));
        assert!(!is_identifier("") && !is_identifier("foo!bar") && !is_identifier("a b") && !is_identifier("é"));
    }
}
