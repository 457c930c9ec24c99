//! Templates for the names of profiles.

use crate::config::safe_name;
use crate::error::{Error, ProfileError};
use crate::text::suggest::suggest;

const ACCOUNT_NAME: &str = "account_name";
const ACCOUNT_ID: &str = "account_id";
const ROLE_NAME: &str = "role_name";
const SSO_SESSION: &str = "sso_session";
const REGION: &str = "region";

const PLACEHOLDERS: [&str; 5] = [ACCOUNT_NAME, ACCOUNT_ID, ROLE_NAME, SSO_SESSION, REGION];

/// A template such as `{account_name}.{role_name}`, from which each account and role gets a profile name.
#[derive(Debug, Clone)]
pub(crate) struct NameTemplate {
    parts: Vec<TemplatePart>,
}

#[derive(Debug, Clone)]
enum TemplatePart {
    Text(String),
    Placeholder(&'static str),
}

/// The values of the placeholders.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TemplateValues<'a> {
    pub(crate) account_id: &'a str,
    /// May contain any characters.
    pub(crate) account_name: Option<&'a str>,
    pub(crate) role_name: &'a str,
    pub(crate) sso_session: &'a str,
    pub(crate) region: Option<&'a str>,
}

impl NameTemplate {
    pub(crate) const DEFAULT: &'static str = "{account_name}.{role_name}";

    /// # Errors
    ///
    /// [`ProfileError::NameTemplate`] for an unknown placeholder, and for `{region}` without a region.
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
            let known = known
                .ok_or_else(|| error(format!("`{{{name}}}` is not a placeholder"), suggest(name, PLACEHOLDERS)))?;
            if known == REGION && region.is_none() {
                return Err(error("`{region}` needs `--region`".into(), Vec::new()));
            }
            parts.extend([TemplatePart::Text(before.to_owned()), TemplatePart::Placeholder(known)]);
            rest = behind;
        }
        parts.push(TemplatePart::Text(rest.to_owned()));
        Ok(Self { parts })
    }

    /// The name for an account and role, after [`safe_name`]. An account without a name, or whose name has no safe
    /// characters, is named by its id.
    pub(crate) fn name(&self, values: &TemplateValues<'_>) -> String {
        let text: String = self.parts.iter().map(|part| part.text(values)).collect();
        or_id(safe_name(&text), values)
    }
}

impl TemplatePart {
    fn text(&self, values: &TemplateValues<'_>) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Placeholder(ACCOUNT_NAME) => or_id(safe_name(values.account_name.unwrap_or_default()), values),
            Self::Placeholder(ACCOUNT_ID) => values.account_id.to_owned(),
            Self::Placeholder(ROLE_NAME) => safe_name(values.role_name),
            Self::Placeholder(SSO_SESSION) => safe_name(values.sso_session),
            Self::Placeholder(_) => values.region.unwrap_or_default().to_owned(),
        }
    }
}

fn or_id(name: String, values: &TemplateValues<'_>) -> String {
    if name.is_empty() { values.account_id.to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(template: &str, account_name: Option<&str>) -> String {
        let values = TemplateValues {
            account_id: "111122223333",
            account_name,
            role_name: "power=user",
            sso_session: "my corp",
            region: Some("eu-west-1"),
        };
        NameTemplate::parse(template, values.region).expect("a template").name(&values)
    }

    #[test]
    fn every_placeholder_is_filled() {
        let template = "{account_name}/{account_id}/{role_name}@{sso_session}:{region}";
        assert_eq!(name(template, Some("R&D")), "R-D/111122223333/power-user@my-corp:eu-west-1");
        assert_eq!(name(NameTemplate::DEFAULT, Some("Security (Audit)")), "Security-Audit.power-user");
    }

    #[test]
    fn the_text_around_placeholders_is_made_safe_too() {
        assert_eq!(name("aws {account_name} & {role_name}!", Some("dev")), "aws-dev-power-user");
        assert_eq!(name("a--{account_id}}", None), "a--111122223333");
    }

    #[test]
    fn an_account_without_a_usable_name_is_named_by_its_id() {
        for account in [None, Some(""), Some("東京支社")] {
            assert_eq!(name(NameTemplate::DEFAULT, account), "111122223333.power-user", "{account:?}");
        }
        assert_eq!(name("!", None), "111122223333");
    }

    #[test]
    fn an_unknown_placeholder_suggests_the_nearest() {
        let error = NameTemplate::parse("{acount_name}.{role_name}", None).expect_err("refused");
        assert_eq!(
            error.to_string(),
            "Invalid template `{acount_name}.{role_name}` for profile names: `{acount_name}` is not a placeholder"
        );
    }

    #[test]
    fn an_invalid_template_is_an_error() {
        for (template, problem) in
            [("{region}", "needs `--region`"), ("a{role_name", "has no `}`"), ("{}", "`{}` is not")]
        {
            let error = NameTemplate::parse(template, None).expect_err("refused").to_string();
            assert!(error.contains(problem), "{error}");
        }
    }
}
