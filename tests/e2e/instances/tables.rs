//! What a person sees.

use crate::support::{Shell, aws, json};

/// The heading of a table in a terminal of this width.
fn heading(width: usize) -> Vec<String> {
    let line = format!("aws ec2 instances | table --width {width} | ansi strip | lines | get 1");
    let heading = Shell::with_dev(&aws()).value(&line);
    let cells = heading.as_str().expect("a line").split('│').map(str::trim).filter(|cell| !cell.is_empty());
    cells.map(str::to_owned).collect()
}

#[test]
fn a_narrow_terminal_shows_what_a_person_looks_for() {
    assert_eq!(heading(80), ["#", "Name", "InstanceId", "StateName", "InstanceType", "..."]);
}

#[test]
fn no_id_is_cut_in_a_narrow_terminal() {
    let aws = aws();
    let table = Shell::with_dev(&aws).value("aws ec2 instances | table --width 80 | ansi strip");
    let table = table.as_str().expect("a table");
    for id in aws.instance_ids("dev-account", "eu-west-1") {
        assert!(table.contains(&id), "{id}: {table}");
    }
}

#[test]
fn the_answer_is_a_table_whatever_the_flags() {
    let types = Shell::with_dev(&aws()).value(
        "[(aws ec2 instances | describe) (aws ec2 instances --state stopped | describe)]
        | each { split row '<' | first }",
    );
    assert_eq!(types, json!(["table", "table"]));
}
