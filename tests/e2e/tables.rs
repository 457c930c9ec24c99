//! How the tables look in terminals of any width: as Nushell shows them by default, and with the settings that
//! docs/tables.md recommends.

use std::fs;
use std::num::NonZeroU16;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{Sandbox, Shell, Terminal, aws, keys, minor};

const PAGE: &str = "docs/tables.md";

const WIDTHS: [u16; 6] = [60, 80, 100, 120, 160, 200];

/// A line for each table, and the columns that tell its rows apart. They are never wrapped, shortened or hidden.
const TABLES: [(&str, &[&str]); 14] = [
    ("aws profiles", &["name"]),
    ("aws profile check", &["severity", "profile"]),
    ("aws whoami --profile [dev-account.developer test-account.tester keys]", &["account_id"]),
    ("aws env", &["setting"]),
    ("aws sso login", &["sso_session", "status"]),
    ("aws sso sessions", &["sso_session", "status"]),
    ("aws sso accounts", &["account_id", "account_name"]),
    ("aws sso roles", &["account_id", "account_name", "role_name"]),
    ("aws ec2 instances --profile keys", &["Name", "InstanceId", "StateName"]),
    ("aws ec2 volumes --profile keys", &["Name", "VolumeId", "State"]),
    ("aws ec2 regions --profile keys", &["RegionName"]),
    ("aws sso roles | aws profile add", &["name", "status"]),
    ("aws profile remove dev-account.admin test-account.admin --force", &["name"]),
    ("aws sso logout", &["sso_session", "status"]),
];

const SESSION: &str = "\
[sso-session my-org-sso]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

";

/// Profiles of other kinds, some with mistakes.
const OTHERS: &str = "\
[profile prod-admin]
role_arn = arn:aws:iam::444455556666:role/infrastructure/administrator
source_profile = keys
region = us-east-1

[profile chained]
role_arn = arn:aws:iam::111122223333:role/admin
source_profile = kyes

[profile commented]
region = eu-west-1 # Ireland

[profile partner]
sso_session = partner
sso_account_id = 111122223333
sso_role_name = reader
region = eu-wets-1

";

/// A terminal of a user who is signed in and has a profile for each role, and the folder of the config file.
fn terminal(aws: &Sandbox, width: u16) -> (Terminal, TempDir) {
    let mut config = SESSION.to_owned();
    for (account, id) in [("dev-account", "111122223333"), ("test-account", "444455556666")] {
        for (role, region) in [("developer", "eu-west-1"), ("tester", "eu-west-2"), ("admin", "eu-west-1")] {
            let profile = format!("sso_account_id = {id}\nsso_role_name = {role}\nregion = {region}\n\n");
            config += &format!("[profile {account}.{role}]\nsso_session = my-org-sso\n{profile}");
        }
    }
    config += &format!("{OTHERS}[profile keys]\nregion = eu-west-1\n{}", keys(&aws.account("dev-account").key));
    // Tables show the path, so it has the same length everywhere.
    let folder = tempfile::tempdir_in("/tmp").expect("a folder");
    let path = folder.path().join("config");
    fs::write(&path, config).expect("a config");
    let shell = Shell::new()
        .signed_in(aws, "my-org-sso")
        .var("AWS_CONFIG_FILE", path.to_str().expect("a path in UTF-8"))
        .var("AWS_ENDPOINT_URL", &aws.url())
        .var("AWS_PROFILE", "dev-account.developer");
    let mut terminal = Terminal::with_columns(shell, NonZeroU16::new(width).expect("a width"));
    // Nushell says how long ago a time is, and tomorrow with other words.
    terminal.run("$env.config.datetime_format.table = 'a year ago'");
    (terminal, folder)
}

/// A terminal of 100 columns with the settings of the page.
fn terminal_of_100_columns(aws: &Sandbox) -> (Terminal, TempDir) {
    let (mut terminal, folder) = terminal(aws, 100);
    let page = text(PAGE);
    page.lines().filter(|line| line.starts_with("$env.config.")).for_each(|line| _ = terminal.run(line));
    (terminal, folder)
}

/// Runs a line in a terminal that shows nothing else.
fn shown(terminal: &mut Terminal, line: &str) -> String {
    terminal.run("clear");
    terminal.run(line)
}

/// The cells of a line of a table.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split('│').skip(1).map(str::trim)
}

/// The lines of each row of a table. The first line of a row begins with its index.
fn rows(table: &str) -> Vec<Vec<&str>> {
    let body = table.lines().skip_while(|line| !line.starts_with('├')).skip(1);
    let mut rows: Vec<Vec<_>> = Vec::new();
    for line in body.take_while(|line| line.starts_with('│')) {
        match rows.last_mut() {
            Some(row) if cells(line).next().is_none_or(str::is_empty) => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    assert!(!rows.is_empty(), "no table:\n{table}");
    rows
}

/// The lines of the tallest row.
fn tallest(table: &str) -> usize {
    rows(table).iter().map(Vec::len).max().unwrap_or_default()
}

/// Whether a column is shown, and no value of it is wrapped or shortened.
fn is_whole(table: &str, column: &str) -> bool {
    // Notes may come before the table.
    let heading = table.lines().find(|line| line.starts_with('│')).unwrap_or_default();
    cells(heading).position(|cell| cell == column).is_some_and(|at| {
        let cell = |line: &&str| cells(line).nth(at).unwrap_or_default().to_owned();
        rows(table).iter().all(|row| {
            let first = cell(&row[0]);
            !first.ends_with('…') && !first.ends_with("...") && row[1..].iter().map(cell).all(|cell| cell.is_empty())
        })
    })
}

/// The text of a file of the project.
fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file")
}

/// The name of the command whose table a line shows.
fn name(line: &str) -> String {
    let command = line.rsplit("| ").next().unwrap_or_default();
    let is_name = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    command.split(' ').take_while(is_name).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_table_shows_what_tells_its_rows_apart_and_the_page_has_their_heights() {
    let (aws, mut heights, mut cut) = (aws(), vec![Vec::new(); TABLES.len()], Vec::new());
    for width in WIDTHS {
        let (mut terminal, _folder) = terminal(&aws, width);
        for ((line, columns), heights) in TABLES.iter().zip(&mut heights) {
            let table = shown(&mut terminal, line);
            heights.push(tallest(&table));
            // Here Nushell 0.116 wraps every column after ten characters to show more of the 68, or of the 14 of others.
            let has_14 = ["aws profiles", "aws profile add", "aws whoami"].contains(&name(line).as_str());
            let is_wrapped = line.starts_with("aws ec2") || (has_14 && width < 170);
            if minor() >= 116 && width > 120 && is_wrapped {
                continue;
            }
            let missing = columns.iter().filter(|column| !is_whole(&table, column));
            cut.extend(missing.map(|column| format!("{column} at {width}:\n{table}")));
        }
    }
    assert!(cut.is_empty(), "{}", cut.join("\n"));
    let rows = TABLES.iter().zip(heights).map(|((line, _), heights)| {
        let heights: Vec<_> = heights.iter().map(usize::to_string).collect();
        format!("| `{}` | {} |\n", name(line), heights.join(" | "))
    });
    let figures: String = rows.collect();
    let page = text(PAGE);
    let heading = if minor() < 116 { "## Nushell 0.115 and older" } else { "## Nushell 0.116" };
    let (_, section) = page.split_once(heading).expect("a section of the version");
    let section = section.split("\n## ").next().unwrap_or_default();
    assert!(section.contains(&figures), "{PAGE} should have below {heading}:\n{figures}");
}

#[test]
fn with_the_settings_of_the_page_a_row_is_a_line() {
    let page = text(PAGE);
    let settings: Vec<_> = page.lines().filter(|line| line.starts_with("$env.config.")).collect();
    assert_eq!(settings.len(), 2, "{settings:?}");
    for other in ["README.md", "scripts/walk.nu"].map(text) {
        assert!(settings.iter().all(|setting| other.contains(setting)), "{other}");
    }
    let (aws, mut tall) = (aws(), Vec::new());
    for width in WIDTHS {
        let (mut terminal, _folder) = terminal(&aws, width);
        settings.iter().for_each(|setting| _ = terminal.run(setting));
        for (line, _) in TABLES {
            let table = shown(&mut terminal, line);
            if tallest(&table) > 1 {
                tall.push(format!("at {width}:\n{table}"));
            }
        }
    }
    assert!(tall.is_empty(), "{}", tall.join("\n"));
}

/// For each table of EC2 what it is about, beside names, ids and states.
const ABOUT: [(&str, &[&str]); 32] = [
    ("addresses", &["PublicIp"]),
    ("availability-zones", &["ZoneType"]),
    ("capacity-reservations", &["InstanceType"]),
    ("flow-logs", &["ResourceId"]),
    ("hosts", &["AvailabilityZone"]),
    ("images", &["CreationDate"]),
    ("instance-status", &["InstanceCheck", "SystemCheck"]),
    ("instance-type-offerings", &["Location"]),
    ("instance-types", &["VCpus", "MemoryMiB"]),
    ("instances", &["InstanceType", "PrivateIpAddress"]),
    ("internet-gateways", &["OwnerId"]),
    ("key-pairs", &["KeyType"]),
    ("launch-template-versions", &["VersionNumber", "DefaultVersion"]),
    ("launch-templates", &["LatestVersionNumber"]),
    ("managed-prefix-lists", &["PrefixListName"]),
    ("nat-gateways", &["VpcId"]),
    ("network-acls", &["VpcId"]),
    ("network-interfaces", &["PrivateIpAddress"]),
    ("placement-groups", &["Strategy"]),
    ("reserved-instances", &["InstanceType", "InstanceCount", "End"]),
    ("route-tables", &["VpcId"]),
    ("security-group-rules", &["GroupId", "IsEgress", "IpProtocol", "FromPort", "ToPort", "CidrIpv4"]),
    ("security-groups", &["VpcId"]),
    ("snapshots", &["StartTime", "VolumeSize", "VolumeId"]),
    ("spot-instance-requests", &["InstanceId"]),
    ("spot-prices", &["SpotPrice", "ProductDescription"]),
    ("subnets", &["CidrBlock", "AvailableIpAddressCount"]),
    ("transit-gateways", &["OwnerId"]),
    ("volumes", &["Size", "VolumeType"]),
    ("vpc-endpoints", &["ServiceName"]),
    ("vpc-peering-connections", &["RequesterVpcId"]),
    ("vpcs", &["CidrBlock"]),
];

#[test]
fn a_terminal_of_100_columns_shows_what_a_table_is_about() {
    let (aws, mut cut) = (aws(), Vec::new());
    let (mut terminal, _folder) = terminal_of_100_columns(&aws);
    for (name, columns) in ABOUT {
        let table = shown(&mut terminal, &format!("aws ec2 {name} --profile keys | first 9"));
        let missing = columns.iter().filter(|column| !is_whole(&table, column));
        cut.extend(missing.map(|column| format!("{name} {column}:\n{table}")));
    }
    assert!(cut.is_empty(), "{}", cut.join("\n"));
}

#[test]
fn a_terminal_of_100_columns_shows_where_a_setting_comes_from() {
    let aws = aws();
    let (mut terminal, folder) = terminal_of_100_columns(&aws);
    let table = shown(&mut terminal, "aws env --profile keys | first 12");
    let path = folder.path().join("config");
    assert!(table.contains(&format!("{}:", path.display())) && is_whole(&table, "source"), "{table}");
}

#[test]
fn a_terminal_of_100_columns_shows_the_error_of_a_row() {
    let aws = aws();
    let (mut terminal, _folder) = terminal_of_100_columns(&aws);
    for (list, place) in [
        ("aws ec2 instances", ["Profile", "Region"]),
        ("aws ec2 regions", ["Profile", "Region"]),
        ("aws whoami", ["profile", "region"]),
    ] {
        let line = format!("{list} --profile [keys prod-admin] --error-rows --quiet | where Error != null");
        let table = shown(&mut terminal, &line);
        assert!(place.iter().chain(&["Error"]).all(|column| is_whole(&table, column)), "{table}");
    }
}

#[test]
fn a_terminal_of_100_columns_shows_the_account_and_role_of_profiles() {
    let aws = aws();
    let (mut terminal, _folder) = terminal_of_100_columns(&aws);
    let table = shown(&mut terminal, "aws profiles");
    let columns = ["name", "active", "kind", "sso_account_id", "sso_role_name"];
    let missing: Vec<_> = columns.iter().filter(|column| !is_whole(&table, column)).collect();
    assert!(missing.is_empty(), "{missing:?}:\n{table}");
}

#[test]
fn a_terminal_of_100_columns_shows_the_region_that_is_written() {
    let aws = aws();
    let (mut terminal, _folder) = terminal(&aws, 100);
    let table = terminal.run("aws sso roles | aws profile add --region eu-central-1 --force");
    let columns = ["name", "status", "region", "sso_account_id", "sso_role_name"];
    let missing: Vec<_> = columns.iter().filter(|column| !is_whole(&table, column)).collect();
    assert!(missing.is_empty() && table.contains("eu-central-1"), "{missing:?}\n{table}");
}

#[test]
fn a_terminal_of_100_columns_shows_where_an_instance_or_volume_is() {
    let aws = aws();
    let (mut terminal, _folder) = terminal_of_100_columns(&aws);
    for (list, columns) in [
        ("aws ec2 instances --state [running stopped]", ["Name", "InstanceId", "StateName", "Region", "AccountId"]),
        ("aws ec2 volumes", ["Name", "VolumeId", "State", "Region", "AccountId"]),
    ] {
        let profiles = "[dev-account.admin test-account.admin]";
        let line =
            format!("{list} --profile {profiles} --region [eu-west-1 ap-southeast-2] | sort-by AccountId | last 20");
        let table = shown(&mut terminal, &line);
        let missing: Vec<_> = columns.iter().filter(|column| !is_whole(&table, column)).collect();
        assert!(missing.is_empty() && table.contains("ap-southeast-2"), "{missing:?}:\n{table}");
    }
}
