//! References in text, such as `&amp;` and `&#38;`.

use std::borrow::Cow;

use memchr::memchr;

use crate::aws::xml::{Malformed, escape_excerpt};

/// Replaces the references in a text by the characters that they stand for.
pub(crate) fn unescape(text: &str) -> Result<Cow<'_, str>, Malformed> {
    let Some(first) = memchr(b'&', text.as_bytes()) else { return Ok(Cow::Borrowed(text)) };
    let (plain, mut rest) = text.split_at(first);
    let mut unescaped = String::with_capacity(text.len());
    unescaped.push_str(plain);
    while let Some((_, reference)) = rest.split_once('&') {
        let (name, after) = reference.split_once(';').ok_or_else(|| unknown(reference))?;
        unescaped.push(character(name).ok_or_else(|| unknown(name))?);
        let plain = after.split('&').next().unwrap_or_default();
        unescaped.push_str(plain);
        rest = after.get(plain.len()..).unwrap_or_default();
    }
    Ok(Cow::Owned(unescaped))
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => char::from_u32(number(name.strip_prefix('#')?)?),
    }
}

/// Parses the number of a character. Rust's parser alone would accept a sign too.
fn number(digits: &str) -> Option<u32> {
    let (digits, radix) = digits.strip_prefix('x').map_or((digits, 10), |digits| (digits, 16));
    let is_number = digits.chars().all(|digit| digit.is_digit(radix));
    let number = u32::from_str_radix(digits, radix).ok()?;
    (is_number && number > 0).then_some(number)
}

fn unknown(name: &str) -> Malformed {
    Malformed::new(format!("the reference &{} is unknown", escape_excerpt(name)))
}
