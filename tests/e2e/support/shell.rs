//! The home directory and environment of a Nushell with the plugin.

use std::collections::BTreeMap;
#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use aws_sandbox::Sandbox;
use serde_json::Value;
use tempfile::TempDir;

use super::failure::Failure;
use super::files::profile;
use super::nu::{arguments, nu};
use super::running::{Output, Running};
use super::token_file::TokenFile;

/// Every script runs in a new Nushell with a new plugin process.
pub struct Shell {
    home: TempDir,
    vars: BTreeMap<String, String>,
    read_only: Option<PathBuf>,
    /// Commands of the POSIX shell that starts Nushell.
    prelude: Option<String>,
}

impl Shell {
    /// A shell with an empty home, and nothing of the tests' own environment.
    pub fn new() -> Self {
        let home = tempfile::tempdir().expect("a home");
        let text = home.path().to_str().expect("a path in UTF-8").to_owned();
        let path = std::env::join_paths([home.path().join("bin"), "/usr/bin".into(), "/bin".into()]);
        let path = path.expect("a path without separators").into_string().expect("a path in UTF-8");
        let vars = [("HOME", text.clone()), ("PATH", path), ("AWS_EC2_METADATA_DISABLED", "true".into())];
        let vars = vars.into_iter().chain(for_windows(text)).map(|(name, value)| (name.into(), value)).collect();
        Self { home, vars, read_only: None, prelude: None }
    }

    /// A shell that uses the sandbox, with the profiles `dev` (dev-account, eu-west-1) and `test` (test-account,
    /// eu-west-2).
    pub fn with_aws(aws: &Sandbox) -> Self {
        let dev = profile("dev", aws.account("dev-account"), "eu-west-1");
        let test = profile("test", aws.account("test-account"), "eu-west-2");
        Self::new().config(&(dev + &test)).var("AWS_ENDPOINT_URL", &aws.url())
    }

    /// The same, with the profile `dev` active.
    pub fn with_dev(aws: &Sandbox) -> Self {
        Self::with_aws(aws).var("AWS_PROFILE", "dev")
    }

    /// With an environment variable.
    pub fn var(mut self, name: &str, value: &str) -> Self {
        self.vars.insert(name.into(), value.into());
        self
    }

    /// Without an environment variable.
    pub fn without(mut self, name: &str) -> Self {
        self.vars.remove(name);
        self
    }

    /// With this `~/.aws/config`.
    pub fn config(self, text: &str) -> Self {
        self.file(".aws/config", text)
    }

    /// With this text appended to `~/.aws/config`.
    pub fn more_config(self, text: &str) -> Self {
        let config = std::fs::read_to_string(self.path(".aws/config")).expect("a config");
        self.config(&(config + text))
    }

    /// With this `~/.aws/credentials`.
    pub fn credentials(self, text: &str) -> Self {
        self.file(".aws/credentials", text)
    }

    /// With a file in the home directory, for its owner only, as the AWS CLI writes them.
    pub fn file(self, path: &str, text: &str) -> Self {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a file in the home")).expect("a directory");
        std::fs::write(&path, text).expect("a file");
        set_mode(&path, 0o600);
        self
    }

    /// With a folder in the home directory that the scripts can't write.
    pub fn read_only(mut self, folder: &str) -> Self {
        let folder = self.path(folder);
        set_writable(&folder, false);
        self.read_only = Some(folder);
        self
    }

    /// With a disk where files can be created, but not written.
    pub fn full_disk(self) -> Self {
        // No file may have more than 0 bytes, and the error is not a signal.
        self.prelude("trap '' XFSZ; ulimit -f 0")
    }

    /// With commands of the POSIX shell that starts Nushell.
    pub fn prelude(mut self, commands: &str) -> Self {
        self.prelude = Some(commands.to_owned());
        self
    }

    /// The program and arguments that run Nushell.
    pub fn command(&self) -> Vec<String> {
        // Root without capabilities has the rights of a folder's owner.
        const WITHOUT_CAPABILITIES: [&str; 3] = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"];
        let prelude = self.prelude.as_ref().map(|commands| format!("{commands}; exec \"$0\" \"$@\""));
        let starter = match &prelude {
            Some(commands) => vec!["sh", "-c", commands],
            None if self.read_only.is_some() && is_root() => WITHOUT_CAPABILITIES.to_vec(),
            None => Vec::new(),
        };
        let nu = nu().to_str().expect("a path in UTF-8").to_owned();
        starter.into_iter().map(str::to_owned).chain([nu]).chain(arguments()).collect()
    }

    /// Signed in to an `[sso-session]`, as after `aws sso login` of the AWS CLI.
    pub fn signed_in(self, aws: &Sandbox, session: &str) -> Self {
        self.with_token(&TokenFile::for_session(aws, session))
    }

    /// With the token of a sign-in.
    pub fn with_token(self, signed_in: &TokenFile) -> Self {
        self.file(&signed_in.path(), &signed_in.text())
    }

    /// With a shell script on the PATH.
    pub fn program(self, name: &str, script: &str) -> Self {
        let shell = self.file(&format!("bin/{name}"), &format!("#!/bin/sh\n{script}\n"));
        set_mode(&shell.path(&format!("bin/{name}")), 0o755);
        shell
    }

    /// The path of a file in the home directory.
    pub fn path(&self, path: &str) -> PathBuf {
        self.home().join(path)
    }

    /// The home directory, where every script starts.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn vars(&self) -> &BTreeMap<String, String> {
        &self.vars
    }

    /// The value of a script, which must not fail.
    pub fn value(&self, script: &str) -> Value {
        let output = self.run(&format!("do --env {{\n{script}\n}} | to json --raw"));
        assert!(output.success, "it should not fail: {script}\n{}", output.stderr);
        serde_json::from_str(&output.stdout).unwrap_or_else(|_| panic!("{script} printed: {}", output.stdout))
    }

    /// The error of a script, as `catch` gets it. Fails the test if there is none.
    pub fn error(&self, script: &str) -> Failure {
        let script = format!("try {{\n{script} | collect\n}} catch {{|e| $e.details | to json --raw }}");
        let output = self.run(&script);
        assert!(output.success, "{}", output.stderr);
        let details = serde_json::from_str(&output.stdout);
        Failure::read(&script, &details.unwrap_or_else(|_| panic!("no error, but: {}", output.stdout)))
    }

    /// Runs a script, and waits until Nushell and the plugin have ended.
    pub fn run(&self, script: &str) -> Output {
        self.start(script).output()
    }

    /// Starts a script.
    pub fn start(&self, script: &str) -> Running {
        Running::start(self, script)
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        // Otherwise the home directory could not be removed.
        if let Some(folder) = &self.read_only {
            set_writable(folder, true);
        }
    }
}

/// Changes the permissions of everything in a folder.
fn set_writable(folder: &Path, writable: bool) {
    set_mode(folder, 0o755);
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            set_writable(&path, writable);
        }
    }
    set_mode(folder, if writable { 0o755 } else { 0o555 });
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("permissions");
}

/// Windows has no modes.
#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) {}

#[cfg(unix)]
fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

/// Windows has its own variable for the home, and opens no socket without the other.
#[cfg(windows)]
fn for_windows(home: String) -> [(&'static str, String); 2] {
    #[expect(clippy::disallowed_methods, reason = "this is the test's environment, not the plugin's")]
    let root = std::env::var("SystemRoot").expect("the folder of Windows");
    [("USERPROFILE", home), ("SystemRoot", root)]
}

#[cfg(not(windows))]
fn for_windows(_home: String) -> [(&'static str, String); 0] {
    []
}
