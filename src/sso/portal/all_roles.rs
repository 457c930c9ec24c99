//! The roles of many accounts, side by side.

use std::sync::Arc;

use tokio::sync::mpsc::{self, Sender};
use tokio::task::JoinSet;

use crate::error::{Error, SsoError};
use crate::sso::portal::{Account, AssignedRole, Portal};

/// How many accounts are asked at a time: enough to keep the pace even if every answer takes a second and a half.
const AT_ONCE: usize = 32;
/// How many rows wait for their reader.
const WAITING: usize = 256;

/// An account whose roles could not be got.
#[derive(Debug, Clone)]
pub(crate) struct AccountFailure {
    /// The account.
    pub(crate) account: Arc<Account>,
    /// Why not.
    pub(crate) error: Error,
}

impl Portal {
    /// Every role of every account, each row as soon as it is known: the order is that of the answers. An account that
    /// fails is a [`AccountFailure`] among the rows. After an [`SsoError::Expired`] nothing more comes, for the other
    /// accounts would fail alike.
    ///
    /// Calls keep the portal's pace, whatever the number of accounts. They stop when the receiver is dropped. This has
    /// to be called inside a runtime.
    pub(crate) fn all_roles(&self, accounts: Vec<Account>) -> mpsc::Receiver<Result<AssignedRole, AccountFailure>> {
        let (sender, receiver) = mpsc::channel(WAITING);
        let portal = self.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = sender.closed() => {}
                () = portal.ask_all(accounts, &sender) => {}
            }
        });
        receiver
    }

    /// Asks for the roles of all accounts. Whoever drops this future ends all calls that are under way.
    async fn ask_all(&self, accounts: Vec<Account>, sender: &Sender<Result<AssignedRole, AccountFailure>>) {
        let mut asked = JoinSet::new();
        let mut accounts = accounts.into_iter();
        loop {
            while asked.len() < AT_ONCE
                && let Some(account) = accounts.next()
            {
                asked.spawn(self.clone().ask(Arc::new(account), sender.clone()));
            }
            let failure = match asked.join_next().await {
                None => return,
                Some(Ok(Err(failure))) => failure,
                Some(_) => continue,
            };
            let is_over = matches!(failure.error, Error::Sso(SsoError::Expired { .. }));
            if sender.send(Err(failure)).await.is_err() || is_over {
                return;
            }
        }
    }

    /// Sends the roles of an account, page by page.
    async fn ask(
        self,
        account: Arc<Account>,
        sender: Sender<Result<AssignedRole, AccountFailure>>,
    ) -> Result<(), AccountFailure> {
        let mut next = None;
        loop {
            let page = self.page_of_roles(&account.account_id, next).await;
            let (roles, token) = page.map_err(|error| AccountFailure { account: Arc::clone(&account), error })?;
            for role_name in roles {
                if sender.send(Ok(AssignedRole { account: Arc::clone(&account), role_name })).await.is_err() {
                    return Ok(());
                }
            }
            next = token;
            if next.is_none() {
                return Ok(());
            }
        }
    }
}
