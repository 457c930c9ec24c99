//! A line on the terminal that tells what a long call is doing.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::fanout::ProgressSnapshot;

/// Whoever waits less than this needs no line.
const PATIENCE: Duration = Duration::from_secs(1);
/// Behind a row there is no line for this long, so that it neither flickers nor gets between rows on the screen.
const PAUSE: Duration = Duration::from_millis(250);
const TICK: Duration = Duration::from_millis(100);
const SPINNER: [char; 8] = ['⣾', '⣷', '⣯', '⣟', '⡿', '⢿', '⣻', '⣽'];

/// To the line's begin, which is made empty.
const CLEAR: &str = "\r\x1b[2K";
/// Nothing is continued on the next line, which nobody would clear.
const NO_WRAP: &str = "\x1b[?7l";
const WRAP: &str = "\x1b[?7h";

/// The line. It is there only while the call waits: before rows, which Nushell may print at once, it is taken away.
pub(crate) struct ProgressLine {
    enabled: bool,
    begun: Instant,
    waits_since: Instant,
    shown: bool,
}

impl ProgressLine {
    /// The line of a call that begins now. Where stderr is no terminal there never is one.
    pub(crate) fn new(quiet: bool) -> Self {
        let now = Instant::now();
        Self { enabled: !quiet && std::io::stderr().is_terminal(), begun: now, waits_since: now, shown: false }
    }

    /// Begins to wait, behind a row.
    pub(crate) fn wait(&mut self) {
        self.waits_since = Instant::now();
    }

    /// When to draw the line next.
    pub(crate) fn due(&self) -> Option<Instant> {
        let first = (self.begun + PATIENCE).max(self.waits_since + PAUSE);
        self.enabled.then(|| if self.shown { Instant::now() + TICK } else { first.max(Instant::now()) })
    }

    /// Draws the line.
    pub(crate) fn draw(&mut self, snapshot: &ProgressSnapshot, rows: usize) {
        if is_anothers() {
            self.waits_since = Instant::now();
            return;
        }
        let turn = self.begun.elapsed().as_millis() / TICK.as_millis();
        let spinner = SPINNER[usize::try_from(turn).unwrap_or_default() % SPINNER.len()];
        let line = fitted(format!("{spinner} {}", message(snapshot, rows)), columns());
        write(&format!("{CLEAR}{NO_WRAP}{line}{WRAP}"));
        self.shown = true;
    }

    /// Takes the line away.
    pub(crate) fn hide(&mut self) {
        if std::mem::take(&mut self.shown) && !is_anothers() {
            write(CLEAR);
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.hide();
    }
}

/// Whether the terminal is somebody else's by now: Nushell asks for the next line (a consumer that has enough rows goes
/// without a word), or a program has the screen.
#[cfg(unix)]
fn is_anothers() -> bool {
    use rustix::process::{getpgid, getppid};
    use rustix::termios::{LocalModes, tcgetattr, tcgetpgrp};
    let stderr = std::io::stderr();
    let is_raw = tcgetattr(&stderr).is_ok_and(|terminal| !terminal.local_modes.contains(LocalModes::ICANON));
    let in_front = tcgetpgrp(&stderr).ok();
    let shell = getppid().and_then(|shell| getpgid(Some(shell)).ok());
    is_raw || (in_front.is_some() && in_front != shell)
}

#[cfg(not(unix))]
fn is_anothers() -> bool {
    false
}

/// How wide the terminal is.
#[cfg(unix)]
fn columns() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(std::io::stderr()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

#[cfg(not(unix))]
fn columns() -> Option<usize> {
    None
}

/// What of a text has room in so many columns, with a mark where it is cut off.
fn fitted(text: String, columns: Option<usize>) -> String {
    match columns {
        Some(columns) if text.chars().count() > columns => text.chars().take(columns - 1).chain(['…']).collect(),
        _ => text,
    }
}

/// A terminal that has gone is nobody to tell.
fn write(text: &str) {
    let mut stderr = std::io::stderr().lock();
    drop(stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush()));
}

fn message(snapshot: &ProgressSnapshot, rows: usize) -> String {
    let ProgressSnapshot { planned, done, waiting_for } = snapshot;
    let rows = match rows {
        0 => String::new(),
        1 => ", 1 row".to_owned(),
        rows => format!(", {rows} rows"),
    };
    let waiting = match waiting_for.as_slice() {
        [] => String::new(),
        [one] => format!(", waiting for {one}"),
        [one, rest @ ..] => format!(", waiting for {one} and {} more", rest.len()),
    };
    match planned {
        0 => waiting.trim_start_matches(", ").to_owned(),
        _ => format!("{done} of {planned} targets{rows}{waiting}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_says_how_far_it_is() {
        let snapshot = |waiting_for: &[&str]| ProgressSnapshot {
            planned: 30,
            done: 12,
            waiting_for: waiting_for.iter().map(|name| (*name).to_owned()).collect(),
        };
        assert_eq!(message(&snapshot(&[]), 0), "12 of 30 targets");
        assert_eq!(message(&snapshot(&["dev eu-west-1"]), 7), "12 of 30 targets, 7 rows, waiting for dev eu-west-1");
        assert_eq!(message(&snapshot(&["a", "b", "c"]), 1), "12 of 30 targets, 1 row, waiting for a and 2 more");
        let none_known = ProgressSnapshot { planned: 0, done: 0, waiting_for: vec!["dev".to_owned()] };
        assert_eq!(message(&none_known, 0), "waiting for dev");
    }

    #[test]
    fn what_is_too_long_is_cut_with_a_mark() {
        let fitted = |columns| fitted("⣾ 3 of 30 targets".to_owned(), columns);
        assert_eq!(fitted(None), "⣾ 3 of 30 targets");
        assert_eq!(fitted(Some(17)), "⣾ 3 of 30 targets");
        assert_eq!(fitted(Some(16)), "⣾ 3 of 30 targe…");
        assert_eq!(fitted(Some(1)), "…");
    }
}
