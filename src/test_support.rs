//! For tests: a user with a home folder, AWS files and a sandbox in place of AWS.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use aws_sandbox::{Options, Sandbox};
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::aws::environment::Environment;
use crate::aws::timestamp::now;
use crate::cli_cache::token::{Registration, Token};
use crate::cli_cache::token_cache::TokenCache;
use crate::config::Config;
use crate::config::identity_center::{DEFAULT_SCOPE, IdentityCenter};
use crate::context::{Context, OwnedContext};
use crate::credentials::Session;
use crate::error::Error;
use crate::http::waits::Waits;
use crate::sso::Portal;
use crate::sso::login::Prompt;
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

/// Waits for a condition.
pub(crate) async fn until(is_so: impl Fn() -> bool) {
    while !is_so() {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// The `[sso-session corp]` of every [`Fixture`].
pub(crate) fn corp() -> IdentityCenter {
    IdentityCenter {
        session: Some("corp".into()),
        start_url: "https://corp.awsapps.com/start".into(),
        region: "eu-west-1".into(),
        scopes: vec![DEFAULT_SCOPE.into()],
    }
}

/// A config file of this text.
pub(crate) fn config(text: &str) -> Config {
    Config::parse(Some((Path::new("config"), text.as_bytes())), None).expect("a config")
}

/// An environment of these variables, whose current directory is `/`.
pub(crate) fn environment(vars: &[(&str, &str)]) -> Environment {
    Environment::new(vars.iter().map(|(name, value)| (name.to_string(), value.to_string())), "/".into())
}

/// What a call knows that has these variables and this config file, and everything else by default.
pub(crate) fn owned_context(vars: &[(&str, &str)], config_text: &str) -> OwnedContext {
    OwnedContext { environment: environment(vars), config: config(config_text), ..OwnedContext::default() }
}

/// A signed-out user with the AWS files above and a sandbox.
pub(crate) struct Fixture {
    pub(crate) sandbox: Sandbox,
    home: TempDir,
    context: OwnedContext,
}

impl Fixture {
    pub(crate) fn new(options: Options) -> Self {
        Self::with_config(options, "")
    }

    /// The config file has this text at its end.
    pub(crate) fn with_config(options: Options, more: &str) -> Self {
        let (sandbox, home) = (Sandbox::start(options), tempfile::tempdir().expect("a home"));
        let context = OwnedContext { config: config(&format!("{CONFIG}{more}")), ..OwnedContext::default() };
        let mut fixture = Self { sandbox, home, context };
        for (name, value) in [
            ("HOME", fixture.home.path().display().to_string()),
            ("PATH", "/usr/bin:/bin".to_owned()),
            ("AWS_ENDPOINT_URL", fixture.sandbox.url()),
            ("AWS_MAX_ATTEMPTS", "1".to_owned()),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
        ] {
            fixture.set_variable(name, &value);
        }
        fixture
    }

    pub(crate) fn set_variable(&mut self, name: &str, value: &str) {
        let old = self.context.environment.vars().filter(|(known, _)| *known != name);
        let vars = old.chain([(name, value)]).map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.context.environment = Environment::new(vars.collect::<Vec<_>>(), self.home.path().to_owned());
    }

    /// Limits how long a command may be without progress.
    pub(crate) fn with_patience(mut self, time: Duration) -> Self {
        self.context.waits = Waits::with_limits(time, time);
        self
    }

    pub(crate) fn context(&self) -> Context<'_> {
        self.context.as_context()
    }

    /// A path in the home folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub(crate) fn token_cache(&self) -> TokenCache {
        TokenCache::from_environment(&self.context.environment).expect("a home")
    }

    /// The names of the files in the token cache, without the locks.
    pub(crate) fn cached_files(&self) -> Vec<String> {
        let folder = std::fs::read_dir(self.path(".aws/sso/cache")).expect("the cache");
        let names = folder.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        names.filter(|name| !name.starts_with('.')).collect()
    }

    /// The start URL of the profile `legacy`.
    pub(crate) fn legacy_center(&self) -> IdentityCenter {
        let config = self.context().config;
        let profile = config.profile("legacy").expect("the profile");
        IdentityCenter::from_profile(config, profile).expect("no error").expect("an Identity Center")
    }

    /// Signs in and stores the token.
    pub(crate) fn sign_in(&self, center: &IdentityCenter) -> Token {
        let scopes: Vec<_> = center.scopes.iter().map(String::as_str).collect();
        let sign_in = self.sandbox.sign_in(&scopes);
        let token = Token {
            start_url: center.start_url.clone(),
            region: center.region.clone(),
            access_token: Secret::new(sign_in.access_token),
            expires_at: time(sign_in.expires_at),
            refresh_token: sign_in.refresh_token.map(Secret::new),
            registration: Some(Registration {
                id: sign_in.client_id,
                secret: Secret::new(sign_in.client_secret),
                expires_at: time(sign_in.registration_expires_at),
            }),
        };
        self.token_cache().write(center, &token).expect("stored");
        token
    }

    /// Signs in to [`corp`] and stores a token that expires after this time.
    pub(crate) fn sign_in_for(&self, time_left: TimeDelta) -> Token {
        let token = Token { expires_at: now() + time_left, ..self.sign_in(&corp()) };
        self.store(&token);
        token
    }

    /// Stores a token of [`corp`].
    pub(crate) fn store(&self, token: &Token) {
        self.token_cache().write(&corp(), token).expect("stored");
    }

    /// The stored token of [`corp`].
    pub(crate) fn stored(&self) -> Option<Token> {
        self.token_cache().read(&corp()).expect("no error")
    }

    /// Signs in to [`corp`] and opens its portal.
    pub(crate) async fn portal(&self) -> Portal {
        let token = self.sign_in(&corp());
        Portal::open(&self.context(), &corp(), &token.access_token, Some("dev")).await.expect("a portal")
    }

    pub(crate) async fn open_session(&self, profile: &str) -> Result<Session, Error> {
        Session::open(self.context(), Some(profile), None).await
    }
}

fn time(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).expect("a time")
}

/// The prompts that a sign-in has shown.
#[derive(Default)]
pub(crate) struct ShownPrompts(Mutex<Vec<Prompt>>);

impl ShownPrompts {
    pub(crate) fn add(&self, prompt: Prompt) {
        self.0.lock().expect("a lock").push(prompt);
    }

    pub(crate) fn all(&self) -> Vec<Prompt> {
        self.0.lock().expect("a lock").clone()
    }
}

/// Requests a page as a browser does, and returns the last response after all redirects.
pub(crate) async fn browse(url: &str) -> String {
    let mut url = url.to_owned();
    loop {
        let rest = url.strip_prefix("http://").expect("an http URL");
        let (address, target) = rest.split_once('/').expect("a path");
        let mut stream = TcpStream::connect(address).await.expect("connected");
        let request = format!("GET /{target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut response = String::new();
        stream.read_to_string(&mut response).await.expect("a response");
        match response.lines().find_map(|line| line.strip_prefix("location: ")) {
            Some(next) => url = next.to_owned(),
            None => return response,
        }
    }
}
