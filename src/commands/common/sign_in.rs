//! The flags and messages of commands that sign in.

use nu_plugin::EvaluatedCall;
use nu_protocol::{LabeledError, ShellError, Signature, Spanned};

use crate::config::identity_center::IdentityCenter;
use crate::config::{Edits, SectionName};
use crate::nu::caller::tell;
use crate::sso::login::{Flow, LoginOptions, Prompt};

/// Adds `--no-browser` and `--use-device-code` to a signature.
pub(crate) trait SignInSignature {
    fn sign_in_flags(self) -> Self;
}

impl SignInSignature for Signature {
    fn sign_in_flags(self) -> Self {
        self.switch("no-browser", "Print the URL of the sign-in page instead of opening a browser.", None).switch(
            "use-device-code",
            "Sign in with a device code, which works in a browser on any computer.",
            None,
        )
    }
}

/// How to sign in. `force` signs in again even if the current sign-in is still valid.
pub(crate) fn login_options(call: &EvaluatedCall, force: bool) -> Result<LoginOptions, LabeledError> {
    let redirect_port = redirect_port(call)?;
    let device = call.has_flag("use-device-code")?;
    if device {
        refuse_port(call, "use-device-code")?;
    }
    let flow = device.then_some(Flow::Device).or(redirect_port.map(|_| Flow::Pkce));
    Ok(LoginOptions { force, browser: !call.has_flag("no-browser")?, flow, redirect_port })
}

/// Refuses `--redirect-port` together with a flag with which no browser calls back.
pub(crate) fn refuse_port(call: &EvaluatedCall, flag: &str) -> Result<(), LabeledError> {
    match (call.get_flag_span(flag), call.get_flag_span("redirect-port")) {
        (Some(left_span), Some(right_span)) => {
            let (left_message, right_message) = ("no browser calls back".into(), "so it needs no port".into());
            Err(ShellError::IncompatibleParameters { left_message, left_span, right_message, right_span }.into())
        }
        _ => Ok(()),
    }
}

/// The value of `--redirect-port`.
pub(crate) fn redirect_port(call: &EvaluatedCall) -> Result<Option<u16>, LabeledError> {
    let Some(Spanned { item: number, span }) = call.get_flag::<Spanned<i64>>("redirect-port")? else { return Ok(None) };
    match u16::try_from(number) {
        Ok(port @ 1..) => Ok(Some(port)),
        _ => {
            let (valid, actual) = ("a port from 1 to 65535".to_owned(), number.to_string());
            Err(ShellError::InvalidValue { valid, actual, span }.into())
        }
    }
}

/// Tells the user where to sign in to the console, and that a text has to come back.
pub(crate) fn print_console_page(url: &str) {
    tell(&format!(
        "To sign in to AWS, go to this page in a browser on any computer (Ctrl-C gives up):\n\n{url}\n\n\
         At the end it shows a text to copy.\n"
    ));
}

/// Corrects the region of a session, or of a legacy profile, whose start URL has led to another one. Returns whether
/// there is something to correct.
pub(crate) fn correct_region(center: &IdentityCenter, profile: Option<&str>, region: &str, edits: &mut Edits) -> bool {
    let section = match (&center.session, profile) {
        _ if region == center.region => None,
        (Some(session), _) => Some(SectionName::sso_session(session)),
        (None, profile) => profile.map(SectionName::profile),
    };
    let Some(section) = section else { return false };
    edits.config.set(&section, "sso_region", region);
    tell(&format!("The start URL of {} leads to {region}, so its sso_region is now that.", center.key()));
    true
}

/// Tells the user what to do to finish a sign-in.
pub(crate) fn print_prompt(session: &str, prompt: &Prompt) {
    tell(&match prompt {
        Prompt::Browser { url } => {
            format!("Sign in to {session} in your browser; Ctrl-C gives up. If it doesn't open, go to\n\n{url}\n")
        }
        Prompt::OpenYourself { url } => {
            format!("To sign in to {session}, go to this page (Ctrl-C gives up):\n\n{url}\n")
        }
        Prompt::Waiting => format!("Waiting for another shell that is signing in to {session}; Ctrl-C gives up."),
        Prompt::Device { url, url_complete, code, opened } => {
            let address = url_complete.as_deref().unwrap_or(url);
            let opening = if *opened {
                format!("Sign in to {session} in your browser; Ctrl-C gives up. If it doesn't open, go to")
            } else {
                format!("To sign in to {session}, go to this page in a browser on any computer (Ctrl-C gives up):")
            };
            format!("{opening}\n\n{address}\n\nApprove it only if the page shows the code {code}.\n")
        }
    });
}
