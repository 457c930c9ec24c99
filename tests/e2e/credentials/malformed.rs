//! Keys and tokens with line breaks and other control characters. The SDK panics on some of them, which would end the
//! plugin and all of its calls.

use crate::support::{Failure, Key, Shell, StaticServer, TokenFile, aws, json, keys};

fn assert_malformed(error: &Failure, words: &[&str]) {
    assert_eq!(error.code, "aws::credentials::malformed", "{error:?}");
    assert!(words.iter().all(|word| error.message.contains(word)), "{words:?}: {error:?}");
}

#[test]
fn a_line_break_in_a_variable_is_an_error_that_names_it() {
    let aws = aws();
    let key = &aws.account("dev-account").key;
    let values = [
        ("AWS_ACCESS_KEY_ID", key.access_key_id.as_str()),
        ("AWS_SECRET_ACCESS_KEY", key.secret_access_key.as_str()),
        ("AWS_SESSION_TOKEN", "token"),
    ];
    for (name, value) in values {
        let shell = values.iter().fold(Shell::with_dev(&aws), |shell, (name, value)| shell.var(name, value));
        let shell = shell.var(name, &format!("{value}\r\n"));
        for command in ["aws ec2 instances", "aws credentials", "aws whoami"] {
            let error = shell.error(command);
            assert_malformed(&error, &[name, "has a line break at its end"]);
            assert!(error.help.contains(&format!("`$env.{name} = ($env.{name} | str trim)`")), "{error:?}");
        }
    }
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn a_bad_profile_does_not_affect_the_others_of_a_call() {
    let aws = aws();
    let Key { access_key_id, secret_access_key, .. } = &aws.account("test-account").key;
    let odd = |lines: &str| format!("[profile odd]\nregion = eu-west-1\n{lines}");
    let program = |member: &str, value: &str| {
        let mut output = json!({"Version": 1, "AccessKeyId": access_key_id, "SecretAccessKey": secret_access_key});
        output[member] = json!(value);
        output.to_string()
    };
    for (lines, output, words) in [
        (
            format!("aws_access_key_id = {access_key_id}\n  x\naws_secret_access_key = {secret_access_key}\n"),
            String::new(),
            ["`aws_access_key_id` in ", "config:11"],
        ),
        (
            format!("aws_access_key_id = AKIA\u{1}\naws_secret_access_key = {secret_access_key}\n"),
            String::new(),
            ["`aws_access_key_id` in ", "control character"],
        ),
        (
            "credential_process = cat keys.json\n".to_owned(),
            program("AccessKeyId", "AKIA\n"),
            ["`AccessKeyId` in the output of credential_process", "line break at its end"],
        ),
        (
            "credential_process = cat keys.json\n".to_owned(),
            program("SecretAccessKey", "hunter2\n"),
            ["`SecretAccessKey`", "line break at its end"],
        ),
        (
            "credential_process = cat keys.json\n".to_owned(),
            program("SessionToken", "to\nken"),
            ["`SessionToken`", "line break in it"],
        ),
    ] {
        let shell = Shell::with_aws(&aws).more_config(&odd(&lines)).file("keys.json", &output);
        let run = shell.run("aws ec2 instances -p [dev odd] | get Profile | uniq | to json --raw");
        assert_eq!(run.stdout.trim(), r#"["dev"]"#, "{}", run.stderr);
        let warning = "warning: odd: aws::credentials::malformed";
        assert!(run.stderr.contains(warning) && words.iter().all(|word| run.stderr.contains(word)), "{}", run.stderr);
        assert!(!run.stderr.contains("hunter2"), "{}", run.stderr);
    }
}

#[test]
fn the_keys_with_which_a_role_is_assumed_are_checked_too() {
    let aws = aws();
    let role = "[profile cross]\nregion = eu-west-2\nrole_arn = arn:aws:iam::444455556666:role/tester\n";
    let base = "source_profile = base\n[profile base]\naws_access_key_id = AKIA\u{7f}\naws_secret_access_key = x\n";
    let error = Shell::with_aws(&aws).more_config(&format!("{role}{base}")).error("aws credentials -p cross");
    assert_malformed(&error, &["`aws_access_key_id` in ", "(profile `base`)"]);
}

#[test]
fn a_container_that_returns_a_line_break_is_an_error() {
    let body = json!({
        "AccessKeyId": "AKIA\n", "SecretAccessKey": "hunter2", "Token": "token", "Expiration": "2130-01-02T03:04:05Z",
    });
    let container = StaticServer::new(&body.to_string());
    let shell = Shell::new().var("AWS_CONTAINER_CREDENTIALS_FULL_URI", &container.url());
    assert_malformed(&shell.error("aws credentials"), &["`AccessKeyId` of the container credentials"]);
}

#[test]
fn a_line_break_in_a_containers_authorization_token_is_an_error_that_names_it() {
    let container = StaticServer::new("{}");
    let shell = Shell::new()
        .var("AWS_CONTAINER_CREDENTIALS_FULL_URI", &container.url())
        .file("token", "hunter2\n")
        .var("AWS_CONTAINER_AUTHORIZATION_TOKEN", "hunter2\n");
    let error = shell.error("aws credentials");
    assert_malformed(&error, &["AWS_CONTAINER_AUTHORIZATION_TOKEN", "has a line break at its end"]);
    let shell = shell.var("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "token");
    let error = shell.error("aws credentials");
    assert_malformed(&error, &["/token", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "has a line break at its end"]);
    assert!(!error.message.contains("hunter2"), "{error:?}");
}

#[test]
fn cached_secrets_with_control_characters_count_as_missing() {
    let session = "[sso-session my-org]\nsso_start_url = https://my-org.awsapps.com/start\nsso_region = eu-west-1\n";
    let profile = "[profile sso]\nsso_session = my-org\nsso_account_id = 111122223333\nsso_role_name = developer\n";
    let aws = aws();
    let shell = Shell::with_aws(&aws)
        .more_config(&format!("{profile}{session}"))
        .with_token(&TokenFile::for_session(&aws, "my-org"));
    shell.value("aws credentials -p sso | ignore");
    let [Ok(cached)] = &std::fs::read_dir(shell.path(".aws/cli/cache")).expect("the cache").collect::<Vec<_>>()[..]
    else {
        panic!("one file")
    };
    let text = std::fs::read_to_string(cached.path()).expect("a file");
    std::fs::write(cached.path(), text.replace("\"AccessKeyId\": \"", "\"AccessKeyId\": \"\\n")).expect("written");
    aws.clear_requests();
    shell.value("aws ec2 instances -p sso -r eu-west-1 | ignore");
    assert_eq!(aws.count("GetRoleCredentials"), 1);
}

#[test]
fn a_file_with_windows_line_breaks_is_read() {
    let aws = aws();
    let config = format!("[profile dos]\nregion = eu-west-1\n{}", keys(&aws.account("dev-account").key));
    let shell = Shell::new().config(&config.replace('\n', "\r\n")).var("AWS_ENDPOINT_URL", &aws.url());
    assert_eq!(shell.value("aws ec2 instances -p dos | length"), json!(12));
}

#[test]
fn an_address_of_a_container_without_a_scheme_is_an_error_that_does_not_repeat_it() {
    for (variable, address) in [
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "localhost"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "127.0.0.1:80"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1/hunter2\n"),
        ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "hunter2"),
    ] {
        let error = Shell::new().var(variable, address).error("aws credentials");
        assert_eq!(error.code, "aws::setting::invalid", "{error:?}");
        assert!(error.message.starts_with(variable) && !error.message.contains(address.trim()), "{error:?}");
    }
}
