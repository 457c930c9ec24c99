//! Completions of `aws profile add` and `remove`.

use super::shell;
use crate::support::{Value, json};

#[test]
fn tab_suggests_existing_values() {
    let suggestions = |line: &str| shell().value(&format!("'{line}' | commandline complete | sort"));
    assert_eq!(suggestions("aws profile remove keys dev"), json!(["dev-account.developer"]));
    assert_eq!(suggestions("aws profile add x --sso-session "), json!(["my-org-sso"]));
    assert_eq!(suggestions("aws profile add x --region eu-west-"), json!(["eu-west-1", "eu-west-2", "eu-west-3"]));
    assert_eq!(suggestions("aws profile add x --output yaml"), json!(["yaml", "yaml-stream"]));
    for line in ["aws profile add ", "aws profile add x --role ", "aws profile add x --name "] {
        assert_eq!(suggestions(line), Value::Array(vec![]), "{line}");
    }
}
