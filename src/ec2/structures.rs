//! Structures that items of several tables have.

use aws_sdk_ec2::types as ec2;

use crate::rows::api::member::structures;

structures! {
    ec2:
    OperatorResponse {
        Managed: managed,
        Principal: principal,
        HiddenByDefault: hidden_by_default,
    }
    Tag {
        Key: key,
        Value: value,
    }
}
