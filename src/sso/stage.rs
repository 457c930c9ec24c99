//! For tests: a caller with a home of their own, and a sandbox that they call.

use std::sync::Mutex;

use aws_sandbox::{Options, Sandbox};
use chrono::{DateTime, TimeDelta};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::aws::environment::Environment;
use crate::aws::timestamp::now;
use crate::cli_cache::token::{Client, Token};
use crate::cli_cache::token_cache::TokenCache;
use crate::config::Config;
use crate::config::identity_center::{DEFAULT_SCOPE, IdentityCenter};
use crate::context::Context;
use crate::context::mfa::Mfa;
use crate::context::settings::Settings;
use crate::http::clients::Clients;
use crate::sso::login::Prompt;
use crate::text::secret::Secret;

/// The caller and the sandbox.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    home: tempfile::TempDir,
    environment: Environment,
    config: Config,
    settings: Settings,
    clients: Clients,
    mfa: Mfa,
}

impl Stage {
    /// A sandbox of this kind, and a caller who has not signed in.
    pub(crate) fn new(options: Options) -> Self {
        let sandbox = Sandbox::start(options);
        let url = sandbox.url();
        Self::of(sandbox, &url)
    }

    /// A caller who takes this for the endpoint of AWS.
    pub(crate) fn of(sandbox: Sandbox, url: &str) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let vars =
            [("HOME", home.path().to_str().expect("text")), ("AWS_ENDPOINT_URL", url), ("AWS_MAX_ATTEMPTS", "1")];
        let vars = vars.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let environment = Environment::new(vars, home.path().to_owned());
        Self {
            sandbox,
            home,
            environment,
            config: Config::default(),
            settings: Settings::default(),
            clients: Clients::default(),
            mfa: Mfa::default(),
        }
    }

    /// Sets a variable of the caller.
    #[cfg(unix)]
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        let vars = self.environment.vars().chain([(name, value)]).map(|(name, value)| (name.into(), value.into()));
        self.environment = Environment::new(vars.collect::<Vec<_>>(), self.home.path().to_owned());
    }

    /// The caller's home and current directory.
    #[cfg(unix)]
    pub(crate) fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    pub(crate) fn context(&self) -> Context<'_> {
        let Self { environment, config, settings, clients, mfa, .. } = self;
        Context { environment, config, settings, clients, mfa, person: None }
    }

    pub(crate) fn cache(&self) -> TokenCache {
        TokenCache::of(&self.environment).expect("a home")
    }

    /// The names of the files in the cache that don't begin with a dot.
    pub(crate) fn files(&self) -> Vec<String> {
        let folder = std::fs::read_dir(self.home.path().join(".aws/sso/cache")).expect("the cache");
        let names = folder.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        names.filter(|name| !name.starts_with('.')).collect()
    }

    /// A sign-in to `corp` whose access token has this much time left, stored.
    pub(crate) fn signed_in(&self, left: TimeDelta) -> Token {
        let sign_in = self.sandbox.sign_in(&[DEFAULT_SCOPE]);
        let registration_end = DateTime::from_timestamp(sign_in.registration_expires_at, 0).expect("a time");
        let token = Token {
            start_url: corp().start_url,
            region: corp().region,
            access_token: sign_in.access_token.into(),
            expires_at: now() + left,
            refresh_token: sign_in.refresh_token.map(Secret::from),
            client: Some(Client {
                id: sign_in.client_id,
                secret: sign_in.client_secret.into(),
                expires_at: registration_end,
            }),
        };
        self.cache().write(&corp(), &token).expect("stored");
        token
    }

    /// The token of `corp` that is stored.
    pub(crate) fn stored(&self) -> Option<Token> {
        self.cache().read(&corp()).expect("no error")
    }
}

/// An Identity Center with a session.
pub(crate) fn corp() -> IdentityCenter {
    IdentityCenter {
        session: Some("corp".into()),
        start_url: "https://corp.awsapps.com/start".into(),
        region: "eu-west-1".into(),
        scopes: vec![DEFAULT_SCOPE.into()],
    }
}

/// The prompts that a person has got.
#[derive(Default)]
pub(crate) struct Description(Mutex<Vec<Prompt>>);

impl Description {
    pub(crate) fn add(&self, prompt: Prompt) {
        self.0.lock().expect("a lock").push(prompt);
    }

    pub(crate) fn all(&self) -> Vec<Prompt> {
        self.0.lock().expect("a lock").clone()
    }
}

/// Opens a page as a browser does, and answers with the last page.
pub(crate) async fn browse(url: &str) -> String {
    let mut url = url.to_owned();
    loop {
        let rest = url.strip_prefix("http://").expect("an http URL");
        let (address, target) = rest.split_once('/').expect("a path");
        let mut stream = TcpStream::connect(address).await.expect("connected");
        let request = format!("GET /{target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("asked");
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.expect("answered");
        match reply.lines().find_map(|line| line.strip_prefix("location: ")) {
            Some(next) => url = next.to_owned(),
            None => return reply,
        }
    }
}
