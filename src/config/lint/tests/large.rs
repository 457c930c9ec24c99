//! Large files, for which only a check that takes time in proportion to them ends in time.

use super::*;

/// Blocks of this many profiles.
const MANY: usize = 4_000;

const KEYS: &str = "[profile keys]\naws_access_key_id = AKIA\naws_secret_access_key = x\n";

fn many(count: usize, block: impl Fn(usize) -> String) -> String {
    (0..count).map(block).collect()
}

fn role(name: usize, source: &str) -> String {
    format!("[profile {name}]\nrole_arn = arn:aws:iam::111122223333:role/{name}\nsource_profile = {source}\n")
}

/// How many findings a config file has, with their code.
fn counts(config: &str) -> Vec<(&'static str, usize)> {
    let mut counts = Vec::<(&str, usize)>::new();
    for finding in findings(config) {
        match counts.iter_mut().find(|(code, _)| *code == finding.code) {
            Some((_, count)) => *count += 1,
            None => counts.push((finding.code, 1)),
        }
    }
    counts
}

#[test]
fn a_chain_of_roles_may_have_any_length() {
    let chain = many(MANY, |name| role(name, &(name + 1).to_string()));
    let end = |end: &str| format!("{chain}[profile {MANY}]\n{end}");
    assert_eq!(counts(&end("aws_access_key_id = AKIA\naws_secret_access_key = x\n")), []);
    assert_eq!(counts(&end("")), [("aws::check::source_profile_dead_end", 1)]);
    assert_eq!(counts(&chain), [("aws::check::source_profile_unknown", 1)]);
}

#[test]
fn many_roles_may_have_one_source() {
    assert_eq!(counts(&format!("{KEYS}{}", many(MANY, |name| role(name, "keys")))), []);
}

#[test]
fn a_long_loop_is_found_and_shortened() {
    let found = findings(&many(MANY, |name| role(name, &((name + 1) % MANY).to_string())));
    assert_eq!(found.len(), MANY);
    let message = "The source profiles are a loop: 0 → 1 → 2 → 3 → 4 → 5 → 6 → 7 → 8 → 9 → …";
    assert_eq!(found[0].message, message);
}

#[test]
fn many_unknown_names_are_found_and_the_first_get_suggestions() {
    let config = many(MANY, |name| role(name, &format!("keys{name}x"))) + &KEYS.replace("keys", "keys0");
    let found = findings(&config);
    let has_suggestion = |finding: &Finding| finding.fix.as_ref().unwrap().text().starts_with("did you mean `");
    assert!(found.len() == MANY && has_suggestion(&found[0]) && !has_suggestion(&found[MANY - 1]));
    let sessions = many(MANY, |name| format!("[profile {name}]\nsso_session = s{name}x\n{}", session(name)));
    assert!(counts(&sessions).contains(&("aws::check::sso_session_unknown", MANY)));
}

fn session(name: usize) -> String {
    format!("[sso-session s{name}]\nsso_start_url = https://c.awsapps.com/{name}\nsso_region = eu-west-1\n")
}

#[test]
fn a_profile_may_have_many_keys() {
    let config = format!("[profile a]\n{}", many(5 * MANY, |key| format!("key_{key} = {key} # c\n")));
    assert_eq!(counts(&config), [("aws::check::comment_in_value", 5 * MANY)]);
    let fixed = many(5 * MANY, |key| format!("# c\nkey_{key} = {key}\n"));
    assert_eq!(fixed_config(&config), format!("[profile a]\n{fixed}"));
}

#[test]
fn many_duplicates_of_one_key_are_removed() {
    for name in ["a", "default"] {
        let config = format!("[profile {name}]\n{}", "region = eu-west-1\n".repeat(5 * MANY));
        assert_eq!(counts(&config), [("aws::check::key_duplicate", 5 * MANY - 1)]);
        assert_eq!(fixed_config(&config), format!("[profile {name}]\nregion = eu-west-1\n"));
    }
}

#[test]
fn many_keys_with_a_duplicate_each_keep_one() {
    let keys = many(2 * MANY, |key| format!("key_{key} = 1\n"));
    let config = format!("[profile a]\n{keys}{keys}");
    assert_eq!(counts(&config), [("aws::check::key_duplicate", 2 * MANY)]);
    assert_eq!(fixed_config(&config), format!("[profile a]\n{keys}"));
    let conflict = format!("[profile a]\n{keys}{}", keys.replace("= 1", "= 2"));
    assert_eq!(fixed_config(&conflict), conflict);
}

#[test]
fn many_sections_of_one_name_are_joined() {
    let keys = |key: usize| format!("key_{key} = {key}\nregion = eu-west-1\n");
    let config = many(MANY, |key| format!("[profile a]\n{}\n", keys(key)));
    assert_eq!(counts(&config), [("aws::check::section_duplicate", MANY - 1)]);
    let fixed = fixed_config(&config);
    assert_eq!((fixed.matches("[profile a]").count(), fixed.matches("region").count()), (1, 1));
    assert_eq!(fixed.matches("key_").count(), MANY);
}

#[test]
fn many_headers_are_written_in_their_plain_form() {
    let config = many(MANY, |name| format!("[profile 'a{name}']\nregion = eu-west-1\n"));
    assert_eq!(fixed_config(&config), config.replace('\'', ""));
    let config = "[profile 'a']\nregion = eu-west-1\n".repeat(MANY);
    assert_eq!(fixed_config(&config), "[profile a]\nregion = eu-west-1\n");
}

#[test]
fn many_legacy_profiles_get_sessions() {
    let config = many(MANY, |name| {
        format!("[profile {name}]\nsso_start_url = https://c.awsapps.com/{name}\nsso_region = eu-west-1\n")
    });
    let fixed = files(&fixed_config(&config), "").into_config();
    let sessions: Vec<_> = fixed.sso_sessions().map(|session| session.name().to_owned()).collect();
    assert_eq!((sessions.len(), &sessions[..3]), (MANY, &["c", "c-eu-west-1", "c-2"].map(str::to_owned)[..]));
}

#[test]
fn many_sessions_get_the_region_of_their_profiles() {
    let config = many(MANY, |name| {
        let session = session(name).replace("sso_region = eu-west-1\n", "");
        format!("{session}[profile {name}]\nsso_session = s{name}\nsso_region = eu-west-1\n")
    });
    let fixed = files(&fixed_config(&config), "").into_config();
    assert!(fixed.sso_sessions().all(|session| session.get("sso_region") == Some("eu-west-1")));
}

#[test]
fn many_lines_that_cannot_be_read_are_found() {
    let found = findings(&many(MANY, |name| format!("[profile {name}]\nregion = eu-west-1\nbroken\n")));
    assert_eq!(found.len(), MANY);
    assert!((0..MANY).all(|name| found[name].profile() == Some(&name.to_string())));
}

#[test]
fn many_lines_that_are_too_unusual_for_a_fix_stay() {
    // Joined, the keys of the second block would continue the value above.
    let config =
        many(MANY, |name| format!("[profile {name}]\noutput = json\n[profile {name}]\n  region = eu-west-1\n"));
    let found = findings(&config);
    let is_unusual = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.text().ends_with(" yourself"));
    assert_eq!(found.iter().filter(is_unusual).count(), MANY);
}
