//! The profile, as the SDK is told of it.
//!
//! The SDK reads the AWS files differently from the AWS CLI: it drops quoted names, refuses a profile that repeats
//! its session's start URL, and it would read the files a second time. So it gets neither the files nor their paths
//! but this text: just the sections that the profile needs, in a form that both readers agree on. Of what we get
//! ourselves, see [`PluginCredentialsProvider`], it learns the outcome only.

use std::collections::HashSet;
use std::fmt::Write;

use aws_credential_types::Credentials;

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::config::{Config, CredentialsKind, Profile};
use crate::credentials::plugin_provider::PluginCredentialsProvider;
use crate::credentials::source::Source;

/// The profile `name` with everything that it leads to: its source profiles and their `[services]`. Holds secrets.
pub(crate) struct SdkProfile {
    /// The profile's name in the text.
    pub(crate) name: String,
    /// The config file's text.
    pub(crate) text: String,
    /// Which `credential_source`s the chain ends in.
    pub(crate) credential_sources: Vec<String>,
}

/// The name of the profile that stands for keys in the environment, for `credential_source = Environment`.
const ENVIRONMENT_KEYS: &str = "environment-keys";

/// The keys of static credentials: id, secret and token.
const STATIC_KEYS: [&str; 3] = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"];

/// What makes a profile assume a role.
const ROLE: [&str; 3] = ["role_arn", "source_profile", "credential_source"];

/// What leads to credentials, but for [`STATIC_KEYS`].
const WAYS: [&str; 5] = ["role_arn", "source_profile", "credential_source", "web_identity_token_file", "login_session"];

impl SdkProfile {
    /// Writes the profile for the SDK, without what it would take before the `source`. `environment` is where `credential_source = Environment` finds its keys and
    /// where relative paths start. `own` are the credentials of the profile at which the chain ends for the SDK, if we
    /// have got them; if that is the profile itself, the SDK is given a provider and needs no keys here.
    pub(crate) fn of(
        config: &Config,
        profile: &Profile,
        source: &Source,
        environment: &Environment,
        own: Option<&PluginCredentialsProvider>,
    ) -> Self {
        let own = own.map(|own| (own.profile(), own.first())).filter(|(name, _)| *name != profile.name());
        let unused = |key: &str| match source {
            Source::WebIdentity => WAYS.contains(&key) || STATIC_KEYS.contains(&key),
            Source::Profile => profile.kind() == Some(CredentialsKind::Static) && WAYS.contains(&key),
            Source::Keys(_) | Source::Container | Source::InstanceMetadata => false,
        };
        Self::with_keys(config, profile, environment, own, &unused)
    }

    fn with_keys(
        config: &Config,
        profile: &Profile,
        environment: &Environment,
        own: Option<(&str, &Credentials)>,
        unused: &dyn Fn(&str) -> bool,
    ) -> Self {
        let (text, written, sources) = (String::new(), HashSet::new(), Vec::new());
        let mut writer = Writer { config, environment, own, unused: Some(unused), text, written, sources };
        writer.chain(profile);
        Self { name: readable(profile.name()), text: writer.text, credential_sources: writer.sources }
    }
}

struct Writer<'a> {
    config: &'a Config,
    environment: &'a Environment,
    own: Option<(&'a str, &'a Credentials)>,
    /// Which keys of the first profile are left out.
    unused: Option<&'a dyn Fn(&str) -> bool>,
    text: String,
    written: HashSet<String>,
    sources: Vec<String>,
}

impl Writer<'_> {
    fn chain(&mut self, profile: &Profile) {
        let mut next = Some(profile);
        while let Some(profile) = next.filter(|profile| self.written.insert(format!("profile {}", profile.name()))) {
            self.profile(profile);
            if self.own.is_some_and(|(name, _)| name == profile.name()) {
                return;
            }
            next = profile.get("source_profile").and_then(|name| self.config.profile(name));
        }
    }

    fn profile(&mut self, profile: &Profile) {
        let keys = self.own.filter(|(name, _)| *name == profile.name()).map(|(_, keys)| keys);
        let unused = self.unused.take();
        // The SDK would take the keys of a source profile before all else that it has.
        let no_keys = unused.is_none() && profile.source_kind() != Some(CredentialsKind::Static);
        self.line(&format!("[profile {}]", readable(profile.name())));
        for property in profile.properties() {
            match property.key() {
                key if key.starts_with("sso_") || key == "credential_process" => {}
                key if unused.is_some_and(|unused| unused(key)) => {}
                key if no_keys && STATIC_KEYS.contains(&key) => {}
                key if keys.is_some() && (STATIC_KEYS.contains(&key) || ROLE.contains(&key)) => {}
                "endpoint_url" if property.value().trim().is_empty() => {}
                "source_profile" => self.property("source_profile", &readable(property.value())),
                "credential_source" => self.credential_source(property.value()),
                "web_identity_token_file" => {
                    let path = self.environment.expand_path(property.value());
                    self.property(property.key(), &path.to_string_lossy());
                }
                key => self.property(key, property.value()),
            }
        }
        if let Some(keys) = keys {
            self.keys([Some(keys.access_key_id()), Some(keys.secret_access_key()), keys.session_token()]);
        }
        if let Some(name) = profile.get("services") {
            self.services(name);
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
        let environment = self.environment;
        let variables = [variables::AWS_ACCESS_KEY_ID, variables::AWS_SECRET_ACCESS_KEY, variables::AWS_SESSION_TOKEN];
        self.keys(variables.map(|variable| environment.non_empty(variable)));
    }

    fn keys(&mut self, values: [Option<&str>; 3]) {
        for (key, value) in STATIC_KEYS.into_iter().zip(values) {
            if let Some(value) = value {
                self.property(key, value);
            }
        }
    }

    fn services(&mut self, name: &str) {
        let section = self.config.services(name);
        if let Some(section) = section.filter(|_| self.written.insert(format!("services {name}"))) {
            self.line(&format!("[services {name}]"));
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
    use std::path::Path;

    use super::*;

    fn text(config: &str, name: &str, vars: &[(&str, &str)]) -> SdkProfile {
        let config = Config::parse(Some((Path::new("config"), config.as_bytes())), None).expect("a config");
        let vars = vars.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        let environment = Environment::new(vars, "/here".into());
        SdkProfile::of(&config, config.profile(name).expect("the profile"), &Source::Profile, &environment, None)
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
    fn of_what_we_get_ourselves_only_the_keys_are_written() {
        let config = "\
[profile a]
role_arn = arn
source_profile = b
[profile b]
region = eu-west-1
sso_session = s
sso_account_id = 111122223333
sso_role_name = developer
aws_session_token = stale
[sso-session s]
sso_start_url = https://a
sso_region = eu-west-1
";
        let config = Config::parse(Some((Path::new("config"), config.as_bytes())), None).expect("a config");
        let keys = Credentials::new("ASIA", "secret", Some("token".into()), None, "test");
        let profile = config.profile("a").expect("the profile");
        let written = SdkProfile::with_keys(&config, profile, &Environment::default(), Some(("b", &keys)), &|_| false);
        let expected = "\
[profile a]
role_arn = arn
source_profile = b
[profile b]
region = eu-west-1
aws_access_key_id = ASIA
aws_secret_access_key = secret
aws_session_token = token
";
        assert_eq!(written.text, expected);
    }

    #[test]
    fn a_chain_ends_where_we_have_taken_a_role() {
        let config = "[profile a]\nrole_arn = arn\nsource_profile = b\n\
                      [profile b]\nrole_arn = arn\nmfa_serial = device\nsource_profile = c\n[profile c]\n";
        let config = Config::parse(Some((Path::new("config"), config.as_bytes())), None).expect("a config");
        let keys = Credentials::new("ASIA", "secret", Some("token".into()), None, "test");
        let profile = config.profile("a").expect("the profile");
        let written = SdkProfile::with_keys(&config, profile, &Environment::default(), Some(("b", &keys)), &|_| false);
        let expected = "[profile a]\nrole_arn = arn\nsource_profile = b\n[profile b]\nmfa_serial = device\n\
                        aws_access_key_id = ASIA\naws_secret_access_key = secret\naws_session_token = token\n";
        assert_eq!(written.text, expected);
    }

    #[test]
    fn the_sdk_runs_no_program() {
        let written = text("[profile a]\naws_access_key_id = AKIA\ncredential_process = keys\n", "a", &[]);
        assert_eq!(written.text, "[profile a]\naws_access_key_id = AKIA\n");
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
    fn keys_of_a_source_profile_are_written_if_they_count() {
        let keys = "aws_access_key_id = AKIA\naws_secret_access_key = secret\n";
        let written = |more: &str| {
            let config =
                format!("[profile a]\nrole_arn = arn\nsource_profile = b\n[profile b]\nrole_arn = arn\n{keys}{more}");
            text(&config, "a", &[]).text.contains("AKIA")
        };
        assert!(written("source_profile = a\n"));
        assert!(!written("web_identity_token_file = /token\n"));
    }

    #[test]
    fn a_relative_token_file_starts_at_the_callers_directory() {
        let written = text("[profile a]\nweb_identity_token_file = token\n", "a", &[]);
        assert!(written.text.contains("web_identity_token_file = /here/token\n"), "{}", written.text);
    }

    #[test]
    fn what_would_come_before_the_source_is_left_out() {
        let keys = "region = eu-west-1\naws_access_key_id = AKIA\naws_secret_access_key = secret\n";
        let text = format!("[profile a]\n{keys}[profile b]\nlogin_session = arn\n");
        let credentials = "[b]\naws_access_key_id = AKIA\naws_secret_access_key = secret\n";
        let files = [("config", text.as_str()), ("credentials", credentials)];
        let [config, credentials] = files.map(|(path, text)| Some((Path::new(path), text.as_bytes())));
        let config = Config::parse(config, credentials).expect("a config");
        let written = |name, source| {
            let profile = config.profile(name).expect("the profile");
            SdkProfile::of(&config, profile, &source, &Environment::default(), None).text
        };
        assert_eq!(written("a", Source::WebIdentity), "[profile a]\nregion = eu-west-1\n");
        let of_b = written("b", Source::Profile);
        assert!(of_b.contains("aws_access_key_id") && !of_b.contains("login_session"), "{of_b}");
    }
}
