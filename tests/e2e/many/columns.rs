//! `--columns`: just these, in this order.

use crate::support::{Shell, aws, json};

#[test]
fn just_these_in_this_order() {
    let columns = Shell::with_dev(&aws())
        .value("aws ec2 instances --columns [StateName InstanceId Tags] | each { columns } | uniq");
    assert_eq!(columns, json!([["StateName", "InstanceId", "Tags"]]));
}

#[test]
fn they_have_the_values_that_select_gives() {
    let answer = Shell::with_dev(&aws()).value(
        "let columns = [InstanceId StateName State Name Tags Placement LaunchTime Profile AccountId Region]
        (aws ec2 instances --columns $columns) == (aws ec2 instances | select ...$columns)",
    );
    assert_eq!(answer, json!(true));
}

#[test]
fn no_column_needs_another() {
    let answer = Shell::with_dev(&aws()).value(
        "let all = aws ec2 instances
        let backwards = $all | columns | reverse
        let alone = $all | columns | where {|name| (aws ec2 instances --columns [$name]) != ($all | select $name) }
        [((aws ec2 instances -c $backwards) == ($all | select ...$backwards)) $alone]",
    );
    assert_eq!(answer, json!([true, []]));
}

#[test]
fn one_that_is_named_twice_is_there_once() {
    let answer = Shell::with_dev(&aws()).value("aws ec2 instances -c [InstanceId InstanceId] | first | columns");
    assert_eq!(answer, json!(["InstanceId"]));
}

#[test]
fn they_go_with_the_other_flags() {
    let aws = aws();
    let answer = Shell::with_aws(&aws).value(
        "[dev test] | aws ec2 instances --region [us-east-1 us-east-2] --state stopped --raw-tags -c [Profile StateName Tags]
        | each {|row| [$row.Profile $row.StateName ($row.Tags | describe | split row '<' | first)] } | uniq | sort",
    );
    assert_eq!(answer, json!([["dev", "stopped", "table"], ["test", "stopped", "table"]]));
}

#[test]
fn an_unknown_one_is_told_before_anybody_is_asked() {
    let aws = aws();
    for (columns, word, like) in
        [("[InstanceId Statename]", "Statename", "`StateName`"), ("[instanceid]", "instanceid", "`InstanceId`")]
    {
        let error = Shell::with_dev(&aws).error(&format!("aws ec2 instances --columns {columns}"));
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::ec2::unknown_column", word), "{error:?}");
        assert!(error.help.contains(like), "{error:?}");
    }
    let error = Shell::with_dev(&aws).error("aws ec2 instances --columns [State.Name]");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::ec2::unknown_column", "State.Name"), "{error:?}");
    assert_eq!(aws.requests().len(), 0);
}
