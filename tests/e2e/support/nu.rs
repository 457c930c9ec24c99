//! Which Nushell the tests drive, and how it is started.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The executable of the plugin.
pub const PLUGIN: &str = env!("CARGO_BIN_EXE_nu_plugin_aws");

/// A Nushell of the version that the plugin is built for: `scripts/test` has one ready, otherwise `scripts/nu` is
/// asked for it.
pub fn nu() -> &'static Path {
    static NU: LazyLock<PathBuf> = LazyLock::new(find);
    &NU
}

fn find() -> PathBuf {
    #[expect(clippy::disallowed_methods, reason = "this is the environment of the test, no plugin's")]
    if let Some(nu) = std::env::var_os("NU_PLUGIN_AWS_TEST_NU") {
        return nu.into();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/nu");
    let answer = Command::new(script).arg("--path").output().expect("scripts/nu runs");
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    PathBuf::from(String::from_utf8(answer.stdout).expect("a path in UTF-8").trim())
}

/// Nushell without the user's settings and registry, and with the plugin.
pub fn arguments() -> [String; 4] {
    ["--no-config-file".into(), "--no-history".into(), "--plugins".into(), format!("[\"{PLUGIN}\"]")]
}
