//! The names of accounts and roles: as in real organizations, with spaces, umlauts, ampersands and duplicates.

/// The first accounts. Two share a name, as AWS allows.
const ACCOUNTS: [&str; 10] = [
    "dev-account",
    "test-account",
    "Data Platform",
    "R&D",
    "Zürich Büro",
    "Shared Services",
    "Shared Services",
    "東京支社",
    "Log Archive",
    "Security (Audit)",
];

/// The names of further accounts consist of a team and a stage.
const TEAMS: [&str; 12] = [
    "billing",
    "catalog",
    "checkout",
    "identity",
    "inventory",
    "mobile",
    "payments",
    "pricing",
    "reporting",
    "search",
    "shipping",
    "web",
];
const STAGES: [&str; 4] = ["dev", "test", "staging", "prod"];

const ROLES: [&str; 8] = [
    "developer",
    "tester",
    "admin",
    "ReadOnlyAccess",
    "PowerUserAccess",
    "Billing",
    "SecurityAudit",
    "data.scientist_eu",
];

/// The name of the account with this index.
pub fn account(index: usize) -> String {
    if let Some(name) = ACCOUNTS.get(index) {
        return (*name).to_owned();
    }
    let index = index - ACCOUNTS.len();
    let (team, stage) = (TEAMS[index / STAGES.len() % TEAMS.len()], STAGES[index % STAGES.len()]);
    match index / (TEAMS.len() * STAGES.len()) {
        0 => format!("{team}-{stage}"),
        round => format!("{team}-{stage}-{}", round + 1),
    }
}

/// The unique address of the owner of the account with this index.
pub fn email(index: usize) -> String {
    let name = account(index).to_lowercase();
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words: String = words.map(|word| format!("-{word}")).collect();
    format!("aws+{:03}{words}@example.com", index + 1)
}

/// The names of `count` roles of the account with this index. In the second account `tester` is the first.
pub fn roles(index: usize, count: usize) -> Vec<String> {
    let mut roles: Vec<_> = (0..count.max(2)).map(role).collect();
    if index == 1 {
        roles.swap(0, 1);
    }
    roles.truncate(count);
    roles
}

fn role(index: usize) -> String {
    ROLES.get(index).map_or_else(|| format!("team-{}", index + 1), |role| (*role).to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn two_accounts_have_the_same_name_and_none_the_same_address() {
        let all = 0..500;
        assert_eq!(all.clone().map(account).collect::<BTreeSet<_>>().len(), 499);
        assert_eq!(all.map(email).collect::<BTreeSet<_>>().len(), 500);
    }

    #[test]
    fn the_first_two_accounts_have_the_roles_of_the_article() {
        assert_eq!(roles(0, 1), ["developer"]);
        assert_eq!(roles(1, 1), ["tester"]);
        assert_eq!(roles(1, 3), ["tester", "developer", "admin"]);
        assert_eq!(roles(2, 0), [""; 0]);
    }
}
