//! Completions of `aws profile check`.

use super::shell;
use crate::support::{Value, json};

#[test]
fn tab_suggests_the_profiles() {
    let suggestions = |line: &str| shell().value(&format!("'{line}' | commandline complete | sort"));
    assert_eq!(suggestions("aws profile check "), json!(["chained", "dev", "keys", "old"]));
    assert_eq!(suggestions("aws profile check dev ol"), json!(["old"]));
    assert_eq!(suggestions("aws profile check zzz"), Value::Array(vec![]));
}
