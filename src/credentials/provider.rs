//! Gives the SDK the credentials of a session, and loads new ones when they expire.

use std::sync::{Mutex, PoisonError};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use aws_smithy_runtime_api::client::http::SharedHttpClient;

use crate::context::OwnedContext;
use crate::credentials::chain::CredentialsChain;
use crate::credentials::kinds;
use crate::credentials::sdk_settings::SdkSettings;
use crate::error::Error;

pub(crate) struct PluginCredentialsProvider {
    /// The credentials that were loaded when the session was opened, until the SDK asks for them.
    first: Mutex<Option<Credentials>>,
    context: OwnedContext,
    /// The profile that the call names.
    named: Option<String>,
    region: String,
    client: SharedHttpClient,
}

impl PluginCredentialsProvider {
    pub(crate) fn new(first: Credentials, settings: &SdkSettings<'_>, named: Option<&str>) -> Self {
        Self {
            first: Mutex::new(Some(first)),
            context: settings.context.into_owned(),
            named: named.map(str::to_owned),
            region: settings.region.to_owned(),
            client: settings.client.clone(),
        }
    }

    async fn load(&self) -> Result<Credentials, Error> {
        let context = self.context.as_context();
        let chain = CredentialsChain::resolve(context.environment, context.config, self.named.as_deref())?;
        let settings = SdkSettings { context, profile: chain.profile, region: &self.region, client: &self.client };
        kinds::load(&settings, &chain.sources).await
    }
}

impl ProvideCredentials for PluginCredentialsProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        match self.first.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(first) => future::ProvideCredentials::ready(Ok(first)),
            // `client::explain` finds our error among the causes of the SDK's.
            None => {
                future::ProvideCredentials::new(async { self.load().await.map_err(CredentialsError::provider_error) })
            }
        }
    }
}

/// Shows no credentials.
impl std::fmt::Debug for PluginCredentialsProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PluginCredentialsProvider").field("named", &self.named).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use aws_sandbox::{Fault, FaultKind, Options};

    use super::*;
    use crate::credentials::Session;
    use crate::error::SsoError;
    use crate::test_support::{Fixture, corp};

    async fn regions(session: &Session) -> Result<usize, Error> {
        let answer = session.ec2("eu-west-1").describe_regions().send().await;
        let answer = answer.map_err(|error| {
            crate::client::explain::explain(&error, session.request("ec2:DescribeRegions", "eu-west-1"))
        });
        Ok(answer?.regions().len())
    }

    #[tokio::test]
    async fn no_attempt_begins_when_the_command_has_waited_too_long() {
        let mut fixture = Fixture::new(Options::default()).with_patience(Duration::from_secs(5));
        fixture.set_variable("AWS_MAX_ATTEMPTS", "3");
        fixture.sign_in(&corp());
        let session = fixture.open_session("dev").await.expect("a session");
        fixture.sandbox.fail(Fault::new(FaultKind::Throttle));
        assert_eq!(regions(&session).await.expect_err("throttled").code(), "aws::throttled");
        assert_eq!(fixture.sandbox.count("DescribeRegions"), 1);
    }

    #[tokio::test]
    async fn the_credentials_of_a_role_sign_requests_to_its_account() {
        let fixture = Fixture::new(Options::default());
        fixture.sign_in(&corp());
        let session = fixture.open_session("dev").await.expect("a session");
        assert!(regions(&session).await.expect("an answer") > 10);
        let requests = fixture.sandbox.requests();
        let asked: Vec<_> = requests.iter().map(|request| request.action.as_str()).collect();
        assert_eq!(asked, ["GetRoleCredentials", "DescribeRegions"]);
        assert_eq!(requests[1].account_id.as_deref(), Some("111122223333"));

        fixture.sandbox.clear_requests();
        regions(&fixture.open_session("dev").await.expect("a second session")).await.expect("an answer");
        assert_eq!((fixture.sandbox.count("GetRoleCredentials"), fixture.sandbox.count("DescribeRegions")), (0, 1));
    }

    #[tokio::test]
    async fn a_chain_that_ends_in_an_identity_center_assumes_its_role() {
        let fixture = Fixture::new(Options::default());
        fixture.sign_in(&corp());
        let session = fixture.open_session("chained").await.expect("a session");
        regions(&session).await.expect("an answer");
        let asked: Vec<_> = fixture.sandbox.requests().into_iter().map(|request| request.action).collect();
        assert_eq!(asked, ["GetRoleCredentials", "AssumeRole", "DescribeRegions"]);
    }

    #[tokio::test]
    async fn without_a_sign_in_there_is_an_error_before_any_request() {
        let fixture = Fixture::new(Options::default());
        let error = fixture.open_session("dev").await.expect_err("signed out");
        assert!(
            matches!(&error, Error::Sso(SsoError::SignedOut { profile: Some(name), .. }) if name == "dev"),
            "{error:?}"
        );
        let error = fixture.open_session("chained").await.expect_err("signed out");
        assert!(
            matches!(&error, Error::Sso(SsoError::SignedOut { profile: Some(name), .. }) if name == "dev"),
            "{error:?}"
        );
        let error = fixture.open_session("legacy").await.expect_err("signed out");
        assert!(
            matches!(&error, Error::Sso(SsoError::SignedOut { login, .. }) if login == "aws sso login --profile legacy"),
            "{error:?}"
        );
        assert!(fixture.sandbox.requests().is_empty());
    }

    #[tokio::test]
    async fn a_role_that_is_no_longer_assigned_and_a_revoked_token_have_different_errors() {
        let fixture = Fixture::new(Options::default());
        fixture.sign_in(&corp());
        fixture.sandbox.unassign_role("111122223333", "developer");
        assert_eq!(fixture.open_session("dev").await.expect_err("no role").code(), "aws::sso::role_not_assigned");
        fixture.sandbox.revoke_tokens();
        let error = fixture.open_session("dev").await.expect_err("dead");
        assert!(matches!(error, Error::Sso(SsoError::Expired { rejected: true, .. })), "{error:?}");
    }

    #[tokio::test]
    async fn an_incomplete_or_inconsistent_profile_is_refused() {
        let fixture = Fixture::new(Options::default());
        fixture.sign_in(&corp());
        let error = fixture.open_session("no-role").await.expect_err("refused");
        assert!(matches!(error, Error::Sso(SsoError::Incomplete { missing: "sso_role_name", .. })), "{error:?}");
        let error = fixture.open_session("torn").await.expect_err("refused");
        assert!(matches!(error, Error::Sso(SsoError::Inconsistent { key: "sso_region", .. })), "{error:?}");
        assert!(fixture.sandbox.requests().is_empty());
    }

    #[tokio::test]
    async fn credentials_that_expire_are_replaced() {
        // The SDK asks for new ones ten seconds before the end.
        let lifetime = std::time::Duration::from_secs(5);
        let fixture = Fixture::new(Options { role_credentials_lifetime: lifetime, ..Options::default() });
        fixture.sign_in(&corp());
        let session = fixture.open_session("dev").await.expect("a session");
        regions(&session).await.expect("an answer");
        assert_eq!(fixture.sandbox.count("GetRoleCredentials"), 1);
        regions(&session).await.expect("an answer");
        assert_eq!(fixture.sandbox.count("GetRoleCredentials"), 2);

        fixture.sandbox.fail(Fault::new(FaultKind::Denied).action("GetRoleCredentials"));
        let error = regions(&session).await.expect_err("no role any more");
        assert_eq!(error.code(), "aws::sso::role_not_assigned");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_program_provides_the_credentials_of_a_profile_and_of_a_chain() {
        let more = "\
[profile program]
credential_process = cat keys.json
region = eu-west-1
[profile chained-program]
role_arn = arn:aws:iam::111122223333:role/tester
source_profile = program
region = eu-west-1
";
        let fixture = Fixture::with_config(Options::default(), more);
        let key = &fixture.sandbox.account("dev-account").key;
        let keys = serde_json::json!({
            "Version": 1, "AccessKeyId": key.access_key_id, "SecretAccessKey": key.secret_access_key,
        });
        std::fs::write(fixture.path("keys.json"), keys.to_string()).expect("written");
        regions(&fixture.open_session("program").await.expect("a session")).await.expect("an answer");
        regions(&fixture.open_session("chained-program").await.expect("a session")).await.expect("an answer");
        assert_eq!(fixture.sandbox.count("AssumeRole"), 1);
    }

    #[tokio::test]
    async fn debug_shows_no_secret() {
        let fixture = Fixture::new(Options::default());
        let token = fixture.sign_in(&corp());
        let text = format!("{:?}", fixture.open_session("dev").await.expect("a session"));
        assert!(!text.contains(aws_sandbox::SECRET_PREFIX) && !text.contains(token.access_token.expose()), "{text}");
    }
}
