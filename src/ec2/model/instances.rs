//! DescribeInstances and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::{GroupIdentifier, OperatorResponse, ProductCode, StateReason, Tag};
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::{ListPath, NestedList};
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeInstances",
    path: ListPath { list: "reservationSet", nested: Some(NestedList {
        list: "instancesSet",
        parent_fields: &["ReservationId", "OwnerId", "RequesterId"],
    }) },
    members: Instance::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "InstanceIds", query_name: "InstanceId" },
        Parameter::Single { name: "IncludeManagedResources", query_name: "IncludeManagedResources" },
    ],
    filters: &[
        FilterName { name: "affinity", values: &["default", "host"] },
        FilterName { name: "architecture", values: &["i386", "x86_64", "arm64"] },
        FilterName { name: "availability-zone", values: &[] },
        FilterName { name: "availability-zone-id", values: &[] },
        FilterName { name: "block-device-mapping.attach-time", values: &[] },
        FilterName { name: "block-device-mapping.delete-on-termination", values: &[] },
        FilterName { name: "block-device-mapping.device-name", values: &[] },
        FilterName { name: "block-device-mapping.status", values: &["attaching", "attached", "detaching", "detached"] },
        FilterName { name: "block-device-mapping.volume-id", values: &[] },
        FilterName { name: "boot-mode", values: &["legacy-bios", "uefi", "uefi-preferred"] },
        FilterName { name: "capacity-reservation-id", values: &[] },
        FilterName { name: "capacity-reservation-specification.capacity-reservation-preference", values: &["open", "none"] },
        FilterName { name: "capacity-reservation-specification.capacity-reservation-target.capacity-reservation-id", values: &[] },
        FilterName { name: "capacity-reservation-specification.capacity-reservation-target.capacity-reservation-resource-group-arn", values: &[] },
        FilterName { name: "client-token", values: &[] },
        FilterName { name: "current-instance-boot-mode", values: &["legacy-bios", "uefi"] },
        FilterName { name: "dns-name", values: &[] },
        FilterName { name: "ebs-optimized", values: &[] },
        FilterName { name: "ena-support", values: &[] },
        FilterName { name: "enclave-options.enabled", values: &[] },
        FilterName { name: "hibernation-options.configured", values: &[] },
        FilterName { name: "host-id", values: &[] },
        FilterName { name: "hypervisor", values: &["ovm", "xen"] },
        FilterName { name: "iam-instance-profile.arn", values: &[] },
        FilterName { name: "iam-instance-profile.id", values: &[] },
        FilterName { name: "image-id", values: &[] },
        FilterName { name: "instance-id", values: &[] },
        FilterName { name: "instance-lifecycle", values: &["spot", "scheduled", "capacity-block"] },
        FilterName { name: "instance-state-code", values: &[] },
        FilterName { name: "instance-state-name", values: &["pending", "running", "shutting-down", "terminated", "stopping", "stopped"] },
        FilterName { name: "instance-type", values: &[] },
        FilterName { name: "instance.group-id", values: &[] },
        FilterName { name: "instance.group-name", values: &[] },
        FilterName { name: "ip-address", values: &[] },
        FilterName { name: "ipv6-address", values: &[] },
        FilterName { name: "kernel-id", values: &[] },
        FilterName { name: "key-name", values: &[] },
        FilterName { name: "launch-index", values: &[] },
        FilterName { name: "launch-time", values: &[] },
        FilterName { name: "maintenance-options.auto-recovery", values: &["disabled", "default"] },
        FilterName { name: "metadata-options.http-endpoint", values: &["enabled", "disabled"] },
        FilterName { name: "metadata-options.http-protocol-ipv4", values: &["disabled", "enabled"] },
        FilterName { name: "metadata-options.http-protocol-ipv6", values: &["disabled", "enabled"] },
        FilterName { name: "metadata-options.http-put-response-hop-limit", values: &[] },
        FilterName { name: "metadata-options.http-tokens", values: &["optional", "required"] },
        FilterName { name: "metadata-options.instance-metadata-tags", values: &["enabled", "disabled"] },
        FilterName { name: "metadata-options.state", values: &["pending", "applied"] },
        FilterName { name: "monitoring-state", values: &["disabled", "enabled"] },
        FilterName { name: "network-interface.addresses.association.allocation-id", values: &[] },
        FilterName { name: "network-interface.addresses.association.association-id", values: &[] },
        FilterName { name: "network-interface.addresses.association.carrier-ip", values: &[] },
        FilterName { name: "network-interface.addresses.association.customer-owned-ip", values: &[] },
        FilterName { name: "network-interface.addresses.association.ip-owner-id", values: &[] },
        FilterName { name: "network-interface.addresses.association.public-dns-name", values: &[] },
        FilterName { name: "network-interface.addresses.association.public-ip", values: &[] },
        FilterName { name: "network-interface.addresses.primary", values: &[] },
        FilterName { name: "network-interface.addresses.private-dns-name", values: &[] },
        FilterName { name: "network-interface.addresses.private-ip-address", values: &[] },
        FilterName { name: "network-interface.association.allocation-id", values: &[] },
        FilterName { name: "network-interface.association.association-id", values: &[] },
        FilterName { name: "network-interface.association.carrier-ip", values: &[] },
        FilterName { name: "network-interface.association.customer-owned-ip", values: &[] },
        FilterName { name: "network-interface.association.ip-owner-id", values: &[] },
        FilterName { name: "network-interface.association.public-dns-name", values: &[] },
        FilterName { name: "network-interface.association.public-ip", values: &[] },
        FilterName { name: "network-interface.attachment.attach-time", values: &[] },
        FilterName { name: "network-interface.attachment.attachment-id", values: &[] },
        FilterName { name: "network-interface.attachment.delete-on-termination", values: &[] },
        FilterName { name: "network-interface.attachment.device-index", values: &[] },
        FilterName { name: "network-interface.attachment.instance-id", values: &[] },
        FilterName { name: "network-interface.attachment.instance-owner-id", values: &[] },
        FilterName { name: "network-interface.attachment.network-card-index", values: &[] },
        FilterName { name: "network-interface.attachment.status", values: &["attaching", "attached", "detaching", "detached"] },
        FilterName { name: "network-interface.availability-zone", values: &[] },
        FilterName { name: "network-interface.deny-all-igw-traffic", values: &[] },
        FilterName { name: "network-interface.description", values: &[] },
        FilterName { name: "network-interface.group-id", values: &[] },
        FilterName { name: "network-interface.group-name", values: &[] },
        FilterName { name: "network-interface.ipv4-prefixes.ipv4-prefix", values: &[] },
        FilterName { name: "network-interface.ipv6-address", values: &[] },
        FilterName { name: "network-interface.ipv6-addresses.ipv6-address", values: &[] },
        FilterName { name: "network-interface.ipv6-addresses.is-primary-ipv6", values: &[] },
        FilterName { name: "network-interface.ipv6-native", values: &[] },
        FilterName { name: "network-interface.ipv6-prefixes.ipv6-prefix", values: &[] },
        FilterName { name: "network-interface.mac-address", values: &[] },
        FilterName { name: "network-interface.network-interface-id", values: &[] },
        FilterName { name: "network-interface.operator.managed", values: &[] },
        FilterName { name: "network-interface.operator.principal", values: &[] },
        FilterName { name: "network-interface.outpost-arn", values: &[] },
        FilterName { name: "network-interface.owner-id", values: &[] },
        FilterName { name: "network-interface.private-dns-name", values: &[] },
        FilterName { name: "network-interface.private-ip-address", values: &[] },
        FilterName { name: "network-interface.public-dns-name", values: &[] },
        FilterName { name: "network-interface.requester-id", values: &[] },
        FilterName { name: "network-interface.requester-managed", values: &[] },
        FilterName { name: "network-interface.source-dest-check", values: &[] },
        FilterName { name: "network-interface.status", values: &[] },
        FilterName { name: "network-interface.subnet-id", values: &[] },
        FilterName { name: "network-interface.tag-key", values: &[] },
        FilterName { name: "network-interface.tag-value", values: &[] },
        FilterName { name: "network-interface.vpc-id", values: &[] },
        FilterName { name: "network-performance-options.bandwidth-weighting", values: &[] },
        FilterName { name: "operator.managed", values: &[] },
        FilterName { name: "operator.principal", values: &[] },
        FilterName { name: "outpost-arn", values: &[] },
        FilterName { name: "owner-id", values: &[] },
        FilterName { name: "placement-group-name", values: &[] },
        FilterName { name: "placement-partition-number", values: &[] },
        FilterName { name: "platform", values: &["Windows"] },
        FilterName { name: "platform-details", values: &["Linux/UNIX", "Windows"] },
        FilterName { name: "private-dns-name", values: &[] },
        FilterName { name: "private-dns-name-options.enable-resource-name-dns-a-record", values: &[] },
        FilterName { name: "private-dns-name-options.enable-resource-name-dns-aaaa-record", values: &[] },
        FilterName { name: "private-dns-name-options.hostname-type", values: &["ip-name", "resource-name"] },
        FilterName { name: "private-ip-address", values: &[] },
        FilterName { name: "product-code", values: &[] },
        FilterName { name: "product-code.type", values: &["devpay", "marketplace"] },
        FilterName { name: "ramdisk-id", values: &[] },
        FilterName { name: "reason", values: &[] },
        FilterName { name: "requester-id", values: &[] },
        FilterName { name: "reservation-id", values: &[] },
        FilterName { name: "root-device-name", values: &[] },
        FilterName { name: "root-device-type", values: &["ebs", "instance-store"] },
        FilterName { name: "source-dest-check", values: &[] },
        FilterName { name: "spot-instance-request-id", values: &[] },
        FilterName { name: "state-reason-code", values: &[] },
        FilterName { name: "state-reason-message", values: &[] },
        FilterName { name: "subnet-id", values: &[] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "tenancy", values: &["dedicated", "default", "host"] },
        FilterName { name: "tpm-support", values: &[] },
        FilterName { name: "usage-operation", values: &["RunInstances", "RunInstances:00g0", "RunInstances:0010", "RunInstances:1010", "RunInstances:1014", "RunInstances:1110", "RunInstances:0014", "RunInstances:0210", "RunInstances:0110", "RunInstances:0100", "RunInstances:0004", "RunInstances:0200", "RunInstances:000g", "RunInstances:0g00", "RunInstances:0002", "RunInstances:0800", "RunInstances:0102", "RunInstances:0006", "RunInstances:0202"] },
        FilterName { name: "usage-operation-update-time", values: &[] },
        FilterName { name: "virtualization-type", values: &["paravirtual", "hvm"] },
        FilterName { name: "vpc-id", values: &[] },
    ],
};

structures! {
    Instance {
        Architecture: String,
        BlockDeviceMappings as "blockDeviceMapping": Vec<InstanceBlockDeviceMapping>,
        ClientToken: String,
        EbsOptimized: bool,
        EnaSupport: bool,
        Hypervisor: String,
        IamInstanceProfile: IamInstanceProfile,
        InstanceLifecycle: String,
        ElasticGpuAssociations as "elasticGpuAssociationSet": Vec<ElasticGpuAssociation>,
        ElasticInferenceAcceleratorAssociations as "elasticInferenceAcceleratorAssociationSet": Vec<ElasticInferenceAcceleratorAssociation>,
        NetworkInterfaces as "networkInterfaceSet": Vec<InstanceNetworkInterface>,
        OutpostArn: String,
        RootDeviceName: String,
        RootDeviceType: String,
        SecurityGroups as "groupSet": Vec<GroupIdentifier>,
        SourceDestCheck: bool,
        SpotInstanceRequestId: String,
        SriovNetSupport: String,
        StateReason: StateReason,
        Tags as "tagSet": Vec<Tag>,
        VirtualizationType: String,
        CpuOptions: CpuOptions,
        CapacityBlockId: String,
        CapacityReservationId: String,
        CapacityReservationSpecification: CapacityReservationSpecificationResponse,
        HibernationOptions: HibernationOptions,
        Licenses as "licenseSet": Vec<LicenseConfiguration>,
        MetadataOptions: InstanceMetadataOptionsResponse,
        EnclaveOptions: EnclaveOptions,
        BootMode: String,
        PlatformDetails: String,
        UsageOperation: String,
        UsageOperationUpdateTime: DateTime,
        PrivateDnsNameOptions: PrivateDnsNameOptionsResponse,
        Ipv6Address: String,
        TpmSupport: String,
        MaintenanceOptions: InstanceMaintenanceOptions,
        CurrentInstanceBootMode: String,
        NetworkPerformanceOptions: InstanceNetworkPerformanceOptions,
        Operator: OperatorResponse,
        SecondaryInterfaces as "secondaryInterfaceSet": Vec<InstanceSecondaryInterface>,
        InstanceId: String,
        ImageId: String,
        State as "instanceState": InstanceState,
        PrivateDnsName: String,
        PublicDnsName as "dnsName": String,
        StateTransitionReason as "reason": String,
        KeyName: String,
        AmiLaunchIndex: i64,
        ProductCodes: Vec<ProductCode>,
        InstanceType: String,
        LaunchTime: DateTime,
        Placement: Placement,
        KernelId: String,
        RamdiskId: String,
        Platform: String,
        Monitoring: Monitoring,
        SubnetId: String,
        VpcId: String,
        PrivateIpAddress: String,
        PublicIpAddress as "ipAddress": String,
    }
    InstanceBlockDeviceMapping {
        DeviceName: String,
        Ebs: EbsInstanceBlockDevice,
    }
    EbsInstanceBlockDevice {
        AttachTime: DateTime,
        DeleteOnTermination: bool,
        Status: String,
        VolumeId: String,
        AssociatedResource: String,
        VolumeOwnerId: String,
        Operator: OperatorResponse,
        EbsCardIndex: i64,
    }
    IamInstanceProfile {
        Arn: String,
        Id: String,
    }
    ElasticGpuAssociation {
        ElasticGpuId: String,
        ElasticGpuAssociationId: String,
        ElasticGpuAssociationState: String,
        ElasticGpuAssociationTime: String,
    }
    ElasticInferenceAcceleratorAssociation {
        ElasticInferenceAcceleratorArn: String,
        ElasticInferenceAcceleratorAssociationId: String,
        ElasticInferenceAcceleratorAssociationState: String,
        ElasticInferenceAcceleratorAssociationTime: DateTime,
    }
    InstanceNetworkInterface {
        Association: InstanceNetworkInterfaceAssociation,
        Attachment: InstanceNetworkInterfaceAttachment,
        Description: String,
        Groups as "groupSet": Vec<GroupIdentifier>,
        Ipv6Addresses as "ipv6AddressesSet": Vec<InstanceIpv6Address>,
        MacAddress: String,
        NetworkInterfaceId: String,
        OwnerId: String,
        PrivateDnsName: String,
        PrivateIpAddress: String,
        PrivateIpAddresses as "privateIpAddressesSet": Vec<InstancePrivateIpAddress>,
        SourceDestCheck: bool,
        Status: String,
        SubnetId: String,
        VpcId: String,
        InterfaceType: String,
        Ipv4Prefixes as "ipv4PrefixSet": Vec<InstanceIpv4Prefix>,
        Ipv6Prefixes as "ipv6PrefixSet": Vec<InstanceIpv6Prefix>,
        ConnectionTrackingConfiguration: ConnectionTrackingSpecificationResponse,
        Operator: OperatorResponse,
    }
    InstanceNetworkInterfaceAssociation {
        CarrierIp: String,
        CustomerOwnedIp: String,
        IpOwnerId: String,
        PublicDnsName: String,
        PublicIp: String,
    }
    InstanceNetworkInterfaceAttachment {
        AttachTime: DateTime,
        AttachmentId: String,
        DeleteOnTermination: bool,
        DeviceIndex: i64,
        Status: String,
        NetworkCardIndex: i64,
        EnaSrdSpecification: InstanceAttachmentEnaSrdSpecification,
        EnaQueueCount: i64,
    }
    InstanceAttachmentEnaSrdSpecification {
        EnaSrdEnabled: bool,
        EnaSrdUdpSpecification: InstanceAttachmentEnaSrdUdpSpecification,
    }
    InstanceAttachmentEnaSrdUdpSpecification {
        EnaSrdUdpEnabled: bool,
    }
    InstanceIpv6Address {
        Ipv6Address: String,
        IsPrimaryIpv6: bool,
    }
    InstancePrivateIpAddress {
        Association: InstanceNetworkInterfaceAssociation,
        Primary: bool,
        PrivateDnsName: String,
        PrivateIpAddress: String,
    }
    InstanceIpv4Prefix {
        Ipv4Prefix: String,
    }
    InstanceIpv6Prefix {
        Ipv6Prefix: String,
    }
    ConnectionTrackingSpecificationResponse {
        TcpEstablishedTimeout: i64,
        UdpStreamTimeout: i64,
        UdpTimeout: i64,
    }
    CpuOptions {
        CoreCount: i64,
        ThreadsPerCore: i64,
        AmdSevSnp: String,
        NestedVirtualization: String,
    }
    CapacityReservationSpecificationResponse {
        CapacityReservationPreference: String,
        CapacityReservationTarget: CapacityReservationTargetResponse,
    }
    CapacityReservationTargetResponse {
        CapacityReservationId: String,
        CapacityReservationResourceGroupArn: String,
    }
    HibernationOptions {
        Configured: bool,
    }
    LicenseConfiguration {
        LicenseConfigurationArn: String,
    }
    InstanceMetadataOptionsResponse {
        State: String,
        HttpTokens: String,
        HttpPutResponseHopLimit: i64,
        HttpEndpoint: String,
        HttpProtocolIpv6: String,
        InstanceMetadataTags: String,
    }
    EnclaveOptions {
        Enabled: bool,
    }
    PrivateDnsNameOptionsResponse {
        HostnameType: String,
        EnableResourceNameDnsARecord: bool,
        EnableResourceNameDnsAAAARecord: bool,
    }
    InstanceMaintenanceOptions {
        AutoRecovery: String,
        RebootMigration: String,
    }
    InstanceNetworkPerformanceOptions {
        BandwidthWeighting: String,
    }
    InstanceSecondaryInterface {
        Attachment: InstanceSecondaryInterfaceAttachment,
        MacAddress: String,
        SecondaryInterfaceId: String,
        OwnerId: String,
        PrivateIpAddresses as "privateIpAddressSet": Vec<InstanceSecondaryInterfacePrivateIpAddress>,
        SourceDestCheck: bool,
        Status: String,
        SecondarySubnetId: String,
        SecondaryNetworkId: String,
        InterfaceType: String,
    }
    InstanceSecondaryInterfaceAttachment {
        AttachTime: DateTime,
        AttachmentId: String,
        DeleteOnTermination: bool,
        DeviceIndex: i64,
        Status: String,
        NetworkCardIndex: i64,
    }
    InstanceSecondaryInterfacePrivateIpAddress {
        PrivateIpAddress: String,
    }
    InstanceState {
        Code: i64,
        Name: String,
    }
    Placement {
        AvailabilityZoneId: String,
        Affinity: String,
        GroupName: String,
        PartitionNumber: i64,
        HostId: String,
        Tenancy: String,
        SpreadDomain: String,
        HostResourceGroupArn: String,
        GroupId: String,
        AvailabilityZone: String,
    }
    Monitoring {
        MetricCategoryIds as "metricCategoryIdSet": Vec<String>,
        State: String,
    }
}
