//! What `aws profile add` writes.

use std::fs;

use super::{CONFIG, CREDENTIALS, TESTER, is_untouched, shell, text};
use crate::support::{Shell, Terminal, json};

#[test]
fn a_row_of_a_role_becomes_a_profile() {
    let shell = shell();
    let rows = shell.value(&format!("[{TESTER}] | aws profile add test-account.tester --region eu-west-2"));
    let expected = json!([{
        "name": "test-account.tester",
        "active": false,
        "kind": "sso",
        "region": "eu-west-2",
        "sso_session": "my-org-sso",
        "sso_account_id": "444455556666",
        "sso_role_name": "tester",
        "account_name": null,
        "role_arn": null,
        "source_profile": null,
        "sign_in_status": "signed_out",
        "sign_in_expires_at": null,
        "sso_status": "signed_out",
        "sso_expires_at": null,
        "status": "written",
    }]);
    assert_eq!(rows, expected);
    let section = "
[profile test-account.tester]
sso_session = my-org-sso
sso_account_id = 444455556666
sso_role_name = tester
region = eu-west-2
";
    assert_eq!(text(&shell, "config"), format!("{CONFIG}\n{section}"));
    assert_eq!(text(&shell, "credentials"), CREDENTIALS);
}

#[test]
fn an_account_that_is_a_number_in_a_file_gets_its_zeros_back() {
    let shell = shell().file("accounts.csv", "account_id,role_name\n001122223333,admin\n");
    let row = shell.value("open accounts.csv | aws profile add --name '{account_id}' | select name sso_account_id");
    assert_eq!(row, json!([{"name": "001122223333", "sso_account_id": "001122223333"}]));
}

#[test]
fn six_hundred_rows_become_six_hundred_profiles_and_every_comment_stays() {
    let shell = shell();
    let answer = shell.value(
        "let rows = 1..200 | each {|n| [admin developer 'power=user'] | each {|role|
            {account_id: ($n | fill --width 12 --character '0' --alignment right)
             account_name: $'Team ($n) & Büro', role_name: $role, sso_session: my-org-sso} } } | flatten
        let first = $rows | each { $in } | aws profile add --region eu-west-2
        let second = $rows | aws profile add --region eu-west-2
        {first: ($first | get status | uniq --count), second: ($second | get status | uniq --count),
         names: ($first | get name | uniq | length), last: ($first | last | get name)}",
    );
    let expected = json!({
        "first": [{"value": "written", "count": 600}],
        "second": [{"value": "unchanged", "count": 600}],
        "names": 600,
        "last": "Team-200-Buro.power-user",
    });
    for column in ["first", "second", "names", "last"] {
        assert_eq!(answer[column], expected[column], "{answer}");
    }
    let config = text(&shell, "config");
    assert!(config.starts_with(&format!("{CONFIG}\n\n[profile Team-1-Buro.admin]\nsso_session = my-org-sso\n")));
    assert_eq!(config.matches("\n[profile ").count(), 603);
}

#[test]
fn without_rows_the_flags_are_used() {
    let shell = shell();
    let line = "aws profile add new --sso-session my-org-sso --account 000000000001 --role Admin --output yaml";
    assert_eq!(shell.value(&format!("{line} | get status")), json!(["written"]));
    let section = "
[profile new]
sso_session = my-org-sso
sso_account_id = 000000000001
sso_role_name = Admin
output = yaml
";
    assert_eq!(text(&shell, "config"), format!("{CONFIG}\n{section}"));
    let names = shell.value("aws profile add --account 000000000001 --role Reader | get name");
    assert_eq!(names, json!(["000000000001.Reader"]));
}

#[test]
fn flags_with_the_role_win_over_the_input_of_a_closure() {
    let line = "[a b] | each {|name| aws profile add $name --account 000000000001 --role $name | get 0.name }";
    assert_eq!(shell().value(line), json!(["a", "b"]));
}

#[test]
fn flags_give_the_values_that_the_rows_lack() {
    let names = shell().value(
        "[{account_id: '000000000001', account_name: a} {account_id: '000000000002', account_name: b}]
        | aws profile add --role Reader --name '{role_name}@{account_name}:{region}' --region eu-west-1
        | select name sso_session sso_role_name",
    );
    let row = |name: &str| json!({"name": name, "sso_session": "my-org-sso", "sso_role_name": "Reader"});
    assert_eq!(names, json!([row("Reader@a:eu-west-1"), row("Reader@b:eu-west-1")]));
}

#[test]
fn a_dry_run_shows_the_diff_and_changes_nothing() {
    let shell = shell();
    let diff = shell.value(&format!("{TESTER} | aws profile add --region eu-west-2 --dry-run"));
    let diff = diff.as_str().expect("a text");
    let path = shell.path(".aws/config");
    assert!(diff.starts_with(&format!("--- {0}\n+++ {0}\n", path.display())), "{diff}");
    assert!(diff.contains("\n+[profile test-account.tester]\n+sso_session = my-org-sso\n"), "{diff}");
    let diff = shell.value("aws profile add keys --account 000000000001 --role Admin --force --dry-run");
    let diff = diff.as_str().expect("a text");
    assert!(diff.contains("\n-aws_secret_access_key = ") && !diff.contains("hunter2"), "{diff}");
    let none = "aws profile add dev-account.developer --account 111122223333 --role developer --dry-run";
    assert_eq!(shell.value(none), json!(""));
    assert!(is_untouched(&shell));
}

#[test]
fn an_existing_profile_is_kept() {
    let shell = shell();
    let line = "aws profile add dev-account.developer --account 111122223333 --role";
    let answer = shell.value(&format!(
        "[({line} developer) ({line} admin) ({line} developer --region eu-west-1) ({line} developer -r eu-west-2)]
        | flatten | select status sso_role_name region"
    ));
    let row = |status: &str| json!({"status": status, "sso_role_name": "developer", "region": "eu-west-1"});
    assert_eq!(answer, json!([row("unchanged"), row("kept"), row("unchanged"), row("kept")]));
    assert!(is_untouched(&shell));
}

#[test]
fn force_changes_a_profile_and_removes_overriding_keys() {
    let shell = shell();
    let line = "aws profile add keys --account 000000000001 --role Admin --force | select name status kind";
    assert_eq!(shell.value(line), json!([{"name": "keys", "status": "written", "kind": "sso"}]));
    let end = "
[profile keys]
output = text
sso_session = my-org-sso
sso_account_id = 000000000001
sso_role_name = Admin
# the end, without a line break";
    let start = CONFIG.split_once("\n[profile keys]").expect("the profile").0;
    assert_eq!(text(&shell, "config"), format!("{start}{end}"));
    assert_eq!(text(&shell, "credentials"), "# Careful.\n");
}

#[test]
fn concurrent_calls_lose_no_profile() {
    let shell = shell();
    let names = shell.value(
        "1..20 | par-each {|n| aws profile add $'p($n)' --account 000000000001 --role r | get 0.status }
        aws profiles | get name | where $it =~ '^p[0-9]+$' | length",
    );
    assert_eq!(names, json!(20));
    assert!(text(&shell, "config").starts_with(CONFIG));
}

#[test]
fn without_rows_no_profile_is_written() {
    let shell = shell();
    assert_eq!(shell.value(&format!("[{TESTER}] | where role_name == admin | aws profile add")), json!([]));
    assert!(is_untouched(&shell));
}

#[test]
fn an_error_among_the_rows_stops_the_command() {
    let shell = shell();
    shell.error(&format!(
        "[{TESTER} 1] | each {{|row| if $row == 1 {{ error make {{msg: gone}} }} else {{ $row }} }} | aws profile add"
    ));
    assert!(is_untouched(&shell));
}

#[test]
fn the_file_in_aws_config_file_is_changed() {
    let shell = Shell::new().var("AWS_CONFIG_FILE", "~/new/config");
    fs::create_dir(shell.path("new")).expect("a folder");
    fs::write(shell.path("new/config"), "[sso-session s]\nsso_start_url = https://x\nsso_region = eu-west-1\n")
        .expect("a file");
    let files =
        shell.value("aws profile add x --account 000000000001 --role y; ls --all new | get name | path basename");
    assert_eq!(files, json!(["config"]));
    assert!(!shell.path(".aws").exists());
}

const ADD_REGION: &str = "`aws profiles | where region == null | aws profile add --region NAME` adds one.";

#[test]
fn a_terminal_shows_which_profiles_stay() {
    let line = "aws profile add keys --account 000000000001 --role Admin";
    let mut terminal = Terminal::open(shell());
    let shown = terminal.run(&format!("{line} | ignore"));
    assert_eq!(
        shown,
        format!("Kept as they are: keys; `--force` changes them.\nWithout a region: keys; {ADD_REGION}\n")
    );
    let shown = terminal.run(&format!("{line} --force --region eu-west-1 --dry-run | ignore"));
    assert_eq!(shown, "", "it will have a region");
}

#[test]
fn profiles_of_any_kind_get_the_region_that_they_lack() {
    let shell = shell()
        .more_config("\n[profile b]\nsso_session = my-org-sso\nsso_account_id = 000000000001\nsso_role_name = r");
    let rows = shell.value(
        "aws profiles | where region == null | aws profile add --region eu-west-2 | select name status kind region",
    );
    let row = |name: &str, kind: &str| json!({"name": name, "status": "written", "kind": kind, "region": "eu-west-2"});
    assert_eq!(rows, json!([row("my dev", "assume_role"), row("keys", "static"), row("b", "sso")]));
    let keys =
        "s3 =\n  addressing_style = path\nregion = eu-west-2\n\n[profile keys]\noutput = text\nregion = eu-west-2\n";
    assert!(text(&shell, "config").contains(keys), "{}", text(&shell, "config"));
    assert_eq!(text(&shell, "credentials"), CREDENTIALS);
    assert_eq!(shell.value("aws profiles | where region == null"), json!([]));
}

#[test]
fn a_region_that_differs_is_changed_only_with_force() {
    let shell = shell();
    let line = "aws profiles | where name == dev-account.developer | aws profile add --region eu-west-2";
    let rows = |line: &str| shell.value(&format!("{line} | select status region"));
    assert_eq!(rows(line), json!([{"status": "kept", "region": "eu-west-1"}]));
    assert!(is_untouched(&shell));
    assert_eq!(rows(&format!("{line} --force")), json!([{"status": "written", "region": "eu-west-2"}]));
}

#[test]
fn a_profile_can_be_named_in_every_way() {
    for line in [
        "aws profile add keys --region eu-west-2",
        "'keys' | aws profile add --region eu-west-2",
        "[[name]; [keys]] | aws profile add --region eu-west-2",
        "aws profiles | where name == keys | aws profile add -r eu-west-2",
    ] {
        let shell = shell();
        let rows = shell.value(&format!("{line} | select name status kind region"));
        let expected = json!([{"name": "keys", "status": "written", "kind": "static", "region": "eu-west-2"}]);
        assert_eq!(rows, expected, "{line}");
    }
}

#[test]
fn rows_of_profiles_and_of_roles_have_the_role_in_columns_of_different_names() {
    let shell = shell();
    let names = shell.value(
        "aws profiles | where kind == sso | select sso_account_id sso_session
        | aws profile add --role tester --name '{role_name}@{account_id}' | select name sso_role_name",
    );
    assert_eq!(names, json!([{"name": "tester@111122223333", "sso_role_name": "tester"}]));
    let copy = shell.value(
        "aws profiles | where kind == sso | first | aws profile add copy --region eu-west-2
        | select name sso_account_id sso_role_name region",
    );
    let expected = json!([{
        "name": "copy", "sso_account_id": "111122223333", "sso_role_name": "developer", "region": "eu-west-2",
    }]);
    assert_eq!(copy, expected);
    let named = shell.value(&format!("[({TESTER} | insert name mine)] | aws profile add | select name status"));
    assert_eq!(named, json!([{"name": "mine", "status": "written"}]));
}

#[test]
fn a_role_gets_the_region_that_its_profile_lacks() {
    let shell = shell();
    let add = |flags: &str| shell.value(&format!("[{TESTER}] | aws profile add {flags} | select status region"));
    assert_eq!(add(""), json!([{"status": "written", "region": null}]));
    assert_eq!(add("--region eu-west-2"), json!([{"status": "written", "region": "eu-west-2"}]));
    assert_eq!(add("--region eu-west-2"), json!([{"status": "unchanged", "region": "eu-west-2"}]));
}

#[test]
fn a_role_that_has_a_profile_gets_no_second_one() {
    let shell = shell();
    let names = |line: &str| shell.value(&format!("{line} | select name status"));
    shell.value(&format!("[{TESTER}] | aws profile add mine --region eu-west-2"));
    let row = |name: &str, status: &str| json!([{"name": name, "status": status}]);
    assert_eq!(names(&format!("[{TESTER}] | aws profile add")), row("mine", "unchanged"));
    assert_eq!(names(&format!("[{TESTER}] | aws profile add --region eu-west-1")), row("mine", "kept"));
    assert_eq!(
        names(&format!("[{TESTER}] | aws profile add --name '{{role_name}}' -r eu-west-1 --force")),
        row("mine", "written")
    );
    assert_eq!(text(&shell, "config").matches("sso_role_name = tester").count(), 1);
    assert_eq!(names(&format!("[{TESTER}] | aws profile add other")), row("other", "written"));
    assert_eq!(names(&format!("[{TESTER}] | aws profile add --name other")), row("other", "unchanged"));
}

#[test]
fn a_terminal_shows_which_profiles_have_no_region_before_and_after_the_change() {
    let mut terminal = Terminal::open(shell());
    let rows = format!("[{TESTER} ({TESTER} | update role_name a)]");
    let note = format!("Without a region: test-account.tester, test-account.a; {ADD_REGION}\n");
    for flags in ["--dry-run", "", ""] {
        assert_eq!(terminal.run(&format!("{rows} | aws profile add {flags} | ignore")), note);
    }
}
