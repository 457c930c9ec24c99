//! Signing in with an authorization code and PKCE, in a browser on this machine (RFC 7636).

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use tokio::time::timeout;
use uuid::Uuid;

use crate::cli_cache::token::{Registration, Token};
use crate::config::identity_center::DEFAULT_SCOPE;
use crate::error::SsoError;
use crate::sso::login::callback::Callback;
use crate::sso::login::context::LoginContext;
use crate::sso::login::options::Prompt;
use crate::sso::login::registration_cache::RegistrationCache;
use crate::sso::oidc::{AuthorizationCode, OidcError};
use crate::sso::page_url::PageUrl;
use crate::text::secret::Secret;

/// Sends the user to the service's page, and waits until the browser calls back. The port is open before its URL is
/// shown.
pub(crate) async fn sign_in(
    login: &LoginContext<'_>,
    registrations: &RegistrationCache<'_>,
) -> Result<Token, OidcError> {
    let page = format!("{}/authorize", login.oidc.base_url());
    login.oidc.page(&page)?;
    let callback = Callback::bind(login.redirect_port).await.map_err(|cause| no_port(login, &cause))?;
    let registration = registrations.get().await?;
    let verifier = verifier();
    let url = login.oidc.page(&authorize_url(login, &page, &registration, &callback, &verifier))?;
    let (code, ()) = tokio::join!(timeout(login.timeout, callback.code()), prompt(login, &url));
    let code = code.map_err(|_| login.timed_out())??;
    let code = AuthorizationCode { code, redirect_uri: callback.redirect_uri().to_owned(), verifier };
    login.oidc.token_for_code(&registration, &code).await
}

async fn prompt(login: &LoginContext<'_>, url: &PageUrl) {
    let (opened, url) = (login.open_browser(url).await, url.to_string());
    (login.show)(if opened { Prompt::Browser { url } } else { Prompt::OpenYourself { url } });
}

/// The URL of the service's page, with the parameters of the AWS CLI in its order. AWS calls OAuth's `scope` `scopes`.
fn authorize_url(
    login: &LoginContext<'_>,
    page: &str,
    registration: &Registration,
    callback: &Callback,
    verifier: &Secret,
) -> String {
    let scopes = login.center.scopes.join(" ");
    let parameters = [
        ("response_type", "code"),
        ("client_id", &registration.id),
        ("redirect_uri", callback.redirect_uri()),
        ("state", callback.state()),
        ("code_challenge_method", "S256"),
        ("scopes", if scopes.is_empty() { DEFAULT_SCOPE } else { &scopes }),
        ("code_challenge", &challenge(verifier)),
    ];
    let query: Vec<_> = parameters.iter().map(|(name, value)| format!("{name}={}", percent_encode(value))).collect();
    format!("{page}?{}", query.join("&"))
}

/// Percent-encodes a text, with `%20` for a space because not every service reads `+` as one.
pub(crate) fn percent_encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// 96 characters with 366 random bits. RFC 7636 requires 43 to 128 characters and recommends 256 bits.
pub(crate) fn verifier() -> Secret {
    let part = || Uuid::new_v4().simple();
    Secret::new(format!("{}{}{}", part(), part(), part()))
}

/// The hash of the verifier that the service sees before it issues a code.
pub(crate) fn challenge(verifier: &Secret) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose()))
}

fn no_port(login: &LoginContext<'_>, cause: &std::io::Error) -> OidcError {
    let reason = match login.redirect_port {
        Some(port) => format!("port {port} can't be opened for the browser to call back: {cause}"),
        None => format!("no local port is free for the browser to call back: {cause}"),
    };
    OidcError::Other(SsoError::Failed { session: login.center.key().to_owned(), reason, region: None }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_matches_the_example_of_the_rfc() {
        let verifier = Secret::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(challenge(&verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn a_verifier_is_long_and_new_every_time() {
        let one = verifier();
        assert!((43..=128).contains(&one.expose().len()));
        assert!(one.expose().chars().all(|letter| letter.is_ascii_alphanumeric()));
        assert_ne!(one, verifier());
    }

    #[test]
    fn a_space_is_encoded_with_a_percent_sign() {
        assert_eq!(percent_encode("http://127.0.0.1:1/a b+c"), "http%3A%2F%2F127.0.0.1%3A1%2Fa%20b%2Bc");
    }
}
