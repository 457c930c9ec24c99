//! IAM Identity Center: tokens, sign-in and the portal with its accounts and roles.

pub(crate) mod cache_file;
pub(crate) mod cli_cache;
pub mod identity_center;
pub mod keys;
mod lock;
pub mod login;
pub mod logout;
pub mod name_template;
mod oidc;
pub mod portal;
pub(crate) mod private_file;
pub(crate) mod python_json;
pub mod refresh;
mod registration;
pub mod role_credentials;
pub mod secret;
pub mod sessions;
#[cfg(test)]
mod stage;
mod standing;
pub(crate) mod timestamp;
pub mod token;
pub mod token_cache;
#[cfg(test)]
pub(crate) mod world;

pub use identity_center::IdentityCenter;
pub use login::login;
pub use name_template::NameTemplate;
pub use portal::Portal;
pub use refresh::fresh_token;
pub use keys::RoleCredentials;
pub use role_credentials::{RoleCache, RoleKey, role_credentials};
pub use secret::Secret;
pub use standing::standing;
pub use token::{Client, Status, Token};
pub use token_cache::{Cached, TokenCache};
