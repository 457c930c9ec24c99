//! What a caller is told who may not do something, or who is made to fail.

use crate::authorize::expired;
use crate::call::Call;
use crate::error::ApiError;
use crate::faults::Kind;
use crate::service::Service;

const NOT_SUBSCRIBED: &str = "You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.";

/// The error that a fault stands for, if it stands for one.
pub fn of_fault(kind: &Kind, service: Service, call: &Call) -> Option<ApiError> {
    Some(match kind {
        Kind::Throttle => ApiError::new(503, "RequestLimitExceeded", "Request limit exceeded."),
        Kind::InternalError => ApiError::new(500, "InternalError", "An internal error has occurred"),
        Kind::Denied => denied(service, call),
        Kind::DeniedByPolicy => unauthorized(service, call, "with an explicit deny in a service control policy"),
        Kind::OptInRequired => ApiError::new(401, "OptInRequired", NOT_SUBSCRIBED),
        Kind::Expired => expired(service),
        Kind::Error { status, code, message } => ApiError::new(*status, code.clone(), message.clone()),
        _ => return None,
    })
}

/// The answer to a caller whom no policy allows an action.
pub fn denied(service: Service, call: &Call) -> ApiError {
    let right = right(service, call);
    unauthorized(service, call, &format!("because no identity-based policy allows the {right} action"))
}

fn unauthorized(service: Service, call: &Call, why: &str) -> ApiError {
    let arn = &call.principal.arn;
    let sentence = format!("User: {arn} is not authorized to perform: {} {why}", right(service, call));
    match service {
        Service::Ec2 => {
            let message = format!("You are not authorized to perform this operation. {sentence}");
            ApiError::new(403, "UnauthorizedOperation", message)
        }
        Service::Sts => ApiError::new(403, "AccessDenied", sentence),
    }
}

fn right(service: Service, call: &Call) -> String {
    match service {
        Service::Ec2 => format!("ec2:{}", call.action),
        Service::Sts => format!("sts:{}", call.action),
    }
}
