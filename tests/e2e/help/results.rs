//! Every example that shows a result returns that result.

use nu_plugin::Plugin;
use nu_plugin_aws::AwsPlugin;
use nu_plugin_test_support::PluginTest;
use nu_protocol::Value;

use super::EXAMPLE_CONFIG;
use crate::support::Shell;

#[test]
fn every_example_returns_the_result_that_it_shows() {
    let shell = Shell::new().config(EXAMPLE_CONFIG);
    let mut test = PluginTest::new("aws", AwsPlugin::default().into()).expect("a plugin");
    for name in ["HOME", "PWD"] {
        let home = Value::test_string(shell.home().to_str().expect("a path in UTF-8"));
        test.engine_state_mut().add_env_var(name.into(), home);
    }
    let commands = AwsPlugin::default().commands();
    for command in &commands {
        let examples = command.examples();
        test.test_examples(&examples).unwrap_or_else(|error| panic!("{}: {error}", command.name()));
    }
    let shown =
        commands.iter().flat_map(|command| command.examples()).filter(|example| example.result.is_some()).count();
    assert!(shown >= 4, "{shown}");
}
