//! Quotes, blanks and invisible characters that get into a value by copying. Tools read them as part of it.

use crate::config::config_files::ConfigFiles;
use crate::config::credentials_kind::CredentialsKind;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::lint::usable;
use crate::config::section::Property;

/// Keys beside those of credentials.
const OTHER_KEYS: [&str; 4] = ["output", "endpoint_url", "ca_bundle", "sso_registration_scopes"];
/// Keys whose values other checks compare with what exists, and commands.
const CHECKED_ELSEWHERE: [&str; 6] =
    ["source_profile", "credential_source", "sso_session", "sso_region", "duration_seconds", "credential_process"];
/// Paths and lists, which may contain spaces.
const WITH_SPACES: [&str; 3] = ["web_identity_token_file", "ca_bundle", "sso_registration_scopes"];
const QUOTES: [char; 8] = ['\'', '"', '`', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{201e}'];

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let mut keys = CredentialsKind::all_keys();
    keys.extend(OTHER_KEYS);
    keys.retain(|key| !CHECKED_ELSEWHERE.contains(key));
    let of_profiles = config.profiles().flat_map(|profile| {
        let properties = profile.properties().iter().filter(|property| keys.contains(property.key()));
        properties.filter_map(check_value).map(|(key, finding)| finding.in_profile(profile, &[key]))
    });
    let of_sessions = config.sso_sessions().flat_map(|session| {
        let properties = session.properties().iter().filter(|property| keys.contains(property.key()));
        properties.filter_map(check_value).map(|(key, finding)| finding.in_session(session, key))
    });
    of_profiles.chain(of_sessions).collect()
}

/// A finding for the property with this key. It doesn't show the value, which may be secret.
fn check_value(property: &Property) -> Option<(&str, Finding)> {
    let (key, value) = (property.key(), usable(Some(property.value()))?);
    let (code, message, fix) = if value.starts_with(QUOTES) || value.ends_with(QUOTES) {
        let message = format!("The quotes are part of `{key}`");
        ("aws::check::value_quoted", message, "remove them")
    } else {
        let found = value.chars().find(|c| is_invisible(*c) && !(*c == ' ' && WITH_SPACES.contains(&key)))?;
        let name = match found {
            ' ' => "a space".to_owned(),
            found => format!("an invisible U+{:04X}", u32::from(found)),
        };
        let message = format!("`{key}` contains {name}");
        ("aws::check::value_invisible", message, "type it again")
    };
    Some((key, Finding::new(Severity::Error, code, message).with_manual_fix(fix)))
}

/// Blanks, control characters, and the characters that only change how others are shown.
fn is_invisible(c: char) -> bool {
    let is_format = matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    c.is_whitespace() || c.is_control() || is_format
}
