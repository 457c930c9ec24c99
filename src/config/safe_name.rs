//! Turning any text into a name that every reader of the files accepts.

use crate::config::line_syntax;

/// The text as a name for a section, or as a part of one. The name is empty if no character can be kept.
///
/// - Latin letters lose their accents: `Zürich` becomes `Zurich`, `Łódź` becomes `Lodz`, `Straße` becomes `Strasse`.
/// - Each run of other characters that the AWS CLI or an SDK can't read becomes one hyphen, together with the hyphens
///   among them: `R&D - (EU)` becomes `R-D-EU`. At the start and end they are removed.
/// - Everything else stays, including case and other hyphens.
pub(crate) fn safe_name(text: &str) -> String {
    let letters: Vec<_> = without_accents(text).chars().collect();
    let is_separator = |c: char| c == '-' || !is_safe(c);
    let runs = letters.chunk_by(|a, b| is_separator(*a) == is_separator(*b));
    let safe = |run: &[char]| run.iter().all(|c| is_safe(*c)).then(|| run.iter().collect::<String>());
    let parts: Vec<_> = runs.map(safe).collect();
    let Some(first) = parts.iter().position(Option::is_some) else { return String::new() };
    let last = parts.iter().rposition(Option::is_some).unwrap_or(first);
    parts[first..=last].iter().map(|part| part.as_deref().unwrap_or("-")).collect()
}

fn is_safe(c: char) -> bool {
    line_syntax::is_identifier(c.encode_utf8(&mut [0; 4]))
}

fn without_accents(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        let lower = c.to_lowercase().next().unwrap_or(c);
        let found = LATIN.iter().find(|(_, letters)| letters.contains([c, lower]));
        match found.map(|(ascii, _)| ascii.split_at(ascii.len().min(1))) {
            None => plain.push(c),
            Some((first, rest)) if c.is_uppercase() => plain.extend([&first.to_ascii_uppercase(), rest]),
            Some((first, rest)) => plain.extend([first, rest]),
        }
    }
    plain
}

/// Latin letters outside of ASCII, with their replacements.
const LATIN: [(&str, &str); 25] = [
    ("a", "àáâãäåāăą"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęě"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįıİ"),
    ("ij", "ĳ"),
    ("j", "ĵ"),
    ("k", "ķĸ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņňŉŋ"),
    ("o", "òóôõöøōŏő"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšșſ"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűų"),
    ("w", "ŵ"),
    ("y", "ýÿŷ"),
    ("z", "źżž"),
    // Combining accents, as macOS writes them.
    ("", "\u{300}\u{301}\u{302}\u{303}\u{304}\u{306}\u{307}\u{308}\u{30a}\u{30b}\u{30c}\u{326}\u{327}\u{328}"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_every_tool_reads_stay() {
        for name in ["dev-account", "a/b@c:d+e-f_g%h.i", "a--b", "-a-", "DEFAULT", "0"] {
            assert_eq!(safe_name(name), name);
        }
    }

    #[test]
    fn a_run_of_other_characters_becomes_one_hyphen() {
        for (text, name) in [
            ("Data Platform", "Data-Platform"),
            ("R&D", "R-D"),
            ("R & D - (EU)", "R-D-EU"),
            ("Security (Audit)", "Security-Audit"),
            ("[profile x]\nrole_arn = y", "profile-x-role_arn-y"),
            ("  a -- b\t", "a-b"),
        ] {
            assert_eq!(safe_name(text), name, "{text}");
        }
    }

    #[test]
    fn latin_letters_lose_their_accents() {
        for (text, name) in [
            ("Zürich Büro", "Zurich-Buro"),
            ("Zu\u{308}rich", "Zurich"),
            ("ÅNGSTRÖM", "ANGSTROM"),
            ("Łódź Straße Æsir İzmir", "Lodz-Strasse-Aesir-Izmir"),
            ("l'Équipe", "l-Equipe"),
        ] {
            assert_eq!(safe_name(text), name, "{text}");
        }
    }

    #[test]
    fn a_name_may_become_empty() {
        for text in ["", "東京支社", " & ", "=", "\u{301}"] {
            assert_eq!(safe_name(text), "", "{text}");
        }
        assert_eq!(safe_name("東京 Tokyo 支社"), "Tokyo");
    }
}
