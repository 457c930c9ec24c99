//! Hiding secrets in values and URLs that are shown.

use std::borrow::Cow;

use crate::config::line_syntax::BLANKS;
use crate::limits;

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
/// - URLs are shown as by [`masked_url`].
///
/// Mask each key of nested sub-properties.
pub(crate) fn masked(key: &str, value: &str) -> String {
    let (key, value) = (&*key.to_ascii_lowercase(), &*first_line(value));
    if value.is_empty() {
        String::new()
    } else if is_command(key) {
        masked_command(value)
    } else if is_masked_in_lower_case(key) {
        format!("{STARS}{}", last_four(value))
    } else if value.contains("://") || has_url(key) {
        masked_url(value)
    } else {
        value.to_owned()
    }
}

/// Whether [`masked`] hides values of this key.
///
/// Secrets are recognized by the key's name, ignoring case, so that keys of other tools are covered too: it contains
/// `secret`, `password`, `api_key` or the like, or a word that ends in `token`, `auth`, `pwd` or the like.
/// `aws_access_key_id` is not secret, but masked as in the CLI. A last word such as `file` or `name` says that the value
/// only describes a token (`web_identity_token_file`, `credential_source`), so it is shown.
pub(crate) fn is_masked(key: &str) -> bool {
    is_masked_in_lower_case(&key.to_ascii_lowercase())
}

fn is_masked_in_lower_case(key: &str) -> bool {
    let words = || key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_description = words().next_back().is_some_and(|word| DESCRIPTIONS.contains(&word));
    let names_token = || words().any(|word| TOKENS.iter().any(|end| word.ends_with(end)));
    is_command(key)
        || SECRETS.iter().any(|word| key.contains(word))
        || !is_description && (KEYS.iter().any(|word| key.contains(word)) || names_token())
}

/// Parts of the names of secrets.
const SECRETS: [&str; 4] = ["secret", "password", "passwd", "passphrase"];
/// The same, unless the name ends in one of [`DESCRIPTIONS`].
const KEYS: [&str; 7] = ["access_key", "accesskey", "api_key", "apikey", "private_key", "privatekey", "bearer"];
/// How words in the names of secrets end, unless the name ends in one of [`DESCRIPTIONS`].
const TOKENS: [&str; 7] = ["token", "credential", "credentials", "auth", "authorization", "pwd", "cookie"];
/// What is known about a secret without knowing it.
const DESCRIPTIONS: [&str; 20] = [
    "file",
    "path",
    "name",
    "profile",
    "session",
    "source",
    "provider",
    "type",
    "mode",
    "method",
    "scheme",
    "preference",
    "url",
    "endpoint",
    "region",
    "expires",
    "expiration",
    "expiry",
    "duration",
    "ttl",
];

/// Whether values of this key, in lower case, are commands.
fn is_command(key: &str) -> bool {
    key.ends_with("_process")
}

/// Whether values of this key, in lower case, are URLs, perhaps without a scheme.
fn has_url(key: &str) -> bool {
    ["url", "proxy", "endpoint"].iter().any(|end| key.ends_with(end))
}

/// A line that may be a comment, with the values of secrets in it masked: those after the name of a key, and in URLs.
/// A very long line is hidden.
pub(crate) fn masked_line(text: &str) -> String {
    // There may be a key before each equals sign.
    if text.len() > limits::MASKED_LINE {
        return STARS.to_owned();
    }
    let assigned = text.match_indices(['=', ':']).find_map(|(at, sign)| {
        let (before, value) = (&text[..at], &text[at + sign.len()..]);
        let words = before.trim_matches(|c| BLANKS.contains(&c) || matches!(c, '#' | ';'));
        // There may be words before the key, and before an equals sign the key may have several.
        let last = words.rsplit(BLANKS).next().unwrap_or_default().trim_matches(['"', '\'']);
        let key = [last, words].into_iter().take(if sign == "=" { 2 } else { 1 }).find(|key| is_masked(key))?;
        Some(format!("{}{sign} {}", masked_urls(before), masked(key, value.trim_matches(BLANKS))))
    });
    assigned.unwrap_or_else(|| masked_urls(text))
}

/// A text with its URLs masked.
fn masked_urls(text: &str) -> String {
    let words =
        text.split_inclusive(BLANKS).map(|word| if word.contains("://") { masked_url(word) } else { word.into() });
    words.collect()
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
            "x_api_key_prod",
            "aws_session_token_old",
            "aws_bearer_token_bedrock",
            "pwd",
            "db_pwd_prod",
            "auth",
            "http_auth_header",
            "sessionToken",
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
            "auth_scheme_preference",
            "ca_bundle",
            "author",
            "sso_account_id",
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
    fn urls_in_values_are_masked() {
        for (key, value, shown) in [
            ("endpoint_url", "https://ann:hunter2@host/x", "https://ann:****@host/x"),
            ("endpoint_url", "ann:hunter2@host", "ann:****@host"),
            ("https_proxy", "ann:hunter2@proxy", "ann:****@proxy"),
            ("x", "https://host/?token=hunter2", "https://host/?****"),
            ("sso_start_url", "https://corp.awsapps.com/start#/", "https://corp.awsapps.com/start#/"),
            ("email", "ann@host", "ann@host"),
        ] {
            assert_eq!(masked(key, value), shown);
        }
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
        assert_eq!(masked("mfa_process", "code hunter2"), format!("code {STARS}"));
        assert_eq!(process("PASSWORD=hunter2 keys"), STARS);
        assert_eq!(process("PASSWORD=hunter2"), STARS);
    }
}
