//! Switches the caller's shell to a profile.

use nu_protocol::ShellError;

use crate::aws::variables;
use crate::config::Profile;
use crate::nu::caller::Caller;
use crate::rows::profile::summary;

/// The variables that take precedence over a profile.
const KEYS: [&str; 5] = [
    variables::AWS_ACCESS_KEY_ID,
    variables::AWS_SECRET_ACCESS_KEY,
    variables::AWS_SESSION_TOKEN,
    variables::AWS_SECURITY_TOKEN,
    variables::AWS_CREDENTIAL_EXPIRATION,
];

/// Sets `AWS_PROFILE` in the caller's scope, and removes the keys that would override it, unless `keep_keys` is set.
pub(crate) fn switch_profile(caller: &Caller<'_>, profile: &Profile, keep_keys: bool) -> Result<(), ShellError> {
    caller.set_variable(variables::AWS_PROFILE, profile.name())?;
    let about = Some(summary(profile)).filter(|about| !about.is_empty());
    let about = about.map(|about| format!(" ({about})")).unwrap_or_default();
    caller.note(&format!("AWS_PROFILE is now {}{about}.", profile.name()));
    let environment = caller.environment();
    if !keep_keys {
        let removed = caller.remove_variables(&KEYS)?;
        if !removed.is_empty() {
            caller.note(&format!("Removed {}, which would override the profile.", removed.join(", ")));
        }
    } else if environment.non_empty(variables::AWS_ACCESS_KEY_ID).is_some() {
        caller.note("warning: AWS_ACCESS_KEY_ID is still set, and overrides the profile.");
    }
    let region = variables::REGION.into_iter().find_map(|name| Some((name, environment.non_empty(name)?)));
    if let Some((variable, region)) = region.filter(|(_, region)| profile.region() != Some(region)) {
        let instead = profile.region().map(|region| format!(" instead of the profile's {region}")).unwrap_or_default();
        caller.note(&format!("{variable} is set: commands use {region}{instead}."));
    }
    Ok(())
}
