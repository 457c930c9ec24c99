//! Everything that is a variable over a line of a file over a default.

use crate::effective::tests::{World, told};

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

fn world<'a>(vars: &'a [(&'a str, &'a str)]) -> World<'a> {
    World { vars, named: Some("dev"), config: CONFIG, ..World::default() }
}

#[test]
fn a_variable_wins_over_the_profile_and_that_over_the_default() {
    for (setting, variable, value, of_profile, default) in [
        ("region", "AWS_DEFAULT_REGION", "us-east-1", told("eu-west-1", "config:2", &[]), ""),
        ("output", "AWS_DEFAULT_OUTPUT", "text", told("yaml", "config:3", &[]), "json"),
        ("endpoint_url", "AWS_ENDPOINT_URL", "http://variable", told("http://profile", "config:4", &[]), ""),
        ("ca_bundle", "AWS_CA_BUNDLE", "/ca.pem", told("/etc/ca.pem", "config:6", &[]), ""),
        ("retry_mode", "AWS_RETRY_MODE", "legacy", told("adaptive", "config:7", &[]), "standard"),
        ("max_attempts", "AWS_MAX_ATTEMPTS", "2", told("7", "config:8", &[]), "3"),
        ("use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT", "false", told("true", "config:9", &[]), "false"),
    ] {
        let shadowed = format!("{} {}", of_profile.1, of_profile.0);
        let vars = [(variable, value)];
        assert_eq!(world(&vars).told(setting), told(value, &format!("env {variable}"), &[&shadowed]));
        assert_eq!(world(&[]).told(setting), of_profile);
        let source = if default.is_empty() { "" } else { "default" };
        assert_eq!(World::default().told(setting), told(default, source, &[]));
    }
}

#[test]
fn the_credentials_file_wins_over_the_config_file() {
    let world = World { credentials: "[dev]\n\nregion = sa-east-1\n", ..world(&[]) };
    assert_eq!(world.told("region"), told("sa-east-1", "credentials:3", &["config:2 eu-west-1"]));
    let empty = World { credentials: "[dev]\nregion =\nmax_attempts =\n", ..world };
    assert_eq!(empty.told("region"), told("", "", &["config:2 eu-west-1"]));
    assert_eq!(empty.told("max_attempts"), told("3", "default", &["config:8 7"]));
}

#[test]
fn an_empty_variable_is_passed_over_but_of_a_switch_it_is_a_no() {
    let vars = [("AWS_REGION", ""), ("AWS_USE_FIPS_ENDPOINT", ""), ("AWS_ENDPOINT_URL", ""), ("AWS_MAX_ATTEMPTS", "")];
    let world = world(&vars);
    assert_eq!(world.told("region").0, "eu-west-1");
    assert!(world.note("region").contains("env AWS_REGION is empty"), "{}", world.note("region"));
    assert_eq!(world.told("endpoint_url").0, "http://profile");
    assert_eq!(world.told("max_attempts").0, "7");
    let switch = told("false", "env AWS_USE_FIPS_ENDPOINT", &["config:9 true"]);
    assert_eq!(world.told("use_fips_endpoint"), switch);
    assert!(world.note("use_fips_endpoint").contains("counts as false"));
}

#[test]
fn a_services_endpoint_has_the_line_in_its_block_and_all_variables_over_it() {
    let profile = "config:4 http://profile";
    assert_eq!(world(&[]).told("endpoint_url_ec2"), told("http://ec2", "config:13", &[profile]));
    let vars = [("AWS_ENDPOINT_URL", "http://all"), ("AWS_ENDPOINT_URL_STS", "http://sts")];
    let ec2 = told("http://all", "env AWS_ENDPOINT_URL", &["config:13 http://ec2", profile]);
    assert_eq!(world(&vars).told("endpoint_url_ec2"), ec2);
    let sts = told("http://sts", "env AWS_ENDPOINT_URL_STS", &["env AWS_ENDPOINT_URL http://all", profile]);
    assert_eq!(world(&vars).told("endpoint_url_sts"), sts);
}

#[test]
fn endpoints_that_are_switched_off_are_all_shadowed() {
    let world = world(&[("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")]);
    assert_eq!(world.told("endpoint_url"), told("", "", &["config:4 http://profile"]));
    assert!(world.note("endpoint_url_ec2").contains("switches it off"));
}

#[test]
fn values_that_make_no_sense_are_shown_and_noted() {
    let many = "http://many";
    for (variable, value, setting, part) in [
        ("AWS_REGION", "eu-west", "region", "`eu-west` can't be the name of a region"),
        ("AWS_MAX_ATTEMPTS", "0", "max_attempts", "`0` is no number from 1 up"),
        ("AWS_RETRY_MODE", "eager", "retry_mode", "none of standard, adaptive and legacy"),
        ("AWS_ENDPOINT_URL", "localhost", "endpoint_url", "no http or https URL"),
    ] {
        let vars = [(variable, value)];
        assert_eq!(world(&vars).told(setting).0, value);
        assert!(world(&vars).note(setting).contains(part), "{}", world(&vars).note(setting));
        assert_eq!(world(&[("AWS_ENDPOINT_URL", many)]).note("endpoint_url"), "");
    }
}

#[test]
fn where_boto3_reads_another_region_it_is_named() {
    let note = |vars: &[(&str, &str)]| world(vars).note("region");
    let over = note(&[("AWS_REGION", "us-east-1")]);
    assert!(over.contains("AWS_REGION wins over the region of profile `dev`, eu-west-1"), "{over}");
    assert!(over.contains("they use `eu-west-1`"), "{over}");
    assert!(note(&[("AWS_REGION", "us-east-1"), ("AWS_DEFAULT_REGION", "us-west-1")]).contains("use `us-west-1`"));
    assert_eq!(note(&[("AWS_REGION", "eu-west-1")]), "");
}

#[test]
fn the_region_of_the_identity_center_is_none_of_the_profiles() {
    let config = "[profile dev]\nsso_start_url = https://a\nsso_region = eu-central-1\nsso_account_id = 1\n";
    let note = World { config, ..world(&[]) }.note("region");
    assert!(note.contains("sso_region (eu-central-1) is the region of the Identity Center and no other"), "{note}");
}

#[test]
fn files_are_where_the_variables_say() {
    let home = ("HOME", "/no/home");
    let missing = World { vars: &[home], ..World::default() };
    assert_eq!(missing.told("config_file"), told("/no/home/.aws/config", "default", &[]));
    assert!(missing.note("config_file").contains("no such file"));
    let vars = [home, ("AWS_CONFIG_FILE", "$X/config"), ("AWS_SHARED_CREDENTIALS_FILE", "")];
    let moved = World { vars: &vars, ..World::default() };
    assert_eq!(moved.told("config_file"), told("/here/$X/config", "env AWS_CONFIG_FILE", &[]));
    assert!(moved.note("config_file").contains("replace variables"));
    assert_eq!(moved.told("credentials_file"), told("", "env AWS_SHARED_CREDENTIALS_FILE", &[]));
}

#[test]
fn a_proxy_is_written_either_way() {
    for name in ["https_proxy", "HTTPS_PROXY"] {
        let vars = [(name, "http://ann:hunter2@proxy")];
        assert_eq!(world(&vars).told("https_proxy"), told("http://ann:****@proxy", &format!("env {name}"), &[]));
    }
}
