//! Profiles of the pipeline that lead to one account and region list its items once.

use super::{TEST, code_and_stderr, value_and_stderr};
use crate::support::{Fault, FaultKind, Options, Sandbox, Shell, aws, json};

const COUNTS: &str = "get Profile | uniq --count | each {|it| $'($it.value) ($it.count)' } | sort";

/// A shell with two roles in test-account that `dev` can assume.
fn shell(aws: &Sandbox) -> Shell {
    let role = |name: &str| {
        format!(
            "[profile {name}]\nregion = eu-west-1\nrole_arn = arn:aws:iam::{TEST}:role/{name}\nsource_profile = dev\n"
        )
    };
    Shell::with_aws(aws).more_config(&(role("tester") + &role("admin")))
}

#[test]
fn each_item_is_listed_once_and_a_note_says_what_is_left_out() {
    let aws = aws();
    let (counts, stderr) = value_and_stderr(&shell(&aws), &format!("[tester admin] | aws ec2 instances | {COUNTS}"));
    assert_eq!(counts, json!(["tester 12"]));
    let note = "note: `admin` is left out, because it would list the same account and region as `tester`; \
                `--every-profile` lists both";
    assert_eq!((stderr, aws.count("AssumeRole")), (vec![note.to_owned()], 1));
    let quiet = format!("[tester admin] | aws ec2 volumes --quiet | {COUNTS}");
    assert_eq!(value_and_stderr(&shell(&aws), &quiet).1, Vec::<String>::new());
}

#[test]
fn every_profile_is_asked_if_the_call_says_so() {
    for script in ["[tester admin] | aws ec2 instances --every-profile", "aws ec2 instances --profile [tester admin]"] {
        let (counts, stderr) = value_and_stderr(&shell(&aws()), &format!("{script} | {COUNTS}"));
        assert_eq!((counts, stderr), (json!(["admin 12", "tester 12"]), vec![]), "{script}");
    }
}

#[test]
fn profiles_of_a_pattern_are_merged_and_named_ones_are_asked() {
    for (profiles, asked, left_out) in [
        ("[*er adm*]", json!(["tester 12"]), "`admin`"),
        ("!dev", json!(["test 12", "tester 12"]), "`admin`"),
        ("[adm* tester]", json!(["tester 12"]), "`admin`"),
        ("[admin *er]", json!(["admin 12"]), "`tester`"),
        ("[admin * !dev !test]", json!(["admin 12"]), "`tester`"),
    ] {
        let script = format!("aws ec2 instances --region eu-west-1 --profile {profiles}");
        let (counts, stderr) = value_and_stderr(&shell(&aws()), &format!("{script} | {COUNTS}"));
        assert_eq!(counts, asked, "{profiles}");
        assert!(stderr.len() == 1 && stderr[0].starts_with(&format!("note: {left_out} is left out")), "{stderr:?}");
        let (all, _) = value_and_stderr(&shell(&aws()), &format!("{script} --every-profile | get Profile | uniq"));
        assert!(["tester", "admin"].iter().all(|name| all.as_array().expect("names").contains(&json!(name))), "{all}");
    }
}

#[test]
fn profiles_with_other_regions_are_asked() {
    let aws = aws();
    let shell = shell(&aws).more_config(&format!(
        "[profile far]\nregion = us-east-1\nrole_arn = arn:aws:iam::{TEST}:role/admin\nsource_profile = dev\n"
    ));
    let counts = shell.value(&format!("[tester far] | aws ec2 instances | {COUNTS}"));
    assert_eq!(counts, json!(["far 12", "tester 12"]));
    let named = shell.value(&format!("[tester far] | aws ec2 instances --region eu-west-1 | {COUNTS}"));
    assert_eq!(named, json!(["tester 12"]));
}

#[test]
fn where_the_first_profile_is_refused_the_next_one_is_asked() {
    for (action, regions) in
        [("AssumeRole", "eu-west-1"), ("AssumeRole", "eu-west-[12]"), ("DescribeInstances", "eu-west-1")]
    {
        let aws = aws();
        aws.fail(Fault::new(FaultKind::Denied).action(action).times(1));
        let script = format!("[tester admin] | aws ec2 instances --quiet --region {regions} | get Profile | uniq");
        let (profiles, stderr) = value_and_stderr(&shell(&aws), &script);
        assert_eq!((profiles, stderr), (json!(["admin"]), vec![]), "{action} {regions}");
    }
}

#[test]
fn a_region_that_refuses_one_profile_is_asked_by_the_next_one() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).action("DescribeInstances").region("eu-west-2").times(1));
    let script = "[tester admin] | aws ec2 instances --quiet --region [eu-west-1 eu-west-2] | select Profile Region | uniq | sort-by Region";
    let (rows, stderr) = value_and_stderr(&shell(&aws), script);
    let expected = json!([{"Profile": "tester", "Region": "eu-west-1"}, {"Profile": "admin", "Region": "eu-west-2"}]);
    assert_eq!((rows, stderr), (expected, vec![]));
}

#[test]
fn if_all_profiles_are_refused_the_error_is_that_of_the_first() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).action("DescribeInstances"));
    let shell = shell(&aws);
    let script = "[tester admin] | aws ec2 instances --quiet";
    assert_eq!(code_and_stderr(&shell, script), ("aws::access_denied".to_owned(), vec![]));
    assert_eq!((shell.error(script).labeled.as_str(), aws.count("DescribeInstances")), ("tester", 4));
}

#[test]
fn a_page_that_is_refused_after_the_first_does_not_list_the_first_again() {
    let instances_in = [("eu-west-1".to_owned(), 400)].into();
    let aws = Sandbox::start(Options { instances_in, ..Options::default() });
    aws.fail(Fault::new(FaultKind::ShortPages).action("DescribeInstances").region("eu-west-1").times(1));
    aws.fail(Fault::new(FaultKind::Denied).action("DescribeInstances").region("eu-west-1").times(1));
    let script = format!("[tester admin] | aws ec2 instances --quiet --region [eu-west-1 eu-west-2] | {COUNTS}");
    let (counts, stderr) = value_and_stderr(&shell(&aws), &script);
    assert_eq!(counts, json!(["tester 345"]));
    assert!(
        stderr.len() == 1 && stderr[0].starts_with("warning: tester eu-west-1: aws::access_denied: "),
        "{stderr:?}"
    );
}
