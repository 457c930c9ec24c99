#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;

use tempfile::TempDir;

use super::*;

const PAGE: &str = "https://127.0.0.1:1/a?b=c&d=%20%24HOME;(e)*#/f";

/// Behaves as PowerShell in the Windows Subsystem for Linux: it knows only the variables that `WSLENV` lists.
const POWERSHELL: &str = "\
for script; do :; done
name=${script##*\\$env:}
case \":$WSLENV:\" in *\":$name/w:\"*) eval page=\\$$name ;; esac
echo \"powershell.exe $page $WSLENV\" >>opened";

/// Writes its name and arguments.
const OPENER: &str = "echo \"${0##*/} $*\" >>opened";

fn page() -> PageUrl {
    PageUrl::parse(PAGE).expect("a page")
}

fn environment(browser: &str) -> Environment {
    Environment::new([("BROWSER".to_owned(), browser.to_owned())], "/".into())
}

fn command_lines(browser: &str) -> Vec<Vec<String>> {
    let commands = commands(&environment(browser), "http://a/?b=c&d");
    let text = |arg: &std::ffi::OsStr| arg.to_string_lossy().into_owned();
    commands.iter().map(|c| std::iter::once(c.get_program()).chain(c.get_args()).map(text).collect()).collect()
}

/// Names and scripts.
type Programs<'a> = &'a [(&'a str, &'a str)];

/// A folder that is the home, the directory and the PATH of a caller, with programs.
struct Home(TempDir);

impl Home {
    fn new(programs: Programs<'_>) -> Self {
        let home = Self(tempfile::tempdir().expect("a folder"));
        for (name, script) in programs {
            let path = home.0.path().join(name);
            std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
            std::fs::set_permissions(&path, PermissionsExt::from_mode(0o700)).expect("a program");
        }
        home
    }

    fn environment(&self, variables: &[(&str, &str)]) -> Environment {
        let path = self.0.path().display().to_string();
        let variables = variables.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        let variables: Vec<_> = [("PATH".to_owned(), path)].into_iter().chain(variables).collect();
        Environment::new(variables, self.0.path().to_owned())
    }

    /// What the programs have written.
    fn opened(&self) -> String {
        std::fs::read_to_string(self.0.path().join("opened")).unwrap_or_default()
    }
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
    let home = Home::new(&[("my browser", "echo \"$1 $CALLER $HOME\" >opened")]);
    let browser = home.0.path().join("my browser").display().to_string();
    assert!(open(&home.environment(&[("BROWSER", &browser), ("CALLER", "ada")]), &page()).await);
    assert_eq!(home.opened(), format!("{PAGE} ada \n"));
}

#[tokio::test]
async fn each_desktop_has_its_openers() {
    let (fails, powershell) = ("exit 1", format!("powershell.exe {PAGE} NU_PLUGIN_AWS_PAGE/w\n"));
    let cases: [(Desktop, Programs<'_>, String); 10] = [
        (Desktop::MacOs, &[("open", OPENER)], format!("open {PAGE}\n")),
        (Desktop::Windows, &[("powershell.exe", POWERSHELL), ("rundll32.exe", OPENER)], powershell.clone()),
        (
            Desktop::Windows,
            &[("powershell.exe", fails), ("rundll32.exe", OPENER)],
            format!("rundll32.exe url.dll,FileProtocolHandler {PAGE}\n"),
        ),
        (Desktop::Wsl, &[("powershell.exe", POWERSHELL), ("wslview", OPENER), ("xdg-open", OPENER)], powershell),
        (Desktop::Wsl, &[("powershell.exe", fails), ("wslview", OPENER)], format!("wslview {PAGE}\n")),
        (Desktop::Wsl, &[("xdg-open", OPENER)], format!("xdg-open {PAGE}\n")),
        (Desktop::Xdg, &[("xdg-open", OPENER), ("gio", OPENER)], format!("xdg-open {PAGE}\n")),
        (Desktop::Xdg, &[("xdg-open", "exit 4"), ("gio", OPENER)], format!("gio open {PAGE}\n")),
        (Desktop::Xdg, &[("kde-open", OPENER), ("powershell.exe", POWERSHELL)], format!("kde-open {PAGE}\n")),
        (Desktop::Xdg, &[("x-www-browser", OPENER)], format!("x-www-browser {PAGE}\n")),
    ];
    for (desktop, programs, opened) in cases {
        let home = Home::new(programs);
        assert!(open_on(desktop, &home.environment(&[]), &page()).await, "{desktop:?}");
        assert_eq!(home.opened(), opened, "{desktop:?}");
    }
    assert!(!open_on(Desktop::Wsl, &Home::new(&[]).environment(&[]), &page()).await);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn in_wsl_windows_opens_the_page() {
    for variable in ["WSL_DISTRO_NAME", "WSL_INTEROP"] {
        let home = Home::new(&[("powershell.exe", POWERSHELL), ("xdg-open", OPENER)]);
        let environment = home.environment(&[(variable, "any"), ("WSLENV", "GOPATH/l:USERPROFILE/up")]);
        assert!(open(&environment, &page()).await);
        assert_eq!(home.opened(), format!("powershell.exe {PAGE} NU_PLUGIN_AWS_PAGE/w:GOPATH/l:USERPROFILE/up\n"));
    }
    let home = Home::new(&[("powershell.exe", POWERSHELL), ("xdg-open", OPENER)]);
    assert!(open(&home.environment(&[]), &page()).await);
    assert_eq!(home.opened(), format!("xdg-open {PAGE}\n"));
}

#[tokio::test]
async fn the_browser_variable_comes_first() {
    let home = Home::new(&[("wslview", OPENER), ("powershell.exe", POWERSHELL)]);
    assert!(open_on(Desktop::Wsl, &home.environment(&[("BROWSER", "wslview")]), &page()).await);
    assert_eq!(home.opened(), format!("wslview {PAGE}\n"));
}

#[tokio::test]
async fn explorer_opens_the_page_whatever_its_exit_code_says() {
    let home = Home::new(&[("Explorer.exe", &format!("{OPENER}\nexit 1")), ("powershell.exe", POWERSHELL)]);
    assert!(open_on(Desktop::Wsl, &home.environment(&[("BROWSER", "Explorer.exe")]), &page()).await);
    assert_eq!(home.opened(), format!("Explorer.exe {PAGE}\n"));
}

#[tokio::test]
async fn a_program_that_fails_is_not_a_browser() {
    let start = |command: &mut Command| start(command, &environment("any")).expect("a program");
    assert!(!is_running_or_succeeded(start(&mut Command::new("false")), false).await);
    assert!(is_running_or_succeeded(start(Command::new("sleep").arg("1")), false).await);
}

#[tokio::test]
async fn a_program_that_has_not_opened_the_page_ends_with_the_sign_in() {
    let home = Home::new(&[("slow", "echo $$ >opened; while :; do :; done")]);
    let environment = home.environment(&[("BROWSER", "slow")]);
    let page = page();
    let started = async {
        while !home.opened().ends_with('\n') {
            sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        _ = open(&environment, &page) => panic!("it has not ended"),
        () = started => {}
    }
    let id = home.opened().trim().parse().ok().and_then(rustix::process::Pid::from_raw).expect("a process id");
    let options = rustix::process::WaitOptions::empty();
    let (_, status) = rustix::process::waitpid(Some(id), options).expect("a child").expect("a status");
    assert_eq!(status.terminating_signal(), Some(9));
}
