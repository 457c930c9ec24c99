//! What is written for IAM Identity Center: profiles that share a session, and sessions.

use crate::config::Config;
use crate::config::edit::Edit;
use crate::config::edits::Edits;
use crate::config::kind::CredentialsKind;
use crate::config::names::SectionName;
use crate::config::section::Property;

/// The profile of an account and role that signs in with an `[sso-session]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SsoProfile {
    /// The profile's name.
    pub(crate) name: String,
    /// The name of the `[sso-session]`.
    pub(crate) session: String,
    /// The account's id of twelve digits.
    pub(crate) account_id: String,
    /// The name of the role in the account.
    pub(crate) role_name: String,
    /// The region of the profile's clients; without one the profile's own stays as it is.
    pub(crate) region: Option<String>,
    /// The AWS CLI's output format; without one the profile's own stays as it is.
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
    /// Orders the profile to be as described, and no stale key to be left that breaks it or wins over it.
    ///
    /// Other keys of an existing profile stay. From the credentials file, whose keys override those of the config
    /// file, all keys go that would do so here, and the section with them if nothing else is in it.
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

    /// Whether the files say it already, and nothing that breaks it or wins over it.
    pub(crate) fn is_written(&self, config: &Config) -> bool {
        config.profile(&self.name).is_some_and(|profile| {
            self.keys().all(|(key, value)| profile.get(key) == Some(value))
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

/// An `[sso-session]`: one sign-in for all profiles that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SsoSessionConfig {
    /// The session's name.
    pub(crate) name: String,
    /// The start URL.
    pub(crate) start_url: String,
    /// The region of the Identity Center, not that of any profile.
    pub(crate) region: String,
    /// What the sign-in may be used for; with none, it can't be refreshed.
    pub(crate) scopes: Vec<String>,
}

impl SsoSessionConfig {
    /// Orders the session to be as described, with its keys in the AWS CLI's order.
    pub(crate) fn write(&self, config: &mut Edit) {
        let section = SectionName::SsoSession(self.name.clone());
        config.set(&section, "sso_start_url", &self.start_url).set(&section, "sso_region", &self.region);
        match self.scopes.as_slice() {
            [] => config.remove_key(&section, "sso_registration_scopes"),
            scopes => config.set(&section, "sso_registration_scopes", &scopes.join(", ")),
        };
    }
}
