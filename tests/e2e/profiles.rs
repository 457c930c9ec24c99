//! `aws profiles` and `aws profile`: the profiles in the files.

use crate::support::{Shell, json};

const COLUMNS: [&str; 14] = [
    "name",
    "active",
    "kind",
    "sso_account_id",
    "sso_role_name",
    "region",
    "sign_in_status",
    "account_name",
    "sign_in_expires_at",
    "sso_session",
    "sso_status",
    "sso_expires_at",
    "role_arn",
    "source_profile",
];

const CONFIG: &str = "\
[default]
region = us-east-1
output = yaml

[sso-session my-org]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-central-1

[profile sso]
sso_session = my-org
sso_account_id = 111122223333
sso_role_name = developer

[profile legacy]
sso_start_url = https://old.awsapps.com/start
sso_region = eu-west-3
sso_account_id = 111122223333
sso_role_name = reader

[profile role]
role_arn = arn:aws:iam::444455556666:role/tester
source_profile = keys

[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

[profile process]
credential_process = /opt/keys --password hunter2

[profile pod]
role_arn = arn:aws:iam::444455556666:role/pod
web_identity_token_file = /var/token

[profile login]
login_session = arn:aws:iam::111122223333:user/ann
";

fn shell() -> Shell {
    Shell::new().config(CONFIG)
}

#[test]
fn profiles_are_in_the_order_of_the_files_credentials_last() {
    let shell = shell().credentials("[only-keys]\naws_access_key_id = AKIA\n[keys]\nregion = sa-east-1\n");
    let names = shell.value("aws profiles | get name");
    assert_eq!(names, json!(["default", "sso", "legacy", "role", "keys", "process", "pod", "login", "only-keys"]));
}

#[test]
fn every_row_has_every_column() {
    let columns = shell().value("aws profiles | each { columns } | uniq");
    assert_eq!(columns, json!([COLUMNS]));
}

#[test]
fn the_kind_says_where_credentials_come_from() {
    let kinds = shell().value("aws profiles | select name kind | transpose --header-row --as-record");
    let expected = json!({
        "default": null,
        "sso": "sso",
        "legacy": "sso",
        "role": "assume_role",
        "keys": "static",
        "process": "process",
        "pod": "web_identity",
        "login": "login",
    });
    assert_eq!(kinds, expected);
}

#[test]
fn a_profile_shows_the_start_url_and_region_of_its_session() {
    let row = shell().value(
        "aws profiles --long | where name == sso | first | reject active kind output properties files account_name",
    );
    let expected = json!({
        "name": "sso",
        "region": null,
        "sso_session": "my-org",
        "sso_start_url": "https://my-org.awsapps.com/start",
        "sso_region": "eu-central-1",
        "sso_account_id": "111122223333",
        "sso_role_name": "developer",
        "role_arn": null,
        "source_profile": null,
        "sign_in_status": "signed_out",
        "sign_in_expires_at": null,
        "sso_status": "signed_out",
        "sso_expires_at": null,
    });
    assert_eq!(row, expected);
}

#[test]
fn long_adds_every_key_as_written_and_the_locations() {
    let shell = Shell::new()
        .config("[profile dev]\nRegion = eu-west-1\ns3 =\n  addressing_style = path\n  token = hunter2hunter2\n")
        .credentials("# keys\n[dev]\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n");
    let row = shell.value("aws profiles --long | first | select properties files");
    let expected = json!({
        "properties": {
            "Region": "eu-west-1",
            "s3": {"addressing_style": "path", "token": "****************ter2"},
            "aws_secret_access_key": "****************EKEY",
        },
        "files": [
            format!("{}:1", shell.path(".aws/config").display()),
            format!("{}:2", shell.path(".aws/credentials").display()),
        ],
    });
    assert_eq!(row, expected);
}

#[test]
fn long_columns_come_after_the_others() {
    let columns = shell().value("aws profiles --long | columns");
    let long = ["output", "sso_region", "sso_start_url", "properties", "files"];
    let expected: Vec<_> = COLUMNS.into_iter().chain(long).collect();
    assert_eq!(columns, json!(expected));
}

#[test]
fn long_shows_no_secret() {
    let output = shell().run("aws profiles --long | to json | print; aws profiles --long | table --expand");
    assert!(output.success, "{}", output.stderr);
    assert!(output.stdout.contains("****************EKEY"), "{}", output.stdout);
    assert!(!output.stdout.contains("wJalrXUtn") && !output.stdout.contains("hunter2"), "{}", output.stdout);
}

#[test]
fn without_files_the_table_is_empty() {
    let answer = Shell::new().value("aws profiles | {rows: $in, type: ($in | describe)}");
    assert_eq!(answer["rows"], json!([]));
}

#[test]
fn a_syntax_error_has_file_and_line() {
    let shell = Shell::new().config("[profile dev]\nregion = eu-west-1\n\n[profile broken\nregion = eu-west-2\n");
    let error = shell.error("aws profile use broken");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::config::syntax", "broken"));
    let place = format!("{}:4", shell.path(".aws/config").display());
    assert!(error.message.contains(&place) && error.message.contains("must end with ']'"), "{error:?}");
    assert!(error.help.contains("line 4"), "{error:?}");
}

#[test]
fn a_syntax_error_does_not_quote_the_line() {
    let shell = Shell::new().credentials("[dev]\naws_secret_access_key: hunter2\n");
    let output = shell.run("aws profiles");
    assert!(output.stderr.contains("credentials:2") && !output.stderr.contains("hunter2"), "{}", output.stderr);
}

#[test]
fn a_file_that_cannot_be_read_is_an_error() {
    let shell = Shell::new();
    std::fs::create_dir_all(shell.path(".aws/config")).expect("a directory in its place");
    let error = shell.error("aws profiles");
    assert_eq!(error.code, "aws::config::unreadable");
    assert!(error.message.contains(".aws/config"), "{error:?}");
}

#[test]
fn the_active_profile_is_marked() {
    let active = "aws profiles | where active | get name";
    assert_eq!(shell().value(active), json!(["default"]));
    assert_eq!(shell().var("AWS_PROFILE", "keys").value(active), json!(["keys"]));
    assert_eq!(shell().var("AWS_DEFAULT_PROFILE", "role").value(active), json!(["role"]));
    assert_eq!(shell().var("AWS_PROFILE", "missing").value(active), json!([]));
}

#[test]
fn aws_profile_returns_the_row_of_the_active_profile() {
    let shell = shell().var("AWS_PROFILE", "sso");
    let answer = shell.value("[(aws profile) (aws profiles | where active | first)]");
    assert_eq!(answer[0]["name"], "sso");
    assert_eq!(answer[0], answer[1]);
}

#[test]
fn aws_profile_wins_over_aws_default_profile() {
    let shell = shell().var("AWS_DEFAULT_PROFILE", "role");
    let names = shell.value("[(aws profile | get name) (with-env {AWS_PROFILE: keys} { aws profile | get name })]");
    assert_eq!(names, json!(["role", "keys"]));
}

#[test]
fn an_active_profile_that_does_not_exist_is_an_error_with_a_fix() {
    let error = shell().var("AWS_PROFILE", "lagacy").error("aws profile");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::profile::not_found", "aws profile"));
    assert!(error.message.contains("`lagacy`"), "{error:?}");
    for part in ["did you mean `legacy`?", "`aws profiles`", "`aws profile clear`"] {
        assert!(error.help.contains(part), "{part}: {error:?}");
    }
    assert!(error.label.contains("AWS_PROFILE"), "{error:?}");
}

#[test]
fn without_any_profile_the_error_has_the_next_command() {
    let error = Shell::new().error("aws profile");
    assert_eq!(error.code, "aws::profile::not_found");
    assert!(error.help.contains("`aws configure sso`"), "{error:?}");
}

#[test]
fn an_empty_aws_profile_is_an_error_as_in_the_aws_cli() {
    let error = shell().var("AWS_PROFILE", "").error("aws profile");
    assert_eq!(error.code, "aws::profile::name_empty");
    assert!(error.message.contains("AWS_PROFILE"), "{error:?}");
    assert!(error.help.contains("`aws profile clear`"), "{error:?}");
}
