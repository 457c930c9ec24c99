//! The Nushell that the tests run.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The plugin's executable.
pub const PLUGIN: &str = env!("CARGO_BIN_EXE_nu_plugin_aws");

/// The Nushell that `scripts/test` has chosen, else one of the version that the plugin is built for.
pub fn nu() -> &'static Path {
    #[expect(clippy::disallowed_methods, reason = "this is the test's environment, not the plugin's")]
    static NU: LazyLock<PathBuf> =
        LazyLock::new(|| std::env::var_os("NU_PLUGIN_AWS_TEST_NU").map_or_else(find, PathBuf::from));
    &NU
}

/// A Nushell of the version that the plugin is built for, also if the tests run in another one.
pub fn primary_nu() -> &'static Path {
    static NU: LazyLock<PathBuf> = LazyLock::new(find);
    &NU
}

fn find() -> PathBuf {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/nu");
    let answer = Command::new(script).arg("--path").output().expect("scripts/nu runs");
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    PathBuf::from(String::from_utf8(answer.stdout).expect("a path in UTF-8").trim())
}

/// The version of that Nushell.
pub fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| version_of(nu()));
    &VERSION
}

fn version_of(nu: &Path) -> String {
    let answer = Command::new(nu).arg("--version").output().expect("Nushell runs");
    String::from_utf8(answer.stdout).expect("a version in UTF-8").trim().to_owned()
}

/// The minor version of that Nushell: 115 of 0.115.1.
pub fn minor() -> u16 {
    static MINOR: LazyLock<u16> = LazyLock::new(|| minor_of(version()));
    *MINOR
}

fn minor_of(version: &str) -> u16 {
    let minor = version.strip_prefix("0.").and_then(|rest| rest.split_once('.'));
    minor.and_then(|(minor, _)| minor.parse().ok()).unwrap_or_else(|| panic!("no version: {version}"))
}

/// That Nushell and the one that the plugin is built for, the older first.
pub fn older_and_newer() -> [&'static Path; 2] {
    let both = [nu(), primary_nu()];
    if minor() > minor_of(&version_of(primary_nu())) { [both[1], both[0]] } else { both }
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
    if (111..=113).contains(&minor()) { PLUGIN.into() } else { format!("[{PLUGIN:?}]") }
}

/// Arguments for a Nushell with only this plugin, and without the user's settings.
pub fn arguments() -> [String; 4] {
    ["--no-config-file".into(), "--no-history".into(), "--plugins".into(), plugins()]
}
