//! The kinds of credentials: one table of what the AWS files say about each.
//!
//! To add a kind, add an entry to `kinds!` and, if a profile can be of that kind, its signs to [`PRECEDENCE`]. The
//! compiler then asks for the code that loads its credentials, in `credentials/kinds`.

use std::collections::BTreeSet;

use crate::aws::variables;
use crate::config::section::{Property, Section};

/// Defines [`CredentialsKind`] and its table.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident: $facts:expr,)*) => {
        /// Where credentials come from.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum CredentialsKind {
            $($(#[$doc])* $kind,)*
        }

        impl CredentialsKind {
            pub(crate) const ALL: &[Self] = &[$(Self::$kind),*];

            /// What the AWS files say about the kind.
            pub(crate) fn facts(self) -> &'static KindFacts {
                match self {
                    $(Self::$kind => const { &$facts },)*
                }
            }
        }
    };
}

/// What the AWS files say about a kind of credentials.
pub(crate) struct KindFacts {
    /// The name that tables show.
    pub(crate) name: &'static str,
    /// The keys that make a profile one of this kind, the most important first.
    pub(crate) signs: &'static [&'static str],
    /// All keys that are about this kind. They are stale in a profile that becomes one of another kind.
    pub(crate) keys: &'static [&'static str],
    /// The keys that need another key beside them.
    pub(crate) requirements: &'static [Requirement],
    /// The key that contains the account id.
    pub(crate) account_key: Option<&'static str>,
    /// The key that names the role.
    pub(crate) role_key: Option<&'static str>,
    /// The value of `credential_source` that names the kind.
    pub(crate) credential_source: Option<&'static str>,
    /// The command that signs in.
    pub(crate) sign_in: Option<&'static str>,
}

/// A key that needs at least one of some other keys.
pub(crate) struct Requirement {
    pub(crate) key: &'static str,
    /// The first is the one to recommend.
    pub(crate) any_of: &'static [&'static str],
}

/// A kind of which the files say nothing.
const NOTHING: KindFacts = KindFacts {
    name: "",
    signs: &[],
    keys: &[],
    requirements: &[],
    account_key: None,
    role_key: None,
    credential_source: None,
    sign_in: None,
};

kinds! {
    /// A role, assumed with the credentials of another profile or of the machine.
    AssumeRole: KindFacts {
        name: "assume_role",
        signs: &["role_arn"],
        keys: &[
            "role_arn",
            "source_profile",
            "credential_source",
            "role_session_name",
            "external_id",
            "mfa_serial",
            "duration_seconds",
        ],
        requirements: &[
            Requirement { key: "role_arn", any_of: &["source_profile", "credential_source", "web_identity_token_file"] },
        ],
        account_key: Some("role_arn"),
        role_key: Some("role_arn"),
        ..NOTHING
    },
    /// A role, assumed with a token in a file.
    WebIdentity: KindFacts {
        name: "web_identity",
        signs: &["web_identity_token_file"],
        keys: &["web_identity_token_file", "role_arn", "role_session_name"],
        requirements: &[Requirement { key: "web_identity_token_file", any_of: &["role_arn"] }],
        account_key: Some("role_arn"),
        role_key: Some("role_arn"),
        ..NOTHING
    },
    /// A role of IAM Identity Center.
    Sso: KindFacts {
        name: "sso",
        signs: &["sso_account_id", "sso_role_name", "sso_session", "sso_start_url"],
        keys: &["sso_session", "sso_account_id", "sso_role_name", "sso_start_url", "sso_region"],
        requirements: &[
            Requirement { key: "sso_role_name", any_of: &["sso_account_id"] },
            Requirement { key: "sso_account_id", any_of: &["sso_role_name"] },
            Requirement { key: "sso_account_id", any_of: &["sso_session", "sso_start_url"] },
            Requirement { key: "sso_region", any_of: &["sso_start_url", "sso_session"] },
        ],
        account_key: Some("sso_account_id"),
        role_key: Some("sso_role_name"),
        sign_in: Some("aws sso login"),
        ..NOTHING
    },
    /// Keys in a file.
    Static: KindFacts {
        name: "static",
        signs: &["aws_access_key_id", "aws_secret_access_key"],
        keys: &[
            "aws_access_key_id",
            "aws_secret_access_key",
            "aws_session_token",
            "aws_security_token",
            "aws_account_id",
        ],
        requirements: &[
            Requirement { key: "aws_secret_access_key", any_of: &["aws_access_key_id"] },
            Requirement { key: "aws_access_key_id", any_of: &["aws_secret_access_key"] },
            Requirement { key: "aws_session_token", any_of: &["aws_access_key_id", "aws_secret_access_key"] },
            Requirement { key: "aws_security_token", any_of: &["aws_access_key_id", "aws_secret_access_key"] },
        ],
        account_key: Some("aws_account_id"),
        ..NOTHING
    },
    /// The console session of `aws login`.
    Login: KindFacts {
        name: "login",
        signs: &["login_session"],
        keys: &["login_session"],
        account_key: Some("login_session"),
        sign_in: Some("aws login"),
        ..NOTHING
    },
    /// A program that prints credentials.
    Process: KindFacts {
        name: "process",
        signs: &["credential_process"],
        keys: &["credential_process"],
        account_key: Some("aws_account_id"),
        ..NOTHING
    },
    /// Keys in environment variables.
    Environment: KindFacts { name: "environment", credential_source: Some("Environment"), ..NOTHING },
    /// The credentials endpoint of a container.
    Container: KindFacts { name: "container", credential_source: Some("EcsContainer"), ..NOTHING },
    /// The instance metadata service of an EC2 instance.
    InstanceMetadata: KindFacts {
        name: "instance_metadata",
        credential_source: Some("Ec2InstanceMetadata"),
        ..NOTHING
    },
}

/// Whether a section has the keys that make it one of a kind.
type SectionTest = fn(&Section) -> bool;

/// What makes a profile one of a kind, in the AWS CLI's order (botocore's chain inside a profile). The first that holds
/// decides: whether the other required keys are there doesn't matter, because without them the CLI fails instead of
/// going on to the next one.
///
/// The order of the SDK for Rust differs: any SSO key counts at the third place, keys in either file only at the
/// seventh.
const PRECEDENCE: [(CredentialsKind, SectionTest); 8] = [
    (CredentialsKind::AssumeRole, |section| has(section, "role_arn") && !has(section, "web_identity_token_file")),
    (CredentialsKind::WebIdentity, |section| has(section, "web_identity_token_file")),
    (CredentialsKind::Sso, names_sso_role),
    (CredentialsKind::Static, |section| key_id(section).is_some_and(Property::is_of_credentials_file)),
    (CredentialsKind::Login, |section| has(section, "login_session")),
    (CredentialsKind::Process, |section| has(section, "credential_process")),
    (CredentialsKind::Static, |section| key_id(section).is_some_and(|id| !id.is_of_credentials_file())),
    // One can sign in, but there is no role yet.
    (CredentialsKind::Sso, |section| {
        !names_sso_role(section) && (has(section, "sso_session") || has(section, "sso_start_url"))
    }),
];

impl CredentialsKind {
    /// All kinds of which a profile has signs, the one that the AWS CLI uses first.
    pub(crate) fn in_section(section: &Section) -> impl Iterator<Item = Self> {
        PRECEDENCE.into_iter().filter(|(_, is_there)| is_there(section)).map(|(kind, _)| kind)
    }

    /// The name that tables show.
    pub(crate) fn as_str(self) -> &'static str {
        self.facts().name
    }

    /// The variable that has the access key, if it is one of the environment.
    pub(crate) fn key_variable(self) -> Option<&'static str> {
        (self == Self::Environment).then_some(variables::AWS_ACCESS_KEY_ID)
    }

    /// The kind that a `credential_source` names.
    pub(crate) fn from_credential_source(value: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.facts().credential_source == Some(value))
    }

    /// The keys without which the kind doesn't work.
    pub(crate) fn required_keys(self) -> impl Iterator<Item = &'static str> {
        self.facts().requirements.iter().filter_map(|requirement| match requirement.any_of {
            [key] => Some(*key),
            _ => None,
        })
    }

    /// The keys of all kinds.
    pub(crate) fn all_keys() -> BTreeSet<&'static str> {
        Self::ALL.iter().flat_map(|kind| kind.facts().keys).copied().collect()
    }
}

fn has(section: &Section, key: &str) -> bool {
    section.property(key).is_some()
}

fn key_id(section: &Section) -> Option<&Property> {
    section.property("aws_access_key_id")
}

fn names_sso_role(section: &Section) -> bool {
    has(section, "sso_account_id") || has(section, "sso_role_name")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_with_signs_has_a_place_in_the_precedence() {
        for kind in CredentialsKind::ALL {
            let has_place = PRECEDENCE.iter().any(|(known, _)| known == kind);
            assert_eq!(has_place, !kind.facts().signs.is_empty(), "{kind:?}");
            assert!(kind.facts().signs.iter().all(|sign| kind.facts().keys.contains(sign)), "{kind:?}");
        }
    }

    /// The section of docs/settings.md about credentials.
    fn documentation() -> &'static str {
        let page = include_str!("../../docs/settings.md");
        page.split("\n## Credentials\n").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("the section")
    }

    #[test]
    fn the_documentation_lists_the_kinds_in_their_order() {
        let cells = documentation().lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
        let rows: Vec<_> = cells.collect();
        let names: Vec<_> = rows.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, PRECEDENCE.map(|(kind, _)| kind.as_str()));
        for ((name, keys), (kind, _)) in rows.iter().zip(PRECEDENCE) {
            let keys: Vec<_> = keys.split('`').skip(1).step_by(2).filter(|key| key.contains('_')).collect();
            let is_known = |key: &&str| kind.facts().keys.contains(key);
            assert!(!keys.is_empty() && keys.iter().all(is_known), "{name}: {keys:?}");
        }
    }

    #[test]
    fn the_documentation_names_the_kinds_of_the_machine() {
        for kind in CredentialsKind::ALL.iter().filter(|kind| kind.facts().signs.is_empty()) {
            let source = kind.facts().credential_source.expect("a name in the files");
            for word in [kind.as_str(), source] {
                assert!(documentation().contains(&format!("`{word}`")), "{word}");
            }
        }
    }

    #[test]
    fn a_credential_source_names_a_kind_without_keys() {
        assert_eq!(CredentialsKind::from_credential_source("EcsContainer"), Some(CredentialsKind::Container));
        assert_eq!(CredentialsKind::from_credential_source("environment"), None);
    }
}
