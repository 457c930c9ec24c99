//! How to sign in, and what it shows to the user.

/// How the user approves a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    /// In a browser on this machine, which returns an authorization code (RFC 7636, RFC 8252).
    Pkce,
    /// In a browser on any machine, with a code to compare or to enter (RFC 8628).
    Device,
}

/// The flags of a sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LoginOptions {
    /// Sign in again, even if the token is valid or can be refreshed.
    pub(crate) force: bool,
    /// Whether a browser may be opened.
    pub(crate) browser: bool,
    /// `None` chooses the flow by the environment. A legacy profile always uses [`Flow::Device`].
    pub(crate) flow: Option<Flow>,
    /// The port that the browser calls back. `None` chooses a free one.
    pub(crate) redirect_port: Option<u16>,
}

impl Default for LoginOptions {
    fn default() -> Self {
        Self { force: false, browser: true, flow: None, redirect_port: None }
    }
}

/// What the user has to do or to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Prompt {
    /// The browser has been opened at this URL.
    Browser { url: String },
    /// The user has to open this URL on this machine.
    OpenYourself { url: String },
    /// The user has to approve the sign-in on a page, on any machine.
    Device {
        /// The page on which to enter the code.
        url: String,
        /// The page with the code already entered.
        url_complete: Option<String>,
        /// The code to enter or to compare.
        code: String,
        /// Whether the browser has been opened at the page.
        opened: bool,
    },
    /// Another shell is signing in to the same Identity Center and has prompted the user. This call will use its token.
    Waiting,
}
