//! A file is written wholly or not at all, and nothing is left beside it.

use std::fs::{self, File};
use std::path::Path;
use std::process;
use std::thread::sleep;
use std::time::Duration;

use rustix::process::Signal;

use crate::sso::CONFIG;
use crate::support::{Shell, wait_until};

#[cfg(target_os = "linux")]
#[test]
fn the_wait_for_a_locked_file_ends() {
    let shell = Shell::new().config(CONFIG);
    let path = shell.path(".aws/.config.lock");
    let lock = File::create(&path).expect("a file");
    lock.lock().expect("a lock");
    let running = shell.start("aws profile add new --account 111122223333 --role developer");
    wait_until("the wait", || is_open_elsewhere(&path));
    running.end(Signal::KILL);
    assert_eq!(fs::read_to_string(shell.path(".aws/config")).expect("a file"), CONFIG);
}

/// Whether another process has opened a file.
#[cfg(target_os = "linux")]
fn is_open_elsewhere(path: &Path) -> bool {
    let ids = fs::read_dir("/proc").expect("a folder").filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let others = ids.filter(|id| id.parse().is_ok_and(|id: u32| id != process::id()));
    let mut files = others.filter_map(|id| fs::read_dir(format!("/proc/{id}/fd")).ok()).flatten();
    files.any(|file| file.and_then(|file| fs::read_link(file.path())).is_ok_and(|file| file == path))
}

#[test]
fn nothing_is_left_beside_the_file() {
    let line = "1..500 | each {|n| aws profile add $'new-($n)' --account 111122223333 --role developer } | ignore";
    for delay in (0..10).map(Duration::from_millis) {
        let shell = Shell::new().config(CONFIG);
        let config = shell.path(".aws/config");
        let text = || fs::read_to_string(&config).expect("a file");
        let running = shell.start(line);
        wait_until("the first profile", || text() != CONFIG);
        // A signal at another point of the next changes.
        sleep(delay);
        running.end(Signal::KILL);
        let added = text().matches("[profile new-").count();
        assert!((1..500).contains(&added), "{added}");
        assert!(text().ends_with("sso_role_name = developer\n"), "{}", text());
        let entries = fs::read_dir(shell.path(".aws")).expect("a folder");
        let names: Vec<_> = entries.map(|entry| entry.expect("a file").file_name()).collect();
        assert_eq!(names, ["config"], "{delay:?}");
    }
}
