//! What is only about versions of Nushell. `scripts/test compat` runs these tests in several versions, together with the
//! tests of other topics that the nextest profile `compat` selects.

mod environment;
mod input;
mod registry;
mod rows;
mod unknown_version;

use std::path::Path;
use std::process::{Command, Output};

use crate::support::{PLUGIN, Shell, version};

/// Runs a script in a Nushell whose registry of plugins is a file in the home directory.
fn run(nu: &Path, shell: &Shell, script: &str) -> Output {
    let mut command = Command::new(nu);
    command.args(["--no-history", "--plugin-config"]).arg(shell.path("plugins.msgpackz"));
    command.args(["-c", script]).env_clear().envs(shell.vars()).current_dir(shell.home());
    command.output().expect("Nushell runs")
}

/// What a script prints, which must not fail.
fn printed(nu: &Path, shell: &Shell, script: &str) -> String {
    let output = run(nu, shell, script);
    assert!(output.status.success() && output.stderr.is_empty(), "{script}: {}", stderr(&output));
    String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Adds a plugin to the registry.
fn add(nu: &Path, shell: &Shell, plugin: impl AsRef<Path>) {
    assert_eq!(printed(nu, shell, &format!("plugin add '{}'", plugin.as_ref().display())), "");
}

/// A shell with the program `bin/nu_plugin_aws`: the plugin, but for it Nushell has another version.
fn with_relay(shell: Shell, pretended: &str) -> Shell {
    assert_eq!(version().len(), pretended.len(), "the relay replaces one by the other");
    let relay = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/compatibility/relay.py");
    shell.program("nu_plugin_aws", &format!("exec python3 '{relay}' {} {pretended} '{PLUGIN}' \"$@\"", version()))
}
