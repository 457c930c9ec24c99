//! The Nushell that the tests run.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The plugin's executable.
pub const PLUGIN: &str = env!("CARGO_BIN_EXE_nu_plugin_aws");

/// A Nushell of the version that the plugin is built for, from `scripts/test`, else from `scripts/nu`.
pub fn nu() -> &'static Path {
    static NU: LazyLock<PathBuf> = LazyLock::new(find);
    &NU
}

fn find() -> PathBuf {
    #[expect(clippy::disallowed_methods, reason = "this is the test's environment, not the plugin's")]
    if let Some(nu) = std::env::var_os("NU_PLUGIN_AWS_TEST_NU") {
        return nu.into();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/nu");
    let answer = Command::new(script).arg("--path").output().expect("scripts/nu runs");
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    PathBuf::from(String::from_utf8(answer.stdout).expect("a path in UTF-8").trim())
}

/// Arguments for a Nushell with only this plugin, and without the user's settings.
pub fn arguments() -> [String; 4] {
    ["--no-config-file".into(), "--no-history".into(), "--plugins".into(), format!("[\"{PLUGIN}\"]")]
}
