//! A version of Nushell that the plugin doesn't know.

use super::{add, printed, run, stderr, with_relay};
use crate::support::{PLUGIN, Shell, aws, nu};

const UNKNOWN: &str = "0.117.0";

/// Asserts that Nushell printed the refusal.
fn assert_refused(output: &str) {
    // The lines of an error are broken at 80 characters.
    let text = output.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ");
    for part in [
        "aws::nushell::version",
        "knows Nushell 0.109 to 0.116, and this is 0.117.0",
        "cargo install nu_plugin_aws --locked; plugin add ~/.cargo/bin/nu_plugin_aws",
    ] {
        assert!(text.contains(part), "{part}: {output}");
    }
}

#[test]
fn plugin_add_says_which_versions_are_known() {
    let shell = with_relay(Shell::new(), UNKNOWN);
    let output = run(nu(), &shell, &format!("plugin add '{}'", shell.path("bin/nu_plugin_aws").display()));
    assert!(!output.status.success());
    assert_refused(&stderr(&output));
    assert!(!stderr(&output).contains("Host Environment Variables"), "a label without a place: {}", stderr(&output));
}

#[test]
fn every_command_says_which_versions_are_known() {
    // The plugin was added before Nushell was updated.
    let shell = Shell::new().config("[profile dev]\n").program("nu_plugin_aws", &format!("exec '{PLUGIN}' \"$@\""));
    add(nu(), &shell, shell.path("bin/nu_plugin_aws"));
    let shell = with_relay(shell, UNKNOWN);
    for script in ["aws profiles", "[dev] | aws whoami", "1..2000 | aws ec2 instances | first 3"] {
        let output = run(nu(), &shell, script);
        assert!(!output.status.success(), "{script}");
        assert_refused(&stderr(&output));
    }
}

#[test]
fn it_can_be_tried_all_the_same() {
    let aws = aws();
    let shell = with_relay(Shell::with_dev(&aws), UNKNOWN).var("NU_PLUGIN_AWS_ANY_NUSHELL", "1");
    add(nu(), &shell, shell.path("bin/nu_plugin_aws"));
    let script = "[dev test] | aws ec2 instances | first 15 | get Profile | uniq | sort | to json --raw";
    assert_eq!(printed(nu(), &shell, script), r#"["dev","test"]"#);
    let error = run(nu(), &shell, "aws ec2 instances --profile nobody");
    assert!(stderr(&error).contains("aws::profile::not_found"), "{}", stderr(&error));
}
