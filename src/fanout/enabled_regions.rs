//! The regions that accounts have switched on: asked once for each account.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use crate::credentials::Session;
use crate::error::{Error, ServiceError};
use crate::fanout::describe_regions::regions_from_any;

/// The regions of a partition that an account may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Regions {
    /// Those that the account has switched on.
    Enabled(Vec<String>),
    /// All that are known, because the account may not ask which of them it has switched on.
    Known(Vec<String>),
}

impl Regions {
    /// Their names.
    pub(crate) fn names(&self) -> &[String] {
        match self {
            Self::Enabled(names) | Self::Known(names) => names,
        }
    }
}

/// What has been asked during one call. Profiles of the same account share an answer.
#[derive(Debug, Default)]
pub(crate) struct EnabledRegions(Mutex<HashMap<String, Arc<OnceCell<Vec<String>>>>>);

impl EnabledRegions {
    /// The regions of a session's account.
    pub(crate) async fn of(&self, session: &Session) -> Result<Regions, Error> {
        let account = session.account_id().or(session.profile()).unwrap_or_default().to_owned();
        let cell = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(account).or_default().clone();
        match cell.get_or_try_init(|| ask(session)).await {
            Ok(names) => Ok(Regions::Enabled(names.clone())),
            Err(Error::Service(ServiceError::AccessDenied { .. })) => {
                Ok(Regions::Known(session.partition().regions.iter().map(|name| (*name).to_owned()).collect()))
            }
            Err(error) => Err(error),
        }
    }
}

async fn ask(session: &Session) -> Result<Vec<String>, Error> {
    let listed = regions_from_any(session, false).await?;
    Ok(listed.into_iter().filter_map(|region| region.region_name).collect())
}
