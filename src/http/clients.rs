//! HTTP clients, one for each set of connection settings. All calls share them, so that connections are reused.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_http_client::{Builder, Connector};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::config::first_line;
use crate::error::{Error, SettingError};
use crate::http::rate_limiter::RateLimiters;
use crate::process::open_files;
use crate::{files, limits};

/// The clients, and the rate limiters of the portals that are called with them. A clone shares both.
#[derive(Clone, Default)]
pub(crate) struct Clients(Arc<Shared>);

#[derive(Default)]
struct Shared {
    clients: Mutex<HashMap<Route, SharedHttpClient>>,
    rate_limiters: RateLimiters,
}

/// The settings of a connection.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Route {
    /// The CA certificates to trust instead of the system's, with the time when the file was modified.
    ca_bundle: Option<(PathBuf, Option<SystemTime>)>,
    proxy: Option<Proxy>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Proxy {
    scheme: Scheme,
    url: String,
    exceptions: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Scheme {
    Http,
    Https,
    Both,
}

impl Route {
    /// Reads `AWS_CA_BUNDLE`, then the profile's `ca_bundle`, and `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` in lower
    /// or upper case, as the AWS CLI does.
    pub(crate) fn new(environment: &Environment, profile_ca_bundle: Option<&str>) -> Self {
        let of_profile = profile_ca_bundle.filter(|path| !path.trim().is_empty());
        let ca_bundle = environment.non_empty(variables::AWS_CA_BUNDLE).or(of_profile).map(|path| {
            let path = environment.expand_path(path);
            let changed = std::fs::metadata(&path).and_then(|file| file.modified()).ok();
            (path, changed)
        });
        Self { ca_bundle, proxy: Proxy::from_environment(environment) }
    }

    /// The URL of the proxy.
    pub(crate) fn proxy(&self) -> Option<&str> {
        self.proxy.as_ref().map(|proxy| proxy.url.as_str())
    }

    /// The same without a proxy.
    pub(crate) fn direct(self) -> Self {
        Self { proxy: None, ..self }
    }
}

impl Proxy {
    /// The SDK's connector has only one proxy. If the two differ, the one for https is used, because AWS is called over
    /// https.
    fn from_environment(environment: &Environment) -> Option<Self> {
        let either_case = |name: &str| {
            let lower = name.to_ascii_lowercase();
            environment.non_empty(&lower).or_else(|| environment.non_empty(name)).map(str::to_owned)
        };
        let exceptions = either_case(variables::NO_PROXY);
        let (scheme, url) = match (either_case(variables::HTTPS_PROXY), either_case(variables::HTTP_PROXY)) {
            (Some(https), Some(http)) if https == http => (Scheme::Both, https),
            (Some(https), _) => (Scheme::Https, https),
            (None, Some(http)) => (Scheme::Http, http),
            (None, None) => return None,
        };
        Some(Self { scheme, url: with_scheme(&url), exceptions })
    }

    fn config(&self) -> Result<ProxyConfig, Error> {
        let url = self.url.as_str();
        let config = match self.scheme {
            Scheme::Http => ProxyConfig::http(url),
            Scheme::Https => ProxyConfig::https(url),
            Scheme::Both => ProxyConfig::all(url),
        };
        // The URL may contain a password, so the error doesn't repeat it.
        let config = config.map_err(|_| SettingError::Invalid {
            name: if self.scheme == Scheme::Http { variables::HTTP_PROXY } else { variables::HTTPS_PROXY }.into(),
            value: None,
            expected: "a URL such as http://proxy.example.com:8080".into(),
        })?;
        Ok(match &self.exceptions {
            Some(exceptions) => config.no_proxy(exceptions),
            None => config,
        })
    }
}

/// The URL of a proxy. Without a scheme it is `http:`, as in boto3, curl and Go.
fn with_scheme(url: &str) -> String {
    let url = url.trim();
    match url.strip_prefix("//") {
        Some(address) => format!("http://{address}"),
        None if url.contains("://") => url.to_owned(),
        None => format!("http://{url}"),
    }
}

impl Clients {
    /// The client for these settings.
    pub(crate) fn get(&self, route: &Route) -> Result<SharedHttpClient, Error> {
        let mut clients = self.0.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get(route) {
            return Ok(client.clone());
        }
        let client = build(route)?;
        clients.insert(route.clone(), client.clone());
        Ok(client)
    }

    pub(crate) fn rate_limiters(&self) -> &RateLimiters {
        &self.0.rate_limiters
    }
}

fn build(route: &Route) -> Result<SharedHttpClient, Error> {
    let tls = match &route.ca_bundle {
        Some((path, _)) => {
            let refused = |reason: String| SettingError::CaBundle {
                path: first_line(&path.to_string_lossy()).into_owned(),
                reason,
            };
            let pem = files::read(path, limits::CA_BUNDLE).map_err(|cause| refused(cause.to_string()))?;
            check_certificates(&pem).map_err(refused)?;
            let trusted = TrustStore::empty().with_pem_certificate(pem);
            TlsContext::builder().with_trust_store(trusted).build().map_err(|cause| refused(cause.to_string()))?
        }
        None => TlsContext::default(),
    };
    let proxy = route.proxy.as_ref().map(Proxy::config).transpose()?.unwrap_or_else(ProxyConfig::disabled);
    Ok(Builder::new().build_with_connector_fn(move |settings, components| {
        let mut connector =
            Connector::builder().proxy_config(proxy.clone()).pool_max_idle_per_host(max_idle_connections());
        connector.set_connector_settings(settings.cloned());
        connector.set_sleep_impl(components.and_then(|components| components.sleep_impl()));
        connector.tls_provider(Provider::Rustls(CryptoMode::AwsLc)).tls_context(tls.clone()).build()
    }))
}

/// How many idle connections are kept to each host. A process that may open few files keeps fewer, down to none: a call
/// may go to as many hosts as AWS has regions, which are less than 64, and other files are open besides.
fn max_idle_connections() -> usize {
    open_files::limit().saturating_sub(64) / 64
}

/// Rejects certificates with which the SDK's connector would panic.
fn check_certificates(pem: &[u8]) -> Result<(), String> {
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(|cause| format!("it is not a PEM file ({cause})"))?;
        store.add(certificate).map_err(|cause| format!("it has an invalid certificate ({cause})"))?;
    }
    if store.is_empty() { Err("it has no PEM certificate".into()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(vars: &[(&str, &str)]) -> Environment {
        Environment::new(vars.iter().map(|(k, v)| (k.to_string(), v.to_string())), "/srv".into())
    }

    #[test]
    fn the_variable_overrides_the_profiles_ca_bundle() {
        let route = Route::new(&environment(&[("AWS_CA_BUNDLE", "corp.pem")]), Some("/etc/other.pem"));
        assert_eq!(route.ca_bundle.map(|(path, _)| path), Some(PathBuf::from("/srv/corp.pem")));
        let route = Route::new(&environment(&[]), Some("/etc/other.pem"));
        assert_eq!(route.ca_bundle.map(|(path, _)| path), Some(PathBuf::from("/etc/other.pem")));
        assert_eq!(Route::new(&environment(&[]), Some("")).ca_bundle, None);
    }

    #[test]
    fn equal_settings_share_a_client() {
        let clients = Clients::default();
        let route = Route::new(&environment(&[]), None);
        clients.get(&route).expect("a client");
        clients.get(&route).expect("the same");
        assert_eq!(clients.0.clients.lock().expect("lock").len(), 1);
        clients.get(&Route::new(&environment(&[("HTTPS_PROXY", "http://proxy:8080")]), None)).expect("another");
        assert_eq!(clients.0.clients.lock().expect("lock").len(), 2);
    }

    #[test]
    fn a_proxy_without_a_scheme_is_called_with_http() {
        for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"] {
            for (value, url) in [
                ("proxy:8080", "http://proxy:8080"),
                ("proxy", "http://proxy"),
                ("//proxy:8080", "http://proxy:8080"),
                ("me:hunter2@proxy:8080", "http://me:hunter2@proxy:8080"),
                ("[::1]:8080", "http://[::1]:8080"),
                (" https://proxy ", "https://proxy"),
                ("HTTP://proxy", "HTTP://proxy"),
            ] {
                let route = Route::new(&environment(&[(name, value)]), None);
                assert_eq!(route.proxy.as_ref().map(|proxy| proxy.url.as_str()), Some(url), "{name}={value}");
                assert!(Clients::default().get(&route).is_ok(), "{name}={value}");
            }
        }
    }

    #[test]
    fn an_invalid_proxy_is_an_error_without_its_url() {
        let route = Route::new(&environment(&[("HTTPS_PROXY", "http://me:hunter2@")]), None);
        let error = Clients::default().get(&route).expect_err("refused").to_string();
        assert!(error.contains("HTTPS_PROXY") && !error.contains("hunter2"), "{error}");
    }

    #[test]
    fn a_bundle_without_a_certificate_is_an_error_with_its_path() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let path = file.path().display().to_string();
        let route = Route::new(&environment(&[("AWS_CA_BUNDLE", path.as_str())]), None);
        let error = Clients::default().get(&route).expect_err("refused").to_string();
        assert!(error.contains(&path), "{error}");
    }
}
