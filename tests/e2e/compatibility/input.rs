//! Input from the pipeline may have metadata, whose form depends on the version of Nushell.

use crate::support::{Shell, aws, json};

const SESSION: &str =
    "[sso-session my-org]\nsso_start_url = https://my-org.awsapps.com/start\nsso_region = eu-west-1\n";

#[test]
fn a_file_may_be_the_input() {
    let aws = aws();
    let shell = Shell::new().config(SESSION).var("AWS_ENDPOINT_URL", &aws.url()).signed_in(&aws, "my-org");
    let shell = shell.file("sessions.json", r#"[{"sso_session": "my-org"}]"#);
    for input in ["open sessions.json", "open --raw sessions.json | from json", "open sessions.json | first"] {
        let roles = shell.value(&format!("{input} | aws sso roles | length"));
        assert_eq!(roles, json!(6), "{input}");
    }
}

#[test]
fn rows_of_ls_may_be_the_input() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).file("profiles/dev", "").file("profiles/test", "");
    let answer = shell.value(
        "cd profiles
        [
            (ls | aws whoami | get account_id)
            (ls dev | aws ec2 instances | get Profile | uniq)
            (ls | where name == test | first | aws profile use; $env.AWS_PROFILE)
            (glob * | path basename | sort | aws whoami | get profile)
        ]",
    );
    assert_eq!(answer, json!([["111122223333", "444455556666"], ["dev"], "test", ["dev", "test"]]));
}

#[test]
fn text_and_streams_of_programs_may_be_the_input() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).file("names.txt", "dev\ntest\n");
    for input in ["open names.txt | lines", "^cat names.txt | lines", "open names.txt | lines | each { $in }"] {
        let accounts = shell.value(&format!("{input} | aws whoami | get account_id"));
        assert_eq!(accounts, json!(["111122223333", "444455556666"]), "{input}");
    }
}

/// The picker `fzf` prints a line, for example.
#[test]
fn the_line_that_a_program_prints_may_be_a_name() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).signed_in(&aws, "my-org").more_config(SESSION).file("name.txt", "test\n");
    let answer = shell.value(
        "[
            (^echo test | aws profile use; $env.AWS_PROFILE)
            (open name.txt | aws whoami | get profile)
            (^echo test | aws ec2 instances | get Profile | uniq)
            (^echo my-org | aws sso accounts | get sso_session | uniq)
        ]",
    );
    assert_eq!(answer, json!(["test", "test", ["test"], ["my-org"]]));
}

#[test]
fn in_catch_the_error_is_no_input() {
    let aws = aws();
    let shell = Shell::with_dev(&aws).signed_in(&aws, "my-org").more_config(SESSION);
    for (command, answer) in [
        ("aws whoami | get profile", json!("dev")),
        ("aws ec2 instances | get Profile | uniq", json!(["dev"])),
        ("aws profile check dev | length", json!(0)),
        ("aws profile check | where severity == error | length", json!(0)),
        ("aws sso login | get sso_session", json!(["my-org"])),
        ("aws sso logout | get sso_session", json!(["my-org"])),
    ] {
        let caught = shell.value(&format!("try {{ aws whoami --profile tset }} catch {{ {command} }}"));
        assert_eq!(caught, answer, "{command}");
    }
}
