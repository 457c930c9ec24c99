//! The completions of Tab.

use crate::support::{Shell, Value, json};

const CONFIG: &str = "\
[sso-session my-org-sso]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-west-1

[profile dev-account.developer]
sso_session = my-org-sso
sso_account_id = 111122223333
sso_role_name = developer
region = eu-west-1

[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = hunter2

[profile chain]
role_arn = arn:aws:iam::444455556666:role/team/tester
source_profile = keys
region = eu-west-2

[profile 'my dev']

[profile \"it's\"]

[profile größe]

[profile R&D]

[profile 'x (y), \"$z\" ~`|;#']

[profile \"it's \\\"a\\\\b\\\"\"]
";

/// A shell with these profiles, and with files that must not be offered.
fn shell() -> Shell {
    let shell = Shell::new().config(CONFIG);
    let files = ["keys.txt", "running.txt", "eu-west.txt", "i-0123456789abcdef0", "my file"];
    files.into_iter().fold(shell, |shell, file| shell.file(file, ""))
}

/// The completions at the end of a line.
fn complete(line: &str) -> Value {
    shell().value(&format!("'{line}' | commandline complete"))
}

const PROFILES: [&str; 9] = [
    "dev-account.developer",
    "keys",
    "chain",
    "'my dev'",
    "\"it's\"",
    "'größe'",
    "'R&D'",
    "'x (y), \"$z\" ~`|;#'",
    r#""it's \"a\\b\"""#,
];

#[test]
fn profiles_are_offered_in_quotes_where_they_need_them() {
    for line in
        ["aws profile use ", "aws ec2 instances --profile ", "aws ec2 instances -p ", "aws ec2 regions --profile "]
    {
        let mut names = complete(line).as_array().expect("names").clone();
        names.sort_by_key(|name| PROFILES.iter().position(|known| name == known));
        assert_eq!(json!(names), json!(PROFILES), "{line}");
    }
}

#[test]
fn profiles_are_filtered_by_what_is_typed() {
    assert_eq!(complete("aws profile use ch"), json!(["chain"]));
    assert_eq!(complete("aws profile use my"), json!(["'my dev'"]));
    assert_eq!(complete("aws ec2 instances --profile dev"), json!(["dev-account.developer"]));
}

#[test]
fn a_completed_profile_can_be_used() {
    let offers = complete("aws profile use ");
    for word in offers.as_array().expect("words").iter().filter_map(Value::as_str) {
        let used =
            shell().value(&format!("aws profile use {word}; [(aws profile | get name) $env.AWS_PROFILE {word}]"));
        assert!(used[0] == used[1] && used[1] == used[2], "{word}: {used}");
    }
}

#[test]
fn profiles_are_described_by_kind_identity_and_region() {
    let descriptions = shell().value(
        "'aws profile use ' | commandline complete --detailed | select value description?
        | where description != null | transpose --header-row --as-record",
    );
    let expected = json!({
        "dev-account.developer": "sso · 111122223333/developer · eu-west-1 · signed out",
        "keys": "static",
        "chain": "assume_role · 444455556666/tester · eu-west-2",
    });
    assert_eq!(descriptions, expected);
}

/// A profile whose user signs in to the console.
const CONSOLE: &str = "
[profile console]
login_session = arn:aws:sts::111122223333:assumed-role/developer/ann
region = eu-central-1
";

#[test]
fn profiles_of_the_right_kind_are_offered() {
    let more = "[profile new]\nregion = eu-west-1\n";
    let (profiles, _) = CONFIG.split_once("\n[profile 'my dev']").expect("names with quotes");
    let shell = Shell::new().config(&format!("{profiles}\n{more}{CONSOLE}"));
    let offered = |line: &str| shell.value(&format!("'{line} ' | commandline complete | sort"));
    for line in ["aws sso login --profile", "aws sso logout -p", "aws sso accounts -p", "aws sso roles --profile"] {
        assert_eq!(offered(line), json!(["dev-account.developer"]), "{line}");
    }
    assert_eq!(offered("aws login --profile"), json!(["console", "new"]));
    assert_eq!(offered("aws logout --profile"), json!(["console"]));
    assert_eq!(complete("aws login --region eu-cent"), json!(["eu-central-1", "eu-central-2"]));
}

#[cfg(unix)]
#[test]
fn a_profile_of_any_sign_in_says_who_and_that_one_is_signed_out() {
    use crate::support::{Options, Sandbox};

    let aws = Sandbox::start(Options { auto_approve: true, ..Options::default() });
    let shell = Shell::new().browser().var("AWS_ENDPOINT_URL", &aws.url()).config(CONSOLE);
    let offered = "'aws profile use ' | commandline complete --detailed | get description";
    let description = "login · 111122223333/developer · eu-central-1";
    assert_eq!(shell.value(offered), json!([format!("{description} · signed out")]));
    shell.value("aws login -p console | get status");
    assert_eq!(shell.value(offered), json!([description]));
}

#[test]
fn the_files_are_read_at_each_completion() {
    let shell = Shell::new().config("[profile of-start]\n");
    let shell = shell.file("work/aws.ini", "[profile of-work]\n").file("play/aws.ini", "[profile of-play]\n");
    let answer = shell.value(
        "$env.AWS_CONFIG_FILE = ($env.HOME | path join work/aws.ini)
        let first = 'aws profile use ' | commandline complete
        $env.AWS_CONFIG_FILE = 'aws.ini'
        cd play
        let second = 'aws profile use ' | commandline complete
        plugin stop aws
        let third = 'aws profile use ' | commandline complete
        {minor: (version).minor, offered: ($first ++ $second ++ $third)}",
    );
    // Before 0.115, a completion only knows the environment in which the plugin was started.
    let is_isolated = answer["minor"].as_u64().expect("a number") < 115;
    let before_stop = if is_isolated { ["of-start"; 2] } else { ["of-work", "of-play"] };
    assert_eq!(answer["offered"], json!([before_stop[0], before_stop[1], "of-play"]));
}

#[test]
fn without_aws_files_nothing_is_offered() {
    let answer = Shell::new().file("some.txt", "").value("'aws profile use ' | commandline complete");
    assert_eq!(answer, json!([]));
}

#[test]
fn with_a_broken_config_file_nothing_is_offered() {
    let answer = Shell::new().config("[profile broken\n").value("'aws profile use ' | commandline complete");
    assert_eq!(answer, json!([]));
}

#[test]
fn regions_are_offered() {
    let flags = ["aws ec2 instances --region", "aws ec2 instances -r", "aws ec2 regions --region"];
    for line in flags {
        assert_eq!(complete(&format!("{line} eu-west-")), json!(["eu-west-1", "eu-west-2", "eu-west-3"]), "{line}");
    }
}

#[test]
fn states_are_offered() {
    for line in ["aws ec2 instances --state ", "aws ec2 instances -s "] {
        let mut states = complete(line).as_array().expect("states").clone();
        states.sort_by_key(|state| state.as_str().map(str::to_owned));
        let expected = ["pending", "running", "shutting-down", "stopped", "stopping", "terminated"];
        assert_eq!(json!(states), json!(expected), "{line}");
    }
}

#[test]
fn the_items_of_a_list_are_offered() {
    for (typed, offered) in [
        ("--columns Insta", json!(["InstanceId", "InstanceLifecycle", "InstanceType"])),
        ("--columns [InstanceT", json!(["[InstanceType"])),
        (
            "-c [Name, LaunchTime State",
            json!([
                "[Name, LaunchTime State",
                "[Name, LaunchTime StateName",
                "[Name, LaunchTime StateReason",
                "[Name, LaunchTime StateTransitionReason"
            ]),
        ),
        ("--state [run", json!(["[running"])),
        ("--state [!ter", json!(["[!terminated"])),
        // What the list has already is not offered again.
        ("--state [stopped st", json!(["[stopped stopping"])),
        ("--state [stopped stopping s", json!(["[stopped stopping shutting-down"])),
        ("--region [us-east-1 us-east-", json!(["[us-east-1 us-east-2"])),
        ("--profile [keys ch", json!(["[keys chain"])),
        ("--profile [keys my", json!([])),
    ] {
        let mut offers = complete(&format!("aws ec2 instances {typed}")).as_array().expect("words").clone();
        offers.sort_by_key(Value::to_string);
        assert_eq!(json!(offers), offered, "{typed}");
    }
    let all = complete("aws ec2 volumes --columns [");
    assert_eq!(
        all.as_array()
            .map(|all| all.len() > 25 && all.iter().all(|one| one.as_str().is_some_and(|one| one.starts_with('[')))),
        Some(true)
    );
}

#[test]
fn the_first_filter_is_offered() {
    assert_eq!(
        complete("aws ec2 instances --filter {instance-st"),
        json!(["{instance-state-code:", "{instance-state-name:"])
    );
    assert_eq!(complete("aws ec2 volumes --filter {create"), json!(["{create-time:"]));
}

#[test]
fn file_names_are_never_offered() {
    for line in [
        "aws profile use ke",
        "aws profile use zzz",
        "aws profile use keys ",
        "aws ec2 instances --profile zzz",
        "aws ec2 instances --state zzz",
        "aws ec2 instances --state run",
        "aws ec2 instances --region eu-west",
        "aws ec2 instances --filter ",
        "aws ec2 instances --filter ",
        "aws ec2 instances ",
        "aws ec2 instances i-",
        "aws ec2 instances i-0123456789abcdef0 ",
        "aws ec2 regions ",
        "aws profile ",
        "aws profile ke",
        "aws profile clear ",
        "aws profiles ",
        "aws sso sessions ",
    ] {
        let completions = complete(line);
        let files = ["keys.txt", "running.txt", "eu-west.txt", "i-0123456789abcdef0", "`my file`"];
        let offered: Vec<_> = completions.as_array().expect("words").iter().filter_map(Value::as_str).collect();
        assert!(!files.iter().any(|file| offered.contains(file)), "{line}: {offered:?}");
    }
}

#[test]
fn the_commands_are_offered() {
    let completions = complete("aws ");
    let offered: Vec<_> = completions.as_array().expect("words").iter().filter_map(Value::as_str).collect();
    for command in
        ["aws ec2 instances", "aws ec2 regions", "aws profile", "aws profile clear", "aws profile use", "aws profiles"]
    {
        assert!(offered.contains(&command), "{command}: {offered:?}");
    }
}
