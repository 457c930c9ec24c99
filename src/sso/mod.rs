//! IAM Identity Center: tokens, sign-in and the portal with its accounts and roles.

pub mod identity_center;
pub mod secret;

pub use identity_center::IdentityCenter;
pub use secret::Secret;
