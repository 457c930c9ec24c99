//! Signing in with a browser on this machine: an authorization code with PKCE (RFC 7636).

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use tokio::time::timeout;
use uuid::Uuid;

use crate::cli_cache::token::{Registration, Token};
use crate::config::identity_center::{DEFAULT_SCOPE, IdentityCenter};
use crate::error::SsoError;
use crate::sso::login::Prompt;
use crate::sso::login::callback::Callback;
use crate::sso::login::context::LoginContext;
use crate::sso::login::registration_cache::RegistrationCache;
use crate::sso::oidc::{OidcError, Proof};
use crate::text::secret::Secret;

/// Sends the person to the service's page and waits for the browser to come back. Its port is open before it is told
/// to anybody.
pub(crate) async fn sign_in(
    attempt: &LoginContext<'_>,
    registration: &RegistrationCache<'_>,
) -> Result<Token, OidcError> {
    let callback = Callback::bind().await.map_err(|cause| no_port(attempt.center, &cause))?;
    let client = registration.client().await?;
    let verifier = verifier();
    let url = authorize_url(attempt, &client, &callback, &verifier);
    let (code, ()) = tokio::join!(timeout(attempt.patience, callback.answer()), announce(attempt, &url));
    let code = code.map_err(|_| attempt.timed_out())??;
    let proof = Proof { code, redirect_uri: callback.redirect_uri().to_owned(), verifier };
    attempt.oidc.code_token(&client, &proof).await
}

async fn announce(attempt: &LoginContext<'_>, url: &str) {
    let (opened, url) = (attempt.open(url).await, url.to_owned());
    (attempt.tell)(if opened { Prompt::Browser { url } } else { Prompt::OpenYourself { url } });
}

/// The page of the service, with the parameters of the AWS CLI in its order. Its name for OAuth's `scope` is `scopes`.
fn authorize_url(attempt: &LoginContext<'_>, client: &Registration, callback: &Callback, verifier: &Secret) -> String {
    let scopes = attempt.center.scopes.join(" ");
    let parameters = [
        ("response_type", "code"),
        ("client_id", &client.id),
        ("redirect_uri", callback.redirect_uri()),
        ("state", callback.state()),
        ("code_challenge_method", "S256"),
        ("scopes", if scopes.is_empty() { DEFAULT_SCOPE } else { &scopes }),
        ("code_challenge", &challenge(verifier)),
    ];
    let query: Vec<_> = parameters.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    format!("{}/authorize?{}", attempt.oidc.base_url(), query.join("&"))
}

/// The text in a URL, with `%20` for a blank: not every service takes `+` for one.
fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// 96 characters with 366 random bits; RFC 7636 asks for 43 to 128 characters and advises 256 bits.
fn verifier() -> Secret {
    let part = || Uuid::new_v4().simple();
    Secret::new(format!("{}{}{}", part(), part(), part()))
}

/// What the service gets to see of the verifier before it gives a code.
fn challenge(verifier: &Secret) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose()))
}

fn no_port(center: &IdentityCenter, cause: &std::io::Error) -> OidcError {
    let reason = format!("there is no port for the browser to come back to: {cause}");
    OidcError::Unanswered(SsoError::Failed { session: center.key().to_owned(), reason }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_rfcs() {
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
    fn a_url_has_percents_only() {
        assert_eq!(encoded("http://127.0.0.1:1/a b+c"), "http%3A%2F%2F127.0.0.1%3A1%2Fa%20b%2Bc");
    }
}
