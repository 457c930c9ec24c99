//! Structures that several operations have. `scripts/ec2-model` wrote this file.

use crate::rows::api::member::structures;

structures! {
    BlockPublicAccessStates {
        InternetGatewayBlockMode: String,
    }
    GroupIdentifier {
        GroupId: String,
        GroupName: String,
    }
    OperatorResponse {
        Managed: bool,
        Principal: String,
        HiddenByDefault: bool,
    }
    ProductCode {
        ProductCodeId as "productCode": String,
        ProductCodeType as "type": String,
    }
    StateReason {
        Code: String,
        Message: String,
    }
    Tag {
        Key: String,
        Value: String,
    }
}
