//! How many files the process may have open. On Unix each connection is one.

/// Enough for a connection to each of hundreds of accounts and regions. The limit isn't raised further, because the
/// programs that the plugin starts inherit it, and some of them close every file up to it.
#[cfg(unix)]
const ENOUGH: u64 = 8192;

/// Raises the limit of the process as far as the system lets it. Shells start programs with a low one, 256 on macOS and
/// 1024 on Linux, that any program may raise.
#[cfg(unix)]
pub(crate) fn raise_limit() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limit = getrlimit(Resource::Nofile);
    let enough = limit.maximum.map_or(ENOUGH, |maximum| maximum.min(ENOUGH));
    if limit.current.is_some_and(|current| current < enough) {
        // If it stays as it is, `limit` says so.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(enough), ..limit });
    }
}

#[cfg(not(unix))]
pub(crate) fn raise_limit() {}

/// How many files the process may have open.
#[cfg(unix)]
pub(crate) fn limit() -> usize {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile);
    limit.current.and_then(|current| current.try_into().ok()).unwrap_or(usize::MAX)
}

#[cfg(not(unix))]
pub(crate) fn limit() -> usize {
    usize::MAX
}
