//! What `aws profile check` finds about sign-ins.

use crate::login::{ANN, auto_approving_aws, cache_file, session, signed_in};
use crate::support::json;

const CHECK: &str = "aws profile check | select profile severity code fix line";

#[test]
fn a_sign_in_of_the_profile_s_region_is_fine() {
    let aws = auto_approving_aws();
    assert_eq!(signed_in(&aws).value(CHECK), json!([]));
    assert_eq!(aws.count("CreateOAuth2Token"), 1, "the check makes no request");
}

#[test]
fn a_removed_file_is_found() {
    let aws = auto_approving_aws();
    let shell = signed_in(&aws);
    std::fs::remove_file(cache_file(&shell, ANN)).expect("removed");
    let finding = json!({
        "profile": "console",
        "severity": "warning",
        "code": "aws::check::login_missing",
        "fix": "`aws login --profile console`",
        "line": 2,
    });
    assert_eq!(shell.value(CHECK), json!([finding]));
    // What can't be used is missing, too.
    std::fs::write(cache_file(&shell, ANN), "{}").expect("written");
    std::fs::set_permissions(cache_file(&shell, ANN), std::os::unix::fs::PermissionsExt::from_mode(0o600))
        .expect("private");
    assert_eq!(shell.value(CHECK), json!([finding]));
}

#[test]
fn a_sign_in_of_another_region_than_the_profile_is_found_and_its_fix_helps() {
    let aws = auto_approving_aws();
    let shell = signed_in(&aws);
    shell.value("aws profile add console --region us-west-2 --force | get status");
    let found = shell.value(&format!("{CHECK} | first"));
    assert_eq!(found["code"], "aws::check::login_region");
    assert_eq!((&found["severity"], &found["profile"]), (&json!("warning"), &json!("console")));
    let fix = "aws login --profile console --region us-west-2";
    assert_eq!(found["fix"], format!("`{fix}`"));
    shell.value(&format!("{fix} | get status"));
    assert_eq!(session(&shell)["signInRegion"], "us-west-2");
    assert_eq!(shell.value(CHECK), json!([]));
}

#[test]
fn other_profiles_and_a_profile_that_does_not_use_its_sign_in_are_left_alone() {
    let aws = auto_approving_aws();
    let shell = signed_in(&aws);
    std::fs::remove_file(cache_file(&shell, ANN)).expect("removed");
    let shell =
        shell.more_config("[profile keys]\nregion = us-west-2\naws_access_key_id = x\naws_secret_access_key = y\n");
    assert_eq!(shell.value("aws profile check keys | get code"), json!([]));
    let both = format!("[profile both]\nrole_arn = x\nsource_profile = keys\nlogin_session = {ANN}\n");
    let shell = shell.more_config(&both);
    assert_eq!(shell.value("aws profile check both | get code"), json!(["aws::check::kinds_mixed"]));
}
