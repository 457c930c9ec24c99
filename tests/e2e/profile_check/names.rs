//! Which profiles are checked.

use super::shell;
use crate::support::json;

#[test]
fn names_and_rows_select_the_profiles_to_check() {
    for line in [
        "aws profile check chained",
        "'chained' | aws profile check",
        "[chained] | aws profile check",
        "aws profiles | where name == chained | aws profile check",
        "{name: chained} | aws profile check",
    ] {
        let codes = shell().value(&format!("{line} | get code"));
        assert_eq!(codes, json!(["aws::check::source_profile_unknown"]), "{line}");
    }
    let profiles = shell().value("aws profile check dev keys | get profile");
    assert_eq!(profiles, json!(["dev", "keys"]));
}

#[test]
fn an_empty_table_selects_no_profile() {
    assert_eq!(shell().value("aws profiles | where name == none | aws profile check"), json!([]));
}

#[test]
fn an_unknown_name_suggests_the_nearest() {
    for (line, word) in [("aws profile check dev ol", "ol"), ("'ol' | aws profile check --fix", "'ol'")] {
        let error = shell().error(line);
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::profile::not_found", word), "{error:?}");
        assert!(error.help.contains("`old`"), "{error:?}");
    }
}

#[test]
fn other_input_is_refused() {
    for (line, word) in [("{region: x} | aws profile check", "{region: x}"), ("42 | aws profile check", "42")] {
        let error = shell().error(line);
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::profile::input", word), "{error:?}");
        assert!(error.help.contains("aws profile check"), "{error:?}");
    }
}
