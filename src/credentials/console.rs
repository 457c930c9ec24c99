//! Sessions of the AWS console on this computer, as the AWS CLI's `aws login` makes them: signing in, the requests for keys,
//! and signing out. [`kinds::login`](super::kinds::login) loads and renews their credentials.

pub(crate) mod authorization;
pub(crate) mod logout;
pub(crate) mod proof_key;
pub(crate) mod sign_in;
pub(crate) mod token_endpoint;
