//! One request that has been let in.

use std::sync::Arc;

use crate::cloud::Cloud;
use crate::ec2::Resources;
use crate::faults::Kind;
use crate::principal::Principal;
use crate::query::Parameters;
use crate::regions::Region;

/// Who asks for what, and where.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    pub cloud: &'a Cloud,
    pub principal: &'a Principal,
    pub region: Region,
    pub action: &'a str,
    pub parameters: &'a Parameters,
    pub request_id: &'a str,
    /// The fault that befalls the call, if it is one that the action itself brings about.
    pub fault: Option<&'a Kind>,
}

impl Call<'_> {
    /// The resources of the caller's account in the region of the request.
    pub fn resources(&self) -> Arc<Resources> {
        self.cloud.resources(&self.principal.account, self.region)
    }
}
