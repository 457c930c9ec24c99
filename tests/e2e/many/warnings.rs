//! Failures with the same cause are one warning.

use super::{COMMON_REGIONS, TEST, value_and_stderr};
use crate::support::{Fault, FaultKind, Shell, aws, json};

#[test]
fn failures_that_differ_in_the_region_are_one_warning() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).account(TEST).action("DescribeInstances"));
    let script = format!("[dev test] | aws ec2 instances --region [{}] | get Profile | uniq", COMMON_REGIONS.join(" "));
    let (profiles, stderr) = value_and_stderr(&Shell::with_aws(&aws), &script);
    assert_eq!((profiles, stderr.len()), (json!(["dev"]), 1), "{stderr:?}");
    let start = "warning: test: 19 regions: aws::access_denied: Not allowed to call ec2:DescribeInstances: ";
    assert!(stderr[0].starts_with(start) && stderr[0].contains("; ask for the permission"), "{stderr:?}");
}

#[test]
fn each_cause_has_its_warning() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-2"));
    aws.fail(Fault::new(FaultKind::OptInRequired).region("eu-west-3"));
    let script = "aws ec2 instances --region [eu-west-1 eu-west-2 eu-west-3] --profile [dev test] | length";
    let (rows, mut stderr) = value_and_stderr(&Shell::with_aws(&aws), script);
    stderr.sort_unstable();
    assert_eq!((rows, stderr.len()), (json!(24), 3), "{stderr:?}");
    // Each account denies another user.
    assert!(stderr[0].starts_with("warning: dev eu-west-2: aws::access_denied: "), "{stderr:?}");
    assert!(stderr[1].starts_with("warning: dev, test: eu-west-3: aws::region::disabled: "), "{stderr:?}");
    assert!(stderr[2].starts_with("warning: test eu-west-2: aws::access_denied: "), "{stderr:?}");
}

#[test]
fn profiles_that_may_not_list_regions_are_one_note() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).action("DescribeRegions"));
    let script = "[dev test] | aws ec2 instances --region eu-west-[12] | length";
    let (rows, stderr) = value_and_stderr(&Shell::with_aws(&aws), script);
    assert_eq!(rows, json!(48));
    let note = "note: dev, test: not allowed to call ec2:DescribeRegions, so all regions that the SDK knows are asked";
    assert_eq!(stderr, [note]);
}

#[cfg(unix)]
#[test]
fn the_word_warning_is_colored_if_nushell_uses_colors() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-2"));
    let mut terminal = crate::support::Terminal::open(Shell::with_dev(&aws));
    let command = "aws ec2 instances --region [eu-west-1 eu-west-2] | length";
    let warning = "warning: dev eu-west-2: aws::access_denied: ";
    assert!(terminal.run(command).starts_with(warning));
    assert_eq!(terminal.color_of("warning: dev"), Some(vt100::Color::Default));
    assert!(terminal.run(&format!("clear; $env.config.use_ansi_coloring = true; {command}")).contains(warning));
    assert_eq!(terminal.color_of("warning: dev"), Some(vt100::Color::Idx(3)));
}
