//! Commands in `credential_process` that need a shell. The plugin and the AWS SDKs run one. The AWS CLI only splits the
//! command into words, like Python's `shlex`.

use std::str::Chars;

use crate::config::config_files::ConfigFiles;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::lint::usable;
use crate::config::profile::Profile;

const KEY: &str = "credential_process";
/// What a shell doesn't take literally outside of quotes.
const SPECIAL: [char; 9] = ['&', ';', '(', ')', '<', '>', '|', '$', '`'];
/// What it doesn't take literally between double quotes either.
const EXPANSIONS: [char; 2] = ['$', '`'];

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    // `cmd.exe` has rules of its own.
    let profiles = files.config().profiles().filter(|_| cfg!(not(windows)));
    profiles.filter_map(finding).collect()
}

fn finding(profile: &Profile) -> Option<Finding> {
    let syntax = shell_syntax(usable(profile.get(KEY))?)?;
    let message = format!("The AWS CLI has no shell for `{syntax}`");
    let finding = Finding::new(Severity::Warning, "aws::check::process_shell", message);
    let fix = match syntax {
        '~' => "write the whole path",
        _ => "put it into a script",
    };
    Some(finding.in_profile(profile, &[KEY]).with_manual_fix(fix))
}

/// The first character that means something to a shell and nothing to the AWS CLI.
fn shell_syntax(command: &str) -> Option<char> {
    let first = command.split_whitespace().next()?;
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric());
    if first.split_once('=').is_some_and(|(name, _)| is_name(name)) {
        return Some('=');
    }
    let mut chars = command.chars();
    let mut is_start_of_word = true;
    while let Some(c) = chars.next() {
        match c {
            '\\' => _ = chars.next(),
            '\'' => _ = chars.find(|c| *c == '\''),
            '"' => {
                if let Some(special) = expansion_in_quotes(&mut chars) {
                    return Some(special);
                }
            }
            '~' if is_start_of_word => return Some(c),
            c if SPECIAL.contains(&c) => return Some(c),
            _ => {}
        }
        is_start_of_word = c.is_whitespace();
    }
    None
}

/// The first expansion before the closing quote. An escaped one counts too, because the AWS CLI keeps its backslash.
fn expansion_in_quotes(chars: &mut Chars) -> Option<char> {
    while let Some(c) = chars.next() {
        match c {
            '"' => return None,
            '\\' => {
                if let Some(escaped) = chars.next().filter(|c| EXPANSIONS.contains(c)) {
                    return Some(escaped);
                }
            }
            c if EXPANSIONS.contains(&c) => return Some(c),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_a_shell_understands_is_found() {
        for (command, syntax) in [
            ("keys", None),
            ("keys 'a & b' \"c; (d)\" e\\&f", None),
            ("keys https://host/?a=b --x=~/y a~b", None),
            ("keys && true", Some('&')),
            ("keys; true", Some(';')),
            ("(keys)", Some('(')),
            ("keys <in", Some('<')),
            ("keys 2>/dev/null", Some('>')),
            ("keys | jq .", Some('|')),
            ("$HOME/keys", Some('$')),
            ("\"$HOME/my keys\"", Some('$')),
            ("keys \"\\$5\"", Some('$')),
            ("keys '$5' \"it's `x`\"", Some('`')),
            ("~/bin/keys", Some('~')),
            ("keys ~ann", Some('~')),
            ("VAULT=x keys", Some('=')),
            ("keys \"unclosed", None),
        ] {
            assert_eq!(shell_syntax(command), syntax, "{command}");
        }
    }
}
