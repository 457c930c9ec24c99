//! What Tab offers.

use super::shell;
use crate::support::{Value, json};

#[test]
fn tab_offers_the_profiles() {
    let offered = |line: &str| shell().value(&format!("'{line}' | commandline complete | sort"));
    assert_eq!(offered("aws profile check "), json!(["chained", "dev", "keys", "old"]));
    assert_eq!(offered("aws profile check dev ol"), json!(["old"]));
    assert_eq!(offered("aws profile check zzz"), Value::Array(vec![]));
}
