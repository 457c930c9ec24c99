//! IAM Identity Center: tokens, sign-in and the portal with its accounts and roles.

pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod name_template;
pub(crate) mod oidc;
pub(crate) mod portal;
pub(crate) mod refresh;
pub(crate) mod registration;
pub(crate) mod role_assignments;
pub(crate) mod role_credentials;
pub(crate) mod sessions;

pub(crate) use login::login;
pub(crate) use name_template::NameTemplate;
pub(crate) use portal::Portal;
pub(crate) use refresh::fresh_token;
pub(crate) use role_assignments::standing;
pub(crate) use role_credentials::role_credentials;

use crate::cli_cache::role_cache::RoleCache;
use crate::cli_cache::role_credentials::RoleCredentials;
use crate::cli_cache::role_key::RoleKey;
use crate::cli_cache::token::{Client, Status, Token};
use crate::cli_cache::token_cache::{Cached, TokenCache};
use crate::config::identity_center::IdentityCenter;
use crate::text::secret::Secret;

#[cfg(test)]
mod stage;
#[cfg(test)]
mod world;
