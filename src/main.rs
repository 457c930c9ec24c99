//! The executable that Nushell starts.

fn main() {
    nu_plugin_aws::serve();
}
