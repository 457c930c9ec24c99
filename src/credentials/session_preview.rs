//! What is known about a session without any request.

use chrono::{DateTime, Utc};

use crate::aws::environment::Environment;
use crate::config::{Config, CredentialsKind, Profile};
use crate::context::active_profile::ActiveProfile;
use crate::credentials::kinds::environment::keys;
use crate::credentials::profile_account;
use crate::credentials::region::configured_region;
use crate::credentials::source::CredentialsSource;
use crate::error::Error;

pub(crate) struct SessionPreview<'a> {
    /// The profile that will sign requests; `None` for keys in the environment, and without a profile.
    pub(crate) signed_by: Option<&'a Profile>,
    /// The region of the variables or the profile.
    pub(crate) region: Option<String>,
    kind: CredentialsKind,
    expires_at: Option<DateTime<Utc>>,
}

impl<'a> SessionPreview<'a> {
    /// The session of the profile that the call names, or of the active one.
    pub(crate) fn new(environment: &'a Environment, config: &'a Config, named: Option<&'a str>) -> Result<Self, Error> {
        let active = ActiveProfile::resolve(environment, config, named)?;
        let CredentialsSource { kind, profile } = CredentialsSource::choose(environment, config, &active)?;
        let keys = if kind == CredentialsKind::Environment { keys(environment)? } else { None };
        Ok(Self {
            signed_by: profile,
            region: configured_region(environment, active.profile())?,
            kind,
            expires_at: keys.and_then(|keys| keys.expiry()).map(DateTime::from),
        })
    }

    /// The kind of the credentials, as tables show it.
    pub(crate) fn source(&self) -> &'static str {
        self.kind.as_str()
    }

    pub(crate) fn kind(&self) -> CredentialsKind {
        self.kind
    }

    /// The account's id, if the profile has it.
    pub(crate) fn account_id(&self) -> Option<&'a str> {
        self.signed_by.and_then(profile_account::account_id)
    }

    /// When keys in the environment expire, if they say so.
    pub(crate) fn keys_expire_at(&self) -> Option<DateTime<Utc>> {
        self.expires_at
    }
}

#[cfg(test)]
mod tests {
    //! What will sign is what `aws env` says.

    use std::path::Path;

    use chrono::Utc;

    use super::*;
    use crate::effective::{self, EffectiveSetting, SettingSource, SettingValue};
    use crate::error::CredentialsError;
    use crate::test_support::{config, environment};

    const CONFIG: &str = "\
[profile bare]
region = eu-west-1
[profile keys]
aws_access_key_id = AKIA
aws_secret_access_key = secret
aws_account_id = 111122223333
role_name = x
[profile half]
aws_access_key_id = AKIA
[profile sso]
sso_session = corp
sso_account_id = 222233334444
sso_role_name = a
aws_access_key_id = AKIA
aws_account_id = 111122223333
region =
[profile login]
login_session = arn:aws:sts::333344445555:assumed-role/a/b
aws_account_id = 111122223333
region = eu-west-2
[profile process]
credential_process = keys
aws_account_id = 111122223333
[profile role]
role_arn = arn:aws:iam::444455556666:role/a
source_profile = keys
aws_secret_access_key = secret
[profile token]
role_arn = arn:aws:iam::555566667777:role/a
web_identity_token_file = token
";

    const KEYS: [(&str, &str); 2] = [("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "secret")];
    const POD: [(&str, &str); 2] =
        [("AWS_WEB_IDENTITY_TOKEN_FILE", "/token"), ("AWS_ROLE_ARN", "arn:aws:iam::666677778888:role/pod")];
    const CONTAINER: [(&str, &str); 1] = [("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x")];
    const OFF: [(&str, &str); 1] = [("AWS_EC2_METADATA_DISABLED", " True ")];

    /// Source, account and region as `aws env` has them, as far as a profile says the account.
    fn shown(settings: &[EffectiveSetting], name: Option<&str>) -> [Option<String>; 3] {
        let setting = |name: &str| settings.iter().find(|one| one.name == name).expect("a setting");
        let text = |setting: &EffectiveSetting| match &setting.value {
            Some(SettingValue::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let source = text(setting("credentials")).map(|text| {
            let text = name.and_then(|name| text.strip_prefix(&format!("profile {name}: "))).unwrap_or(&text);
            match text.split(' ').take(2).collect::<Vec<_>>()[..] {
                ["environment:", "web_identity"] => "web_identity".to_owned(),
                ["environment:", _] => "environment".to_owned(),
                ["instance", _] => "instance_metadata".to_owned(),
                [word, ..] => word.to_owned(),
                [] => String::new(),
            }
        });
        let account = Some(setting("account_id"))
            .filter(|one| matches!(one.source, Some(SettingSource::Location(_))))
            .and_then(text);
        [source, account, text(setting("region"))]
    }

    #[test]
    fn what_will_sign_is_what_env_says() {
        let config = Config::parse(Some((Path::new("config"), CONFIG.as_bytes())), None).expect("a config");
        let variables = [&[][..], &KEYS, &KEYS[..1], &POD, &CONTAINER, &OFF];
        let names: Vec<_> = config.profiles().map(|profile| profile.name()).chain(["gone", ""]).map(Some).collect();
        let mut compared = 0;
        for (first, second) in variables.iter().flat_map(|first| variables.iter().map(move |second| (*first, *second)))
        {
            for (name, is_named) in names.iter().chain([&None]).flat_map(|name| [(*name, true), (*name, false)]) {
                // `aws env` refuses an unknown profile that the call names.
                if is_named && name.is_some_and(|name| config.profile(name).is_none()) {
                    continue;
                }
                let active = name.filter(|_| !is_named).map(|name| ("AWS_PROFILE", name));
                let vars = first.iter().chain(second).copied().chain(active);
                let vars: Vec<_> = vars.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
                let environment = Environment::new(vars.clone(), "/".into());
                let named = name.filter(|_| is_named);
                let settings = effective::settings(&environment, &config, named, Utc::now());
                let expected = shown(&settings, name);
                let credentials = settings.iter().find(|one| one.name == "credentials").expect("the row");
                match SessionPreview::new(&environment, &config, named) {
                    Ok(preview) => {
                        let account = preview.account_id().map(str::to_owned);
                        let actual = [Some(preview.source().to_owned()), account, preview.region.clone()];
                        assert_eq!(actual, expected, "{vars:?} {named:?}");
                        compared += 1;
                    }
                    Err(Error::Credentials(CredentialsError::Missing { .. } | CredentialsError::NotChosen { .. })) => {
                        assert_eq!(expected[0], None, "{vars:?} {named:?}")
                    }
                    Err(error) => assert!(!credentials.notes.is_empty(), "{vars:?} {named:?} {error}"),
                }
            }
        }
        assert!(compared > 100);
    }

    #[test]
    fn one_half_of_a_key_pair_in_a_profile_is_an_error_only_if_keys_are_used() {
        for (lines, code) in [
            ("", Some("aws::credentials::half_key_pair")),
            ("role_arn = arn:aws:iam::111122223333:role/a\nsource_profile = other\n", None),
            ("credential_process = printf '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s\"}'\n", None),
        ] {
            let config = config(&format!("[profile x]\naws_access_key_id = AKIA\n{lines}"));
            let environment = environment(&[]);
            let preview = SessionPreview::new(&environment, &config, Some("x"));
            assert_eq!(preview.err().map(|error| error.code()), code, "{lines}");
        }
    }

    #[test]
    fn the_account_comes_from_the_key_of_the_kind() {
        let keys = "aws_access_key_id = AKIA\naws_secret_access_key = secret\n";
        let arn = "arn:aws:sts::444455556666:assumed-role/a/b";
        for (lines, account) in [
            (format!("login_session = {arn}\naws_account_id = 111122223333\n"), Some("444455556666")),
            (keys.to_owned() + "aws_account_id = 111122223333\n", Some("111122223333")),
            (keys.to_owned(), None),
        ] {
            let (config, environment) = (config(&format!("[profile x]\n{lines}")), environment(&[]));
            let preview = SessionPreview::new(&environment, &config, Some("x")).expect("a preview");
            assert_eq!(preview.account_id(), account, "{lines}");
        }
    }

    #[test]
    fn a_web_identity_in_the_environment_wins_over_a_profile_that_is_no_role() {
        let pod =
            [("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/token"), ("AWS_ROLE_ARN", "arn:aws:iam::777788889999:role/pod")];
        let config = config("[profile dev]\naws_access_key_id = AKIA\naws_secret_access_key = secret\n");
        let environment = environment(&[pod[0], pod[1], ("AWS_PROFILE", "dev")]);
        let source = |named| {
            let preview = SessionPreview::new(&environment, &config, named).expect("a preview");
            (preview.source(), preview.signed_by.map(|profile| profile.name()))
        };
        assert_eq!(source(None), ("web_identity", None));
        assert_eq!(source(Some("dev")), ("static", Some("dev")));
    }
}
