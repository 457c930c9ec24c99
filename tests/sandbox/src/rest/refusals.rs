//! What a caller is told who is made to fail.

use super::Api;
use crate::error::ApiError;
use crate::faults::Kind;

/// The error that a fault stands for, if it stands for one.
pub fn of_fault(kind: &Kind, api: Api) -> Option<ApiError> {
    Some(match (kind, api) {
        (Kind::Throttle, _) => ApiError::too_many_requests(),
        (Kind::InternalError, _) => ApiError::new(500, "InternalServerException", "An internal error has occurred"),
        (Kind::Denied | Kind::DeniedByPolicy | Kind::OptInRequired, Api::Oidc) => {
            ApiError::bad_request("AccessDeniedException", "Access denied")
        }
        (Kind::Denied | Kind::DeniedByPolicy | Kind::OptInRequired, Api::Portal) => ApiError::no_access(),
        (Kind::Expired, Api::Oidc) => ApiError::bad_request("ExpiredTokenException", "Token has expired"),
        (Kind::Expired, Api::Portal) => ApiError::unknown_token(),
        (Kind::Error { status, code, message }, _) => ApiError::new(*status, code.clone(), message.clone()),
        _ => return None,
    })
}
