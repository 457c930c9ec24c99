//! For each check a config that triggers it, and a similar one that doesn't.

use std::collections::BTreeSet;
use std::fs;

use super::*;

/// The line and code of a finding, a config file that has it, and a replacement that removes it.
type Case = (&'static str, &'static str, (&'static str, &'static str));

const KEYS: &str = "[profile keys]\naws_access_key_id = AKIA\naws_secret_access_key = x\n";

const CASES: [Case; 68] = [
    ("2 sso_session_unknown", "[profile a]\nsso_session = crop\n", ("crop", "corp")),
    ("2 sso_session_unknown", "[profile a]\nsso_session =\n", ("=", "= corp")),
    ("1 sso_start_url_missing", "[sso-session b]\nsso_region = eu-west-1\n", ("b]", "b]\nsso_start_url = https://b")),
    ("1 sso_region_missing", "[sso-session b]\nsso_start_url = https://b\n", ("b]", "b]\nsso_region = eu-west-1")),
    (
        "3 sso_key_repeated",
        "[profile a]\nsso_session = corp\nsso_start_url = https://corp.awsapps.com/start/\n",
        ("sso_start_url = https://corp.awsapps.com/start/", "output = json"),
    ),
    ("3 sso_key_repeated", "[profile a]\nsso_session = corp\nsso_region = eu-west-1\n", ("sso_region", "region")),
    ("3 sso_key_conflict", "[profile a]\nsso_session = corp\nsso_region = eu-west-2\n", ("sso_region", "region")),
    (
        "3 sso_key_conflict",
        "[profile a]\nsso_session = corp\nsso_start_url = https://crop.awsapps.com/start\n",
        ("sso_start_url = https://crop.awsapps.com/start", "output = json"),
    ),
    (
        "2 start_url_variant",
        "[sso-session b]\nsso_start_url = https://corp.awsapps.com/start#/\nsso_region = eu-west-2\n",
        ("start#/", "start"),
    ),
    ("2 key_missing", "[profile a]\nrole_arn = x\n", ("x", "x\nsource_profile = keys")),
    ("2 key_missing", "[profile a]\nweb_identity_token_file = x\n", ("a]", "a]\nrole_arn = x")),
    ("2 key_missing", "[profile a]\nsource_profile = keys\n", ("a]", "a]\nrole_arn = x")),
    ("3 key_missing", "[profile a]\nsso_session = corp\nsso_role_name = b\n", ("= b", "= b\nsso_account_id = 1")),
    ("2 key_missing", "[profile a]\naws_access_key_id = AKIA\n", ("AKIA", "AKIA\naws_secret_access_key = x")),
    ("2 key_missing", "[profile a]\ncredential_process =\n", ("=", "= x")),
    ("3 key_extra", "[profile a]\ncredential_process = x\nexternal_id = y\n", ("external_id", "output")),
    (
        "3 key_extra",
        "[profile a]\nrole_arn = x\ncredential_source = Environment\nsource_profile = keys\n",
        ("source_profile = keys", "output = json"),
    ),
    ("2 key_extra", "[profile a]\nsso_registration_scopes = x\n", ("sso_registration_scopes", "output")),
    (
        "4 key_extra",
        "[sso-session b]\nsso_start_url = https://b\nsso_region = eu-west-1\nregion = eu-west-1\n",
        ("\nregion = eu-west-1", ""),
    ),
    (
        "3 kinds_mixed",
        "[profile a]\nlogin_session = y\ncredential_process = x\n",
        ("credential_process = x", "output = json"),
    ),
    ("3 kinds_mixed", "[profile a]\nsso_session = corp\nlogin_session = y\n", ("login_session = y", "output = json")),
    ("4 duration_invalid", "[profile a]\nrole_arn = x\nsource_profile = keys\nduration_seconds = 1h\n", ("1h", "3600")),
    ("4 duration_invalid", "[profile a]\nrole_arn = x\nsource_profile = keys\nduration_seconds = 10\n", ("10", "900")),
    ("3 source_profile_unknown", "[profile a]\nrole_arn = x\nsource_profile = kyes\n", ("kyes", "keys")),
    ("3 source_profile_loop", "[profile a]\nrole_arn = x\nsource_profile = a\n", ("= a", "= keys")),
    (
        "3 source_profile_dead_end",
        "[profile a]\nrole_arn = x\nsource_profile = b\n[profile b]\noutput = json\n",
        ("output = json", "credential_process = x"),
    ),
    ("2 services_unknown", "[profile a]\nservices = local\n[services lokal]\ns3 = x\n", ("lokal", "local")),
    ("2 services_unknown", "[profile a]\nservices = local\n[services local]\n", ("local]", "local]\ns3 = x")),
    ("2 services_unknown", "[profile a]\nservices =\n", ("services", "output")),
    (
        "3 credential_source_unknown",
        "[profile a]\nrole_arn = x\ncredential_source = environment\n",
        ("environment", "Environment"),
    ),
    (
        "3 credential_source_unknown",
        "[profile a]\nrole_arn = x\ncredential_source = Ec2\n",
        ("Ec2", "Ec2InstanceMetadata"),
    ),
    ("2 endpoint_unencrypted", "[profile a]\nendpoint_url = http://me:x@host\n", ("http", "https")),
    (
        "4 endpoint_unencrypted",
        "[services a]\ns3 =\n  use_x = y\n  endpoint_url = http://host\n",
        ("host", "localhost:1"),
    ),
    ("3 value_quoted", "[profile a]\naws_access_key_id = A\naws_secret_access_key = 'x'\n", ("'x'", "x")),
    (
        "3 value_quoted",
        "[profile a]\nsso_session = corp\nsso_account_id = \u{201c}1\u{201d}\nsso_role_name = b\n",
        ("\u{201c}1\u{201d}", "1"),
    ),
    (
        "2 value_quoted",
        "[sso-session b]\nsso_start_url = \"https://b\"\nsso_region = eu-west-1\n",
        ("\"https://b\"", "https://b"),
    ),
    (
        "2 value_invisible",
        "[profile a]\naws_access_key_id = AKIA\u{200b}\naws_secret_access_key = x\n",
        ("\u{200b}", ""),
    ),
    (
        "2 value_invisible",
        "[profile a]\nsso_account_id = \u{a0}1\nsso_role_name = b\nsso_session = corp\n",
        ("\u{a0}", ""),
    ),
    ("2 value_invisible", "[profile a]\nsso_account_id = 1 2\nsso_role_name = b\nsso_session = corp\n", (" 2", "2")),
    ("2 process_shell", "[profile a]\ncredential_process = cd /x && keys\n", ("cd /x && keys", "keys 'a & b'")),
    ("2 process_shell", "[profile a]\ncredential_process = ~/keys\n", ("~", "/home/ann")),
    ("2 process_shell", "[profile a]\ncredential_process = keys \"$USER\"\n", ("\"$USER\"", "'$USER'")),
    ("2 section_duplicate", "[services a]\n[services a]\n", ("\n[services a]", "\n[services b]")),
    ("3 section_duplicate", "[profile a]\noutput = json\n[profile a]\n", ("\n[profile a]", "\n[profile b]")),
    ("3 key_duplicate", "[profile a]\noutput = json\nOutput = json\n", ("Output", "cli_pager")),
    ("2 default_twice", "[profile default]\n[default]\n", ("[default]", "[profile b]")),
    ("1 section_name", "[profile 'my dev']\n", ("'my dev'", "my-dev")),
    ("1 section_name", "[profile 'dev2']\n", ("'dev2'", "dev2")),
    ("1 section_name", "[ profile a ]\n", ("[ p", "[p")),
    ("1 section_name", "[profile a] # [b]\n", ("[b]", "b")),
    ("1 section_name", "[DEFAULT]\nregion = eu-west-1\n", ("DEFAULT", "default")),
    ("1 section_ignored", "[foo]\noutput = json\n", ("foo", "profile foo")),
    ("1 section_name", "[profile foo!bar]\n", ("!", "-")),
    ("1 section_name", "[profile größe]\n", ("größe", "groesse")),
    ("1 section_name", "[profile \\foo]\n", ("\\", "")),
    ("1 section_name", "[profiles foo]\n", ("profiles", "profile")),
    ("1 section_name", "[profile C#]\n", ("#", "")),
    ("1 section_name", "[profile a] b\n", (" b", " # b")),
    ("1 section_name", "[services R&D]\n", ("&", "-")),
    ("1 section_ignored", "[profile foo bar]\n", (" bar", "-bar")),
    ("1 section_ignored", "[profile Ann's]\n", ("'s", "")),
    ("1 section_ignored", "[sso-sesion b]\nsso_region = eu-west-1\n", ("sso-sesion b", "plugins")),
    ("2 key_name", "[profile a]\nin valid = x\n", (" valid", "_valid")),
    ("2 comment_in_value", "[profile a]\noutput = json # c\n", (" # c", "#c")),
    ("3 comment_indented", "[profile a]\noutput = json\n  # c\n", ("  # c", "# c")),
    ("2 indented", "[profile a]\n  output = json\n", ("  output", "output")),
    ("3 indented", "[profile a]\noutput = json\n  cli_pager = x\n", ("  cli", "cli")),
    ("2 region_unknown", "[profile a]\nregion = eu-wets-1\n", ("wets", "west")),
];

/// The text followed by the sections that it may refer to, so that line numbers of the text stay.
fn with_others(text: &str) -> String {
    format!("{text}{KEYS}{CORP}")
}

#[test]
fn each_config_has_its_finding_and_the_corrected_one_has_none() {
    assert_eq!(codes(&with_others("")), [] as [&str; 0]);
    // That check is not for Windows.
    let cases = CASES.into_iter().filter(|(expected, ..)| cfg!(not(windows)) || !expected.ends_with("process_shell"));
    for (expected, text, (from, to)) in cases {
        // The first session's URL is the reference.
        let with_context =
            |text: &str| if expected.ends_with("variant") { format!("{CORP}{text}") } else { with_others(text) };
        let line = |code: &String| match expected.ends_with("variant") {
            true => code.replace("12 ", "2 "),
            false => code.clone(),
        };
        assert_eq!(codes(&with_context(text)).iter().map(line).collect::<Vec<_>>(), [expected], "{text}");
        assert!(text.contains(from), "{text}");
        assert_eq!(codes(&with_context(&text.replacen(from, to, 1))), [] as [&str; 0], "{text}");
    }
}

#[test]
fn messages_and_fixes_fit_into_a_table() {
    // With `#`, severity and a name of 7 characters both are in one line of 100 columns. A command is worth more room.
    let long: Vec<_> = CASES
        .iter()
        .flat_map(|(_, text, _)| findings(&with_others(text)))
        .map(|finding| (finding.message, finding.fix.as_ref().map(Fix::text).unwrap_or_default()))
        .filter(|(message, fix)| {
            let is_command = fix.starts_with("`aws ");
            let [message, fix] = [message, fix].map(|text| text.chars().count());
            message > 50 || fix > 35 || message + fix > 62 && !is_command
        })
        .map(|(message, fix)| format!("{} {message}: {fix}", message.chars().count() + fix.chars().count()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Adds the codes in the source files of a folder, without their common prefix.
fn codes_in_source(folder: &Path, codes: &mut BTreeSet<String>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            codes_in_source(&path, codes);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            let found = text.split('"').filter_map(|text| text.strip_prefix("aws::check::"));
            codes.extend(found.filter(|code| !code.is_empty()).map(str::to_owned));
        }
    }
}

#[test]
fn the_docs_have_exactly_the_codes_of_the_source() {
    let mut in_source = BTreeSet::new();
    codes_in_source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut in_source);
    let rows = include_str!("../../../../docs/checks.md").lines().filter_map(|line| line.strip_prefix("| `"));
    let in_docs: Vec<_> = rows.filter_map(|row| Some(row.split_once('`')?.0.to_owned())).collect();
    assert_eq!(in_docs.iter().cloned().collect::<BTreeSet<_>>(), in_source);
    assert_eq!(in_docs.len(), in_source.len(), "a code is there twice");
}

#[test]
fn a_legacy_profile_and_its_missing_region_are_found() {
    let legacy = "[profile old]\nsso_start_url = https://old.awsapps.com/start\nsso_region = eu-west-1\n";
    assert_eq!(codes(legacy), ["2 sso_legacy"]);
    assert_eq!(codes(&legacy.replace("sso_region = eu-west-1\n", "")), ["2 sso_region_missing", "2 sso_legacy"]);
}

#[test]
fn a_byte_order_mark_is_found() {
    assert_eq!(codes("\u{feff}[profile a]\n"), ["1 byte_order_mark"]);
    assert_eq!(codes("[profile a]\n"), [] as [&str; 0]);
}

#[test]
fn two_profiles_for_one_role_are_found() {
    let twin = "[profile b]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = developer\n";
    assert_eq!(codes(&format!("{CORP}{twin}")), ["13 same_role"]);
    assert_eq!(codes(&format!("{CORP}{}", twin.replace("developer", "admin"))), [] as [&str; 0]);
    let chained =
        "[profile c]\nrole_arn = x\nsource_profile = keys\n[profile d]\nrole_arn = x\nsource_profile = keys\n";
    assert_eq!(codes(&format!("{chained}{KEYS}")), ["5 same_role"]);
    let other = chained.replacen("role_arn = x", "role_arn = y", 1);
    assert_eq!(codes(&format!("{other}{KEYS}")), [] as [&str; 0]);
}

#[test]
fn the_credentials_file_has_its_own_rules() {
    let codes = |text: &str| lint(&files("", text)).iter().map(short).collect::<Vec<_>>();
    assert_eq!(codes("[a]\noutput = json\n"), [] as [&str; 0]);
    assert_eq!(codes("[profile a]\n[sso-session b]\n"), ["1 section_name", "2 section_name"]);
    assert_eq!(codes("[DEFAULT]\n"), ["1 section_name"]);
    assert_eq!(codes("[ a ]\n"), ["1 section_name"]);
    assert_eq!(codes("[my dev]\n[R&D]\n[C#]\n"), ["1 section_name", "2 section_name", "3 section_name"]);
    assert_eq!(codes("[]\n"), ["1 section_ignored"]);
}

#[test]
fn a_key_pair_and_its_token_are_in_one_file() {
    let (pair, token) = ("aws_access_key_id = AKIA\naws_secret_access_key = x\n", "aws_session_token = y\n");
    let messages = |config: &str, credentials: &str| {
        let found = lint(&files(&format!("[profile a]\n{config}"), &format!("[a]\n{credentials}")));
        let text = |finding: &Finding| {
            let fix = finding.fix.as_ref().map(Fix::text).unwrap_or_default();
            format!("{} {}: {fix}", short(finding), finding.message)
        };
        found.iter().map(text).collect::<Vec<_>>()
    };
    let message = |key: &str, file: &str| {
        [format!("2 keys_in_two_files The AWS CLI ignores `{key}` here: move it to the {file} file")]
    };
    assert_eq!(messages(token, pair), message("aws_session_token", "credentials"));
    assert_eq!(messages(pair, token), message("aws_session_token", "config"));
    let (id, secret) = pair.split_at("aws_access_key_id = AKIA\n".len());
    assert_eq!(messages(id, secret), message("aws_secret_access_key", "config"));
    assert_eq!(messages("", &format!("{pair}{token}")), [] as [&str; 0]);
    assert_eq!(messages(&format!("{pair}{token}"), ""), [] as [&str; 0]);
    // An empty token is none.
    assert_eq!(messages("aws_session_token =\n", pair), [] as [&str; 0]);
}

#[test]
fn a_name_in_a_header_that_cannot_be_read_is_not_unknown() {
    for (text, expected) in [
        ("[profile a]\nrole_arn = x\nsource_profile = b'\n[profile b']\n", vec!["4 section_ignored"]),
        ("[profile a]\nrole_arn = x\nsource_profile = b\n[b]\n", vec!["4 section_ignored"]),
        ("[profile a]\nrole_arn = x\nsource_profile = b\n[profile b\n", vec!["4 syntax"]),
        ("[profile a]\nsso_session = b'\n[sso-session b']\n", vec!["3 section_ignored"]),
        ("[profile a]\nsso_session = b\n[b]\n", vec!["2 sso_session_unknown", "3 section_ignored"]),
        ("[profile a]\nservices = b'\n[services b']\n", vec!["3 section_ignored"]),
    ] {
        assert_eq!(codes(text), expected, "{text}");
    }
}

#[test]
fn every_profile_of_a_loop_is_found_but_not_one_that_only_leads_to_it() {
    let text = "[profile a]\nrole_arn = x\nsource_profile = b\n[profile b]\nrole_arn = y\nsource_profile = c\n\
                [profile c]\nrole_arn = z\nsource_profile = b\n";
    let found = findings(text);
    assert_eq!(found.iter().map(short).collect::<Vec<_>>(), ["6 source_profile_loop", "9 source_profile_loop"]);
    assert!(found[0].message.ends_with("b → c → b"), "{}", found[0].message);
}

#[test]
fn a_profile_may_assume_a_role_with_keys_of_its_own() {
    let text = "[profile a]\nrole_arn = x\nsource_profile = a\naws_access_key_id = AKIA\naws_secret_access_key = x\n";
    assert_eq!(codes(text), [] as [&str; 0]);
}

#[test]
fn the_nearest_name_is_suggested() {
    let manual_fix = |text: &str| match findings(&with_others(text)).remove(0).fix {
        Some(Fix::Manual(text)) => text,
        other => panic!("{other:?}"),
    };
    assert!(manual_fix("[profile a]\nsso_session = crop\n").contains("`corp`"));
    assert!(manual_fix("[profile a]\nsso_session = x\n").contains("`aws configure sso`"));
    assert!(manual_fix("[profile a]\nrole_arn = x\nsource_profile = kyes\n").contains("`keys`"));
    assert!(manual_fix("[profile a]\nregion = eu-wets-1\n").contains("`eu-west-1`"));
    assert!(manual_fix("[profile a]\nrole_arn = x\ncredential_source = ec2\n").contains("`Ec2InstanceMetadata`"));
    assert!(manual_fix("[profile foo!bar]\n").contains("`foo-bar`"));
    assert!(manual_fix("[profile C# one]\n").contains("`C-one`"));
    assert!(manual_fix("[profile 'my dev']\n").contains("`my-dev`"));
}

#[test]
fn a_well_formed_unknown_region_is_only_a_warning() {
    assert_eq!(only("[profile a]\nregion = eu-west-9\n").severity, Severity::Warning);
    assert_eq!(only("[profile a]\nregion = Ireland\n").severity, Severity::Error);
}

#[test]
fn findings_contain_no_secret() {
    let text = "[profile a]\naws_access_key_id = AKIA # hunter2\naws_secret_access_key: hunter2 = x\nhunter2 hunter2 = y\n\
                aws_secret_access_key: hunter2 = y # c\n\
                password = hunter2 # hunter2\npassword = hunter2\ncredential_process = keys --password # hunter2\n\
                [profile b]\naws_access_key_id = 'hunter2'\naws_secret_access_key = hunter2\u{200b}\naws_session_token = 'hunter2\n\
                [profile c]\ncredential_process = keys hunter2 && x\n";
    let indented = |key: &str| format!("[profile {key}]\n{key} = x\n  aws_secret_access_key = hunter2\n");
    let keys = ["region", "sso_session", "sso_start_url", "sso_region", "source_profile", "role_arn", "sso_role_name"];
    let sso = format!("{CORP}sso_region = x\n  password = hunter2\nsso_start_url = https://x\n  password = hunter2\n");
    let text = keys.map(indented).concat() + text + &sso;
    let found = findings(&text);
    assert!(found.len() > 20, "{found:?}");
    for finding in found {
        let text = format!("{finding:?} {:?}", finding.fix.as_ref().map(Fix::text));
        assert!(!text.contains("hunter2"), "{text}");
    }
}
