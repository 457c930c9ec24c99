//! Names for the profiles of many accounts and roles.

use crate::config::safe_name;
use crate::error::{Error, ProfileError};
use crate::text::suggest::suggest;

const ACCOUNT_NAME: &str = "account_name";
const ACCOUNT_ID: &str = "account_id";
const ROLE_NAME: &str = "role_name";
const SSO_SESSION: &str = "sso_session";
const REGION: &str = "region";

/// What can stand between braces.
const PLACEHOLDERS: [&str; 5] = [ACCOUNT_NAME, ACCOUNT_ID, ROLE_NAME, SSO_SESSION, REGION];

/// A text such as `{account_name}.{role_name}`, which makes a name of each account and role.
#[derive(Debug, Clone)]
pub(crate) struct NameTemplate {
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    Placeholder(&'static str),
}

/// What a name is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<'a> {
    /// The account's id.
    pub(crate) account_id: &'a str,
    /// The account's name, which may be anything.
    pub(crate) account_name: Option<&'a str>,
    /// The role's name.
    pub(crate) role_name: &'a str,
    /// The session's name.
    pub(crate) sso_session: &'a str,
    /// The region of the profile.
    pub(crate) region: Option<&'a str>,
}

impl NameTemplate {
    /// The template where none is given.
    pub(crate) const DEFAULT: &'static str = "{account_name}.{role_name}";

    /// Reads a template.
    ///
    /// # Errors
    ///
    /// [`ProfileError::NameTemplate`] for a placeholder that there isn't, and for `{region}` without a region.
    pub(crate) fn parse(text: &str, region: Option<&str>) -> Result<Self, Error> {
        let error = |problem: String, nearest: Vec<String>| {
            ProfileError::NameTemplate {
                template: text.to_owned(),
                problem,
                nearest: nearest.into_iter().map(|name| format!("{{{name}}}")).collect(),
            }
            .into()
        };
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}').ok_or_else(|| error("a `{` has no `}`".into(), Vec::new()))?;
            let known = PLACEHOLDERS.into_iter().find(|known| *known == name);
            let known =
                known.ok_or_else(|| error(format!("`{{{name}}}` is no placeholder"), suggest(name, &PLACEHOLDERS)))?;
            if known == REGION && region.is_none() {
                return Err(error("`{region}` needs `--region`".into(), Vec::new()));
            }
            parts.extend([Part::Text(before.to_owned()), Part::Placeholder(known)]);
            rest = behind;
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self { parts })
    }

    /// The name for an account and role, as [`safe_name`] makes it. An account without a name, or with one of which
    /// nothing can be kept, goes by its id.
    pub(crate) fn name(&self, named: &Named<'_>) -> String {
        let text: String = self.parts.iter().map(|part| part.text(named)).collect();
        or_id(safe_name(&text), named)
    }
}

impl Part {
    fn text(&self, named: &Named<'_>) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Placeholder(ACCOUNT_NAME) => or_id(safe_name(named.account_name.unwrap_or_default()), named),
            Self::Placeholder(ACCOUNT_ID) => named.account_id.to_owned(),
            Self::Placeholder(ROLE_NAME) => safe_name(named.role_name),
            Self::Placeholder(SSO_SESSION) => safe_name(named.sso_session),
            Self::Placeholder(_) => named.region.unwrap_or_default().to_owned(),
        }
    }
}

fn or_id(name: String, named: &Named<'_>) -> String {
    if name.is_empty() { named.account_id.to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(template: &str, account_name: Option<&str>) -> String {
        let named = Named {
            account_id: "111122223333",
            account_name,
            role_name: "power=user",
            sso_session: "my corp",
            region: Some("eu-west-1"),
        };
        NameTemplate::parse(template, named.region).expect("a template").name(&named)
    }

    #[test]
    fn every_placeholder_is_filled() {
        let template = "{account_name}/{account_id}/{role_name}@{sso_session}:{region}";
        assert_eq!(name(template, Some("R&D")), "R-D/111122223333/power-user@my-corp:eu-west-1");
        assert_eq!(name(NameTemplate::DEFAULT, Some("Security (Audit)")), "Security-Audit.power-user");
    }

    #[test]
    fn the_text_between_is_made_safe_too() {
        assert_eq!(name("aws {account_name} & {role_name}!", Some("dev")), "aws-dev-power-user");
        assert_eq!(name("a--{account_id}}", None), "a--111122223333");
    }

    #[test]
    fn an_account_without_a_usable_name_goes_by_its_id() {
        for account in [None, Some(""), Some("東京支社")] {
            assert_eq!(name(NameTemplate::DEFAULT, account), "111122223333.power-user", "{account:?}");
        }
        assert_eq!(name("!", None), "111122223333");
    }

    #[test]
    fn an_unknown_placeholder_brings_the_nearest() {
        let error = NameTemplate::parse("{acount_name}.{role_name}", None).expect_err("refused");
        assert_eq!(
            error.to_string(),
            "Invalid template `{acount_name}.{role_name}` for profile names: `{acount_name}` is no placeholder"
        );
        assert!(
            matches!(error, Error::Profile(ProfileError::NameTemplate { nearest, .. }) if nearest == ["{account_name}"])
        );
    }

    #[test]
    fn what_can_not_be_filled_is_refused() {
        for (template, problem) in
            [("{region}", "needs `--region`"), ("a{role_name", "has no `}`"), ("{}", "`{}` is no")]
        {
            let error = NameTemplate::parse(template, None).expect_err("refused").to_string();
            assert!(error.contains(problem), "{error}");
        }
    }
}
