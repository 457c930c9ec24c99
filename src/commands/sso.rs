//! The commands that begin with `aws sso`.

pub(crate) mod accounts;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod roles;
pub(crate) mod session_selection;
pub(crate) mod sessions;
