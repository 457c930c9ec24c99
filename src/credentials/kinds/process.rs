//! Programs that print credentials: `credential_process`.
//!
//! The SDK would start them with the variables and the directory of the plugin. Nothing that they print is ever shown,
//! except for the last line of their standard error.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::aws::timestamp;
use crate::config::{Profile, Property};
use crate::context::Context;
use crate::credentials::program::{self, Failure};
use crate::error::{CredentialsError, Error};
use crate::text::secret::Secret;

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

/// Runs the program of a profile and reads the credentials that it prints. If the user can be asked, the program has the
/// terminal, and its credentials are kept for the call, so that it asks only once.
///
/// # Errors
///
/// [`CredentialsError::Failed`] if it can't be run, fails, takes too long or prints something else.
pub(crate) async fn load(context: &Context<'_>, profile: &Profile) -> Result<Credentials, Error> {
    let command = &*profile.property("credential_process").map(Property::command).unwrap_or_default();
    let has_terminal = context.ask_mfa_code.is_some();
    let mut answers = context.answers.lock().await;
    if let Some(known) = answers.programs.get(command).filter(|known| is_valid(known)) {
        return Ok(known.clone());
    }
    if !has_terminal {
        // Without the terminal, programs may run at the same time.
        drop(answers);
        return credentials(program::run(context.environment, command, false).await, profile);
    }
    let credentials = credentials(program::run(context.environment, command, true).await, profile)?;
    answers.programs.insert(command.to_owned(), credentials.clone());
    Ok(credentials)
}

fn is_valid(credentials: &Credentials) -> bool {
    credentials.expiry().is_none_or(|expiry| SystemTime::now() < expiry)
}

fn credentials(output: Result<Zeroizing<Vec<u8>>, Failure>, profile: &Profile) -> Result<Credentials, Error> {
    let reason = match output {
        Ok(output) => match parse(&output) {
            Ok(credentials) => return Ok(credentials),
            Err(reason) => reason,
        },
        Err(Failure::Interrupted) => return Err(Error::Interrupted),
        Err(Failure::Failed(reason)) => reason,
    };
    let (profile, reason) = (Some(profile.name().to_owned()), format!("credential_process {reason}"));
    Err(CredentialsError::Failed { profile, reason }.into())
}

pub(crate) fn parse(output: &[u8]) -> Result<Credentials, String> {
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
    use std::time::Duration;

    use super::*;
    use crate::aws::environment::Environment;
    use crate::context::OwnedContext;
    use crate::test_support::{config, until};

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
        let context = OwnedContext { environment, ..OwnedContext::default() };
        load(&context.as_context(), config.profile("p").expect("the profile")).await
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
    async fn a_program_that_prints_without_end_is_ended() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = run_command("yes hunter2", &[], folder.path()).await.expect_err("refused");
        assert!(error.to_string().ends_with("credential_process prints more than 64 KB"), "{error}");
        let error = run_command("yes hunter2 | head -c 8000000 >&2; echo end >&2; exit 1", &[], folder.path()).await;
        let text = error.expect_err("failed").to_string();
        assert!(text.ends_with("failed with exit status: 1: end"), "{text}");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn dropping_the_future_kills_the_program() {
        for program in ["exec sleep 600", "sleep 600; true"] {
            let folder = tempfile::tempdir().expect("a folder");
            let pipe = folder.path().join("pipe");
            let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
            assert!(made.success());
            // It ends when all processes have ended that have it open.
            let reader = tokio::task::spawn_blocking(move || std::fs::read(pipe));
            let started = folder.path().join("started");
            let command = format!("exec 3>pipe; echo >started; {program}");
            tokio::select! {
                ended = run_command(&command, &[], folder.path()) => panic!("it ended: {ended:?}"),
                () = until(|| started.exists()) => {},
            }
            let read = tokio::time::timeout(Duration::from_secs(60), reader).await;
            read.expect("the programs end").expect("no panic").expect("the pipe is read");
        }
    }
}
