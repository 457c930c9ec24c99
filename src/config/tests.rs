mod conformance;
mod save;
#[cfg(unix)]
mod save_permissions;
#[cfg(target_os = "linux")]
mod save_processes;
pub(crate) mod sdk;
mod write_sso_profile;

use std::fs;

use proptest::prelude::*;

use super::*;

fn parse(config: &str, credentials: &str) -> Config {
    let config = (Path::new("config"), config.as_bytes());
    Config::parse(Some(config), Some((Path::new("credentials"), credentials.as_bytes()))).unwrap()
}

fn names(config: &Config) -> Vec<&str> {
    config.profiles().map(Profile::name).collect()
}

fn locations(profile: Option<&Profile>) -> Vec<String> {
    profile.map(|profile| profile.locations().iter().map(Location::to_string).collect()).unwrap_or_default()
}

#[test]
fn profiles_of_the_config_file_come_before_those_of_the_credentials_file() {
    let config = parse("[profile z]\n[default]\n[profile a]\n[profile z]\n", "[m]\n[a]\n[b]\n");
    assert_eq!(names(&config), ["z", "default", "a", "m", "b"]);
}

#[test]
fn the_credentials_file_overrides_key_by_key() {
    let config = parse(
        "[profile a]\nregion = eu-west-1\noutput = json\n",
        "[a]\naws_access_key_id = AKIA\nRegion = eu-west-2\n",
    );
    let a = config.profile("a").unwrap();
    let pairs: Vec<_> =
        a.properties().iter().map(|p| (p.key_as_written(), p.value(), p.location().to_string())).collect();
    let expected = [
        ("Region", "eu-west-2", "credentials:3".to_owned()),
        ("output", "json", "config:3".to_owned()),
        ("aws_access_key_id", "AKIA", "credentials:2".to_owned()),
    ];
    assert_eq!(pairs, expected);
}

#[test]
fn duplicates_are_merged_and_the_last_wins_as_in_the_sdk_although_the_cli_fails() {
    let config = parse("[profile a]\nregion = x\nregion = y\n\n[profile  'a']\nREGION = z\noutput = json\n", "[a]\n");
    assert_eq!(names(&config), ["a"]);
    assert_eq!(config.profile("a").and_then(|a| a.get("region")), Some("z"));
    assert_eq!(locations(config.profile("a")), ["config:1", "config:5", "credentials:1"]);
}

#[test]
fn a_prefixed_default_replaces_the_bare_one_as_in_the_sdk_although_the_cli_reads_the_later() {
    let config = parse("[profile default]\na = 1\n[default]\na = 2\nb = 2\n", "[default]\nc = 3\n");
    let default = config.profile("default").unwrap();
    assert_eq!((default.get("a"), default.get("b"), default.get("c")), (Some("1"), None, Some("3")));
    assert_eq!(locations(Some(default)), ["config:1", "credentials:1"]);
}

#[test]
fn names_are_read_as_in_the_cli_although_the_sdk_ignores_them() {
    let config = parse(
        "[profile 'team one']\nregion = x\n[sso-session \"my corp\"]\nsso_region = y\n[profile foo!bar]\n\
         [services R&D]\nec2 =\n  endpoint_url = http://x\n[profile C#] # c\nregion = z\n",
        "[team one]\naws_access_key_id = AKIA\n[Ann's Mac]\n[profile a]\n",
    );
    assert_eq!(names(&config), ["team one", "foo!bar", "C#", "Ann's Mac", "profile a"]);
    let team = config.profile("team one").unwrap();
    assert_eq!((team.region(), team.get("aws_access_key_id")), (Some("x"), Some("AKIA")));
    assert_eq!(config.profile("C#").and_then(Profile::region), Some("z"));
    assert!(config.sso_session("my corp").is_some() && config.services("R&D").is_some());
}

#[test]
fn sections_that_no_tool_reads_and_keys_that_the_sdk_ignores_are_left_out() {
    let config = parse(
        "[profile foo bar]\nregion = x\n[dev]\n[profile a]\nin valid = x\n[plugins]\ncli = y\n[sso-sesion b]\n\
         [profile Ann's]\n[profile '']\n",
        "",
    );
    assert_eq!(names(&config), ["a"]);
    assert_eq!(locations(config.profile("a")), ["config:4"]);
    assert!(config.profile("a").is_some_and(|a| a.properties().is_empty()) && config.sso_sessions().next().is_none());
}

#[test]
fn sessions_and_services_are_found_by_name() {
    let config = parse(
        "[services local]\nec2 =\n  endpoint_url = http://localhost:1\n\
         [sso-session b]\n[sso-session a]\nsso_region = x\n",
        "",
    );
    let ec2 =
        config.services("local").and_then(|services| services.property("EC2")).and_then(Property::nested).unwrap();
    assert_eq!((ec2[0].key.as_str(), ec2[0].value.as_str()), ("endpoint_url", "http://localhost:1"));
    assert_eq!(config.sso_sessions().map(Section::name).collect::<Vec<_>>(), ["b", "a"]);
    assert_eq!(config.sso_session("a").and_then(|session| session.get("sso_region")), Some("x"));
    assert!(config.sso_session("local").is_none() && config.services("a").is_none());
}

#[test]
fn suggestions_come_from_the_profiles_of_both_files() {
    assert_eq!(parse("[profile dev]\n[profile prod]\n", "[Develop]\n").suggest("develop"), ["Develop", "dev"]);
}

#[test]
fn an_error_has_file_and_line_but_no_text_of_the_file() {
    let error = Config::parse(Some((Path::new("~/.aws/config"), b"[default]\naws_secret_access_key hunter2\n")), None);
    assert_eq!(error.unwrap_err().to_string(), "~/.aws/config:2: Expected an '=' sign defining a property");
}

#[test]
fn debug_shows_no_values() {
    let config = parse("[profile a]\naws_secret_access_key = hunter2\nx =\n  y = hunter2\n", "[b]\nz = hunter2\n");
    let text = format!("{config:?}");
    assert!(text.contains("aws_secret_access_key") && !text.contains("hunter2"), "{text}");
}

#[test]
fn files_are_loaded_and_missing_ones_are_empty() {
    let folder = tempfile::tempdir().unwrap();
    let paths = |config: &str| ConfigPaths { config: folder.path().join(config), credentials: "".into() };
    fs::write(folder.path().join("config"), "[profile a]\n").unwrap();
    assert_eq!(names(&Config::load(&paths("config"))), ["a"]);
    for missing in ["nowhere", "nowhere/config", "config/below-a-file"] {
        assert_eq!(names(&Config::load(&paths(missing))), [] as [&str; 0], "{missing}");
    }
}

#[test]
fn a_directory_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::load(&ConfigPaths { config: folder.path().into(), credentials: "".into() });
    let error = &config.faults()[0];
    assert!(error.to_string().starts_with(&format!("Can't read {}: ", folder.path().display())), "{error}");
}

/// Bytes that look like a config file, and any other bytes.
pub(crate) fn bytes() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: [&[u8]; 26] = [
        b"[profile ",
        b"[default]\n",
        b"[",
        b"]",
        b"\n",
        b"\r\n",
        b"\r",
        b" ",
        b"\t",
        b"=",
        b":",
        b"key",
        b"Key = value",
        b"#",
        b" ; ",
        b"\\",
        b"\"",
        b"'",
        b"\0",
        b"\xef\xbb\xbf",
        b"\xff",
        b"s3 =\n  a = b\n",
        "\u{a0}".as_bytes(),
        "é".as_bytes(),
        b"[sso-session ",
        b"a",
    ];
    let pieces = prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40);
    prop_oneof![3 => pieces.prop_map(|pieces| pieces.concat()), 1 => prop::collection::vec(any::<u8>(), 0..200)]
}

proptest! {
    #[test]
    fn reading_never_panics_and_rust_ini_never_disagrees(
        config in bytes(), credentials in bytes(),
    ) {
        let read = Config::parse(Some((Path::new("a"), &config)), Some((Path::new("b"), &credentials)));
        if let Err(error) = read {
            prop_assert!(!error.to_string().contains("ini reader"), "{}", error);
        }
    }
}
