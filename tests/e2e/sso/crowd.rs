//! Many shells at once, all in need of a refresh.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::{SESSION, shell, tokens_for};
use crate::support::{Fault, FaultKind, Options, Sandbox, TokenFile, Value, json, token_path};

const SHELLS: usize = 50;

/// How long the service thinks about a refresh: the shells, which start together, all come before it answers.
const THOUGHT: Duration = Duration::from_secs(5);

/// Waits until the test opens the gate, so that the shells ask together however long it takes to start them.
const AT_THE_GATE: &str = "print --stderr ready; while not ('gate' | path exists) { sleep 10ms }; ";

/// What the shells want of the token, by turns.
const LINES: [&str; 2] = ["aws sso accounts | length | to json", "aws sso login | length | $in + 1 | to json"];

/// The access tokens that the file held while `done` was false. It held one at any moment.
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
    aws.fail(Fault::new(FaultKind::Delay(THOUGHT)).action("CreateToken"));
    let (path, done) = (shell.path(&token_path(SESSION)), AtomicBool::new(false));
    let (answers, seen) = thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(&path, &done));
        let crowd: Vec<_> =
            (0..SHELLS).map(|turn| shell.start(&format!("{AT_THE_GATE}{}", LINES[turn % LINES.len()]))).collect();
        for member in &crowd {
            member.wait_for("its readiness", |text| text.contains("ready"));
        }
        fs::write(shell.path("gate"), "").expect("a gate");
        let outputs: Vec<_> = crowd.into_iter().map(|member| member.output()).collect();
        done.store(true, Ordering::Relaxed);
        let answers: Vec<_> = outputs.iter().map(|output| output.json()).collect();
        (answers, watcher.join().expect("a whole token at any moment"))
    });
    assert_eq!(answers, vec![json!(2); SHELLS]);
    assert_eq!((tokens_for(&aws, "refresh_token"), aws.count("ListAccounts")), (1, SHELLS / 2));
    assert_eq!(seen.len(), 2, "the token before and the one after");
    assert!(shell.visits().is_empty());
}
