//! Which profiles can sign in, and what is written to them.

use crate::login::{ANN, BOB, auto_approving_aws, cache_file, config, shell, signed_in};
use crate::support::json;

#[test]
fn a_profile_with_other_credentials_is_refused_before_anything_happens() {
    let aws = auto_approving_aws();
    for (key, words) in [
        ("web_identity_token_file", "a web identity"),
        ("sso_role_name", "IAM Identity Center"),
        ("sso_account_id", "IAM Identity Center"),
        ("aws_access_key_id", "access key"),
        ("role_arn", "assumes a role"),
        ("credential_process", "a program"),
    ] {
        let text = format!("[profile dev]\n{key} = x\nregion = eu-west-1\n");
        let shell = shell(&aws).config(&text);
        let error = shell.error("aws login --profile dev");
        assert_eq!(
            (error.code.as_str(), error.labeled.as_str()),
            ("aws::login::other_credentials", "--profile dev"),
            "{key}"
        );
        assert!(error.message.contains(&format!("`{key}`")) && error.message.contains(words), "{error:?}");
        assert!(error.help.contains("`aws login --profile dev-console`"), "{error:?}");
        assert_eq!(config(&shell), text);
    }
    let shell = shell(&aws).config("[profile dev]\nregion = eu-west-1\n").credentials("[dev]\naws_access_key_id = x\n");
    assert_eq!(shell.error("aws login --profile dev").code, "aws::login::other_credentials");
    assert!(aws.requests().is_empty());
}

#[test]
fn another_user_needs_force_and_is_refused_before_anything_is_written() {
    let aws = auto_approving_aws();
    let shell = signed_in(&aws);
    let before = config(&shell);
    aws.set_console_user(BOB);
    let error = shell.error("aws login --profile console");
    assert_eq!(
        (error.code.as_str(), error.labeled.as_str()),
        ("aws::login::other_identity", "--profile console"),
        "{error:?}"
    );
    assert!(error.message.contains(ANN) && error.message.contains(BOB), "{error:?}");
    assert!(error.help.contains("`aws login --profile console --force`"), "{error:?}");
    assert_eq!((config(&shell), cache_file(&shell, BOB).exists()), (before.clone(), false));

    let row = shell.value("aws login --profile console --force | select account_id arn");
    assert_eq!(row, json!({"account_id": "444455556666", "arn": BOB}));
    assert_eq!(config(&shell), before.replace(ANN, BOB));
    assert_eq!(
        shell.value("aws ec2 instances -p console -r eu-west-1 | get AccountId | uniq"),
        json!(["444455556666"])
    );
}

#[test]
fn only_the_lines_of_the_sign_in_are_changed() {
    let aws = auto_approving_aws();
    let text = "# mine\n[default]\nregion = eu-west-1 \n\n[profile b]\nregion=x\n";
    let shell = shell(&aws).config(text);
    shell.value("aws login | get profile");
    assert_eq!(
        config(&shell),
        text.replace("region = eu-west-1 \n", &format!("region = eu-west-1 \nlogin_session = {ANN}\n"))
    );
    let before = config(&shell);
    shell.value("aws login | get profile");
    assert_eq!(config(&shell), before);
}

#[test]
fn the_active_profile_is_the_default() {
    let aws = auto_approving_aws();
    let shell = shell(&aws).var("AWS_PROFILE", "work").var("AWS_REGION", "us-west-2");
    assert_eq!(shell.value("aws login | select profile region"), json!({"profile": "work", "region": "us-west-2"}));
    assert!(config(&shell).contains("region = us-west-2"), "the region of the sign-in is recorded");
}

#[test]
fn a_script_needs_a_region() {
    let aws = auto_approving_aws();
    let error = shell(&aws).error("aws login");
    assert_eq!(error.code, "aws::region::missing", "{error:?}");
    let error = shell(&aws).error("aws login --region eu-wst-1");
    assert_eq!(error.code, "aws::region::invalid", "{error:?}");
    let error = shell(&aws).error("aws login --profile 'a]b' --region eu-west-1");
    assert!(error.code.starts_with("aws::config::"), "{error:?}");
    assert!(aws.requests().is_empty());
}

#[test]
fn the_row_of_a_profile_has_the_status_of_its_sign_in() {
    let aws = auto_approving_aws();
    let shell = signed_in(&aws);
    let line = "
        let row = aws profiles | where name == console | first
        let left = $row.sign_in_expires_at - (date now)
        {status: $row.sign_in_status, sso: $row.sso_status, keys: ($left > 13min and $left <= 15min)}
    ";
    assert_eq!(shell.value(line), json!({"status": "valid", "sso": null, "keys": true}));
    crate::login::expire(&shell);
    let status = "aws profiles | get sign_in_status";
    assert_eq!(shell.value(status), json!(["refreshable"]));
    shell.value("aws logout --all");
    assert_eq!(shell.value(status), json!(["signed_out"]));
}

#[test]
fn several_profiles_can_sign_in_one_after_the_other() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    let names = json!(["work", "play"]);
    for closure in [
        "[work play] | each {|name| aws login --profile $name --region eu-central-1 | get profile }",
        "aws profiles | each {|row| aws login --profile $row.name | get profile }",
        "0..1 | each {|n| aws login --profile ([work play] | get $n) | get profile }",
    ] {
        assert_eq!(shell.value(closure), names, "{closure}");
    }
}
