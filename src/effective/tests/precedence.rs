//! Settings where a variable overrides a line of a file, which overrides a default.

use std::path::Path;

use crate::effective::tests::{Scenario, row};

const CONFIG: &str = "\
[profile dev]
region = eu-west-1
output = yaml
endpoint_url = http://profile
services = mine
ca_bundle = /etc/ca.pem
retry_mode = adaptive
max_attempts = 7
use_fips_endpoint = true
[services mine]
ec2 =
  # Ours.
  endpoint_url = http://ec2
";

fn scenario<'a>(vars: &'a [(&'a str, &'a str)]) -> Scenario<'a> {
    Scenario { vars, profile_flag: Some("dev"), config: CONFIG, ..Scenario::default() }
}

#[test]
fn a_variable_overrides_the_profile_and_the_profile_the_default() {
    for (setting, variable, value, of_profile, default) in [
        ("region", "AWS_DEFAULT_REGION", "us-east-1", row("eu-west-1", "config:2", &[]), ""),
        ("output", "AWS_DEFAULT_OUTPUT", "text", row("yaml", "config:3", &[]), "json"),
        ("endpoint_url", "AWS_ENDPOINT_URL", "http://variable", row("http://profile", "config:4", &[]), ""),
        ("ca_bundle", "AWS_CA_BUNDLE", "/ca.pem", row("/etc/ca.pem", "config:6", &[]), ""),
        ("retry_mode", "AWS_RETRY_MODE", "legacy", row("adaptive", "config:7", &[]), "standard"),
        ("max_attempts", "AWS_MAX_ATTEMPTS", "2", row("7", "config:8", &[]), "3"),
        ("use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT", "false", row("true", "config:9", &[]), "false"),
    ] {
        let shadowed = format!("{} {}", of_profile.1, of_profile.0);
        let vars = [(variable, value)];
        assert_eq!(scenario(&vars).row(setting), row(value, &format!("env {variable}"), &[&shadowed]));
        assert_eq!(scenario(&[]).row(setting), of_profile);
        let source = if default.is_empty() { "" } else { "default" };
        assert_eq!(Scenario::default().row(setting), row(default, source, &[]));
    }
}

#[test]
fn the_credentials_file_overrides_the_config_file() {
    let scenario = Scenario { credentials: "[dev]\n\nregion = sa-east-1\n", ..scenario(&[]) };
    assert_eq!(scenario.row("region"), row("sa-east-1", "credentials:3", &["config:2 eu-west-1"]));
    let empty = Scenario { credentials: "[dev]\nregion =\nmax_attempts =\n", ..scenario };
    assert_eq!(empty.row("region"), row("", "", &["config:2 eu-west-1"]));
    assert_eq!(empty.row("max_attempts"), row("3", "default", &["config:8 7"]));
}

#[test]
fn an_empty_variable_is_skipped_except_for_a_switch() {
    let vars = [("AWS_REGION", ""), ("AWS_USE_FIPS_ENDPOINT", ""), ("AWS_ENDPOINT_URL", ""), ("AWS_MAX_ATTEMPTS", "")];
    let scenario = scenario(&vars);
    assert_eq!(scenario.row("region").0, "eu-west-1");
    assert!(scenario.note("region").contains("env AWS_REGION is empty"), "{}", scenario.note("region"));
    assert_eq!(scenario.row("endpoint_url").0, "http://profile");
    assert_eq!(scenario.row("max_attempts").0, "7");
    let switch = row("false", "env AWS_USE_FIPS_ENDPOINT", &["config:9 true"]);
    assert_eq!(scenario.row("use_fips_endpoint"), switch);
    assert!(scenario.note("use_fips_endpoint").contains("counts as false"));
}

#[test]
fn a_services_endpoint_is_overridden_by_all_variables() {
    let profile = "config:4 http://profile";
    assert_eq!(scenario(&[]).row("endpoint_url_ec2"), row("http://ec2", "config:13", &[profile]));
    let vars = [("AWS_ENDPOINT_URL", "http://all"), ("AWS_ENDPOINT_URL_STS", "http://sts")];
    let ec2 = row("http://all", "env AWS_ENDPOINT_URL", &["config:13 http://ec2", profile]);
    assert_eq!(scenario(&vars).row("endpoint_url_ec2"), ec2);
    let sts = row("http://sts", "env AWS_ENDPOINT_URL_STS", &["env AWS_ENDPOINT_URL http://all", profile]);
    assert_eq!(scenario(&vars).row("endpoint_url_sts"), sts);
}

#[test]
fn ignored_endpoints_are_shadowed() {
    let scenario = scenario(&[("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")]);
    assert_eq!(scenario.row("endpoint_url"), row("", "", &["config:4 http://profile"]));
    assert!(scenario.note("endpoint_url_ec2").contains("ignored because of"));
}

#[test]
fn invalid_values_are_shown_and_noted() {
    let many = "https://many";
    for (variable, value, setting, part) in [
        ("AWS_REGION", "eu-west", "region", "`eu-west` is not a valid region name"),
        ("AWS_MAX_ATTEMPTS", "0", "max_attempts", "`0` is not a number of at least 1"),
        ("AWS_RETRY_MODE", "eager", "retry_mode", "not standard, adaptive or legacy"),
        ("AWS_ENDPOINT_URL", "localhost", "endpoint_url", "not an http or https URL"),
        ("AWS_ENDPOINT_URL", "http://many", "endpoint_url", "requests to it and the answers are not encrypted"),
    ] {
        let vars = [(variable, value)];
        assert_eq!(scenario(&vars).row(setting).0, value);
        assert!(scenario(&vars).note(setting).contains(part), "{}", scenario(&vars).note(setting));
        assert_eq!(scenario(&[("AWS_ENDPOINT_URL", many)]).note("endpoint_url"), "");
    }
}

#[test]
fn the_region_that_boto3_uses_instead_is_noted() {
    let note = |vars: &[(&str, &str)]| scenario(vars).note("region");
    let over = note(&[("AWS_REGION", "us-east-1")]);
    assert!(over.contains("AWS_REGION overrides the region of profile `dev`, eu-west-1"), "{over}");
    assert!(over.contains("they use `eu-west-1`"), "{over}");
    assert!(note(&[("AWS_REGION", "us-east-1"), ("AWS_DEFAULT_REGION", "us-west-1")]).contains("use `us-west-1`"));
    assert_eq!(note(&[("AWS_REGION", "eu-west-1")]), "");
}

#[test]
fn the_region_of_the_identity_center_is_not_the_profiles_region() {
    let config = "[profile dev]\nsso_start_url = https://a\nsso_region = eu-central-1\nsso_account_id = 1\n";
    let note = Scenario { config, ..scenario(&[]) }.note("region");
    assert!(note.contains("sso_region (eu-central-1) only applies to the Identity Center"), "{note}");
}

#[test]
fn variables_change_the_paths_of_the_files() {
    let path = |folder: &str, file: &str| Path::new(folder).join(file).display().to_string();
    let home = ("HOME", "/no/home");
    let missing = Scenario { vars: &[home], ..Scenario::default() };
    assert_eq!(missing.row("config_file"), row(&path("/no/home", ".aws/config"), "default", &[]));
    assert!(missing.note("config_file").contains("no such file"));
    let vars = [home, ("AWS_CONFIG_FILE", "$X/config"), ("AWS_SHARED_CREDENTIALS_FILE", "")];
    let moved = Scenario { vars: &vars, ..Scenario::default() };
    assert_eq!(moved.row("config_file"), row(&path("/here", "$X/config"), "env AWS_CONFIG_FILE", &[]));
    assert!(moved.note("config_file").contains("expand variables"));
    assert_eq!(moved.row("credentials_file"), row("", "env AWS_SHARED_CREDENTIALS_FILE", &[]));
}

#[test]
fn a_proxy_variable_may_be_in_lower_or_upper_case() {
    for name in ["https_proxy", "HTTPS_PROXY"] {
        let vars = [(name, "http://ann:hunter2@proxy")];
        // Windows knows no case.
        let name = if cfg!(windows) { "https_proxy" } else { name };
        assert_eq!(scenario(&vars).row("https_proxy"), row("http://ann:****@proxy", &format!("env {name}"), &[]));
    }
}
