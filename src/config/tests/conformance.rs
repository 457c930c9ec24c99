//! The cases that all AWS SDKs share, from the very version of `aws-runtime` that the crate is built with.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::*;

type Sections = BTreeMap<String, BTreeMap<String, String>>;

#[test]
fn all_cases_of_the_sdks_hold() {
    let text = fs::read(sdk_folder().join("test-data/profile-parser-tests.json")).unwrap();
    let suite: Value = serde_json::from_slice(&text).unwrap();
    let cases = suite["tests"].as_array().unwrap();
    assert!(cases.len() >= 65, "{} cases", cases.len());
    let failures: Vec<_> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Where cargo keeps the sources of `aws-runtime`. Only this platform's packages need be there.
fn sdk_folder() -> PathBuf {
    let cargo = |arguments: &[&str]| {
        let output =
            Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let version = String::from_utf8(cargo(&["-vV"])).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let metadata = cargo(&["metadata", "--format-version", "1", "--offline", "--filter-platform", host]);
    let metadata: Value = serde_json::from_slice(&metadata).unwrap();
    let package = metadata["packages"].as_array().unwrap().iter().find(|package| package["name"] == "aws-runtime");
    PathBuf::from(package.unwrap()["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned()
}

fn check(case: &Value) -> Result<(), String> {
    let file = |name: &str| case["input"][name].as_str().map(|text| (Path::new("file"), text.as_bytes()));
    let read = Config::parse(file("configFile"), file("credentialsFile"));
    let holds = match (&read, case["output"]["errorContaining"].as_str()) {
        (Ok(config), None) => {
            let expected = |name| expected_sections(&case["output"]["config"][name]);
            profiles(config) == expected("profiles") && sso_sessions(config) == expected("sso_sessions")
        }
        (Err(error), Some(text)) => error.to_string().contains(text),
        _ => false,
    };
    if holds { Ok(()) } else { Err(format!("{}: {:?}", case["name"], read.map(|config| profiles(&config)))) }
}

fn expected_sections(sections: &Value) -> Sections {
    serde_json::from_value(sections.clone()).unwrap_or_default()
}

fn profiles(config: &Config) -> Sections {
    config.profiles().map(|profile| (profile.name().to_owned(), pairs(profile.properties()))).collect()
}

fn sso_sessions(config: &Config) -> Sections {
    config.sso_sessions().map(|section| (section.name().to_owned(), pairs(section.properties()))).collect()
}

fn pairs(properties: &[Property]) -> BTreeMap<String, String> {
    properties.iter().map(|property| (property.key().to_owned(), property.value().to_owned())).collect()
}
