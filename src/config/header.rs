//! Section headers: which kind of section one opens, and its name.

use std::borrow::Cow;

use crate::config::line_syntax::{self, BLANKS};
use crate::config::paths::FileKind;
use crate::config::shell_words;

/// The meaning of a header.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum SectionHeader<'a> {
    /// `[profile name]`, in the credentials file `[name]`.
    Profile(Cow<'a, str>),
    /// `[default]` in the config file. The SDKs ignore it if the file has a `[profile default]`.
    BareDefault,
    /// `[sso-session name]`.
    SsoSession(Cow<'a, str>),
    /// `[services name]`.
    Services(Cow<'a, str>),
    /// `[preview]` and `[plugins]`, which only the CLI reads.
    CliOnly,
}

/// Makes a header of its name.
type WithName<'a> = fn(Cow<'a, str>) -> SectionHeader<'a>;

impl<'a> SectionHeader<'a> {
    /// Parses the text between the brackets. `Err` is the reason why every tool ignores the section.
    ///
    /// The SDKs read only names that are identifiers. The CLI reads any name in the credentials file. In the config file
    /// it splits the header like a shell, and looks only at the beginning of the first word.
    pub(crate) fn parse(text: &'a str, file: FileKind) -> Result<Self, String> {
        match file {
            FileKind::Config => Self::parse_in_config(text),
            FileKind::Credentials if text.is_empty() => Err(EMPTY.into()),
            FileKind::Credentials => Ok(Self::Profile(text.into())),
        }
    }

    fn parse_in_config(text: &'a str) -> Result<Self, String> {
        match text {
            "default" => return Ok(Self::BareDefault),
            "preview" | "plugins" => return Ok(Self::CliOnly),
            _ => {}
        }
        let kinds: [(&str, WithName<'a>); 3] =
            [("profile", Self::Profile), ("sso-session", Self::SsoSession), ("services", Self::Services)];
        let kind = kinds.iter().find(|(prefix, _)| text.starts_with(prefix));
        let Some((prefix, rest)) = text.split_once(BLANKS) else {
            return Err("`profile` is missing".into());
        };
        let Some((_, with_name)) = kind else {
            return Err(format!("no tool knows `{prefix}`"));
        };
        // Nearly every name is one, and splitting like a shell takes longer.
        if line_syntax::is_identifier(rest) {
            return Ok(with_name(rest.into()));
        }
        let words = shell_words::split(text).ok_or("a quote or `\\` isn't closed")?;
        match <[Cow<'_, str>; 2]>::try_from(words) {
            Ok([_, name]) if name.is_empty() => Err(EMPTY.into()),
            Ok([_, name]) => Ok(with_name(name)),
            Err(_) => Err("blanks need quotes".into()),
        }
    }

    /// The name of a profile, session or services section.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Profile(name) | Self::SsoSession(name) | Self::Services(name) => Some(name),
            Self::BareDefault => Some("default"),
            Self::CliOnly => None,
        }
    }

    /// Whether it is `[profile default]`, which the SDKs read in place of `[default]`.
    pub(crate) fn is_prefixed_default(&self) -> bool {
        matches!(self, Self::Profile(name) if name == "default")
    }
}

const EMPTY: &str = "it has no name";

/// The text between the brackets of a header in the config file, as the AWS CLI writes it. A name that the CLI would read
/// differently without quotes is quoted.
pub(crate) fn in_config(prefix: &str, name: &str) -> String {
    let is_plain = line_syntax::is_identifier(name)
        || shell_words::split(name).is_some_and(|words| matches!(words.as_slice(), [word] if word == name));
    match is_plain {
        true => format!("{prefix} {name}"),
        false => format!("{prefix} {}", shell_words::quote(name)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn config(text: &str) -> Result<SectionHeader<'_>, String> {
        SectionHeader::parse(text, FileKind::Config)
    }

    fn credentials(text: &str) -> Result<SectionHeader<'_>, String> {
        SectionHeader::parse(text, FileKind::Credentials)
    }

    fn profile(name: &str) -> Result<SectionHeader<'_>, String> {
        Ok(SectionHeader::Profile(name.into()))
    }

    #[test]
    fn the_config_file_has_profiles_sessions_and_services() {
        assert_eq!(config("profile \t dev"), profile("dev"));
        assert_eq!(config("default"), Ok(SectionHeader::BareDefault));
        assert_eq!(config("profile default"), profile("default"));
        assert_eq!(config("sso-session corp"), Ok(SectionHeader::SsoSession("corp".into())));
        assert_eq!(config("services local"), Ok(SectionHeader::Services("local".into())));
        assert_eq!(config("plugins"), Ok(SectionHeader::CliOnly));
    }

    #[test]
    fn the_credentials_file_has_bare_names_with_any_characters_as_in_the_cli() {
        for name in
            ["default", "dev", "team one", "größe", "R&D", "a,b", "x(y)", "Ann's", "profile dev", "sso-session a"]
        {
            assert_eq!(credentials(name), profile(name));
        }
        assert_eq!(credentials(""), Err("it has no name".into()));
    }

    #[test]
    fn headers_of_the_config_file_are_split_like_a_shell_as_in_the_cli() {
        for (text, name) in [
            ("profile 'my dev'", "my dev"),
            ("profile \"it's\"", "it's"),
            (r#"profile 'Ann'"'"'s Mac'"#, "Ann's Mac"),
            (r#"profile "a\"b""#, r#"a"b"#),
            ("profile my\\ dev", "my dev"),
            ("profile größe", "größe"),
            ("profile R&D", "R&D"),
            ("profile a,b", "a,b"),
            ("profile x(y)", "x(y)"),
            ("profile C#", "C#"),
            ("profiles dev", "dev"),
        ] {
            assert_eq!(config(text), profile(name), "{text}");
        }
        assert_eq!(config("sso-session 'my corp'"), Ok(SectionHeader::SsoSession("my corp".into())));
        assert_eq!(config("services \"my own\""), Ok(SectionHeader::Services("my own".into())));
    }

    #[test]
    fn headers_that_no_tool_reads_are_refused_with_a_reason() {
        for (text, reason) in [
            ("dev", "`profile` is missing"),
            ("sso-sesion corp", "no tool knows `sso-sesion`"),
            ("profile in valid", "blanks need quotes"),
            ("profile Ann's", "a quote or `\\` isn't closed"),
            ("profile a\\", "a quote or `\\` isn't closed"),
            ("profile ''", "it has no name"),
        ] {
            assert_eq!(config(text), Err(reason.into()), "{text}");
        }
        assert!(config("DEFAULT").is_err() && config("").is_err());
    }

    #[test]
    fn only_names_that_need_quotes_are_written_in_quotes() {
        for (name, text) in [
            ("dev", "profile dev"),
            ("größe", "profile größe"),
            ("R&D", "profile R&D"),
            ("team one", "profile 'team one'"),
            ("Ann's Mac", r#"profile 'Ann'"'"'s Mac'"#),
            ("a\\b", "profile 'a\\b'"),
        ] {
            assert_eq!(in_config("profile", name), text);
        }
    }

    proptest! {
        #[test]
        fn a_name_that_is_written_is_read_again(name in r#"[^\pC]+|[a '"\\\t]+"#) {
            let header = in_config("profile", &name);
            prop_assert_eq!(config(&header), profile(&name));
            let session = in_config("sso-session", &name);
            prop_assert_eq!(config(&session), Ok(SectionHeader::SsoSession(name.into())));
        }

        #[test]
        fn no_name_is_empty(text in "(profile|services)?[ a'\"\\\\]*") {
            for header in [config(&text), credentials(&text)] {
                prop_assert!(header.is_err() || header.is_ok_and(|header| header.name() != Some("")));
            }
        }

        #[test]
        fn what_the_sdks_read_is_read(name in "[A-Za-z0-9_./%@:+-]+", blanks in "[ \t]+") {
            let header = format!("profile{blanks}{name}");
            prop_assert_eq!(config(&header), profile(&name));
            prop_assert_eq!(credentials(&name), profile(&name));
        }
    }
}
