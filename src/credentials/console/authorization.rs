//! The page that asks the user to let this program act for them, and what it answers.

use base64::Engine;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::sso::login::pkce::{challenge, percent_encode};
use crate::text::control_characters;
use crate::text::secret::Secret;

/// The browser is on this computer, and brings the code itself.
pub(crate) const SAME_DEVICE: &str = "arn:aws:signin:::devtools/same-device";

/// The browser is on any computer, and the user brings the code.
pub(crate) const CROSS_DEVICE: &str = "arn:aws:signin:::devtools/cross-device";

/// The page on which the user of another device sees the text to copy.
pub(crate) const CONFIRMATION_PATH: &str = "/v1/sessions/confirmation";

/// The URL of the page, with the parameters of the AWS CLI in its order. The challenge's method is not called `S256` here,
/// as it is elsewhere.
pub(crate) fn page_url(base_url: &str, client_id: &str, state: &str, redirect_uri: &str, verifier: &Secret) -> String {
    let parameters = [
        ("response_type", "code"),
        ("client_id", client_id),
        ("state", state),
        ("code_challenge_method", "SHA-256"),
        ("scope", "openid"),
        ("redirect_uri", redirect_uri),
        ("code_challenge", &challenge(verifier)),
    ];
    let query: Vec<_> = parameters.iter().map(|(name, value)| format!("{name}={}", percent_encode(value))).collect();
    format!("{base_url}/v1/authorize?{}", query.join("&"))
}

/// The authorization code in the text that the user has copied: base64 of `state=…&code=…`. Blanks don't count, because a
/// page or a terminal may have broken the text into lines. The error says what is wrong with it.
pub(crate) fn code_in_text(text: &str, state: &str) -> Result<Secret, &'static str> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(pairs) = decoded(&text) else { return Err("it is incomplete or something else") };
    let value = |name: &str| form_urlencoded::parse(&pairs).find(|(n, _)| n == name).map(|(_, value)| value);
    match (value("state"), value("code")) {
        (Some(of_text), _) if of_text != state => Err("it belongs to another sign-in"),
        (Some(_), Some(code)) if !code.is_empty() && control_characters(&code).is_none() => Ok(Secret::new(code)),
        _ => Err("it has no code"),
    }
}

/// Decodes both alphabets of base64, with or without padding.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&base64::alphabet::STANDARD, config).decode(text.replace('-', "+").replace('_', "/")).ok()
}

#[cfg(test)]
mod tests {
    use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};

    use super::*;

    #[test]
    fn the_url_has_the_parameters_of_the_cli() {
        let verifier = Secret::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        let url =
            page_url("https://eu-west-1.signin.aws.amazon.com", SAME_DEVICE, "s", "http://127.0.0.1:1/x", &verifier);
        assert_eq!(
            url,
            "https://eu-west-1.signin.aws.amazon.com/v1/authorize?response_type=code&client_id=arn%3Aaws%3Asignin%3A%3A%3A\
             devtools%2Fsame-device&state=s&code_challenge_method=SHA-256&scope=openid&redirect_uri=http%3A%2F%2F127.0.0.1\
             %3A1%2Fx&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }

    #[test]
    fn the_code_is_read_from_the_text_of_the_page() {
        let pairs = "state=1f-2e&code=a%2Bb~c??>";
        for text in [BASE64_STANDARD.encode(pairs), BASE64_URL_SAFE_NO_PAD.encode(pairs)] {
            let (start, end) = text.split_at(7);
            for text in [text.clone(), format!(" {start}\r\n  {end}\n")] {
                assert_eq!(code_in_text(&text, "1f-2e").expect("a code").expose(), "a+b~c??>", "{text}");
            }
        }
    }

    #[test]
    fn another_text_is_refused() {
        let encoded = |text: &str| BASE64_STANDARD.encode(text);
        for (text, problem) in [
            (String::new(), "it has no code"),
            ("not base64!".into(), "it is incomplete or something else"),
            (encoded("state=s"), "it has no code"),
            (encoded("code=c"), "it has no code"),
            (encoded("state=s&code="), "it has no code"),
            (encoded("state=s&code=a%0Ab"), "it has no code"),
            (encoded("state=other&code=c"), "it belongs to another sign-in"),
        ] {
            assert_eq!(code_in_text(&text, "s").expect_err("refused"), problem, "{text}");
        }
    }
}
