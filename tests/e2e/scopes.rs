//! `aws profile use` changes the environment of the scope that calls it, like `cd`.

use crate::support::{Shell, json};

fn shell() -> Shell {
    let config = "[profile dev]\nregion = eu-west-1\n[profile test]\nregion = eu-west-2\n";
    Shell::new().config(config).var("AWS_PROFILE", "dev").var("AWS_ACCESS_KEY_ID", "AKIA")
}

/// The active profile after a line, and whether the keys are still set.
fn after(line: &str) -> (String, bool) {
    let answer =
        shell().value(&format!("{line}\n{{profile: $env.AWS_PROFILE?, keys: (\"AWS_ACCESS_KEY_ID\" in $env)}}"));
    (answer["profile"].as_str().unwrap_or("none").to_owned(), answer["keys"] == true)
}

const SWITCHED: (&str, bool) = ("test", false);
const UNCHANGED: (&str, bool) = ("dev", true);

fn assert_after(line: &str, expected: (&str, bool)) {
    let (profile, keys) = after(line);
    assert_eq!((profile.as_str(), keys), expected, "{line}");
}

#[test]
fn a_custom_command_does_not_change_the_caller() {
    assert_after("def to-test [] { aws profile use test }; to-test", UNCHANGED);
}

#[test]
fn a_custom_command_with_env_changes_the_caller() {
    assert_after("def --env to-test [] { aws profile use test }; to-test", SWITCHED);
}

#[test]
fn a_do_block_does_not_change_the_caller() {
    assert_after("do { aws profile use test }", UNCHANGED);
}

#[test]
fn a_do_block_with_env_changes_the_caller() {
    assert_after("do --env { aws profile use test }", SWITCHED);
}

#[test]
fn if_for_and_subexpressions_are_in_the_same_scope() {
    assert_after("if true { aws profile use test }", SWITCHED);
    assert_after("for name in [test] { aws profile use $name }", SWITCHED);
    assert_after("(aws profile use test)", SWITCHED);
    assert_after("let nothing = (aws profile use test)", SWITCHED);
    assert_after("aws profile use test | ignore", SWITCHED);
    assert_after("'test' | aws profile use", SWITCHED);
    assert_after("try { aws profile use test }", SWITCHED);
}

#[test]
fn each_has_its_own_scope_for_every_element() {
    let answer = shell().value(
        "let inside = [test dev] | each {|name|
            aws profile use $name
            {profile: $env.AWS_PROFILE, program: (^$nu.current-exe --no-config-file --commands '$env.AWS_ACCESS_KEY_ID? | to json')}
        }
        {inside: $inside, after: $env.AWS_PROFILE, keys: ('AWS_ACCESS_KEY_ID' in $env)}",
    );
    let inside = json!([{"profile": "test", "program": "null"}, {"profile": "dev", "program": "null"}]);
    assert_eq!(answer, json!({"inside": inside, "after": "dev", "keys": true}));
}

#[test]
fn use_ignores_the_input_of_a_closure() {
    let answer = shell().without("AWS_ACCESS_KEY_ID").value("1..2 | each { aws profile use test; $env.AWS_PROFILE }");
    assert_eq!(answer, json!(["test", "test"]));
}

#[test]
fn par_each_keeps_the_elements_apart() {
    let answer = shell().value(
        "let names = 0..199 | each {|n| if $n mod 2 == 0 { 'dev' } else { 'test' } }
        let wrong = $names
            | par-each {|name| aws profile use $name; [$name $env.AWS_PROFILE (aws profile | get name)] }
            | where ($it | uniq | length) != 1
        {wrong: $wrong, after: $env.AWS_PROFILE, keys: ('AWS_ACCESS_KEY_ID' in $env)}",
    );
    assert_eq!(answer, json!({"wrong": [], "after": "dev", "keys": true}));
}

#[test]
fn clear_has_the_same_scope() {
    assert_after("def clear-it [] { aws profile clear }; clear-it", UNCHANGED);
    assert_after("def --env clear-it [] { aws profile clear }; clear-it", ("none", true));
    assert_after("do { aws profile clear }", UNCHANGED);
    assert_after("if true { aws profile clear }", ("none", true));
}
