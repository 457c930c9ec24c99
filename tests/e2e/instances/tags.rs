//! `Tags`: a record, or the API's list with `--raw-tags`.

use crate::support::{Shell, aws, json};

#[test]
fn tags_are_a_record() {
    let tags = Shell::with_dev(&aws()).value("aws ec2 instances | first | get Tags");
    assert_eq!(tags, json!({"Name": "complete", "env": "test", "aws:cloud9:owner": "AIDA0123456789ABCDEFA"}));
}

#[test]
fn any_tag_key_can_be_quoted() {
    let value = Shell::with_dev(&aws()).value(
        r#"aws ec2 instances | where Tags."app.kubernetes.io/name"? != null | first | get Tags
        | [$in."app.kubernetes.io/name" $in."Cost Centre" $in.markup $in.größe $in.Env $in.lines $in.json]"#,
    );
    let expected = json!([
        "web.front",
        "R&D / 42",
        "<b>\"it's\" & more</b>",
        "naïve 東京 🚀",
        "differs from env by its case",
        "first\nsecond\tthird",
        r#"{"a": [1, 2]}"#,
    ]);
    assert_eq!(value, expected);
}

#[test]
fn keys_that_differ_by_case_are_two_members() {
    let value = Shell::with_dev(&aws()).value(
        "aws ec2 instances | where { 'Env' in ($in.Tags | columns) } | get Tags | first | columns | where ($it | str downcase) == env",
    );
    assert_eq!(value, json!(["env", "Env"]));
}

#[test]
fn an_empty_tag_is_an_empty_string() {
    let value = Shell::with_dev(&aws()).value("aws ec2 instances | where Tags.empty? != null | get Tags.empty");
    assert_eq!(value, json!([""]));
}

#[test]
fn without_tags_the_record_is_empty() {
    let aws = aws();
    let untagged = &aws.instance_ids("dev-account", "eu-west-1")[10];
    let row = Shell::with_dev(&aws).value(&format!("aws ec2 instances {untagged} | first | select Name Tags"));
    assert_eq!(row, json!({"Name": "", "Tags": {}}));
}

#[test]
fn the_column_name_is_the_tag_name() {
    let value =
        Shell::with_dev(&aws()).value("aws ec2 instances | where Name != ($it.Tags.Name? | default '') | length");
    assert_eq!(value, json!(0));
    // One instance has no `Name` tag, and one has no tags.
    let nameless = Shell::with_dev(&aws()).value("aws ec2 instances | where ($it.Name | is-empty) | length");
    assert_eq!(nameless, json!(2));
}

#[test]
fn names_can_be_searched_although_some_have_none() {
    let value = Shell::with_dev(&aws()).value(
        "let all = aws ec2 instances
        let one = $all | get 0.Name
        [($all | where Name =~ '.' | length) ($all | where Name !~ '.' | length) ($all | where Name =~ $one | get 0.Name)
        ($all | where Name starts-with $one | get 0.Name) ($all | update Name {|row| $row.Name | str length } | length)]
        | append $one",
    );
    let one = &value[5];
    assert_eq!(value, json!([10, 2, one, one, 12, one]));
    let volumes = Shell::with_dev(&aws()).value("aws ec2 volumes | where Name =~ '.*' | length");
    assert_eq!(volumes, Shell::with_dev(&aws()).value("aws ec2 volumes | length"));
}

#[test]
fn raw_tags_are_the_list_of_the_api() {
    let aws = aws();
    let ids = aws.instance_ids("dev-account", "eu-west-1");
    let (complete, untagged) = (&ids[0], &ids[10]);
    let value = Shell::with_dev(&aws).value(&format!(
        "[{complete} {untagged}] | each {{|id| aws ec2 instances $id --raw-tags | first | get Tags }}"
    ));
    let tags = json!([
        {"Key": "Name", "Value": "complete"},
        {"Key": "env", "Value": "test"},
        {"Key": "aws:cloud9:owner", "Value": "AIDA0123456789ABCDEFA"},
    ]);
    assert_eq!(value, json!([tags, []]));
}

#[test]
fn raw_tags_do_not_change_other_columns() {
    let value = Shell::with_dev(&aws())
        .value("(aws ec2 instances --raw-tags | reject Tags) == (aws ec2 instances | reject Tags)");
    assert_eq!(value, json!(true));
}
