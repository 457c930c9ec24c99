//! The Nushell that the tests run.

use std::borrow::Cow;
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

/// The minor version of that Nushell: 115 of 0.115.1.
pub fn minor() -> u16 {
    static MINOR: LazyLock<u16> = LazyLock::new(|| {
        let answer = Command::new(nu()).arg("--version").output().expect("Nushell runs");
        let version = String::from_utf8(answer.stdout).expect("a version in UTF-8");
        let minor = version.strip_prefix("0.").and_then(|rest| rest.split_once('.'));
        minor.and_then(|(minor, _)| minor.parse().ok()).unwrap_or_else(|| panic!("no version: {version}"))
    });
    *MINOR
}

/// A script for this Nushell. Before 0.114, the details of an error are a JSON text, and only `view span` knows the places
/// of its labels.
pub fn portable(script: &str) -> Cow<'_, str> {
    const DETAILS: &str = "($e.json | from json | update labels {|error| $error.labels | each {|label|
        {text: $label.text, source: (view span $label.span.start $label.span.end)}
    }})";
    if minor() < 114 { script.replace("$e.details", DETAILS).into() } else { script.into() }
}

/// The value of `--plugins` for this plugin.
pub fn plugins() -> String {
    // These versions take the text of a list for a path.
    if (111..=113).contains(&minor()) { PLUGIN.into() } else { format!("[\"{PLUGIN}\"]") }
}

/// Arguments for a Nushell with only this plugin, and without the user's settings.
pub fn arguments() -> [String; 4] {
    ["--no-config-file".into(), "--no-history".into(), "--plugins".into(), plugins()]
}
