//! SSO-OIDC: registration of clients, the pages on which the user says yes or no, and tokens.

mod authorize;
mod create_token;
mod device_page;
mod page;
mod pkce;
mod refusals;
mod register_client;
mod start_device_authorization;
mod start_url;

use crate::rest::{Api, Operation};

/// What is answered, and where.
pub const OPERATIONS: [Operation; 9] = [
    Operation::post(Api::Oidc, "/client/register", "RegisterClient", register_client::answer),
    Operation::get(Api::Oidc, "/authorize", "Authorize", authorize::answer),
    Operation::post(Api::Oidc, "/authorize/approve", "ApproveAuthorization", authorize::approve),
    Operation::post(Api::Oidc, "/authorize/deny", "DenyAuthorization", authorize::deny),
    Operation::post(Api::Oidc, "/device_authorization", "StartDeviceAuthorization", start_device_authorization::answer),
    Operation::get(Api::Oidc, "/device", "DevicePage", device_page::answer),
    Operation::post(Api::Oidc, "/device/approve", "ApproveDevice", device_page::approve),
    Operation::post(Api::Oidc, "/device/deny", "DenyDevice", device_page::deny),
    Operation::post(Api::Oidc, "/token", "CreateToken", create_token::answer),
];
