//! Which role the credentials in the AWS CLI's cache belong to. It names their file.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use sha1::{Digest, Sha1};

use crate::aws::arn::Arn;
use crate::cli_cache::python_json::{Separators, dumps};
use crate::config::identity_center::IdentityCenter;
use crate::config::{Config, Profile};
use crate::error::{Error, SsoError};
use crate::text::secret::Secret;

/// A role that has a cache file.
pub(crate) trait RoleKey {
    /// The `ProviderType` in the file.
    const PROVIDER_TYPE: Option<&'static str>;

    fn account_id(&self) -> &str;

    /// The hexadecimal SHA-1 of the role's JSON, with `.json` behind it.
    fn file_name(&self) -> Result<String, Error>;
}

/// A role of IAM Identity Center, and the sign-in that gives it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct SsoRoleKey {
    account_id: String,
    role_name: String,
    /// The JSON member that names the sign-in, and its value.
    sign_in: (&'static str, String),
}

/// The arguments of `AssumeRole` and `AssumeRoleWithWebIdentity`, but for the code of an MFA device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AssumeRoleKey {
    pub(crate) role_arn: String,
    pub(crate) external_id: Option<String>,
    /// `None` if the name of the session is generated.
    pub(crate) session_name: Option<String>,
    pub(crate) duration_seconds: Option<i32>,
    /// The MFA device.
    pub(crate) serial_number: Option<String>,
    pub(crate) web_identity_token: Option<Secret>,
}

impl SsoRoleKey {
    pub(crate) fn new(center: &IdentityCenter, account_id: &str, role_name: &str) -> Self {
        let member = if center.session.is_some() { "sessionName" } else { "startUrl" };
        Self {
            account_id: account_id.to_owned(),
            role_name: role_name.to_owned(),
            sign_in: (member, center.key().to_owned()),
        }
    }

    /// The role of a profile.
    ///
    /// # Errors
    ///
    /// [`SsoError::Incomplete`] if the profile names no account or no role.
    pub(crate) fn from_profile(center: &IdentityCenter, profile: &Profile) -> Result<Self, Error> {
        let require = |key| {
            let value = profile.get(key).filter(|value| !value.is_empty());
            let place = || format!("Profile `{}`", profile.name());
            value.ok_or_else(|| SsoError::Incomplete { place: place(), missing: key })
        };
        Ok(Self::new(center, require("sso_account_id")?, require("sso_role_name")?))
    }

    /// The roles of all profiles that use this Identity Center. Profiles that are incomplete or contradict their
    /// session are left out.
    pub(crate) fn from_config(config: &Config, center: &IdentityCenter) -> Vec<Self> {
        let has_center = |profile: &&Profile| {
            let sso = profile.sso(config);
            sso.is_some_and(|sso| sso.session == center.session.as_deref() && sso.start_url == Some(&center.start_url))
        };
        let roles = config.profiles().filter(has_center).filter_map(|profile| {
            let of_profile = IdentityCenter::from_profile(config, profile).ok()??;
            let is_same = of_profile.session == center.session && of_profile.start_url == center.start_url;
            is_same.then(|| Self::from_profile(center, profile).ok()).flatten()
        });
        roles.collect()
    }

    pub(crate) fn role_name(&self) -> &str {
        &self.role_name
    }
}

impl RoleKey for SsoRoleKey {
    const PROVIDER_TYPE: Option<&'static str> = Some("sso");

    fn account_id(&self) -> &str {
        &self.account_id
    }

    fn file_name(&self) -> Result<String, Error> {
        let (member, sign_in) = &self.sign_in;
        let role: BTreeMap<&str, &String> =
            [("accountId", &self.account_id), ("roleName", &self.role_name), (member, sign_in)].into();
        hashed(&role, Separators::Minified)
    }
}

impl RoleKey for AssumeRoleKey {
    const PROVIDER_TYPE: Option<&'static str> = None;

    fn account_id(&self) -> &str {
        Arn::parse(&self.role_arn).and_then(|arn| arn.account_id()).unwrap_or_default()
    }

    /// As in botocore's `AssumeRoleCredentialFetcher` and `AssumeRoleWithWebIdentityCredentialFetcher`.
    fn file_name(&self) -> Result<String, Error> {
        let texts = [
            ("ExternalId", self.external_id.as_deref()),
            ("RoleArn", Some(self.role_arn.as_str())),
            ("RoleSessionName", self.session_name.as_deref()),
            ("SerialNumber", self.serial_number.as_deref()),
            ("WebIdentityToken", self.web_identity_token.as_ref().map(Secret::expose)),
        ];
        let texts = texts.into_iter().filter_map(|(name, text)| Some((name, Value::from(text?))));
        let duration = self.duration_seconds.map(|seconds| ("DurationSeconds", Value::from(seconds)));
        hashed(&texts.chain(duration).collect::<BTreeMap<_, _>>(), Separators::Default)
    }
}

fn hashed(role: &impl Serialize, separators: Separators) -> Result<String, Error> {
    Ok(format!("{}.json", hex::encode(Sha1::digest(&*dumps(role, separators)?))))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn center(session: Option<&str>, start_url: &str) -> IdentityCenter {
        let session = session.map(str::to_owned);
        IdentityCenter { session, start_url: start_url.into(), region: "eu-west-1".into(), scopes: Vec::new() }
    }

    /// The last name is from botocore 1.43.11's `SSOCredentialFetcher`.
    #[test]
    fn files_of_sso_roles_are_named_as_by_the_cli() {
        let name = |center, account, role| SsoRoleKey::new(&center, account, role).file_name().expect("a name");
        let corp = center(Some("corp"), "https://corp.awsapps.com/start");
        assert_eq!(name(corp, "000000000001", "Admin"), "832902551c87532115b5355a94990bc2bd4b1d73.json");
        let legacy = center(None, "https://d-92671207e4.awsapps.com/start");
        assert_eq!(name(legacy, "1234567890", "test-role"), "048db75bbe50955c16af7aba6ff9c41a3131bb7e.json");
        let foreign = center(Some("b\u{fc}ro \u{1f600}"), "u");
        assert_eq!(name(foreign, "000000000001", "Admin"), "075146f52855230cbb13ab9873c6ceda426b8e92.json");
    }

    /// The names are from botocore 1.44.5's `AssumeRoleCredentialFetcher`.
    #[test]
    fn files_of_assumed_roles_are_named_as_by_the_cli() {
        let role = AssumeRoleKey {
            role_arn: "arn:aws:iam::111122223333:role/X".into(),
            external_id: None,
            session_name: None,
            duration_seconds: None,
            serial_number: Some("arn:aws:iam::111122223333:mfa/ann".into()),
            web_identity_token: None,
        };
        assert_eq!(role.file_name().expect("a name"), "a28d4e4fbf297978bd9959be1438522a39d88294.json");
        let role = AssumeRoleKey {
            external_id: Some("b\u{fc}ro".into()),
            session_name: Some("ann".into()),
            duration_seconds: Some(3600),
            ..role
        };
        assert_eq!(role.file_name().expect("a name"), "258b8c2d013c1310d9d378c682d61a385193dd30.json");
        assert_eq!(role.account_id(), "111122223333");
    }

    #[test]
    fn the_roles_of_a_session_are_those_of_its_profiles() {
        let text = b"\
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
[sso-session twin]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
[profile one]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = developer
[profile no-role]
sso_session = corp
sso_account_id = 111122223333
[profile other]
sso_session = twin
sso_account_id = 111122223333
sso_role_name = tester
[profile legacy]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = admin
";
        let config = Config::parse(Some((Path::new("config"), text)), None).expect("a config");
        let roles = |center: &IdentityCenter| SsoRoleKey::from_config(&config, center);
        let corp = IdentityCenter::from_session(&config, "corp").expect("a session");
        assert_eq!(roles(&corp), [SsoRoleKey::new(&corp, "111122223333", "developer")]);
        let legacy = center(None, "https://corp.awsapps.com/start");
        assert_eq!(roles(&legacy), [SsoRoleKey::new(&legacy, "111122223333", "admin")]);
        let error = SsoRoleKey::from_profile(&corp, config.profile("no-role").expect("there")).expect_err("refused");
        assert_eq!(error.to_string(), "Profile `no-role` has no `sso_role_name`");
    }
}
