//! Parts of help texts that several errors share.

use crate::text::quote::quoted;

/// Offers the suggestions, or says something else if there are none.
pub(crate) fn did_you_mean(suggestions: &[String], otherwise: impl Into<String>) -> String {
    if suggestions.is_empty() {
        return otherwise.into();
    }
    let names: Vec<_> = suggestions.iter().map(|name| format!("`{name}`")).collect();
    format!("did you mean {}?", names.join(" or "))
}

/// The command that shows a profile's settings.
pub(crate) fn show_profile(profile: &str) -> String {
    format!("show the profile with `aws profiles --long | where name == {}`", quoted(profile))
}
