//! Files, programs and responses are read up to a limit, and neither pipes in place of files nor servers keep a call
//! waiting.

mod responses;
mod services;
mod waits;

use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::support::{Shell, TokenFile, Value, aws, json};

const MEGABYTE: usize = 1 << 20;

const SSO: &str = "\
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
[default]
region = eu-west-1
sso_session = corp
sso_account_id = 111122223333
sso_role_name = developer
";
const POD: &str = "[default]\nregion = eu-west-1\nrole_arn = arn:aws:iam::444455556666:role/tester\n\
                   web_identity_token_file = ~/strange\n";
const CONSOLE: &str = "[default]\nregion = eu-west-1\nlogin_session = arn:aws:iam::0123456789012:user/Admin\n";
/// The cache file of the console session.
const CONSOLE_FILE: &str = ".aws/login/cache/36db1d138ff460920374e4c3d8e01f53f9f73537e89c88d639f68393df0e2726.json";

/// Places for a strange file, each with the command that reads it and the code of its error.
fn places() -> Vec<(&'static str, Shell, String, &'static str)> {
    let config = |text: &str| Shell::new().config(text);
    let token = TokenFile::for_session(&aws(), "corp").path();
    vec![
        ("config", Shell::new(), ".aws/config".into(), "aws::config::unreadable"),
        ("credentials", Shell::new(), ".aws/credentials".into(), "aws::config::unreadable"),
        ("sso token", config(SSO), token, "aws::cache"),
        ("console session", config(CONSOLE), CONSOLE_FILE.into(), "aws::cache"),
        ("web identity", config(POD), "strange".into(), "aws::credentials::failed"),
        (
            "container",
            Shell::new()
                .config("[default]\nregion = eu-west-1\n")
                .var("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:1/")
                .var("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "~/strange"),
            "strange".into(),
            "aws::credentials::failed",
        ),
        ("certificates", config(SSO).var("AWS_CA_BUNDLE", "~/strange"), "strange".into(), "aws::setting::ca_bundle"),
    ]
}

/// The code of a command's error, and the most memory that the plugin has used, in megabytes.
fn failure(shell: &Shell, line: &str) -> (Value, u64) {
    let (error, peak) = error_and_peak(shell, line);
    (error["code"].clone(), peak)
}

/// The `$e.details` of a command's error, and the most memory that the plugin has used, in megabytes.
fn error_and_peak(shell: &Shell, line: &str) -> (Value, u64) {
    let script = format!(
        "let error = try {{ {line} | ignore; null }} catch {{|e| $e.details }}
        let pid = plugin list | where name == aws | get pid.0
        let peak = try {{ open --raw $'/proc/($pid)/status' | parse --regex 'VmHWM:\\s+(?<kb>\\d+)' | get kb.0 | into int }}
        {{error: $error, peak: ($peak | default 0)}}"
    );
    let answer = shell.value(&script);
    (answer["error"].clone(), answer["peak"].as_u64().expect("a number") / 1024)
}

fn assert_small(name: &str, peak: u64) {
    // What isn't the plugin's memory in the reading: the code, the runtime's threads.
    assert!(peak < 300, "{name} took {peak} MB");
}

#[test]
fn a_pipe_in_place_of_a_file_is_refused_at_once() {
    for (name, shell, path, code) in places() {
        let shell = shell.file(&path, "");
        std::fs::remove_file(shell.path(&path)).expect("removed");
        assert!(Command::new("mkfifo").arg(shell.path(&path)).status().expect("it runs").success());
        let begun = Instant::now();
        let error = shell.error("aws credentials");
        assert_eq!(error.code, code, "{name}: {error:?}");
        assert!(error.message.contains("it is a pipe or a socket, not a file"), "{name}: {error:?}");
        assert!(begun.elapsed() < Duration::from_secs(30), "{name}");
    }
}

#[test]
fn an_endless_file_is_an_error_and_takes_little_memory() {
    for (name, shell, path, code) in places() {
        let shell = shell.file(&path, "");
        std::fs::remove_file(shell.path(&path)).expect("removed");
        symlink("/dev/zero", shell.path(&path)).expect("a link");
        let (found, peak) = failure(&shell, "aws credentials");
        assert_eq!(found, code, "{name}");
        assert_small(name, peak);
    }
}

#[test]
fn an_endless_cache_of_a_role_counts_as_missing() {
    let aws = aws();
    let role =
        "[profile role]\nregion = eu-west-2\nrole_arn = arn:aws:iam::444455556666:role/tester\nsource_profile = dev\n";
    let shell = Shell::with_dev(&aws).more_config(role);
    shell.value("aws credentials -p role | ignore; null");
    let cache = std::fs::read_dir(shell.path(".aws/cli/cache")).expect("the cache");
    for file in cache.map(|file| file.expect("a file").path()) {
        std::fs::remove_file(&file).expect("removed");
        symlink("/dev/zero", &file).expect("a link");
    }
    let (code, peak) = failure(&shell, "aws credentials -p role");
    assert_eq!(code, Value::Null);
    assert_small("role cache", peak);
}

#[test]
fn a_program_that_prints_without_end_takes_little_memory() {
    for command in ["yes hunter2", "timeout 1 yes hunter2 >&2"] {
        let shell = Shell::new().config(&format!("[default]\nregion = eu-west-1\ncredential_process = {command}\n"));
        let (code, peak) = failure(&shell, "aws credentials");
        assert_eq!(code, "aws::credentials::failed", "{command}");
        assert_small(command, peak);
    }
}

#[test]
fn a_file_may_be_as_large_as_its_limit() {
    let config = |size: usize| {
        let head = "[default]\nregion = eu-west-1\n#";
        Shell::new().config(&format!("{head}{}", "x".repeat(size - head.len())))
    };
    assert_eq!(config(16 * MEGABYTE).value("aws profile | get region"), "eu-west-1");
    let error = config(16 * MEGABYTE + 1).error("aws profile");
    assert_eq!(error.code, "aws::config::unreadable");
    assert!(error.message.ends_with("it is larger than 16 MB"), "{error:?}");
    let error = Shell::new().config(&"#\n".repeat(300_001)).error("aws profile");
    assert!(error.message.ends_with("it has more than 300000 lines"), "{error:?}");
    let aws = aws();
    let token = TokenFile::for_session(&aws, "corp").with_member("padding", json!("x".repeat(MEGABYTE)));
    let error = Shell::with_aws(&aws).more_config(SSO).with_token(&token).error("aws sso accounts");
    assert!(error.message.ends_with("it is larger than 1 MB"), "{error:?}");
}

/// Of the files with as many lines and bytes as the limits allow, one whose values all differ takes the most memory.
#[test]
fn the_largest_config_file_takes_little_memory() {
    let lines = 299_990;
    let width = 16 * MEGABYTE / lines - 6;
    let text: String = (0..lines).map(|number| format!("a = {number:x<width$}\n")).collect();
    let shell = Shell::new().config(&format!("[default]\nregion = eu-west-1\n{text}"));
    let (code, peak) = failure(&shell, "aws profile");
    assert_eq!(code, Value::Null);
    assert_small("config", peak);
}
