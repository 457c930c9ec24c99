//! Roles that need an MFA code, without a terminal.

use super::guarded;
use crate::support::{Failure, Shell, aws, json};

fn assert_is(error: &Failure, code: &str, word: &str) {
    assert_eq!((error.code.as_str(), error.labeled.as_str()), (code, word), "{error:?}");
}

#[test]
fn every_command_takes_a_code_and_needs_none_afterwards() {
    for line in [
        "aws credentials -p guarded",
        "aws credentials export -p guarded",
        "aws ec2 regions -p guarded",
        "aws ec2 instances -p guarded",
    ] {
        let aws = aws();
        let shell = guarded(&aws);
        shell.value(&format!("{line} --mfa-code 123456 | ignore"));
        for line in [line, "aws ec2 instances -p guarded", "aws credentials -p guarded"] {
            shell.value(&format!("{line} | ignore"));
        }
        assert_eq!(aws.count("AssumeRole"), 1, "{line}");
        let asked = aws.requests();
        let assumed = asked.iter().find(|request| request.action == "AssumeRole").expect("a request");
        assert_eq!(assumed.parameter("SerialNumber"), Some("arn:aws:iam::111122223333:mfa/ann"));
        assert_eq!(assumed.parameter("TokenCode"), Some("123456"));
    }
}

#[test]
fn the_error_says_how_to_give_a_code() {
    let aws = aws();
    let shell = guarded(&aws);
    for line in ["aws credentials -p guarded", "aws credentials export -p guarded", "aws ec2 instances -p guarded"] {
        let error = shell.error(line);
        assert_is(&error, "aws::credentials::mfa_needed", "-p guarded");
        assert!(error.message.contains("arn:aws:iam::111122223333:mfa/ann"), "{error:?}");
        assert!(error.help.contains("`aws credentials -p guarded --mfa-code 123456 | ignore`"), "{error:?}");
    }
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn the_command_in_the_help_works() {
    let aws = aws();
    let shell = guarded(&aws);
    let error = shell.error("aws ec2 instances -p guarded");
    let command = error.help.split('`').find(|part| part.starts_with("aws credentials")).expect("a line").to_owned();
    shell.value(&command);
    assert_eq!(shell.value("aws ec2 instances -p guarded | get AccountId | uniq"), json!(["444455556666"]));
}

#[test]
fn a_profile_without_a_code_does_not_delay_the_others() {
    let aws = aws();
    let output = guarded(&aws).run("aws ec2 instances -p [dev guarded] | get Profile | uniq | to json --raw");
    assert_eq!(output.stdout.trim(), r#"["dev"]"#, "{}", output.stderr);
    assert!(
        output.stderr.contains("aws::credentials::mfa_needed") && output.stderr.contains("--mfa-code"),
        "{}",
        output.stderr
    );
    let both = guarded(&aws).value("aws ec2 instances -p [dev guarded] --mfa-code 123456 | get Profile | uniq | sort");
    assert_eq!(both, json!(["dev", "guarded"]));
}

#[test]
fn a_role_that_can_not_be_cached_needs_no_second_code() {
    let aws = aws();
    let shell = guarded(&aws).full_disk();
    let line = "aws credentials -p guarded --mfa-code 123456 | ignore; aws ec2 instances -p guarded | length | to json";
    let output = shell.run(line);
    assert_eq!((output.json(), aws.count("AssumeRole")), (json!(12), 1), "{output:?}");
    let [warning] = output.stderr.lines().collect::<Vec<_>>()[..] else { panic!("one warning: {output:?}") };
    assert!(warning.contains(".aws/cli/cache"), "{warning}");
}

#[test]
fn a_wrong_code_is_an_error_and_nothing_is_cached() {
    let aws = aws();
    let shell = guarded(&aws);
    for line in ["aws credentials -p guarded", "aws ec2 instances -p guarded"] {
        let error = shell.error(&format!("{line} --mfa-code 654321"));
        assert_is(&error, "aws::credentials::mfa_refused", "-p guarded");
        assert!(error.label.contains("invalid MFA one time pass code"), "{error:?}");
    }
    assert!(!shell.path(".aws/cli").exists());
}

#[test]
fn a_malformed_code_is_an_error_before_any_request() {
    let aws = aws();
    let shell = guarded(&aws);
    for code in ["12345", "1234567", "12345x", "hunter2", "''"] {
        let error = shell.error(&format!("aws ec2 instances -p guarded --mfa-code {code}"));
        assert_is(&error, "aws::credentials::mfa_code", &format!("--mfa-code {code}"));
        assert!(!error.message.contains("hunter2"), "{error:?}");
    }
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn an_error_of_the_source_profile_comes_before_the_code() {
    let session = "[sso-session my-org]\nsso_start_url = https://my-org.awsapps.com/start\nsso_region = eu-west-1\n";
    let sso = "[profile sso]\nsso_session = my-org\nsso_account_id = 111122223333\nsso_role_name = developer\n";
    let aws = aws();
    let shell = Shell::with_aws(&aws)
        .more_config(&super::MFA.replace("= dev", "= sso"))
        .more_config(&format!("{sso}{session}"));
    assert_is(&shell.error("aws credentials -p guarded"), "aws::sso::signed_out", "-p guarded");
    assert_is(&shell.error("aws credentials -p guarded --mfa-code 123456"), "aws::sso::signed_out", "-p guarded");
}

#[test]
fn the_cache_file_is_private() {
    use std::os::unix::fs::PermissionsExt;

    let aws = aws();
    let shell = guarded(&aws);
    shell.value("aws credentials -p guarded --mfa-code 123456 | ignore");
    let files: Vec<_> = std::fs::read_dir(shell.path(".aws/cli/cache")).expect("the cache").collect();
    let [Ok(file)] = files.as_slice() else { panic!("{files:?}") };
    assert_eq!(file.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
}
