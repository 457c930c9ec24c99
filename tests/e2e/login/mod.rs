//! `aws login` and `aws logout`: the console's credentials, for one profile.

mod browser;
mod check;
mod logout;
mod profiles;
mod remote;
mod renewal;

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::{Options, Sandbox, Shell, json};

/// Who is signed in to the sandbox's console.
const ANN: &str = "arn:aws:sts::111122223333:assumed-role/developer/ann";

const BOB: &str = "arn:aws:iam::444455556666:user/bob";

/// A sandbox that approves every sign-in.
fn auto_approving_aws() -> Sandbox {
    Sandbox::start(Options { auto_approve: true, ..Options::default() })
}

/// A shell with a browser, and without any profile.
fn shell(aws: &Sandbox) -> Shell {
    Shell::new().browser().var("AWS_ENDPOINT_URL", &aws.url())
}

/// A shell that is signed in with the profile `console`.
fn signed_in(aws: &Sandbox) -> Shell {
    let shell = shell(aws);
    assert_eq!(shell.value("aws login -p console -r eu-central-1 | get status"), json!("valid"));
    shell
}

/// The cache file of somebody's session.
fn cache_file(shell: &Shell, arn: &str) -> PathBuf {
    shell.path(&format!(".aws/login/cache/{}.json", hex::encode(Sha256::digest(arn))))
}

fn session(shell: &Shell) -> Value {
    serde_json::from_str(&fs::read_to_string(cache_file(shell, ANN)).expect("a file")).expect("JSON")
}

/// Makes the keys of the session expire, so that they have to be renewed.
fn expire(shell: &Shell) {
    let mut session = session(shell);
    session["accessToken"]["expiresAt"] = json!("2020-01-02T03:04:05Z");
    fs::write(cache_file(shell, ANN), session.to_string()).expect("written");
}

fn config(shell: &Shell) -> String {
    fs::read_to_string(shell.path(".aws/config")).unwrap_or_default()
}
