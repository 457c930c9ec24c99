//! The regions that are enabled for accounts, requested once for each account.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use crate::credentials::Session;
use crate::error::{Error, ServiceError};
use crate::fanout::describe_regions::regions_from_any;

/// The regions of a partition that an account may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Regions {
    /// The regions that are enabled for the account.
    Enabled(Vec<String>),
    /// All known regions, because the identity may not list the enabled ones.
    Known(Vec<String>),
}

impl Regions {
    pub(crate) fn names(&self) -> &[String] {
        match self {
            Self::Enabled(names) | Self::Known(names) => names,
        }
    }
}

/// The responses of one call. Profiles of the same account share one.
#[derive(Debug, Default)]
pub(crate) struct EnabledRegions(Mutex<HashMap<String, Arc<OnceCell<Vec<String>>>>>);

impl EnabledRegions {
    /// The regions of a session's account.
    pub(crate) async fn get(&self, session: &Session) -> Result<Regions, Error> {
        let account = session.account_id().or(session.profile()).unwrap_or_default().to_owned();
        let cell = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(account).or_default().clone();
        match cell.get_or_try_init(|| request(session)).await {
            Ok(names) => Ok(Regions::Enabled(names.clone())),
            Err(Error::Service(ServiceError::AccessDenied { .. })) => {
                Ok(Regions::Known(session.partition().regions.iter().map(|name| (*name).to_owned()).collect()))
            }
            Err(error) => Err(error),
        }
    }
}

async fn request(session: &Session) -> Result<Vec<String>, Error> {
    let listed = regions_from_any(session, false).await?;
    Ok(listed.into_iter().filter_map(|region| region.region_name).collect())
}
