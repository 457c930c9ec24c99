mod credentials;
mod precedence;

use std::path::Path;

use chrono::TimeZone;

use super::*;

/// A caller with these variables and files, in March 2026.
#[derive(Default)]
struct Scenario<'a> {
    vars: &'a [(&'a str, &'a str)],
    profile_flag: Option<&'a str>,
    config: &'a str,
    credentials: &'a str,
}

impl Scenario<'_> {
    fn settings(&self) -> Vec<EffectiveSetting> {
        let config = (Path::new("config"), self.config.as_bytes());
        let credentials = (Path::new("credentials"), self.credentials.as_bytes());
        let config = Config::parse(Some(config), Some(credentials)).expect("a config");
        let vars = self.vars.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        let environment = Environment::new(vars, "/here".into());
        let now = Utc.with_ymd_and_hms(2026, 3, 1, 0, 0, 0).single().expect("a time");
        settings(&environment, &config, self.profile_flag, now)
    }

    fn setting(&self, name: &str) -> EffectiveSetting {
        self.settings().into_iter().find(|setting| setting.name == name).expect(name)
    }

    /// Value, source and shadowed sources of a setting, as texts.
    fn row(&self, name: &str) -> (String, String, Vec<String>) {
        let setting = self.setting(name);
        let source = setting.source.map(|source| source.to_string()).unwrap_or_default();
        let shadowed = |one: &Shadowed| format!("{} {}", one.source, to_text(&one.value));
        let shadowed = setting.shadowed.iter().map(shadowed).collect();
        (setting.value.as_ref().map(to_text).unwrap_or_default(), source, shadowed)
    }

    fn note(&self, name: &str) -> String {
        self.setting(name).notes.join("; ")
    }
}

fn to_text(value: &SettingValue) -> String {
    match value {
        SettingValue::Text(text) => text.clone(),
        SettingValue::Number(number) => number.to_string(),
        SettingValue::Bool(yes) => yes.to_string(),
    }
}

/// The same form as [`Scenario::row`].
fn row(value: &str, source: &str, shadowed: &[&str]) -> (String, String, Vec<String>) {
    (value.into(), source.into(), shadowed.iter().map(ToString::to_string).collect())
}

#[test]
fn all_settings_are_listed_in_the_same_order_even_if_nothing_is_set() {
    let names: Vec<_> = Scenario::default().settings().into_iter().map(|setting| setting.name).collect();
    let expected = [
        "profile",
        "region",
        "output",
        "credentials",
        "account_id",
        "role",
        "sso_session",
        "sso_start_url",
        "sso_region",
        "endpoint_url",
        "ignore_configured_endpoint_urls",
        "use_fips_endpoint",
        "use_dualstack_endpoint",
        "config_file",
        "credentials_file",
        "ca_bundle",
        "http_proxy",
        "https_proxy",
        "no_proxy",
        "retry_mode",
        "max_attempts",
        "ec2_metadata_disabled",
        "ec2_metadata_service_endpoint",
        "ec2_metadata_service_endpoint_mode",
    ];
    assert_eq!(names, expected);
}

#[test]
fn no_setting_contains_a_secret() {
    let vars = [
        ("AWS_PROFILE", "dev"),
        ("AWS_ACCESS_KEY_ID", "AKIAhunter2hunter2KEYS"),
        ("AWS_SECRET_ACCESS_KEY", "hunter2"),
        ("AWS_SESSION_TOKEN", "hunter2"),
        ("HTTPS_PROXY", "http://ann:hunter2@proxy:8080"),
        ("AWS_ENDPOINT_URL_S3", "https://hunter2@host"),
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://ann:hunter2@host"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://host/hunter2"),
    ];
    let config = "[profile dev]\ncredential_process = keys --password hunter2\nendpoint_url = http://a:hunter2@host\n\
                  aws_access_key_id = hunter2hunter2KEYS\naws_secret_access_key = hunter2\n";
    let credentials = "[dev]\naws_access_key_id = hunter2hunter2MORE\n";
    for profile_flag in [None, Some("dev")] {
        let text = format!("{:?}", Scenario { vars: &vars, profile_flag, config, credentials }.settings());
        assert!(text.contains("KEYS") && text.contains("MORE") && !text.contains("hunter2"), "{text}");
    }
}

#[test]
fn a_secret_that_is_indented_below_another_key_is_not_shown() {
    const KEYS: [&str; 27] = [
        "region",
        "output",
        "services",
        "endpoint_url",
        "ca_bundle",
        "retry_mode",
        "max_attempts",
        "sso_session",
        "sso_start_url",
        "sso_region",
        "sso_account_id",
        "sso_role_name",
        "role_arn",
        "source_profile",
        "credential_source",
        "web_identity_token_file",
        "credential_process",
        "login_session",
        "aws_access_key_id",
        "aws_account_id",
        "use_fips_endpoint",
        "use_dualstack_endpoint",
        "ignore_configured_endpoint_urls",
        "ec2_metadata_service_endpoint",
        "ec2_metadata_service_endpoint_mode",
        "mfa_serial",
        "role_session_name",
    ];
    let role = "role_arn = arn:aws:iam::111122223333:role/a\n";
    let sso = "sso_session = corp\nsso_account_id = 1\n";
    for (key, more, value) in KEYS.iter().flat_map(|key| {
        ["", role, sso, "sso_start_url = https://a\n"]
            .into_iter()
            .flat_map(move |more| [(key, more, "x"), (key, more, "arn:aws:iam::1:role/a"), (key, more, "")])
    }) {
        let more = if more.contains(*key) { "" } else { more };
        let config = format!("[profile dev]\n{more}{key} = {value}\n  aws_secret_access_key = hunter2\n");
        for vars in [&[][..], &[("AWS_REGION", "eu-west-1")]] {
            let scenario = Scenario { vars, profile_flag: Some("dev"), config: &config, ..Scenario::default() };
            let text = format!("{:?}", scenario.settings());
            assert!(!text.contains("hunter2"), "{config}: {text}");
        }
    }
}
