//! What a section's header says: which kind of section it is and its name.

use crate::config::dialect::{self, BLANKS};

/// The file that a section stands in; the two have different rules for headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// `~/.aws/config`: profiles, SSO sessions and services.
    Config,
    /// `~/.aws/credentials`: profiles only.
    Credentials,
}

/// The meaning of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Heading<'a> {
    /// `[profile name]`, in the credentials file `[name]`.
    Profile(&'a str),
    /// `[default]` in the config file, which counts only if `[profile default]` is nowhere in it.
    BareDefault,
    /// `[sso-session name]`.
    SsoSession(&'a str),
    /// `[services name]`.
    Services(&'a str),
    /// `[preview]` and `[plugins]`, which are the CLI's own business.
    Cli,
}

impl<'a> Heading<'a> {
    /// Reads the text between the brackets. `Err` says why neither a profile nor another section begins here.
    ///
    /// Names are those of the SDKs. In the config file a name in quotes may be anything, as for the CLI, which reads
    /// these headers like a shell.
    pub(crate) fn read(text: &'a str, file: FileKind) -> Result<Self, String> {
        match file {
            FileKind::Config => Self::of_config(text),
            FileKind::Credentials => Self::of_credentials(text),
        }
    }

    fn of_config(text: &'a str) -> Result<Self, String> {
        match text.split_once(BLANKS) {
            None if text == "default" => Ok(Self::BareDefault),
            None if matches!(text, "preview" | "plugins") => Ok(Self::Cli),
            None => Err(format!("a profile of the config file is written [profile {text}]")),
            Some(("profile", name)) => Ok(Self::Profile(crate::config::heading::name(name)?)),
            Some(("sso-session", name)) => Ok(Self::SsoSession(crate::config::heading::name(name)?)),
            Some(("services", name)) => Ok(Self::Services(crate::config::heading::name(name)?)),
            Some((prefix, _)) => Err(format!("`{prefix}` is none of profile, sso-session and services")),
        }
    }

    fn of_credentials(text: &'a str) -> Result<Self, String> {
        match text.split_once(BLANKS) {
            None => Ok(Self::Profile(identifier(text)?)),
            Some(("profile", name)) => {
                Err(format!("a profile of the credentials file is written [{}]", name.trim_matches(BLANKS)))
            }
            Some(_) => Err(format!("`{text}` is not a name that the AWS SDKs can read")),
        }
    }
}

fn name(text: &str) -> Result<&str, String> {
    let text = text.trim_matches(BLANKS);
    quoted(text).map_or_else(|| identifier(text), Ok)
}

fn identifier(text: &str) -> Result<&str, String> {
    if dialect::is_identifier(text) {
        Ok(text)
    } else {
        Err(format!("`{text}` is not a name that the AWS SDKs can read"))
    }
}

/// The name inside one pair of quotes. What a shell could say beyond that (`\"`, several words) is left alone.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|first| matches!(first, '\'' | '"'))?;
    let name = text.strip_prefix(quote)?.strip_suffix(quote)?;
    (!name.is_empty() && !name.contains([quote, '\\'])).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Result<Heading<'_>, String> {
        Heading::read(text, FileKind::Config)
    }

    #[test]
    fn the_config_file_has_profiles_sessions_and_services() {
        assert_eq!(config("profile \t dev"), Ok(Heading::Profile("dev")));
        assert_eq!(config("default"), Ok(Heading::BareDefault));
        assert_eq!(config("profile default"), Ok(Heading::Profile("default")));
        assert_eq!(config("sso-session corp"), Ok(Heading::SsoSession("corp")));
        assert_eq!(config("services local"), Ok(Heading::Services("local")));
        assert_eq!(config("plugins"), Ok(Heading::Cli));
    }

    #[test]
    fn the_credentials_file_has_bare_names() {
        let credentials = |text| Heading::read(text, FileKind::Credentials);
        assert_eq!(credentials("default"), Ok(Heading::Profile("default")));
        assert_eq!(credentials("dev"), Ok(Heading::Profile("dev")));
        let reason = "a profile of the credentials file is written [dev]";
        assert_eq!(credentials("profile dev"), Err(reason.into()));
        assert!(credentials("sso-session corp").is_err() && credentials("'dev'").is_err() && credentials("").is_err());
    }

    #[test]
    fn quoted_names_are_read_as_the_cli_does() {
        assert_eq!(config("profile 'my dev'"), Ok(Heading::Profile("my dev")));
        assert_eq!(config("profile \"it's\""), Ok(Heading::Profile("it's")));
        assert_eq!(config("sso-session 'my corp'"), Ok(Heading::SsoSession("my corp")));
        for text in
            ["profile 'my dev", "profile my dev'", "profile ''", "profile '", r#"profile "a\"b""#, "profile 'a'b'"]
        {
            assert!(config(text).is_err(), "{text}");
        }
    }

    #[test]
    fn other_names_are_refused_with_a_reason() {
        assert_eq!(config("dev"), Err("a profile of the config file is written [profile dev]".into()));
        assert_eq!(config("sso-sesion corp"), Err("`sso-sesion` is none of profile, sso-session and services".into()));
        assert_eq!(config("profile foo!bar"), Err("`foo!bar` is not a name that the AWS SDKs can read".into()));
        assert!(config("DEFAULT").is_err() && config("profile in valid").is_err() && config("").is_err());
    }
}
