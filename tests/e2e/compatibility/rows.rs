//! The rows are the same in all versions of Nushell, packed and with names.

use std::path::Path;

use super::{add, printed, with_relay};
use crate::support::{PLUGIN, Shell, aws_with_instances, nu, primary_nu};

const HASH: &str = "aws ec2 instances | [($in | length) ($in | to nuon | hash sha256)] | str join ' '";

#[test]
fn five_thousand_rows_are_the_same_in_all_versions_packed_and_with_names() {
    let aws = aws_with_instances(5000);
    let hash = |nu: &Path, shell: &Shell, plugin: &Path| {
        add(nu, shell, plugin);
        printed(nu, shell, HASH)
    };
    let shell = with_relay(Shell::with_dev(&aws), "0.117.0").var("NU_PLUGIN_AWS_ANY_NUSHELL", "1");
    let packed = hash(nu(), &shell, Path::new(PLUGIN));
    assert!(packed.starts_with("5000 "), "{packed}");
    assert_eq!(hash(nu(), &shell, &shell.path("bin/nu_plugin_aws")), packed);
    assert_eq!(hash(primary_nu(), &shell, Path::new(PLUGIN)), packed);
}
