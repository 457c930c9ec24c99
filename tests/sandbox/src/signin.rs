//! The sign-in service of the console: the page on which the user allows access, and the keys of `aws login`.

mod authorize;
mod create_token;
mod proof;

use crate::error::ApiError;
use crate::rest::{Api, Operation, RestRequest};

/// The client of a program on the machine of the browser.
const SAME_DEVICE: &str = "arn:aws:signin:::devtools/same-device";

/// The client of a program on another machine.
const CROSS_DEVICE: &str = "arn:aws:signin:::devtools/cross-device";

pub const OPERATIONS: [Operation; 5] = [
    Operation::get(Api::SignIn, "/v1/authorize", "AuthorizeOAuth2Access", authorize::show),
    Operation::post(Api::SignIn, "/v1/authorize/approve", "ApproveOAuth2Access", authorize::approve),
    Operation::post(Api::SignIn, "/v1/authorize/deny", "DenyOAuth2Access", authorize::deny),
    Operation::get(Api::SignIn, "/v1/sessions/confirmation", "ConfirmationPage", authorize::confirm),
    Operation::post(Api::SignIn, "/v1/token", "CreateOAuth2Token", create_token::handle),
];

/// The page that shows a code to the user of another device.
fn confirmation_page(request: &RestRequest) -> String {
    format!("{}/v1/sessions/confirmation", request.state.url)
}

fn invalid_request(message: impl Into<String>) -> ApiError {
    ApiError::bad_request("INVALID_REQUEST", message)
}
