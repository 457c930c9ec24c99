//! The flags and messages of commands that sign in to IAM Identity Center.

use nu_plugin::EvaluatedCall;
use nu_protocol::{LabeledError, Signature};

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
    let flow = call.has_flag("use-device-code")?.then_some(Flow::Device);
    Ok(LoginOptions { force, browser: !call.has_flag("no-browser")?, flow })
}

/// Tells the user what to do to finish a sign-in.
pub(crate) fn print_prompt(session: &str, prompt: &Prompt) {
    tell(&match prompt {
        Prompt::Browser { url } => {
            format!("Sign in to {session} in your browser. If it doesn't open, go to\n\n{url}\n")
        }
        Prompt::OpenYourself { url } => format!("To sign in to {session}, go to\n\n{url}\n"),
        Prompt::Waiting => format!("Waiting for another shell that is signing in to {session}."),
        Prompt::Device { url, url_complete, code, opened } => {
            let address = url_complete.as_deref().unwrap_or(url);
            let opening = if *opened {
                format!("Sign in to {session} in your browser. If it doesn't open, go to")
            } else {
                format!("To sign in to {session}, go to this page in a browser on any computer:")
            };
            format!("{opening}\n\n{address}\n\nApprove it only if the page shows the code {code}.\n")
        }
    });
}
