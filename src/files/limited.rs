//! Reading a file that may be anything: a path that a user or program names.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use crate::limits;

/// Reads a file of at most `limit` bytes.
///
/// # Errors
///
/// Those of the operating system, [`ErrorKind::FileTooLarge`], and [`ErrorKind::Unsupported`] for a pipe or a socket,
/// which could keep the call waiting for ever. A device such as `/dev/null` is read like a file.
pub(crate) fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let file = open_without_waiting(path)?;
    let metadata = file.metadata()?;
    if is_pipe(&metadata) {
        return Err(io::Error::new(ErrorKind::Unsupported, "it is a pipe or a socket, not a file"));
    }
    // One allocation, because a secret would stay behind in those that a growing buffer gives up.
    let size = usize::try_from(metadata.len()).unwrap_or(usize::MAX).min(limit);
    let mut bytes = Vec::with_capacity(size + 1);
    file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        let reason = format!("it is larger than {}", limits::shown(limit));
        return Err(io::Error::new(ErrorKind::FileTooLarge, reason));
    }
    Ok(bytes)
}

/// Opening a pipe would wait for a writer, and reading from a terminal for its user.
#[cfg(unix)]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().read(true).custom_flags(nix::libc::O_NONBLOCK).open(path)
}

#[cfg(not(unix))]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(unix)]
fn is_pipe(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    metadata.file_type().is_fifo() || metadata.file_type().is_socket()
}

#[cfg(not(unix))]
fn is_pipe(_metadata: &std::fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_have_as_many_bytes_as_the_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        std::fs::write(&path, [b'x'; 1 << 10]).expect("written");
        assert_eq!(read(&path, 1 << 10).expect("the file").len(), 1 << 10);
        let error = read(&path, (1 << 10) - 1).expect_err("too large");
        assert_eq!(error.kind(), ErrorKind::FileTooLarge);
        assert_eq!(read(&path, 0).expect_err("too large").to_string(), "it is larger than 0 KB");
        assert_eq!(read(&folder.path().join("none"), 1).expect_err("no file").kind(), ErrorKind::NotFound);
        assert!(read(folder.path(), 1 << 10).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn devices_are_read_up_to_the_limit_and_pipes_are_refused_at_once() {
        assert_eq!(read(Path::new("/dev/null"), 1).expect("empty"), b"");
        let error = read(Path::new("/dev/zero"), 1 << 20).expect_err("endless");
        assert_eq!(error.to_string(), "it is larger than 1 MB");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().expect("it runs").success());
        assert_eq!(read(&path, 1).expect_err("a pipe").to_string(), "it is a pipe or a socket, not a file");
    }
}
