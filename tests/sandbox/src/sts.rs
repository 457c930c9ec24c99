//! STS, API version 2011-06-15.

mod mfa;
pub mod web_identity;

use crate::account::{Account, ROLES};
use crate::api_request::ApiRequest;
use crate::caller::Caller;
use crate::clock;
use crate::error::ApiError;
use crate::parameters::Parameters;
use crate::service::Service;
use crate::state::SandboxState;
use crate::xml::{Element, document, parent, text};

/// The range of session lifetimes, in seconds.
const DURATIONS: std::ops::RangeInclusive<i64> = 900..=43_200;
const DEFAULT_DURATION: i64 = 3600;

/// The body of the response.
pub fn handle(request: &ApiRequest) -> Result<String, ApiError> {
    let version = request.parameters.get("Version").unwrap_or_default();
    let result = match request.action {
        "AssumeRole" if version == Service::Sts.version() => assume_role(request)?,
        "GetCallerIdentity" if version == Service::Sts.version() => get_caller_identity(request),
        other => {
            let message = format!("Could not find operation {other} for version {version}");
            return Err(ApiError::bad_request("InvalidAction", message));
        }
    };
    Ok(document_of(request.action, result, request.request_id))
}

fn document_of(action: &str, result: Element, request_id: &str) -> String {
    let metadata = parent("ResponseMetadata", [text("RequestId", request_id.to_owned())]);
    document(&format!("{action}Response"), Some(Service::Sts.namespace()), &[result, metadata])
}

fn get_caller_identity(request: &ApiRequest) -> Element {
    let caller = request.caller;
    parent(
        "GetCallerIdentityResult",
        [
            text("Arn", caller.arn.clone()),
            text("UserId", caller.user_id.clone()),
            text("Account", caller.account.id.clone()),
        ],
    )
}

fn assume_role(request: &ApiRequest) -> Result<Element, ApiError> {
    let arn = request.parameters.get("RoleArn").ok_or_else(|| missing("roleArn"))?;
    let name = session_name(request.parameters)?;
    let duration = duration(request)?;
    let (account, role) = role(request, arn)?;
    mfa::check(request, arn, role)?;
    Ok(assumed("AssumeRoleResult", request.state, account, role, name, duration))
}

fn assumed(
    result: &'static str,
    state: &SandboxState,
    account: &Account,
    role: &str,
    name: &str,
    duration: i64,
) -> Element {
    let expires = clock::now() + duration;
    let session = state.callers.assume_role(account, role, name, expires);
    parent(result, [credentials(&session, expires), assumed_user(&session)])
}

fn credentials(session: &Caller, expires: i64) -> Element {
    parent(
        "Credentials",
        [
            text("AccessKeyId", session.key.access_key_id.clone()),
            text("SecretAccessKey", session.key.secret_access_key.clone()),
            text("SessionToken", session.key.session_token.clone().unwrap_or_default()),
            text("Expiration", clock::iso(expires)),
        ],
    )
}

fn assumed_user(session: &Caller) -> Element {
    let id = text("AssumedRoleId", session.user_id.clone());
    parent("AssumedRoleUser", [id, text("Arn", session.arn.clone())])
}

/// The account and name of a role, or the error if it doesn't exist.
fn role<'a>(request: &'a ApiRequest, arn: &'a str) -> Result<(&'a Account, &'a str), ApiError> {
    find_role(request.state, arn)?.ok_or_else(|| {
        let user = &request.caller.arn;
        let message = format!("User: {user} is not authorized to perform: sts:AssumeRole on resource: {arn}");
        ApiError::new(403, "AccessDenied", message)
    })
}

/// The account and name of a role if it exists.
fn find_role<'a>(state: &'a SandboxState, arn: &'a str) -> Result<Option<(&'a Account, &'a str)>, ApiError> {
    let parts: Vec<_> = arn.split(':').collect();
    let ["arn", "aws", "iam", "", id, resource] = parts[..] else {
        return Err(invalid(format!("{arn} is invalid")));
    };
    let name = resource.strip_prefix("role/").filter(|name| ROLES.contains(name));
    Ok(state.account(id).zip(name))
}

fn session_name(parameters: &Parameters) -> Result<&str, ApiError> {
    let name = parameters.get("RoleSessionName").ok_or_else(|| missing("roleSessionName"))?;
    let allowed = |character: char| character.is_ascii_alphanumeric() || "_+=,.@-".contains(character);
    let rule = match name.chars().count() {
        0 | 1 => "Member must have length greater than or equal to 2",
        65.. => "Member must have length less than or equal to 64",
        _ if name.chars().all(allowed) => return Ok(name),
        _ => "Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    };
    Err(constraint_error(name, "roleSessionName", rule))
}

fn duration(request: &ApiRequest) -> Result<i64, ApiError> {
    let seconds = session_duration(request.parameters)?;
    if seconds > 3600 && request.caller.is_session() {
        let message =
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining";
        return Err(invalid(message.to_owned()));
    }
    Ok(seconds)
}

fn session_duration(parameters: &Parameters) -> Result<i64, ApiError> {
    let Some(text) = parameters.get("DurationSeconds") else {
        return Ok(DEFAULT_DURATION);
    };
    let rule = match text.parse::<i64>() {
        Ok(seconds) if seconds < *DURATIONS.start() => "Member must have value greater than or equal to 900",
        Ok(seconds) if seconds > *DURATIONS.end() => "Member must have value less than or equal to 43200",
        Ok(seconds) => return Ok(seconds),
        Err(_) => "Member must be an integer",
    };
    Err(constraint_error(text, "durationSeconds", rule))
}

fn missing(parameter: &str) -> ApiError {
    invalid(format!(
        "1 validation error detected: Value null at '{parameter}' failed to satisfy constraint: Member must not be null"
    ))
}

fn constraint_error(value: &str, parameter: &str, rule: &str) -> ApiError {
    invalid(format!(
        "1 validation error detected: Value '{value}' at '{parameter}' failed to satisfy constraint: {rule}"
    ))
}

fn invalid(message: String) -> ApiError {
    ApiError::bad_request("ValidationError", message)
}
