//! A role that is assumed with a code.

use std::collections::BTreeMap;
use std::time::SystemTime;

use aws_config::SdkConfig;
use aws_sdk_sts::operation::assume_role::AssumeRoleOutput;
use chrono::DateTime;
use serde_json::Value;
use sha1::{Digest, Sha1};

use crate::aws::arn::Arn;
use crate::cli_cache::python_json::{Separators, dumps};
use crate::cli_cache::role_credentials::RoleCredentials;
use crate::client::explain::{Request, explain};
use crate::client::retry::NoPointlessRetry;
use crate::config::{Profile, first_line};
use crate::context::mfa::MfaCode;
use crate::error::{CredentialsError, Error, ServiceError};
use crate::text::secret::Secret;

/// What a profile says of the role that it assumes, as the AWS CLI reads it: a `duration_seconds` that is no number
/// counts as none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Role<'a> {
    /// The profile's name.
    pub(crate) profile: &'a str,
    /// The device's serial number, or the ARN of a virtual one.
    pub(crate) serial: &'a str,
    arn: &'a str,
    external_id: Option<&'a str>,
    session_name: Option<&'a str>,
    duration: Option<i32>,
}

/// What STS answers.
pub(crate) struct Assumed {
    /// The role's keys.
    pub(crate) keys: RoleCredentials,
    /// The session's id and ARN.
    pub(crate) user: Option<(String, String)>,
}

impl<'a> Role<'a> {
    /// The role of a profile; `None` if it assumes none, or one without a code.
    pub(crate) fn of(profile: &'a Profile) -> Option<Self> {
        let said = |key| profile.get(key).filter(|value| !value.is_empty());
        Some(Self {
            profile: profile.name(),
            serial: said("mfa_serial")?,
            arn: said("role_arn")?,
            external_id: said("external_id"),
            session_name: said("role_session_name"),
            duration: said("duration_seconds").and_then(|seconds| seconds.trim().parse().ok()),
        })
    }

    /// The account that the role is in.
    pub(crate) fn account_id(&self) -> &'a str {
        Arn::parse(self.arn).and_then(|arn| arn.account_id()).unwrap_or_default()
    }

    /// The name of its file in the AWS CLI's cache: the hexadecimal SHA-1 of what STS is told, without the code and
    /// without a session name that nobody has chosen (botocore, `AssumeRoleCredentialFetcher`).
    pub(crate) fn file_name(&self) -> Result<String, Error> {
        let texts = [
            ("ExternalId", self.external_id),
            ("RoleArn", Some(self.arn)),
            ("RoleSessionName", self.session_name),
            ("SerialNumber", Some(self.serial)),
        ];
        let texts = texts.into_iter().filter_map(|(name, text)| Some((name, Value::from(text?))));
        let duration = self.duration.map(|seconds| ("DurationSeconds", Value::from(seconds)));
        let arguments: BTreeMap<_, _> = texts.chain(duration).collect();
        Ok(format!("{}.json", hex::encode(Sha1::digest(&*dumps(&arguments, Separators::Default)?))))
    }

    /// Asks STS for the keys.
    ///
    /// # Errors
    ///
    /// [`CredentialsError::MfaRefused`] for a code that is not taken, and whatever keeps STS from answering.
    pub(crate) async fn assume(&self, sdk: &SdkConfig, code: &MfaCode, request: Request<'_>) -> Result<Assumed, Error> {
        let config = aws_sdk_sts::config::Builder::from(sdk).retry_classifier(NoPointlessRetry).build();
        let call = aws_sdk_sts::Client::from_conf(config).assume_role();
        let answer = call
            .role_arn(self.arn)
            .role_session_name(self.session_name.map_or_else(session_name, str::to_owned))
            .set_external_id(self.external_id.map(str::to_owned))
            .set_duration_seconds(self.duration)
            .serial_number(self.serial)
            .token_code(code.expose())
            .send()
            .await;
        match answer.map_err(|error| explain(&error, request)) {
            Ok(answer) => self.read(&answer).ok_or_else(|| {
                ServiceError::InvalidResponse { endpoint: request.endpoint(), reason: "it holds no credentials".into() }
                    .into()
            }),
            Err(Error::Service(ServiceError::AccessDenied { message, .. }))
                if message.starts_with("MultiFactorAuthentication failed") =>
            {
                let (profile, serial) = (self.profile.to_owned(), first_line(self.serial).into_owned());
                Err(CredentialsError::MfaRefused { profile, serial, message }.into())
            }
            Err(error) => Err(error),
        }
    }

    fn read(&self, answer: &AssumeRoleOutput) -> Option<Assumed> {
        let keys = answer.credentials()?;
        let keys = RoleCredentials {
            access_key_id: keys.access_key_id().to_owned(),
            secret_access_key: Secret::new(keys.secret_access_key()),
            session_token: Secret::new(keys.session_token()),
            expires_at: DateTime::from_timestamp(keys.expiration().secs(), 0)?,
            account_id: self.account_id().to_owned(),
        };
        let user = answer.assumed_role_user().map(|user| (user.assumed_role_id().to_owned(), user.arn().to_owned()));
        Some(Assumed { keys, user })
    }
}

/// A name for a session that nobody has named.
fn session_name() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("{}-{}", env!("CARGO_PKG_NAME"), now.as_secs())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    fn file_name(lines: &str) -> Option<String> {
        let text = format!("[profile a]\n{lines}");
        let config = Config::parse(Some((Path::new("config"), text.as_bytes())), None).expect("a config");
        Role::of(config.profile("a").expect("the profile")).map(|role| role.file_name().expect("a name"))
    }

    /// The names are what botocore 1.44.5's `AssumeRoleCredentialFetcher` answers.
    #[test]
    fn files_are_named_as_the_cli_names_them() {
        let role = "role_arn = arn:aws:iam::111122223333:role/X\nmfa_serial = arn:aws:iam::111122223333:mfa/ann\n";
        assert_eq!(file_name(role).as_deref(), Some("a28d4e4fbf297978bd9959be1438522a39d88294.json"));
        let all = "external_id = b\u{fc}ro\nduration_seconds = 3600\nrole_session_name = ann\n";
        assert_eq!(
            file_name(&format!("{role}{all}")).as_deref(),
            Some("258b8c2d013c1310d9d378c682d61a385193dd30.json")
        );
        let odd = "external_id =\nduration_seconds = long\n";
        assert_eq!(file_name(&format!("{role}{odd}")), file_name(role));
    }

    #[test]
    fn only_roles_with_a_device_want_a_code() {
        assert_eq!(file_name("role_arn = arn:aws:iam::111122223333:role/X\n"), None);
        assert_eq!(file_name("mfa_serial = GAHT12345678\n"), None);
    }
}
