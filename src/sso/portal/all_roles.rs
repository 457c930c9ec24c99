//! The roles of many accounts, listed concurrently.

use std::sync::Arc;

use futures_util::{StreamExt, stream};
use tokio::sync::mpsc::{self, Sender};

use crate::client::page_tokens::PageTokens;
use crate::error::panic::catch_async;
use crate::error::{Error, SsoError};
use crate::sso::portal::{Account, AssignedRole, Portal};

/// How many accounts are listed at a time: enough to use the whole rate limit even if each response takes 1.5 s.
pub(super) const CONCURRENCY: usize = 32;
/// How many roles are buffered for the receiver.
const BUFFER: usize = 256;

/// An account whose roles could not be listed.
#[derive(Debug, Clone)]
pub(crate) struct AccountFailure {
    pub(crate) account: Arc<Account>,
    pub(crate) error: Error,
}

impl Portal {
    /// Sends every role of every account as soon as it is known, in the order of the responses. An account that fails is
    /// an [`AccountFailure`] among the roles. An [`SsoError::Expired`] is the last item, because the other accounts
    /// would fail the same way.
    ///
    /// The rate limit holds however many accounts there are. Dropping the receiver cancels all calls. Call this inside
    /// a runtime.
    pub(crate) fn all_roles(&self, accounts: Vec<Account>) -> mpsc::Receiver<Result<AssignedRole, AccountFailure>> {
        let (sender, receiver) = mpsc::channel(BUFFER);
        let portal = self.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = sender.closed() => {}
                () = portal.list_all(accounts, &sender) => {}
            }
        });
        receiver
    }

    async fn list_all(&self, accounts: Vec<Account>, sender: &Sender<Result<AssignedRole, AccountFailure>>) {
        let lists = accounts.into_iter().map(|account| self.list_account(Arc::new(account), sender));
        let mut lists = stream::iter(lists).buffer_unordered(CONCURRENCY);
        while let Some(is_signed_in) = lists.next().await {
            if !is_signed_in {
                return;
            }
        }
    }

    /// Sends the roles of an account page by page, or its failure. Returns false if the sign-in has expired.
    async fn list_account(&self, account: Arc<Account>, sender: &Sender<Result<AssignedRole, AccountFailure>>) -> bool {
        let (mut tokens, mut next) = (PageTokens::default(), None);
        loop {
            let page = self.page_of_roles(&account.account_id, &mut tokens, next);
            let (roles, token) = match catch_async(page).await.flatten() {
                Ok(page) => page,
                Err(error) => {
                    let is_signed_in = !matches!(error, Error::Sso(SsoError::Expired { .. }));
                    // If sending fails, the receiver is gone, which ends all of this.
                    let _ = sender.send(Err(AccountFailure { account, error })).await;
                    return is_signed_in;
                }
            };
            for role_name in roles {
                let _ = sender.send(Ok(AssignedRole { account: Arc::clone(&account), role_name })).await;
            }
            next = token;
            if next.is_none() {
                return true;
            }
        }
    }
}
