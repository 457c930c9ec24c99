//! What Tab offers.

use super::shell;
use crate::support::{Value, json};

#[test]
fn tab_offers_what_there_is() {
    let offered = |line: &str| shell().value(&format!("'{line}' | commandline complete | sort"));
    assert_eq!(offered("aws profile remove keys dev"), json!(["dev-account.developer"]));
    assert_eq!(offered("aws profile add x --sso-session "), json!(["my-org-sso"]));
    assert_eq!(offered("aws profile add x --region eu-west-"), json!(["eu-west-1", "eu-west-2", "eu-west-3"]));
    assert_eq!(offered("aws profile add x --output yaml"), json!(["yaml", "yaml-stream"]));
    for line in ["aws profile add ", "aws profile add x --role ", "aws profile add x --name "] {
        assert_eq!(offered(line), Value::Array(vec![]), "{line}");
    }
}
