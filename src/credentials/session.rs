//! From a caller, a profile and a region to SDK clients: the only place where an [`SdkConfig`] is made.

use std::sync::Arc;
use std::time::Duration;

use aws_config::{Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_sdk_ec2::config::retry::RetryPartition;
use aws_smithy_runtime_api::client::http::SharedHttpClient;

use crate::aws::partition::Partition;
use crate::client::explain;
use crate::client::retry::{self};
use crate::client::sdk::{check_endpoints, http_client};
use crate::config::{CredentialsKind, Profile, first_line};
use crate::context::Context;
use crate::context::active::ActiveProfile;
use crate::credentials::preloaded_provider::PreloadedProvider;
use crate::credentials::sdk_config::sdk_config;
use crate::credentials::source::Source;
use crate::credentials::{mfa, plugin_provider, profile_account, region};
use crate::error::{CredentialsError, Error, NetworkError, RegionError};
use crate::http::gzip::Gzip;

/// One identity: a profile's, or that of keys in the environment. Its credentials are resolved once, however many
/// regions are asked, and again when they end; but of a role, those that it is assumed with are not (see [`PluginCredentialsProvider`]).
#[derive(Clone)]
pub(crate) struct Session {
    sdk: SdkConfig,
    profile: Option<String>,
    kind: Option<CredentialsKind>,
    region: Option<String>,
    source: &'static str,
    sso_session: Option<String>,
    account_id: Option<String>,
    partition: &'static Partition,
    gzip: bool,
}

/// Where and how STS is asked for the keys of a role.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sts<'a> {
    pub(crate) region: &'a str,
    pub(crate) client: &'a SharedHttpClient,
}

/// One account and region to ask.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    /// Whose credentials.
    pub(crate) session: Arc<Session>,
    /// Where.
    pub(crate) region: String,
}

impl Session {
    /// Prepares a session. Keys of an Identity Center's role, of a program and of a role that wants a code are got at
    /// once, so that a sign-in that is missing is known before anything else is asked; those of roles come from the AWS
    /// CLI's cache if they can. For the others nobody is asked yet, except the instance metadata service for the region of
    /// an EC2 instance where nothing else names one.
    ///
    /// `profile` is what the call names, which wins over keys in the environment; `AWS_PROFILE` does not (as in the AWS
    /// CLI). `region` is what the call names.
    pub(crate) async fn open(context: Context<'_>, profile: Option<&str>, region: Option<&str>) -> Result<Self, Error> {
        Self::open_in(context, profile, region.map_or(region::RegionPolicy::Default, region::RegionPolicy::Named)).await
    }

    /// Prepares a session to ask many regions, none of which has to be its own: where nothing names one, it is a region
    /// that every account of the partition has.
    pub(crate) async fn open_anywhere(context: Context<'_>, profile: Option<&str>) -> Result<Self, Error> {
        Self::open_in(context, profile, region::RegionPolicy::Any).await
    }

    /// Prepares a session for its credentials, which are good without a region: where nothing names one, it has none.
    pub(crate) async fn open_for_credentials(
        context: Context<'_>,
        profile: Option<&str>,
        region: Option<&str>,
    ) -> Result<Self, Error> {
        Self::open_in(context, profile, region.map_or(region::RegionPolicy::Configured, region::RegionPolicy::Named))
            .await
    }

    /// Whether a code of an MFA device is needed, unless there are keys in a cache: that of the profile that the call
    /// names, or of the active one.
    pub(crate) fn wants_code(context: &Context<'_>, profile: Option<&str>) -> bool {
        let active = ActiveProfile::resolve(context.environment, context.config, profile).ok();
        let source = active.and_then(|active| plugin_provider::source(context.config, active.profile()?));
        source.is_some_and(mfa::wants_code)
    }

    async fn open_in(
        context: Context<'_>,
        profile: Option<&str>,
        wanted: region::RegionPolicy<'_>,
    ) -> Result<Self, Error> {
        let Context { environment, config, .. } = context;
        let active = ActiveProfile::resolve(environment, config, profile)?;
        let source = Source::choose(environment, &active)?;
        let row = active.profile();
        check_endpoints(environment, row.and_then(|profile| profile.get("endpoint_url")))?;
        let client = http_client(&context, row)?;
        let signed_by = source.signed_by(row);
        // An EC2 instance that gives its credentials can tell its region, too.
        let wanted = match (wanted, &source) {
            (region::RegionPolicy::Configured, Source::InstanceMetadata) => region::RegionPolicy::Default,
            (wanted, _) => wanted,
        };
        let region = region::to_ask(environment, row, wanted, &client).await?;
        let partition = profile_account::partition(config, signed_by, region.as_deref());
        // Without a region, roles are taken in one that every account has.
        let sts = Sts { region: region.as_deref().unwrap_or(partition.main_region), client: &client };
        let sdk = sdk_config(&context, &source, row, sts).await?;
        Ok(Self {
            sdk,
            profile: signed_by.map(|profile| profile.name().to_owned()),
            kind: signed_by.and_then(Profile::kind),
            source: source.name(signed_by),
            sso_session: signed_by
                .and_then(|profile| profile.get("sso_session"))
                .map(|name| first_line(name).into_owned()),
            account_id: signed_by.and_then(profile_account::account_id).map(str::to_owned),
            partition,
            region,
            gzip: context.settings.gzip,
        })
    }

    /// The profile that was asked with; `None` for keys in the environment, and where there is no profile.
    pub(crate) fn profile(&self) -> Option<&str> {
        self.profile.as_deref()
    }

    /// The region to ask if no other is named: the call's, `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's, or that
    /// of the EC2 instance that this runs on.
    pub(crate) fn region(&self) -> Result<&str, Error> {
        self.region.as_deref().ok_or_else(|| RegionError::Missing { profile: self.profile.clone() }.into())
    }

    /// A region of the partition to ask where any will do: the session's own if it is one.
    pub(crate) fn home_region(&self) -> &str {
        let own = self.region.as_deref().filter(|region| Partition::from_region(region) == self.partition);
        own.unwrap_or(self.partition.main_region)
    }

    /// The account's id, if the profile says it; asking AWS for it costs a request.
    pub(crate) fn account_id(&self) -> Option<&str> {
        self.account_id.as_deref()
    }

    /// Where the credentials come from, in a word: `environment`, a kind of profile, `web_identity`, `container` or
    /// `instance_metadata`.
    pub(crate) fn source(&self) -> &'static str {
        self.source
    }

    /// The `[sso-session]` that the profile names.
    pub(crate) fn sso_session(&self) -> Option<&str> {
        self.sso_session.as_deref()
    }

    /// An STS client for a region that signs with these credentials, which need not be got once more.
    pub(crate) fn sts(&self, region: &str, credentials: Credentials) -> aws_sdk_sts::Client {
        let config = aws_sdk_sts::config::Builder::from(&self.sdk)
            .region(Region::new(region.to_owned()))
            .credentials_provider(credentials)
            .retry_classifier(retry::NoPointlessRetry)
            .build();
        aws_sdk_sts::Client::from_conf(config)
    }

    /// The partition in which the credentials are good.
    pub(crate) fn partition(&self) -> &'static Partition {
        self.partition
    }

    /// An EC2 client for a region. Each profile and region has its own retry quota, so that one throttled account
    /// does not slow the others.
    pub(crate) fn ec2(&self, region: &str) -> aws_sdk_ec2::Client {
        let partition = format!("{}-{region}", self.profile.as_deref().unwrap_or_default());
        let mut config = aws_sdk_ec2::config::Builder::from(&self.sdk)
            .region(Region::new(region.to_owned()))
            .retry_partition(RetryPartition::new(partition))
            .retry_classifier(retry::NoPointlessRetry);
        if self.gzip {
            config = config.interceptor(Gzip);
        }
        aws_sdk_ec2::Client::from_conf(config.build())
    }

    /// The credentials as they are now. Those that aren't known yet are asked for.
    pub(crate) async fn credentials(&self) -> Result<Credentials, Error> {
        let request = self.request("sts:AssumeRole", self.home_region());
        let provider = self.sdk.credentials_provider();
        let provider = provider.ok_or_else(|| CredentialsError::Missing { profile: self.profile.clone() })?;
        provider.provide_credentials().await.map_err(|error| explain::explain_credentials(&error, request))
    }

    /// The same session, whose credentials have been got: whether there are any is known before the first of many
    /// requests, and is not found out by each of them. However many roles there are on the way, they have this time.
    pub(crate) async fn with_credentials(mut self, patience: Duration) -> Result<Self, Error> {
        let endpoint = self.request("sts:AssumeRole", self.home_region()).endpoint();
        let in_time = tokio::time::timeout(patience, self.credentials()).await;
        let first = in_time.unwrap_or(Err(NetworkError::Timeout { endpoint }.into()))?;
        if let Some(provider) = self.sdk.credentials_provider() {
            let primed = SharedCredentialsProvider::new(PreloadedProvider::new(first, provider));
            self.sdk = self.sdk.into_builder().credentials_provider(primed).build();
        }
        Ok(self)
    }

    /// What to tell of a failed request.
    pub(crate) fn request<'a>(&'a self, action: &'static str, region: &'a str) -> explain::Request<'a> {
        explain::Request { action, region, profile: self.profile(), kind: self.kind }
    }
}

/// The SDK's configuration would print the caller's variables and the keys in the profile.
impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("profile", &self.profile).field("region", &self.region).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
