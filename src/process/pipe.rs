//! The pipe to Nushell.

/// The capacity in bytes: more than the hundred rows of EC2 instances that Nushell lets a plugin run ahead, and as much
/// as Linux allows any program.
#[cfg(target_os = "linux")]
const CAPACITY: usize = 1 << 20;

/// Makes the pipe on stdout larger than the 64 KB that it has at first.
///
/// With a small pipe, Nushell's reader and the thread that writes rows wake each other every few rows. Linux then tends to
/// keep both on one core, where one waits while the other runs.
#[cfg(target_os = "linux")]
pub(crate) fn enlarge_stdout() {
    enlarge(std::io::stdout());
}

/// Only Linux has a size to set.
#[cfg(not(target_os = "linux"))]
pub(crate) fn enlarge_stdout() {}

#[cfg(target_os = "linux")]
fn enlarge(pipe: impl std::os::fd::AsFd) {
    // Where the system refuses, or stdout is no pipe, rows only arrive more slowly.
    let _ = rustix::pipe::fcntl_setpipe_size(pipe, CAPACITY);
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_has_room_for_a_hundred_rows_of_six_kilobytes() {
        let (reader, writer) = rustix::pipe::pipe().expect("a pipe");
        enlarge(&writer);
        assert!(rustix::pipe::fcntl_getpipe_size(&reader).expect("a pipe") >= 100 * 6 * 1024);
    }
}
