//! The Rust SDK reads what an edit has written.

use aws_runtime::env_config::section::EnvConfigSections;
use proptest::prelude::*;

use super::*;
use crate::config::edit::tests::properties::{key, section, text_with};
use crate::config::tests::sdk::sdk;

/// A key's value as the SDK reads it.
fn read<'a>(config: &'a EnvConfigSections, section: &SectionName, key: &str) -> Option<&'a str> {
    let key = &key.to_lowercase();
    match section {
        SectionName::Profile(name) => config.get_profile(name).and_then(|profile| profile.get(key)),
        SectionName::SsoSession(name) => config.sso_session(name).and_then(|session| session.get(key)),
    }
}

/// Text that the SDK can usually read. It would read a section with several spellings in any order, and can't read lines
/// that are indented right below a header or a byte order mark.
fn plain_text() -> impl Strategy<Value = String> {
    text_with(&[
        "[profile a]\nfirst = 1",
        "[profile a] # c\nfirst = 1",
        "[default];c\nfirst = 1",
        "[profile default]\r\nk = 2",
        "[profile b]\nK = 2",
        "[sso-session a]\nfirst = 1",
        "[services a]\nfirst = 1",
        "[a]\nfirst = 1",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn the_rust_sdk_reads_the_new_value_and_all_others(text in plain_text(), edited in section(), changed in key()) {
        let before = sdk(&text, "");
        prop_assume!(before.is_ok());
        let after = edit(&text, |edit| _ = edit.set(&edited, changed, "fresh"));
        let (before, after) = (before.unwrap(), sdk(&after, "").unwrap());
        prop_assert_eq!(read(&after, &edited, changed), Some("fresh"));
        for other in [profile("a"), profile("b"), profile("default"), session("a")] {
            for key in ["k", "l", "m", "n", "s3"] {
                let [old, new] = [&before, &after].map(|config| read(config, &other, key));
                if other != edited || key != changed.to_lowercase() {
                    // A comment that the SDK read as part of the last key's value may be gone.
                    let is_healed = other == edited && old.zip(new).is_some_and(|(old, new)| old.starts_with(new));
                    prop_assert!(old == new || is_healed, "{:?} {}: {:?} {:?}", other, key, old, new);
                }
            }
        }
    }

    #[test]
    fn the_rust_sdk_reads_all_other_values_after_a_removal(text in plain_text(), edited in section(), removed in key()) {
        let before = sdk(&text, "");
        prop_assume!(before.is_ok());
        let after = edit(&text, |edit| _ = edit.remove_key(&edited, removed));
        let (before, after) = (before.unwrap(), sdk(&after, "").unwrap());
        prop_assert_eq!(read(&after, &edited, removed), None);
        for other in [profile("a"), profile("b"), profile("default"), session("a")] {
            for key in ["k", "l", "m", "n", "s3"] {
                if other != edited || key != removed.to_lowercase() {
                    prop_assert_eq!(read(&before, &other, key), read(&after, &other, key));
                }
            }
        }
    }
}
