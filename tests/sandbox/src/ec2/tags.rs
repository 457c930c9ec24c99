//! The tags of resources.

use super::account_region::AccountRegion;
use super::variant::Variant;
use crate::xml::{Element, fields, list, text};

/// Tags that need quoting in XML, cell paths, tables or terminals.
const AWKWARD: [(&str, &str); 7] = [
    ("app.kubernetes.io/name", "web.front"),
    ("Cost Centre", "R&D / 42"),
    ("markup", "<b>\"it's\" & more</b>"),
    ("größe", "naïve 東京 🚀"),
    ("Env", "differs from env by its case"),
    ("lines", "first\nsecond\tthird"),
    ("json", r#"{"a": [1, 2]}"#),
];

/// The `tagSet` of the resource at `index`. An instance and its volume, which share an index, share their tags too.
pub fn tag_set(location: &AccountRegion, index: usize) -> Element {
    element(tags(location, index))
}

/// A `tagSet` of the given tags.
pub fn element(tags: Vec<(String, String)>) -> Element {
    list("tagSet", tags.into_iter().map(|(key, value)| vec![text("key", key), text("value", value)]))
}

/// The content of a `tagSet`.
pub fn set(tags: &[(&str, &str)]) -> Vec<Vec<Element>> {
    tags.iter().map(|(key, value)| fields! { key: (*key).to_owned(), value: (*value).to_owned() }).collect()
}

/// The content of a `tagSet` with a name.
pub fn named(name: &str) -> Vec<Vec<Element>> {
    set(&[("Name", name), ("env", "prod")])
}

fn tags(location: &AccountRegion, index: usize) -> Vec<(String, String)> {
    let variant = Variant::at(index);
    if variant == Variant::Untagged {
        return Vec::new();
    }
    let mut random = location.random("tags", index);
    let service = random.pick(&["web", "api", "db", "batch", "cache"]);
    let mut tags = vec![
        ("env", random.pick(&["prod", "prod", "dev", "test"]).to_owned()),
        ("service", service.to_owned()),
        ("team", random.pick(&["platform", "shop", "data"]).to_owned()),
        ("aws:autoscaling:groupName", format!("{service}-{}", location.region.name)),
    ];
    if variant != Variant::Nameless {
        tags.insert(0, ("Name", format!("{service}-{}", index + 1)));
    }
    match variant {
        Variant::OwnedByArn => {
            let owner = format!("arn:aws:sts::{}:assumed-role/developer/ann", location.account.id);
            tags.push(("aws:cloud9:owner", owner));
        }
        Variant::OwnedById => tags.push(("aws:cloud9:owner", format!("AIDA{:016X}A", random.bits()))),
        Variant::EmptyTag => tags.push(("empty", String::new())),
        Variant::AwkwardTags => tags.extend(AWKWARD.map(|(key, value)| (key, value.to_owned()))),
        _ => {}
    }
    tags.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
