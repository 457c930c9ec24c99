//! Hiding secrets in values and URLs that are shown.

use std::borrow::Cow;

/// Stands for a hidden value.
pub(crate) const STARS: &str = "****************";

/// Stands for a secret inside a URL.
const SHORT_STARS: &str = "****";

/// The text to show for a key's value: the value itself, unless the key [holds a secret](is_masked).
///
/// - Secrets are shown like in the AWS CLI's `configure list`: their last four characters after stars. A value of eight
///   characters or fewer is hidden completely, because four would be too many. An empty value stays empty.
/// - `credential_process` is a command whose arguments may contain a password, so only the program is shown, as in the
///   AWS SDKs. If the first word contains an equals sign, it sets a variable for a shell and is hidden.
///
/// Only the [`first_line`] of a value is shown. Mask each key of nested sub-properties.
pub(crate) fn masked(key: &str, value: &str) -> String {
    let key = key.to_ascii_lowercase();
    let value = &*first_line(value);
    if value.is_empty() {
        String::new()
    } else if key == "credential_process" {
        masked_command(value)
    } else if is_masked(&key) {
        format!("{STARS}{}", last_four(value))
    } else {
        value.to_owned()
    }
}

/// Whether [`masked`] hides values of this key.
///
/// Secrets are recognized by the key's name, ignoring case, so that keys of other tools are covered too: it contains
/// `secret`, `password` or the like, or ends in `token`, `credentials`, `access_key` or the like. `aws_access_key_id` is
/// not secret, but masked as in the CLI. Names of files, sessions and sources (`web_identity_token_file`,
/// `role_session_name`, `credential_source`) are shown.
pub(crate) fn is_masked(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    let anywhere = ["secret", "password", "passwd", "passphrase"];
    let at_end =
        ["access_key_id", "access_key", "api_key", "apikey", "private_key", "token", "credential", "credentials"];
    key == "credential_process"
        || anywhere.iter().any(|word| key.contains(word))
        || at_end.iter().any(|end| key.ends_with(end))
}

/// The first line of a text. Further lines of a value may be indented keys, among them secrets.
pub(crate) fn first_line(text: &str) -> Cow<'_, str> {
    match text.split_once('\n') {
        Some((first, _)) => format!("{first} …").into(),
        None => text.into(),
    }
}

/// A URL without what may be secret: the password before the host (or everything before it, if there is no user name),
/// and the query.
pub(crate) fn masked_url(url: &str) -> String {
    let (scheme, rest) = url.find("://").map_or(("", url), |at| url.split_at(at + 3));
    // A password may contain characters that end a host, so the last @ counts.
    let (user, rest) = rest.rsplit_once('@').map_or(("", rest), |(user, rest)| (user, rest));
    let user = match user.split_once(':') {
        Some((name, _)) => format!("{name}:{SHORT_STARS}@"),
        None if user.is_empty() => String::new(),
        None => format!("{SHORT_STARS}@"),
    };
    match rest.split_once('?') {
        Some((rest, _)) => format!("{scheme}{user}{rest}?{SHORT_STARS}"),
        None => format!("{scheme}{user}{rest}"),
    }
}

/// The last four characters; nothing of a text of eight characters or fewer.
fn last_four(value: &str) -> &str {
    let is_long = value.chars().nth(8).is_some();
    let start = value.char_indices().nth_back(3).filter(|_| is_long).map_or(value.len(), |(at, _)| at);
    &value[start..]
}

/// The program of a command. It ends at the first blank even inside quotes: then half a path is shown, but never an
/// argument.
fn masked_command(command: &str) -> String {
    let command = command.trim();
    let program = command.split_whitespace().next().unwrap_or_default();
    match program.contains('=') {
        true => STARS.into(),
        false if program == command => program.into(),
        false => format!("{program} {STARS}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_show_their_last_four_characters() {
        assert_eq!(masked("aws_secret_access_key", "wJalrXUtnFEMI/K7MDENG"), "****************DENG");
        assert_eq!(masked("AWS_Session_Token", "IQoJb3JpZ2luX2Vj"), "****************X2Vj");
        assert_eq!(masked("aws_access_key_id", "AKIAIOSFODNN7EXAMPLE"), "****************MPLE");
        assert_eq!(masked("okta_password", "pässwörter"), "****************rter");
    }

    #[test]
    fn short_secrets_are_hidden_completely() {
        assert_eq!(masked("aws_secret_access_key", "12345678"), STARS);
        assert_eq!(masked("aws_secret_access_key", "123456789"), "****************6789");
        assert_eq!(masked("aws_secret_access_key", ""), "");
    }

    #[test]
    fn keys_of_other_tools_are_covered() {
        for key in [
            "x_security_token",
            "client_secret",
            "secret",
            "aws_security_token",
            "vault.api_key",
            "x_principal_credentials",
        ] {
            assert_eq!(masked(key, "abc"), STARS, "{key}");
        }
    }

    #[test]
    fn names_are_not_masked() {
        for key in [
            "region",
            "web_identity_token_file",
            "role_session_name",
            "credential_source",
            "mfa_serial",
            "external_id",
            "sso_session",
            "login_session",
            "x_security_token_expires",
        ] {
            assert_eq!(masked(key, "as it is"), "as it is", "{key}");
        }
    }

    #[test]
    fn continuation_lines_are_not_shown() {
        assert_eq!(masked("region", "eu-west-1\naws_secret_access_key = hunter2"), "eu-west-1 …");
        assert_eq!(masked("aws_secret_access_key", "wJalrXUtnFEMI\nand = hunter2"), format!("{STARS}MI …"));
        assert_eq!(first_line("eu-west-1"), "eu-west-1");
    }

    #[test]
    fn passwords_and_queries_of_urls_are_masked() {
        for (url, shown) in [
            ("http://proxy:8080", "http://proxy:8080"),
            ("http://ann:hunter2@proxy:8080/x", "http://ann:****@proxy:8080/x"),
            ("http://ann:hun/t@er?2@proxy", "http://ann:****@proxy"),
            ("hunter2@proxy", "****@proxy"),
            ("ann:hunter2@proxy", "ann:****@proxy"),
            ("https://host/?token=hunter2", "https://host/?****"),
            ("https://host/?to=a@b", "https://****@b"),
            ("", ""),
        ] {
            assert_eq!(masked_url(url), shown);
        }
    }

    #[test]
    fn only_the_program_of_a_command_is_shown() {
        let process = |command| masked("credential_process", command);
        assert_eq!(process("/opt/bin/keys --password hunter2"), format!("/opt/bin/keys {STARS}"));
        assert_eq!(process(r#""C:\My Tools\keys.exe" -p hunter2"#), format!(r#""C:\My {STARS}"#));
        assert_eq!(process("aws-vault"), "aws-vault");
        assert_eq!(process("PASSWORD=hunter2 keys"), STARS);
        assert_eq!(process("PASSWORD=hunter2"), STARS);
    }
}
