//! An AWS region as a row.

use aws_sdk_ec2::types as ec2;
use nu_protocol::{IntoValue, Record, Span};

use crate::credentials::Session;

pub(crate) const COLUMNS: [&str; 5] = ["RegionName", "OptInStatus", "Profile", "AccountId", "Endpoint"];

/// The row of a region: members of the API's
/// [Region](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Region.html), and the profile and account that it
/// was listed with. `AccountId` is null if the profile doesn't name the account.
pub(crate) fn row(region: ec2::Region, session: &Session, span: Span) -> Record {
    let mut row = Record::with_capacity(COLUMNS.len());
    row.push("RegionName", region.region_name.into_value(span));
    row.push("OptInStatus", region.opt_in_status.into_value(span));
    row.push("Profile", session.profile().into_value(span));
    row.push("AccountId", session.account_id().into_value(span));
    row.push("Endpoint", region.endpoint.into_value(span));
    row
}
