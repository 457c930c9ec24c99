//! `--profile`, `--region`, `--state` and `--columns` take a bare word, a list, patterns and exclusions alike.

use crate::support::{Shell, Value, aws, json};

/// What each form of a flag selects: a word, a list, a pattern, a pattern without an exception, and all others.
fn check(shell: &Shell, flag: &str, select: &str, forms: [(&str, Value); 5]) {
    for (form, expected) in forms {
        let line = format!("aws ec2 instances {flag} {form} {select}");
        assert_eq!(shell.value(&line), expected, "{line}");
    }
}

#[test]
fn profiles() {
    let aws = aws();
    let profiles = "--columns Profile | get Profile | uniq | sort";
    let forms = [
        ("dev", json!(["dev"])),
        ("[test dev]", json!(["dev", "test"])),
        ("t*", json!(["test"])),
        ("[* !dev]", json!(["test"])),
        ("!test", json!(["dev"])),
    ];
    check(&Shell::with_aws(&aws), "--profile", profiles, forms);
}

#[test]
fn regions() {
    let aws = aws();
    let regions = "--columns Region | get Region | uniq | sort | first 2";
    let forms = [
        ("eu-west-2", json!(["eu-west-2"])),
        ("[eu-west-2 eu-west-1]", json!(["eu-west-1", "eu-west-2"])),
        ("eu-west-[12]", json!(["eu-west-1", "eu-west-2"])),
        ("[eu-west-* !eu-west-1]", json!(["eu-west-2", "eu-west-3"])),
        ("!us-*", json!(["ap-east-1", "ap-northeast-1"])),
    ];
    check(&Shell::with_dev(&aws), "--region", regions, forms);
}

#[test]
fn states() {
    let aws = aws();
    let states = "| get StateName | uniq | sort";
    let all = Shell::with_dev(&aws).value("aws ec2 instances | get StateName | uniq | sort");
    let without = |state: &str| {
        let all = all.as_array().expect("states").iter().filter(|known| *known != state);
        json!(all.collect::<Vec<_>>())
    };
    let forms = [
        ("running", json!(["running"])),
        ("[STOPPED Running]", json!(["running", "stopped"])),
        ("r*", json!(["running"])),
        ("[* !running]", without("running")),
        ("!stopped", without("stopped")),
    ];
    check(&Shell::with_dev(&aws), "--state", states, forms);
}

#[test]
fn columns() {
    let aws = aws();
    let columns = "| first | columns | first 2";
    let forms = [
        ("InstanceId", json!(["InstanceId"])),
        ("[Region Name]", json!(["Region", "Name"])),
        ("Private*Address", json!(["PrivateIpAddress"])),
        ("[Private* !*Options]", json!(["PrivateIpAddress", "PrivateDnsName"])),
        ("!Name", json!(["InstanceId", "StateName"])),
    ];
    check(&Shell::with_dev(&aws), "--columns", columns, forms);
}

#[test]
fn a_pattern_of_profiles_gives_a_table_like_a_list() {
    let rows = Shell::with_aws(&aws()).value("aws whoami --profile d* | select profile");
    assert_eq!(rows, json!([{"profile": "dev"}]));
}

#[test]
fn what_nothing_matches_is_an_error_at_the_word() {
    let aws = aws();
    for (line, code, word) in [
        ("aws ec2 instances --profile x*", "aws::profile::not_found", "x*"),
        ("aws ec2 instances --profile [dev !x]", "aws::profile::not_found", "!x"),
        ("aws ec2 instances --state halt*", "aws::ec2::unknown_state", "halt*"),
        ("aws ec2 instances --state [running !stoped]", "aws::ec2::unknown_state", "!stoped"),
        ("aws ec2 instances --columns x*", "aws::ec2::unknown_column", "x*"),
        ("aws ec2 instances --columns [Name !nam]", "aws::ec2::unknown_column", "!nam"),
    ] {
        let error = Shell::with_dev(&aws).error(line);
        assert_eq!(error.code, code, "{line}: {error:?}");
        assert!(error.labeled.ends_with(word), "{line}: {error:?}");
    }
    let error = Shell::with_dev(&aws).error("aws ec2 instances --columns ('{\"a\": 1}' | from json)");
    assert_eq!(error.code, "aws::ec2::unknown_column");
    assert!(aws.requests().is_empty());
}
