//! Lists of names in messages, and names that are free.

/// Messages list at most so many names.
const MAX_NAMES: usize = 3;

/// The names, or how many there are: `dev, prod`, `16 profiles`.
pub(crate) fn names_or_count(names: &[&str], plural: &str) -> String {
    match names.len() {
        ..=MAX_NAMES => names.join(", "),
        count => format!("{count} {plural}"),
    }
}

/// The name, else the first of `name-2`, `name-3` and so on that doesn't exist.
pub(crate) fn free_name(name: &str, exists: impl Fn(&str) -> bool) -> String {
    let others = (2..).map(|number: usize| format!("{name}-{number}"));
    std::iter::once(name.to_owned()).chain(others).find(|name| !exists(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_exists_gets_a_number() {
        assert_eq!(free_name("dev", |_| false), "dev");
        assert_eq!(free_name("dev", |name| ["dev", "dev-2"].contains(&name)), "dev-3");
    }

    #[test]
    fn many_names_are_counted() {
        assert_eq!(names_or_count(&["dev"], "profiles"), "dev");
        assert_eq!(names_or_count(&["dev", "prod", "test"], "profiles"), "dev, prod, test");
        assert_eq!(names_or_count(&["a", "b", "c", "d"], "regions"), "4 regions");
    }
}
