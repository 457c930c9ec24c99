//! Every example of every command runs for a user who is signed in.

use super::EXAMPLE_CONFIG;
use crate::support::{Shell, Value, aws, json};

/// Examples that need a user, and why.
const INTERACTIVE: [(&str, &str); 4] = [
    ("aws profile use", "picks from a list"),
    ("aws configure sso", "asks questions"),
    ("aws login", "waits for a browser"),
    ("aws login --profile console --region eu-west-1", "waits for a browser"),
];

/// The examples of all commands.
fn examples() -> Vec<String> {
    let examples =
        Shell::new().value("scope commands | where name starts-with 'aws ' | get examples | flatten | get example");
    examples.as_array().expect("examples").iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[test]
fn every_example_runs() {
    let aws = aws();
    // Some examples change the files, so each gets its own.
    let signed_in = || {
        Shell::new()
            .config(EXAMPLE_CONFIG)
            .signed_in(&aws, "my-org-sso")
            .var("AWS_ENDPOINT_URL", &aws.url())
            .var("AWS_PROFILE", "dev-account.developer")
    };
    let run: Vec<_> =
        examples().into_iter().filter(|example| !INTERACTIVE.iter().any(|(known, _)| known == example)).collect();
    assert!(run.len() >= 12, "{run:?}");
    let failed: Vec<_> = run
        .into_iter()
        .filter_map(|example| {
            let output = signed_in().run(&example);
            (!output.success || !output.stderr.is_empty()).then(|| format!("{example}\n{}", output.stderr))
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_interactive_example_exists() {
    let examples = examples();
    for (example, reason) in INTERACTIVE {
        assert!(examples.iter().any(|known| known == example), "{example} ({reason})");
    }
}

#[test]
fn every_command_has_two_examples() {
    let few = Shell::new()
        .value("scope commands | where name starts-with 'aws ' | where ($it.examples | length) < 2 | get name");
    assert_eq!(few, json!([]));
}
