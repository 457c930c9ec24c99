//! Parts of help texts that several errors share.

use crate::text::quote::{quoted, quoted_value};

/// The command that shows which server and proxy requests go to.
pub(crate) const SHOW_ENDPOINTS: &str = "`aws env | where setting =~ 'endpoint|proxy'`";

/// Offers the suggestions, then says what else to do.
pub(crate) fn did_you_mean(suggestions: &[String], otherwise: &str) -> String {
    match meant(suggestions) {
        None => otherwise.to_owned(),
        Some(question) => format!("{question} If not, {otherwise}"),
    }
}

/// The question that offers suggestions; `None` without any.
pub(crate) fn meant(suggestions: &[String]) -> Option<String> {
    let names: Vec<_> = suggestions.iter().map(|name| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| format!("did you mean {}?", names.join(" or ")))
}

/// The help for several values in one text, as the AWS CLI takes them; `None` for a text without commas.
pub(crate) fn list_of_values(flag: &str, text: &str) -> Option<String> {
    let values: Vec<_> = text.split(',').map(str::trim).filter(|value| !value.is_empty()).map(quoted_value).collect();
    let list = format!("--{flag} [{}]", values.join(" "));
    text.contains(',').then(|| format!("write several values of a flag as a list: `{list}`"))
}

/// The help for a failure that a misspelled region may have caused: the regions that resemble it, then what else to do.
pub(crate) fn did_you_mean_region(similar: &[String], otherwise: &str) -> String {
    match meant(similar) {
        None => otherwise.to_owned(),
        Some(question) => format!("{question} If the region is right, {otherwise}"),
    }
}

/// The command that chooses one of these profiles, or that creates the first.
pub(crate) fn choose_profile(profiles: &[String]) -> String {
    match profiles {
        [] => "create a profile with `aws configure sso`, or with `aws login`".to_owned(),
        [only] => format!("choose it with `aws profile use {0}`, or pass `--profile {0}`", quoted(only)),
        many => format!("pick one of {} with `aws profile use`, or pass `--profile NAME`", many.len()),
    }
}

/// The command that shows a profile's settings.
pub(crate) fn show_profile(profile: &str) -> String {
    format!("show the profile with `aws profiles --long | where name == {}`", quoted(profile))
}
