use std::path::Path;

use nu_protocol::Record;

use super::*;

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
AWS_Access_Key_Id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY
output =
s3 =
  addressing_style = path

[profile chain]
role_arn = arn:aws:iam::444455556666:role/team/tester
source_profile = keys
";

fn config() -> Config {
    Config::parse(Some((Path::new("/etc/aws"), CONFIG.as_bytes())), None).expect("a config")
}

fn record(name: &str, long: bool) -> Record {
    let rows = ProfileRows { config: config(), active: "keys".into(), sign_ins: SignIns::default() };
    rows.row_by_name(name, long, Span::test_data()).into_record().expect("a record")
}

#[test]
fn a_profile_has_the_start_url_and_region_of_its_session() {
    let row = record("dev-account.developer", false);
    assert_eq!(row.columns().collect::<Vec<_>>(), COLUMNS);
    assert_eq!(row["sso_start_url"], Value::test_string("https://my-org.awsapps.com/start"));
    assert_eq!(row["sso_region"], Value::test_string("eu-west-1"));
    assert_eq!(row["kind"], Value::test_string("sso"));
    assert_eq!(row["sso_status"], Value::test_string("signed_out"));
    assert_eq!(row["active"], Value::test_bool(false));
    assert!(row["role_arn"].is_nothing());
}

#[test]
fn empty_values_are_null_and_the_active_profile_is_marked() {
    let row = record("keys", false);
    assert!(row["output"].is_nothing() && row["sso_status"].is_nothing() && row["sso_expires_at"].is_nothing());
    assert_eq!(row["active"], Value::test_bool(true));
}

#[test]
fn the_long_row_has_every_key_as_written_and_no_secret() {
    let row = record("keys", true);
    let properties = row["properties"].as_record().expect("a record");
    assert_eq!(properties["AWS_Access_Key_Id"], Value::test_string("****************MPLE"));
    let nested = properties["s3"].as_record().expect("nested");
    assert_eq!(nested["addressing_style"], Value::test_string("path"));
    assert_eq!(row["files"], Value::test_list(vec![Value::test_string("/etc/aws:11")]));
    assert!(!format!("{row:?}").contains("wJalrXUtn"));
}

#[test]
fn the_last_of_repeated_nested_keys_takes_effect() {
    let text =
        "[profile x]\ns3 =\n  addressing_style = path\n  use_dualstack_endpoint = true\n  addressing_style = auto\n";
    let config = Config::parse(Some((Path::new("config"), text.as_bytes())), None).expect("a config");
    let rows = ProfileRows { config, active: String::new(), sign_ins: SignIns::default() };
    let row = rows.row_by_name("x", true, Span::test_data());
    let s3 = &row.as_record().expect("a record")["properties"].as_record().expect("properties")["s3"];
    let s3 = s3.as_record().expect("nested");
    assert_eq!((s3.len(), &s3["addressing_style"]), (2, &Value::test_string("auto")));
}

#[test]
fn a_secret_that_is_indented_below_another_key_is_not_shown() {
    for key in COLUMNS.iter().filter(|key| !["name", "active", "kind"].contains(key)) {
        let text = format!("[profile x]\n{key} = a:b:c:d:1:role/a\n  aws_secret_access_key = hunter2\n");
        let config = Config::parse(Some((Path::new("config"), text.as_bytes())), None).expect("a config");
        let summary = summary(config.profile("x").expect("a profile"));
        let rows = ProfileRows { config, active: String::new(), sign_ins: SignIns::default() };
        let shown = format!("{:?} {summary}", rows.row_by_name("x", true, Span::test_data()));
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

#[test]
fn a_summary_is_kind_identity_and_region() {
    let summary = |name| summary(config().profile(name).expect("a profile"));
    assert_eq!(summary("dev-account.developer"), "sso · 111122223333/developer · eu-west-1");
    assert_eq!(summary("chain"), "assume_role · 444455556666/tester");
    assert_eq!(summary("keys"), "static");
}
