//! Under which name the keys of a role are stored.

use std::collections::BTreeMap;

use sha1::{Digest, Sha1};

use crate::cli_cache::python_json::{Separators, dumps};
use crate::config::identity_center::IdentityCenter;
use crate::config::{Config, Profile};
use crate::error::{Error, SsoError};

/// A role in an account, and the sign-in through which one takes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct SsoRoleKey {
    account_id: String,
    role_name: String,
    /// The member that names the sign-in in the text that is hashed, and its value.
    sign_in: (&'static str, String),
}

impl SsoRoleKey {
    /// The role of an account, taken through this Identity Center.
    pub(crate) fn new(center: &IdentityCenter, account_id: &str, role_name: &str) -> Self {
        let member = if center.session.is_some() { "sessionName" } else { "startUrl" };
        Self {
            account_id: account_id.to_owned(),
            role_name: role_name.to_owned(),
            sign_in: (member, center.key().to_owned()),
        }
    }

    /// The role that a profile takes through its Identity Center.
    ///
    /// # Errors
    ///
    /// [`SsoError::Incomplete`] if it names no account or no role.
    pub(crate) fn from_profile(center: &IdentityCenter, profile: &Profile) -> Result<Self, Error> {
        let need = |key| {
            let value = profile.get(key).filter(|value| !value.is_empty() && !value.contains('\n'));
            let place = || format!("Profile `{}`", profile.name());
            value.ok_or_else(|| SsoError::Incomplete { place: place(), missing: key })
        };
        Ok(Self::new(center, need("sso_account_id")?, need("sso_role_name")?))
    }

    /// The roles that the profiles of a config take through this Identity Center. A profile that lacks something, or
    /// contradicts its session, takes none.
    pub(crate) fn from_config(config: &Config, center: &IdentityCenter) -> Vec<Self> {
        let roles = config.profiles().filter_map(|profile| {
            let of_profile = IdentityCenter::from_profile(config, profile).ok()??;
            let same = of_profile.session == center.session && of_profile.start_url == center.start_url;
            same.then(|| Self::from_profile(center, profile).ok()).flatten()
        });
        roles.collect()
    }

    /// The account's id as the config has it.
    pub(crate) fn account_id(&self) -> &str {
        &self.account_id
    }

    /// The role's name.
    pub(crate) fn role_name(&self) -> &str {
        &self.role_name
    }

    /// The name of the file: the hexadecimal SHA-1 of what the role is known by.
    pub(crate) fn file_name(&self) -> Result<String, Error> {
        let (member, sign_in) = &self.sign_in;
        let known_by: BTreeMap<&str, &String> =
            [("accountId", &self.account_id), ("roleName", &self.role_name), (member, sign_in)].into();
        let text = dumps(&known_by, Separators::Minified)?;
        Ok(format!("{}.json", hex::encode(Sha1::digest(&*text))))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn center(session: Option<&str>, start_url: &str) -> IdentityCenter {
        let session = session.map(str::to_owned);
        IdentityCenter { session, start_url: start_url.into(), region: "eu-west-1".into(), scopes: Vec::new() }
    }

    /// The last one is what botocore 1.43.11's `SSOCredentialFetcher` answers.
    #[test]
    fn files_are_named_as_the_cli_names_them() {
        let name = |center, account, role| SsoRoleKey::new(&center, account, role).file_name().expect("a name");
        let corp = center(Some("corp"), "https://corp.awsapps.com/start");
        assert_eq!(name(corp, "000000000001", "Admin"), "832902551c87532115b5355a94990bc2bd4b1d73.json");
        let legacy = center(None, "https://d-92671207e4.awsapps.com/start");
        assert_eq!(name(legacy, "1234567890", "test-role"), "048db75bbe50955c16af7aba6ff9c41a3131bb7e.json");
        let foreign = center(Some("b\u{fc}ro \u{1f600}"), "u");
        assert_eq!(name(foreign, "000000000001", "Admin"), "075146f52855230cbb13ab9873c6ceda426b8e92.json");
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
