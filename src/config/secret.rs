//! What of a value may be shown.

use std::borrow::Cow;

const STARS: &str = "****************";

/// What stands for a secret inside a URL.
const SHORT_STARS: &str = "****";

/// The text to show for a key's value: the value itself, unless the key is one that holds a secret.
///
/// - Secrets are shown as the AWS CLI's `configure list` does it, by their last four characters behind stars. Of a
///   value of eight characters or fewer nothing is shown, since four would be too many. `aws_access_key_id` is no
///   secret, but is shown in this way too, as in the CLI. An empty value stays empty.
/// - `credential_process` is a command whose arguments may hold a password: only the program is shown, as in the
///   AWS SDKs. A first word with an equals sign sets a variable for a shell, so nothing is shown.
///
/// Which keys hold secrets is told by their names, without case, so that other tools' keys are covered: those with
/// `secret`, `password` or the like in them, and those that end in `token`, `credentials`, `access_key` or the like.
/// Names of files, sessions and sources (`web_identity_token_file`, `role_session_name`, `credential_source`) are no
/// secrets. A block of sub-properties is not looked into: mask each of its keys. Of several lines there is the
/// [`first_line`].
pub(crate) fn masked(key: &str, value: &str) -> String {
    let key = key.to_ascii_lowercase();
    let value = &*first_line(value);
    if value.is_empty() {
        String::new()
    } else if key == "credential_process" {
        masked_command(value)
    } else if is_secret(&key) {
        format!("{STARS}{}", last_four(value))
    } else {
        value.to_owned()
    }
}

/// A text without the further lines of a value in it: those may be keys that are indented, secrets among them.
pub(crate) fn first_line(text: &str) -> Cow<'_, str> {
    match text.split_once('\n') {
        Some((first, _)) => format!("{first} …").into(),
        None => text.into(),
    }
}

/// A URL without what may be secret in it: the password before the host (or all that stands there, if it has no name),
/// and the query.
pub(crate) fn masked_url(url: &str) -> String {
    let (scheme, rest) = url.find("://").map_or(("", url), |at| url.split_at(at + 3));
    // A password may hold what ends a host, so the last @ counts.
    let (who, rest) = rest.rsplit_once('@').map_or(("", rest), |(who, rest)| (who, rest));
    let who = match who.split_once(':') {
        Some((name, _)) => format!("{name}:{SHORT_STARS}@"),
        None if who.is_empty() => String::new(),
        None => format!("{SHORT_STARS}@"),
    };
    match rest.split_once('?') {
        Some((rest, _)) => format!("{scheme}{who}{rest}?{SHORT_STARS}"),
        None => format!("{scheme}{who}{rest}"),
    }
}

fn is_secret(key: &str) -> bool {
    let anywhere = ["secret", "password", "passwd", "passphrase"];
    let at_end =
        ["access_key_id", "access_key", "api_key", "apikey", "private_key", "token", "credential", "credentials"];
    anywhere.iter().any(|word| key.contains(word)) || at_end.iter().any(|end| key.ends_with(end))
}

fn last_four(value: &str) -> &str {
    let is_long = value.chars().nth(8).is_some();
    let start = value.char_indices().nth_back(3).filter(|_| is_long).map_or(value.len(), |(at, _)| at);
    &value[start..]
}

/// Cuts at the first blank even inside quotes: half a path is shown then, but never an argument.
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
    fn short_secrets_show_nothing() {
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
    fn names_are_no_secrets() {
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
    fn lines_that_continue_a_value_are_not_shown() {
        assert_eq!(masked("region", "eu-west-1\naws_secret_access_key = hunter2"), "eu-west-1 …");
        assert_eq!(masked("aws_secret_access_key", "wJalrXUtnFEMI\nand = hunter2"), format!("{STARS}MI …"));
        assert_eq!(first_line("eu-west-1"), "eu-west-1");
    }

    #[test]
    fn of_a_url_neither_password_nor_query_is_shown() {
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
    fn of_a_command_only_the_program_is_shown() {
        let process = |command| masked("credential_process", command);
        assert_eq!(process("/opt/bin/keys --password hunter2"), format!("/opt/bin/keys {STARS}"));
        assert_eq!(process(r#""C:\My Tools\keys.exe" -p hunter2"#), format!(r#""C:\My {STARS}"#));
        assert_eq!(process("aws-vault"), "aws-vault");
        assert_eq!(process("PASSWORD=hunter2 keys"), STARS);
        assert_eq!(process("PASSWORD=hunter2"), STARS);
    }
}
