use std::fs;

use tempfile::TempDir;

use crate::config::edit::Edit;
use crate::config::write_sso_profile::stale_keys;
use crate::config::{Config, ConfigPaths, CredentialsKind, Edits, FileKind, SsoProfile, SsoRole, SsoSessionConfig};

const SESSION: &str = "\
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
";

/// Both files in a temporary folder.
struct TempFiles {
    _folder: TempDir,
    paths: ConfigPaths,
}

impl TempFiles {
    fn new(config: &str, credentials: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let [config_path, credentials_path] = ["config", "credentials"].map(|name| folder.path().join(name));
        fs::write(&config_path, config).unwrap();
        fs::write(&credentials_path, credentials).unwrap();
        Self { _folder: folder, paths: ConfigPaths { config: config_path, credentials: credentials_path } }
    }

    fn config(&self) -> Config {
        Config::load(&self.paths)
    }

    /// Writes the profile and returns the texts of both files.
    fn write(&self, profile: &SsoProfile) -> [String; 2] {
        let mut edits = Edits::new();
        profile.write(&self.config(), &mut edits);
        edits.save(&self.paths).unwrap();
        assert!(profile.is_written(&self.config()));
        [&self.paths.config, &self.paths.credentials].map(|path| fs::read_to_string(path).unwrap())
    }
}

fn profile() -> SsoProfile {
    SsoProfile { name: "dev".into(), role: Some(role()), region: Some("eu-west-1".into()), output: Some("json".into()) }
}

fn role() -> SsoRole {
    SsoRole { session: "corp".into(), account_id: "000000000001".into(), role_name: "Admin".into() }
}

/// A profile without region and output.
fn minimal() -> SsoProfile {
    SsoProfile { region: None, output: None, ..profile() }
}

#[test]
fn a_new_profile_has_its_keys_in_the_order_of_the_cli() {
    let [config, credentials] = TempFiles::new(SESSION, "").write(&profile());
    let expected = "
[profile dev]
sso_session = corp
sso_account_id = 000000000001
sso_role_name = Admin
region = eu-west-1
output = json
";
    assert_eq!((config, credentials.as_str()), (SESSION.to_owned() + expected, ""));
}

#[test]
fn keys_without_a_value_are_not_written() {
    let [config, _] = TempFiles::new("", "").write(&minimal());
    assert_eq!(config, "[profile dev]\nsso_session = corp\nsso_account_id = 000000000001\nsso_role_name = Admin\n");
}

#[test]
fn the_default_profile_has_its_own_header() {
    let [config, _] = TempFiles::new("", "").write(&SsoProfile { name: "default".into(), ..minimal() });
    assert!(config.starts_with("[default]\n"), "{config}");
}

#[test]
fn a_legacy_profile_loses_its_start_url_and_keeps_the_rest() {
    let text = "\
[profile dev]
sso_start_url = https://old.awsapps.com/start
SSO_Region = us-east-1 # old
sso_account_id = 000000000009
region = us-west-2 # files
s3 =
  region = inner
# mine
";
    let [config, _] = TempFiles::new(text, "").write(&minimal());
    let expected = "\
[profile dev]
# old
sso_account_id = 000000000001
region = us-west-2 # files
s3 =
  region = inner
sso_session = corp
sso_role_name = Admin
# mine
";
    assert_eq!(config, expected);
}

#[test]
fn every_other_source_of_credentials_is_removed() {
    for key in stale_keys() {
        let files =
            TempFiles::new(&format!("[profile dev]\n{key} = x\noutput = text\n[profile other]\n{key} = x\n"), "");
        let [config, _] = files.write(&minimal());
        assert!(config.starts_with("[profile dev]\noutput = text\nsso_session"), "{config}");
        assert!(config.ends_with(&format!("[profile other]\n{key} = x\n")), "{config}");
        assert_eq!(files.config().profile("dev").unwrap().kind(), Some(CredentialsKind::Sso));
    }
}

#[test]
fn overriding_keys_of_the_credentials_file_are_removed_with_their_section() {
    let credentials = "\
# mine
[other]
aws_access_key_id = AKIA

[dev]
aws_access_key_id = AKIA
aws_secret_access_key = x
region = us-east-1
";
    let [_, after] = TempFiles::new("", credentials).write(&profile());
    assert_eq!(after, "# mine\n[other]\naws_access_key_id = AKIA\n");
}

#[test]
fn other_keys_of_the_credentials_file_stay() {
    let credentials = "[dev]\naws_access_key_id = AKIA\nregion = us-east-1\nmax_attempts = 5\n";
    let files = TempFiles::new("", credentials);
    let [_, after] = files.write(&minimal());
    assert_eq!(after, "[dev]\nregion = us-east-1\nmax_attempts = 5\n");
    let [_, after] = files.write(&profile());
    assert_eq!(after, "[dev]\nmax_attempts = 5\n");
}

#[test]
fn a_section_without_keys_stays_in_the_credentials_file() {
    let [_, credentials] = TempFiles::new("", "[dev]\n# later\n").write(&profile());
    assert_eq!(credentials, "[dev]\n# later\n");
}

#[test]
fn a_profile_counts_as_written_only_with_all_of_its_values() {
    let files = TempFiles::new("", "");
    assert!(!profile().is_written(&files.config()));
    files.write(&profile());
    assert!(profile().is_written(&files.config()) && minimal().is_written(&files.config()));
    let with_role = |role| SsoProfile { role: Some(role), ..profile() };
    for other in [
        SsoProfile { name: "other".into(), ..profile() },
        with_role(SsoRole { session: "other".into(), ..role() }),
        with_role(SsoRole { account_id: "000000000002".into(), ..role() }),
        with_role(SsoRole { role_name: "Reader".into(), ..role() }),
        SsoProfile { region: Some("us-east-1".into()), ..profile() },
        SsoProfile { output: Some("text".into()), ..profile() },
    ] {
        assert!(!other.is_written(&files.config()), "{other:?}");
    }
    fs::write(&files.paths.credentials, "[dev]\naws_access_key_id = AKIA\n").unwrap();
    assert!(!profile().is_written(&files.config()));
}

#[test]
fn without_a_role_only_the_settings_of_a_profile_change() {
    let role = "[profile dev]\nrole_arn = x\nsource_profile = keys\n";
    let credentials = "[dev]\nregion = \naws_access_key_id = AKIA\n";
    let files = TempFiles::new(role, credentials);
    let settings = SsoProfile { role: None, ..profile() };
    assert!(settings.adds_only_settings(&files.config()) && !profile().adds_only_settings(&files.config()));
    let [config, credentials] = files.write(&settings);
    assert_eq!(config, format!("{role}region = eu-west-1\noutput = json\n"));
    assert_eq!(credentials, "[dev]\naws_access_key_id = AKIA\n");
    let other_region = SsoProfile { region: Some("us-east-1".into()), ..settings };
    assert!(!other_region.adds_only_settings(&files.config()));
}

#[test]
fn writing_a_second_time_changes_nothing() {
    let files = TempFiles::new(SESSION, "[dev]\naws_access_key_id = AKIA\n");
    let first = files.write(&profile());
    assert_eq!(files.write(&profile()), first);
}

#[test]
fn if_one_file_cannot_be_changed_neither_is() {
    let files = TempFiles::new("[profile dev]\nregion = x\n", "[dev]\naws_access_key_id = AKIA\n");
    let mut edits = Edits::new();
    profile().write(&files.config(), &mut edits);
    fs::write(&files.paths.credentials, "[broken\n").unwrap();
    assert!(edits.save(&files.paths).is_err());
    assert_eq!(fs::read_to_string(&files.paths.config).unwrap(), "[profile dev]\nregion = x\n");
}

#[test]
fn the_diff_shows_both_files() {
    let files = TempFiles::new("", "[dev]\naws_secret_access_key = hunter2hunter2\n");
    let mut edits = Edits::new();
    profile().write(&files.config(), &mut edits);
    let diff = edits.diff(&files.paths).unwrap();
    assert!(diff.contains("+sso_session = corp\n") && diff.contains("-aws_secret_access_key = ****"), "{diff}");
    assert!(!diff.contains("hunter2hunter2"), "{diff}");
    assert_eq!(Edits::new().diff(&files.paths).unwrap(), "");
}

fn session_section(before: &str, scopes: &[&str]) -> String {
    let session = SsoSessionConfig {
        name: "corp".into(),
        start_url: "https://corp.awsapps.com/start".into(),
        region: "eu-west-1".into(),
        scopes: scopes.iter().map(|scope| scope.to_string()).collect(),
    };
    let files = TempFiles::new(before, "");
    let mut edit = Edit::new(FileKind::Config);
    session.write(&mut edit);
    edit.save(&files.paths.config).unwrap();
    fs::read_to_string(&files.paths.config).unwrap()
}

#[test]
fn a_session_has_its_keys_in_the_order_of_the_cli() {
    assert_eq!(session_section("", &[]), SESSION);
    let scopes = session_section(SESSION, &["sso:account:access", "codewhisperer:analysis"]);
    assert_eq!(scopes, format!("{SESSION}sso_registration_scopes = sso:account:access, codewhisperer:analysis\n"));
    assert_eq!(session_section(&scopes, &[]), SESSION);
}
