//! The helps of several failures as one text.

/// How many commands are shown.
const MAX_COMMANDS: usize = 4;

/// One text for the helps of failures with the same cause. If they differ in one command, such as in a profile's name, it
/// shows each of these commands, or the first ones.
pub(crate) fn merged(helps: &[String]) -> String {
    let Some(first) = helps.first() else { return String::new() };
    // Commands are between backticks.
    let parts: Vec<Vec<_>> = helps.iter().map(|help| help.split('`').collect()).collect();
    let template = &parts[0];
    let differ = |at: &usize| parts.iter().any(|other| other.get(*at) != template.get(*at));
    let places: Vec<_> = (0..template.len()).filter(differ).collect();
    let ([place], true) = (places.as_slice(), parts.iter().all(|other| other.len() == template.len())) else {
        return first.clone();
    };
    let mut commands: Vec<_> = parts.iter().filter_map(|parts| parts.get(*place).copied()).collect();
    commands.sort_unstable();
    commands.dedup();
    let others = commands.split_off(commands.len().min(MAX_COMMANDS)).len();
    let more = if others > 0 { format!(" and {others} more like these") } else { String::new() };
    let (before, after) = (template[..*place].join("`"), template[place + 1..].join("`"));
    format!("{before}`{}`{more}{after}", commands.join("`, `"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn helps(profiles: &[&str]) -> Vec<String> {
        profiles.iter().map(|name| format!("sign in with `aws login -p {name}`; `aws profiles` lists all")).collect()
    }

    #[test]
    fn a_help_that_differs_in_a_command_shows_each() {
        assert_eq!(merged(&helps(&["a"])), "sign in with `aws login -p a`; `aws profiles` lists all");
        assert_eq!(
            merged(&helps(&["b", "a", "b"])),
            "sign in with `aws login -p a`, `aws login -p b`; `aws profiles` lists all"
        );
        let many = merged(&helps(&["a", "b", "c", "d", "e", "f"]));
        assert!(many.contains("`aws login -p d` and 2 more like these; `aws profiles`"), "{many}");
    }

    #[test]
    fn of_other_helps_the_first_is_shown() {
        let help = |text: &str| text.to_owned();
        assert_eq!(merged(&[help("run `a`"), help("run `b` or `c`")]), "run `a`");
        assert_eq!(merged(&[help("run `a` and `b`"), help("run `c` and `d`")]), "run `a` and `b`");
        assert_eq!(merged(&[]), "");
    }
}
