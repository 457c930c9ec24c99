//! The progress of a long call, as a line on the terminal.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::fanout::ProgressSnapshot;
use crate::nu::caller::columns;
use crate::text::control::printable;

/// A call that is shorter shows no progress.
const FIRST_DELAY: Duration = Duration::from_secs(1);
/// How long after a row there is no progress line, so that it neither flickers nor gets between printed rows.
const DELAY_AFTER_ROWS: Duration = Duration::from_millis(250);
const REDRAW_INTERVAL: Duration = Duration::from_millis(100);
const SPINNER: [char; 8] = ['⣾', '⣷', '⣯', '⣟', '⡿', '⢿', '⣻', '⣽'];

/// Goes to the start of the line and clears it.
const CLEAR: &str = "\r\x1b[2K";
/// Truncates the line at the right edge. A second line would not be cleared.
const NO_WRAP: &str = "\x1b[?7l";
const WRAP: &str = "\x1b[?7h";

/// The progress line. It is shown only while the call waits, and cleared before rows, which Nushell may print at once.
pub(crate) struct ProgressLine {
    enabled: bool,
    started: Instant,
    waiting_since: Instant,
    shown: bool,
}

impl ProgressLine {
    /// The line of a call that starts now. It is never shown if stderr is not a terminal.
    pub(crate) fn new(quiet: bool) -> Self {
        let now = Instant::now();
        Self { enabled: !quiet && std::io::stderr().is_terminal(), started: now, waiting_since: now, shown: false }
    }

    /// Starts the delay after rows.
    pub(crate) fn delay_after_rows(&mut self) {
        self.waiting_since = Instant::now();
    }

    /// When to draw the line next.
    pub(crate) fn next_draw(&self) -> Option<Instant> {
        let now = Instant::now();
        let first = (self.started + FIRST_DELAY).max(self.waiting_since + DELAY_AFTER_ROWS);
        self.enabled.then(|| if self.shown { now + REDRAW_INTERVAL } else { first.max(now) })
    }

    pub(crate) fn draw(&mut self, snapshot: &ProgressSnapshot, rows: usize, failed: usize) {
        if is_used_by_another() {
            self.waiting_since = Instant::now();
            return;
        }
        let frame = self.started.elapsed().as_millis() / REDRAW_INTERVAL.as_millis();
        let spinner = SPINNER[usize::try_from(frame).unwrap_or_default() % SPINNER.len()];
        let message = message(snapshot, rows, failed);
        let line = truncate(format!("{spinner} {}", printable(&message)), columns());
        write(&format!("{CLEAR}{NO_WRAP}{line}{WRAP}"));
        self.shown = true;
    }

    pub(crate) fn hide(&mut self) {
        if std::mem::take(&mut self.shown) && !is_used_by_another() {
            write(CLEAR);
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.hide();
    }
}

/// Whether something else uses the terminal by now: Nushell's line editor (a consumer that has enough rows stops reading
/// without notice), or a program in the foreground.
#[cfg(unix)]
fn is_used_by_another() -> bool {
    use rustix::process::{getpgid, getppid};
    use rustix::termios::{LocalModes, tcgetattr, tcgetpgrp};
    let stderr = std::io::stderr();
    let is_raw = tcgetattr(&stderr).is_ok_and(|terminal| !terminal.local_modes.contains(LocalModes::ICANON));
    let foreground = tcgetpgrp(&stderr).ok();
    let shell = getppid().and_then(|shell| getpgid(Some(shell)).ok());
    is_raw || (foreground.is_some() && foreground != shell)
}

#[cfg(not(unix))]
fn is_used_by_another() -> bool {
    false
}

/// Cuts a text to so many columns, with an ellipsis.
fn truncate(text: String, columns: Option<usize>) -> String {
    match columns {
        Some(columns) if text.chars().count() > columns => text.chars().take(columns - 1).chain(['…']).collect(),
        _ => text,
    }
}

/// Ignores errors: a closed terminal needs no progress.
fn write(text: &str) {
    let mut stderr = std::io::stderr().lock();
    drop(stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush()));
}

/// `Waiting for dev in eu-west-3 (12 s) and 2 more, 3 of 40 done, 7 rows, 1 failed`
fn message(snapshot: &ProgressSnapshot, rows: usize, failed: usize) -> String {
    let ProgressSnapshot { planned, done, longest_wait, other_waits } = snapshot;
    let waiting = longest_wait.as_ref().map(|(what, time)| {
        let others = if *other_waits > 0 { format!(" and {other_waits} more") } else { String::new() };
        format!("Waiting for {what} ({} s){others}", time.as_secs())
    });
    let done = (*planned > 1).then(|| format!("{done} of {planned} done"));
    let rows = match rows {
        0 => None,
        1 => Some("1 row".to_owned()),
        rows => Some(format!("{rows} rows")),
    };
    let failed = (failed > 0).then(|| format!("{failed} failed"));
    [waiting, done, rows, failed].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_says_what_the_call_waits_for_and_what_is_done() {
        let snapshot = |planned, longest_wait: Option<(&str, u64)>, other_waits| ProgressSnapshot {
            planned,
            done: 3,
            longest_wait: longest_wait.map(|(what, seconds)| (what.to_owned(), Duration::from_secs(seconds))),
            other_waits,
        };
        let one = snapshot(40, Some(("dev in eu-west-3", 12)), 0);
        assert_eq!(message(&one, 0, 0), "Waiting for dev in eu-west-3 (12 s), 3 of 40 done");
        assert_eq!(message(&one, 7, 2), "Waiting for dev in eu-west-3 (12 s), 3 of 40 done, 7 rows, 2 failed");
        let three = snapshot(40, Some(("a", 1)), 2);
        assert_eq!(message(&three, 1, 0), "Waiting for a (1 s) and 2 more, 3 of 40 done, 1 row");
        assert_eq!(message(&snapshot(40, None, 0), 0, 0), "3 of 40 done");
        assert_eq!(message(&snapshot(1, Some(("dev", 2)), 0), 0, 0), "Waiting for dev (2 s)");
    }

    #[test]
    fn a_long_message_is_cut_with_an_ellipsis() {
        let truncate = |columns| truncate("⣾ 3 of 30 queries".to_owned(), columns);
        assert_eq!(truncate(None), "⣾ 3 of 30 queries");
        assert_eq!(truncate(Some(17)), "⣾ 3 of 30 queries");
        assert_eq!(truncate(Some(16)), "⣾ 3 of 30 queri…");
        assert_eq!(truncate(Some(1)), "…");
    }
}
