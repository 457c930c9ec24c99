//! The cache folders, which the AWS CLI, the SDKs and other programs share.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::{SESSION, auto_approving_aws, read, shell, signed_in};
use crate::support::{Sandbox, Shell, TokenFile, Value, aws, json, token_path};

const INSTANCES: &str = "aws ec2 instances --profile dev-account.developer | length";

/// Files of other programs in these folders.
const FOREIGN: [(&str, &str); 5] = [
    (".aws/sso/cache/botocore-client-id-eu-west-1.json", r#"{"clientId":"x","clientSecret":"y"}"#),
    (".aws/sso/cache/notes.txt", "mine"),
    (".aws/sso/cache/broken.json", "{"),
    (".aws/cli/cache/e98dc638e94d3479ae1b76e54f10737979e650ed.json", r#"{"Credentials":{"AccessKeyId":"ASIA"}}"#),
    (".aws/cli/cache/session.db", "SQLite format 3\0"),
];

fn with_foreign_files(shell: Shell) -> Shell {
    FOREIGN.iter().fold(shell, |shell, (path, text)| shell.file(path, text))
}

/// Everything below a folder, with its permissions.
fn modes(folder: &Path) -> BTreeMap<PathBuf, u32> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.append(&mut modes(&path));
        }
        let mode = fs::metadata(&path).expect("it is there").permissions().mode() & 0o777;
        found.insert(path, mode);
    }
    found
}

#[test]
fn files_and_folders_are_private() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    shell.value("aws sso login");
    shell.value(INSTANCES);
    for folder in [".aws/sso", ".aws/cli"] {
        let modes = modes(&shell.path(folder));
        assert!(modes.len() >= 2, "{modes:?}");
        for (path, mode) in modes {
            assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
        }
    }
}

#[test]
fn the_token_file_has_the_members_of_the_cli() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    shell.value("aws sso login");
    let token: Value = serde_json::from_str(&read(&shell, &token_path(SESSION))).expect("JSON");
    let known = serde_json::from_str::<Value>(&TokenFile::for_session(&aws, SESSION).text()).expect("JSON");
    let members = |token: &Value| token.as_object().expect("members").keys().cloned().collect::<Vec<_>>();
    assert_eq!(members(&token), members(&known));
    for member in ["startUrl", "region"] {
        assert_eq!(token[member], known[member]);
    }
    for member in ["expiresAt", "registrationExpiresAt"] {
        let time = token[member].as_str().expect("a text");
        assert!(time.len() == 20 && time.ends_with('Z'), "{time}");
    }
}

#[test]
fn no_temporary_file_is_left() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    shell.value("aws sso login");
    shell.value(INSTANCES);
    let names = modes(&shell.path(".aws")).into_keys().map(|path| path.file_name().expect("a name").to_owned());
    let left: Vec<_> = names.filter(|name| name.to_string_lossy().ends_with(".tmp")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn files_of_other_programs_do_not_change() {
    let aws = auto_approving_aws();
    let shell = with_foreign_files(shell(&aws));
    for line in ["aws sso login", "aws sso sessions", INSTANCES, "aws sso login --force", "aws sso logout"] {
        shell.value(line);
        for (path, text) in FOREIGN {
            let now = fs::read_to_string(shell.path(path)).ok();
            assert_eq!(now.as_deref(), Some(text), "{path} after {line}");
        }
    }
    assert_eq!(aws.count("Logout"), 1);
}

/// An editor's own sign-in. It has no start URL, so it does not belong to an Identity Center.
#[test]
fn the_token_of_another_vendor_is_neither_removed_nor_sent_to_aws() {
    let aws = aws();
    let path = ".aws/sso/cache/kiro-auth-token.json";
    let text = r#"{"accessToken":"aoaAAAAA","expiresAt":"2099-01-01T00:00:00.000Z","provider":"Google"}"#;
    let shell = signed_in(&aws).file(path, text);
    let sessions = shell.value("aws sso logout | get sso_session");
    assert_eq!((aws.count("Logout"), sessions), (1, json!([SESSION])));
    assert_eq!(fs::read_to_string(shell.path(path)).ok().as_deref(), Some(text));
}

/// Signed in, with a token file that two concurrent writers have damaged.
fn damaged(aws: &Sandbox) -> Shell {
    let token = TokenFile::for_session(aws, SESSION);
    shell(aws).file(&token.path(), &(token.text() + "Z\"}"))
}

#[test]
fn a_token_with_extra_text_after_it_works() {
    let aws = aws();
    let shell = damaged(&aws);
    assert_eq!(shell.value("aws sso sessions | get status"), json!(["valid"]));
    assert_eq!(shell.value(INSTANCES), json!(12));
}

#[test]
fn extra_text_after_a_token_is_a_warning() {
    let aws = aws();
    let shell = damaged(&aws);
    let output = shell.run(INSTANCES);
    assert!(output.stderr.contains(&token_path(SESSION)), "{output:?}");
}

#[test]
fn the_next_sign_in_removes_extra_text_without_a_browser() {
    let aws = aws();
    let shell = damaged(&aws);
    assert_eq!(shell.value("aws sso login | get status"), json!(["valid"]));
    serde_json::from_str::<Value>(&read(&shell, &token_path(SESSION))).expect("JSON and nothing more");
    assert!(aws.requests().is_empty() && shell.visits().is_empty());
}

#[test]
fn unknown_members_are_kept() {
    let aws = aws();
    let token = TokenFile::for_session(&aws, SESSION).expired().with_member("tool", "theirs".into());
    let shell = shell(&aws).with_token(&token);
    shell.value("aws sso login");
    let text = read(&shell, &token_path(SESSION));
    assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON")["tool"], "theirs");
}

#[test]
fn a_file_without_a_token_counts_as_signed_out() {
    let aws = auto_approving_aws();
    for text in ["", "{", "[]", "{\"startUrl\": \"https://my-org.awsapps.com/start\"}"] {
        let shell = shell(&aws).file(&token_path(SESSION), text);
        assert_eq!(shell.error("aws sso accounts").code, "aws::sso::signed_out", "{text}");
        assert_eq!(shell.value("aws sso login | get status"), json!(["valid"]), "{text}");
    }
}

#[test]
fn credentials_that_can_not_be_cached_are_used() {
    let aws = aws();
    let shell = signed_in(&aws).file(".aws/cli", "no folder");
    assert_eq!(shell.value(INSTANCES), json!(12));
    assert_eq!(shell.value(INSTANCES), json!(12));
    assert_eq!(aws.count("GetRoleCredentials"), 2);
    // One process asks once.
    shell.value(&format!("{INSTANCES} | ignore; {INSTANCES}"));
    assert_eq!(aws.count("GetRoleCredentials"), 3);
}

#[test]
fn credentials_that_can_not_be_cached_end_with_the_sign_in() {
    let aws = aws();
    for logout in ["aws sso logout", "aws sso logout --sso-session my-org-sso"] {
        let shell = signed_in(&aws).file(".aws/cli", "no folder");
        let error = shell.error(&format!("{INSTANCES} | ignore; {logout} | ignore; {INSTANCES}"));
        assert_eq!(error.code, "aws::sso::signed_out", "{logout}");
    }
}
