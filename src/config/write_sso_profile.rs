//! Profiles and sessions of IAM Identity Center, as they are written to the files.

use crate::config::Config;
use crate::config::credentials_kind::CredentialsKind;
use crate::config::edit::Edit;
use crate::config::edits::Edits;
use crate::config::section::Property;
use crate::config::section_name::SectionName;

/// A profile for an account and role that signs in with an `[sso-session]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SsoProfile {
    pub(crate) name: String,
    /// The name of the `[sso-session]`.
    pub(crate) session: String,
    /// Twelve digits.
    pub(crate) account_id: String,
    pub(crate) role_name: String,
    /// `None` leaves an existing profile's region as it is.
    pub(crate) region: Option<String>,
    /// The AWS CLI's output format. `None` leaves that of an existing profile as it is.
    pub(crate) output: Option<String>,
}

/// The keys that a profile of this form has.
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
        for key in stale_keys() {
            edits.config.remove_key(&section, key);
        }
        self.clear_credentials(config, &section, &mut edits.credentials);
    }

    /// Whether the files have exactly this profile already, without a key that would break it or win over it.
    pub(crate) fn is_written(&self, config: &Config) -> bool {
        config.profile(&self.name).is_some_and(|profile| {
            self.keys().all(|(key, value)| profile.property(key).map(Property::all_lines) == Some(value))
                && stale_keys().all(|key| profile.property(key).is_none())
        })
    }

    /// The keys in the AWS CLI's order.
    fn keys(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let keys = [
            ("sso_session", Some(&self.session)),
            ("sso_account_id", Some(&self.account_id)),
            ("sso_role_name", Some(&self.role_name)),
            ("region", self.region.as_ref()),
            ("output", self.output.as_ref()),
        ];
        keys.into_iter().filter_map(|(key, value)| Some((key, value?.as_str())))
    }

    fn clear_credentials(&self, config: &Config, section: &SectionName, credentials: &mut Edit) {
        let properties = config.profile(&self.name).map(|profile| profile.properties()).unwrap_or_default();
        let all_keys = CredentialsKind::all_keys();
        let overrides = |key: &str| all_keys.contains(key) || self.keys().any(|(own, _)| own == key);
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
