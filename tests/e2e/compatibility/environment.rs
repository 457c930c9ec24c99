//! The caller's environment may contain anything that a variable can hold.

use crate::support::{Shell, aws, json};

/// Values of all kinds that changed from one version to another, and closures that captured them.
const VARIABLES: &str = "
    let path = $.servers?.0?.'a b'
    let range = 1..3..9
    $env.PATHS = [$path $.a {nested: $.b.2}]
    $env.RANGES = {ints: $range, floats: 0.5..2.25, open: 7.., down: 9..<2}
    $env.CLOSURE = {|x| $x | get $path | append $range }
    $env.config.hooks.env_change.AWS_PROFILE = [{|before, after| [$before $after $path $range] }]
    $env.PROMPT_COMMAND = {|| $range | each { $in } }
    $env.MOMENT = 2026-01-01T00:00:00Z
    $env.SIZES = [1kb 2sec 0x[ff] null 1.5 true]
";

#[test]
fn any_value_may_be_in_the_environment() {
    let aws = aws();
    let answer = Shell::with_dev(&aws).value(&format!(
        "{VARIABLES}
        let used = aws profile use test | default $env.AWS_PROFILE
        [$used (aws profile | get name) (aws whoami | get account_id) (aws ec2 instances | length) (aws env | length | $in > 5)]",
    ));
    assert_eq!(answer, json!(["test", "test", "444455556666", 12, true]));
}

#[test]
fn settings_may_be_values_or_closures_with_captures() {
    let aws = aws();
    let answer = Shell::with_dev(&aws).value(
        "let columns = $.InstanceId
        $env.config.plugins.aws = {concurrency: 2}
        let value = aws ec2 instances --region [eu-west-1 eu-west-2] | length
        $env.config.plugins.aws = {|| if $columns == $.InstanceId { {concurrency: 3} } }
        [$value (aws ec2 instances --region [eu-west-1 eu-west-2] | length)]",
    );
    assert_eq!(answer, json!([24, 24]));
}

#[test]
fn arguments_and_flags_may_be_any_values() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    for argument in ["1..3", "$.a.0", "{|x| $x}", "2026-01-01", "{a: $.b}"] {
        let error = shell.error(&format!("let argument = {argument}; aws ec2 instances --filter {{name: $argument}}"));
        assert!(error.code.starts_with("aws::"), "{argument}: {error:?}");
    }
}
