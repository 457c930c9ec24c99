//! `aws profile use` without a name opens Nushell's fuzzy picker.

use crate::support::{Button, Shell, Terminal};

const CONFIG: &str = "\
[profile dev-account.developer]
region = eu-west-1
sso_account_id = 111122223333
sso_role_name = developer
[profile test-account.tester]
region = eu-west-2
sso_account_id = 444455556666
sso_role_name = tester
[profile 'my dev']
";

/// A terminal with the open picker. Another profile is active.
fn open_picker() -> Terminal {
    let shell = Shell::new().config(CONFIG).var("AWS_PROFILE", "my dev").var("AWS_ACCESS_KEY_ID", "AKIA");
    let mut terminal = Terminal::open(shell);
    terminal.enter("aws profile use");
    terminal.wait_for("the picker", |screen| {
        ["dev-account.developer", "test-account.tester", "my dev"].iter().all(|name| screen.contains(name))
    });
    terminal
}

/// Shows the AWS variables of the environment.
const VARIABLES: &str = "$'profile=($env.AWS_PROFILE?) keys=(\"AWS_ACCESS_KEY_ID\" in $env)'";

#[test]
fn the_picker_shows_kind_identity_and_region_of_profiles() {
    let terminal = open_picker();
    for about in ["sso · 111122223333/developer · eu-west-1", "sso · 444455556666/tester · eu-west-2"] {
        terminal.wait_for(about, |screen| screen.contains(about));
    }
}

#[test]
fn the_picker_marks_the_active_profile() {
    let terminal = open_picker();
    let screen = terminal.wait_for("the mark", |screen| screen.contains("active"));
    let marked: Vec<_> = screen.lines().filter(|line| line.contains("active")).collect();
    assert!(matches!(marked.as_slice(), [line] if line.contains("my dev")), "{screen}");
    let mut terminal = Terminal::open(Shell::new().config(CONFIG).var("AWS_PROFILE", "test-account.tester"));
    terminal.enter("aws profile use");
    terminal.wait_for("the mark", |screen| screen.contains("active · sso · 444455556666/tester"));
    terminal.write("active");
    terminal.wait_for("the list to narrow", |screen| !screen.contains("dev-account.developer"));
}

#[test]
fn typing_filters_the_profiles_and_enter_picks_one() {
    let mut terminal = open_picker();
    terminal.write("tester");
    terminal.wait_for("the list to narrow", |screen| !screen.contains("dev-account.developer"));
    terminal.press(Button::Enter);
    assert!(terminal.wait_for_prompt().contains("AWS_PROFILE is now test-account.tester (sso"));
    assert_eq!(terminal.run(VARIABLES), "profile=test-account.tester keys=false\n");
}

#[test]
fn a_profile_with_a_space_in_its_name_can_be_picked() {
    let mut terminal = open_picker();
    terminal.write("my");
    terminal.wait_for("the list to narrow", |screen| !screen.contains("test-account.tester"));
    terminal.press(Button::Enter);
    terminal.wait_for_prompt();
    assert_eq!(terminal.run(VARIABLES), "profile=my dev keys=false\n");
}

#[test]
fn of_several_profiles_in_the_pipeline_one_is_picked() {
    let mut terminal = Terminal::open(Shell::new().config(CONFIG));
    terminal.enter("aws profiles | where kind == sso | aws profile use");
    let screen = terminal.wait_for("the picker", |screen| {
        ["dev-account.developer", "test-account.tester"].iter().all(|name| screen.contains(name))
    });
    assert!(!screen.contains("my dev"), "{screen}");
    terminal.write("tester");
    terminal.wait_for("the list to narrow", |screen| !screen.contains("dev-account.developer"));
    terminal.press(Button::Enter);
    assert!(terminal.wait_for_prompt().contains("AWS_PROFILE is now test-account.tester (sso"));
    // Nothing to pick from is no reason to show all.
    let refused = terminal.run("try { null | aws profile use } catch {|e| print $e.msg }");
    assert_eq!(refused, "Unsupported pipeline input\n");
}

#[test]
fn escape_changes_nothing() {
    let mut terminal = open_picker();
    terminal.press(Button::Escape);
    terminal.wait_for_prompt();
    assert_eq!(terminal.run(VARIABLES), "profile=my dev keys=true\n");
}

#[test]
fn ctrl_c_changes_nothing() {
    let mut terminal = open_picker();
    terminal.interrupt_list();
    assert_eq!(terminal.run(VARIABLES), "profile=my dev keys=true\n");
    // The terminal still works.
    assert_eq!(terminal.run("aws profiles | length"), "3\n");
}
