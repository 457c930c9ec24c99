//! The pipe to Nushell. Only Linux lets a program choose its size.

use std::io::stdout;
use std::os::fd::AsFd;

use rustix::pipe::fcntl_setpipe_size;

/// The capacity in bytes: more than the hundred rows of EC2 instances that Nushell lets a plugin run ahead, and as much
/// as Linux allows any program.
const CAPACITY: usize = 1 << 20;

/// Makes the pipe on stdout larger than the 64 KB that it has at first.
///
/// With a small pipe, Nushell's reader and the thread that writes rows wake each other every few rows. Linux then tends to
/// keep both on one core, where one waits while the other runs.
pub(crate) fn enlarge_stdout() {
    enlarge(stdout());
}

fn enlarge(pipe: impl AsFd) {
    // Where the system refuses, or stdout is no pipe, rows only arrive more slowly.
    let _ = fcntl_setpipe_size(pipe, CAPACITY);
}

#[cfg(test)]
mod tests {
    use rustix::pipe::{fcntl_getpipe_size, pipe};

    use super::*;

    #[test]
    fn a_pipe_has_room_for_a_hundred_rows_of_six_kilobytes() {
        let (reader, writer) = pipe().expect("a pipe");
        enlarge(&writer);
        assert!(fcntl_getpipe_size(&reader).expect("a pipe") >= 100 * 6 * 1024);
    }
}
