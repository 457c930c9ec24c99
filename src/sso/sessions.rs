//! The Identity Centers in the config with their cached sign-ins. No network.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::aws::environment::Environment;
use crate::aws::timestamp::now;
use crate::cli_cache::console_sessions::ConsoleSessionCache;
use crate::cli_cache::token::{SignInStatus, Token};
use crate::cli_cache::token_cache::TokenCache;
use crate::config::identity_center::IdentityCenter;
use crate::config::{Config, CredentialsKind, Profile, SsoSettings};
use crate::error::Error;

/// An Identity Center in the config, with the cached sign-in.
#[derive(Debug)]
pub(crate) struct SsoSession<'a> {
    /// The `[sso-session]`'s name; `None` for the start URL of legacy profiles.
    pub(crate) name: Option<String>,
    pub(crate) start_url: Option<String>,
    /// The region of the Identity Center.
    pub(crate) region: Option<String>,
    pub(crate) scopes: Vec<String>,
    pub(crate) token: Option<Token>,
    /// The names of the profiles that use it, in the order of the config.
    pub(crate) profiles: Vec<&'a str>,
}

/// The `[sso-session]`s in the order of the config, then the start URLs of legacy profiles. A session without a start
/// URL or region is included as signed out.
pub(crate) fn sessions<'a>(environment: &Environment, config: &'a Config) -> Result<Vec<SsoSession<'a>>, Error> {
    let mut sessions: Vec<_> = config.sso_sessions().map(|section| from_section(config, section.name())).collect();
    // By the session's name, or else by the start URL.
    let names = config.sso_sessions().map(|section| (Some(section.name()), None));
    let mut index: HashMap<_, _> = names.zip(0..).collect();
    for profile in config.profiles() {
        let Some(sso) = profile.sso(config) else { continue };
        let key = (sso.session, sso.start_url.filter(|_| sso.session.is_none()));
        let at = match (index.get(&key), sso.session) {
            (Some(at), _) => *at,
            (None, Some(_)) => continue,
            (None, None) => {
                sessions.push(SsoSession {
                    name: None,
                    start_url: sso.start_url.map(str::to_owned),
                    region: sso.region.map(str::to_owned),
                    scopes: Vec::new(),
                    token: None,
                    profiles: Vec::new(),
                });
                index.insert(key, sessions.len() - 1);
                sessions.len() - 1
            }
        };
        sessions[at].profiles.push(profile.name());
    }
    // Without a home folder there is no cache.
    if environment.home().is_some() {
        let cache = TokenCache::from_environment(environment)?;
        for session in &mut sessions {
            session.token = session.center().map(|center| cache.read(&center)).transpose()?.flatten();
        }
    }
    Ok(sessions)
}

/// The status and expiry of each cached sign-in, for the rows of profiles.
#[derive(Debug, Default)]
pub(crate) struct SignIns {
    sessions: HashMap<String, (SignInStatus, DateTime<Utc>)>,
    /// The sign-ins of legacy profiles.
    start_urls: HashMap<String, (SignInStatus, DateTime<Utc>)>,
    /// The sign-ins to the console, by `login_session`.
    consoles: HashMap<String, (SignInStatus, DateTime<Utc>)>,
}

impl SignIns {
    /// # Errors
    ///
    /// [`Error::Cache`] for a file that can't be read.
    pub(crate) fn load(environment: &Environment, config: &Config) -> Result<Self, Error> {
        let mut sign_ins = Self::default();
        for SsoSession { name, start_url, token, .. } in sessions(environment, config)? {
            let Some(sign_in) = token.map(|token| (token.status(now()), token.expires_at)) else { continue };
            match (name, start_url) {
                (Some(name), _) => sign_ins.sessions.insert(name, sign_in),
                (None, Some(url)) => sign_ins.start_urls.insert(url, sign_in),
                (None, None) => None,
            };
        }
        let names = config.profiles().filter_map(|profile| profile.get("login_session"));
        for name in names.filter(|_| environment.home().is_some()) {
            if let Some(session) = ConsoleSessionCache::from_environment(environment)?.read(name)? {
                sign_ins.consoles.insert(name.to_owned(), (session.status(now()), session.expires_at));
            }
        }
        Ok(sign_ins)
    }

    /// The status and expiry of the sign-in that a profile of this kind uses. `None` if it needs none.
    pub(crate) fn of_profile(
        &self,
        profile: &Profile,
        kind: Option<CredentialsKind>,
        sso: Option<&SsoSettings>,
    ) -> Option<(SignInStatus, Option<DateTime<Utc>>)> {
        match kind? {
            CredentialsKind::Sso => Some(self.get(sso?)),
            CredentialsKind::Login => {
                let sign_in = self.consoles.get(profile.get("login_session")?);
                Some(sign_in.map_or((SignInStatus::SignedOut, None), |(status, end)| (*status, Some(*end))))
            }
            _ => None,
        }
    }

    /// The status and expiry of the sign-in that a profile uses.
    pub(crate) fn get(&self, sso: &SsoSettings) -> (SignInStatus, Option<DateTime<Utc>>) {
        let sign_in = match (sso.session, sso.start_url) {
            (Some(name), _) => self.sessions.get(name),
            (None, Some(url)) => self.start_urls.get(url),
            (None, None) => None,
        };
        sign_in.map_or((SignInStatus::SignedOut, None), |(status, expires_at)| (*status, Some(*expires_at)))
    }
}

fn from_section<'a>(config: &Config, name: &str) -> SsoSession<'a> {
    let key = |key| config.sso_session(name).and_then(|section| section.get(key)).map(str::to_owned);
    let scopes = key("sso_registration_scopes").unwrap_or_default();
    let scopes = scopes.split(',').map(str::trim).filter(|scope| !scope.is_empty());
    SsoSession {
        name: Some(name.to_owned()),
        start_url: key("sso_start_url"),
        region: key("sso_region"),
        scopes: scopes.map(str::to_owned).collect(),
        token: None,
        profiles: Vec::new(),
    }
}

impl SsoSession<'_> {
    /// `None` if the start URL or the region is missing.
    pub(crate) fn center(&self) -> Option<IdentityCenter> {
        Some(IdentityCenter {
            session: self.name.clone(),
            start_url: self.start_url.clone()?,
            region: self.region.clone()?,
            scopes: self.scopes.clone(),
        })
    }
}
