//! A user answers the questions.

use std::num::NonZeroU16;
use std::path::{Path, PathBuf};

use super::existing_profile::with_old;
use super::{
    COMMAND_FOR_SESSION, LINE, answer, aws_with_one_account, files, pick, shell_without_config, wait_for_picker,
    wait_for_question,
};
use crate::sso::{auto_approving_aws, signed_in};
use crate::support::{Button, Sandbox, Terminal, aws};

const START_URL: &str = "Start URL, or its name (my-org):";
const SSO_REGION: &str = "Where is its IAM Identity Center?";
const REGION: &str = "Which region should it use?";
const USE_NOW: &str = "Use it now? [Y/n]";

/// The config file as a text.
fn config(home: &Path) -> String {
    String::from_utf8(files(home)[0].clone().expect("a config")).expect("a text")
}

/// Waits for a picker, and chooses its first row.
fn pick_first(terminal: &mut Terminal, prompt: &str, first: &str) {
    wait_for_picker(terminal, prompt, &format!("> {first}"));
    terminal.press(Button::Enter);
}

#[test]
fn answers_and_flags_write_the_same_files() {
    let aws = auto_approving_aws();
    let (typed, flagged) = (shell_without_config(&aws), shell_without_config(&aws));
    flagged.value(LINE);
    let home = typed.home().to_owned();
    let mut terminal = Terminal::with_columns(typed, NonZeroU16::new(160).expect("not zero"));
    terminal.enter("aws configure sso --output json");
    answer(&mut terminal, START_URL, "my-org");
    pick(&mut terminal, SSO_REGION, "eu-west-1", "af-south-1");
    answer(&mut terminal, "Session name [my-org]:", "my-org-sso");
    pick(&mut terminal, "Which of your 2 AWS accounts?", "dev-acc", "test-account");
    pick(&mut terminal, "Which of your 3 roles?", "devel", "tester");
    answer(&mut terminal, "Profile name [dev-account.developer]:", "");
    pick_first(&mut terminal, REGION, "eu-west-1");
    answer(&mut terminal, USE_NOW, "");
    let shown = terminal.wait_for_prompt();
    for line in [
        "Without --scopes, scopes are sso:account:access.",
        "Start URL: https://my-org.awsapps.com/start",
        "Identity Center region: eu-west-1",
        "AWS account: dev-account (111122223333)",
        "Role: developer",
        "Region: eu-west-1",
        "AWS_PROFILE is now dev-account.developer (sso · 111122223333/developer · eu-west-1).",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line}: {shown}");
    }
    assert_eq!(files(&home), files(flagged.home()));
    assert_eq!(terminal.run("$env.AWS_PROFILE"), "dev-account.developer\n");
}

#[test]
fn the_shell_does_not_switch_if_the_user_says_no() {
    let aws = aws();
    let mut terminal = Terminal::open(signed_in(&aws));
    terminal.enter("aws configure sso --account 111122223333 --role admin --region eu-west-1");
    pick_first(&mut terminal, "Where do you sign in?", "my-org-sso · https://my-org.awsapps.com/start");
    answer(&mut terminal, USE_NOW, "n");
    let shown = terminal.wait_for_prompt();
    assert!(shown.contains("Profile name: dev-account.admin\n"), "{shown}");
    assert!(shown.contains("To use this profile: aws profile use dev-account.admin"), "{shown}");
    assert_eq!(terminal.run("'AWS_PROFILE' in $env"), "false\n");
}

#[test]
fn flags_for_everything_ask_nothing_in_a_terminal() {
    let aws = auto_approving_aws();
    let mut terminal = Terminal::open(shell_without_config(&aws));
    terminal.enter(&format!("{LINE} | get name"));
    let shown = terminal.wait_for_prompt();
    assert!(shown.contains("\ndev-account.developer\n") && !shown.contains(USE_NOW), "{shown}");
}

#[test]
fn names_that_flags_tell_are_not_asked() {
    let aws = auto_approving_aws();
    let shell = shell_without_config(&aws);
    let home = shell.home().to_owned();
    let mut terminal = Terminal::with_columns(shell, NonZeroU16::new(100).expect("not zero"));
    let line = "aws configure sso --start-url my-org --sso-region eu-west-1 --account dev-account --role developer \
                --region eu-west-1 --use | get name";
    terminal.enter(line);
    let shown = terminal.wait_for_prompt();
    for told in ["Session name: my-org", "Profile name: dev-account.developer", "dev-account.developer"] {
        assert!(shown.lines().any(|shown| shown == told), "{told}: {shown}");
    }
    // What is never asked is only worth a line if something is asked.
    assert!(!shown.contains("--scopes"), "{shown}");
    let before = files(&home);
    terminal.enter(line);
    let shown = terminal.wait_for_prompt();
    assert!(shown.contains("Session name: my-org, which has this start URL\n"), "{shown}");
    assert_eq!(files(&home), before);
}

#[test]
fn a_name_of_another_profile_is_not_taken_without_a_question() {
    let aws = aws();
    let shell = signed_in(&aws).more_config("[profile dev-account.admin]\nregion = eu-west-1\n");
    let mut terminal = Terminal::open(shell);
    terminal.enter("aws configure sso --sso-session my-org-sso --account dev-account --role admin --region eu-west-1");
    wait_for_question(&terminal, "Profile name [dev-account.admin-2]:");
    let both = "Without --scopes and --output, scopes are sso:account:access and the output format is json.";
    terminal.wait_for("the defaults", |screen| screen.split_whitespace().collect::<Vec<_>>().join(" ").contains(both));
}

#[test]
fn questions_with_a_flag_are_skipped() {
    let aws = aws_with_one_account(1);
    let shell = shell_without_config(&aws);
    let home = shell.home().to_owned();
    let mut terminal = Terminal::open(shell);
    terminal.enter(&format!("{} | get name", LINE.replace("--sso-region eu-west-1", "")));
    pick(&mut terminal, SSO_REGION, "eu-west-1", "af-south-1");
    answer(&mut terminal, USE_NOW, "");
    terminal.wait_for_prompt();
    let config = config(&home);
    assert!(
        config.contains("\nsso_region = eu-west-1\n") && config.contains("[profile dev-account.developer]\n"),
        "{config}"
    );
}

#[test]
fn enter_accepts_every_proposal() {
    let aws = aws();
    let mut terminal = Terminal::open(signed_in(&aws));
    terminal.enter("aws configure sso | get name");
    pick_first(&mut terminal, "Where do you sign in?", "my-org-sso · https://my-org.awsapps.com/start");
    pick_first(&mut terminal, "Which of your 2 AWS accounts?", "dev-account");
    pick_first(&mut terminal, "Which of your 3 roles?", "admin");
    answer(&mut terminal, "Profile name [dev-account.admin]:", "");
    pick_first(&mut terminal, REGION, "eu-west-1");
    answer(&mut terminal, USE_NOW, "");
    assert!(terminal.wait_for_prompt().contains("\ndev-account.admin\n"));
    let line = "open ~/.aws/config --raw | lines | last 5 | str join ' · '";
    let section = "[profile dev-account.admin] · sso_session = my-org-sso · sso_account_id = 111122223333 · sso_role_name = admin · region = eu-west-1\n";
    assert_eq!(terminal.run(line), section);
}

#[test]
fn a_region_that_is_not_proposed_is_in_a_longer_list() {
    let aws = aws();
    let mut terminal = Terminal::open(signed_in(&aws));
    terminal.enter(&format!("{COMMAND_FOR_SESSION} --profile new | get region"));
    pick(&mut terminal, REGION, "another", "eu-west-1");
    pick(&mut terminal, REGION, "ca-central-1", "af-south-1");
    answer(&mut terminal, USE_NOW, "n");
    assert!(terminal.wait_for_prompt().contains("\nca-central-1\n"));
}

#[test]
fn a_profile_needs_no_region() {
    let aws = aws();
    let shell = signed_in(&aws);
    let home = shell.home().to_owned();
    let mut terminal = Terminal::open(shell);
    terminal.enter(&format!("{} --profile new", COMMAND_FOR_SESSION.replace("developer", "admin")));
    pick(&mut terminal, REGION, "none", "eu-west-1");
    answer(&mut terminal, USE_NOW, "n");
    assert!(terminal.wait_for_prompt().contains("Region: none; commands then need --region\n"));
    assert!(config(&home).ends_with("sso_role_name = admin\n"));
}

#[test]
fn a_role_with_a_profile_keeps_its_name_and_region() {
    let aws = aws();
    let shell = signed_in(&aws);
    let home = shell.home().to_owned();
    let before = files(&home);
    let mut terminal = Terminal::open(shell);
    terminal.enter("aws configure sso --sso-session my-org-sso --account test-account --role tester");
    pick_first(&mut terminal, REGION, "eu-west-2");
    answer(&mut terminal, USE_NOW, "n");
    assert!(terminal.wait_for_prompt().contains("Profile name: test-account.tester\n"));
    assert_eq!(files(&home), before);
}

#[test]
fn an_invalid_answer_is_explained_and_asked_again() {
    let aws = aws_with_one_account(1);
    let mut terminal = Terminal::open(shell_without_config(&aws));
    terminal.enter("aws configure sso");
    answer(&mut terminal, START_URL, "");
    terminal.wait_for("why", |screen| screen.contains("This needs an answer."));
    answer(&mut terminal, START_URL, "my org");
    let why = "`my org` is neither a URL such as https://my-org.awsapps.com/start nor the name in it, my-org.";
    terminal.wait_for("why", |screen| screen.contains(why));
    // Ctrl-U clears the line.
    wait_for_question(&terminal, START_URL);
    terminal.write("my-orrg");
    terminal.wait_for("the answer", |screen| screen.contains("my-orrg"));
    terminal.press(Button::CtrlU);
    answer(&mut terminal, START_URL, "https://my-org.awsapps.com/start/#/");
    wait_for_picker(&terminal, SSO_REGION, "af-south-1");
    terminal.write("Ireland");
    // Enter takes nothing that isn't in the list.
    terminal.wait_for("no region", |screen| screen.contains("Ireland") && !screen.contains("af-south-1"));
    assert!(aws.requests().is_empty());
}

#[test]
fn a_start_url_with_a_region_needs_no_other() {
    let aws = aws_with_one_account(1);
    let shell = shell_without_config(&aws);
    let home = shell.home().to_owned();
    let mut terminal = Terminal::open(shell);
    terminal.enter("aws configure sso --start-url ssoins-1.us-gov-west-1.portal.amazonaws.com --region us-gov-west-1");
    answer(&mut terminal, "Profile name [dev-account.developer]:", "");
    answer(&mut terminal, USE_NOW, "n");
    let shown = terminal.wait_for_prompt();
    assert!(shown.contains("Identity Center region: us-gov-west-1\n"), "{shown}");
    assert!(shown.contains("Session name: ssoins-1\n"), "{shown}");
    let session = "[sso-session ssoins-1]\nsso_start_url = https://ssoins-1.us-gov-west-1.portal.amazonaws.com\nsso_region = us-gov-west-1\n";
    assert!(config(&home).starts_with(session), "{}", config(&home));
}

#[test]
fn the_session_of_a_known_start_url_is_used() {
    let aws = aws();
    let mut terminal = Terminal::open(signed_in(&aws));
    terminal.enter("aws configure sso --account dev-account --role admin --region eu-west-1 | get sso_session");
    pick(&mut terminal, "Where do you sign in?", "another", "my-org-sso");
    answer(&mut terminal, START_URL, "my-org");
    answer(&mut terminal, USE_NOW, "");
    let shown = terminal.wait_for_prompt();
    assert!(shown.contains("Session name: my-org-sso, which has this start URL\n"), "{shown}");
}

#[test]
fn a_session_that_exists_offers_another_name() {
    let aws = auto_approving_aws();
    let mut terminal = Terminal::open(signed_in(&aws));
    terminal.enter("aws configure sso --sso-region us-east-1 --account dev-account --role admin");
    pick(&mut terminal, "Where do you sign in?", "another", "my-org-sso");
    answer(&mut terminal, START_URL, "partner");
    answer(&mut terminal, "Session name [partner]:", "my-org-sso");
    terminal.wait_for("why", |screen| {
        screen.contains("The session my-org-sso exists, and has another start URL.")
            && screen.trim_end().ends_with("Session name [my-org-sso-2]:")
    });
}

#[test]
fn no_question_is_wider_than_the_terminal() {
    let aws = aws();
    let name = "a-profile-with-a-name-that-is-wider-than-any-terminal";
    let shell = signed_in(&aws).more_config(&format!("[profile {name}]\nrole_arn = arn:aws:iam::1:role/x\n"));
    let mut terminal = Terminal::with_columns(shell, NonZeroU16::new(40).expect("not zero"));
    terminal.enter(&format!("{COMMAND_FOR_SESSION} --profile {name} --region eu-west-1"));
    // Reedline would draw a wider question again with each key.
    let screen = terminal.wait_for("the question", |screen| screen.trim_end().ends_with("[y/N]"));
    assert_eq!(screen.lines().rfind(|line| !line.is_empty()), Some("would override it? [y/N] "), "{screen}");
    answer(&mut terminal, "would override it? [y/N]", "n");
    terminal.wait_for("another name", |screen| screen.contains("-2]:"));
}

/// A terminal that asks whether to change an existing profile, and its home folder.
fn about_to_change(aws: &Sandbox) -> (Terminal, PathBuf) {
    let shell = with_old(aws);
    let home = shell.home().to_owned();
    let mut terminal = Terminal::open(shell);
    terminal
        .enter(&format!("{COMMAND_FOR_SESSION} --region eu-west-1 --output json --profile old | get sso_role_name"));
    terminal.wait_for("the profile", |screen| screen.contains("Profile old exists (assume_role · "));
    wait_for_question(&terminal, "Change it, and remove keys that would override it? [y/N]");
    (terminal, home)
}

#[test]
fn yes_changes_an_existing_profile() {
    let aws = aws();
    let (mut terminal, home) = about_to_change(&aws);
    terminal.enter("y");
    answer(&mut terminal, USE_NOW, "n");
    assert!(terminal.wait_for_prompt().contains("\ndeveloper\n"));
    let config = config(&home);
    assert!(
        config.contains("sso_role_name = developer\nregion = eu-west-1\n") && !config.contains("role_arn"),
        "{config}"
    );
}

#[test]
fn any_other_answer_offers_another_name() {
    let aws = aws();
    for no in ["", "n", "old"] {
        let (mut terminal, home) = about_to_change(&aws);
        let before = config(&home);
        terminal.enter(no);
        answer(&mut terminal, "Profile name [old-2]:", "");
        answer(&mut terminal, USE_NOW, "n");
        terminal.wait_for_prompt();
        let added = config(&home).strip_prefix(&before).map(str::to_owned);
        assert!(added.is_some_and(|added| added.contains("[profile old-2]\n")), "{no}");
    }
}
