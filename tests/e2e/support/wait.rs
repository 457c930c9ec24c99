//! Waiting for another process.

use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long to wait for anything. A busy machine may take long.
pub const LIMIT: Duration = Duration::from_secs(60);

/// A user expects a fifth of a second, and at the end of a shell a second is promised; a busy machine may need more.
const AT_ONCE: Duration = Duration::from_secs(3);

const PAUSE: Duration = Duration::from_millis(2);

/// Waits for a condition; `what` describes it.
pub fn wait_until(what: &str, happened: impl Fn() -> bool) {
    let deadline = Instant::now() + LIMIT;
    while !happened() {
        assert!(Instant::now() < deadline, "waited in vain for {what}");
        sleep(PAUSE);
    }
}

/// Asserts that something has happened at once.
pub fn assert_at_once(what: &str, duration: Duration) {
    println!("{what} came after {duration:?}");
    assert!(duration < AT_ONCE, "{what} came after {duration:?}");
}

/// Whether a process runs. A zombie doesn't.
pub fn is_running(id: &str) -> bool {
    let output = Command::new("ps").args(["-o", "stat=", "-p", id]).output().expect("ps runs");
    let state = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    !state.is_empty() && !state.starts_with('Z')
}
