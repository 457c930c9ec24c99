//! The profile, as the SDK is told of it.
//!
//! The SDK reads the AWS files differently from the AWS CLI: it drops quoted names, refuses a profile that repeats
//! its session's start URL, and it would read the files a second time. So it gets neither the files nor their paths
//! but this text: just the sections that the profile needs, in a form that both readers agree on.

use std::collections::HashSet;
use std::fmt::Write;

use crate::config::{Config, Profile};
use crate::environment::Environment;

/// The profile `name` with everything that it leads to: its source profiles, their `[sso-session]`s and
/// `[services]`. Holds secrets.
pub struct SdkProfile {
    /// The profile's name in the text.
    pub name: String,
    /// The config file's text.
    pub text: String,
    /// Which `credential_source`s the chain ends in.
    pub credential_sources: Vec<String>,
}

/// The name of the profile that stands for keys in the environment, for `credential_source = Environment`.
const ENVIRONMENT_KEYS: &str = "environment-keys";

impl SdkProfile {
    /// Writes the profile for the SDK. `environment` is where `credential_source = Environment` finds its keys and
    /// where relative paths start.
    pub fn of(config: &Config, profile: &Profile, environment: &Environment) -> Self {
        let mut writer = Writer { config, environment, text: String::new(), written: HashSet::new(), sources: vec![] };
        writer.chain(profile);
        Self { name: readable(profile.name()), text: writer.text, credential_sources: writer.sources }
    }
}

struct Writer<'a> {
    config: &'a Config,
    environment: &'a Environment,
    text: String,
    written: HashSet<String>,
    sources: Vec<String>,
}

impl Writer<'_> {
    fn chain(&mut self, profile: &Profile) {
        let mut next = Some(profile);
        while let Some(profile) = next.filter(|profile| self.written.insert(format!("profile {}", profile.name()))) {
            self.profile(profile);
            next = profile.get("source_profile").and_then(|name| self.config.profile(name));
        }
    }

    fn profile(&mut self, profile: &Profile) {
        let session = profile.get("sso_session").and_then(|name| self.config.sso_session(name));
        self.line(&format!("[profile {}]", readable(profile.name())));
        for property in profile.properties() {
            let repeats_session = session.is_some_and(|session| {
                matches!(property.key(), "sso_start_url" | "sso_region")
                    && session.get(property.key()) == Some(property.value())
            });
            match property.key() {
                _ if repeats_session => (),
                "source_profile" => self.property("source_profile", &readable(property.value())),
                "credential_source" => self.credential_source(property.value()),
                "web_identity_token_file" => {
                    let path = self.environment.path(property.value());
                    self.property(property.key(), &path.to_string_lossy());
                }
                key => self.property(key, property.value()),
            }
        }
        for (kind, key) in [("sso-session", "sso_session"), ("services", "services")] {
            if let Some(name) = profile.get(key) {
                self.section(kind, name);
            }
        }
        if self.sources.last().is_some_and(|source| source == "Environment") {
            self.environment_keys();
        }
    }

    fn credential_source(&mut self, source: &str) {
        self.sources.push(source.to_owned());
        match source {
            "Environment" => self.property("source_profile", ENVIRONMENT_KEYS),
            other => self.property("credential_source", other),
        }
    }

    fn environment_keys(&mut self) {
        if !self.written.insert(ENVIRONMENT_KEYS.into()) {
            return;
        }
        self.line(&format!("[profile {ENVIRONMENT_KEYS}]"));
        for variable in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"] {
            if let Some(value) = self.environment.non_empty(variable) {
                self.property(&variable.to_ascii_lowercase(), value);
            }
        }
    }

    fn section(&mut self, kind: &str, name: &str) {
        let section = if kind == "services" { self.config.services(name) } else { self.config.sso_session(name) };
        if let Some(section) = section.filter(|_| self.written.insert(format!("{kind} {name}"))) {
            self.line(&format!("[{kind} {name}]"));
            for property in section.properties() {
                self.property(property.key(), property.value());
            }
        }
    }

    /// A value of several lines (nested keys) is indented, which is what makes the lines belong together.
    fn property(&mut self, key: &str, value: &str) {
        self.line(&format!("{key} = {}", value.replace('\n', "\n  ")));
    }

    fn line(&mut self, line: &str) {
        // Writing to a String can't fail.
        let _ = writeln!(self.text, "{line}");
    }
}

/// A profile name that the SDK can read: characters that it would drop the profile for, such as a space in
/// `[profile 'my dev']`, are percent-encoded.
fn readable(name: &str) -> String {
    let mut readable = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"_./@:+-".contains(&byte) {
            readable.push(byte.into());
        } else {
            readable.push_str(&format!("%{byte:02X}"));
        }
    }
    readable
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn text(config: &str, name: &str, vars: &[(&str, &str)]) -> SdkProfile {
        let config = Config::parse(Some((Path::new("config"), config.as_bytes())), None).expect("a config");
        let vars = vars.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        let environment = Environment::new(vars, "/here".into());
        SdkProfile::of(&config, config.profile(name).expect("the profile"), &environment)
    }

    #[test]
    fn only_what_the_profile_needs_is_written() {
        let config = "[profile a]\nrole_arn = arn\nsource_profile = b\n[profile b]\nregion = eu-west-1\n[profile c]\n";
        let written = text(config, "a", &[]);
        assert_eq!(written.text, "[profile a]\nrole_arn = arn\nsource_profile = b\n[profile b]\nregion = eu-west-1\n");
    }

    #[test]
    fn a_loop_of_source_profiles_ends() {
        let written = text("[profile a]\nsource_profile = b\n[profile b]\nsource_profile = a\n", "a", &[]);
        assert_eq!(written.text.matches("[profile").count(), 2);
    }

    #[test]
    fn nested_keys_stay_nested() {
        let written = text("[profile a]\nservices = x\n[services x]\nec2 =\n  endpoint_url = http://ec2\n", "a", &[]);
        assert!(written.text.contains("[services x]\nec2 = \n  endpoint_url = http://ec2\n"), "{}", written.text);
    }

    #[test]
    fn a_name_that_only_the_cli_reads_is_made_readable() {
        assert_eq!(text("[profile 'my dev']\nregion = x\n", "my dev", &[]).name, "my%20dev");
    }

    #[test]
    fn a_start_url_that_repeats_the_sessions_is_left_out() {
        let session = "[sso-session s]\nsso_start_url = https://a\nsso_region = eu-west-1\n";
        let same = text(&format!("[profile a]\nsso_session = s\nsso_start_url = https://a\n{session}"), "a", &[]);
        assert_eq!(same.text.matches("sso_start_url").count(), 1);
        let other = text(&format!("[profile a]\nsso_session = s\nsso_start_url = https://b\n{session}"), "a", &[]);
        assert_eq!(other.text.matches("sso_start_url").count(), 2);
    }

    #[test]
    fn keys_in_the_environment_are_a_source_profile() {
        let vars = [("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "secret")];
        let written = text("[profile a]\nrole_arn = arn\ncredential_source = Environment\n", "a", &vars);
        assert!(written.text.contains("source_profile = environment-keys\n"), "{}", written.text);
        assert!(written.text.contains("[profile environment-keys]\naws_access_key_id = AKIA\n"), "{}", written.text);
        assert_eq!(written.credential_sources, ["Environment"]);
    }

    #[test]
    fn a_relative_token_file_starts_at_the_callers_directory() {
        let written = text("[profile a]\nweb_identity_token_file = token\n", "a", &[]);
        assert!(written.text.contains("web_identity_token_file = /here/token\n"), "{}", written.text);
    }
}
