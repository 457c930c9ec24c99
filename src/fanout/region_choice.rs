//! Which regions a call asks.

use glob::Pattern;

use crate::aws::partition::known_regions;
use crate::aws::region;
use crate::error::{Error, RegionError};
use crate::text::suggest::suggest;

/// The regions that a call asks in each account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RegionChoice {
    /// The region of the variables, the profile or the EC2 instance.
    Default,
    /// The same, or else any region of the partition: all have the same answer.
    Any,
    /// The regions of these names and patterns.
    Named(Vec<RegionPattern>),
}

/// An item of `--region`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RegionPattern {
    /// This region.
    Name(String),
    /// All enabled regions.
    All,
    /// All enabled regions that match: `us-*`.
    Matching(Pattern),
    /// No region that matches: `!us-gov-*`, `!us-west-1`.
    Excluded(Pattern),
}

/// A region to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChosenRegion {
    pub(crate) region: String,
    /// Whether the call names it, instead of a pattern that it matches.
    pub(crate) by_name: bool,
}

impl RegionChoice {
    /// Parses the items of `--region`, and `--all-regions`.
    ///
    /// # Errors
    ///
    /// [`RegionError::Invalid`] for an item that is neither a region's name nor a pattern, and [`RegionError::Contradiction`]
    /// for regions together with `--all-regions`.
    pub(crate) fn parse(patterns: Option<&[String]>, all: bool) -> Result<Self, Error> {
        let Some(patterns) = patterns else {
            return Ok(if all { Self::Named(vec![RegionPattern::All]) } else { Self::Default });
        };
        let mut patterns =
            patterns.iter().map(|pattern| RegionPattern::parse(pattern)).collect::<Result<Vec<_>, _>>()?;
        let positive = patterns.iter().find(|pattern| !matches!(pattern, RegionPattern::Excluded(_)));
        match positive {
            Some(pattern) if all => return Err(RegionError::Contradiction { pattern: pattern.text() }.into()),
            // Only exclusions: all other regions.
            None if all || !patterns.is_empty() => patterns.push(RegionPattern::All),
            _ => (),
        }
        Ok(Self::Named(patterns))
    }

    /// The region, if the call names exactly one.
    pub(crate) fn single(&self) -> Option<&str> {
        match self {
            Self::Named(patterns) => match patterns.as_slice() {
                [RegionPattern::Name(name)] => Some(name),
                _ => None,
            },
            Self::Default | Self::Any => None,
        }
    }

    /// Whether the list of enabled regions is needed.
    pub(crate) fn needs_list(&self) -> bool {
        matches!(self, Self::Named(patterns) if patterns.iter().any(|pattern| matches!(pattern, RegionPattern::All | RegionPattern::Matching(_))))
    }
}

/// The regions to ask, each once: first those that are named, in the order of the patterns, then those that match.
pub(crate) fn choose(patterns: &[RegionPattern], enabled: &[String]) -> Vec<ChosenRegion> {
    let excluded = |region: &str| {
        patterns.iter().any(|pattern| matches!(pattern, RegionPattern::Excluded(like) if like.matches(region)))
    };
    let named = patterns.iter().filter_map(|pattern| match pattern {
        RegionPattern::Name(name) => Some(ChosenRegion { region: name.clone(), by_name: true }),
        _ => None,
    });
    let like = |region: &&String| patterns.iter().any(|pattern| pattern.selects(region));
    let others = enabled.iter().filter(like).map(|region| ChosenRegion { region: region.clone(), by_name: false });
    let mut chosen: Vec<ChosenRegion> = Vec::new();
    for candidate in named.chain(others) {
        if !excluded(&candidate.region) && !chosen.iter().any(|known| known.region == candidate.region) {
            chosen.push(candidate);
        }
    }
    chosen
}

impl RegionPattern {
    fn parse(text: &str) -> Result<Self, Error> {
        if text.contains(',') {
            return Err(RegionError::Joined { text: text.to_owned() }.into());
        }
        let invalid = |nearest| Error::from(RegionError::Invalid { name: text.to_owned(), given_by: None, nearest });
        let (is_excluded, name) = text.strip_prefix('!').map_or((false, text), |name| (true, name));
        let is_pattern = name.contains(['*', '?', '[']);
        let name = if is_pattern { name.to_ascii_lowercase() } else { region::parse(name).map_err(invalid)? };
        if !is_pattern && !is_excluded {
            return Ok(Self::Name(name));
        }
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-*?[]!".contains(c);
        let is_plain = !name.starts_with('!') && name.chars().all(plain);
        let pattern = Pattern::new(&name).ok().filter(|_| is_plain);
        let pattern = pattern.ok_or_else(|| invalid(suggest(&name, known_regions())))?;
        Ok(if is_excluded { Self::Excluded(pattern) } else { Self::Matching(pattern) })
    }

    /// Whether it selects this enabled region.
    fn selects(&self, region: &str) -> bool {
        match self {
            Self::All => true,
            Self::Matching(pattern) => pattern.matches(region),
            Self::Name(_) | Self::Excluded(_) => false,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::All => "*".into(),
            Self::Matching(pattern) => pattern.as_str().to_owned(),
            Self::Excluded(pattern) => format!("!{}", pattern.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(items: &[&str], all: bool) -> Result<RegionChoice, Error> {
        let items: Vec<_> = items.iter().map(|item| (*item).to_owned()).collect();
        RegionChoice::parse(Some(&items), all)
    }

    /// The regions to ask in an account with these regions.
    fn chosen(items: &[&str], enabled: &[&str]) -> Vec<String> {
        let enabled: Vec<_> = enabled.iter().map(|region| (*region).to_owned()).collect();
        match choice(items, false).expect("a choice") {
            RegionChoice::Named(patterns) => {
                choose(&patterns, &enabled).into_iter().map(|chosen| chosen.region).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    const ENABLED: [&str; 5] = ["eu-west-1", "eu-west-2", "us-east-1", "us-west-1", "us-west-2"];

    #[test]
    fn names_patterns_and_exclusions_choose_together() {
        assert_eq!(chosen(&["us-*", "!us-west-1"], &ENABLED), ["us-east-1", "us-west-2"]);
        assert_eq!(chosen(&["eu-*", "us-east-1"], &ENABLED), ["us-east-1", "eu-west-1", "eu-west-2"]);
        assert_eq!(chosen(&["*-west-?"], &ENABLED), ["eu-west-1", "eu-west-2", "us-west-1", "us-west-2"]);
        assert_eq!(chosen(&["us-west-[2-9]"], &ENABLED), ["us-west-2"]);
    }

    #[test]
    fn a_named_region_is_asked_even_if_it_is_not_enabled() {
        assert_eq!(chosen(&["ap-east-2", "me-*"], &ENABLED), ["ap-east-2"]);
    }

    #[test]
    fn only_exclusions_mean_all_other_regions() {
        assert_eq!(chosen(&["!us-*"], &ENABLED), ["eu-west-1", "eu-west-2"]);
        assert!(choice(&["!us-*"], true).expect("a choice").needs_list());
    }

    #[test]
    fn an_exclusion_wins_over_a_name_and_a_region_is_asked_once() {
        assert_eq!(chosen(&["eu-west-1", "eu-west-1", "eu-*", "!eu-west-2"], &ENABLED), ["eu-west-1"]);
        assert_eq!(chosen(&["eu-west-1", "!eu-west-1"], &ENABLED), Vec::<String>::new());
    }

    #[test]
    fn an_empty_list_is_no_region() {
        assert_eq!(chosen(&[], &ENABLED), Vec::<String>::new());
        assert!(!choice(&[], false).expect("a choice").needs_list());
    }

    #[test]
    fn only_patterns_need_the_list() {
        assert!(!choice(&["eu-west-1", "us-east-1"], false).expect("a choice").needs_list());
        assert!(choice(&["eu-west-1", "us-*"], false).expect("a choice").needs_list());
        assert!(RegionChoice::parse(None, true).expect("all").needs_list());
        assert_eq!(RegionChoice::parse(None, false).expect("none"), RegionChoice::Default);
    }

    #[test]
    fn one_name_is_a_single_region() {
        assert_eq!(choice(&["eu-west-1"], false).expect("a choice").single(), Some("eu-west-1"));
        assert_eq!(choice(&["eu-*"], false).expect("a choice").single(), None);
        assert_eq!(choice(&["eu-west-1", "eu-west-2"], false).expect("a choice").single(), None);
    }

    #[test]
    fn upper_case_is_accepted() {
        assert_eq!(chosen(&["EU-West-1", "US-*", "!US-WEST-1"], &ENABLED), ["eu-west-1", "us-east-1", "us-west-2"]);
    }

    #[test]
    fn an_item_that_is_no_region_is_invalid() {
        for item in [
            "",
            "!",
            "eu-west",
            "eu-wst-2",
            "!eu-wst-2",
            "eu west 1",
            "eu-west-1/",
            "evil.example.com",
            "[",
            "!eu-west",
            "!!us-*",
        ] {
            let error = choice(&[item], false).expect_err(item);
            assert_eq!(error.code(), "aws::region::invalid", "{item}");
        }
    }

    #[test]
    fn regions_contradict_all_regions() {
        let error = choice(&["!us-west-1", "eu-*"], true).expect_err("refused");
        assert!(matches!(error, Error::Region(RegionError::Contradiction { pattern }) if pattern == "eu-*"));
    }
}
