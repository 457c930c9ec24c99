//! A small world for tests: a person with a home, a config and a sandbox to sign in to.

use std::path::{Path, PathBuf};

use aws_sandbox::{Options, Sandbox};
use chrono::{DateTime, Utc};
use tempfile::TempDir;

use crate::aws::environment::Environment;
use crate::cli_cache::token::{Client, Token};
use crate::cli_cache::token_cache::TokenCache;
use crate::config::Config;
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::context::mfa::Mfa;
use crate::context::settings::Settings;
use crate::credentials::session::Session;
use crate::error::Error;
use crate::http::clients::Clients;
use crate::sso::portal::Portal;
use crate::text::secret::Secret;

const CONFIG: &str = "\
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = developer
region = eu-west-1
[profile legacy]
sso_start_url = https://old.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 444455556666
sso_role_name = tester
region = eu-west-1
[profile chained]
role_arn = arn:aws:iam::111122223333:role/tester
source_profile = dev
region = eu-west-1
[profile no-role]
sso_session = corp
sso_account_id = 111122223333
region = eu-west-1
[profile torn]
sso_session = corp
sso_region = us-east-1
sso_account_id = 111122223333
sso_role_name = developer
region = eu-west-1
";

/// One person on one machine.
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    home: TempDir,
    environment: Environment,
    config: Config,
    settings: Settings,
    clients: Clients,
    mfa: Mfa,
}

impl World {
    pub(crate) fn new(options: Options) -> Self {
        Self::with_config(options, "")
    }

    /// A world with more profiles.
    pub(crate) fn with_config(options: Options, more: &str) -> Self {
        let (sandbox, home) = (Sandbox::start(options), tempfile::tempdir().expect("a home"));
        let vars = [
            ("HOME", home.path().display().to_string()),
            ("PATH", "/usr/bin:/bin".to_owned()),
            ("AWS_ENDPOINT_URL", sandbox.url()),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
        ];
        let vars = vars.into_iter().map(|(name, value)| (name.to_owned(), value));
        let environment = Environment::new(vars, home.path().to_owned());
        let text = format!("{CONFIG}{more}");
        let config = Config::parse(Some((Path::new("config"), text.as_bytes())), None).expect("a config");
        let (settings, clients, mfa) = (Settings::default(), Clients::default(), Mfa::default());
        Self { sandbox, home, environment, config, settings, clients, mfa }
    }

    pub(crate) fn context(&self) -> Context<'_> {
        let Self { environment, config, settings, clients, mfa, .. } = self;
        Context { environment, config, settings, clients, mfa, person: None }
    }

    pub(crate) fn center(&self) -> IdentityCenter {
        IdentityCenter::from_session(&self.config, "corp").expect("the session")
    }

    pub(crate) fn legacy_center(&self) -> IdentityCenter {
        let profile = self.config.profile("legacy").expect("the profile");
        IdentityCenter::from_profile(&self.config, profile).expect("no error").expect("one")
    }

    /// Signs in to a center and stores the token.
    pub(crate) fn sign_in(&self, center: &IdentityCenter) -> Token {
        let scopes: Vec<_> = center.scopes.iter().map(String::as_str).collect();
        let sign_in = self.sandbox.sign_in(&scopes);
        let token = Token {
            start_url: center.start_url.clone(),
            region: center.region.clone(),
            access_token: Secret::new(sign_in.access_token),
            expires_at: time(sign_in.expires_at),
            refresh_token: sign_in.refresh_token.map(Secret::new),
            client: Some(Client {
                id: sign_in.client_id,
                secret: Secret::new(sign_in.client_secret),
                expires_at: time(sign_in.registration_expires_at),
            }),
        };
        self.tokens().write(center, &token).expect("stored");
        token
    }

    pub(crate) fn tokens(&self) -> TokenCache {
        TokenCache::of(&self.environment).expect("a home")
    }

    /// The portal, after signing in.
    pub(crate) async fn portal(&self) -> Portal {
        let token = self.sign_in(&self.center());
        Portal::open(&self.context(), &self.center(), &token, Some("dev")).await.expect("a portal")
    }

    pub(crate) async fn open(&self, profile: &str) -> Result<Session, Error> {
        Session::open(self.context(), Some(profile), None).await
    }

    /// A path in the home.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }
}

fn time(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).expect("a time")
}
