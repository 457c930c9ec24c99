//! The names of regions, as people write them.

use crate::aws::partition::known_regions;
use crate::text::suggest::{is_misspelled, suggest};

/// The words that say where a region is.
const DIRECTIONS: [&str; 9] =
    ["central", "east", "north", "northeast", "northwest", "south", "southeast", "southwest", "west"];

/// The region that a text names, in lower case. A name that is not in the table may be a new region, unless a direction
/// in it is misspelled.
///
/// # Errors
///
/// The known regions that resemble a text that is no region's name.
pub(crate) fn parse(text: &str) -> Result<String, Vec<String>> {
    let name = text.to_ascii_lowercase();
    let is_known = known_regions().contains(&name.as_str());
    if is_known || (is_region_name(&name) && !has_misspelled_direction(&name)) {
        Ok(name)
    } else {
        Err(suggest(text, known_regions()))
    }
}

/// The known regions that resemble one that is not known itself.
pub(crate) fn similar(name: &str) -> Vec<String> {
    if known_regions().contains(&name) { Vec::new() } else { suggest(name, known_regions()) }
}

/// Whether a text has the form of a region name. The SDK puts the name into a host name, so this must reject anything
/// that could lead to another host.
fn is_region_name(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let plain = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    parts.len() >= 3 && parts.iter().all(plain) && parts.last().is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()))
}

/// Whether a word looks like a direction with wrong letters. Words of two letters are countries: `eusc-de-east-1`.
fn has_misspelled_direction(name: &str) -> bool {
    let words = name.split('-').skip(1).filter(|word| word.len() > 2);
    words.into_iter().any(|word| !DIRECTIONS.contains(&word) && is_misspelled(word, DIRECTIONS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_region_is_one_in_any_case() {
        for region in known_regions() {
            assert_eq!(parse(&region.to_uppercase()).as_deref(), Ok(*region));
            assert!(is_region_name(region) && similar(region).is_empty(), "{region}");
            assert!(!has_misspelled_direction(region), "{region}");
        }
    }

    #[test]
    fn a_region_may_be_newer_than_the_table() {
        for new in ["eu-west-9", "nz-south-1", "sa-west-1", "us-midwest-1", "eusc-es-north-1", "us-isog-east-1"] {
            assert_eq!(parse(new).as_deref(), Ok(new));
        }
        assert_eq!(similar("eu-west-9")[0], "eu-west-1");
    }

    #[test]
    fn a_misspelled_region_is_none() {
        for (wrong, right) in [
            ("eu-wst-2", "eu-west-2"),
            ("us-esat-1", "us-east-1"),
            ("ap-southest-1", "ap-southeast-1"),
            ("EU-CENTRL-1", "eu-central-1"),
            ("eu-west-2a", "eu-west-2"),
            ("euwest2", "eu-west-2"),
        ] {
            assert!(parse(wrong).expect_err(wrong).iter().any(|near| near == right), "{wrong}");
        }
    }

    #[test]
    fn a_text_that_could_change_the_host_is_not_a_region_name() {
        for wrong in ["", "eu", "eu-west", "eu-west-1.evil.com", "eu-west-1#", "eu--1", "eu-west-x", "a-b-1/c-1"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
