//! A Nushell with the plugin, in a home and an environment of its own.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use aws_sandbox::Sandbox;
use serde_json::Value;
use tempfile::TempDir;

use super::failure::Failure;
use super::files::profile;
use super::running::{Output, Running};
use super::token_file::TokenFile;

/// What a Nushell starts with. Each line is typed into a new one, with a plugin process of its own; several lines of
/// one text share both.
pub struct Shell {
    home: TempDir,
    vars: BTreeMap<String, String>,
}

impl Shell {
    /// A shell in an empty home. Nothing of the environment of the tests reaches it.
    pub fn new() -> Self {
        let home = tempfile::tempdir().expect("a home");
        let text = home.path().to_str().expect("a path in UTF-8").to_owned();
        let path = format!("{text}/bin:/usr/bin:/bin");
        let vars = [("HOME", text), ("PATH", path), ("AWS_EC2_METADATA_DISABLED", "true".into())];
        Self { home, vars: vars.into_iter().map(|(name, value)| (name.into(), value)).collect() }
    }

    /// A shell whose AWS is the sandbox, with the profiles `dev` (dev-account, eu-west-1) and `test` (test-account,
    /// eu-west-2).
    pub fn with_aws(aws: &Sandbox) -> Self {
        let dev = profile("dev", aws.account("dev-account"), "eu-west-1");
        let test = profile("test", aws.account("test-account"), "eu-west-2");
        Self::new().config(&(dev + &test)).var("AWS_ENDPOINT_URL", &aws.url())
    }

    /// A shell whose AWS is the sandbox, with the profile `dev` active.
    pub fn with_dev(aws: &Sandbox) -> Self {
        Self::with_aws(aws).var("AWS_PROFILE", "dev")
    }

    /// With a variable in the environment that it starts with.
    pub fn var(mut self, name: &str, value: &str) -> Self {
        self.vars.insert(name.into(), value.into());
        self
    }

    /// Without a variable.
    pub fn without(mut self, name: &str) -> Self {
        self.vars.remove(name);
        self
    }

    /// With this `~/.aws/config`.
    pub fn config(self, text: &str) -> Self {
        self.file(".aws/config", text)
    }

    /// With more in its `~/.aws/config`.
    pub fn more_config(self, text: &str) -> Self {
        let config = std::fs::read_to_string(self.path(".aws/config")).expect("a config");
        self.config(&(config + text))
    }

    /// With this `~/.aws/credentials`.
    pub fn credentials(self, text: &str) -> Self {
        self.file(".aws/credentials", text)
    }

    /// With a file in its home.
    pub fn file(self, path: &str, text: &str) -> Self {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a file in the home")).expect("a directory");
        std::fs::write(path, text).expect("a file");
        self
    }

    /// Signed in to an `[sso-session]`, as `aws sso login --sso-session` of the AWS CLI leaves it.
    pub fn signed_in(self, aws: &Sandbox, session: &str) -> Self {
        self.with_token(&TokenFile::for_session(aws, session))
    }

    /// Signed in as somebody is.
    pub fn with_token(self, signed_in: &TokenFile) -> Self {
        self.file(&signed_in.path(), &signed_in.text())
    }

    /// With a program on its PATH.
    pub fn program(self, name: &str, script: &str) -> Self {
        let shell = self.file(&format!("bin/{name}"), &format!("#!/bin/sh\n{script}\n"));
        let path = shell.path(&format!("bin/{name}"));
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("an executable");
        shell
    }

    /// Where something in its home is.
    pub fn path(&self, path: &str) -> PathBuf {
        self.home().join(path)
    }

    /// Its home, which is also the directory that it starts in.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Its environment.
    pub fn vars(&self) -> &BTreeMap<String, String> {
        &self.vars
    }

    /// What the text evaluates to. It must not fail.
    pub fn value(&self, text: &str) -> Value {
        let output = self.run(&format!("do --env {{\n{text}\n}} | to json --raw"));
        assert!(output.success, "it should not fail: {text}\n{}", output.stderr);
        serde_json::from_str(&output.stdout).unwrap_or_else(|_| panic!("{text} printed: {}", output.stdout))
    }

    /// The error that the text ends with, as `try` and `catch` get it. Without one, the test fails.
    pub fn error(&self, text: &str) -> Failure {
        let script = format!("try {{\n{text} | collect\n}} catch {{|e| $e.details | to json --raw }}");
        let output = self.run(&script);
        assert!(output.success, "{}", output.stderr);
        let details = serde_json::from_str(&output.stdout);
        Failure::read(&script, &details.unwrap_or_else(|_| panic!("no error, but: {}", output.stdout)))
    }

    /// Runs the text as a script of its own, and waits until Nushell and the plugin have ended.
    pub fn run(&self, text: &str) -> Output {
        self.start(text).output()
    }

    /// Starts the text as a script of its own.
    pub fn start(&self, text: &str) -> Running {
        Running::start(self, text)
    }
}
