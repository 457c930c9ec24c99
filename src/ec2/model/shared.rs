//! Structures that several operations have. `scripts/ec2-model` wrote this file.

use crate::rows::api::member::structures;

structures! {
    BlockDeviceMapping {
        Ebs: EbsBlockDevice,
        NoDevice: String,
        DeviceName: String,
        VirtualName: String,
    }
    BlockPublicAccessStates {
        InternetGatewayBlockMode: String,
    }
    CapacityReservationTargetResponse {
        CapacityReservationId: String,
        CapacityReservationResourceGroupArn: String,
    }
    EbsBlockDevice {
        DeleteOnTermination: bool,
        Iops: i64,
        SnapshotId: String,
        VolumeSize: i64,
        VolumeType: String,
        KmsKeyId: String,
        Throughput: i64,
        OutpostArn: String,
        AvailabilityZone: String,
        Encrypted: bool,
        VolumeInitializationRate as "VolumeInitializationRate": i64,
        AvailabilityZoneId as "AvailabilityZoneId": String,
        EbsCardIndex as "EbsCardIndex": i64,
    }
    GroupIdentifier {
        GroupId: String,
        GroupName: String,
    }
    InstanceIpv6Address {
        Ipv6Address: String,
        IsPrimaryIpv6: bool,
    }
    InstanceState {
        Code: i64,
        Name: String,
    }
    OperatorResponse {
        Managed: bool,
        Principal: String,
        HiddenByDefault: bool,
    }
    PrivateIpAddressSpecification {
        Primary: bool,
        PrivateIpAddress: String,
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
