//! The part of the handle that is about the console's sign-in service.

use super::Sandbox;

impl Sandbox {
    /// Changes who is signed in to the console in the browser: the ARN of a role session, a user or root in one of the
    /// accounts. At first it is `ann`, with the role `developer` in the first account.
    pub fn set_console_user(&self, arn: &str) {
        self.state.console.set_user(arn);
    }

    /// The `state` parameters of the pending requests to act for the user of the console.
    pub fn pending_console_requests(&self) -> Vec<String> {
        self.state.console.pending_states()
    }

    /// Approves the request with this `state`, and returns the URL to which the browser is redirected.
    ///
    /// # Panics
    ///
    /// If no such request is pending.
    pub fn approve_console_request(&self, state: &str) -> String {
        let console = &self.state.console;
        let request = console.find_by_state(state).and_then(|id| console.take(&id));
        let request = request.unwrap_or_else(|| panic!("no pending request of the console has the state {state}"));
        console.approve(request)
    }

    /// Makes all authorization codes of the console expire.
    pub fn expire_console_codes(&self) {
        self.state.console.expire_codes();
    }

    /// Ends all sessions of the console, as after 12 hours. Keys that were issued stay valid.
    pub fn expire_console_sessions(&self) {
        self.state.console.expire_sessions();
    }

    /// Ends all sessions of the console, as if an administrator had revoked them. Keys that were issued stay valid.
    pub fn revoke_console_sessions(&self) {
        self.state.console.revoke_sessions();
    }

    /// Changes the password of all users of the console, which ends their sessions.
    pub fn change_console_passwords(&self) {
        self.state.console.change_password();
    }
}
