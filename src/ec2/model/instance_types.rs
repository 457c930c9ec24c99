//! DescribeInstanceTypes and the structures of its response. `scripts/ec2-model` wrote this file.

use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeInstanceTypes",
    path: ListPath { list: "instanceTypeSet", nested: None },
    members: InstanceTypeInfo::MEMBERS,
    page_size: Some(100),
    parameters: &[
        Parameter::List { name: "InstanceTypes", query_name: "InstanceType" },
        Parameter::Single { name: "IncludeUnsupportedInRegion", query_name: "IncludeUnsupportedInRegion" },
    ],
    filters: &[
        FilterName { name: "auto-recovery-supported", values: &["true", "false"] },
        FilterName { name: "bare-metal", values: &["true", "false"] },
        FilterName { name: "burstable-performance-supported", values: &["true", "false"] },
        FilterName { name: "current-generation", values: &["true", "false"] },
        FilterName { name: "dedicated-hosts-supported", values: &["true", "false"] },
        FilterName { name: "ebs-info.attachment-limit-type", values: &["shared", "dedicated"] },
        FilterName { name: "ebs-info.ebs-optimized-info.baseline-bandwidth-in-mbps", values: &[] },
        FilterName { name: "ebs-info.ebs-optimized-info.baseline-iops", values: &[] },
        FilterName { name: "ebs-info.ebs-optimized-info.baseline-throughput-in-mbps", values: &[] },
        FilterName { name: "ebs-info.ebs-optimized-info.maximum-bandwidth-in-mbps", values: &[] },
        FilterName { name: "ebs-info.ebs-optimized-info.maximum-iops", values: &[] },
        FilterName { name: "ebs-info.ebs-optimized-info.maximum-throughput-in-mbps", values: &[] },
        FilterName { name: "ebs-info.ebs-optimized-support", values: &["supported", "unsupported", "default"] },
        FilterName { name: "ebs-info.encryption-support", values: &["supported", "unsupported"] },
        FilterName { name: "ebs-info.maximum-ebs-attachments", values: &[] },
        FilterName { name: "ebs-info.nvme-support", values: &["required", "supported", "unsupported"] },
        FilterName { name: "free-tier-eligible", values: &["true", "false"] },
        FilterName { name: "hibernation-supported", values: &["true", "false"] },
        FilterName { name: "hypervisor", values: &["nitro", "xen"] },
        FilterName { name: "instance-storage-info.disk.count", values: &[] },
        FilterName { name: "instance-storage-info.disk.size-in-gb", values: &[] },
        FilterName { name: "instance-storage-info.disk.type", values: &["hdd", "ssd"] },
        FilterName { name: "instance-storage-info.encryption-support", values: &["required", "supported", "unsupported"] },
        FilterName { name: "instance-storage-info.nvme-support", values: &["required", "supported", "unsupported"] },
        FilterName { name: "instance-storage-info.total-size-in-gb", values: &[] },
        FilterName { name: "instance-storage-supported", values: &["true", "false"] },
        FilterName { name: "instance-type", values: &[] },
        FilterName { name: "memory-info.size-in-mib", values: &[] },
        FilterName { name: "network-info.bandwidth-weightings", values: &["default", "vpc-1", "ebs-1"] },
        FilterName { name: "network-info.efa-info.maximum-efa-interfaces", values: &[] },
        FilterName { name: "network-info.efa-supported", values: &["true", "false"] },
        FilterName { name: "network-info.ena-support", values: &["required", "supported", "unsupported"] },
        FilterName { name: "network-info.encryption-in-transit-supported", values: &["true", "false"] },
        FilterName { name: "network-info.flexible-ena-queues-support", values: &["supported", "unsupported"] },
        FilterName { name: "network-info.ipv4-addresses-per-interface", values: &[] },
        FilterName { name: "network-info.ipv6-addresses-per-interface", values: &[] },
        FilterName { name: "network-info.ipv6-supported", values: &["true", "false"] },
        FilterName { name: "network-info.maximum-network-cards", values: &[] },
        FilterName { name: "network-info.maximum-network-interfaces", values: &[] },
        FilterName { name: "network-info.network-performance", values: &[] },
        FilterName { name: "nitro-enclaves-support", values: &["supported", "unsupported"] },
        FilterName { name: "nitro-tpm-info.supported-versions", values: &[] },
        FilterName { name: "nitro-tpm-support", values: &["supported", "unsupported"] },
        FilterName { name: "processor-info.supported-architecture", values: &["arm64", "i386", "x86_64"] },
        FilterName { name: "processor-info.supported-features", values: &[] },
        FilterName { name: "processor-info.sustained-clock-speed-in-ghz", values: &[] },
        FilterName { name: "reboot-migration-support", values: &["supported", "unsupported"] },
        FilterName { name: "supported-boot-mode", values: &["legacy-bios", "uefi"] },
        FilterName { name: "supported-root-device-type", values: &["ebs", "instance-store"] },
        FilterName { name: "supported-usage-class", values: &["on-demand", "spot", "capacity-block"] },
        FilterName { name: "supported-virtualization-type", values: &["hvm", "paravirtual"] },
        FilterName { name: "vcpu-info.default-cores", values: &[] },
        FilterName { name: "vcpu-info.default-threads-per-core", values: &[] },
        FilterName { name: "vcpu-info.default-vcpus", values: &[] },
        FilterName { name: "vcpu-info.valid-cores", values: &[] },
        FilterName { name: "vcpu-info.valid-threads-per-core", values: &[] },
    ],
};

structures! {
    InstanceTypeInfo {
        InstanceType: String,
        CurrentGeneration: bool,
        FreeTierEligible: bool,
        SupportedUsageClasses: Vec<String>,
        SupportedRootDeviceTypes: Vec<String>,
        SupportedVirtualizationTypes: Vec<String>,
        BareMetal: bool,
        Hypervisor: String,
        ProcessorInfo: ProcessorInfo,
        VCpuInfo: VCpuInfo,
        MemoryInfo: MemoryInfo,
        InstanceStorageSupported: bool,
        InstanceStorageInfo: InstanceStorageInfo,
        EbsInfo: EbsInfo,
        NetworkInfo: NetworkInfo,
        GpuInfo: GpuInfo,
        FpgaInfo: FpgaInfo,
        PlacementGroupInfo: PlacementGroupInfo,
        InferenceAcceleratorInfo: InferenceAcceleratorInfo,
        HibernationSupported: bool,
        BurstablePerformanceSupported: bool,
        DedicatedHostsSupported: bool,
        AutoRecoverySupported: bool,
        SupportedBootModes: Vec<String>,
        NitroEnclavesSupport: String,
        NitroTpmSupport: String,
        NitroTpmInfo: NitroTpmInfo,
        MediaAcceleratorInfo: MediaAcceleratorInfo,
        NeuronInfo: NeuronInfo,
        PhcSupport: String,
        RebootMigrationSupport: String,
        SupportedInRegion: bool,
    }
    ProcessorInfo {
        SupportedArchitectures: Vec<String>,
        SustainedClockSpeedInGhz: f64,
        SupportedFeatures: Vec<String>,
        Manufacturer: String,
    }
    VCpuInfo {
        DefaultVCpus: i64,
        DefaultCores: i64,
        DefaultThreadsPerCore: i64,
        ValidCores: Vec<i64>,
        ValidThreadsPerCore: Vec<i64>,
    }
    MemoryInfo {
        SizeInMiB: i64,
    }
    InstanceStorageInfo {
        TotalSizeInGB: i64,
        Disks: Vec<DiskInfo>,
        NvmeSupport: String,
        EncryptionSupport: String,
    }
    DiskInfo {
        SizeInGB: i64,
        Count: i64,
        Type: String,
    }
    EbsInfo {
        EbsOptimizedSupport: String,
        EncryptionSupport: String,
        EbsOptimizedInfo: EbsOptimizedInfo,
        NvmeSupport: String,
        MaximumEbsAttachments: i64,
        AttachmentLimitType: String,
        MaximumEbsCards: i64,
        EbsCards as "ebsCardSet": Vec<EbsCardInfo>,
    }
    EbsOptimizedInfo {
        BaselineBandwidthInMbps: i64,
        BaselineThroughputInMBps: f64,
        BaselineIops: i64,
        MaximumBandwidthInMbps: i64,
        MaximumThroughputInMBps: f64,
        MaximumIops: i64,
    }
    EbsCardInfo {
        EbsCardIndex: i64,
        BaselineBandwidthInMbps: i64,
        BaselineThroughputInMBps: f64,
        BaselineIops: i64,
        MaximumBandwidthInMbps: i64,
        MaximumThroughputInMBps: f64,
        MaximumIops: i64,
    }
    NetworkInfo {
        NetworkPerformance: String,
        MaximumNetworkInterfaces: i64,
        MaximumNetworkCards: i64,
        DefaultNetworkCardIndex: i64,
        NetworkCards: Vec<NetworkCardInfo>,
        Ipv4AddressesPerInterface: i64,
        Ipv6AddressesPerInterface: i64,
        Ipv6Supported: bool,
        EnaSupport: String,
        EfaSupported: bool,
        EfaInfo: EfaInfo,
        EncryptionInTransitSupported: bool,
        EnaSrdSupported: bool,
        BandwidthWeightings: Vec<String>,
        FlexibleEnaQueuesSupport: String,
        ConnectionTrackingConfiguration: DefaultConnectionTrackingConfiguration,
        SecondaryNetworkSupported: bool,
        MaximumSecondaryNetworkInterfaces: i64,
        Ipv4AddressesPerSecondaryInterface: i64,
    }
    NetworkCardInfo {
        NetworkCardIndex: i64,
        NetworkPerformance: String,
        MaximumNetworkInterfaces: i64,
        AdditionalFlexibleNetworkInterfaces: i64,
        BaselineBandwidthInGbps: f64,
        PeakBandwidthInGbps: f64,
        DefaultEnaQueueCountPerInterface: i64,
        MaximumEnaQueueCount: i64,
        MaximumEnaQueueCountPerInterface: i64,
        InterfaceTypes as "interfaceTypeSet": Vec<String>,
    }
    EfaInfo {
        MaximumEfaInterfaces: i64,
    }
    DefaultConnectionTrackingConfiguration {
        DefaultTcpEstablishedTimeout: i64,
        DefaultUdpTimeout: i64,
        DefaultUdpStreamTimeout: i64,
    }
    GpuInfo {
        Gpus: Vec<GpuDeviceInfo>,
        TotalGpuMemoryInMiB: i64,
    }
    GpuDeviceInfo {
        Name: String,
        Manufacturer: String,
        Count: i64,
        LogicalGpuCount: i64,
        GpuPartitionSize: f64,
        Workloads as "workloadSet": Vec<String>,
        MemoryInfo: GpuDeviceMemoryInfo,
    }
    GpuDeviceMemoryInfo {
        SizeInMiB: i64,
    }
    FpgaInfo {
        Fpgas: Vec<FpgaDeviceInfo>,
        TotalFpgaMemoryInMiB: i64,
    }
    FpgaDeviceInfo {
        Name: String,
        Manufacturer: String,
        Count: i64,
        MemoryInfo: FpgaDeviceMemoryInfo,
    }
    FpgaDeviceMemoryInfo {
        SizeInMiB: i64,
    }
    PlacementGroupInfo {
        SupportedStrategies: Vec<String>,
    }
    InferenceAcceleratorInfo {
        Accelerators: Vec<InferenceDeviceInfo>,
        TotalInferenceMemoryInMiB: i64,
    }
    InferenceDeviceInfo {
        Count: i64,
        Name: String,
        Manufacturer: String,
        MemoryInfo: InferenceDeviceMemoryInfo,
    }
    InferenceDeviceMemoryInfo {
        SizeInMiB: i64,
    }
    NitroTpmInfo {
        SupportedVersions: Vec<String>,
    }
    MediaAcceleratorInfo {
        Accelerators: Vec<MediaDeviceInfo>,
        TotalMediaMemoryInMiB: i64,
    }
    MediaDeviceInfo {
        Count: i64,
        Name: String,
        Manufacturer: String,
        MemoryInfo: MediaDeviceMemoryInfo,
    }
    MediaDeviceMemoryInfo {
        SizeInMiB: i64,
    }
    NeuronInfo {
        NeuronDevices: Vec<NeuronDeviceInfo>,
        TotalNeuronDeviceMemoryInMiB: i64,
    }
    NeuronDeviceInfo {
        Count: i64,
        Name: String,
        CoreInfo: NeuronDeviceCoreInfo,
        MemoryInfo: NeuronDeviceMemoryInfo,
    }
    NeuronDeviceCoreInfo {
        Count: i64,
        Version: i64,
    }
    NeuronDeviceMemoryInfo {
        SizeInMiB: i64,
    }
}
