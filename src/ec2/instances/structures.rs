//! The structures and enumerations of an instance.

use aws_sdk_ec2::types as ec2;

use crate::rows::api::member::{enums, structures};

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
