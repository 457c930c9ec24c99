//! Parallel calls never affect each other.

use crate::support::{Shell, aws, json};

#[test]
fn par_each_does_not_mix_accounts() {
    let aws = aws();
    let answer = Shell::with_aws(&aws).value(
        "let names = 0..99 | each {|n| if $n mod 2 == 0 { 'dev' } else { 'test' } }
        $names
            | par-each {|name| with-env {AWS_PROFILE: $name} { {
                name: $name
                rows: (aws ec2 instances | select Profile AccountId Region | uniq)
            } } }
            | uniq
            | sort-by name",
    );
    let dev = json!([{"Profile": "dev", "AccountId": "111122223333", "Region": "eu-west-1"}]);
    let test = json!([{"Profile": "test", "AccountId": "444455556666", "Region": "eu-west-2"}]);
    assert_eq!(answer, json!([{"name": "dev", "rows": dev}, {"name": "test", "rows": test}]));
    assert_eq!(aws.count("DescribeInstances"), 100);
}

#[test]
fn par_each_does_not_mix_files_and_directories() {
    let shell = (0..8).fold(Shell::new().var("AWS_CONFIG_FILE", "aws.ini"), |shell, n| {
        shell.file(&format!("dir{n}/aws.ini"), &format!("[profile of-dir{n}]\n"))
    });
    let answer = shell.value(
        "let dirs = 0..199 | each {|n| $'dir($n mod 8)' }
        $dirs | par-each {|dir| cd $dir; [$'of-($dir)' ...(aws profiles | get name)] } | where ($it | uniq | length) != 1",
    );
    assert_eq!(answer, json!([]));
}

#[test]
fn an_error_does_not_affect_other_calls() {
    let answer = Shell::with_aws(&aws()).value(
        "[dev missing test] | par-each --keep-order {|name|
            try { aws ec2 instances --profile $name | length } catch {|e| $e.details.code }
        }",
    );
    assert_eq!(answer, json!([12, "aws::profile::not_found", 12]));
}
