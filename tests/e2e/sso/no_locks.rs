//! A file system without locks, as some in networks.

use std::fs;
use std::process::Command;

use super::{SESSION, auto_approving_aws, read, shell, tokens_for};
use crate::support::{Shell, TokenFile, json, token_path};

/// Takes the place of the system's function.
const FLOCK: &str = "#include <errno.h>\nint flock(int file, int operation) { errno = CODE; return -1; }\n";

/// Every lock in the shell fails with this error.
fn without_locks(shell: Shell, code: &str) -> Shell {
    let shell = shell.file("flock.c", &FLOCK.replace("CODE", code));
    let (source, library) = (shell.path("flock.c"), shell.path("flock.so"));
    let built = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(source).status();
    assert!(built.expect("a C compiler, as Rust needs one too").success());
    let library = library.display().to_string();
    shell.var("LD_PRELOAD", &library)
}

#[test]
fn every_command_works_without_locks_and_says_so_once() {
    for code in ["ENOLCK", "ENOSYS", "EOPNOTSUPP"] {
        let aws = auto_approving_aws();
        let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired());
        let shell = without_locks(shell, code);
        let output = shell.run(
            "aws sso login | ignore
            aws profile add new --account 111122223333 --role developer
            aws profile remove new --force
            aws sso login --force | ignore
            aws ec2 instances --profile dev-account.developer | length
            aws sso logout | length | to json",
        );
        assert!(output.success && output.stdout.ends_with("1\n"), "{code}: {output:?}");
        let warnings: Vec<_> = output.stderr.lines().filter(|line| line.starts_with("warning: ")).collect();
        let [warning] = warnings[..] else { panic!("{code}: {output:?}") };
        assert!(warning.contains(".aws/sso/cache has no locks ("), "{code}: {warning}");
        assert!(!shell.path(&token_path(SESSION)).exists());
        let entries = fs::read_dir(shell.path(".aws")).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        assert!(!names.into_iter().any(|name| name.to_string_lossy().starts_with('.')), "{code}");
    }
}

#[test]
fn the_calls_of_one_shell_do_not_undo_each_other() {
    let aws = auto_approving_aws();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired());
    let shell = without_locks(shell, "ENOLCK");
    let line = "1..20 | par-each {|n|
        aws profile add $'new-($n)' --account 111122223333 --role developer | ignore
        aws sso accounts | length
    } | uniq | to json";
    let output = shell.run(line);
    assert_eq!((output.json(), tokens_for(&aws, "refresh_token")), (json!([2]), 1), "{output:?}");
    assert_eq!(read(&shell, ".aws/config").matches("[profile new-").count(), 20);
}
