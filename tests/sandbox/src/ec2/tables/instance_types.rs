//! Instance types: more than fit in a page, and the same in every account and region.

mod filters;

use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, PageSizes, Schema};
use crate::xml::{Element, fields};

pub static INSTANCE_TYPES: ItemTable = ItemTable {
    action: "DescribeInstanceTypes",
    schema: Schema {
        list: "instanceTypeSet",
        ids: &[Ids::names(
            "InstanceType",
            "instanceType",
            ("InvalidInstanceType", "The following supplied instance types do not exist: [{}]"),
        )
        .excludes_pages("instanceTypes")],
        pages: Some(PageSizes::new(5, 100)),
        flags: &["IncludeUnsupportedInRegion"],
        filters: FilterNames { tag_set: None, paths: &filters::PATHS },
        ..Schema::PLAIN
    },
    items: |_| all().map(|(family, size)| members(family, size)).collect(),
    ..ItemTable::PLAIN
};

/// A family of instance types.
pub struct Family {
    pub name: &'static str,
    pub architecture: &'static str,
    /// The memory of each vCPU, in MiB.
    memory: u32,
    /// In the order of their prices for each vCPU.
    sizes: &'static [Size],
}

/// A size, and its vCPUs.
pub struct Size(pub &'static str, pub u32);

const SMALL: &[Size] = &[
    Size("nano", 2),
    Size("micro", 2),
    Size("small", 2),
    Size("medium", 2),
    Size("large", 2),
    Size("xlarge", 4),
    Size("2xlarge", 8),
];
const ARM: &[Size] = &[
    Size("large", 2),
    Size("xlarge", 4),
    Size("2xlarge", 8),
    Size("4xlarge", 16),
    Size("8xlarge", 32),
    Size("12xlarge", 48),
    Size("16xlarge", 64),
    Size("metal", 64),
];
const INTEL: &[Size] = &[
    Size("large", 2),
    Size("xlarge", 4),
    Size("2xlarge", 8),
    Size("4xlarge", 16),
    Size("8xlarge", 32),
    Size("12xlarge", 48),
    Size("16xlarge", 64),
    Size("24xlarge", 96),
    Size("metal-24xl", 96),
];
const OLDER_INTEL: &[Size] = &[
    Size("large", 2),
    Size("xlarge", 4),
    Size("2xlarge", 8),
    Size("4xlarge", 16),
    Size("8xlarge", 32),
    Size("16xlarge", 64),
    Size("metal", 128),
];
const GPU: &[Size] = &[Size("xlarge", 4), Size("2xlarge", 8), Size("4xlarge", 16), Size("8xlarge", 32)];

const fn family(name: &'static str, architecture: &'static str, memory: u32, sizes: &'static [Size]) -> Family {
    Family { name, architecture, memory, sizes }
}

const FAMILIES: [Family; 15] = [
    family("c6a", "x86_64", 2048, OLDER_INTEL),
    family("c6i", "x86_64", 2048, OLDER_INTEL),
    family("c7g", "arm64", 2048, ARM),
    family("c7i", "x86_64", 2048, INTEL),
    family("g5", "x86_64", 4096, GPU),
    family("i4i", "x86_64", 8192, OLDER_INTEL),
    family("m6a", "x86_64", 4096, OLDER_INTEL),
    family("m7g", "arm64", 4096, ARM),
    family("m7i", "x86_64", 4096, INTEL),
    family("r6a", "x86_64", 8192, OLDER_INTEL),
    family("r6i", "x86_64", 8192, OLDER_INTEL),
    family("r7g", "arm64", 8192, ARM),
    family("t2", "x86_64", 4096, SMALL),
    family("t3", "x86_64", 4096, SMALL),
    family("t4g", "arm64", 4096, SMALL),
];

/// All types.
pub fn all() -> impl Iterator<Item = (&'static Family, &'static Size)> {
    FAMILIES.iter().flat_map(|family| family.sizes.iter().map(move |size| (family, size)))
}

pub fn name(family: &Family, size: &Size) -> String {
    format!("{}.{}", family.name, size.0)
}

impl Family {
    fn is_burstable(&self) -> bool {
        self.name.starts_with('t')
    }

    fn is_old(&self) -> bool {
        self.name == "t2"
    }
}

/// The memory of a size, in MiB. Small sizes have less than their vCPUs would have.
fn memory(family: &Family, Size(size, cpus): &Size) -> u32 {
    match *size {
        "nano" => 512,
        "micro" => 1024,
        "small" => 2048,
        "medium" => 4096,
        _ => family.memory * cpus,
    }
}

fn list(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn members(family: &Family, size: &Size) -> Vec<Element> {
    let (cpus, metal) = (size.1, size.0.starts_with("metal"));
    let threads = if family.architecture == "arm64" { 1 } else { 2 };
    let cpu = fields! {
        defaultVCpus: cpus,
        defaultCores: cpus / threads,
        defaultThreadsPerCore: threads,
        validCores: [(cpus / threads).to_string()],
        validThreadsPerCore: (1..=threads).map(|threads| threads.to_string()).collect::<Vec<_>>(),
    };
    let processor = fields! {
        supportedArchitectures: list(&[family.architecture]),
        sustainedClockSpeedInGhz: if threads == 1 { 2.6 } else { 3.2 },
        manufacturer: if threads == 1 { "AWS" } else { "Intel" },
    };
    let disk = fields! { sizeInGB: 468 * cpus / 2, count: 1, type: "ssd" };
    let storage = (family.name == "i4i").then(|| {
        fields! { totalSizeInGB: 468 * cpus / 2, disks: [disk], nvmeSupport: "required", encryptionSupport: "required" }
    });
    let gpu = (family.name == "g5").then(|| {
        let gpu = fields! { name: "A10G", manufacturer: "NVIDIA", count: 1, memoryInfo: fields! { sizeInMiB: 24_576 } };
        fields! { gpus: [gpu], totalGpuMemoryInMiB: 24_576 }
    });
    let optimized = fields! {
        baselineBandwidthInMbps: 650 * cpus,
        baselineThroughputInMBps: 81.25 * f64::from(cpus),
        baselineIops: 3600 * cpus,
        maximumBandwidthInMbps: 10_000,
        maximumThroughputInMBps: 1250.0,
        maximumIops: 40_000,
    };
    let ebs = fields! {
        ebsOptimizedSupport: "default",
        encryptionSupport: "supported",
        ebsOptimizedInfo: optimized,
        nvmeSupport: "required",
        maximumEbsAttachments: 32,
        attachmentLimitType: "dedicated",
    };
    let card = fields! {
        networkCardIndex: 0,
        networkPerformance: "Up to 12.5 Gigabit",
        maximumNetworkInterfaces: 3,
        baselineBandwidthInGbps: 0.781,
        peakBandwidthInGbps: 12.5,
    };
    let network = fields! {
        networkPerformance: "Up to 12.5 Gigabit",
        maximumNetworkInterfaces: 3,
        maximumNetworkCards: 1,
        defaultNetworkCardIndex: 0,
        networkCards: [card],
        ipv4AddressesPerInterface: 10,
        ipv6AddressesPerInterface: 10,
        ipv6Supported: true,
        enaSupport: "required",
        efaSupported: false,
        encryptionInTransitSupported: true,
        enaSrdSupported: false,
    };
    fields! {
        instanceType: name(family, size),
        currentGeneration: !family.is_old(),
        freeTierEligible: size.0 == "micro",
        supportedUsageClasses: list(&["on-demand", "spot"]),
        supportedRootDeviceTypes: list(&["ebs"]),
        supportedVirtualizationTypes: list(&["hvm"]),
        bareMetal: metal,
        hypervisor: match (metal, family.is_old()) { (true, _) => None, (_, true) => Some("xen"), _ => Some("nitro") },
        processorInfo: processor,
        vCpuInfo: cpu,
        memoryInfo: fields! { sizeInMiB: memory(family, size) },
        instanceStorageSupported: storage.is_some(),
        instanceStorageInfo: storage,
        ebsInfo: ebs,
        networkInfo: network,
        gpuInfo: gpu,
        placementGroupInfo: fields! { supportedStrategies: list(&["cluster", "partition", "spread"]) },
        hibernationSupported: !metal,
        burstablePerformanceSupported: family.is_burstable(),
        dedicatedHostsSupported: !family.is_burstable(),
        autoRecoverySupported: !metal,
        supportedBootModes: list(if threads == 1 { &["uefi"] } else { &["legacy-bios", "uefi"] }),
        nitroEnclavesSupport: if family.is_burstable() { "unsupported" } else { "supported" },
        nitroTpmSupport: "supported",
        nitroTpmInfo: fields! { supportedVersions: list(&["2.0"]) },
        rebootMigrationSupport: "supported",
        phcSupport: "unsupported",
    }
}
