//! The pictures of README.md are what a terminal shows now. `scripts/pictures` makes them again.

mod svg;

use std::fs;
use std::num::NonZeroU16;

use super::{page_text, root, shell};
use crate::support::{Button, Sandbox, Terminal, aws};
use svg::svg;

const COLUMNS: NonZeroU16 = NonZeroU16::new(100).expect("not zero");

/// Lines of README.md that the first picture shows.
const LINES: [&str; 3] = [
    "aws profiles",
    "aws profile use test-account.tester",
    "aws ec2 instances | where StateName == running | select Name InstanceId InstanceType Tags.env?",
];

/// The first table: profiles, and the instances of one.
fn tables(terminal: &mut Terminal) {
    for line in LINES {
        terminal.enter(line);
        terminal.wait_for("the next prompt", |screen| screen.contains(line) && screen.trim_end().ends_with("\n>"));
    }
}

/// The list that `aws profile use` opens.
fn picker(terminal: &mut Terminal) {
    terminal.enter("aws profile use");
    terminal.wait_for("the list", |screen| screen.contains("[1-5 of 5]"));
}

/// The questions of `aws configure sso` with their answers.
fn configure(terminal: &mut Terminal) {
    terminal.enter("aws configure sso");
    for (question, answer) in [
        ("Where do you sign in?", ""),
        ("AWS accounts?", ""),
        ("roles?", "tester"),
        ("Profile name [dev-account.tester]:", ""),
        ("Which region should it use?", ""),
    ] {
        terminal.wait_for(question, |screen| screen.contains(question));
        terminal.write(answer);
        terminal.wait_for(answer, |screen| screen.contains(answer));
        terminal.press(Button::Enter);
    }
    terminal.wait_for("the last question", |screen| screen.trim_end().ends_with("Use it now? [Y/n]"));
}

/// A terminal with Nushell's colors, the settings of README.md, and a short prompt.
fn terminal(aws: &Sandbox) -> Terminal {
    let mut terminal = Terminal::with_columns(shell(aws).without("AWS_PROFILE"), COLUMNS);
    for setting in page_text("README.md").lines().filter(|line| line.starts_with("$env.config.")) {
        terminal.run(setting);
    }
    terminal.enter("$env.config.use_ansi_coloring = true; $env.PROMPT_COMMAND = ''; clear");
    terminal.wait_for("the short prompt", |screen| screen.trim() == ">");
    terminal
}

#[test]
fn the_lines_of_the_picture_are_in_the_readme() {
    let readme = page_text("README.md");
    for line in LINES {
        assert!(readme.contains(line), "{line}");
    }
}

#[test]
fn pictures_show_what_a_terminal_shows() {
    let aws = aws();
    for (name, run) in [("tables", tables as fn(&mut Terminal)), ("picker", picker), ("configure", configure)] {
        let mut terminal = terminal(&aws);
        run(&mut terminal);
        let picture = svg(&terminal.screen());
        let path = root().join("docs/pictures").join(name).with_extension("svg");
        if is_writing() {
            fs::write(&path, &picture).expect("a picture");
        }
        let is_current = fs::read_to_string(&path).is_ok_and(|old| old == picture);
        assert!(is_current, "{name} has changed; run scripts/pictures and look at docs/pictures");
    }
}

/// Whether `scripts/pictures` runs the test.
fn is_writing() -> bool {
    #[expect(clippy::disallowed_methods, reason = "this is the test's environment, not the plugin's")]
    std::env::var_os("NU_PLUGIN_AWS_WRITE_PICTURES").is_some()
}
