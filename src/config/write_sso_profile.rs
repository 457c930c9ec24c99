//! Profiles and sessions of IAM Identity Center, as they are written to the files.

use crate::config::Config;
use crate::config::credentials_kind::CredentialsKind;
use crate::config::edit::Edit;
use crate::config::edits::Edits;
use crate::config::profile::Profile;
use crate::config::section::Property;
use crate::config::section_name::SectionName;

/// What is written into a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SsoProfile {
    pub(crate) name: String,
    /// `None` leaves it to an existing profile how it gets its credentials.
    pub(crate) role: Option<SsoRole>,
    /// `None` leaves an existing profile's region as it is.
    pub(crate) region: Option<String>,
    /// The AWS CLI's output format. `None` leaves that of an existing profile as it is.
    pub(crate) output: Option<String>,
}

/// An account and role, and the sign-in that gives access to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SsoRole {
    /// The name of the `[sso-session]`.
    pub(crate) session: String,
    /// Twelve digits.
    pub(crate) account_id: String,
    pub(crate) role_name: String,
}

/// The keys of a profile for such a role.
const KEYS: [&str; 3] = ["sso_session", "sso_account_id", "sso_role_name"];

/// The keys that such a profile must not have, in either file: the keys of all other kinds of credentials.
///
/// - The AWS CLI refuses a start URL or region that differs from the session's, the Rust SDK any.
/// - A role to assume wins over SSO in the CLI and in the SDKs. Keys that are only about it mean nothing without it.
/// - Keys of an IAM user win in the SDKs for Go and JavaScript, and a `credential_process` in the one for JavaScript.
/// - A `login_session` isn't known to win anywhere, but it would be a second way to sign in.
pub(crate) fn stale_keys() -> impl Iterator<Item = &'static str> {
    CredentialsKind::all_keys().into_iter().filter(|key| !KEYS.contains(key))
}

impl SsoProfile {
    /// Adds the edits that write the profile and remove the keys that would break it or win over it.
    ///
    /// Other keys of an existing profile stay. The credentials file's keys would override those of the config file, so
    /// they are removed there, and with them the section if it has no other keys.
    pub(crate) fn write(&self, config: &Config, edits: &mut Edits) {
        let section = SectionName::Profile(self.name.clone());
        for (key, value) in self.keys() {
            edits.config.set(&section, key, value);
        }
        for key in self.stale_keys() {
            edits.config.remove_key(&section, key);
        }
        self.clear_credentials(config, &section, &mut edits.credentials);
    }

    /// Whether the files have exactly this profile already, without a key that would break it or win over it.
    pub(crate) fn is_written(&self, config: &Config) -> bool {
        self.adds_only_settings(config)
            && config.profile(&self.name).is_some_and(|profile| self.settings().all(|(key, _)| has_value(profile, key)))
    }

    /// Whether the files have this profile already, except for a region or output format that would be added to it.
    pub(crate) fn adds_only_settings(&self, config: &Config) -> bool {
        config.profile(&self.name).is_some_and(|profile| {
            let is_same = |key, value| profile.property(key).map(Property::all_lines) == Some(value);
            self.role_keys().all(|(key, value)| is_same(key, value))
                && self.settings().all(|(key, value)| is_same(key, value) || !has_value(profile, key))
                && self.stale_keys().all(|key| profile.property(key).is_none())
        })
    }

    /// The keys in the AWS CLI's order.
    fn keys(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.role_keys().chain(self.settings())
    }

    fn role_keys(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let values = self.role.iter().flat_map(|role| [&role.session, &role.account_id, &role.role_name]);
        KEYS.into_iter().zip(values.map(String::as_str))
    }

    fn settings(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let settings = [("region", self.region.as_deref()), ("output", self.output.as_deref())];
        settings.into_iter().filter_map(|(key, value)| Some((key, value?)))
    }

    /// The [`stale_keys`] if a role is written.
    fn stale_keys(&self) -> impl Iterator<Item = &'static str> {
        self.role.iter().flat_map(|_| stale_keys())
    }

    fn clear_credentials(&self, config: &Config, section: &SectionName, credentials: &mut Edit) {
        let properties = config.profile(&self.name).map(|profile| profile.properties()).unwrap_or_default();
        let stale_keys: Vec<_> = self.stale_keys().collect();
        let overrides = |key: &str| stale_keys.contains(&key) || self.keys().any(|(own, _)| own == key);
        let (overriding, other): (Vec<_>, Vec<_>) =
            properties.iter().filter(|property| property.is_of_credentials_file()).partition(|p| overrides(p.key()));
        if other.is_empty() && !overriding.is_empty() {
            credentials.remove_section(section);
        } else {
            for key in overriding.into_iter().map(Property::key) {
                credentials.remove_key(section, key);
            }
        }
    }
}

/// Whether the profile has this key with a value that isn't blank.
fn has_value(profile: &Profile, key: &str) -> bool {
    profile.get(key).is_some_and(|value| !value.trim().is_empty())
}

/// An `[sso-session]`, which gives one sign-in to all profiles that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SsoSessionConfig {
    pub(crate) name: String,
    pub(crate) start_url: String,
    /// The region of the Identity Center, not that of any profile.
    pub(crate) region: String,
    /// What the sign-in may be used for. Without scopes it can't be refreshed.
    pub(crate) scopes: Vec<String>,
}

impl SsoSessionConfig {
    /// Adds the edits that write the session, with its keys in the AWS CLI's order.
    pub(crate) fn write(&self, config: &mut Edit) {
        let section = SectionName::SsoSession(self.name.clone());
        config.set(&section, "sso_start_url", &self.start_url).set(&section, "sso_region", &self.region);
        match self.scopes.as_slice() {
            [] => config.remove_key(&section, "sso_registration_scopes"),
            scopes => config.set(&section, "sso_registration_scopes", &scopes.join(", ")),
        };
    }
}
