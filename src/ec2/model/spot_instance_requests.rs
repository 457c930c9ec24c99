//! DescribeSpotInstanceRequests and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::{
    BlockDeviceMapping, GroupIdentifier, InstanceIpv6Address, PrivateIpAddressSpecification, Tag,
};
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{NumberText, Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeSpotInstanceRequests",
    path: ListPath { list: "spotInstanceRequestSet", nested: None },
    members: SpotInstanceRequest::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "SpotInstanceRequestIds", query_name: "SpotInstanceRequestId" },
    ],
    filters: &[
        FilterName { name: "availability-zone-group", values: &[] },
        FilterName { name: "create-time", values: &[] },
        FilterName { name: "fault-code", values: &[] },
        FilterName { name: "fault-message", values: &[] },
        FilterName { name: "instance-id", values: &[] },
        FilterName { name: "launch-group", values: &[] },
        FilterName { name: "launch.block-device-mapping.delete-on-termination", values: &[] },
        FilterName { name: "launch.block-device-mapping.device-name", values: &[] },
        FilterName { name: "launch.block-device-mapping.snapshot-id", values: &[] },
        FilterName { name: "launch.block-device-mapping.volume-size", values: &[] },
        FilterName { name: "launch.block-device-mapping.volume-type", values: &[] },
        FilterName { name: "launch.group-id", values: &[] },
        FilterName { name: "launch.group-name", values: &[] },
        FilterName { name: "launch.image-id", values: &[] },
        FilterName { name: "launch.instance-type", values: &[] },
        FilterName { name: "launch.kernel-id", values: &[] },
        FilterName { name: "launch.key-name", values: &[] },
        FilterName { name: "launch.monitoring-enabled", values: &[] },
        FilterName { name: "launch.ramdisk-id", values: &[] },
        FilterName { name: "launched-availability-zone", values: &[] },
        FilterName { name: "launched-availability-zone-id", values: &[] },
        FilterName { name: "network-interface.addresses.primary", values: &[] },
        FilterName { name: "network-interface.delete-on-termination", values: &[] },
        FilterName { name: "network-interface.description", values: &[] },
        FilterName { name: "network-interface.device-index", values: &[] },
        FilterName { name: "network-interface.group-id", values: &[] },
        FilterName { name: "network-interface.network-interface-id", values: &[] },
        FilterName { name: "network-interface.private-ip-address", values: &[] },
        FilterName { name: "network-interface.subnet-id", values: &[] },
        FilterName { name: "product-description", values: &["Linux/UNIX", "Windows"] },
        FilterName { name: "spot-instance-request-id", values: &[] },
        FilterName { name: "spot-price", values: &[] },
        FilterName { name: "state", values: &["open", "active", "closed", "cancelled", "failed"] },
        FilterName { name: "status-code", values: &[] },
        FilterName { name: "status-message", values: &[] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "type", values: &["one-time", "persistent"] },
        FilterName { name: "valid-from", values: &[] },
        FilterName { name: "valid-until", values: &[] },
    ],
};

structures! {
    SpotInstanceRequest {
        ActualBlockHourlyPrice: NumberText,
        AvailabilityZoneGroup: String,
        BlockDurationMinutes: i64,
        CreateTime: DateTime,
        Fault: SpotInstanceStateFault,
        InstanceId: String,
        LaunchGroup: String,
        LaunchSpecification: LaunchSpecification,
        LaunchedAvailabilityZone: String,
        LaunchedAvailabilityZoneId: String,
        ProductDescription: String,
        SpotInstanceRequestId: String,
        SpotPrice: NumberText,
        State: String,
        Status: SpotInstanceStatus,
        Tags as "tagSet": Vec<Tag>,
        Type: String,
        ValidFrom: DateTime,
        ValidUntil: DateTime,
        InstanceInterruptionBehavior: String,
    }
    SpotInstanceStateFault {
        Code: String,
        Message: String,
    }
    LaunchSpecification {
        UserData: String,
        AddressingType: String,
        BlockDeviceMappings as "blockDeviceMapping": Vec<BlockDeviceMapping>,
        EbsOptimized: bool,
        IamInstanceProfile: IamInstanceProfileSpecification,
        ImageId: String,
        InstanceType: String,
        KernelId: String,
        KeyName: String,
        NetworkInterfaces as "networkInterfaceSet": Vec<InstanceNetworkInterfaceSpecification>,
        Placement: SpotPlacement,
        RamdiskId: String,
        SubnetId: String,
        SecurityGroups as "groupSet": Vec<GroupIdentifier>,
        Monitoring: RunInstancesMonitoringEnabled,
    }
    IamInstanceProfileSpecification {
        Arn: String,
        Name: String,
    }
    InstanceNetworkInterfaceSpecification {
        AssociatePublicIpAddress: bool,
        DeleteOnTermination: bool,
        Description: String,
        DeviceIndex: i64,
        Groups as "SecurityGroupId": Vec<String>,
        Ipv6AddressCount: i64,
        Ipv6Addresses as "ipv6AddressesSet": Vec<InstanceIpv6Address>,
        NetworkInterfaceId: String,
        PrivateIpAddress: String,
        PrivateIpAddresses as "privateIpAddressesSet": Vec<PrivateIpAddressSpecification>,
        SecondaryPrivateIpAddressCount: i64,
        SubnetId: String,
        AssociateCarrierIpAddress as "AssociateCarrierIpAddress": bool,
        InterfaceType as "InterfaceType": String,
        NetworkCardIndex as "NetworkCardIndex": i64,
        Ipv4Prefixes as "Ipv4Prefix": Vec<Ipv4PrefixSpecificationRequest>,
        Ipv4PrefixCount as "Ipv4PrefixCount": i64,
        Ipv6Prefixes as "Ipv6Prefix": Vec<Ipv6PrefixSpecificationRequest>,
        Ipv6PrefixCount as "Ipv6PrefixCount": i64,
        PrimaryIpv6 as "PrimaryIpv6": bool,
        EnaSrdSpecification as "EnaSrdSpecification": EnaSrdSpecificationRequest,
        ConnectionTrackingSpecification as "ConnectionTrackingSpecification": ConnectionTrackingSpecificationRequest,
        EnaQueueCount as "EnaQueueCount": i64,
    }
    Ipv4PrefixSpecificationRequest {
        Ipv4Prefix as "Ipv4Prefix": String,
    }
    Ipv6PrefixSpecificationRequest {
        Ipv6Prefix as "Ipv6Prefix": String,
    }
    EnaSrdSpecificationRequest {
        EnaSrdEnabled as "EnaSrdEnabled": bool,
        EnaSrdUdpSpecification as "EnaSrdUdpSpecification": EnaSrdUdpSpecificationRequest,
    }
    EnaSrdUdpSpecificationRequest {
        EnaSrdUdpEnabled as "EnaSrdUdpEnabled": bool,
    }
    ConnectionTrackingSpecificationRequest {
        TcpEstablishedTimeout as "TcpEstablishedTimeout": i64,
        UdpStreamTimeout as "UdpStreamTimeout": i64,
        UdpTimeout as "UdpTimeout": i64,
    }
    SpotPlacement {
        AvailabilityZone: String,
        GroupName: String,
        Tenancy: String,
        AvailabilityZoneId: String,
    }
    RunInstancesMonitoringEnabled {
        MetricCategoryIds as "MetricCategoryId": Vec<String>,
        Enabled: bool,
    }
    SpotInstanceStatus {
        Code: String,
        Message: String,
        UpdateTime: DateTime,
    }
}
