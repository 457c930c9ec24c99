//! The chain of profiles from a role to the credentials that it is assumed with. It may have any length.

use std::collections::HashSet;

use crate::config::Config;
use crate::config::credentials_kind::CredentialsKind;
use crate::config::profile::Profile;
use crate::limits;

/// A profile and the source profiles behind it, as botocore follows them (`AssumeRoleProvider`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceChain<'a> {
    /// Every link but the last is a role that is assumed with the next one's credentials. Never empty.
    pub(crate) links: Vec<ChainLink<'a>>,
    pub(crate) end: ChainEnd<'a>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ChainLink<'a> {
    pub(crate) profile: &'a Profile,
    /// How the profile gets its credentials in this place: the [`kind`](Profile::kind) of the first profile, the
    /// [`source_kind`](Profile::source_kind) of the others.
    pub(crate) kind: Option<CredentialsKind>,
}

/// What the last profile of a chain gets its credentials from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChainEnd<'a> {
    /// It has credentials of its own, of a kind that needs no source.
    Own(CredentialsKind),
    /// It has none.
    NoCredentials,
    /// It is a role that is assumed with the machine's credentials: its `credential_source`.
    CredentialSource(CredentialsKind),
    UnknownCredentialSource(&'a str),
    /// It is a role with a `source_profile` and a `credential_source`.
    TwoSources,
    /// It is a role with neither of them.
    NoSource,
    /// Its `source_profile` doesn't exist.
    MissingProfile(&'a str),
    /// Its `source_profile` is in the chain already.
    Loop(&'a Profile),
}

impl<'a> SourceChain<'a> {
    pub(crate) fn from_profile(config: &'a Config, profile: &'a Profile) -> Self {
        let mut link = ChainLink::first(profile);
        let (mut links, mut names) = (vec![link], HashSet::from([profile.name()]));
        let end = loop {
            let next = match link.next(config) {
                Ok(next) => next,
                Err(end) => break end,
            };
            if !names.insert(next.profile.name()) && !link.is_own_source() {
                break ChainEnd::Loop(next.profile);
            }
            links.push(next);
            link = next;
        };
        Self { links, end }
    }
}

/// The names of the profiles from this one to the first that is there twice. Of many only the first are named.
pub(crate) fn loop_path(config: &Config, first: ChainLink, arrow: &str) -> String {
    let mut names = Vec::new();
    for link in std::iter::successors(Some(first), |link| link.next(config).ok()) {
        let name = link.profile.name();
        let is_end = names.contains(&name);
        names.push(if names.len() < limits::NAMED_PROFILES || is_end { name } else { "…" });
        if is_end || names.len() > limits::NAMED_PROFILES {
            break;
        }
    }
    names.join(arrow)
}

impl<'a> ChainLink<'a> {
    pub(crate) fn first(profile: &'a Profile) -> Self {
        Self { profile, kind: profile.kind() }
    }

    /// Whether the profile is a role that is assumed with its own keys, which the AWS CLI and SDKs allow.
    pub(crate) fn is_own_source(self) -> bool {
        let names_itself = self.source_profile() == Ok(self.profile.name());
        names_itself && self.profile.source_kind() != Some(CredentialsKind::AssumeRole)
    }

    /// The next link, or why there is none. Its profile may be in the chain already.
    pub(crate) fn next(self, config: &'a Config) -> Result<Self, ChainEnd<'a>> {
        let name = self.source_profile()?;
        let profile = config.profile(name).ok_or(ChainEnd::MissingProfile(name))?;
        Ok(Self { profile, kind: profile.source_kind() })
    }

    fn source_profile(self) -> Result<&'a str, ChainEnd<'a>> {
        match self.kind {
            None => return Err(ChainEnd::NoCredentials),
            Some(CredentialsKind::AssumeRole) => {}
            Some(kind) => return Err(ChainEnd::Own(kind)),
        }
        match (self.profile.get("source_profile"), self.profile.get("credential_source")) {
            (Some(name), None) => Ok(name),
            (None, Some(source)) => Err(match CredentialsKind::from_credential_source(source) {
                Some(kind) => ChainEnd::CredentialSource(kind),
                None => ChainEnd::UnknownCredentialSource(source),
            }),
            (Some(_), Some(_)) => Err(ChainEnd::TwoSources),
            (None, None) => Err(ChainEnd::NoSource),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const ROLE: &str = "role_arn = arn\nsource_profile = ";
    const KEYS: &str = "aws_access_key_id = AKIA\naws_secret_access_key = secret\n";

    /// The names and kinds of the chain of profile `a`, and its end unless that is plain.
    fn chain(a: &str, b: &str, credentials_of_b: &str) -> String {
        let text = format!("[profile a]\n{a}[profile b]\n{b}");
        let credentials = format!("[b]\n{credentials_of_b}");
        let [text, credentials] = [("config", &text), ("credentials", &credentials)]
            .map(|(path, text)| Some((Path::new(path), text.as_bytes())));
        let config = Config::parse(text, credentials).expect("a config");
        let chain = SourceChain::from_profile(&config, config.profile("a").expect("the profile"));
        let name =
            |link: &ChainLink| format!("{} {}", link.profile.name(), link.kind.map_or("none", CredentialsKind::as_str));
        let end = match chain.end {
            ChainEnd::Own(_) | ChainEnd::NoCredentials => String::new(),
            ChainEnd::MissingProfile(name) => format!(" !{name}"),
            ChainEnd::Loop(profile) => format!(" @{}", profile.name()),
            ChainEnd::CredentialSource(kind) => format!(" +{}", kind.as_str()),
            other => format!(" {other:?}"),
        };
        chain.links.iter().map(name).collect::<Vec<_>>().join(", ") + &end
    }

    #[test]
    fn a_chain_ends_where_it_ends_in_botocore() {
        let (to_a, to_b, to_c) = (format!("{ROLE}a\n"), format!("{ROLE}b\n"), format!("{ROLE}c\n"));
        let sso = "sso_account_id = 1\nsso_role_name = r\n";
        let token = "web_identity_token_file = t\n";
        for (a, b, credentials, expected) in [
            (KEYS, "", "", "a static"),
            (&to_b, KEYS, "", "a assume_role, b static"),
            (&to_b, "", "", "a assume_role, b none"),
            (&to_b, &to_c, "", "a assume_role, b assume_role !c"),
            (&to_b, &to_a, "", "a assume_role, b assume_role @a"),
            (&to_a, "", "", "a assume_role @a"),
            (&format!("{to_a}{KEYS}"), "", "", "a assume_role, a static"),
            (&format!("{to_b}{KEYS}"), &to_a, "", "a assume_role, b assume_role @a"),
            // Keys win over a role, but not over every other kind.
            (&to_b, &format!("{to_c}{KEYS}"), "", "a assume_role, b static"),
            (&to_b, &format!("{to_c}{KEYS}{sso}"), "", "a assume_role, b sso"),
            (&to_b, &format!("{to_c}{KEYS}credential_process = p\n"), "", "a assume_role, b process"),
            (&to_b, &format!("{to_c}credential_process = p\n"), KEYS, "a assume_role, b static"),
            (&to_b, &format!("{to_c}aws_secret_access_key = secret\n"), "", "a assume_role, b none"),
            // A role that is assumed with a token needs no source.
            (&format!("{to_b}{token}"), "", "", "a web_identity"),
            (&to_b, &format!("{to_c}{token}{KEYS}"), "", "a assume_role, b web_identity"),
            (&format!("{to_b}credential_source = Environment\n"), "", "", "a assume_role TwoSources"),
            ("role_arn = arn\ncredential_source = Environment\n", "", "", "a assume_role +environment"),
            ("role_arn = arn\ncredential_source = Ec2\n", "", "", "a assume_role UnknownCredentialSource(\"Ec2\")"),
            ("role_arn = arn\n", "", "", "a assume_role NoSource"),
        ] {
            assert_eq!(chain(a, b, credentials), expected);
        }
    }
}
