//! The chain of source profiles from a profile that assumes a role to the one whose credentials are used.

use crate::config::Config;
use crate::config::kind::CredentialsKind;
use crate::config::profile::Profile;

/// Profiles that lead to each other by their `source_profile`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceChain<'a> {
    /// At least the profile that the chain begins with.
    pub(crate) links: Vec<ChainLink<'a>>,
    pub(crate) end: ChainEnd<'a>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ChainLink<'a> {
    pub(crate) profile: &'a Profile,
    /// How the profile gets its credentials in this chain: the [`kind`](Profile::kind) of the first profile, the
    /// [`source_kind`](Profile::source_kind) of the others.
    pub(crate) kind: Option<CredentialsKind>,
}

/// Why a chain has no more profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChainEnd<'a> {
    /// The last profile needs no other one.
    Complete,
    /// The last profile's `source_profile` doesn't exist.
    MissingProfile(&'a str),
    /// The last profile's `source_profile` is in the chain already.
    Loop(&'a Profile),
}

impl<'a> SourceChain<'a> {
    /// Follows the chain like botocore (`AssumeRoleProvider`): a profile may be its own source if it has keys.
    pub(crate) fn from_profile(config: &'a Config, profile: &'a Profile) -> Self {
        let mut last = ChainLink::first(profile);
        let mut links = vec![last];
        while let Some(name) = last.source_profile() {
            let Some(profile) = config.profile(name) else {
                return Self { links, end: ChainEnd::MissingProfile(name) };
            };
            let next = ChainLink { profile, kind: profile.source_kind() };
            let is_own_source = name == last.profile.name() && next.kind != Some(CredentialsKind::AssumeRole);
            if !is_own_source && links.iter().any(|link| link.profile.name() == name) {
                return Self { links, end: ChainEnd::Loop(profile) };
            }
            links.push(next);
            last = next;
        }
        Self { links, end: ChainEnd::Complete }
    }

    pub(crate) fn last(&self) -> Option<ChainLink<'a>> {
        self.links.last().copied()
    }
}

impl<'a> ChainLink<'a> {
    pub(crate) fn first(profile: &'a Profile) -> Self {
        Self { profile, kind: profile.kind() }
    }

    /// The profile whose credentials this one assumes its role with. A profile with a `credential_source` has none.
    pub(crate) fn source_profile(self) -> Option<&'a str> {
        let is_chained =
            self.kind == Some(CredentialsKind::AssumeRole) && self.profile.get("credential_source").is_none();
        self.profile.get("source_profile").filter(|_| is_chained)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const ROLE: &str = "role_arn = arn\nsource_profile = ";
    const KEYS: &str = "aws_access_key_id = AKIA\naws_secret_access_key = secret\n";

    /// The names and kinds of the chain of profile `a`, and its end.
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
            ChainEnd::Complete => String::new(),
            ChainEnd::MissingProfile(name) => format!(" !{name}"),
            ChainEnd::Loop(profile) => format!(" @{}", profile.name()),
        };
        chain.links.iter().map(name).collect::<Vec<_>>().join(", ") + &end
    }

    #[test]
    fn the_chain_ends_where_it_ends_in_botocore() {
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
            // Keys come before a role, though not before all else.
            (&to_b, &format!("{to_c}{KEYS}"), "", "a assume_role, b static"),
            (&to_b, &format!("{to_c}{KEYS}{sso}"), "", "a assume_role, b sso"),
            (&to_b, &format!("{to_c}{KEYS}credential_process = p\n"), "", "a assume_role, b process"),
            (&to_b, &format!("{to_c}credential_process = p\n"), KEYS, "a assume_role, b static"),
            (&to_b, &format!("{to_c}aws_secret_access_key = secret\n"), "", "a assume_role, b none"),
            // A token's role needs no source.
            (&format!("{to_b}{token}"), "", "", "a web_identity"),
            (&to_b, &format!("{to_c}{token}{KEYS}"), "", "a assume_role, b web_identity"),
            (&format!("{to_b}credential_source = Environment\n"), "", "", "a assume_role"),
        ] {
            assert_eq!(chain(a, b, credentials), expected);
        }
    }
}
