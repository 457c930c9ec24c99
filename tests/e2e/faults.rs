//! Files that can't be read, or not completely. Commands fail only if they need what can't be read.

use serde_json::json;

use crate::support::{Key, Sandbox, Shell, StaticServer, aws};

/// Lines that can't be read, and a profile whose header can't.
const FAULTS: &str = "\
[profile broken]
region = eu-west-1
bad line
[profile hidden
aws_access_key_id = AKIAHIDDEN
aws_secret_access_key = hunter2
";

/// The same, without the header.
const BROKEN: &str = "[profile broken]\nregion = eu-west-1\naws_access_key_id: hunter2\nbad line\n";

fn with_keys(shell: Shell, key: &Key) -> Shell {
    shell.var("AWS_ACCESS_KEY_ID", &key.access_key_id).var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key)
}

/// A folder in place of a file.
fn unreadable(shell: Shell, file: &str) -> Shell {
    std::fs::create_dir_all(shell.path(file)).expect("a folder");
    shell
}

fn with_credentials_file_unreadable(aws: &Sandbox) -> Shell {
    unreadable(Shell::with_aws(aws), ".aws/credentials")
}

#[test]
fn keys_in_the_environment_work_without_the_files() {
    let aws = aws();
    let key = &aws.account("dev-account").key;
    let shell = || with_keys(Shell::new(), key).var("AWS_ENDPOINT_URL", &aws.url()).var("AWS_REGION", "eu-west-1");
    for shell in [
        shell().config(FAULTS),
        shell().config(FAULTS).var("AWS_PROFILE", "hidden"),
        shell().config("no header\n"),
        unreadable(shell(), ".aws/config"),
        unreadable(shell(), ".aws/credentials").var("AWS_PROFILE", "hidden"),
    ] {
        let script = "{whoami: (aws whoami | get account_id), key: (aws credentials | get AWS_ACCESS_KEY_ID), \
                      instances: (aws ec2 instances | get AccountId | uniq)}";
        let expected = json!({"whoami": "111122223333", "key": key.access_key_id, "instances": ["111122223333"]});
        assert_eq!(shell.value(script), expected);
    }
}

#[test]
fn profiles_that_can_be_read_work() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).more_config(FAULTS);
    assert_eq!(shell.value("aws ec2 instances -p dev | get AccountId | uniq"), json!(["111122223333"]));
    assert_eq!(shell.value("aws profile use dev; aws profile | get name"), json!("dev"));
    let shell = with_credentials_file_unreadable(&aws);
    assert_eq!(shell.value("aws ec2 instances -p dev | get AccountId | uniq"), json!(["111122223333"]));
}

#[test]
fn a_profile_with_a_line_that_cannot_be_read_fails_with_that_line() {
    let aws = aws();
    let keys = &aws.account("dev-account").key;
    let keys =
        format!("aws_access_key_id = {}\naws_secret_access_key = {}\n", keys.access_key_id, keys.secret_access_key);
    let role = "[profile role]\nrole_arn = arn:aws:iam::444455556666:role/tester\nsource_profile = broken\n";
    let shell = Shell::with_aws(&aws).more_config(&format!("{BROKEN}{keys}{role}"));
    for line in ["aws ec2 instances -p broken", "aws credentials -p role", "aws whoami --offline -p broken"] {
        let error = shell.error(line);
        assert_eq!(error.code, "aws::config::syntax", "{line}: {error:?}");
        assert!(error.message.contains(".aws/config:11") && !error.message.contains("hunter2"), "{error:?}");
    }
}

#[test]
fn the_credentials_of_the_machine_do_not_replace_those_that_cannot_be_read() {
    let aws = aws();
    let server = StaticServer::new(
        r#"{"AccessKeyId": "ASIAX", "SecretAccessKey": "x", "Token": "x", "Expiration": "2130-01-01T00:00:00Z"}"#,
    );
    let in_container = |shell: Shell| shell.var("AWS_CONTAINER_CREDENTIALS_FULL_URI", &server.url());
    let shell = in_container(unreadable(Shell::new(), ".aws/credentials").config("[profile a]\nregion = eu-west-1\n"));
    for profile in ["a", "hidden"] {
        let error = shell.error(&format!("aws credentials -p {profile}"));
        assert_eq!(error.code, "aws::config::unreadable", "{error:?}");
        let shell = in_container(Shell::with_aws(&aws).more_config(FAULTS).more_config("[profile a]\n"));
        let error = shell.error(&format!("aws credentials -p {profile}"));
        assert_eq!(error.code, "aws::config::syntax", "{error:?}");
        assert!(error.message.contains("config:12: Profile definition must end with ']'"), "{error:?}");
    }
    assert_eq!(server.count(), 0);
    // A container needs no files.
    let shell = in_container(unreadable(Shell::new(), ".aws/config"));
    assert_eq!(shell.value("aws credentials | get AWS_ACCESS_KEY_ID"), json!("ASIAX"));
}

#[test]
fn without_credentials_the_error_is_about_the_file() {
    let error = unreadable(Shell::new(), ".aws/credentials").error("aws credentials");
    assert_eq!(error.code, "aws::config::unreadable", "{error:?}");
    let aws = aws();
    let shell = Shell::with_aws(&aws).more_config("[profile broken]\nbad line\n");
    assert_eq!(shell.error("aws ec2 instances -p dve").code, "aws::profile::not_found");
    assert_eq!(shell.error("aws profile use dve").code, "aws::profile::not_found");
    assert_eq!(Shell::new().config(FAULTS).error("aws profile use hidden").code, "aws::config::syntax");
}

#[test]
fn a_session_that_cannot_be_read_is_an_error() {
    let sso = "sso_account_id = 111122223333\nsso_role_name = developer\nsso_session = corp\nregion = eu-west-1\n";
    let session = "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n";
    for session in [format!("{session}bad line\n"), session.replace(']', "")] {
        let shell = Shell::new().config(&format!("[profile dev]\n{sso}{session}"));
        for line in ["aws credentials -p dev", "aws sso login --sso-session corp"] {
            let error = shell.error(line);
            assert_eq!(error.code, "aws::config::syntax", "{line}: {error:?}");
        }
    }
}

#[test]
fn lists_have_what_can_be_read_and_a_warning_for_the_rest() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).more_config(FAULTS);
    let output = shell.run("aws profiles | get name | to json --raw");
    assert_eq!(output.stdout.trim(), r#"["dev","test","broken"]"#);
    let warnings: Vec<_> = output.stderr.lines().filter(|line| line.starts_with("warning: ")).collect();
    assert_eq!(warnings.len(), 2, "{}", output.stderr);
    assert!(warnings[0].contains("aws::config::syntax") && warnings[0].contains("config:11"), "{warnings:?}");
    assert!(!output.stderr.contains("hunter2"));
    // Without anything to list it is an error.
    assert_eq!(unreadable(Shell::new(), ".aws/config").error("aws profiles").code, "aws::config::unreadable");
}

#[test]
fn the_settings_in_effect_have_a_note_for_each_fault() {
    let shell = unreadable(Shell::new().config(FAULTS), ".aws/credentials");
    let notes = shell.value("aws env | where setting =~ _file | select setting note");
    assert_eq!(notes[0]["setting"], json!("config_file"));
    let note = notes[0]["note"].as_str().expect("a note");
    assert!(note.contains("line 3 can't be read: Expected an '=' sign") && note.contains("line 4"), "{note}");
    let note = notes[1]["note"].as_str().expect("a note");
    assert!(note.contains("it can't be read: "), "{note}");
}

#[test]
fn only_the_first_of_many_faults_are_named() {
    let shell = Shell::new().config(&format!("[profile a]\n{}", "x\n".repeat(1000)));
    let stderr = shell.run("aws profiles | length").stderr;
    assert_eq!(stderr.lines().filter(|line| line.starts_with("warning: ")).count(), 11, "{stderr}");
    let rest = "990 more lines can't be read: `aws profile check` lists them";
    assert!(stderr.trim().ends_with(rest), "{stderr}");
    let note = shell.value("aws env | where setting == config_file | get note.0");
    assert!(note.as_str().is_some_and(|note| note.contains(rest) && note.len() < 1000), "{note}");
    assert_eq!(shell.value("aws profile check | length"), json!(1000));
}

#[test]
fn the_check_lists_every_line_that_cannot_be_read() {
    let shell = Shell::new().config(&format!("no header\n{FAULTS}")).credentials("[dev]\nkey: hunter2\n x\n");
    let rows = "aws profile check | where code == aws::check::syntax | select profile line";
    let expected = json!([
        {"profile": null, "line": 1},
        {"profile": "broken", "line": 4},
        {"profile": null, "line": 5},
        {"profile": "dev", "line": 2},
        {"profile": "dev", "line": 3},
    ]);
    assert_eq!(shell.value(rows), expected);
    // The profile exists, so only its own lines and those of no profile are found.
    let rows = "aws profile check broken | where code == aws::check::syntax | get line";
    assert_eq!(shell.value(rows), json!([1, 4, 5]));
    let shell = unreadable(Shell::new().config("[profile a]\nregion = eu-west-1\n"), ".aws/credentials");
    assert_eq!(shell.value("aws profile check | get code"), json!(["aws::check::unreadable"]));
    assert_eq!(shell.value("aws profile check a | get code"), json!(["aws::check::unreadable"]));
}

#[test]
fn a_fix_leaves_a_file_that_cannot_be_read_alone() {
    let legacy = "[default]\n  region = eu-west-1 # home\n";
    let shell = Shell::new().config(&format!("{legacy}bad line\n")).credentials("[a]\noutput = json # why\n");
    let fix = "aws profile check --fix | where code =~ comment | get fix | to json --raw";
    let output = shell.run(fix);
    assert!(output.success, "{}", output.stderr);
    assert!(output.stdout.contains("correct line 3 of"), "{}", output.stdout);
    let read = |file| std::fs::read_to_string(shell.path(file)).expect("the file");
    assert_eq!(read(".aws/config"), format!("{legacy}bad line\n"));
    assert_eq!(read(".aws/credentials"), "[a]\n# why\noutput = json\n");
}

#[test]
fn files_are_not_changed_if_a_section_may_be_hidden() {
    let shell = unreadable(Shell::new().config("[profile a]\nregion = eu-west-1\n"), ".aws/credentials");
    let add = "aws profile add b --sso-session s --account 111122223333 --role r --region eu-west-1";
    for line in [add, "aws profile remove a --force", "aws profile remove a --dry-run"] {
        assert_eq!(shell.error(line).code, "aws::config::unreadable", "{line}");
    }
    let text = std::fs::read_to_string(shell.path(".aws/config")).expect("the file");
    assert_eq!(text, "[profile a]\nregion = eu-west-1\n");
}
