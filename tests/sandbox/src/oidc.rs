//! SSO-OIDC: client registration, the pages on which the user allows or denies access, and tokens.

mod authorize;
mod create_token;
mod device;
pub mod html;
pub mod pkce;
mod register_client;
mod validation;

use crate::rest::{Api, Operation};

pub const OPERATIONS: [Operation; 9] = [
    Operation::post(Api::Oidc, "/client/register", "RegisterClient", register_client::handle),
    Operation::get(Api::Oidc, "/authorize", "Authorize", authorize::show),
    Operation::post(Api::Oidc, "/authorize/approve", "ApproveAuthorization", authorize::approve),
    Operation::post(Api::Oidc, "/authorize/deny", "DenyAuthorization", authorize::deny),
    Operation::post(Api::Oidc, "/device_authorization", "StartDeviceAuthorization", device::start),
    Operation::get(Api::Oidc, "/device", "DevicePage", device::show),
    Operation::post(Api::Oidc, "/device/approve", "ApproveDevice", device::approve),
    Operation::post(Api::Oidc, "/device/deny", "DenyDevice", device::deny),
    Operation::post(Api::Oidc, "/token", "CreateToken", create_token::handle),
];
