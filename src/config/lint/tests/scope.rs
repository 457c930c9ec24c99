//! Findings of some profiles.

use super::*;

const TEXT: &str = "\
[profile chained]
role_arn = x
source_profile = dev
[profile dev]
sso_session = corp
sso_account_id = 1
sso_role_name = x
region = x
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
[sso-session other]
[profile loop]
role_arn = y
source_profile = loop
[foo]
";

fn scoped(names: &[&str]) -> Vec<String> {
    let files = files(TEXT, "");
    let profiles: Vec<_> = names.iter().filter_map(|name| files.config().profile(name)).collect();
    let scope = CheckScope::from_profiles(files.config(), &profiles);
    lint(&files).iter().filter(|finding| scope.includes(finding)).map(short).collect()
}

#[test]
fn the_scope_of_a_profile_has_its_session_and_source_profiles() {
    assert_eq!(scoped(&["dev"]), ["8 region_unknown", "9 sso_region_missing"]);
    assert_eq!(scoped(&["chained"]), ["8 region_unknown", "9 sso_region_missing"]);
    assert_eq!(scoped(&["loop"]), ["14 source_profile_loop"]);
    assert_eq!(scoped(&[]), [] as [&str; 0]);
}

#[test]
fn the_scope_of_everything_has_findings_about_files_too() {
    let files = files(TEXT, "");
    let scope = CheckScope::all();
    assert!(lint(&files).iter().all(|finding| scope.includes(finding)) && scope.includes_profile("dev"));
    assert_eq!(codes(TEXT).last().map(String::as_str), Some("15 section_ignored"));
}
