//! How a value stands in a line of a shell, so that it is nothing but a value.

/// For sh, bash and zsh: as it is, or in single quotes if it has to be.
pub(crate) fn posix(value: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_@%+=:,./-".contains(letter);
    if value.chars().all(is_plain) { value.to_owned() } else { format!("'{}'", value.replace('\'', r"'\''")) }
}

/// For fish, inside double quotes.
pub(crate) fn fish(value: &str) -> String {
    with_before(value, "\\\"$", '\\')
}

/// For PowerShell, inside double quotes. It takes curly quotes for straight ones.
pub(crate) fn powershell(value: &str) -> String {
    with_before(value, "`\"$\u{201c}\u{201d}\u{201e}", '`')
}

/// For cmd.exe, without quotes; `None` for what it has no way to write: line breaks, percent signs, which name variables
/// wherever they stand, and quotes, behind which a `^` is a letter like any other.
pub(crate) fn cmd(value: &str) -> Option<String> {
    (!value.contains(['\r', '\n', '%', '"'])).then(|| with_before(value, "^&|<>", '^'))
}

/// The value with a mark before each of these letters.
fn with_before(value: &str, letters: &str, mark: char) -> String {
    let marked = value.chars().flat_map(|letter| {
        let mark = letters.contains(letter).then_some(mark);
        mark.into_iter().chain([letter])
    });
    marked.collect()
}
