//! Quotes values for shells.

/// For sh, bash and zsh: in single quotes if necessary.
pub(crate) fn posix(value: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_@%+=:,./-".contains(letter);
    if value.chars().all(is_plain) { value.to_owned() } else { format!("'{}'", value.replace('\'', r"'\''")) }
}

/// For fish, inside double quotes.
pub(crate) fn fish(value: &str) -> String {
    escaped(value, "\\\"$", '\\')
}

/// For PowerShell, inside double quotes. PowerShell treats curly quotes like straight ones.
pub(crate) fn powershell(value: &str) -> String {
    escaped(value, "`\"$\u{201c}\u{201d}\u{201e}", '`')
}

/// For cmd.exe, without quotes. `None` for a value that can't be written: with line breaks, with percent signs, which name
/// variables everywhere, or with quotes, behind which `^` doesn't escape.
pub(crate) fn cmd(value: &str) -> Option<String> {
    (!value.contains(['\r', '\n', '%', '"'])).then(|| escaped(value, "^&|<>", '^'))
}

/// The value with an escape character before each of these letters.
fn escaped(value: &str, letters: &str, escape: char) -> String {
    let escape_before = |letter| letters.contains(letter).then_some(escape);
    value.chars().flat_map(|letter| escape_before(letter).into_iter().chain([letter])).collect()
}
