//! The executable that Nushell starts: serves the plugin.

use nu_plugin::{MsgPackSerializer, serve_plugin};
use nu_plugin_aws::AwsPlugin;

fn main() {
    serve_plugin(&AwsPlugin::default(), MsgPackSerializer);
}
