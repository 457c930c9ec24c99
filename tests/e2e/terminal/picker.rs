//! `aws profile use` without a name: Nushell's fuzzy picker.

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

/// A terminal with the picker open, and a profile active before.
fn picking() -> Terminal {
    let shell = Shell::new().config(CONFIG).var("AWS_PROFILE", "my dev").var("AWS_ACCESS_KEY_ID", "AKIA");
    let mut terminal = Terminal::open(shell);
    terminal.enter("aws profile use");
    terminal.wait_for("the picker", |screen| {
        ["dev-account.developer", "test-account.tester", "my dev"].iter().all(|name| screen.contains(name))
    });
    terminal
}

/// The environment's AWS variables.
const VARIABLES: &str = "$'profile=($env.AWS_PROFILE?) keys=(\"AWS_ACCESS_KEY_ID\" in $env)'";

#[test]
fn it_shows_kind_identity_and_region_beside_the_names() {
    let terminal = picking();
    for about in ["sso · 111122223333/developer · eu-west-1", "sso · 444455556666/tester · eu-west-2"] {
        terminal.wait_for(about, |screen| screen.contains(about));
    }
}

#[test]
fn typing_and_enter_choose() {
    let mut terminal = picking();
    terminal.write("tester");
    terminal.wait_for("the list to narrow", |screen| !screen.contains("dev-account.developer"));
    terminal.press(Button::Enter);
    assert!(terminal.wait_for_prompt().contains("AWS_PROFILE is now test-account.tester (sso"));
    assert_eq!(terminal.run(VARIABLES), "profile=test-account.tester keys=false\n");
}

#[test]
fn a_name_with_a_space_can_be_chosen() {
    let mut terminal = picking();
    terminal.write("my");
    terminal.wait_for("the list to narrow", |screen| !screen.contains("test-account.tester"));
    terminal.press(Button::Enter);
    terminal.wait_for_prompt();
    assert_eq!(terminal.run(VARIABLES), "profile=my dev keys=false\n");
}

#[test]
fn escape_leaves_the_environment_untouched() {
    let mut terminal = picking();
    terminal.press(Button::Escape);
    terminal.wait_for_prompt();
    assert_eq!(terminal.run(VARIABLES), "profile=my dev keys=true\n");
}

#[test]
fn ctrl_c_leaves_the_environment_untouched() {
    let mut terminal = picking();
    terminal.press(Button::CtrlC);
    terminal.wait_for_prompt();
    assert_eq!(terminal.run(VARIABLES), "profile=my dev keys=true\n");
    // And nothing is left over of it.
    assert_eq!(terminal.run("aws profiles | length"), "3\n");
}
