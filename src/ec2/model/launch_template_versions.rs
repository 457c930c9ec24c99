//! DescribeLaunchTemplateVersions and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::{
    CapacityReservationTargetResponse, InstanceIpv6Address, OperatorResponse, PrivateIpAddressSpecification, Tag,
};
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{NumberText, Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeLaunchTemplateVersions",
    path: ListPath { list: "launchTemplateVersionSet", nested: None },
    members: LaunchTemplateVersion::MEMBERS,
    page_size: Some(200),
    parameters: &[
        Parameter::Single { name: "LaunchTemplateId", query_name: "LaunchTemplateId" },
        Parameter::Single { name: "LaunchTemplateName", query_name: "LaunchTemplateName" },
        Parameter::List { name: "Versions", query_name: "LaunchTemplateVersion" },
        Parameter::Single { name: "MinVersion", query_name: "MinVersion" },
        Parameter::Single { name: "MaxVersion", query_name: "MaxVersion" },
        Parameter::Single { name: "ResolveAlias", query_name: "ResolveAlias" },
        Parameter::Single { name: "IncludeManagedResources", query_name: "IncludeManagedResources" },
    ],
    filters: &[
        FilterName { name: "create-time", values: &[] },
        FilterName { name: "ebs-optimized", values: &[] },
        FilterName { name: "host-resource-group-arn", values: &[] },
        FilterName { name: "http-endpoint", values: &["enabled", "disabled"] },
        FilterName { name: "http-protocol-ipv4", values: &["enabled", "disabled"] },
        FilterName { name: "http-tokens", values: &["optional", "required"] },
        FilterName { name: "iam-instance-profile", values: &[] },
        FilterName { name: "image-id", values: &[] },
        FilterName { name: "instance-type", values: &[] },
        FilterName { name: "is-default-version", values: &[] },
        FilterName { name: "kernel-id", values: &[] },
        FilterName { name: "license-configuration-arn", values: &[] },
        FilterName { name: "network-card-index", values: &[] },
        FilterName { name: "ram-disk-id", values: &[] },
    ],
};

structures! {
    LaunchTemplateVersion {
        LaunchTemplateId: String,
        LaunchTemplateName: String,
        VersionNumber: i64,
        VersionDescription: String,
        CreateTime: DateTime,
        CreatedBy: String,
        DefaultVersion: bool,
        LaunchTemplateData: ResponseLaunchTemplateData,
        Operator: OperatorResponse,
    }
    ResponseLaunchTemplateData {
        KernelId: String,
        EbsOptimized: bool,
        IamInstanceProfile: LaunchTemplateIamInstanceProfileSpecification,
        BlockDeviceMappings as "blockDeviceMappingSet": Vec<LaunchTemplateBlockDeviceMapping>,
        NetworkInterfaces as "networkInterfaceSet": Vec<LaunchTemplateInstanceNetworkInterfaceSpecification>,
        ImageId: String,
        InstanceType: String,
        KeyName: String,
        Monitoring: LaunchTemplatesMonitoring,
        Placement: LaunchTemplatePlacement,
        RamDiskId: String,
        DisableApiTermination: bool,
        InstanceInitiatedShutdownBehavior: String,
        UserData: String,
        TagSpecifications as "tagSpecificationSet": Vec<LaunchTemplateTagSpecification>,
        ElasticGpuSpecifications as "elasticGpuSpecificationSet": Vec<ElasticGpuSpecificationResponse>,
        ElasticInferenceAccelerators as "elasticInferenceAcceleratorSet": Vec<LaunchTemplateElasticInferenceAcceleratorResponse>,
        SecurityGroupIds as "securityGroupIdSet": Vec<String>,
        SecurityGroups as "securityGroupSet": Vec<String>,
        InstanceMarketOptions: LaunchTemplateInstanceMarketOptions,
        CreditSpecification: CreditSpecification,
        CpuOptions: LaunchTemplateCpuOptions,
        CapacityReservationSpecification: LaunchTemplateCapacityReservationSpecificationResponse,
        LicenseSpecifications as "licenseSet": Vec<LaunchTemplateLicenseConfiguration>,
        HibernationOptions: LaunchTemplateHibernationOptions,
        MetadataOptions: LaunchTemplateInstanceMetadataOptions,
        EnclaveOptions: LaunchTemplateEnclaveOptions,
        InstanceRequirements: InstanceRequirements,
        PrivateDnsNameOptions: LaunchTemplatePrivateDnsNameOptions,
        MaintenanceOptions: LaunchTemplateInstanceMaintenanceOptions,
        DisableApiStop: bool,
        Operator: OperatorResponse,
        NetworkPerformanceOptions: LaunchTemplateNetworkPerformanceOptions,
        SecondaryInterfaces as "secondaryInterfaceSet": Vec<LaunchTemplateInstanceSecondaryInterfaceSpecification>,
    }
    LaunchTemplateIamInstanceProfileSpecification {
        Arn: String,
        Name: String,
    }
    LaunchTemplateBlockDeviceMapping {
        DeviceName: String,
        VirtualName: String,
        Ebs: LaunchTemplateEbsBlockDevice,
        NoDevice: String,
    }
    LaunchTemplateEbsBlockDevice {
        Encrypted: bool,
        DeleteOnTermination: bool,
        Iops: i64,
        KmsKeyId: String,
        SnapshotId: String,
        VolumeSize: i64,
        VolumeType: String,
        Throughput: i64,
        VolumeInitializationRate: i64,
        EbsCardIndex: i64,
    }
    LaunchTemplateInstanceNetworkInterfaceSpecification {
        AssociateCarrierIpAddress: bool,
        AssociatePublicIpAddress: bool,
        DeleteOnTermination: bool,
        Description: String,
        DeviceIndex: i64,
        Groups as "groupSet": Vec<String>,
        InterfaceType: String,
        Ipv6AddressCount: i64,
        Ipv6Addresses as "ipv6AddressesSet": Vec<InstanceIpv6Address>,
        NetworkInterfaceId: String,
        PrivateIpAddress: String,
        PrivateIpAddresses as "privateIpAddressesSet": Vec<PrivateIpAddressSpecification>,
        SecondaryPrivateIpAddressCount: i64,
        SubnetId: String,
        NetworkCardIndex: i64,
        Ipv4Prefixes as "ipv4PrefixSet": Vec<Ipv4PrefixSpecificationResponse>,
        Ipv4PrefixCount: i64,
        Ipv6Prefixes as "ipv6PrefixSet": Vec<Ipv6PrefixSpecificationResponse>,
        Ipv6PrefixCount: i64,
        PrimaryIpv6: bool,
        EnaSrdSpecification: LaunchTemplateEnaSrdSpecification,
        ConnectionTrackingSpecification: ConnectionTrackingSpecification,
        EnaQueueCount: i64,
    }
    Ipv4PrefixSpecificationResponse {
        Ipv4Prefix: String,
    }
    Ipv6PrefixSpecificationResponse {
        Ipv6Prefix: String,
    }
    LaunchTemplateEnaSrdSpecification {
        EnaSrdEnabled: bool,
        EnaSrdUdpSpecification: LaunchTemplateEnaSrdUdpSpecification,
    }
    LaunchTemplateEnaSrdUdpSpecification {
        EnaSrdUdpEnabled: bool,
    }
    ConnectionTrackingSpecification {
        TcpEstablishedTimeout: i64,
        UdpTimeout: i64,
        UdpStreamTimeout: i64,
    }
    LaunchTemplatesMonitoring {
        Enabled: bool,
        MetricCategoryIds as "metricCategoryIdSet": Vec<String>,
    }
    LaunchTemplatePlacement {
        AvailabilityZone: String,
        AvailabilityZoneId: String,
        Affinity: String,
        GroupName: String,
        HostId: String,
        Tenancy: String,
        SpreadDomain: String,
        HostResourceGroupArn: String,
        PartitionNumber: i64,
        GroupId: String,
    }
    LaunchTemplateTagSpecification {
        ResourceType: String,
        Tags as "tagSet": Vec<Tag>,
    }
    ElasticGpuSpecificationResponse {
        Type: String,
    }
    LaunchTemplateElasticInferenceAcceleratorResponse {
        Type: String,
        Count: i64,
    }
    LaunchTemplateInstanceMarketOptions {
        MarketType: String,
        SpotOptions: LaunchTemplateSpotMarketOptions,
    }
    LaunchTemplateSpotMarketOptions {
        MaxPrice: NumberText,
        SpotInstanceType: String,
        BlockDurationMinutes: i64,
        ValidUntil: DateTime,
        InstanceInterruptionBehavior: String,
    }
    CreditSpecification {
        CpuCredits: String,
    }
    LaunchTemplateCpuOptions {
        CoreCount: i64,
        ThreadsPerCore: i64,
        AmdSevSnp: String,
        NestedVirtualization: String,
    }
    LaunchTemplateCapacityReservationSpecificationResponse {
        CapacityReservationPreference: String,
        CapacityReservationTarget: CapacityReservationTargetResponse,
    }
    LaunchTemplateLicenseConfiguration {
        LicenseConfigurationArn: String,
    }
    LaunchTemplateHibernationOptions {
        Configured: bool,
    }
    LaunchTemplateInstanceMetadataOptions {
        State: String,
        HttpTokens: String,
        HttpPutResponseHopLimit: i64,
        HttpEndpoint: String,
        HttpProtocolIpv6: String,
        InstanceMetadataTags: String,
    }
    LaunchTemplateEnclaveOptions {
        Enabled: bool,
    }
    InstanceRequirements {
        VCpuCount: VCpuCountRange,
        MemoryMiB: MemoryMiB,
        CpuManufacturers as "cpuManufacturerSet": Vec<String>,
        MemoryGiBPerVCpu: MemoryGiBPerVCpu,
        ExcludedInstanceTypes as "excludedInstanceTypeSet": Vec<String>,
        InstanceGenerations as "instanceGenerationSet": Vec<String>,
        SpotMaxPricePercentageOverLowestPrice: i64,
        OnDemandMaxPricePercentageOverLowestPrice: i64,
        BareMetal: String,
        BurstablePerformance: String,
        RequireHibernateSupport: bool,
        NetworkInterfaceCount: NetworkInterfaceCount,
        LocalStorage: String,
        LocalStorageTypes as "localStorageTypeSet": Vec<String>,
        TotalLocalStorageGB: TotalLocalStorageGB,
        BaselineEbsBandwidthMbps: BaselineEbsBandwidthMbps,
        AcceleratorTypes as "acceleratorTypeSet": Vec<String>,
        AcceleratorCount: AcceleratorCount,
        AcceleratorManufacturers as "acceleratorManufacturerSet": Vec<String>,
        AcceleratorNames as "acceleratorNameSet": Vec<String>,
        AcceleratorTotalMemoryMiB: AcceleratorTotalMemoryMiB,
        NetworkBandwidthGbps: NetworkBandwidthGbps,
        AllowedInstanceTypes as "allowedInstanceTypeSet": Vec<String>,
        MaxSpotPriceAsPercentageOfOptimalOnDemandPrice: i64,
        BaselinePerformanceFactors: BaselinePerformanceFactors,
        RequireEncryptionInTransit: bool,
    }
    VCpuCountRange {
        Min: i64,
        Max: i64,
    }
    MemoryMiB {
        Min: i64,
        Max: i64,
    }
    MemoryGiBPerVCpu {
        Min: f64,
        Max: f64,
    }
    NetworkInterfaceCount {
        Min: i64,
        Max: i64,
    }
    TotalLocalStorageGB {
        Min: f64,
        Max: f64,
    }
    BaselineEbsBandwidthMbps {
        Min: i64,
        Max: i64,
    }
    AcceleratorCount {
        Min: i64,
        Max: i64,
    }
    AcceleratorTotalMemoryMiB {
        Min: i64,
        Max: i64,
    }
    NetworkBandwidthGbps {
        Min: f64,
        Max: f64,
    }
    BaselinePerformanceFactors {
        Cpu: CpuPerformanceFactor,
    }
    CpuPerformanceFactor {
        References as "referenceSet": Vec<PerformanceFactorReference>,
    }
    PerformanceFactorReference {
        InstanceFamily: String,
    }
    LaunchTemplatePrivateDnsNameOptions {
        HostnameType: String,
        EnableResourceNameDnsARecord: bool,
        EnableResourceNameDnsAAAARecord: bool,
    }
    LaunchTemplateInstanceMaintenanceOptions {
        AutoRecovery: String,
    }
    LaunchTemplateNetworkPerformanceOptions {
        BandwidthWeighting: String,
    }
    LaunchTemplateInstanceSecondaryInterfaceSpecification {
        DeleteOnTermination: bool,
        DeviceIndex: i64,
        PrivateIpAddresses as "privateIpAddressesSet": Vec<SecondaryInterfacePrivateIpAddressSpecification>,
        PrivateIpAddressCount: i64,
        SecondarySubnetId: String,
        InterfaceType: String,
        NetworkCardIndex: i64,
    }
    SecondaryInterfacePrivateIpAddressSpecification {
        PrivateIpAddress: String,
    }
}
