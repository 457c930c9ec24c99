//! "Did you mean": the names that resemble a mistyped one.

use strsim::osa_distance;

const MAX_SUGGESTIONS: usize = 3;
const MIN_PART_LENGTH: usize = 3;
/// From this length on, the beginning of a name is found in spite of a typo.
const MIN_PREFIX_LENGTH: usize = 4;
const MAX_MISSPELLING: usize = 2;
/// The characters of a name that is searched for typos, which takes the product of two lengths.
const MAX_COMPARED_LENGTH: usize = 256;

/// Up to three candidates that resemble `name`, the nearest first: the same name in another case, then names with a few
/// wrong letters, then names that contain it or are contained in it, then those whose beginning has one or two wrong
/// letters. Equally near ones keep their order.
pub(crate) fn suggest(name: &str, candidates: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<String> {
    let wanted = name.to_lowercase();
    let ranked = candidates.into_iter().filter_map(|candidate| Some((rank(&wanted, candidate.as_ref())?, candidate)));
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(MAX_SUGGESTIONS).map(|(_, candidate)| candidate.as_ref().to_owned()).collect()
}

/// Whether a name looks like one of the candidates misspelled: other case, or up to two wrong letters.
pub(crate) fn is_misspelled(name: &str, candidates: impl IntoIterator<Item = impl AsRef<str>>) -> bool {
    let wanted = name.to_lowercase();
    candidates.into_iter().any(|candidate| osa_distance(&wanted, candidate.as_ref()) <= MAX_MISSPELLING)
}

/// The smaller, the nearer; `None` for a name that does not resemble the wanted one.
fn rank(wanted: &str, candidate: &str) -> Option<(u8, usize)> {
    let candidate = candidate.to_lowercase();
    let [length, other] = [wanted, &candidate].map(|name| name.chars().count());
    let (difference, max_typos) = (length.abs_diff(other), (length / 3).max(1));
    let is_comparable = length > 1 && difference <= max_typos && length.max(other) <= MAX_COMPARED_LENGTH;
    let typos = is_comparable.then(|| osa_distance(wanted, &candidate)).filter(|typos| *typos <= max_typos);
    if wanted == candidate {
        Some((0, 0))
    } else if let Some(typos) = typos {
        Some((1, typos))
    } else if is_part(wanted, &candidate) || is_part(&candidate, wanted) {
        Some((2, difference))
    } else {
        prefix_typos(wanted, &candidate).map(|typos| (3, typos))
    }
}

/// The wrong letters of a name that is the beginning of a longer one.
fn prefix_typos(wanted: &str, whole: &str) -> Option<usize> {
    let length = wanted.chars().count();
    if !(MIN_PREFIX_LENGTH..=MAX_COMPARED_LENGTH).contains(&length) {
        return None;
    }
    let max_typos = (length / 4).min(MAX_MISSPELLING);
    let ends = whole.char_indices().map(|(end, _)| end).skip(length - max_typos).take(2 * max_typos + 1);
    ends.map(|end| osa_distance(wanted, &whole[..end])).min().filter(|typos| *typos <= max_typos)
}

fn is_part(part: &str, whole: &str) -> bool {
    part.chars().count() >= MIN_PART_LENGTH && whole.contains(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["dev-account.developer", "test-account.tester", "Prod", "production", "prod-readonly"];

    #[test]
    fn another_case_comes_first_then_a_typo_then_a_part() {
        assert_eq!(suggest("prod", NAMES), ["Prod", "production", "prod-readonly"]);
        assert_eq!(suggest("produciton", NAMES), ["production", "Prod"]);
        assert_eq!(suggest("tester", NAMES), ["test-account.tester"]);
        assert_eq!(suggest("production-eu", NAMES), ["production", "Prod"]);
    }

    #[test]
    fn a_long_name_may_have_several_typos() {
        assert_eq!(suggest("dev-acount.develper", NAMES), ["dev-account.developer"]);
        assert_eq!(suggest("us-est1", ["eu-west-1", "us-east-1"]), ["us-east-1"]);
    }

    #[test]
    fn a_typo_in_the_beginning_of_a_name_is_found() {
        let names = ["dev-account.admin", "test-account.admin", "test-account.readonly", "test-app"];
        assert_eq!(suggest("test-acount", names), ["test-account.admin", "test-account.readonly"]);
        assert_eq!(suggest("dev-accuont", names), ["dev-account.admin"]);
        let regions = ["eu-west-1", "eu-west-2", "eu-north-1", "us-west-1"];
        assert_eq!(suggest("eu-wst", regions), ["eu-west-1", "eu-west-2"]);
        assert_eq!(suggest("Instnce", ["ImageId", "InstanceId", "InstanceType"]), ["InstanceId", "InstanceType"]);
        assert_eq!(suggest("env", ["eni-id", "event.code"]), [] as [&str; 0]);
    }

    #[test]
    fn a_different_name_is_not_suggested() {
        for name in ["staging", "", "o"] {
            assert_eq!(suggest(name, NAMES), [] as [&str; 0], "{name}");
        }
        assert_eq!(suggest("moon", ["stopped", "running"]), [] as [&str; 0]);
    }

    #[test]
    fn two_wrong_letters_or_another_case_are_a_misspelling() {
        for name in ["prdo", "PROD", "prodution", "roduction"] {
            assert!(is_misspelled(name, ["prod", "production"]), "{name}");
        }
        for name in ["staging", "prod-eu", ""] {
            assert!(!is_misspelled(name, ["prod", "production"]), "{name}");
        }
    }

    #[test]
    fn names_of_any_length_can_be_compared() {
        let [long, longer] = [format!("prod{}", "o".repeat(1_000_000)), format!("Prod{}", "o".repeat(1_000_001))];
        assert_eq!(suggest(&long, ["prod", &longer]), [&longer, "prod"]);
    }

    #[test]
    fn at_most_three_names_are_suggested() {
        assert_eq!(suggest("dev", ["dev1", "dev2", "dev3", "dev4"]), ["dev1", "dev2", "dev3"]);
    }
}
