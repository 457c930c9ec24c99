//! Credentials that have been got before the first request that is signed with them.

use std::sync::{Mutex, PoisonError};

use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};

/// Provides the credentials that have been got already, and those of its provider when they end.
#[derive(Debug)]
pub(crate) struct PreloadedProvider {
    first: Mutex<Option<Credentials>>,
    provider: SharedCredentialsProvider,
}

impl PreloadedProvider {
    /// Of a provider, and the credentials that have come from where it gets them.
    pub(crate) fn new(first: Credentials, provider: impl ProvideCredentials + 'static) -> Self {
        Self { first: Mutex::new(Some(first)), provider: SharedCredentialsProvider::new(provider) }
    }
}

impl ProvideCredentials for PreloadedProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        match self.first.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(first) => future::ProvideCredentials::ready(Ok(first)),
            None => self.provider.provide_credentials(),
        }
    }
}
