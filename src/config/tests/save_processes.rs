//! Concurrent processes, and killed ones. The test executable runs itself as the other process.

use std::fs;
use std::io::{BufRead, Write};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

use crate::config::edit::Edit;
use crate::config::tests::save::{names, set};
use crate::config::{Config, FileKind, SectionName};

const NOBODY: u32 = 65534;

/// A process that changes the file: it sets keys named after `job`, or counts up if the job is `count`.
fn spawn(job: &str, path: &Path, change: impl FnOnce(&mut Command)) -> std::io::Result<Child> {
    let test = concat!(module_path!(), "::child").split_once("::").unwrap().1;
    let mut command = Command::new("/proc/self/exe");
    command.args(["--exact", test, "--ignored", "--nocapture"]);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    change(&mut command);
    let mut child = command.spawn()?;
    writeln!(child.stdin.take().unwrap(), "{job} {}", path.display()).unwrap();
    Ok(child)
}

#[test]
#[ignore = "it is the child process of the other tests"]
fn child() {
    let line = std::io::stdin().lock().lines().next().transpose().unwrap().unwrap_or_default();
    let (job, path) = line.split_once(' ').unwrap_or_default();
    match job {
        "" => {}
        "count" => {
            for number in 0.. {
                count(Path::new(path), number);
            }
        }
        writer => (0..10).for_each(|key| _ = set(Path::new(path), &format!("{writer}.{key}"), "v").unwrap()),
    }
}

/// Sets the first key and the last one to the same new number.
fn count(path: &Path, number: usize) {
    let profiles = ["first", "last"].map(|name| SectionName::Profile(name.into()));
    let mut edit = Edit::new(FileKind::Config);
    for profile in &profiles {
        edit.set(profile, "number", &number.to_string());
    }
    edit.save(path).unwrap();
}

#[test]
fn concurrent_processes_lose_no_change() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config");
    let children = ["a", "b", "c", "d"].map(|writer| spawn(writer, &path, |_| ()).unwrap());
    for child in children {
        assert!(child.wait_with_output().unwrap().status.success());
    }
    assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 1 + 40);
    assert_eq!(names(home.path()), ["config"]);
}

#[test]
fn a_killed_writer_leaves_the_old_file_or_the_new_one() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config");
    let filler = "# A long file takes its time.\n".repeat(4000);
    fs::write(&path, format!("[profile first]\nnumber = x\n{filler}[profile last]\nnumber = x\n")).unwrap();
    for round in 0..30 {
        let inode = || fs::metadata(&path).unwrap().ino();
        let before = inode();
        let mut child = spawn("count", &path, |_| ()).unwrap();
        while inode() == before {
            assert!(child.try_wait().unwrap().is_none(), "the writer ends by itself");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(round * 317));
        child.kill().unwrap();
        child.wait().unwrap();
        let text = fs::read(&path).unwrap();
        let config = Config::parse(Some((&path, &text)), None).unwrap();
        let number = |name| config.profile(name).and_then(|profile| profile.get("number")).map(str::to_owned);
        assert!(number("first").is_some() && number("first") == number("last"));
    }
    set(&path, "k", "v").unwrap();
    assert_eq!(names(home.path()), ["config"]);
}

/// The temporary file in a folder, once something has been written to it.
fn temporary(folder: &Path) -> Option<String> {
    let is_written = |name: &String| fs::metadata(folder.join(name)).is_ok_and(|file| file.len() > 0);
    names(folder).into_iter().find(|name| name.starts_with(".nu_plugin_aws-") && is_written(name))
}

#[test]
fn the_next_writer_removes_the_temporary_file_of_a_killed_one_and_leaves_that_of_a_running_one() {
    let home = tempfile::tempdir().unwrap();
    let [path, other] = ["config", "credentials"].map(|name| home.path().join(name));
    fs::write(&path, "# A long file takes its time.\n".repeat(40_000)).unwrap();
    let mut child = spawn("count", &path, |_| ()).unwrap();
    // Stops the process while it writes.
    let left = loop {
        assert!(child.try_wait().unwrap().is_none(), "the writer ends by itself");
        let Some(_) = temporary(home.path()) else { continue };
        stop(&child);
        match temporary(home.path()) {
            Some(name) => break name,
            None => kill_process(Pid::from_child(&child), Signal::CONT).unwrap(),
        }
    };
    set(&other, "k", "1").unwrap();
    assert_eq!(temporary(home.path()).as_ref(), Some(&left), "the process may still rename it");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(temporary(home.path()), Some(left));
    set(&other, "k", "2").unwrap();
    assert_eq!(temporary(home.path()), None);
}

/// Stops all threads of a process. `/proc/PID/stat` would tell when the first one has stopped; another may still rename
/// its file then.
fn stop(process: &Child) {
    let pid = Pid::from_child(process);
    kill_process(pid, Signal::STOP).unwrap();
    waitid(WaitId::Pid(pid), WaitIdOptions::STOPPED).unwrap();
}

#[test]
fn a_folder_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    fs::set_permissions(home.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    // Root may write everywhere, so another user has to try. The executable may be where other users can't run it.
    let child = spawn("a", &home.path().join("config"), |command| {
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
    });
    if let Ok(child) = child {
        let output = String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap();
        let reason = format!("no lock can be taken in its folder {}: Permission denied", home.path().display());
        assert!(output.contains(&reason), "{output}");
    }
}
