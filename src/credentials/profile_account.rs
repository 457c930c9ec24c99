//! The account and the partition of a profile, without a request.

use crate::aws::arn::Arn;
use crate::aws::partition::Partition;
use crate::config::{Config, Profile};

/// The account's id, if the profile has it.
pub(crate) fn account_id(profile: &Profile) -> Option<&str> {
    profile.account_id(profile.kind()?).map(|(id, _)| id)
}

/// The partition: that of the role's ARN, of the profile's region, of its Identity Center, or else of the region that
/// the variables name.
pub(crate) fn partition(config: &Config, profile: Option<&Profile>, region: Option<&str>) -> &'static Partition {
    let by_role = profile.and_then(|profile| Partition::from_id(Arn::parse(profile.get("role_arn")?)?.partition));
    let by_region = || {
        let own = profile.and_then(Profile::region);
        let session = profile.and_then(|profile| profile.sso(config)).and_then(|sso| sso.region);
        own.or(session).or(region)
    };
    by_role.unwrap_or_else(|| Partition::from_region(by_region().unwrap_or_default()))
}
