//! The Identity Centers in the config: `[sso-session]` sections, and the start URLs of legacy profiles.

use crate::config::Config;
use crate::config::profile::Profile;
use crate::error::{Error, SsoError};
use crate::text::quote::quoted;

/// The scope to request if a session has none. It yields a refresh token.
pub(crate) const DEFAULT_SCOPE: &str = "sso:account:access";

/// An Identity Center to sign in to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct IdentityCenter {
    /// The `[sso-session]`'s name; `None` for a legacy profile, which has the start URL itself.
    pub(crate) session: Option<String>,
    /// The start URL exactly as written. Tokens of legacy profiles are stored under it.
    pub(crate) start_url: String,
    /// The region of the Identity Center, not that of any profile.
    pub(crate) region: String,
    /// `sso_registration_scopes` in their order; empty if there is no such key.
    pub(crate) scopes: Vec<String>,
}

impl IdentityCenter {
    /// The Identity Center of an `[sso-session]`.
    ///
    /// # Errors
    ///
    /// [`SsoError::SessionNotFound`] and [`SsoError::Incomplete`]; [`Error::Config`] if the section can't be read.
    pub(crate) fn from_session(config: &Config, name: &str) -> Result<Self, Error> {
        let section = config.sso_session(name).ok_or_else(|| {
            let nearest = config.suggest_session(name);
            config.not_found(SsoError::SessionNotFound { name: name.to_owned(), nearest })
        })?;
        if let Some(fault) = section.fault() {
            return Err(fault.clone().into());
        }
        let need = |key| required(section.get(key), key, || format!("The sso-session `{name}`"));
        let scopes = section.get("sso_registration_scopes").unwrap_or_default().split(',').map(str::trim);
        Ok(Self {
            session: Some(name.to_owned()),
            start_url: need("sso_start_url")?,
            region: need("sso_region")?,
            scopes: scopes.filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
        })
    }

    /// The Identity Center that a profile signs in to; `None` if the profile doesn't use one.
    ///
    /// # Errors
    ///
    /// [`SsoError::SessionNotFound`], [`SsoError::Incomplete`], and [`SsoError::Inconsistent`] if a key of the
    /// profile differs from its session's, which the AWS CLI refuses too.
    pub(crate) fn from_profile(config: &Config, profile: &Profile) -> Result<Option<Self>, Error> {
        let Some(sso) = profile.sso(config) else { return Ok(None) };
        if let Some(name) = sso.session {
            let center = Self::from_session(config, name)?;
            center.check_agreement(profile, name)?;
            return Ok(Some(center));
        }
        let need = |value, key| required(value, key, || format!("Profile `{}`", profile.name()));
        let start_url = need(sso.start_url, "sso_start_url")?;
        Ok(Some(Self { session: None, start_url, region: need(sso.region, "sso_region")?, scopes: Vec::new() }))
    }

    fn check_agreement(&self, profile: &Profile, session: &str) -> Result<(), Error> {
        for (key, of_session) in [("sso_start_url", &self.start_url), ("sso_region", &self.region)] {
            if let Some(of_profile) = profile.get(key).filter(|value| value != of_session) {
                return Err(SsoError::Inconsistent {
                    profile: profile.name().to_owned(),
                    session: session.to_owned(),
                    key,
                    of_profile: of_profile.to_owned(),
                    of_session: of_session.to_owned(),
                }
                .into());
            }
        }
        Ok(())
    }

    /// The key under which the AWS CLI and the SDKs store the token: the session's name, else the start URL.
    pub(crate) fn key(&self) -> &str {
        self.session.as_deref().unwrap_or(&self.start_url)
    }

    /// The command that signs in. `profile` is needed if there is no session.
    pub(crate) fn login_command(&self, profile: Option<&str>) -> String {
        match (&self.session, profile) {
            (Some(session), _) => format!("aws sso login --sso-session {}", quoted(session)),
            (None, Some(profile)) => format!("aws sso login --profile {}", quoted(profile)),
            (None, None) => "aws sso login".to_owned(),
        }
    }

    /// The error of a call without a sign-in.
    pub(crate) fn signed_out(&self, profile: Option<&str>) -> Error {
        let login = self.login_command(profile);
        SsoError::SignedOut { session: self.key().to_owned(), profile: profile.map(str::to_owned), login }.into()
    }

    /// The error of a call whose sign-in has expired.
    pub(crate) fn expired(&self, profile: Option<&str>) -> Error {
        self.sign_in_expired(profile, false)
    }

    /// The error of a call whose sign-in was rejected by AWS before it expired.
    pub(crate) fn rejected(&self, profile: Option<&str>) -> Error {
        self.sign_in_expired(profile, true)
    }

    fn sign_in_expired(&self, profile: Option<&str>, rejected: bool) -> Error {
        let (session, login) = (self.key().to_owned(), self.login_command(profile));
        SsoError::Expired { session, profile: profile.map(str::to_owned), login, rejected }.into()
    }
}

fn required(value: Option<&str>, missing: &'static str, place: impl FnOnce() -> String) -> Result<String, Error> {
    let value = value.filter(|value| !value.is_empty()).map(str::to_owned);
    value.ok_or_else(|| SsoError::Incomplete { place: place(), missing }.into())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const CONFIG: &[u8] = b"\
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access, codewhisperer:analysis
[sso-session half]
sso_start_url = https://half.awsapps.com/start
[profile new]
sso_session = corp
[profile old]
sso_start_url = https://old.awsapps.com/start
sso_region = us-east-1
[profile keys]
aws_access_key_id = AKIA
[profile lost]
sso_session = crop
[profile same]
sso_session = corp
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
[profile other]
sso_session = corp
sso_start_url = https://old.awsapps.com/start
";

    fn of(profile: &str) -> Result<Option<IdentityCenter>, Error> {
        let config = Config::parse(Some((Path::new("config"), CONFIG)), None).expect("a config");
        IdentityCenter::from_profile(&config, config.profile(profile).expect("the profile"))
    }

    #[test]
    fn the_key_of_a_session_is_its_name() {
        let center = of("new").expect("no error").expect("one");
        assert_eq!((center.key(), center.region.as_str()), ("corp", "eu-west-1"));
        assert_eq!(center.scopes, ["sso:account:access", "codewhisperer:analysis"]);
        assert_eq!(center.login_command(Some("new")), "aws sso login --sso-session corp");
    }

    #[test]
    fn the_key_of_a_legacy_profile_is_its_start_url() {
        let center = of("old").expect("no error").expect("one");
        assert_eq!((center.key(), center.scopes.len()), ("https://old.awsapps.com/start", 0));
        assert_eq!(center.login_command(Some("old")), "aws sso login --profile old");
    }

    #[test]
    fn other_profiles_have_no_identity_center() {
        assert_eq!(of("keys").expect("no error"), None);
    }

    #[test]
    fn an_unknown_session_suggests_the_nearest() {
        let error = of("lost").expect_err("refused");
        assert!(
            matches!(&error, Error::Sso(SsoError::SessionNotFound { nearest, .. }) if nearest == &["corp"]),
            "{error:?}"
        );
    }

    #[test]
    fn the_error_of_a_session_without_a_region_names_the_key() {
        let config = Config::parse(Some((Path::new("config"), CONFIG)), None).expect("a config");
        let error = IdentityCenter::from_session(&config, "half").expect_err("refused");
        assert!(error.to_string().contains("sso_region"), "{error}");
    }

    #[test]
    fn a_profile_that_contradicts_its_session_is_refused() {
        assert_eq!(of("same").expect("no error"), of("new").expect("no error"));
        let error = of("other").expect_err("refused");
        assert_eq!(error.code(), "aws::sso::inconsistent");
        let text = error.to_string();
        assert!(
            text.contains("https://old.awsapps.com/start") && text.contains("https://corp.awsapps.com/start"),
            "{text}"
        );
        assert!(text.contains("`other`") && text.contains("`corp`"), "{text}");
    }
}
