//! DescribeKeyPairs and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeKeyPairs",
    path: ListPath { list: "keySet", nested: None },
    members: KeyPairInfo::MEMBERS,
    page_size: None,
    parameters: &[
        Parameter::List { name: "KeyNames", query_name: "KeyName" },
        Parameter::List { name: "KeyPairIds", query_name: "KeyPairId" },
        Parameter::Single { name: "IncludePublicKey", query_name: "IncludePublicKey" },
    ],
    filters: &[
        FilterName { name: "fingerprint", values: &[] },
        FilterName { name: "key-name", values: &[] },
        FilterName { name: "key-pair-id", values: &[] },
        FilterName { name: "tag-key", values: &[] },
    ],
};

structures! {
    KeyPairInfo {
        KeyPairId: String,
        KeyType: String,
        Tags as "tagSet": Vec<Tag>,
        PublicKey: String,
        CreateTime: DateTime,
        KeyName: String,
        KeyFingerprint: String,
    }
}
