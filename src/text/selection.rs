//! Lists of names, patterns and exclusions: `[dev prod-* !prod-old]`.

use glob::{MatchOptions, Pattern};

/// Whether a text selects by a pattern or an exclusion instead of a name.
pub(crate) fn is_pattern(text: &str) -> bool {
    text.starts_with('!') || has_wildcard(text)
}

/// Whether names that differ only in the case of their letters are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Matters,
    Ignored,
}

/// The candidates that a list selects, each once: in the order of the list, and those of a pattern in their own order. A
/// list of exclusions selects all others.
///
/// # Errors
///
/// The position of an item that no candidate matches.
pub(crate) fn select<'a>(items: &[&str], candidates: &[&'a str], case: Case) -> Result<Vec<&'a str>, usize> {
    let (mut selected, mut excluded) = (Vec::new(), Vec::new());
    for (position, item) in items.iter().enumerate() {
        let (names, found) = match item.strip_prefix('!').filter(|_| !candidates.contains(item)) {
            Some(name) => (&mut excluded, matching(name, candidates, case)),
            None => (&mut selected, matching(item, candidates, case)),
        };
        // Nothing to exclude is no mistake if it is a pattern.
        if found.is_empty() && !(item.starts_with('!') && has_wildcard(item)) {
            return Err(position);
        }
        for name in found {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    if selected.is_empty() && !items.is_empty() {
        selected = candidates.to_vec();
    }
    selected.retain(|name| !excluded.contains(name));
    Ok(selected)
}

/// The candidate with this name, else those that match it as a pattern.
fn matching<'a>(item: &str, candidates: &[&'a str], case: Case) -> Vec<&'a str> {
    let is_named = |name: &&&str| **name == item || case == Case::Ignored && name.eq_ignore_ascii_case(item);
    if let Some(name) = candidates.iter().find(is_named) {
        return vec![name];
    }
    let pattern = Pattern::new(item).ok().filter(|_| has_wildcard(item));
    let options = MatchOptions { case_sensitive: case == Case::Matters, ..MatchOptions::default() };
    let matches = |name: &&&str| pattern.as_ref().is_some_and(|pattern| pattern.matches_with(name, options));
    candidates.iter().filter(matches).copied().collect()
}

fn has_wildcard(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["dev", "dev-old", "prod-a", "prod-b", "odd*name"];

    #[test]
    fn names_and_patterns_select_in_the_order_of_the_list() {
        assert_eq!(
            select(&["prod-b", "dev*", "prod-?"], &NAMES, Case::Matters),
            Ok(vec!["prod-b", "dev", "dev-old", "prod-a"])
        );
        assert_eq!(select(&["prod-[a-b]"], &NAMES, Case::Matters), Ok(vec!["prod-a", "prod-b"]));
        assert_eq!(select(&[], &NAMES, Case::Matters), Ok(vec![]));
    }

    #[test]
    fn exclusions_win_and_alone_select_all_others() {
        assert_eq!(select(&["dev*", "!dev-old"], &NAMES, Case::Matters), Ok(vec!["dev"]));
        assert_eq!(select(&["!dev*", "!odd*name"], &NAMES, Case::Matters), Ok(vec!["prod-a", "prod-b"]));
        assert_eq!(select(&["dev", "!x*"], &NAMES, Case::Matters), Ok(vec!["dev"]));
    }

    #[test]
    fn a_name_wins_over_a_pattern() {
        assert_eq!(select(&["odd*name"], &["odd-name", "odd*name", "!odd"], Case::Matters), Ok(vec!["odd*name"]));
        assert_eq!(select(&["!odd"], &["odd", "!odd"], Case::Matters), Ok(vec!["!odd"]));
    }

    #[test]
    fn an_item_that_nothing_matches_is_an_error() {
        for wrong in ["dve", "x*", "!dve", "[", ""] {
            assert_eq!(select(&["dev", wrong], &NAMES, Case::Matters), Err(1), "{wrong}");
        }
    }

    #[test]
    fn the_case_of_names_and_patterns_matters_only_if_it_is_asked_for() {
        for (item, selected) in [("DEV", vec!["dev"]), ("Prod-[A]", vec!["prod-a"]), ("!*O*", vec!["dev"])] {
            assert_eq!(select(&[item], &NAMES, Case::Ignored), Ok(selected), "{item}");
        }
        assert_eq!(select(&["DEV"], &NAMES, Case::Matters), Err(0));
        assert_eq!(select(&["PROD*"], &NAMES, Case::Matters), Err(0));
    }

    #[test]
    fn only_wildcards_and_exclusions_are_patterns() {
        assert!(["dev*", "?", "[a-b]", "!dev"].into_iter().all(is_pattern));
        assert!(!["dev", "a!b", ""].into_iter().any(is_pattern));
    }
}
