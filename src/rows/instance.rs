//! An EC2 instance as a row: first the columns a person looks for, then every other member of the API's
//! [Instance](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html) in the API's names and order.

pub(crate) mod columns;
pub(crate) mod tags;

use aws_sdk_ec2::types as ec2;
pub(crate) use columns::Columns;
pub(crate) use tags::text_of;

use crate::rows::instance::columns::columns;
use crate::rows::member::{enums, structures};

/// The columns that keep their width in a narrow terminal, the most telling first.
pub(crate) const FIRST_COLUMNS: [&str; 11] = [
    "Name",
    "InstanceId",
    "StateName",
    "InstanceType",
    "PrivateIpAddress",
    "PublicIpAddress",
    "LaunchTime",
    "Region",
    "AccountId",
    "Profile",
    "Tags",
];

/// What a row says of where its instance was found; the API's Instance has none of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin<'a> {
    /// The region that was asked.
    pub(crate) region: &'a str,
    /// The profile that was asked with; `None` for keys in the environment.
    pub(crate) profile: Option<&'a str>,
    /// The account that owns the reservation.
    pub(crate) owner_id: Option<&'a str>,
    /// The reservation that the instance belongs to.
    pub(crate) reservation_id: Option<&'a str>,
    /// Who has launched the instance on behalf of the owner.
    pub(crate) requester_id: Option<&'a str>,
}

/// The shape of the column `Tags`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TagShape {
    /// A record from key to value.
    Record,
    /// The API's list of `{Key, Value}`.
    List,
}

columns! {
    |source|
    Name = source.name.as_deref();
    InstanceId: instance_id;
    StateName = source.state_name.as_deref();
    InstanceType: instance_type;
    PrivateIpAddress: private_ip_address;
    PublicIpAddress: public_ip_address as "ipAddress";
    LaunchTime: launch_time;
    Region = Some(source.origin.region);
    AccountId = source.origin.owner_id;
    Profile = source.origin.profile;
    Tags: tags as "tagSet";
    Architecture: architecture;
    BlockDeviceMappings: block_device_mappings as "blockDeviceMapping";
    ClientToken: client_token;
    EbsOptimized: ebs_optimized;
    EnaSupport: ena_support;
    Hypervisor: hypervisor;
    IamInstanceProfile: iam_instance_profile;
    InstanceLifecycle: instance_lifecycle;
    ElasticGpuAssociations: elastic_gpu_associations as "elasticGpuAssociationSet";
    ElasticInferenceAcceleratorAssociations: elastic_inference_accelerator_associations as "elasticInferenceAcceleratorAssociationSet";
    NetworkInterfaces: network_interfaces as "networkInterfaceSet";
    OutpostArn: outpost_arn;
    RootDeviceName: root_device_name;
    RootDeviceType: root_device_type;
    SecurityGroups: security_groups as "groupSet";
    SourceDestCheck: source_dest_check;
    SpotInstanceRequestId: spot_instance_request_id;
    SriovNetSupport: sriov_net_support;
    StateReason: state_reason;
    VirtualizationType: virtualization_type;
    CpuOptions: cpu_options;
    CapacityBlockId: capacity_block_id;
    CapacityReservationId: capacity_reservation_id;
    CapacityReservationSpecification: capacity_reservation_specification;
    HibernationOptions: hibernation_options;
    Licenses: licenses as "licenseSet";
    MetadataOptions: metadata_options;
    EnclaveOptions: enclave_options;
    BootMode: boot_mode;
    PlatformDetails: platform_details;
    UsageOperation: usage_operation;
    UsageOperationUpdateTime: usage_operation_update_time;
    PrivateDnsNameOptions: private_dns_name_options;
    Ipv6Address: ipv6_address;
    TpmSupport: tpm_support;
    MaintenanceOptions: maintenance_options;
    CurrentInstanceBootMode: current_instance_boot_mode;
    NetworkPerformanceOptions: network_performance_options;
    Operator: operator;
    SecondaryInterfaces: secondary_interfaces as "secondaryInterfaceSet";
    ImageId: image_id;
    State: state as "instanceState";
    PrivateDnsName: private_dns_name;
    PublicDnsName: public_dns_name as "dnsName";
    StateTransitionReason: state_transition_reason as "reason";
    KeyName: key_name;
    AmiLaunchIndex: ami_launch_index;
    ProductCodes: product_codes;
    Placement: placement;
    KernelId: kernel_id;
    RamdiskId: ramdisk_id;
    Platform: platform;
    Monitoring: monitoring;
    SubnetId: subnet_id;
    VpcId: vpc_id;
    ReservationId = source.origin.reservation_id;
    RequesterId = source.origin.requester_id;
}

structures! {
    ec2:
    InstanceBlockDeviceMapping {
        DeviceName: device_name,
        Ebs: ebs,
    }
    EbsInstanceBlockDevice {
        AttachTime: attach_time,
        DeleteOnTermination: delete_on_termination,
        Status: status,
        VolumeId: volume_id,
        AssociatedResource: associated_resource,
        VolumeOwnerId: volume_owner_id,
        Operator: operator,
        EbsCardIndex: ebs_card_index,
    }
    OperatorResponse {
        Managed: managed,
        Principal: principal,
        HiddenByDefault: hidden_by_default,
    }
    IamInstanceProfile {
        Arn: arn,
        Id: id,
    }
    ElasticGpuAssociation {
        ElasticGpuId: elastic_gpu_id,
        ElasticGpuAssociationId: elastic_gpu_association_id,
        ElasticGpuAssociationState: elastic_gpu_association_state,
        ElasticGpuAssociationTime: elastic_gpu_association_time,
    }
    ElasticInferenceAcceleratorAssociation {
        ElasticInferenceAcceleratorArn: elastic_inference_accelerator_arn,
        ElasticInferenceAcceleratorAssociationId: elastic_inference_accelerator_association_id,
        ElasticInferenceAcceleratorAssociationState: elastic_inference_accelerator_association_state,
        ElasticInferenceAcceleratorAssociationTime: elastic_inference_accelerator_association_time,
    }
    InstanceNetworkInterface {
        Association: association,
        Attachment: attachment,
        Description: description,
        Groups: groups as "groupSet",
        Ipv6Addresses: ipv6_addresses as "ipv6AddressesSet",
        MacAddress: mac_address,
        NetworkInterfaceId: network_interface_id,
        OwnerId: owner_id,
        PrivateDnsName: private_dns_name,
        PrivateIpAddress: private_ip_address,
        PrivateIpAddresses: private_ip_addresses as "privateIpAddressesSet",
        SourceDestCheck: source_dest_check,
        Status: status,
        SubnetId: subnet_id,
        VpcId: vpc_id,
        InterfaceType: interface_type,
        Ipv4Prefixes: ipv4_prefixes as "ipv4PrefixSet",
        Ipv6Prefixes: ipv6_prefixes as "ipv6PrefixSet",
        ConnectionTrackingConfiguration: connection_tracking_configuration,
        Operator: operator,
    }
    InstanceNetworkInterfaceAssociation {
        CarrierIp: carrier_ip,
        CustomerOwnedIp: customer_owned_ip,
        IpOwnerId: ip_owner_id,
        PublicDnsName: public_dns_name,
        PublicIp: public_ip,
    }
    InstanceNetworkInterfaceAttachment {
        AttachTime: attach_time,
        AttachmentId: attachment_id,
        DeleteOnTermination: delete_on_termination,
        DeviceIndex: device_index,
        Status: status,
        NetworkCardIndex: network_card_index,
        EnaSrdSpecification: ena_srd_specification,
        EnaQueueCount: ena_queue_count,
    }
    InstanceAttachmentEnaSrdSpecification {
        EnaSrdEnabled: ena_srd_enabled,
        EnaSrdUdpSpecification: ena_srd_udp_specification,
    }
    InstanceAttachmentEnaSrdUdpSpecification {
        EnaSrdUdpEnabled: ena_srd_udp_enabled,
    }
    GroupIdentifier {
        GroupId: group_id,
        GroupName: group_name,
    }
    InstanceIpv6Address {
        Ipv6Address: ipv6_address,
        IsPrimaryIpv6: is_primary_ipv6,
    }
    InstancePrivateIpAddress {
        Association: association,
        Primary: primary,
        PrivateDnsName: private_dns_name,
        PrivateIpAddress: private_ip_address,
    }
    InstanceIpv4Prefix {
        Ipv4Prefix: ipv4_prefix,
    }
    InstanceIpv6Prefix {
        Ipv6Prefix: ipv6_prefix,
    }
    ConnectionTrackingSpecificationResponse {
        TcpEstablishedTimeout: tcp_established_timeout,
        UdpStreamTimeout: udp_stream_timeout,
        UdpTimeout: udp_timeout,
    }
    StateReason {
        Code: code,
        Message: message,
    }
    Tag {
        Key: key,
        Value: value,
    }
    CpuOptions {
        CoreCount: core_count,
        ThreadsPerCore: threads_per_core,
        AmdSevSnp: amd_sev_snp,
        NestedVirtualization: nested_virtualization,
    }
    CapacityReservationSpecificationResponse {
        CapacityReservationPreference: capacity_reservation_preference,
        CapacityReservationTarget: capacity_reservation_target,
    }
    CapacityReservationTargetResponse {
        CapacityReservationId: capacity_reservation_id,
        CapacityReservationResourceGroupArn: capacity_reservation_resource_group_arn,
    }
    HibernationOptions {
        Configured: configured,
    }
    LicenseConfiguration {
        LicenseConfigurationArn: license_configuration_arn,
    }
    InstanceMetadataOptionsResponse {
        State: state,
        HttpTokens: http_tokens,
        HttpPutResponseHopLimit: http_put_response_hop_limit,
        HttpEndpoint: http_endpoint,
        HttpProtocolIpv6: http_protocol_ipv6,
        InstanceMetadataTags: instance_metadata_tags,
    }
    EnclaveOptions {
        Enabled: enabled,
    }
    PrivateDnsNameOptionsResponse {
        HostnameType: hostname_type,
        EnableResourceNameDnsARecord: enable_resource_name_dns_a_record,
        EnableResourceNameDnsAAAARecord: enable_resource_name_dns_aaaa_record,
    }
    InstanceMaintenanceOptions {
        AutoRecovery: auto_recovery,
        RebootMigration: reboot_migration,
    }
    InstanceNetworkPerformanceOptions {
        BandwidthWeighting: bandwidth_weighting,
    }
    InstanceSecondaryInterface {
        Attachment: attachment,
        MacAddress: mac_address,
        SecondaryInterfaceId: secondary_interface_id,
        OwnerId: owner_id,
        PrivateIpAddresses: private_ip_addresses as "privateIpAddressSet",
        SourceDestCheck: source_dest_check,
        Status: status,
        SecondarySubnetId: secondary_subnet_id,
        SecondaryNetworkId: secondary_network_id,
        InterfaceType: interface_type,
    }
    InstanceSecondaryInterfaceAttachment {
        AttachTime: attach_time,
        AttachmentId: attachment_id,
        DeleteOnTermination: delete_on_termination,
        DeviceIndex: device_index,
        Status: status,
        NetworkCardIndex: network_card_index,
    }
    InstanceSecondaryInterfacePrivateIpAddress {
        PrivateIpAddress: private_ip_address,
    }
    InstanceState {
        Code: code,
        Name: name,
    }
    ProductCode {
        ProductCodeId: product_code_id as "productCode",
        ProductCodeType: product_code_type as "type",
    }
    Placement {
        AvailabilityZoneId: availability_zone_id,
        Affinity: affinity,
        GroupName: group_name,
        PartitionNumber: partition_number,
        HostId: host_id,
        Tenancy: tenancy,
        SpreadDomain: spread_domain,
        HostResourceGroupArn: host_resource_group_arn,
        GroupId: group_id,
        AvailabilityZone: availability_zone,
    }
    Monitoring {
        State: state,
    }
}

enums! {
    ec2:
    AmdSevSnpSpecification,
    ArchitectureValues,
    AttachmentStatus,
    BootModeValues,
    CapacityReservationPreference,
    DeviceType,
    HostnameType,
    HttpTokensState,
    HypervisorType,
    InstanceAutoRecoveryState,
    InstanceBandwidthWeighting,
    InstanceBootModeValues,
    InstanceLifecycleType,
    InstanceMetadataEndpointState,
    InstanceMetadataOptionsState,
    InstanceMetadataProtocolState,
    InstanceMetadataTagsState,
    InstanceRebootMigrationState,
    InstanceStateName,
    InstanceType,
    MonitoringState,
    NestedVirtualizationSpecification,
    NetworkInterfaceStatus,
    PlatformValues,
    ProductCodeValues,
    SecondaryInterfaceStatus,
    SecondaryInterfaceType,
    Tenancy,
    VirtualizationType,
}

#[cfg(test)]
mod tests;
