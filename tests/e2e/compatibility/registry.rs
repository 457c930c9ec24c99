//! The registry of plugins: `plugin add`, `plugin use`, `plugin stop` and `plugin list`.

use super::{add, printed};
use crate::support::{PLUGIN, Shell, json, nu, older_and_newer};

const NAMES: &str = "aws profiles | get name | to json --raw";

fn shell() -> Shell {
    Shell::new().config("[profile dev]\n")
}

#[test]
fn an_added_plugin_has_its_commands_in_the_next_nushell() {
    let shell = shell();
    add(nu(), &shell, PLUGIN);
    assert_eq!(printed(nu(), &shell, NAMES), r#"["dev"]"#);
    assert_eq!(printed(nu(), &shell, &format!("plugin use aws; {NAMES}")), r#"["dev"]"#);
}

#[test]
fn after_an_update_of_nushell_nothing_has_to_be_added() {
    let shell = shell();
    let [older, newer] = older_and_newer();
    add(older, &shell, PLUGIN);
    assert_eq!(printed(newer, &shell, NAMES), r#"["dev"]"#);
}

#[test]
fn a_stopped_plugin_starts_again() {
    let answer = shell().value(
        "def pid [] { plugin list | where name == aws | get 0.pid? }
        let first = aws profiles | get name
        let before = pid
        plugin stop aws
        let stopped = pid
        let second = aws profiles | get name
        [$first $second $stopped ($before != (pid))]",
    );
    assert_eq!(answer, json!([["dev"], ["dev"], null, true]));
}
