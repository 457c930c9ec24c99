//! The tags of an instance.

use super::draft::{Draft, Oddity};
use crate::xml::{Element, list, text};

/// Tags that need care in XML, in cell paths, in tables and in terminals.
const AWKWARD: [(&str, &str); 7] = [
    ("app.kubernetes.io/name", "web.front"),
    ("Cost Centre", "R&D / 42"),
    ("markup", "<b>\"it's\" & more</b>"),
    ("größe", "naïve 東京 🚀"),
    ("Env", "differs from env by its case"),
    ("lines", "first\nsecond\tthird"),
    ("json", r#"{"a": [1, 2]}"#),
];

/// The `tagSet` element.
pub fn tag_set(draft: &Draft) -> Element {
    element(tags(draft))
}

/// A `tagSet` of any tags.
pub fn element(tags: Vec<(String, String)>) -> Element {
    list("tagSet", tags.into_iter().map(|(key, value)| vec![text("key", key), text("value", value)]))
}

fn tags(draft: &Draft) -> Vec<(String, String)> {
    if draft.oddity == Oddity::Untagged {
        return Vec::new();
    }
    let mut random = draft.random("tags");
    let service = random.pick(&["web", "api", "db", "batch", "cache"]);
    let mut tags = vec![
        ("env", random.pick(&["prod", "prod", "dev", "test"]).to_owned()),
        ("service", service.to_owned()),
        ("team", random.pick(&["platform", "shop", "data"]).to_owned()),
        ("aws:autoscaling:groupName", format!("{service}-{}", draft.site.region.name)),
    ];
    if draft.oddity != Oddity::Nameless {
        tags.insert(0, ("Name", format!("{service}-{}", draft.index + 1)));
    }
    let account = &draft.site.account.id;
    match draft.oddity {
        Oddity::OwnedByArn => {
            tags.push(("aws:cloud9:owner", format!("arn:aws:sts::{account}:assumed-role/developer/ann")));
        }
        Oddity::OwnedById => tags.push(("aws:cloud9:owner", format!("AIDA{:016X}A", random.bits()))),
        Oddity::EmptyTag => tags.push(("empty", String::new())),
        Oddity::AwkwardTags => tags.extend(AWKWARD.map(|(key, value)| (key, value.to_owned()))),
        _ => {}
    }
    tags.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
