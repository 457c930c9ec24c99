//! Programs that print credentials: `credential_process`.
//!
//! The program sees the caller's variables and directory; the SDK would start it with those of the plugin. Nothing that it
//! prints is ever shown, except for the last line of its standard error.

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

/// Some programs ask the user for a code.
const TIMEOUT: Duration = Duration::from_secs(60);

/// How much of the last line of standard error is shown, in characters.
const SHOWN_LENGTH: usize = 300;

/// What a program prints ("Sourcing credentials with an external process", AWS SDKs and Tools Reference Guide).
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ProcessOutput {
    version: Option<u64>,
    access_key_id: Option<String>,
    secret_access_key: Option<Secret>,
    session_token: Option<Secret>,
    expiration: Option<String>,
    account_id: Option<String>,
}

/// Runs the program of a profile and reads the credentials that it prints.
///
/// # Errors
///
/// [`CredentialsError::Failed`] if it can't be run, fails, takes longer than a minute or prints something else.
pub(crate) async fn load(environment: &Environment, profile: &Profile) -> Result<Credentials, Error> {
    let command = profile.get("credential_process").unwrap_or_default();
    let output = tokio::time::timeout(TIMEOUT, run(command, environment)).await;
    let output = output.unwrap_or_else(|_| Err(format!("has not ended within {} s", TIMEOUT.as_secs())));
    output.and_then(|output| parse(&output)).map_err(|reason| {
        CredentialsError::Failed {
            profile: Some(profile.name().to_owned()),
            reason: format!("credential_process {reason}"),
        }
        .into()
    })
}

/// The program's standard output. Dropping the future kills the program.
async fn run(command: &str, environment: &Environment) -> Result<Zeroizing<Vec<u8>>, String> {
    let mut shell = shell(command);
    shell.env_clear().envs(environment.vars()).current_dir(environment.current_dir());
    shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    #[cfg(unix)]
    shell.process_group(0);
    let child = shell.spawn().map_err(|error| format!("can't be run: {error}"))?;
    #[cfg(unix)]
    let group = process_group::ProcessGroup::from_leader(&child);
    let ran = child.wait_with_output().await.map_err(|error| format!("can't be run: {error}"))?;
    #[cfg(unix)]
    group.release();
    let Output { status, stdout, stderr } = ran;
    let stdout = Zeroizing::new(stdout);
    match (status.success(), last_line(&stderr)) {
        (true, _) => Ok(stdout),
        (false, None) => Err(format!("failed with {status}")),
        (false, Some(line)) => Err(format!("failed with {status}: {line}")),
    }
}

/// Killing only the shell would leave the programs running that it has started.
#[cfg(unix)]
mod process_group {
    use rustix::process::{Pid, Signal, kill_process_group};
    use tokio::process::Child;

    /// A process group that is killed when this is dropped.
    pub(crate) struct ProcessGroup(Option<Pid>);

    impl ProcessGroup {
        pub(crate) fn from_leader(child: &Child) -> Self {
            Self(child.id().and_then(|id| Pid::from_raw(id.try_into().ok()?)))
        }

        /// Stops killing the group: it has ended, and its id may soon belong to another one.
        pub(crate) fn release(mut self) {
            self.0 = None;
        }
    }

    impl Drop for ProcessGroup {
        fn drop(&mut self) {
            // It fails if the group has already ended.
            let _ = self.0.map(|group| kill_process_group(group, Signal::KILL));
        }
    }
}

/// A shell that runs the command, as in the SDKs.
#[cfg(not(windows))]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]);
    shell
}

/// A shell that runs the command, as in the SDKs. With one more pair of quotes around it, `cmd.exe` takes it literally, so
/// that the path of a program can contain blanks.
#[cfg(windows)]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("cmd.exe");
    shell.arg("/C").raw_arg(format!("\"{command}\""));
    shell
}

fn last_line(stderr: &[u8]) -> Option<String> {
    let stderr = String::from_utf8_lossy(stderr);
    let line = stderr.lines().map(str::trim).rfind(|line| !line.is_empty())?;
    Some(line.chars().filter(|letter| !letter.is_control()).take(SHOWN_LENGTH).collect())
}

fn parse(output: &[u8]) -> Result<Credentials, String> {
    // serde's own message would repeat what the program output.
    let output: ProcessOutput = serde_json::from_slice(output)
        .map_err(|error| format!("prints no credentials in JSON (line {}, column {})", error.line(), error.column()))?;
    match output.version {
        Some(1) => {}
        Some(version) => return Err(format!("prints credentials of version {version}, which is not 1")),
        None => return Err("prints no `Version`".to_owned()),
    }
    let id = output.access_key_id.filter(|id| !id.is_empty()).ok_or("prints no `AccessKeyId`")?;
    let secret = output.secret_access_key.ok_or("prints no `SecretAccessKey`")?;
    let keys =
        Credentials::builder().access_key_id(id).secret_access_key(secret.expose()).provider_name("credential_process");
    let keys = output.session_token.iter().fold(keys, |keys, token| keys.session_token(token.expose()));
    let keys = output.account_id.into_iter().fold(keys, |keys, id| keys.account_id(id));
    let Some(expiration) = output.expiration else { return Ok(keys.build()) };
    match timestamp::parse(&expiration) {
        None => Err("prints an `Expiration` that is no time".to_owned()),
        Some(end) if end <= timestamp::now() => Err("prints credentials that have expired".to_owned()),
        Some(end) => Ok(keys.expiry(end.into()).build()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::{Duration, Instant};

    use super::*;
    use crate::test_support::config;

    fn parsed(text: &str) -> Result<Credentials, String> {
        parse(text.as_bytes())
    }

    #[test]
    fn credentials_of_version_one_are_read() {
        let keys = parsed(
            r#"{"Version": 1, "AccessKeyId": "ASIA", "SecretAccessKey": "hunter2", "SessionToken": "token",
            "Expiration": "2130-01-02T03:04:05Z", "AccountId": "111122223333", "Other": []}"#,
        );
        let keys = keys.expect("credentials");
        assert_eq!(
            (keys.access_key_id(), keys.secret_access_key(), keys.session_token()),
            ("ASIA", "hunter2", Some("token"))
        );
        assert_eq!(keys.account_id().map(|id| id.as_str()), Some("111122223333"));
        assert_eq!(keys.expiry(), timestamp::parse("2130-01-02T03:04:05Z").map(Into::into));

        let keys =
            parsed(r#"{"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": "hunter2"}"#).expect("credentials");
        assert_eq!((keys.session_token(), keys.expiry()), (None, None));
    }

    #[test]
    fn other_output_is_an_error_that_does_not_repeat_it() {
        for (text, reason) in [
            ("hunter2", "prints no credentials in JSON (line 1, column 1)"),
            (r#"{"Version": "hunter2"}"#, "prints no credentials in JSON (line 1, column 21)"),
            (r#"{"AccessKeyId": "AKIA", "SecretAccessKey": "hunter2"}"#, "prints no `Version`"),
            (r#"{"Version": 2}"#, "prints credentials of version 2, which is not 1"),
            (r#"{"Version": 1, "SecretAccessKey": "hunter2"}"#, "prints no `AccessKeyId`"),
            (r#"{"Version": 1, "AccessKeyId": "AKIA"}"#, "prints no `SecretAccessKey`"),
            (
                r#"{"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": "hunter2", "Expiration": "soon"}"#,
                "prints an `Expiration` that is no time",
            ),
            (
                r#"{"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": "hunter2", "Expiration": "2020-01-01T00:00:00Z"}"#,
                "prints credentials that have expired",
            ),
        ] {
            assert_eq!(parsed(text).expect_err(text), reason);
        }
    }

    #[cfg(unix)]
    async fn run_command(command: &str, vars: &[(&str, &str)], folder: &Path) -> Result<Credentials, Error> {
        let config = config(&format!("[profile p]\ncredential_process = {command}\n"));
        let vars = [("PATH", "/usr/bin:/bin")].iter().chain(vars);
        let environment = Environment::new(vars.map(|(n, v)| (n.to_string(), v.to_string())), folder.to_owned());
        load(&environment, config.profile("p").expect("the profile")).await
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn the_program_sees_only_the_callers_variables_and_directory() {
        let folder = tempfile::tempdir().expect("a folder");
        let script = r#"printf '{"Version": 1, "AccessKeyId": "%s", "SecretAccessKey": "%s"}' "$MINE" "${HOME-none}$(cat here)""#;
        std::fs::write(folder.path().join("keys.sh"), script).expect("written");
        std::fs::write(folder.path().join("here"), "-in-the-directory").expect("written");
        let keys = run_command("sh keys.sh", &[("MINE", "AKIAMINE")], folder.path()).await.expect("credentials");
        assert_eq!((keys.access_key_id(), keys.secret_access_key()), ("AKIAMINE", "none-in-the-directory"));
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn of_a_program_that_fails_only_the_last_line_of_standard_error_is_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        let script = "echo hunter2; echo first >&2; printf 'no \\033[31mvault\\n\\n' >&2; exit 3";
        std::fs::write(folder.path().join("keys.sh"), script).expect("written");
        let error = run_command("sh keys.sh", &[], folder.path()).await.expect_err("failed");
        assert_eq!(error.code(), "aws::credentials::failed");
        let text = error.to_string();
        assert!(text.contains("(profile `p`): credential_process failed with exit status: 3: no [31mvault"), "{text}");
        assert!(!text.contains("hunter2") && !text.contains("first"), "{text}");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn dropping_the_future_kills_the_program() {
        let folder = tempfile::tempdir().expect("a folder");
        let begun = Instant::now();
        let command = run_command("exec sleep 1 && touch done", &[], folder.path());
        assert!(tokio::time::timeout(Duration::from_millis(100), command).await.is_err());
        let command = run_command("sleep 1; touch done", &[], folder.path());
        assert!(tokio::time::timeout(Duration::from_millis(100), command).await.is_err());
        assert!(begun.elapsed() < Duration::from_millis(900));
        tokio::time::sleep(Duration::from_millis(1200)).await;
        assert!(!folder.path().join("done").exists());
    }
}
