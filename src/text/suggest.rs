//! Names that may have been meant.

use strsim::osa_distance;

const MOST: usize = 3;
const SHORTEST_PART: usize = 3;

/// Up to three of `names` that are really near to `name`, the nearest first: the same name in another case, then names
/// with a few letters wrong, then names that contain it or are contained in it. Equally near ones keep their order.
pub(crate) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = name.to_lowercase();
    let mut near: Vec<_> = names.filter_map(|candidate| Some((rank(&wanted, candidate)?, candidate))).collect();
    near.sort_by_key(|(rank, _)| *rank);
    near.into_iter().take(MOST).map(|(_, candidate)| candidate).collect()
}

/// The smaller, the nearer; `None` for another name altogether.
fn rank(wanted: &str, candidate: &str) -> Option<(u8, usize)> {
    let candidate = candidate.to_lowercase();
    let distance = osa_distance(wanted, &candidate);
    let length = wanted.chars().count();
    if distance == 0 {
        Some((0, 0))
    } else if length > 1 && distance <= (length / 4).max(1) {
        Some((1, distance))
    } else if is_part(wanted, &candidate) || is_part(&candidate, wanted) {
        Some((2, distance))
    } else {
        None
    }
}

fn is_part(part: &str, whole: &str) -> bool {
    part.chars().count() >= SHORTEST_PART && whole.contains(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["dev-account.developer", "test-account.tester", "Prod", "production", "prod-readonly"];

    fn near(name: &str) -> Vec<&'static str> {
        nearest(name, NAMES.into_iter())
    }

    #[test]
    fn another_case_is_nearest_then_a_slip_then_a_part() {
        assert_eq!(near("prod"), ["Prod", "production", "prod-readonly"]);
        assert_eq!(near("produciton"), ["production", "Prod"]);
        assert_eq!(near("tester"), ["test-account.tester"]);
        assert_eq!(near("production-eu"), ["production", "Prod"]);
    }

    #[test]
    fn a_long_name_may_have_more_slips() {
        assert_eq!(near("dev-acount.develper"), ["dev-account.developer"]);
    }

    #[test]
    fn what_is_not_near_is_not_named() {
        assert_eq!(near("staging"), [] as [&str; 0]);
        assert_eq!(near(""), [] as [&str; 0]);
        assert_eq!(near("o"), [] as [&str; 0]);
    }

    #[test]
    fn three_are_enough() {
        assert_eq!(nearest("dev", ["dev1", "dev2", "dev3", "dev4"].into_iter()), ["dev1", "dev2", "dev3"]);
    }
}
