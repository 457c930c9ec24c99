//! A line on the terminal that tells what a long call is doing.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::targets::Standing;

/// Whoever waits less than this needs no line.
const PATIENCE: Duration = Duration::from_secs(1);
/// Between two pages there is no line for this long, so that it neither flickers nor gets between rows on the screen.
const PAUSE: Duration = Duration::from_millis(250);
const TICK: Duration = Duration::from_millis(100);

/// The line. It is there only while the call waits: before rows, which Nushell may print at once, it is taken away.
pub struct ProgressLine {
    enabled: bool,
    begun: Instant,
    waits_since: Instant,
    bar: Option<ProgressBar>,
}

impl ProgressLine {
    /// The line of a call that begins now. Where stderr is no terminal there never is one.
    pub fn new(quiet: bool) -> Self {
        let now = Instant::now();
        Self { enabled: !quiet && std::io::stderr().is_terminal(), begun: now, waits_since: now, bar: None }
    }

    /// Begins to wait.
    pub fn wait(&mut self) {
        self.waits_since = Instant::now();
    }

    /// When to draw the line next.
    pub fn due(&self) -> Option<Instant> {
        let first = (self.begun + PATIENCE).max(self.waits_since + PAUSE);
        self.enabled.then(|| if self.bar.is_some() { Instant::now() + TICK } else { first })
    }

    /// Draws the line.
    pub fn draw(&mut self, standing: &Standing, rows: usize) {
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            match ProgressStyle::with_template("{spinner} {wide_msg}") {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        bar.set_message(message(standing, rows));
        bar.tick();
    }

    /// Takes the line away.
    pub fn hide(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.hide();
    }
}

fn message(standing: &Standing, rows: usize) -> String {
    let Standing { planned, done, awaited } = standing;
    let rows = match rows {
        0 => String::new(),
        rows => format!(", {rows} rows"),
    };
    let waiting = match awaited.as_slice() {
        [] => String::new(),
        [one] => format!(", waiting for {one}"),
        [one, rest @ ..] => format!(", waiting for {one} and {} more", rest.len()),
    };
    format!("{done} of {planned} targets{rows}{waiting}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_says_how_far_it_is() {
        let standing = |awaited: &[&str]| Standing {
            planned: 30,
            done: 12,
            awaited: awaited.iter().map(|name| (*name).to_owned()).collect(),
        };
        assert_eq!(message(&standing(&[]), 0), "12 of 30 targets");
        assert_eq!(message(&standing(&["dev eu-west-1"]), 7), "12 of 30 targets, 7 rows, waiting for dev eu-west-1");
        assert_eq!(message(&standing(&["a", "b", "c"]), 0), "12 of 30 targets, waiting for a and 2 more");
    }
}
