//! Lists of names in messages.

/// Messages list at most so many names.
const MAX_NAMES: usize = 3;

/// The names, or how many there are: `dev, prod`, `16 profiles`.
pub(crate) fn names_or_count(names: &[&str], plural: &str) -> String {
    match names.len() {
        ..=MAX_NAMES => names.join(", "),
        count => format!("{count} {plural}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_names_are_counted() {
        assert_eq!(names_or_count(&["dev"], "profiles"), "dev");
        assert_eq!(names_or_count(&["dev", "prod", "test"], "profiles"), "dev, prod, test");
        assert_eq!(names_or_count(&["a", "b", "c", "d"], "regions"), "4 regions");
    }
}
