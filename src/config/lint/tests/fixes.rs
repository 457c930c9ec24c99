//! The files after automatic fixes.

use super::*;
use crate::config::lint::permissions::check_permissions;
use crate::config::paths::ConfigPaths;

#[test]
fn a_legacy_profile_gets_a_session_named_after_its_portal() {
    let text = "\
# Mine.
[profile old]
sso_start_url = https://My-Org.awsapps.com/start#/
sso_region = eu-west-1 # Dublin
sso_account_id = 111122223333
sso_role_name = developer
";
    let expected = "\
# Mine.
[profile old]
# Dublin
sso_account_id = 111122223333
sso_role_name = developer
sso_session = my-org

[sso-session my-org]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
";
    assert_eq!(fixed_config(text), expected);
}

#[test]
fn legacy_profiles_use_an_existing_session() {
    let legacy = |name: &str, url: &str| {
        format!(
            "[profile {name}]\nsso_start_url = {url}\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = {name}\n"
        )
    };
    let member =
        |name: &str| format!("[profile {name}]\nsso_account_id = 1\nsso_role_name = {name}\nsso_session = corp\n");
    let text = legacy("a", "https://corp.awsapps.com/start/") + CORP + &legacy("b", "https://corp.awsapps.com/start");
    assert_eq!(fixed_config(&text), member("a") + CORP + &member("b"));
}

#[test]
fn a_session_with_the_same_name_but_another_start_url_is_not_changed() {
    let text = "[sso-session corp]\nsso_start_url = https://x\nsso_region = eu-west-1\n\
                [profile a]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n\
                [profile b]\nsso_start_url = https://corp.awsapps.com/start/x\nsso_region = us-east-1\n\
                [profile c]\nsso_start_url = https://sso.example.com/start\nsso_region = us-east-1\n";
    let fixed = fixed_config(text);
    let config = files(&fixed, "").into_config();
    let session = |name: &str| config.profile(name).and_then(|profile| profile.get("sso_session"));
    assert_eq!((session("a"), session("b")), (Some("corp-us-east-1"), Some("corp-2")));
    assert_eq!(session("c"), Some("sso.example.com"));
    assert!(fixed.starts_with("[sso-session corp]\nsso_start_url = https://x\n"), "{fixed}");
}

#[test]
fn a_missing_region_is_taken_from_another_section() {
    let text = CORP.replace("sso_region = eu-west-1\n", "");
    let donor = "[profile old]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-3\n";
    let fixed = fixed_config(&format!("{text}{donor}"));
    assert!(fixed.contains("sso_registration_scopes = sso:account:access\nsso_region = eu-west-3\n"), "{fixed}");
    assert!(fixed.ends_with("[profile old]\nsso_session = corp\n"), "{fixed}");
    let other = donor.replace("old", "older").replace("west-3", "west-1");
    let found = findings(&format!("{text}{donor}{other}"));
    let missing = found.iter().find(|finding| finding.code == "aws::check::sso_region_missing").unwrap();
    assert!(missing.fix_action().is_none(), "two regions are known: {missing:?}");
}

#[test]
fn keys_that_repeat_the_session_are_removed() {
    let text = CORP.replace("region = eu-west-1\n", "sso_region = eu-west-1\n").replace("sso_sso_", "sso_");
    let text = text.replace("[profile dev]\n", "[profile dev]\nsso_start_url = https://CORP.awsapps.com/start\n");
    let config = fixed_config(&text);
    assert!(config.ends_with("sso_role_name = developer\n") && !config.contains("CORP"), "{config}");
    let [_, credentials] = fixed(CORP, "[dev]\nsso_region = eu-west-1\noutput = json\n");
    assert_eq!(credentials, "[dev]\noutput = json\n");
}

#[test]
fn comments_move_out_of_values() {
    let text = "[profile a] # mine\nregion = eu-west-1 # home\ns3 = ; nested\n  addressing_style = path\n  # more\noutput=json\n";
    let expected = "[profile a] # mine\n# home\nregion = eu-west-1\n; nested\ns3 =\n  addressing_style = path\n# more\noutput=json\n";
    assert_eq!(fixed_config(text), expected);
    let command = "[profile a]\ncredential_process = keys --password a #b\n";
    assert_eq!(fixed_config(command), command);
}

#[test]
fn of_equal_duplicates_one_is_kept() {
    let text = "[profile a]\noutput = json\nOUTPUT = json # c\n[profile b]\noutput = json\noutput = text\n";
    let expected = "[profile a]\n# c\nOUTPUT = json\n[profile b]\noutput = json\noutput = text\n";
    assert_eq!(fixed_config(text), expected);
    let nested = "[profile a]\ns3 =\n  a = b\ns3 =\n  a = b\n";
    assert_eq!(fixed_config(nested), "[profile a]\ns3 =\n  a = b\n");
}

#[test]
fn sections_without_conflicts_are_joined() {
    let text = "\
[profile a]
output = json
# about a

[profile b]

[profile a] # again
output = json
# home
region = eu-west-1
s3 =
  addressing_style = path

# end
";
    let expected = "\
[profile a]
# about a
# again
output = json
# home
region = eu-west-1
s3 =
  addressing_style = path

[profile b]

# end
";
    assert_eq!(fixed_config(text), expected);
    let conflict = text.replacen("json", "text", 1);
    assert_eq!(fixed_config(&conflict), conflict);
}

#[test]
fn headers_are_written_in_their_plain_form() {
    assert_eq!(fixed_config("[profile 'a']\n[ sso-session b ] # c\n"), "[profile a]\n[sso-session b] # c\n");
    assert_eq!(fixed_config("[profile a] # see [b]\n"), "# see [b]\n[profile a]\n");
    assert_eq!(fixed("", "[ a ]\n"), ["", "[a]\n"]);
    assert_eq!(fixed_config("[profile 'my dev']\n"), "[profile 'my dev']\n");
    assert_eq!(fixed_config("[profile 'a']\n[profile a]\n"), "[profile 'a']\n[profile a]\n");
}

#[test]
fn the_byte_order_mark_is_removed() {
    assert_eq!(fixed_config("\u{feff}[profile a]\r\n"), "[profile a]\r\n");
}

#[test]
fn variants_of_a_start_url_become_the_url_of_the_first_session() {
    let text =
        format!("{CORP}[sso-session b]\nsso_start_url=https://corp.awsapps.com/start#/\nsso_region = eu-west-2\n");
    assert_eq!(fixed_config(&text), text.replace("start#/", "start"));
}

#[test]
fn several_fixes_of_one_profile_are_made_together() {
    let text = "[profile a]\nsso_start_url = https://a.awsapps.com/start # c\nsso_start_url = https://a.awsapps.com/start\n\
                sso_region = eu-west-1 # d\n[profile a]\noutput = json ; e\n";
    let expected = "[profile a]\n# c\n# d\n; e\noutput = json\nsso_session = a\n";
    assert!(fixed_config(text).starts_with(expected), "{}", fixed_config(text));
}

#[test]
fn a_fix_that_would_change_something_else_is_manual() {
    // Joined, the second block's keys would continue the value above.
    let text = "[profile a]\noutput = json\n[profile a]\n  region = eu-west-1\n[profile b]\noutput = json # c\n";
    let found = findings(text);
    let join = found.iter().find(|finding| finding.code == "aws::check::section_duplicate").unwrap();
    assert!(matches!(&join.fix, Some(Fix::Manual(text)) if text.ends_with(" yourself")), "{join:?}");
    assert_eq!(fixed_config(text), text.replace("output = json # c", "# c\noutput = json"));
}

#[test]
fn conflicting_lines_are_not_removed_by_another_fix() {
    let text = "[profile a]\nsso_start_url = https://a\nsso_start_url = https://b\nsso_region = eu-west-1\n";
    let found = findings(text);
    let legacy = found.iter().find(|finding| finding.code == "aws::check::sso_legacy").unwrap();
    assert!(matches!(&legacy.fix, Some(Fix::Manual(text)) if text.contains("`sso_start_url`")), "{legacy:?}");
    assert_eq!(fixed_config(text), text);
}

#[test]
fn further_lines_of_a_region_are_not_removed() {
    let config = "[sso-session s]\nsso_region =\n  k = v\nsso_start_url = https://x.awsapps.com/start\n\
                  [profile a]\nsso_session = s\nsso_region = eu-west-1\n  k = v\n";
    assert_eq!(fixed_config(config), config);
    let legacy = "[profile old]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-2\n  k = v\n";
    let both = config.to_owned() + legacy;
    assert_eq!(fixed_config(&both), both);
    let found = findings(legacy);
    let fix =
        found.iter().find(|finding| finding.code == "aws::check::sso_legacy").and_then(|found| found.fix.as_ref());
    assert!(matches!(fix, Some(Fix::Manual(text)) if text.starts_with("first unindent the lines below `sso_region`")));
}

#[test]
fn a_file_that_has_changed_since_the_check_is_not_fixed() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ConfigPaths { config: folder.path().join("config"), credentials: folder.path().join("keys") };
    std::fs::write(&paths.config, "[profile a]\nregion = eu-west-1 # home\n").unwrap();
    let files = ConfigFiles::load(&paths);
    let plan = FixPlan::new(&files, &CheckScope::all(), &lint(&files)).unwrap();
    let newer = "[profile a]\nregion = eu-west-2 # work\n";
    std::fs::write(&paths.config, newer).unwrap();
    assert_eq!(plan.save(&paths), Err(crate::error::ConfigError::Changed { path: paths.config.clone() }));
    assert_eq!(std::fs::read_to_string(&paths.config).unwrap(), newer);
}

#[cfg(unix)]
#[test]
fn the_fix_of_open_permissions_is_chmod() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let paths = ConfigPaths { config: folder.path().join("config"), credentials: folder.path().join("keys") };
    std::fs::write(&paths.credentials, "[a]\n").unwrap();
    std::fs::set_permissions(&paths.credentials, std::fs::Permissions::from_mode(0o644)).unwrap();
    let files = ConfigFiles::load(&paths);
    let check = || check_permissions(&files, &paths, folder.path(), &[]);
    let findings = check();
    let plan = FixPlan::new(&files, &CheckScope::all(), &findings).unwrap();
    assert_eq!(plan.diff(&paths), Ok(format!("chmod 600 {}\n", paths.credentials.display())));
    plan.save(&paths).unwrap();
    assert!(check().is_empty());
    assert_eq!(std::fs::read_to_string(&paths.credentials).unwrap(), "[a]\n");
}
