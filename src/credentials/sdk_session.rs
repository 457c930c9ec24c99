//! A caller's identity with its credentials, and the SDK clients that use them.

use std::sync::Arc;

use aws_config::{Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_sdk_ec2::config::retry::RetryPartition;

use crate::aws::partition::Partition;
use crate::client::explain::Request;
use crate::client::retries_and_timeouts::NoPointlessRetry;
use crate::client::sdk::{check_endpoints, custom_endpoint, endpoint_setting, for_service, http_client, proxy};
use crate::config::CredentialsKind;
use crate::context::Context;
use crate::credentials::chain::CredentialsChain;
use crate::credentials::provider::PluginCredentialsProvider;
use crate::credentials::region::{self, RegionPolicy};
use crate::credentials::sdk_settings::{SdkSettings, is_temporary};
use crate::credentials::{kinds, profile_account};
use crate::error::{Error, RegionError};
use crate::http::gzip::Gzip;
use crate::http::waits::Waits;

/// The identity of a profile or of the environment. Its credentials are loaded when it is opened, and again when they
/// expire, no matter how many regions use them.
#[derive(Clone)]
pub(crate) struct Session {
    sdk: SdkConfig,
    credentials: Credentials,
    kind: CredentialsKind,
    profile: Option<String>,
    region: Option<String>,
    sso_session: Option<String>,
    account_id: Option<String>,
    partition: &'static Partition,
    gzip: bool,
    waits: Waits,
    endpoint_setting: Option<&'static str>,
    shared_host: Option<String>,
}

/// One account and region to send requests to.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) session: Arc<Session>,
    pub(crate) region: String,
}

impl Session {
    /// Opens the session of the profile and region that the call names. Without a profile, keys in the environment win
    /// over `AWS_PROFILE`, as in the AWS CLI. Without a region, the configured one is used, or that of the EC2 instance.
    pub(crate) async fn open(context: Context<'_>, profile: Option<&str>, region: Option<&str>) -> Result<Self, Error> {
        Self::open_with(context, profile, region.map_or(RegionPolicy::Configured, RegionPolicy::Named)).await
    }

    /// Opens a session for requests to many regions. It needs no region of its own.
    pub(crate) async fn open_anywhere(context: Context<'_>, profile: Option<&str>) -> Result<Self, Error> {
        Self::open_with(context, profile, RegionPolicy::Any).await
    }

    /// Opens a session for its credentials, which are valid without a region.
    pub(crate) async fn open_for_credentials(
        context: Context<'_>,
        profile: Option<&str>,
        region: Option<&str>,
    ) -> Result<Self, Error> {
        Self::open_with(context, profile, region.map_or(RegionPolicy::Optional, RegionPolicy::Named)).await
    }

    /// Whether opening a session may ask the user for something. `profile` is the one that the call names.
    pub(crate) fn may_ask_user(context: &Context<'_>, profile: Option<&str>) -> bool {
        let chain = CredentialsChain::resolve(context.environment, context.config, profile);
        chain.is_ok_and(|chain| chain.may_ask_user())
    }

    async fn open_with(context: Context<'_>, named: Option<&str>, policy: RegionPolicy<'_>) -> Result<Self, Error> {
        let Context { environment, config, .. } = context;
        let chain = CredentialsChain::resolve(environment, config, named)?;
        let CredentialsChain { profile, source, ref sources, .. } = chain;
        check_endpoints(&context, profile)?;
        let client = http_client(&context, profile)?;
        let policy = match policy {
            // An EC2 instance that provides the credentials also knows its region.
            RegionPolicy::Optional if source.kind == CredentialsKind::InstanceMetadata => RegionPolicy::Configured,
            policy => policy,
        };
        let region = region::resolve(&context, profile, policy).await?;
        let signed_by = source.profile;
        let partition = profile_account::partition(config, signed_by, region.as_deref());
        // Without a region, roles are assumed in one that every account has.
        let sts_region = region.as_deref().unwrap_or(partition.main_region);
        let settings = SdkSettings { context, profile, region: sts_region, client: &client };
        let credentials = kinds::load(&settings, sources).await.map_err(|error| chain.explain(config, error))?;
        let sdk = settings.config(PluginCredentialsProvider::new(credentials.clone(), &settings, named)).await?;
        let shared_host = custom_endpoint(&sdk, "EC2").or_else(|| proxy(&context));
        let sso_session = signed_by.and_then(|profile| profile.get("sso_session"));
        Ok(Self {
            sdk,
            credentials,
            kind: source.kind,
            profile: source.profile_name(),
            sso_session: sso_session.map(str::to_owned),
            account_id: signed_by.and_then(profile_account::account_id).map(str::to_owned),
            partition,
            region,
            gzip: context.settings.gzip,
            waits: context.waits.clone(),
            endpoint_setting: endpoint_setting(&context, profile),
            shared_host,
        })
    }

    /// `None` for keys in the environment, and without a profile.
    pub(crate) fn profile(&self) -> Option<&str> {
        self.profile.as_deref()
    }

    /// The region for requests that name no other.
    pub(crate) fn region(&self) -> Result<&str, Error> {
        self.region.as_deref().ok_or_else(|| RegionError::Missing { profile: self.profile.clone() }.into())
    }

    /// A region for requests that any region of the partition can serve: the session's own, if it is one of them.
    pub(crate) fn default_region(&self) -> &str {
        let own = self.region.as_deref().filter(|region| Partition::from_region(region) == self.partition);
        own.unwrap_or(self.partition.main_region)
    }

    /// The custom endpoint or proxy that gets the requests to all regions.
    pub(crate) fn shared_host(&self) -> Option<&str> {
        self.shared_host.as_deref()
    }

    /// The account's id, if the profile has it.
    pub(crate) fn account_id(&self) -> Option<&str> {
        self.account_id.as_deref()
    }

    /// The kind of the credentials, as tables show it.
    pub(crate) fn source(&self) -> &'static str {
        self.kind.as_str()
    }

    /// The `[sso-session]` that the profile names.
    pub(crate) fn sso_session(&self) -> Option<&str> {
        self.sso_session.as_deref()
    }

    /// The partition in which the credentials are valid.
    pub(crate) fn partition(&self) -> &'static Partition {
        self.partition
    }

    /// The credentials as they were loaded when the session was opened.
    pub(crate) fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    pub(crate) fn sts(&self, region: &str) -> aws_sdk_sts::Client {
        let config = aws_sdk_sts::config::Builder::from(&for_service(&self.sdk, "STS"))
            .region(Region::new(region.to_owned()))
            .credentials_provider(self.credentials.clone())
            .retry_classifier(NoPointlessRetry(self.waits.clone()))
            .build();
        aws_sdk_sts::Client::from_conf(config)
    }

    /// Each profile and region has its own retry quota, so that one throttled account does not slow down the others.
    pub(crate) fn ec2(&self, region: &str) -> aws_sdk_ec2::Client {
        let partition = format!("{}-{region}", self.profile.as_deref().unwrap_or_default());
        let mut config = aws_sdk_ec2::config::Builder::from(&for_service(&self.sdk, "EC2"))
            .region(Region::new(region.to_owned()))
            .retry_partition(RetryPartition::new(partition))
            .retry_classifier(NoPointlessRetry(self.waits.clone()));
        if self.gzip {
            config = config.interceptor(Gzip);
        }
        aws_sdk_ec2::Client::from_conf(config.build())
    }

    /// A request as errors describe it.
    pub(crate) fn request<'a>(&'a self, action: &'static str, region: &'a str) -> Request<'a> {
        Request {
            profile: self.profile(),
            is_temporary: is_temporary(&self.credentials),
            key_variable: self.kind.key_variable(),
            sign_in: self.kind.facts().sign_in,
            ..Request::new(action, region, self.endpoint_setting)
        }
    }
}

/// The SDK's configuration would show the caller's variables and the credentials.
impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("profile", &self.profile).field("region", &self.region).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::CredentialsError;
    use crate::test_support::owned_context;

    const CONFIG: &str = "\
[default]
region = eu-west-3
[profile dev]
region = eu-west-1
aws_access_key_id = AKIADEV
aws_secret_access_key = secret-dev
[profile bare]
region = eu-west-2
[profile regionless]
aws_access_key_id = AKIAANY
aws_secret_access_key = secret-any
[profile odd]
endpoint_url = localhost:4566
aws_access_key_id = AKIAODD
aws_secret_access_key = secret-odd
";

    const NO_METADATA: (&str, &str) = ("AWS_EC2_METADATA_DISABLED", "true");

    fn open(vars: &[(&str, &str)], profile: Option<&str>, region: Option<&str>) -> Result<Session, Error> {
        open_with_config(CONFIG, vars, profile, region)
    }

    fn open_with_config(
        config: &str,
        vars: &[(&str, &str)],
        profile: Option<&str>,
        region: Option<&str>,
    ) -> Result<Session, Error> {
        let vars: Vec<_> = [NO_METADATA].iter().chain(vars).copied().collect();
        let context = owned_context(&vars, config);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(Session::open(context.as_context(), profile, region))
    }

    fn region(vars: &[(&str, &str)], profile: Option<&str>, region: Option<&str>) -> String {
        open(vars, profile, region).expect("a session").region().expect("a region").to_owned()
    }

    const KEYS: [(&str, &str); 2] = [("AWS_ACCESS_KEY_ID", "AKIAENV"), ("AWS_SECRET_ACCESS_KEY", "secret-env")];

    #[test]
    fn the_region_comes_from_the_call_the_variables_or_the_profile_in_this_order() {
        let both = [("AWS_REGION", "us-east-1"), ("AWS_DEFAULT_REGION", "us-east-2")];
        assert_eq!(region(&both, Some("dev"), Some("ap-south-1")), "ap-south-1");
        assert_eq!(region(&both, Some("dev"), None), "us-east-1");
        assert_eq!(region(&both[1..], Some("dev"), None), "us-east-2");
        assert_eq!(region(&[("AWS_REGION", "")], Some("dev"), None), "eu-west-1");
    }

    #[test]
    fn asking_a_session_without_a_region_for_it_is_an_error() {
        let session = open(&[], Some("regionless"), None).expect("a session");
        assert_eq!(session.region().expect_err("none").code(), "aws::region::missing");
    }

    #[test]
    fn keys_in_the_environment_win_over_aws_profile_but_not_over_the_call() {
        let vars: Vec<_> = KEYS.into_iter().chain([("AWS_PROFILE", "dev")]).collect();
        assert_eq!(open(&vars, None, None).expect("keys").profile(), None);
        assert_eq!(open(&vars, Some("dev"), None).expect("a profile").profile(), Some("dev"));
    }

    #[test]
    fn one_half_of_a_key_pair_is_an_error() {
        let error = open(&KEYS[..1], None, Some("eu-west-1")).expect_err("refused");
        assert_eq!(error.code(), "aws::credentials::half_key_pair");
        assert_eq!(open(&KEYS[1..], None, None).expect_err("nothing").code(), "aws::credentials::missing");
    }

    #[test]
    fn expired_keys_are_an_error_before_any_request() {
        let vars: Vec<_> = KEYS.into_iter().chain([("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z")]).collect();
        assert_eq!(open(&vars, None, None).expect_err("expired").code(), "aws::credentials::expired");
    }

    #[test]
    fn empty_settings_of_a_profile_are_ignored() {
        let config = "[profile x]\naws_access_key_id = AKIA\naws_secret_access_key = s\nca_bundle =\nretry_mode =\n\
                       max_attempts =\nendpoint_url =\nregion =\n";
        let session = open_with_config(config, &[], Some("x"), None).expect("a session");
        session.ec2("eu-west-1");
        assert_eq!(session.region().expect_err("none").code(), "aws::region::missing");
    }

    #[test]
    fn without_a_metadata_service_a_profile_without_credentials_is_an_error() {
        let error = open(&[], Some("bare"), None).expect_err("nothing");
        assert!(
            matches!(&error, Error::Credentials(CredentialsError::Missing { profile: Some(name) }) if name == "bare"),
            "{error:?}"
        );
    }

    #[test]
    fn an_endpoint_that_is_no_url_is_an_error_that_names_it() {
        let error = open(&[], Some("odd"), Some("eu-west-1")).expect_err("refused").to_string();
        assert!(error.contains("endpoint_url") && error.contains("localhost:4566"), "{error}");
        let error = open(&[("AWS_ENDPOINT_URL_EC2", "https://")], Some("dev"), None).expect_err("refused").to_string();
        assert!(error.contains("AWS_ENDPOINT_URL_EC2"), "{error}");
    }

    #[test]
    fn a_password_in_an_endpoint_that_is_no_url_is_not_repeated() {
        let error =
            open(&[("AWS_ENDPOINT_URL", "ann:hunter2@localhost:4566")], Some("dev"), None).expect_err("refused");
        assert!(error.to_string().contains("`ann:****@localhost:4566`"), "{error}");
    }

    #[test]
    fn a_secret_indented_below_another_key_is_in_no_error() {
        for line in [
            "region = eu-west-1",
            "region =",
            "retry_mode = standard",
            "max_attempts = 3",
            "endpoint_url = http://localhost",
            "ca_bundle = /ca.pem",
            "sso_start_url = https://corp.awsapps.com/start",
            "sso_account_id = 111122223333",
            "sso_role_name = developer",
            "sso_session = corp",
            "sso_session = gone",
            "sso_region = eu-west-1",
            "role_arn = arn:aws:iam::111122223333:role/a",
            "source_profile = keys",
            "mfa_serial = GAHT12345678",
            "credential_source = Environment",
        ] {
            let key = line.split(' ').next().expect("a key");
            let config = |more: &str| {
                let more: String =
                    more.lines().filter(|one| !one.starts_with(key)).map(|one| format!("{one}\n")).collect();
                format!(
                    "[sso-session corp]\nsso_start_url = https://corp\nsso_region = eu-west-1\n\
                     [profile keys]\naws_access_key_id = AKIA\naws_secret_access_key = s\n\
                     [profile x]\n{more}{line}\n  aws_secret_access_key = hunter2\n"
                )
            };
            let role = "role_arn = arn:aws:iam::1:role/a\nsource_profile = keys\nmfa_serial = m\nregion = eu-west-1\n";
            let sso = "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = a\nregion = eu-west-1\n";
            let legacy = "sso_start_url = https://a\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = a\n";
            for more in [role, sso, legacy] {
                let opened = open_with_config(&config(more), &[("HOME", "/no/home")], Some("x"), None);
                let text = match opened {
                    Err(error) => format!("{error} {error:?} {:?}", error.help()),
                    Ok(session) => format!("{:?} {:?}", session.account_id(), session.sso_session()),
                };
                assert!(!text.contains("hunter2"), "{line}: {text}");
            }
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let keys = format!("{:?}", open(&KEYS, None, None).expect("keys"));
        let profile = format!("{:?}", open(&[("TOKEN", "secret-other")], Some("dev"), None).expect("a profile"));
        assert!(!keys.contains("secret-") && !profile.contains("secret-"), "{keys} {profile}");
    }
}
