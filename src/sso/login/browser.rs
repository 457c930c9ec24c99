//! Opening a page in the caller's browser.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::aws::environment::Environment;

/// How long a program may take to fail that can't open a page. One that runs on is a browser.
const TRIAL: Duration = Duration::from_millis(500);

/// Opens a page: with `BROWSER`, or as the desktop does it. The browser gets the caller's variables and directory,
/// and outlives the plugin. Answers whether any program took it.
pub(crate) async fn open(environment: &Environment, url: &str) -> bool {
    for mut command in named(environment, url).into_iter().chain(open::commands(url)) {
        if let Ok(child) = start(&mut command, environment)
            && runs(child).await
        {
            return true;
        }
    }
    false
}

/// The programs that `BROWSER` names, with colons between them. `%s` stands for the page, which is the last argument
/// otherwise. No shell is involved.
fn named(environment: &Environment, url: &str) -> Vec<Command> {
    let separator = if cfg!(windows) { ';' } else { ':' };
    let browsers = environment.non_empty("BROWSER").unwrap_or_default().split(separator);
    browsers.filter_map(|browser| with_page(browser, url)).collect()
}

/// A program whose path has blanks is taken as it is, if it is there: `/mnt/c/Program Files/…` under WSL.
fn with_page(browser: &str, url: &str) -> Option<Command> {
    if Path::new(browser).is_absolute() && Path::new(browser).is_file() {
        let mut command = Command::new(browser);
        command.arg(url);
        return Some(command);
    }
    let mut words = browser.split_whitespace();
    let mut command = Command::new(words.next()?);
    command.args(words.map(|word| word.replace("%s", url)));
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

/// Keeps Ctrl-C in the caller's terminal from the browser.
#[cfg(unix)]
fn detach(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

/// Keeps Ctrl-C in the caller's terminal from the browser, and shows no console window.
#[cfg(windows)]
fn detach(command: &mut Command) {
    const CREATE_NEW_PROCESS_GROUP: u32 = 0x0200;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    std::os::windows::process::CommandExt::creation_flags(command, CREATE_NEW_PROCESS_GROUP | CREATE_NO_WINDOW);
}

/// Whether the program has done its work, or is still at it after a while. The codes of Windows' Explorer say nothing.
async fn runs(mut child: Child) -> bool {
    let end = Instant::now() + TRIAL;
    while Instant::now() < end {
        match child.try_wait() {
            Ok(Some(status)) => return status.success() || cfg!(windows),
            Ok(None) => sleep(Duration::from_millis(20)).await,
            Err(_) => return true,
        }
    }
    // A process that nobody waits for would stay in the process table. If there is no thread to be had, it does.
    let _ = std::thread::Builder::new().spawn(move || child.wait());
    true
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn environment(browser: &str) -> Environment {
        Environment::new([("BROWSER".to_owned(), browser.to_owned())], "/".into())
    }

    fn words(browser: &str) -> Vec<Vec<String>> {
        let commands = named(&environment(browser), "http://a/?b=c&d");
        let text = |word: &std::ffi::OsStr| word.to_string_lossy().into_owned();
        commands.iter().map(|c| std::iter::once(c.get_program()).chain(c.get_args()).map(text).collect()).collect()
    }

    #[test]
    fn the_page_is_the_last_argument_or_where_it_is_wanted() {
        assert_eq!(words("firefox"), [["firefox", "http://a/?b=c&d"]]);
        assert_eq!(
            words("w3m -o x=%s:lynx"),
            [vec!["w3m", "-o", "x=http://a/?b=c&d"], vec!["lynx", "http://a/?b=c&d"]]
        );
        assert_eq!(words(" : "), Vec::<Vec<String>>::new());
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
    async fn a_program_that_fails_does_not_count() {
        let start = |command: &mut Command| start(command, &environment("any")).expect("a program");
        assert!(!runs(start(&mut Command::new("false"))).await);
        assert!(runs(start(Command::new("sleep").arg("1"))).await);
    }
}
