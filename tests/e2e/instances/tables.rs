//! Rows as a table in the terminal.

use crate::support::{Shell, aws, json};

/// The column names of the table in a terminal with this width.
fn heading(width: usize) -> Vec<String> {
    let script = format!("aws ec2 instances | table --width {width} | ansi strip | lines | get 1");
    let heading = Shell::with_dev(&aws()).value(&script);
    let cells = heading.as_str().expect("a script").split('│').map(str::trim).filter(|cell| !cell.is_empty());
    cells.map(str::to_owned).collect()
}

#[test]
fn a_narrow_terminal_shows_the_first_columns() {
    assert_eq!(heading(80), ["#", "Name", "InstanceId", "StateName", "InstanceType", "..."]);
}

#[test]
fn no_id_is_truncated_in_a_narrow_terminal() {
    let aws = aws();
    let table = Shell::with_dev(&aws).value("aws ec2 instances | table --width 80 | ansi strip");
    let table = table.as_str().expect("a table");
    for id in aws.instance_ids("dev-account", "eu-west-1") {
        assert!(table.contains(&id), "{id}: {table}");
    }
}

#[test]
fn the_value_is_a_table_with_any_flags() {
    let types = Shell::with_dev(&aws()).value(
        "[(aws ec2 instances | describe) (aws ec2 instances --state stopped | describe)]
        | each { split row '<' | first }",
    );
    assert_eq!(types, json!(["table", "table"]));
}
