//! The programs that open a page on the user's desktop.

use std::process::Command;

use crate::aws::environment::Environment;
use crate::sso::page_url::PageUrl;

/// The page for PowerShell, which would read it in its command line as code.
const PAGE_VARIABLE: &str = "NU_PLUGIN_AWS_PAGE";

/// Variables of the Windows Subsystem for Linux.
pub(crate) const WSL_VARIABLES: [&str; 2] = ["WSL_DISTRO_NAME", "WSL_INTEROP"];

/// The kind of the user's desktop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Desktop {
    MacOs,
    Windows,
    /// The desktop of Windows, seen from the Windows Subsystem for Linux.
    Wsl,
    /// The desktop of any other Unix.
    Xdg,
}

impl Desktop {
    pub(crate) fn from_environment(environment: &Environment) -> Self {
        let is_wsl = || WSL_VARIABLES.into_iter().any(|name| environment.non_empty(name).is_some());
        match () {
            () if cfg!(windows) => Self::Windows,
            () if cfg!(target_os = "macos") => Self::MacOs,
            () if is_wsl() => Self::Wsl,
            () => Self::Xdg,
        }
    }

    /// Commands that open a page, in the order in which to try them. Variables of a command are additions to the
    /// caller's.
    pub(crate) fn commands(self, environment: &Environment, page: &PageUrl) -> Vec<Command> {
        let command = |program, args: &[&str]| {
            let mut command = Command::new(program);
            command.args(args).arg(page.as_str());
            command
        };
        let mut commands = match self {
            Self::MacOs => vec![command("open", &[])],
            Self::Windows => {
                vec![powershell(environment, page), command("rundll32.exe", &["url.dll,FileProtocolHandler"])]
            }
            Self::Wsl => vec![powershell(environment, page), command("wslview", &[])],
            Self::Xdg => Vec::new(),
        };
        if matches!(self, Self::Wsl | Self::Xdg) {
            commands.extend([
                command("xdg-open", &[]),
                command("gio", &["open"]),
                command("kde-open", &[]),
                command("x-www-browser", &[]),
            ]);
        }
        commands
    }
}

/// `Start-Process` opens a URL in the default browser. Explorer would read some URLs as folders, and `cmd.exe` reads `&`
/// as the end of a command.
fn powershell(environment: &Environment, page: &PageUrl) -> Command {
    let mut command = Command::new("powershell.exe");
    let script = format!("Start-Process -ErrorAction Stop -FilePath $env:{PAGE_VARIABLE}");
    command.args(["-NoProfile", "-NonInteractive", "-Command", &script]);
    // Programs of Windows get only these variables from the Windows Subsystem for Linux.
    let shared = environment.non_empty("WSLENV").map(|names| format!(":{names}")).unwrap_or_default();
    command.env(PAGE_VARIABLE, page.as_str()).env("WSLENV", format!("{PAGE_VARIABLE}/w{shared}"));
    command
}
