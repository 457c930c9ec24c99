//! Many shells that refresh the same token at the same time.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::{SESSION, shell, tokens_for};
use crate::support::{Fault, FaultKind, Options, Sandbox, TokenFile, Value, json, token_path};

const SHELLS: usize = 50;

/// The delay of the refresh response, so that all shells ask before it arrives.
const RESPONSE_DELAY: Duration = Duration::from_secs(5);

/// Waits for the test's signal, so that all shells ask at the same time however long they take to start.
const WAIT_FOR_START: &str = "print --stderr ready; while not ('start' | path exists) { sleep 10ms }; ";

/// The commands that the shells run, in turn.
const COMMANDS: [&str; 2] = ["aws sso accounts | length | to json", "aws sso login | length | $in + 1 | to json"];

/// The access tokens that were in the file until `done` was true. The file was never without one.
fn watch(path: &Path, done: &AtomicBool) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    while !done.load(Ordering::Relaxed) {
        let text = fs::read_to_string(path).expect("the file is always there");
        let token: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("a half-written token: {text}"));
        seen.insert(token["accessToken"].as_str().expect("a token").to_owned());
    }
    seen
}

#[test]
fn fifty_shells_refresh_once_and_see_no_half_written_file() {
    let aws = Sandbox::start(Options { portal_limit: 0, rotate_refresh_tokens: true, ..Options::default() });
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired());
    aws.fail(Fault::new(FaultKind::Delay(RESPONSE_DELAY)).action("CreateToken"));
    let (path, done) = (shell.path(&token_path(SESSION)), AtomicBool::new(false));
    let (answers, seen) = thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(&path, &done));
        let shells: Vec<_> = (0..SHELLS)
            .map(|index| shell.start(&format!("{WAIT_FOR_START}{}", COMMANDS[index % COMMANDS.len()])))
            .collect();
        for running in &shells {
            running.wait_for("a ready shell", |text| text.contains("ready"));
        }
        fs::write(shell.path("start"), "").expect("a file");
        let outputs: Vec<_> = shells.into_iter().map(|running| running.output()).collect();
        done.store(true, Ordering::Relaxed);
        let answers: Vec<_> = outputs.iter().map(|output| output.json()).collect();
        (answers, watcher.join().expect("a whole token at any moment"))
    });
    assert_eq!(answers, vec![json!(2); SHELLS]);
    assert_eq!((tokens_for(&aws, "refresh_token"), aws.count("ListAccounts")), (1, SHELLS / 2));
    assert_eq!(seen.len(), 2, "the token before and the one after");
    assert!(shell.visits().is_empty());
}
