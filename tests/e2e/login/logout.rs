//! `aws logout`

use crate::login::{ANN, BOB, auto_approving_aws, cache_file, config, session, shell, signed_in};
use crate::support::json;

#[test]
fn the_sign_in_is_deleted_and_the_profile_stays() {
    let aws = auto_approving_aws();
    let shell = signed_in(&aws);
    let before = config(&shell);
    let row = "
        let row = aws logout --profile console | first
        let left = $row.expires_at - (date now)
        {row: ($row | reject expires_at), keys: ($left > 13min and $left <= 15min)}
    ";
    let expected = json!({
        "profile": "console",
        "status": "signed_out",
        "was": "valid",
        "account_id": "111122223333",
        "arn": ANN,
    });
    assert_eq!(shell.value(row), json!({"row": expected, "keys": true}));
    assert_eq!((config(&shell), cache_file(&shell, ANN).exists()), (before, false));
    let error = shell.error("aws credentials -p console");
    assert_eq!(error.code, "aws::credentials::login");
    assert_eq!(error.message, "Not signed in with `aws login` (profile `console`)");
    assert!(error.help.contains("`aws login --profile console`"), "{error:?}");
    // A second time there is nothing to do.
    let again = shell.value("$env.AWS_PROFILE = 'console'; aws logout | select was expires_at");
    assert_eq!(again, json!([{"was": "signed_out", "expires_at": null}]));
}

#[test]
fn all_signs_out_of_each_session_and_of_nothing_else() {
    let aws = auto_approving_aws();
    let shell = signed_in(&aws);
    aws.set_console_user(BOB);
    shell.value("aws login --profile other --region eu-west-1 | get status");
    // A session of no profile, and a file of another program.
    let lost = shell.path(".aws/login/cache/lost.json");
    std::fs::write(&lost, session(&shell).to_string().replace("idToken", "other")).expect("written");
    let shell = shell.file(".aws/login/cache/other.json", r#"{"accessToken": "not of aws login"}"#);
    let rows = shell.value("aws logout --all | sort-by profile | select profile arn");
    let expected = [(json!("console"), json!(ANN)), (json!("other"), json!(BOB)), (json!(null), json!(null))];
    let expected: Vec<_> = expected.into_iter().map(|(profile, arn)| json!({"profile": profile, "arn": arn})).collect();
    assert_eq!(rows, json!(expected));
    assert!(!lost.exists() && shell.path(".aws/login/cache/other.json").exists());
    assert_eq!(shell.value("aws logout --all"), json!([]));
}

#[test]
fn rows_of_profiles_sign_out_once_for_each_session() {
    let aws = auto_approving_aws();
    let shell = signed_in(&aws);
    let shell =
        shell.more_config(&format!("[profile same]\nlogin_session = {ANN}\n[profile keys]\nregion = eu-west-1\n"));
    assert_eq!(shell.value("aws profiles | aws logout | get arn"), json!([ANN]));
    let error = shell.error("aws logout --profile keys");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::login::not_login", "--profile keys"), "{error:?}");
    assert!(!error.help.contains("sso"), "{error:?}");
}

#[test]
fn a_profile_of_identity_center_has_another_command() {
    let aws = auto_approving_aws();
    let config = "[sso-session my-org]\nsso_start_url = https://my-org.awsapps.com/start\nsso_region = eu-west-1\n\
                  [profile dev]\nsso_session = my-org\nsso_account_id = 111122223333\nsso_role_name = admin\n";
    let shell = shell(&aws).config(config);
    let error = shell.error("aws logout --profile dev");
    assert_eq!(error.code, "aws::login::not_login", "{error:?}");
    let line =
        error.help.strip_prefix("sign out of IAM Identity Center with `").and_then(|help| help.strip_suffix('`'));
    let line = line.unwrap_or_else(|| panic!("{error:?}"));
    assert_eq!(shell.value(&format!("{line} | get sso_session")), json!(["my-org"]), "{line}");
}
