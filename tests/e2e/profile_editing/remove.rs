//! What `aws profile remove` removes, and its confirmation.

use std::num::NonZeroU16;

use super::{is_untouched, refused, shell, text};
use crate::support::{Button, Shell, Terminal, json};

#[test]
fn the_sections_of_both_files_are_removed() {
    let shell = shell();
    let rows = shell.value("aws profile remove keys dev-account.developer keys --force");
    let place = |file: &str, line: usize| format!("{}:{line}", shell.path(".aws").join(file).display());
    let expected = json!([
        {"name": "keys", "files": [place("config", 21), place("credentials", 2)]},
        {"name": "dev-account.developer", "files": [place("config", 8)]},
    ]);
    assert_eq!(rows, expected);
    let config = text(&shell, "config");
    assert!(config.starts_with("# Ours. Ask Ada before you change anything here!\n\n[sso-session my-org-sso]   # one"));
    assert!(config.contains("\n# To be done:\n[profile 'my dev']\n"), "{config}");
    assert!(!config.contains("keys]") && !config.contains("developer"), "{config}");
    assert!(!text(&shell, "credentials").contains("aws_"), "{}", text(&shell, "credentials"));
}

#[test]
fn removing_added_profiles_restores_the_file() {
    let shell = Shell::new().config("[sso-session s]\nsso_start_url = https://x\nsso_region = eu-west-1\n");
    let before = text(&shell, "config");
    let names = shell.value(
        "1..3 | each {|n| {account_id: $'00000000000($n)', role_name: r} } | aws profile add
        | aws profile remove --force | get name",
    );
    assert_eq!(names, json!(["000000000001.r", "000000000002.r", "000000000003.r"]));
    assert_eq!(text(&shell, "config"), before);
}

#[test]
fn comments_of_a_removed_profile_stay() {
    let config =
        "# Mine.\n[profile a] # by hand\ncredential_process = x\n  # why\n  --b\nregion = eu-west-1 ; home\n\n# last\n";
    let shell = Shell::new().config(config);
    shell.value("aws profile remove a --force");
    assert_eq!(text(&shell, "config"), "# Mine.\n# by hand\n# why\n; home\n\n# last\n");
}

#[test]
fn names_and_rows_can_be_piped_in() {
    for input in ["'keys'", "[keys]", "{name: keys}", "aws profiles | where kind == static"] {
        let names = shell().value(&format!("{input} | aws profile remove --force | get name"));
        assert_eq!(names, json!(["keys"]), "{input}");
    }
    assert_eq!(shell().value("aws profiles | where name == none | aws profile remove"), json!([]));
    refused("{region: x} | aws profile remove --force", "aws::profile::input", "{region: x}", "aws profiles");
    assert_eq!(shell().error("aws profile remove --force").code, "nu::shell::missing_parameter");
}

#[test]
fn without_a_terminal_force_is_needed() {
    refused("aws profile remove keys", "aws::profile::confirmation", "aws profile remove", "--force");
    let message = shell().error("aws profile remove keys").message;
    let named = ["source_profile, my dev will", "Remove profile keys from", ".aws/config", ".aws/credentials"];
    assert!(named.iter().all(|part| message.contains(part)), "{message}");
    let message = shell().error("aws profile remove keys 'my dev'").message;
    assert!(message.starts_with("Remove 2 profiles (keys, my dev) from "), "{message}");
}

#[test]
fn an_unknown_name_removes_nothing() {
    refused("aws profile remove keys kyes --force", "aws::profile::not_found", "kyes", "`keys`");
}

#[test]
fn a_dry_run_shows_what_would_be_removed() {
    let shell = shell();
    let diff = shell.value("aws profile remove keys --dry-run");
    let diff = diff.as_str().expect("a text");
    for part in ["\n-[profile keys]\n-output = text\n", "\n-[keys]\n", "\n-aws_secret_access_key = "] {
        assert!(diff.contains(part), "{diff}");
    }
    assert!(!diff.contains("hunter2") && is_untouched(&shell), "{diff}");
}

/// A terminal that asks whether to remove the active profile.
fn confirmation() -> Terminal {
    let mut terminal = Terminal::open(shell().var("AWS_PROFILE", "keys"));
    terminal.enter("aws profile remove keys | get name");
    let question = "Without its source_profile, my dev will not work. Remove profile keys from ";
    terminal.wait_for("the question", |screen| screen.contains(question) && screen.contains("? [y/N]"));
    terminal
}

/// Lists the profiles.
const NAMES: &str = "aws profiles | get name | str join ' '";

#[test]
fn yes_removes_the_profile_and_warns_that_it_is_still_active() {
    let mut terminal = confirmation();
    terminal.enter("y");
    let shown = terminal.wait_for_prompt();
    assert!(shown.contains("AWS_PROFILE still names keys: `aws profile use` picks another"), "{shown}");
    assert!(shown.contains("│ 0 │ keys │"), "{shown}");
    assert_eq!(terminal.run(NAMES), "dev-account.developer my dev\n");
}

#[test]
fn any_other_answer_keeps_the_profile() {
    for answer in ["", "n", "keys"] {
        let mut terminal = confirmation();
        terminal.enter(answer);
        assert!(terminal.wait_for_prompt().contains("Nothing was removed."), "{answer}");
        assert_eq!(terminal.run(NAMES), "dev-account.developer my dev keys\n");
    }
    let mut terminal = confirmation();
    terminal.interrupt();
    assert_eq!(terminal.run(NAMES), "dev-account.developer my dev keys\n");
}

#[test]
fn in_a_narrow_terminal_the_question_wraps_and_the_answer_can_be_edited() {
    let mut terminal = Terminal::with_columns(shell(), NonZeroU16::new(40).expect("columns"));
    terminal.enter("aws profile remove keys | get name");
    terminal.wait_for("the question", |screen| screen.trim_end().ends_with("[y/N]"));
    terminal.write("n");
    terminal.press(Button::CtrlU);
    terminal.enter("y");
    let shown = terminal.wait_for_prompt();
    assert_eq!(shown.matches("Without its source_profile").count(), 1, "{shown}");
    assert!(shown.contains("│ 0 │ keys │"), "{shown}");
}
