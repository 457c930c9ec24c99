//! Runs a program of the user and returns its output.

use std::io::IsTerminal;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use zeroize::Zeroizing;

use crate::aws::environment::Environment;
#[cfg(unix)]
use crate::credentials::foreground::Foreground;
use crate::limits;
#[cfg(unix)]
use crate::process::group::ProcessGroup;

const TIMEOUT: Duration = Duration::from_secs(60);

/// The user may have to find a device and type a code.
const TERMINAL_TIMEOUT: Duration = Duration::from_secs(300);

/// How much of the last line of standard error is shown, in characters.
const SHOWN_LENGTH: usize = 300;

/// When a program has the terminal.
const TERMINAL_RULE: &str = "which it gets only if one profile is used alone, in a terminal";

/// Why there is no output.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Ctrl-C, which the program gets if it has the terminal.
    Interrupted,
    /// The end of a sentence that begins with the program.
    Failed(String),
}

/// What a program has printed.
struct Output {
    status: ExitStatus,
    stdout: Zeroizing<Vec<u8>>,
    /// The end of it.
    stderr: Vec<u8>,
}

/// Runs a command in a shell with the caller's variables and directory, and returns its standard output. With
/// `has_terminal` it gets the terminal if Nushell has it. Dropping the future kills the program.
pub(crate) async fn run(
    environment: &Environment,
    command: &str,
    has_terminal: bool,
) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let timeout = if has_terminal { TERMINAL_TIMEOUT } else { TIMEOUT };
    let output = tokio::time::timeout(timeout, wait(environment, command, has_terminal)).await;
    let too_long = |_| Err(Failure::Failed(format!("has not ended within {} s", timeout.as_secs())));
    let Output { status, stdout, stderr } = output.unwrap_or_else(too_long)?;
    match (status.success(), last_line(&stderr)) {
        (true, _) => Ok(stdout),
        _ if has_terminal && is_interrupted(status) => Err(Failure::Interrupted),
        (false, line) => {
            let line = line.map(|line| format!(": {line}")).unwrap_or_default();
            // Below an interactive Nushell, reading from the terminal is an error without a signal.
            let hint = if !has_terminal && std::io::stderr().is_terminal() {
                format!("; it may need the terminal, {TERMINAL_RULE}")
            } else {
                String::new()
            };
            Err(Failure::Failed(format!("failed with {status}{line}{hint}")))
        }
    }
}

#[cfg(unix)]
async fn wait(environment: &Environment, command: &str, has_terminal: bool) -> Result<Output, Failure> {
    let terminal = if has_terminal { Foreground::open() } else { None };
    let stdin = terminal.as_ref().and_then(Foreground::stdin).unwrap_or_else(Stdio::null);
    // The shell waits until it has the terminal.
    let command = if terminal.is_some() { format!("kill -STOP $$\n{command}") } else { command.to_owned() };
    let (child, group) = ProcessGroup::spawn(shell(environment, &command).stdin(stdin)).map_err(not_run)?;
    let _foreground = match terminal {
        Some(terminal) => {
            group.stopped().await;
            Some(terminal.give_to(&group))
        }
        None => None,
    };
    let output = tokio::select! {
        output = output(child) => output?,
        () = group.stopped() => {
            let reason = format!("waits for the terminal, {TERMINAL_RULE}");
            return Err(Failure::Failed(reason));
        }
    };
    group.release();
    Ok(output)
}

#[cfg(not(unix))]
async fn wait(environment: &Environment, command: &str, has_terminal: bool) -> Result<Output, Failure> {
    // The console, because standard input is the connection to Nushell.
    let console = || std::fs::OpenOptions::new().read(true).write(true).open("CONIN$").ok();
    let stdin = if has_terminal { console() } else { None }.map_or_else(Stdio::null, Stdio::from);
    let child = shell(environment, command).stdin(stdin).spawn().map_err(not_run)?;
    output(child).await
}

/// Reads what a program prints, and waits until it has ended. Dropping the child kills it.
async fn output(mut child: Child) -> Result<Output, Failure> {
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let status = async { child.wait().await.map_err(not_run) };
    let (stdout, stderr, status) = tokio::try_join!(read_all(stdout), read_end(stderr), status)?;
    Ok(Output { status, stdout, stderr })
}

async fn read_all(stream: Option<impl AsyncRead + Unpin>) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let limit = limits::PROGRAM_OUTPUT;
    let mut bytes = Zeroizing::new(Vec::with_capacity(limit + 1));
    if let Some(stream) = stream {
        stream.take(limit as u64 + 1).read_to_end(&mut bytes).await.map_err(not_run)?;
    }
    match bytes.len() > limit {
        true => Err(Failure::Failed(format!("prints more than {}", limits::shown(limit)))),
        false => Ok(bytes),
    }
}

/// The last bytes of a stream. The others are read and dropped, because a full pipe would stop the program.
async fn read_end(stream: Option<impl AsyncRead + Unpin>) -> Result<Vec<u8>, Failure> {
    let limit = limits::PROGRAM_OUTPUT;
    let (mut end, mut buffer) = (Vec::new(), vec![0; limit]);
    let Some(mut stream) = stream else { return Ok(end) };
    loop {
        let count = stream.read(&mut buffer).await.map_err(not_run)?;
        if count == 0 {
            return Ok(end);
        }
        end.extend_from_slice(&buffer[..count]);
        end.drain(..end.len().saturating_sub(limit));
    }
}

fn not_run(error: std::io::Error) -> Failure {
    Failure::Failed(format!("can't be run: {error}"))
}

/// A shell that runs the command, as in the SDKs.
fn shell(environment: &Environment, command: &str) -> Command {
    let mut shell = platform_shell(command);
    shell.env_clear().envs(environment.vars()).current_dir(environment.current_dir());
    shell.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    shell
}

#[cfg(not(windows))]
fn platform_shell(command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]);
    shell
}

/// With one more pair of quotes around it, `cmd.exe` takes the command literally, so that the path of a program can
/// contain blanks.
#[cfg(windows)]
fn platform_shell(command: &str) -> Command {
    let mut shell = Command::new("cmd.exe");
    shell.arg("/C").raw_arg(format!("\"{command}\""));
    shell
}

/// Whether a program was ended by Ctrl-C. A shell reports the signal of its command with 128 added.
#[cfg(unix)]
fn is_interrupted(status: std::process::ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    const SIGINT: i32 = 2;
    status.signal() == Some(SIGINT) || status.code() == Some(128 + SIGINT)
}

#[cfg(not(unix))]
fn is_interrupted(_status: std::process::ExitStatus) -> bool {
    false
}

fn last_line(stderr: &[u8]) -> Option<String> {
    let stderr = String::from_utf8_lossy(stderr);
    let line = stderr.lines().map(str::trim).rfind(|line| !line.is_empty())?;
    Some(line.chars().filter(|letter| !letter.is_control()).take(SHOWN_LENGTH).collect())
}
