use super::*;

fn choice(words: &[&str], all: bool) -> Result<RegionChoice, Error> {
    let words: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
    RegionChoice::parse(Some(&words), all)
}

/// What the words choose in an account with these regions.
fn chosen(words: &[&str], enabled: &[&str]) -> Vec<String> {
    let enabled: Vec<_> = enabled.iter().map(|region| (*region).to_owned()).collect();
    match choice(words, false).expect("a choice") {
        RegionChoice::Named(words) => choose(&words, &enabled).into_iter().map(|chosen| chosen.region).collect(),
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
fn a_name_is_asked_whether_it_is_enabled_or_not() {
    assert_eq!(chosen(&["ap-east-2", "me-*"], &ENABLED), ["ap-east-2"]);
}

#[test]
fn nothing_but_exclusions_means_all_the_others() {
    assert_eq!(chosen(&["!us-*"], &ENABLED), ["eu-west-1", "eu-west-2"]);
    assert!(choice(&["!us-*"], true).expect("a choice").needs_list());
}

#[test]
fn an_exclusion_beats_a_name_and_twice_is_once() {
    assert_eq!(chosen(&["eu-west-1", "eu-west-1", "eu-*", "!eu-west-2"], &ENABLED), ["eu-west-1"]);
    assert_eq!(chosen(&["eu-west-1", "!eu-west-1"], &ENABLED), Vec::<String>::new());
}

#[test]
fn no_words_are_no_regions() {
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
fn one_name_is_single() {
    assert_eq!(choice(&["eu-west-1"], false).expect("a choice").single(), Some("eu-west-1"));
    assert_eq!(choice(&["eu-*"], false).expect("a choice").single(), None);
    assert_eq!(choice(&["eu-west-1", "eu-west-2"], false).expect("a choice").single(), None);
}

#[test]
fn what_can_be_no_region_is_refused() {
    for word in
        ["", "!", "eu-west", "EU-WEST-1", "eu west 1", "eu-west-1/", "evil.example.com", "[", "!eu-west", "!!us-*"]
    {
        let error = choice(&[word], false).expect_err(word);
        assert_eq!(error.code(), "aws::region::invalid", "{word}");
    }
}

#[test]
fn regions_beside_all_regions_are_a_contradiction() {
    let error = choice(&["!us-west-1", "eu-*"], true).expect_err("refused");
    assert!(matches!(error, Error::Region(RegionError::Contradiction { word }) if word == "eu-*"));
}
