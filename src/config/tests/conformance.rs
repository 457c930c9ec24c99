//! The test cases that all AWS SDKs share, from the version of `aws-runtime` that the crate is built with.

use std::collections::BTreeMap;

use serde_json::Value;

use super::*;

type Sections = BTreeMap<String, BTreeMap<String, String>>;

#[test]
fn all_cases_of_the_sdks_pass() {
    let text = fs::read(
        crate::aws::sdk_source_folder::package_folder("aws-runtime").join("test-data/profile-parser-tests.json"),
    )
    .unwrap();
    let suite: Value = serde_json::from_slice(&text).unwrap();
    let cases = suite["tests"].as_array().unwrap();
    assert!(cases.len() >= 65, "{} cases", cases.len());
    let failures: Vec<_> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
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

/// The profiles without those whose names only the AWS CLI reads.
fn profiles(config: &Config) -> Sections {
    let of_sdks = config.profiles().filter(|profile| line_syntax::is_identifier(profile.name()));
    of_sdks.map(|profile| (profile.name().to_owned(), pairs(profile.properties()))).collect()
}

fn sso_sessions(config: &Config) -> Sections {
    config.sso_sessions().map(|section| (section.name().to_owned(), pairs(section.properties()))).collect()
}

fn pairs(properties: &[Property]) -> BTreeMap<String, String> {
    properties.iter().map(|property| (property.key().to_owned(), property.all_lines().to_owned())).collect()
}
