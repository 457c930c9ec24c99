//! Renewing a sign-in with one request, however many tasks and processes need it.

use std::path::PathBuf;
use std::time::Duration;

use crate::aws::timestamp::now;
use crate::cli_cache::unsaved::{SignIn, UnsavedSignIns};
use crate::error::Error;
use crate::files::FileLock;

/// How long another program may take between its request and writing the file.
const GRACE_PERIOD: Duration = Duration::from_millis(200);

/// A file with a sign-in.
pub(crate) trait SignInFile: Send + Sync + 'static {
    type SignIn: SignIn + Send + Sync + 'static;

    fn path(&self) -> PathBuf;

    /// The lock of a renewal. Other programs don't know it. `None` if its file can't be created, such as in a read-only
    /// home.
    fn lock_if_writable(&self) -> impl Future<Output = Result<Option<FileLock>, Error>> + Send;

    fn read(&self) -> Result<Option<Self::SignIn>, Error>;

    fn write(&self, sign_in: &Self::SignIn) -> Result<(), Error>;
}

/// Why a request for a new sign-in has failed.
#[derive(Debug)]
pub(crate) enum RequestError<R> {
    /// The service no longer accepts the sign-in.
    Refused(R),
    Other(Error),
}

/// The outcome of a renewal.
#[derive(Debug)]
pub(crate) enum RenewalOutcome<T, R> {
    /// There is a new sign-in, which this or another process has requested.
    SignIn(T),
    /// No sign-in is stored.
    SignedOut,
    /// The stored sign-in can't be renewed.
    Impossible,
    /// The service no longer accepts the sign-in.
    Refused(R),
}

/// Renews the sign-in in a file, unless another process has just done so. `prepare` makes the request; without one the
/// renewal is impossible. `on_unsaved` is called if the new sign-in can't be stored; then it is kept in memory.
///
/// # Errors
///
/// [`Error::Cache`] if the file can't be read, and those of `prepare` and the request.
pub(crate) async fn renew<F, R, P, Q>(
    file: F,
    unsaved: &UnsavedSignIns<F::SignIn>,
    prepare: impl FnOnce(F::SignIn) -> P,
    on_unsaved: impl FnOnce(Error) + Send + 'static,
) -> Result<RenewalOutcome<F::SignIn, R>, Error>
where
    F: SignInFile,
    R: Send + 'static,
    P: Future<Output = Result<Option<Q>, Error>>,
    Q: Future<Output = Result<F::SignIn, RequestError<R>>> + Send + 'static,
{
    let mut unsaved = unsaved.lock(file.path()).await;
    let lock = file.lock_if_writable().await?;
    let Some(stored) = file.read()? else { return Ok(RenewalOutcome::SignedOut) };
    let current = unsaved.get(&stored).unwrap_or(&stored).clone();
    if current.is_fresh(now()) {
        if current.secret() != stored.secret() {
            // By now there may be room on the disk. If not, the user has been told before.
            let _ = unsaved.store(&current, &stored, |sign_in| file.write(sign_in));
        }
        return Ok(RenewalOutcome::SignIn(current));
    }
    let Some(request) = prepare(current).await? else { return Ok(RenewalOutcome::Impossible) };
    // The task finishes even if the caller is cancelled: the service may have replaced the refresh token already, and
    // then the new one must be stored.
    let task = tokio::spawn(async move {
        match request.await {
            Ok(renewed) => {
                if let Err(error) = unsaved.store(&renewed, &stored, |sign_in| file.write(sign_in)) {
                    on_unsaved(error);
                }
                drop(lock);
                Ok(RenewalOutcome::SignIn(renewed))
            }
            Err(RequestError::Refused(reason)) => {
                // The AWS CLI and the SDKs don't take our lock. One of them may have just used the refresh token, and will
                // then write the new one to the file in a moment. The lock is released meanwhile, so that other processes
                // need not wait.
                drop((lock, unsaved));
                tokio::time::sleep(GRACE_PERIOD).await;
                let of_other = file.read()?.filter(|sign_in| sign_in.is_fresh(now()));
                Ok(of_other.map_or(RenewalOutcome::Refused(reason), RenewalOutcome::SignIn))
            }
            Err(RequestError::Other(error)) => Err(error),
        }
    });
    task.await?
}
