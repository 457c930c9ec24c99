//! Roles that are assumed with other credentials: those of a source profile, or those of the machine.
//!
//! The SDK could assume most of them. But it can't ask for the code of an MFA device, it ignores `duration_seconds`, and
//! it doesn't use the AWS CLI's cache, so with it every command would ask STS again.

use aws_config::SdkConfig;
use aws_credential_types::Credentials;

use crate::aws::timestamp;
use crate::cli_cache::role_credentials::RoleCredentials;
use crate::cli_cache::role_key::{AssumeRoleKey, RoleKey};
use crate::client::explain::explain;
use crate::config::{CredentialsKind, Profile};
use crate::context::Context;
use crate::context::user_answers::{Answers, MfaCode};
use crate::credentials::kinds;
use crate::credentials::sdk_settings::{SdkSettings, is_temporary};
use crate::credentials::source::CredentialsSource;
use crate::credentials::sts;
use crate::error::{CredentialsError, Error, ServiceError, SettingError};

/// Whether the role of a profile needs the code of an MFA device.
pub(crate) fn has_mfa_device(profile: &Profile) -> bool {
    profile.get("mfa_serial").is_some_and(|serial| !serial.is_empty())
}

/// Loads the credentials of a profile's role.
///
/// # Errors
///
/// [`CredentialsError::MfaNeeded`] without a code and without a user to ask, [`CredentialsError::MfaRefused`] for a wrong code,
/// [`SettingError::Invalid`] for a `duration_seconds` that STS doesn't allow, and the errors of the sources.
pub(crate) async fn load(
    settings: &SdkSettings<'_>,
    profile: &Profile,
    sources: &[CredentialsSource<'_>],
) -> Result<Credentials, Error> {
    let context = &settings.context;
    let key = key(profile)?;
    let Some(serial) = &key.serial_number else {
        if let Some(credentials) = sts::cached(context, &key) {
            return Ok(credentials.into());
        }
        let role = Role { profile, key: &key, settings, signer: Signer::load(settings, sources).await? };
        return Ok(role.assume(None).await?.into());
    };
    if let Some(credentials) = known(&*context.answers.lock().await, context, &key)? {
        return Ok(credentials.into());
    }
    // A code is valid for a moment only, so everything else comes first.
    let role = Role { profile, key: &key, settings, signer: Signer::load(settings, sources).await? };
    // One at a time: the next task may need the credentials of the same role.
    let mut answers = context.answers.lock().await;
    if let Some(credentials) = known(&answers, context, &key)? {
        return Ok(credentials.into());
    }
    let code = code(context, &mut answers, profile, serial)?;
    let credentials = role.assume(Some(&code)).await?;
    answers.roles.insert(key.file_name()?, credentials.clone());
    Ok(credentials.into())
}

/// The role of a profile.
///
/// # Errors
///
/// [`CredentialsError::Failed`] without a `role_arn`, and [`SettingError::Invalid`] for a bad `duration_seconds`.
pub(crate) fn key(profile: &Profile) -> Result<AssumeRoleKey, Error> {
    let value = |key| profile.get(key).filter(|value| !value.is_empty()).map(str::to_owned);
    let no_role =
        || CredentialsError::Failed { profile: Some(profile.name().into()), reason: "its `role_arn` is empty".into() };
    let invalid_duration = |text: &str| SettingError::Invalid {
        name: "duration_seconds".into(),
        value: Some(text.to_owned()),
        expected: "a number of seconds from 900 to 43200".into(),
    };
    Ok(AssumeRoleKey {
        role_arn: value("role_arn").ok_or_else(no_role)?,
        external_id: value("external_id"),
        session_name: value("role_session_name"),
        duration_seconds: profile.duration_seconds().map_err(invalid_duration)?,
        serial_number: value("mfa_serial"),
        web_identity_token: None,
    })
}

/// The credentials of a role that need no code: those of this call as long as they last, or those in the cache.
fn known(answers: &Answers, context: &Context<'_>, key: &AssumeRoleKey) -> Result<Option<RoleCredentials>, Error> {
    let of_call = answers.roles.get(&key.file_name()?).filter(|role| timestamp::now() < role.expires_at).cloned();
    Ok(of_call.or_else(|| sts::cached(context, key)))
}

/// The code that the call names, else the one that the user types.
fn code(context: &Context<'_>, answers: &mut Answers, profile: &Profile, serial: &str) -> Result<MfaCode, Error> {
    match (answers.code.take(), context.ask_mfa_code) {
        (Some(code), _) => Ok(code),
        // The words of the AWS CLI.
        (None, Some(ask)) => ask(&format!("Enter MFA code for {serial}: ")),
        (None, None) => {
            Err(CredentialsError::MfaNeeded { profile: profile.name().into(), serial: serial.into() }.into())
        }
    }
}

/// What signs the request for a role.
struct Signer {
    sdk: SdkConfig,
    /// `None` for keys in the environment.
    profile: Option<String>,
    key_variable: Option<&'static str>,
    is_temporary: bool,
}

impl Signer {
    async fn load(settings: &SdkSettings<'_>, sources: &[CredentialsSource<'_>]) -> Result<Self, Error> {
        let credentials = kinds::load(settings, sources).await?;
        let source = sources.first().filter(|source| source.kind != CredentialsKind::Environment);
        Ok(Self {
            is_temporary: is_temporary(&credentials),
            profile: source.and_then(CredentialsSource::profile_name),
            key_variable: sources.first().and_then(|source| source.kind.key_variable()),
            sdk: settings.config(credentials).await?,
        })
    }
}

/// A role, and what is needed to assume it.
struct Role<'a> {
    profile: &'a Profile,
    key: &'a AssumeRoleKey,
    settings: &'a SdkSettings<'a>,
    signer: Signer,
}

impl Role<'_> {
    /// Asks STS for the credentials and stores them in the cache.
    async fn assume(&self, code: Option<&MfaCode>) -> Result<RoleCredentials, Error> {
        let Self { key, settings, signer, .. } = self;
        let request = settings.request("sts:AssumeRole", Some(self.profile), signer.is_temporary);
        let response = sts::client(&signer.sdk, settings.context.waits)
            .assume_role()
            .role_arn(&key.role_arn)
            .role_session_name(sts::session_name(key))
            .set_external_id(key.external_id.clone())
            .set_duration_seconds(key.duration_seconds)
            .set_serial_number(key.serial_number.clone())
            .set_token_code(code.map(|code| code.expose().to_owned()))
            .send()
            .await;
        let response = response.map_err(|error| self.explain(explain(&error, request)))?;
        let credentials = sts::role_credentials(key, response.credentials(), response.assumed_role_user(), request)?;
        sts::store(&settings.context, key, &credentials);
        Ok(credentials)
    }

    fn explain(&self, error: Error) -> Error {
        let signer = &self.signer;
        let serial = self.key.serial_number.as_deref().unwrap_or_default();
        match error {
            Error::Service(ServiceError::AccessDenied { message, .. })
                if message.starts_with("MultiFactorAuthentication failed") =>
            {
                let (profile, serial) = (self.profile.name().to_owned(), serial.to_owned());
                CredentialsError::MfaRefused { profile, serial, message }.into()
            }
            // The credentials that were refused are those that signed the request.
            Error::Credentials(CredentialsError::Rejected { region, similar_regions, message, .. }) => {
                let (profile, key_variable) = (signer.profile.clone(), signer.key_variable);
                CredentialsError::Rejected { profile, key_variable, region, similar_regions, message }.into()
            }
            Error::Credentials(CredentialsError::Expired { .. }) => {
                CredentialsError::Expired { profile: signer.profile.clone() }.into()
            }
            error => error,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use aws_sandbox::Options;

    use super::*;
    use crate::context::user_answers::UserAnswers;
    use crate::credentials::Session;
    use crate::test_support::{Fixture, corp};

    /// Roles of test-account: `admin` and its twin have one role, `nested` takes its role with `admin`'s keys.
    fn fixture(options: Options) -> Fixture {
        let key = aws_sandbox::Sandbox::start(Options::default()).account("dev-account").key.clone();
        let (id, secret) = (key.access_key_id, key.secret_access_key);
        let role =
            "role_arn = arn:aws:iam::444455556666:role/mfa-admin\nmfa_serial = arn:aws:iam::111122223333:mfa/ann\n";
        let more = format!(
            "[profile keys]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n\
             [profile admin]\n{role}source_profile = keys\nregion = eu-west-1\nduration_seconds = 1800\n\
             [profile twin]\n{role}source_profile = keys\nregion = eu-west-2\nduration_seconds = 1800\n\
             [profile own]\n{role}source_profile = own\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n\
             [profile nested]\nrole_arn = arn:aws:iam::111122223333:role/tester\nsource_profile = admin\n\
             [profile circle]\n{role}source_profile = circle-2\n\
             [profile circle-2]\n{role}source_profile = circle\n\
             [profile lonely]\n{role}\
         [profile both]\n{role}source_profile = keys\ncredential_source = Environment\n\
             [profile brief]\n{role}source_profile = keys\nduration_seconds = 900\n"
        );
        Fixture::with_config(options, &more)
    }

    async fn open(fixture: &Fixture, profile: &str, answers: &UserAnswers) -> Result<Session, Error> {
        Session::open_for_credentials(Context { answers, ..fixture.context() }, Some(profile), None).await
    }

    fn with(code: &str) -> UserAnswers {
        UserAnswers::with_code(Some(MfaCode::parse(code).expect("a code")))
    }

    async fn key_id(session: Result<Session, Error>) -> String {
        session.expect("a session").credentials().access_key_id().to_owned()
    }

    #[tokio::test]
    async fn a_code_is_needed_once_until_the_credentials_expire() {
        let fixture = fixture(Options::default());
        let error = open(&fixture, "admin", &UserAnswers::default()).await.expect_err("no code");
        assert!(
            matches!(&error, Error::Credentials(CredentialsError::MfaNeeded { profile, .. }) if profile == "admin"),
            "{error:?}"
        );
        assert!(fixture.sandbox.requests().is_empty());
        let first = key_id(open(&fixture, "admin", &with("123456")).await).await;
        for profile in ["admin", "twin"] {
            assert_eq!(key_id(open(&fixture, profile, &UserAnswers::default()).await).await, first);
        }
        assert_eq!(fixture.sandbox.count("AssumeRole"), 1);
        let asked = &fixture.sandbox.requests()[0];
        assert_eq!(asked.parameter("DurationSeconds"), Some("1800"));
        assert_eq!(asked.region, "eu-west-1");
    }

    #[tokio::test]
    async fn without_a_region_the_role_is_assumed_in_one_that_every_account_has() {
        let fixture = fixture(Options::default());
        let answers = with("123456");
        let session = Session::open(Context { answers: &answers, ..fixture.context() }, Some("own"), None).await;
        assert_eq!(session.expect("a session").region().expect_err("none").code(), "aws::region::missing");
        assert_eq!(fixture.sandbox.requests()[0].region, "us-east-1");
    }

    #[tokio::test]
    async fn a_source_profile_provides_the_same_with_and_without_a_code() {
        let key = "aws_access_key_id = AKIA\naws_secret_access_key = secret\n";
        let sso = "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = developer\n";
        let role = "region = eu-west-1\nsource_profile = mixed\n";
        let fixture = Fixture::with_config(
            Options::default(),
            &format!(
                "[profile mixed]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = gone\n{key}{sso}\
             [profile mfa]\nrole_arn = arn:aws:iam::444455556666:role/mfa-admin\n\
                 mfa_serial = arn:aws:iam::111122223333:mfa/ann\n{role}\
             [profile plain]\nrole_arn = arn:aws:iam::111122223333:role/tester\n{role}"
            ),
        );
        fixture.sign_in(&corp());
        // AWS takes no code from the session of a role: what counts is who has asked.
        let refused = open(&fixture, "mfa", &with("123456")).await.expect_err("refused");
        assert!(matches!(refused, Error::Credentials(CredentialsError::MfaRefused { .. })), "{refused:?}");
        open(&fixture, "plain", &UserAnswers::default()).await.expect("a session").credentials();
        let requests = fixture.sandbox.requests();
        let asked: Vec<_> = requests.iter().map(|one| (one.action.as_str(), one.account_id.as_deref())).collect();
        let roles = asked.iter().filter(|(action, _)| *action == "AssumeRole");
        assert_eq!(roles.map(|(_, account)| *account).collect::<Vec<_>>(), [Some("111122223333"); 2]);
        assert_eq!(fixture.sandbox.count("GetRoleCredentials"), 1);
    }

    #[tokio::test]
    async fn a_wrong_code_is_an_error_and_nothing_is_cached() {
        let fixture = fixture(Options::default());
        let error = open(&fixture, "admin", &with("654321")).await.expect_err("refused");
        assert!(
            matches!(&error, Error::Credentials(CredentialsError::MfaRefused { message, .. }) if message.contains("invalid MFA")),
            "{error:?}"
        );
        assert!(!fixture.path(".aws/cli").exists());
        assert_eq!(
            open(&fixture, "admin", &UserAnswers::default()).await.expect_err("no code").code(),
            "aws::credentials::mfa_needed"
        );
    }

    #[tokio::test]
    async fn one_code_serves_all_profiles_with_the_same_role_and_no_other() {
        let fixture = fixture(Options::default());
        let answers = with("123456");
        let (admin, twin) = tokio::join!(open(&fixture, "admin", &answers), open(&fixture, "twin", &answers));
        assert_eq!(key_id(admin).await, key_id(twin).await);
        assert_eq!(fixture.sandbox.count("AssumeRole"), 1);
        let error = open(&fixture, "own", &answers).await.expect_err("the code is used up");
        assert_eq!(error.code(), "aws::credentials::mfa_needed");
    }

    #[tokio::test]
    async fn without_a_cache_credentials_are_kept_for_the_call() {
        let fixture = fixture(Options::default());
        std::fs::write(fixture.path(".aws"), "not a folder").expect("written");
        let answers = with("123456");
        let first = key_id(open(&fixture, "admin", &answers).await).await;
        assert_eq!(key_id(open(&fixture, "twin", &answers).await).await, first);
        // The AWS CLI takes keys of a quarter of an hour for over at once; in the call they are not.
        let answers = with("123456");
        let brief = key_id(open(&fixture, "brief", &answers).await).await;
        assert_eq!(key_id(open(&fixture, "brief", &answers).await).await, brief);
    }

    #[tokio::test]
    async fn cached_credentials_that_expire_soon_are_not_used() {
        let fixture = fixture(Options::default());
        key_id(open(&fixture, "brief", &with("123456")).await).await;
        assert!(fixture.path(".aws/cli/cache").exists());
        let error = open(&fixture, "brief", &UserAnswers::default()).await.expect_err("they expire too soon");
        assert_eq!(error.code(), "aws::credentials::mfa_needed");
    }

    #[tokio::test]
    async fn the_user_is_asked_only_when_everything_else_is_there() {
        let fixture = fixture(Options::default());
        let asked = AtomicUsize::new(0);
        let ask = |question: &str| {
            assert_eq!(question, "Enter MFA code for arn:aws:iam::111122223333:mfa/ann: ");
            asked.fetch_add(1, Ordering::Relaxed);
            MfaCode::parse("123456")
        };
        for profile in ["circle", "lonely", "both"] {
            let context = Context { ask_mfa_code: Some(&ask), ..fixture.context() };
            let error = Session::open(context, Some(profile), None).await.expect_err(profile);
            assert!(matches!(error, Error::Credentials(CredentialsError::Failed { .. })), "{error:?}");
        }
        assert_eq!(asked.load(Ordering::Relaxed), 0);
        for profile in ["admin", "twin", "own"] {
            let context = Context { ask_mfa_code: Some(&ask), ..fixture.context() };
            Session::open_anywhere(context, Some(profile)).await.expect(profile);
        }
        assert_eq!(asked.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn a_role_may_be_assumed_with_the_credentials_of_a_role_with_a_code() {
        let fixture = fixture(Options::default());
        let session = open(&fixture, "nested", &with("123456")).await;
        let keys = session.expect("a session").credentials().clone();
        let [first, second] = &fixture.sandbox.requests()[..] else { panic!("two requests") };
        assert_eq!(first.parameter("TokenCode"), Some("123456"));
        assert_eq!((second.parameter("SerialNumber"), second.account_id.as_deref()), (None, Some("444455556666")));
        assert_ne!(keys.access_key_id(), second.access_key_id);
    }

    #[tokio::test]
    async fn debug_shows_no_secret() {
        let fixture = fixture(Options::default());
        let answers = with("123456");
        let session = open(&fixture, "admin", &answers).await.expect("a session");
        let text = format!("{answers:?} {session:?} {:?}", with("123456"));
        assert!(!text.contains(aws_sandbox::SECRET_PREFIX) && !text.contains("123456\""), "{text}");
    }
}
