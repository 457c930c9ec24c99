//! Names of the sections that can be edited.

use crate::config::Config;
use crate::config::header::{self, SectionHeader};
use crate::config::paths::FileKind;
use crate::config::section::Property;

/// The name of a section that can be edited.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum SectionName {
    Profile(String),
    /// Only the config file can have it.
    SsoSession(String),
}

impl SectionName {
    pub(crate) fn profile(name: &str) -> Self {
        Self::Profile(name.to_owned())
    }

    pub(crate) fn sso_session(name: &str) -> Self {
        Self::SsoSession(name.to_owned())
    }

    /// The name without `profile` or `sso-session`.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Profile(name) | Self::SsoSession(name) => name,
        }
    }

    /// The section that a header opens; `None` if it can't be edited.
    pub(crate) fn from_header(header: &SectionHeader<'_>) -> Option<Self> {
        match header {
            SectionHeader::BareDefault => Some(Self::profile("default")),
            SectionHeader::Profile(name) => Some(Self::profile(name)),
            SectionHeader::SsoSession(name) => Some(Self::sso_session(name)),
            SectionHeader::Services(_) | SectionHeader::CliOnly => None,
        }
    }

    /// The header as the CLI reads it: in the config file, names with blanks or quotes are in quotes.
    pub(crate) fn to_header(&self, file: FileKind) -> String {
        match (self, file) {
            (Self::Profile(name), FileKind::Config) if name != "default" => {
                format!("[{}]", header::in_config("profile", name))
            }
            (Self::Profile(name), _) => format!("[{name}]"),
            (Self::SsoSession(name), _) => format!("[{}]", header::in_config("sso-session", name)),
        }
    }

    pub(crate) fn exists_in(&self, config: &Config) -> bool {
        match self {
            Self::Profile(name) => config.profile(name).is_some(),
            Self::SsoSession(name) => config.sso_session(name).is_some(),
        }
    }

    /// The value of a key of this section, with all of its lines.
    pub(crate) fn value<'a>(&self, config: &'a Config, key: &str) -> Option<&'a str> {
        let property = match self {
            Self::Profile(name) => config.profile(name)?.property(key),
            Self::SsoSession(name) => config.sso_session(name)?.property(key),
        };
        property.map(Property::all_lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_written_like_the_cli_writes_them() {
        let names = [SectionName::profile("default"), SectionName::profile("dev"), SectionName::sso_session("corp")];
        let headers = names.map(|name| name.to_header(FileKind::Config));
        assert_eq!(headers, ["[default]", "[profile dev]", "[sso-session corp]"]);
        assert_eq!(SectionName::profile("dev").to_header(FileKind::Credentials), "[dev]");
        let team = SectionName::profile("team one");
        assert_eq!(team.to_header(FileKind::Config), "[profile 'team one']");
        assert_eq!(team.to_header(FileKind::Credentials), "[team one]");
    }
}
