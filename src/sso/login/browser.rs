//! Opens a page in the caller's browser.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::aws::environment::Environment;
#[cfg(unix)]
use crate::process::group::ProcessGroup;
use crate::sso::login::openers::Desktop;
use crate::sso::page_url::PageUrl;

/// How long to watch for a program to fail. One that is still running after this time counts as a browser.
const STARTUP_TIME: Duration = Duration::from_millis(500);

/// Opens a page with the programs in `BROWSER`, else with the desktop's. They get the caller's variables and directory.
/// Returns whether a program says that it has opened the page, which is no proof.
///
/// A browser outlives the plugin. Until [`STARTUP_TIME`] is over, dropping the future kills the program.
pub(crate) async fn open(environment: &Environment, page: &PageUrl) -> bool {
    open_on(Desktop::from_environment(environment), environment, page).await
}

async fn open_on(desktop: Desktop, environment: &Environment, page: &PageUrl) -> bool {
    let commands = commands(environment, page.as_str()).into_iter().chain(desktop.commands(environment, page));
    for mut command in commands {
        if let Ok(child) = start(&mut command, environment)
            && is_running_or_succeeded(child, is_explorer(&command)).await
        {
            return true;
        }
    }
    false
}

/// The programs in `BROWSER`, which are separated by colons (semicolons on Windows). `%s` is replaced by the URL, which
/// otherwise is the last argument. No shell is involved.
fn commands(environment: &Environment, url: &str) -> Vec<Command> {
    let separator = if cfg!(windows) { ';' } else { ':' };
    let browsers = environment.non_empty("BROWSER").unwrap_or_default().split(separator);
    browsers.filter_map(|browser| command(browser, url)).collect()
}

/// A path with spaces is one program if the file exists: `/mnt/c/Program Files/…` in WSL.
fn command(browser: &str, url: &str) -> Option<Command> {
    if Path::new(browser).is_absolute() && Path::new(browser).is_file() {
        let mut command = Command::new(browser);
        command.arg(url);
        return Some(command);
    }
    let mut args = browser.split_whitespace();
    let mut command = Command::new(args.next()?);
    command.args(args.map(|arg| arg.replace("%s", url)));
    if !browser.contains("%s") {
        command.arg(url);
    }
    Some(command)
}

fn start(command: &mut Command, environment: &Environment) -> std::io::Result<Child> {
    let additions: Vec<(OsString, OsString)> =
        command.get_envs().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))).collect();
    command.env_clear().envs(environment.vars()).envs(additions).current_dir(environment.expand_path("."));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    detach(command);
    command.spawn()
}

/// Prevents Ctrl-C in the caller's terminal from ending the browser.
#[cfg(unix)]
fn detach(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

/// Prevents Ctrl-C in the caller's terminal from ending the browser, and a console window from opening.
#[cfg(windows)]
fn detach(command: &mut Command) {
    const CREATE_NEW_PROCESS_GROUP: u32 = 0x0200;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    std::os::windows::process::CommandExt::creation_flags(command, CREATE_NEW_PROCESS_GROUP | CREATE_NO_WINDOW);
}

/// Whether this is Windows Explorer, whose exit codes are meaningless.
fn is_explorer(command: &Command) -> bool {
    Path::new(command.get_program()).file_stem().is_some_and(|name| name.eq_ignore_ascii_case("explorer"))
}

/// Whether the program has succeeded, or is still running after [`STARTUP_TIME`].
async fn is_running_or_succeeded(mut child: Child, is_explorer: bool) -> bool {
    #[cfg(unix)]
    let group = ProcessGroup::from_leader(Some(child.id()));
    let end = Instant::now() + STARTUP_TIME;
    let mut ended = None;
    while ended.is_none() && Instant::now() < end {
        match child.try_wait() {
            Ok(Some(status)) => ended = Some(status.success() || is_explorer),
            Ok(None) => sleep(Duration::from_millis(20)).await,
            Err(_) => ended = Some(true),
        }
    }
    // From now on it is the user's.
    #[cfg(unix)]
    if let Some(group) = group {
        group.release();
    }
    if ended.is_none() {
        // A process without a waiting parent would stay in the process table. Without a free thread, it does.
        let _ = std::thread::Builder::new().spawn(move || child.wait());
    }
    ended.unwrap_or(true)
}

#[cfg(test)]
mod tests;
