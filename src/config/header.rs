//! Section headers: which kind of section one opens, and its name.

use crate::config::line_syntax::{self, BLANKS};
use crate::config::paths::FileKind;

/// The meaning of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum SectionHeader<'a> {
    /// `[profile name]`, in the credentials file `[name]`.
    Profile(&'a str),
    /// `[default]` in the config file. The SDKs ignore it if the file has a `[profile default]`.
    BareDefault,
    /// `[sso-session name]`.
    SsoSession(&'a str),
    /// `[services name]`.
    Services(&'a str),
    /// `[preview]` and `[plugins]`, which only the CLI reads.
    CliOnly,
}

impl<'a> SectionHeader<'a> {
    /// Parses the text between the brackets. `Err` is the reason why the section is ignored.
    ///
    /// Names have to be identifiers for the SDKs. In the config file a name in quotes may be anything, as for the CLI,
    /// which splits these headers like a shell.
    pub(crate) fn parse(text: &'a str, file: FileKind) -> Result<Self, String> {
        match file {
            FileKind::Config => Self::parse_in_config(text),
            FileKind::Credentials => Self::parse_in_credentials(text),
        }
    }

    fn parse_in_config(text: &'a str) -> Result<Self, String> {
        match text.split_once(BLANKS) {
            None if text == "default" => Ok(Self::BareDefault),
            None if matches!(text, "preview" | "plugins") => Ok(Self::CliOnly),
            None => Err(format!("in the config file a profile is written [profile {text}]")),
            Some(("profile", name)) => Ok(Self::Profile(parse_name(name)?)),
            Some(("sso-session", name)) => Ok(Self::SsoSession(parse_name(name)?)),
            Some(("services", name)) => Ok(Self::Services(parse_name(name)?)),
            Some((prefix, _)) => Err(format!("`{prefix}` is not one of profile, sso-session and services")),
        }
    }

    fn parse_in_credentials(text: &'a str) -> Result<Self, String> {
        match text.split_once(BLANKS) {
            None => Ok(Self::Profile(identifier(text)?)),
            Some(("profile", name)) => {
                Err(format!("in the credentials file a profile is written [{}]", name.trim_matches(BLANKS)))
            }
            Some(_) => Err(format!("the AWS SDKs can't read the name `{text}`")),
        }
    }
}

fn parse_name(text: &str) -> Result<&str, String> {
    let text = text.trim_matches(BLANKS);
    unquoted(text).map_or_else(|| identifier(text), Ok)
}

fn identifier(text: &str) -> Result<&str, String> {
    if line_syntax::is_identifier(text) { Ok(text) } else { Err(format!("the AWS SDKs can't read the name `{text}`")) }
}

/// The name inside one pair of quotes. Escapes and several words, which a shell would read too, are not supported.
fn unquoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|first| matches!(first, '\'' | '"'))?;
    let name = text.strip_prefix(quote)?.strip_suffix(quote)?;
    (!name.is_empty() && !name.contains([quote, '\\'])).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Result<SectionHeader<'_>, String> {
        SectionHeader::parse(text, FileKind::Config)
    }

    #[test]
    fn the_config_file_has_profiles_sessions_and_services() {
        assert_eq!(config("profile \t dev"), Ok(SectionHeader::Profile("dev")));
        assert_eq!(config("default"), Ok(SectionHeader::BareDefault));
        assert_eq!(config("profile default"), Ok(SectionHeader::Profile("default")));
        assert_eq!(config("sso-session corp"), Ok(SectionHeader::SsoSession("corp")));
        assert_eq!(config("services local"), Ok(SectionHeader::Services("local")));
        assert_eq!(config("plugins"), Ok(SectionHeader::CliOnly));
    }

    #[test]
    fn the_credentials_file_has_bare_names() {
        let credentials = |text| SectionHeader::parse(text, FileKind::Credentials);
        assert_eq!(credentials("default"), Ok(SectionHeader::Profile("default")));
        assert_eq!(credentials("dev"), Ok(SectionHeader::Profile("dev")));
        let reason = "in the credentials file a profile is written [dev]";
        assert_eq!(credentials("profile dev"), Err(reason.into()));
        assert!(credentials("sso-session corp").is_err() && credentials("'dev'").is_err() && credentials("").is_err());
    }

    #[test]
    fn quoted_names_are_read_as_the_cli_does() {
        assert_eq!(config("profile 'my dev'"), Ok(SectionHeader::Profile("my dev")));
        assert_eq!(config("profile \"it's\""), Ok(SectionHeader::Profile("it's")));
        assert_eq!(config("sso-session 'my corp'"), Ok(SectionHeader::SsoSession("my corp")));
        for text in
            ["profile 'my dev", "profile my dev'", "profile ''", "profile '", r#"profile "a\"b""#, "profile 'a'b'"]
        {
            assert!(config(text).is_err(), "{text}");
        }
    }

    #[test]
    fn other_names_are_refused_with_a_reason() {
        assert_eq!(config("dev"), Err("in the config file a profile is written [profile dev]".into()));
        assert_eq!(
            config("sso-sesion corp"),
            Err("`sso-sesion` is not one of profile, sso-session and services".into())
        );
        assert_eq!(config("profile foo!bar"), Err("the AWS SDKs can't read the name `foo!bar`".into()));
        assert!(config("DEFAULT").is_err() && config("profile in valid").is_err() && config("").is_err());
    }
}
