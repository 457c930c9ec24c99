//! An authenticated request of the query protocol.

use std::sync::Arc;

use crate::authentication::expired;
use crate::caller::Caller;
use crate::ec2::Resources;
use crate::error::ApiError;
use crate::faults::FaultKind;
use crate::parameters::Parameters;
use crate::regions::Region;
use crate::service::Service;
use crate::state::SandboxState;

const NOT_SUBSCRIBED: &str = "You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.";

#[derive(Debug, Clone, Copy)]
pub struct ApiRequest<'a> {
    pub state: &'a SandboxState,
    pub service: Service,
    pub caller: &'a Caller,
    pub region: Region,
    pub action: &'a str,
    pub parameters: &'a Parameters,
    pub request_id: &'a str,
    /// The injected fault that the request triggers.
    pub fault: Option<&'a FaultKind>,
}

impl ApiRequest<'_> {
    /// The resources of the caller's account in the region of the request.
    pub fn resources(&self) -> Arc<Resources> {
        self.state.resources(&self.caller.account, self.region)
    }

    /// The error response of the injected fault, unless the fault is of another kind.
    pub fn fault_error(&self) -> Option<ApiError> {
        Some(match self.fault? {
            FaultKind::Throttle => ApiError::new(503, "RequestLimitExceeded", "Request limit exceeded."),
            FaultKind::InternalError => ApiError::new(500, "InternalError", "An internal error has occurred"),
            FaultKind::Denied => self.access_denied(),
            FaultKind::DeniedByPolicy => self.unauthorized("with an explicit deny in a service control policy"),
            FaultKind::OptInRequired => ApiError::new(401, "OptInRequired", NOT_SUBSCRIBED),
            FaultKind::Expired => expired(self.service),
            FaultKind::Error { status, code, message } => ApiError::new(*status, code.clone(), message.clone()),
            _ => return None,
        })
    }

    /// The error for a caller whom no policy allows the action.
    pub fn access_denied(&self) -> ApiError {
        let permission = self.permission();
        self.unauthorized(&format!("because no identity-based policy allows the {permission} action"))
    }

    fn unauthorized(&self, reason: &str) -> ApiError {
        let arn = &self.caller.arn;
        let sentence = format!("User: {arn} is not authorized to perform: {} {reason}", self.permission());
        match self.service {
            Service::Ec2 => {
                let message = format!("You are not authorized to perform this operation. {sentence}");
                ApiError::new(403, "UnauthorizedOperation", message)
            }
            Service::Sts => ApiError::new(403, "AccessDenied", sentence),
        }
    }

    /// The action as IAM policies name it, such as `ec2:DescribeInstances`.
    fn permission(&self) -> String {
        let prefix = match self.service {
            Service::Ec2 => "ec2",
            Service::Sts => "sts",
        };
        format!("{prefix}:{}", self.action)
    }
}
