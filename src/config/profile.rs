//! Profiles: what their keys say about where to sign in and how.

use std::sync::Arc;

use crate::aws::arn::Arn;
use crate::config::Config;
use crate::config::kind::CredentialsKind;
use crate::config::section::{Location, Property, Section};

/// A profile, merged from both files. Its `Debug` shows no values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Profile {
    section: Section,
}

/// What a profile says about IAM Identity Center. Whatever the files leave open is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SsoSettings<'a> {
    /// The name of the `[sso-session]`, which may not exist; `None` for a legacy profile.
    pub(crate) session: Option<&'a str>,
    /// The start URL as written, which is the name of a legacy token.
    pub(crate) start_url: Option<&'a str>,
    /// The region of the Identity Center, not that of the profile.
    pub(crate) region: Option<&'a str>,
}

impl Profile {
    pub(crate) fn new(name: Arc<str>) -> Self {
        Self { section: Section::new(name) }
    }

    pub(crate) fn section_mut(&mut self) -> &mut Section {
        &mut self.section
    }

    /// The name, without `profile` and quotes.
    pub(crate) fn name(&self) -> &str {
        self.section.name()
    }

    /// The value of a key, whatever the key's case; `None` if there is no such key. It may be empty or secret.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.section.get(key)
    }

    /// The property of a key, whatever the key's case.
    pub(crate) fn property(&self, key: &str) -> Option<&Property> {
        self.section.property(key)
    }

    /// The properties in the order of their first mention: those of the config file, then those that only the
    /// credentials file has.
    pub(crate) fn properties(&self) -> &[Property] {
        self.section.properties()
    }

    /// The properties of a key that another one of the same key has replaced, the last one first. Where both files
    /// have it, that of the config file is among them.
    pub(crate) fn overridden(&self, key: &str) -> impl Iterator<Item = &Property> {
        self.section.overridden(key)
    }

    /// Where it stands: every header of it, those of the config file first.
    pub(crate) fn locations(&self) -> &[Location] {
        self.section.locations()
    }

    /// The region of the profile's clients; `None` if the key is absent or empty.
    pub(crate) fn region(&self) -> Option<&str> {
        self.get("region").filter(|region| !region.is_empty())
    }

    /// How the profile gets its credentials; `None` if it says nothing about that.
    pub(crate) fn kind(&self) -> Option<CredentialsKind> {
        self.kinds().next()
    }

    /// How the profile gets its credentials as the `source_profile` of another one: as always, but keys of its own (or
    /// one of the two) come before its role (botocore, `AssumeRoleProvider`).
    pub(crate) fn source_kind(&self) -> Option<CredentialsKind> {
        let has_keys = ["aws_access_key_id", "aws_secret_access_key"].iter().any(|key| self.property(key).is_some());
        self.kinds().find(|kind| *kind != CredentialsKind::AssumeRole || !has_keys)
    }

    /// All kinds of which the profile has signs, the one that counts first.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = CredentialsKind> {
        CredentialsKind::in_section(&self.section)
    }

    /// The account that credentials of this kind are for, with the line that says so: the one of the Identity Center's
    /// role, the one in the ARN of a role or console session, or the profile's own word. `None` if only AWS knows it.
    pub(crate) fn account_id(&self, kind: CredentialsKind) -> Option<(&str, &Property)> {
        let key = kind.facts().account_key?;
        let property = self.property(key)?;
        let value = property.value();
        let id = if key.ends_with("account_id") { value } else { Arn::parse(value)?.account_id()? };
        (!id.trim().is_empty() && !id.contains('\n')).then(|| (id.trim(), property))
    }

    /// The Identity Center that the profile signs in to; `None` if it names neither a session nor a start URL.
    ///
    /// A session's keys come before the profile's own, which fill what the session leaves open, as in the CLI. (Where
    /// both have a key and disagree, the CLI refuses the profile.)
    pub(crate) fn sso<'a>(&'a self, config: &'a Config) -> Option<SsoSettings<'a>> {
        let session = self.get("sso_session");
        let section = session.and_then(|name| config.sso_session(name));
        let value = |key| section.and_then(|section| section.get(key)).or_else(|| self.get(key));
        let sso = SsoSettings { session, start_url: value("sso_start_url"), region: value("sso_region") };
        (session.is_some() || sso.start_url.is_some()).then_some(sso)
    }
}

#[cfg(test)]
mod tests;
