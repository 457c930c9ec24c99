//! Credentials from a program, the profile's `credential_process`.
//!
//! The program sees the caller's variables and directory. Nothing of what it prints is ever shown, except for the last
//! line of its errors.

use std::process::{Output, Stdio};
use std::time::Duration;

use aws_credential_types::Credentials;
use serde::Deserialize;
use tokio::process::Command;
use zeroize::Zeroizing;

use crate::aws::environment::Environment;
use crate::aws::timestamp;
use crate::config::Profile;
use crate::error::{CredentialsError, Error};
use crate::text::secret::Secret;

/// How long a program may take. Some ask a person for a code.
const LIMIT: Duration = Duration::from_secs(60);

/// How much of a line of errors is shown, in characters.
const LINE: usize = 300;

/// What a program prints ("Sourcing credentials with an external process", AWS SDKs and Tools Reference Guide).
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Printed {
    version: Option<u64>,
    access_key_id: Option<String>,
    secret_access_key: Option<Secret>,
    session_token: Option<Secret>,
    expiration: Option<String>,
    account_id: Option<String>,
}

/// Runs a profile's program and reads the credentials that it prints.
///
/// # Errors
///
/// [`CredentialsError::Failed`] if it can't be run, fails, takes longer than a minute or prints something else.
pub(crate) async fn credentials(environment: &Environment, profile: &Profile) -> Result<Credentials, Error> {
    let command = profile.get("credential_process").unwrap_or_default();
    let answer = tokio::time::timeout(LIMIT, run(command, environment)).await;
    let answer = answer.unwrap_or_else(|_| Err(format!("has not ended within {} s", LIMIT.as_secs())));
    let keys = answer.and_then(|output| read(&output));
    keys.map_err(|reason| {
        CredentialsError::Failed {
            profile: Some(profile.name().to_owned()),
            reason: format!("credential_process {reason}"),
        }
        .into()
    })
}

/// The program's standard output. Dropping the future ends the program.
async fn run(command: &str, environment: &Environment) -> Result<Zeroizing<Vec<u8>>, String> {
    let mut shell = shell(command);
    shell.env_clear().envs(environment.vars()).current_dir(environment.current_dir());
    shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    #[cfg(unix)]
    shell.process_group(0);
    let child = shell.spawn().map_err(|error| format!("can't be run: {error}"))?;
    #[cfg(unix)]
    let group = group::Group::of(&child);
    let ran = child.wait_with_output().await.map_err(|error| format!("can't be run: {error}"))?;
    #[cfg(unix)]
    group.let_go();
    let Output { status, stdout, stderr } = ran;
    let stdout = Zeroizing::new(stdout);
    match (status.success(), last_line(&stderr)) {
        (true, _) => Ok(stdout),
        (false, None) => Err(format!("failed with {status}")),
        (false, Some(line)) => Err(format!("failed with {status}: {line}")),
    }
}

/// What a shell starts, as a whole: killing the shell alone would leave its programs running.
#[cfg(unix)]
mod group {
    use rustix::process::{Pid, Signal, kill_process_group};
    use tokio::process::Child;

    /// A process group that ends with its owner.
    pub(crate) struct Group(Option<Pid>);

    impl Group {
        /// The group that a child leads.
        pub(crate) fn of(child: &Child) -> Self {
            Self(child.id().and_then(|id| Pid::from_raw(id.try_into().ok()?)))
        }

        /// Leaves the group alone: it has ended, and its number may soon be somebody else's.
        pub(crate) fn let_go(mut self) {
            self.0 = None;
        }
    }

    impl Drop for Group {
        fn drop(&mut self) {
            // That the group has ended meanwhile is what is wanted.
            let _ = self.0.map(|group| kill_process_group(group, Signal::KILL));
        }
    }
}

/// The command, to be read by the shell, as the SDKs do it.
#[cfg(not(windows))]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]);
    shell
}

/// The command, to be read by the shell, as the SDKs do it: `cmd.exe` takes it literally between one more pair of
/// quotes, so that a program's path may hold blanks.
#[cfg(windows)]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("cmd.exe");
    shell.arg("/C").raw_arg(format!("\"{command}\""));
    shell
}

fn last_line(errors: &[u8]) -> Option<String> {
    let errors = String::from_utf8_lossy(errors);
    let line = errors.lines().map(str::trim).rfind(|line| !line.is_empty())?;
    Some(line.chars().filter(|letter| !letter.is_control()).take(LINE).collect())
}

fn read(output: &[u8]) -> Result<Credentials, String> {
    // The reader's own words would repeat what was printed.
    let printed: Printed = serde_json::from_slice(output)
        .map_err(|error| format!("prints no credentials in JSON (line {}, column {})", error.line(), error.column()))?;
    match printed.version {
        Some(1) => {}
        Some(version) => return Err(format!("prints credentials of version {version}, which is not 1")),
        None => return Err("prints no `Version`".to_owned()),
    }
    let id = printed.access_key_id.filter(|id| !id.is_empty()).ok_or("prints no `AccessKeyId`")?;
    let secret = printed.secret_access_key.ok_or("prints no `SecretAccessKey`")?;
    let keys =
        Credentials::builder().access_key_id(id).secret_access_key(secret.expose()).provider_name("credential_process");
    let keys = printed.session_token.iter().fold(keys, |keys, token| keys.session_token(token.expose()));
    let keys = printed.account_id.into_iter().fold(keys, |keys, id| keys.account_id(id));
    let Some(expiration) = printed.expiration else { return Ok(keys.build()) };
    match timestamp::parse(&expiration) {
        None => Err("prints an `Expiration` that is no time".to_owned()),
        Some(end) if end <= timestamp::now() => Err("prints credentials that have expired".to_owned()),
        Some(end) => Ok(keys.expiry(end.into()).build()),
    }
}

#[cfg(test)]
mod tests;
