//! The instance on which every member of EC2's `Instance` is set, as no real one would have it.
//!
//! It reads in the order of the API reference. A test of the plugin can compare it with an SDK's model.

use super::draft::Draft;
use super::tags;
use crate::clock;
use crate::xml::{Element, list, parent, scalar, text};

/// The children of the instance's element.
pub fn describe(draft: &Draft) -> Vec<Element> {
    [scalars(draft), records(draft), capacity(draft), lists(draft), accelerators(draft)].concat()
}

fn scalars(draft: &Draft) -> Vec<Element> {
    let mut random = draft.random("complete");
    let site = draft.site;
    let public_ip = draft.public_ip.clone().unwrap_or_default();
    vec![
        text("architecture", draft.machine.architecture),
        text("clientToken", random.uuid()),
        scalar("ebsOptimized", true),
        scalar("enaSupport", true),
        text("hypervisor", "xen"),
        text("instanceLifecycle", "spot"),
        text("outpostArn", site.arn("outposts", "outpost/op-0123456789abcdef0")),
        text("rootDeviceName", "/dev/xvda"),
        text("rootDeviceType", "ebs"),
        scalar("sourceDestCheck", true),
        text("spotInstanceRequestId", "sir-abcd1234"),
        text("sriovNetSupport", "simple"),
        text("virtualizationType", "hvm"),
        text("bootMode", "uefi-preferred"),
        text("platformDetails", "Windows with SQL Server Standard"),
        text("usageOperation", "RunInstances:0006"),
        text("usageOperationUpdateTime", time(draft, 60)),
        text("ipv6Address", "2001:db8::1"),
        text("tpmSupport", "v2.0"),
        text("currentInstanceBootMode", "uefi"),
        text("instanceId", draft.id.clone()),
        text("imageId", random.id("ami-")),
        text("privateDnsName", site.private_dns(&draft.private_ip)),
        text("dnsName", site.public_dns(&public_ip)),
        text("reason", format!("User initiated ({})", clock::gmt(draft.launched + 60))),
        text("keyName", "sandbox-key"),
        scalar("amiLaunchIndex", 0),
        text("instanceType", draft.machine.name),
        text("launchTime", time(draft, 0)),
        text("kernelId", "aki-0123456789abcdef0"),
        text("ramdiskId", "ari-0123456789abcdef0"),
        text("platform", "windows"),
        text("subnetId", site.subnet_ids[draft.zone].clone()),
        text("vpcId", site.vpc_id.clone()),
        text("privateIpAddress", draft.private_ip.clone()),
        text("ipAddress", public_ip),
    ]
}

fn records(draft: &Draft) -> Vec<Element> {
    let profile = format!("arn:aws:iam::{}:instance-profile/web", draft.site.account.id);
    vec![
        parent("iamInstanceProfile", [text("arn", profile), text("id", "AIPA0123456789ABCDEFA")]),
        parent("stateReason", [text("code", "Server.SpotInstanceShutdown"), text("message", "Spot: <notice> & more")]),
        parent("hibernationOptions", [scalar("configured", true)]),
        metadata_options(),
        parent("enclaveOptions", [scalar("enabled", true)]),
        parent(
            "privateDnsNameOptions",
            [
                text("hostnameType", "resource-name"),
                scalar("enableResourceNameDnsARecord", true),
                scalar("enableResourceNameDnsAAAARecord", true),
            ],
        ),
        parent("maintenanceOptions", [text("autoRecovery", "default"), text("rebootMigration", "disabled")]),
        parent("networkPerformanceOptions", [text("bandwidthWeighting", "vpc-1")]),
        operator("eks.amazonaws.com"),
        parent("instanceState", [scalar("code", 16), text("name", "running")]),
        placement(draft),
        parent("monitoring", [text("state", "enabled")]),
    ]
}

fn metadata_options() -> Element {
    parent(
        "metadataOptions",
        [
            text("state", "applied"),
            text("httpTokens", "required"),
            scalar("httpPutResponseHopLimit", 2),
            text("httpEndpoint", "enabled"),
            text("httpProtocolIpv6", "enabled"),
            text("instanceMetadataTags", "enabled"),
        ],
    )
}

fn placement(draft: &Draft) -> Element {
    let site = draft.site;
    parent(
        "placement",
        [
            text("availabilityZoneId", site.region.zone_id(draft.zone)),
            text("affinity", "host"),
            text("groupName", "rack-aware"),
            scalar("partitionNumber", 3),
            text("hostId", "h-0123456789abcdef0"),
            text("tenancy", "host"),
            text("spreadDomain", "spread-1"),
            text("hostResourceGroupArn", site.arn("resource-groups", "group/hosts")),
            text("groupId", "pg-0123456789abcdef0"),
            text("availabilityZone", site.zones[draft.zone].clone()),
        ],
    )
}

fn capacity(draft: &Draft) -> Vec<Element> {
    let reservation = || text("capacityReservationId", "cr-0123456789abcdef0");
    let group = draft.site.arn("resource-groups", "group/capacity");
    vec![
        parent(
            "cpuOptions",
            [
                scalar("coreCount", draft.machine.cores),
                scalar("threadsPerCore", draft.machine.threads),
                text("amdSevSnp", "enabled"),
                text("nestedVirtualization", "enabled"),
            ],
        ),
        text("capacityBlockId", "cb-0123456789abcdef0"),
        reservation(),
        parent(
            "capacityReservationSpecification",
            [
                text("capacityReservationPreference", "capacity-reservations-only"),
                parent(
                    "capacityReservationTarget",
                    [reservation(), text("capacityReservationResourceGroupArn", group)],
                ),
            ],
        ),
    ]
}

fn lists(draft: &Draft) -> Vec<Element> {
    let license = draft.site.arn("license-manager", "license-configuration:lic-0123456789abcdef");
    let tags = [("Name", "complete"), ("env", "test"), ("aws:cloud9:owner", "AIDA0123456789ABCDEFA")];
    vec![
        list("blockDeviceMapping", [disk(draft)]),
        list("networkInterfaceSet", [interface(draft)]),
        list("secondaryInterfaceSet", [secondary_interface(draft)]),
        list("groupSet", draft.site.groups.iter().map(|(id, name)| group(id, name))),
        tags::element(tags.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec()),
        list("licenseSet", [vec![text("licenseConfigurationArn", license)]]),
        list("productCodes", [vec![text("productCode", "abcdefghijklmnopqrstuvwxy"), text("type", "marketplace")]]),
    ]
}

fn accelerators(draft: &Draft) -> Vec<Element> {
    let gpu = vec![
        text("elasticGpuId", "egpu-0123456789abcdef0"),
        text("elasticGpuAssociationId", "egpu-assoc-0123456789abcdef0"),
        text("elasticGpuAssociationState", "attached"),
        text("elasticGpuAssociationTime", time(draft, 5)),
    ];
    let inference = vec![
        text("elasticInferenceAcceleratorArn", draft.site.arn("elastic-inference", "accelerator/eia-0123456789abcdef")),
        text("elasticInferenceAcceleratorAssociationId", "eia-assoc-0123456789abcdef"),
        text("elasticInferenceAcceleratorAssociationState", "attached"),
        text("elasticInferenceAcceleratorAssociationTime", time(draft, 6)),
    ];
    vec![list("elasticGpuAssociationSet", [gpu]), list("elasticInferenceAcceleratorAssociationSet", [inference])]
}

fn disk(draft: &Draft) -> Vec<Element> {
    let ebs = [
        text("attachTime", time(draft, 1)),
        scalar("deleteOnTermination", true),
        text("status", "attached"),
        text("volumeId", "vol-0123456789abcdef0"),
        text("associatedResource", draft.site.arn("ecs", "task/sandbox/0123456789abcdef")),
        text("volumeOwnerId", draft.site.account.id.clone()),
        operator("ecs.amazonaws.com"),
        scalar("ebsCardIndex", 1),
    ];
    vec![text("deviceName", "/dev/xvda"), parent("ebs", ebs)]
}

fn interface(draft: &Draft) -> Vec<Element> {
    let site = draft.site;
    let timeouts =
        [scalar("tcpEstablishedTimeout", 432_000), scalar("udpStreamTimeout", 180), scalar("udpTimeout", 30)];
    vec![
        association(draft),
        attachment(draft),
        text("description", "Primary network interface"),
        list("groupSet", site.groups.iter().map(|(id, name)| group(id, name))),
        list("ipv6AddressesSet", [vec![text("ipv6Address", "2001:db8::1"), scalar("isPrimaryIpv6", true)]]),
        text("macAddress", "0a:1b:2c:3d:4e:5f"),
        text("networkInterfaceId", "eni-0123456789abcdef0"),
        text("ownerId", site.account.id.clone()),
        text("privateDnsName", site.private_dns(&draft.private_ip)),
        text("privateIpAddress", draft.private_ip.clone()),
        list("privateIpAddressesSet", [private_address(draft)]),
        scalar("sourceDestCheck", true),
        text("status", "in-use"),
        text("subnetId", site.subnet_ids[draft.zone].clone()),
        text("vpcId", site.vpc_id.clone()),
        text("interfaceType", "interface"),
        list("ipv4PrefixSet", [vec![text("ipv4Prefix", "10.0.1.0/28")]]),
        list("ipv6PrefixSet", [vec![text("ipv6Prefix", "2001:db8:1::/80")]]),
        parent("connectionTrackingConfiguration", timeouts),
        operator("eks.amazonaws.com"),
    ]
}

fn attachment(draft: &Draft) -> Element {
    let udp = parent("enaSrdUdpSpecification", [scalar("enaSrdUdpEnabled", true)]);
    parent(
        "attachment",
        [
            text("attachTime", time(draft, 0)),
            text("attachmentId", "eni-attach-0123456789abcdef0"),
            scalar("deleteOnTermination", true),
            scalar("deviceIndex", 0),
            text("status", "attached"),
            scalar("networkCardIndex", 0),
            parent("enaSrdSpecification", [scalar("enaSrdEnabled", true), udp]),
            scalar("enaQueueCount", 8),
        ],
    )
}

fn private_address(draft: &Draft) -> Vec<Element> {
    vec![
        association(draft),
        scalar("primary", true),
        text("privateDnsName", draft.site.private_dns(&draft.private_ip)),
        text("privateIpAddress", draft.private_ip.clone()),
    ]
}

fn association(draft: &Draft) -> Element {
    let ip = draft.public_ip.clone().unwrap_or_default();
    parent(
        "association",
        [
            text("carrierIp", "198.51.100.7"),
            text("customerOwnedIp", "203.0.113.7"),
            text("ipOwnerId", "amazon"),
            text("publicDnsName", draft.site.public_dns(&ip)),
            text("publicIp", ip),
        ],
    )
}

fn secondary_interface(draft: &Draft) -> Vec<Element> {
    let attachment = [
        text("attachTime", time(draft, 2)),
        text("attachmentId", "eni-attach-0fedcba9876543210"),
        scalar("deleteOnTermination", true),
        scalar("deviceIndex", 1),
        text("status", "attached"),
        scalar("networkCardIndex", 1),
    ];
    vec![
        parent("attachment", attachment),
        text("macAddress", "0a:1b:2c:3d:4e:60"),
        text("secondaryInterfaceId", "si-0123456789abcdef0"),
        text("ownerId", draft.site.account.id.clone()),
        list("privateIpAddressSet", [vec![text("privateIpAddress", "10.250.0.7")]]),
        scalar("sourceDestCheck", false),
        text("status", "in-use"),
        text("secondarySubnetId", "ss-0123456789abcdef0"),
        text("secondaryNetworkId", "sn-0123456789abcdef0"),
        text("interfaceType", "secondary"),
    ]
}

fn group(id: &str, name: &'static str) -> Vec<Element> {
    vec![text("groupId", id.to_owned()), text("groupName", name)]
}

fn operator(principal: &'static str) -> Element {
    parent("operator", [scalar("managed", true), text("principal", principal), scalar("hiddenByDefault", false)])
}

fn time(draft: &Draft, later: i64) -> String {
    clock::with_milliseconds(draft.launched + later)
}
