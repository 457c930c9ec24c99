//! Opens a page in the caller's browser.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::aws::environment::Environment;

/// How long to watch for a program to fail. One that is still running after this time counts as a browser.
const STARTUP_TIME: Duration = Duration::from_millis(500);

/// Opens a page with the programs in `BROWSER`, else with the desktop's. The browser gets the caller's variables and
/// directory, and outlives the plugin. Returns whether a program has opened the page.
pub(crate) async fn open(environment: &Environment, url: &str) -> bool {
    for mut command in commands(environment, url).into_iter().chain(open::commands(url)) {
        if let Ok(child) = start(&mut command, environment)
            && is_running_or_succeeded(child).await
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
    command.env_clear().envs(environment.vars()).current_dir(environment.expand_path("."));
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

/// Whether the program has succeeded, or is still running after [`STARTUP_TIME`]. The exit codes of Windows Explorer are
/// meaningless.
async fn is_running_or_succeeded(mut child: Child) -> bool {
    let end = Instant::now() + STARTUP_TIME;
    while Instant::now() < end {
        match child.try_wait() {
            Ok(Some(status)) => return status.success() || cfg!(windows),
            Ok(None) => sleep(Duration::from_millis(20)).await,
            Err(_) => return true,
        }
    }
    // A process without a waiting parent would stay in the process table. Without a free thread, it does.
    let _ = std::thread::Builder::new().spawn(move || child.wait());
    true
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn environment(browser: &str) -> Environment {
        Environment::new([("BROWSER".to_owned(), browser.to_owned())], "/".into())
    }

    fn command_lines(browser: &str) -> Vec<Vec<String>> {
        let commands = commands(&environment(browser), "http://a/?b=c&d");
        let text = |arg: &std::ffi::OsStr| arg.to_string_lossy().into_owned();
        commands.iter().map(|c| std::iter::once(c.get_program()).chain(c.get_args()).map(text).collect()).collect()
    }

    #[test]
    fn the_url_is_the_last_argument_or_replaces_the_placeholder() {
        assert_eq!(command_lines("firefox"), [["firefox", "http://a/?b=c&d"]]);
        assert_eq!(
            command_lines("w3m -o x=%s:lynx"),
            [vec!["w3m", "-o", "x=http://a/?b=c&d"], vec!["lynx", "http://a/?b=c&d"]]
        );
        assert_eq!(command_lines(" : "), Vec::<Vec<String>>::new());
    }

    #[tokio::test]
    async fn the_browser_has_the_callers_environment_and_directory() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().expect("a folder");
        let script = folder.path().join("my browser");
        std::fs::write(&script, "#!/bin/sh\necho \"$1 $CALLER $HOME\" >seen\n").expect("a script");
        std::fs::set_permissions(&script, PermissionsExt::from_mode(0o700)).expect("a program");
        let vars = [("BROWSER", script.display().to_string()), ("CALLER", "ada".into())];
        let vars = vars.map(|(name, value)| (name.to_owned(), value));
        assert!(open(&Environment::new(vars, folder.path().to_owned()), "http://page").await);
        let seen = std::fs::read_to_string(folder.path().join("seen")).expect("it ran here");
        assert_eq!(seen, "http://page ada \n");
    }

    #[tokio::test]
    async fn a_program_that_fails_is_not_a_browser() {
        let start = |command: &mut Command| start(command, &environment("any")).expect("a program");
        assert!(!is_running_or_succeeded(start(&mut Command::new("false"))).await);
        assert!(is_running_or_succeeded(start(Command::new("sleep").arg("1"))).await);
    }
}
