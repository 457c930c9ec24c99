//! An AWS region as a row.

use aws_sdk_ec2::types as ec2;
use nu_protocol::{Record, Span, Value};

use super::member::push_members;

/// The row of a region: the members of the API's
/// [Region](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Region.html) that a person looks for.
pub fn row(region: ec2::Region, span: Span) -> Value {
    let mut row = Record::with_capacity(3);
    push_members! {
        row, region, span:
        RegionName: region_name,
        Endpoint: endpoint,
        OptInStatus: opt_in_status,
    }
    Value::record(row, span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_has_three_columns() {
        let region = ec2::Region::builder().region_name("eu-west-1").opt_in_status("opted-in").build();
        let row = row(region, Span::test_data()).into_record().expect("a record");
        assert_eq!(row.columns().collect::<Vec<_>>(), ["RegionName", "Endpoint", "OptInStatus"]);
        assert_eq!(row["RegionName"], Value::test_string("eu-west-1"));
        assert!(row["Endpoint"].is_nothing());
    }
}
