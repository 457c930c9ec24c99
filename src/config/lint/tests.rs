mod codes;
mod fixes;
mod large;
mod properties;
mod scope;

use std::path::Path;

use super::*;
use crate::config::FileKind;
use crate::config::document::Document;

/// A session with a profile, without findings.
const CORP: &str = "\
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = developer
region = eu-west-1
";

fn files(config: &str, credentials: &str) -> ConfigFiles {
    let config = (Path::new("config"), config.as_bytes());
    ConfigFiles::parse(Some(config), Some((Path::new("credentials"), credentials.as_bytes())))
}

/// The findings for a config file.
fn findings(config: &str) -> Vec<Finding> {
    lint(&files(config, ""))
}

/// Each finding as `line code`, without the part of the code that all have.
fn codes(config: &str) -> Vec<String> {
    findings(config).iter().map(short).collect()
}

fn short(finding: &Finding) -> String {
    let code = finding.code.strip_prefix("aws::check::").unwrap();
    format!("{} {code}", finding.location.as_ref().map_or(0, |location| location.line))
}

/// The only finding for a config file.
fn only(config: &str) -> Finding {
    let mut findings = findings(config);
    assert_eq!(findings.len(), 1, "{findings:?}");
    findings.remove(0)
}

/// Both files after all automatic fixes.
fn fixed(config: &str, credentials: &str) -> [String; 2] {
    let files = files(config, credentials);
    let plan = FixPlan::new(&files, &CheckScope::all(), &lint(&files)).unwrap();
    let apply = |file: FileKind, text: &str| {
        let bytes = plan.apply(Path::new("config"), file, &Document::parse(text.into()));
        String::from_utf8(bytes.unwrap()).unwrap()
    };
    [apply(FileKind::Config, config), apply(FileKind::Credentials, credentials)]
}

/// The config file after all automatic fixes.
fn fixed_config(config: &str) -> String {
    let [config, _] = fixed(config, "");
    config
}
