//! `--filter` and `--state`, which are filters of EC2. The names of some tests say what a filter value is.

use crate::support::{Shell, aws, aws_with_instances, json};

/// Asserts that a filter, which the server applies, selects the same rows as `where`.
fn assert_like_where(filter: &str, condition: &str) {
    let aws = aws_with_instances(60);
    let value = Shell::with_dev(&aws).value(&format!(
        "let by_where = aws ec2 instances | where {condition} | get InstanceId
        let by_filter = aws ec2 instances {filter} | get InstanceId
        {{found: ($by_filter | length), same: ($by_filter == $by_where)}}"
    ));
    assert_eq!(value["same"], true, "{filter}: {value}");
    assert!((1..60).contains(&value["found"].as_u64().expect("a number")), "{filter}: {value}");
    let filtered = aws.count_where(|request| request.parameter("Filter.1.Value.1").is_some());
    assert_eq!((filtered, aws.requests().len()), (1, 2), "{filter}");
}

#[test]
fn a_string() {
    assert_like_where("--filter {instance-type: zz9.plural-alpha}", "InstanceType == zz9.plural-alpha");
    assert_like_where("--filter {platform: windows}", "Platform == windows");
}

#[test]
fn a_list_matches_any_value() {
    assert_like_where("--filter {instance-type: [t3.micro t4g.nano]}", "InstanceType in [t3.micro t4g.nano]");
}

#[test]
fn a_tag() {
    assert_like_where("--filter {\"tag:env\": prod}", "Tags.env? == prod");
    assert_like_where("--filter {\"tag:Cost Centre\": \"R&D / 42\"}", "Tags.\"Cost Centre\"? == 'R&D / 42'");
    assert_like_where("--filter {\"tag:empty\": \"\"}", "Tags.empty? == ''");
    assert_like_where("--filter {tag-key: \"aws:cloud9:owner\"}", "Tags.\"aws:cloud9:owner\"? != null");
}

#[test]
fn a_wildcard() {
    assert_like_where("--filter {instance-type: [t3.* m?i.*]}", "InstanceType =~ '^(t3|m.i)[.]'");
    assert_like_where("--filter {\"tag:Name\": \"web-*\"}", "($it.Name | default none) =~ '^web-'");
}

#[test]
fn a_boolean() {
    assert_like_where("--filter {ebs-optimized: true}", "EbsOptimized");
    assert_like_where("--filter {ebs-optimized: false}", "not $it.EbsOptimized");
}

#[test]
fn a_number() {
    assert_like_where("--filter {instance-state-code: 80}", "State.Code == 80");
}

#[test]
fn a_number_with_the_zeros_that_are_written() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    for (value, sent) in [
        ("012345678901", "012345678901"),
        ("[012345678901]", "012345678901"),
        ("1.50", "1.50"),
        ("1_000", "1000"),
        ("(2 + 3)", "5"),
        ("$written", "7"),
    ] {
        let filter = format!("{{owner-id: {value}}}");
        shell.value(&format!("let written = 007; aws ec2 instances --filter {filter}"));
        let requests = aws.requests();
        let last = requests.last().expect("a request").parameter("Filter.1.Value.1");
        assert_eq!(last, Some(sent), "{value}");
    }
}

#[test]
fn a_time() {
    let aws = aws();
    let value = Shell::with_dev(&aws).value(
        "let one = aws ec2 instances | get 3
        (aws ec2 instances --filter {launch-time: $one.LaunchTime} | get InstanceId) == [$one.InstanceId]",
    );
    assert_eq!(value, json!(true));
}

#[test]
fn several_filters_all_apply() {
    assert_like_where(
        "--filter {\"tag:env\": [prod dev], ebs-optimized: true, instance-type: \"*.*large\"}",
        "Tags.env? in [prod dev] and $it.EbsOptimized and $it.InstanceType =~ 'large$'",
    );
}

#[test]
fn a_reason() {
    assert_like_where("--filter {reason: \"User*\"}", "StateTransitionReason =~ '^User'");
}

#[test]
fn a_filter_that_the_plugin_does_not_know_is_sent_with_one_warning() {
    let aws = aws();
    // An old filter, which EC2 still has, but its documentation hasn't.
    let line = "aws ec2 instances --profile [dev test] --filter {group-id: sg-1} | to json --raw";
    let output = Shell::with_aws(&aws).run(line);
    assert_eq!(output.stdout.trim(), "[]", "{output:?}");
    let warning = "warning: EC2 may ignore the filter `group-id`, which is not in its documentation; did you mean";
    assert_eq!(output.stderr.matches(warning).count(), 1, "{output:?}");
    assert_eq!(aws.count_where(|request| request.parameter("Filter.1.Name") == Some("group-id")), 2);
}

#[test]
fn a_filter_can_be_a_variable() {
    let value = Shell::with_dev(&aws()).value(
        "let filter = {platform: windows, \"tag:aws:cloud9:owner\": AIDA*}
        aws ec2 instances --filter $filter | get Platform | uniq",
    );
    assert_eq!(value, json!(["windows"]));
}

#[test]
fn a_state() {
    assert_like_where("--state stopped", "StateName == stopped");
    assert_like_where("-s terminated", "StateName == terminated");
}

#[test]
fn several_states() {
    assert_like_where("--state [stopped terminated]", "StateName in [stopped terminated]");
}

#[test]
fn a_state_and_a_filter_both_apply() {
    assert_like_where(
        "--state [running stopped] --filter {ebs-optimized: false}",
        "StateName in [running stopped] and not $it.EbsOptimized",
    );
}

#[test]
fn a_filter_without_matches_is_an_empty_table() {
    let value = Shell::with_dev(&aws()).value("aws ec2 instances --filter {instance-type: p5.48xlarge}");
    assert_eq!(value, json!([]));
}

#[test]
fn an_empty_filter_matches_everything() {
    assert_eq!(Shell::with_dev(&aws()).value("aws ec2 instances --filter {} | length"), json!(12));
}
