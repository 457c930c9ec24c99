//! An instance on which every member of EC2's `Instance` is set, unlike on any real one.

use super::spec::InstanceSpec;
use crate::clock;
use crate::ec2::tags;
use crate::xml::{Element, list, parent, scalar, text};

pub fn members(spec: &InstanceSpec) -> Vec<Element> {
    [scalars(spec), records(spec), capacity(spec), lists(spec), accelerators(spec)].concat()
}

fn scalars(spec: &InstanceSpec) -> Vec<Element> {
    let mut random = spec.random("complete");
    let location = spec.location;
    let public_ip = spec.public_ip.clone().unwrap_or_default();
    vec![
        text("architecture", spec.instance_type.architecture),
        text("clientToken", random.uuid()),
        scalar("ebsOptimized", true),
        scalar("enaSupport", true),
        text("hypervisor", "xen"),
        text("instanceLifecycle", "spot"),
        text("outpostArn", location.arn("outposts", "outpost/op-0123456789abcdef0")),
        text("rootDeviceName", "/dev/xvda"),
        text("rootDeviceType", "ebs"),
        scalar("sourceDestCheck", true),
        text("spotInstanceRequestId", spec.spot_request_id().unwrap_or_default()),
        text("sriovNetSupport", "simple"),
        text("virtualizationType", "hvm"),
        text("bootMode", "uefi-preferred"),
        text("platformDetails", "Windows with SQL Server Standard"),
        text("usageOperation", "RunInstances:0006"),
        text("usageOperationUpdateTime", time(spec, 60)),
        text("ipv6Address", "2001:db8::1"),
        text("tpmSupport", "v2.0"),
        text("currentInstanceBootMode", "uefi"),
        text("instanceId", spec.id.clone()),
        text("imageId", spec.image_id()),
        text("privateDnsName", location.private_dns(&spec.private_ip)),
        text("dnsName", location.public_dns(&public_ip)),
        text("reason", format!("User initiated ({})", clock::gmt(spec.launched + 60))),
        text("keyName", "sandbox-key"),
        scalar("amiLaunchIndex", 0),
        text("instanceType", spec.instance_type.name),
        text("launchTime", time(spec, 0)),
        text("kernelId", "aki-0123456789abcdef0"),
        text("ramdiskId", "ari-0123456789abcdef0"),
        text("platform", "windows"),
        text("subnetId", location.subnet_ids[spec.zone].clone()),
        text("vpcId", location.vpc_id.clone()),
        text("privateIpAddress", spec.private_ip.clone()),
        text("ipAddress", public_ip),
    ]
}

fn records(spec: &InstanceSpec) -> Vec<Element> {
    let profile = format!("arn:aws:iam::{}:instance-profile/web", spec.location.account.id);
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
        placement(spec),
        parent("monitoring", [text("state", "enabled"), parent("metricCategoryIdSet", [text("item", "disk")])]),
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

fn placement(spec: &InstanceSpec) -> Element {
    let location = spec.location;
    parent(
        "placement",
        [
            text("availabilityZoneId", location.region.zone_id(spec.zone)),
            text("affinity", "host"),
            text("groupName", "rack-aware"),
            scalar("partitionNumber", 3),
            text("hostId", "h-0123456789abcdef0"),
            text("tenancy", "host"),
            text("spreadDomain", "spread-1"),
            text("hostResourceGroupArn", location.arn("resource-groups", "group/hosts")),
            text("groupId", "pg-0123456789abcdef0"),
            text("availabilityZone", location.zones[spec.zone].clone()),
        ],
    )
}

fn capacity(spec: &InstanceSpec) -> Vec<Element> {
    let reservation = || text("capacityReservationId", "cr-0123456789abcdef0");
    let group = spec.location.arn("resource-groups", "group/capacity");
    vec![
        parent(
            "cpuOptions",
            [
                scalar("coreCount", spec.instance_type.cores),
                scalar("threadsPerCore", spec.instance_type.threads),
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

fn lists(spec: &InstanceSpec) -> Vec<Element> {
    let license = spec.location.arn("license-manager", "license-configuration:lic-0123456789abcdef");
    let tags = [("Name", "complete"), ("env", "test"), ("aws:cloud9:owner", "AIDA0123456789ABCDEFA")];
    vec![
        list("blockDeviceMapping", [disk(spec)]),
        list("networkInterfaceSet", [interface(spec)]),
        list("secondaryInterfaceSet", [secondary_interface(spec)]),
        list("groupSet", spec.location.groups.iter().map(|(id, name)| group(id, name))),
        tags::element(tags.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec()),
        list("licenseSet", [vec![text("licenseConfigurationArn", license)]]),
        list("productCodes", [vec![text("productCode", "abcdefghijklmnopqrstuvwxy"), text("type", "marketplace")]]),
    ]
}

fn accelerators(spec: &InstanceSpec) -> Vec<Element> {
    let gpu = vec![
        text("elasticGpuId", "egpu-0123456789abcdef0"),
        text("elasticGpuAssociationId", "egpu-assoc-0123456789abcdef0"),
        text("elasticGpuAssociationState", "attached"),
        text("elasticGpuAssociationTime", time(spec, 5)),
    ];
    let inference = vec![
        text(
            "elasticInferenceAcceleratorArn",
            spec.location.arn("elastic-inference", "accelerator/eia-0123456789abcdef"),
        ),
        text("elasticInferenceAcceleratorAssociationId", "eia-assoc-0123456789abcdef"),
        text("elasticInferenceAcceleratorAssociationState", "attached"),
        text("elasticInferenceAcceleratorAssociationTime", time(spec, 6)),
    ];
    vec![list("elasticGpuAssociationSet", [gpu]), list("elasticInferenceAcceleratorAssociationSet", [inference])]
}

fn disk(spec: &InstanceSpec) -> Vec<Element> {
    let ebs = [
        text("attachTime", time(spec, 1)),
        scalar("deleteOnTermination", true),
        text("status", "attached"),
        text("volumeId", spec.root_volume_id()),
        text("associatedResource", spec.location.arn("ecs", "task/sandbox/0123456789abcdef")),
        text("volumeOwnerId", spec.location.account.id.clone()),
        operator("ecs.amazonaws.com"),
        scalar("ebsCardIndex", 1),
    ];
    vec![text("deviceName", "/dev/xvda"), parent("ebs", ebs)]
}

fn interface(spec: &InstanceSpec) -> Vec<Element> {
    let location = spec.location;
    let timeouts =
        [scalar("tcpEstablishedTimeout", 432_000), scalar("udpStreamTimeout", 180), scalar("udpTimeout", 30)];
    vec![
        association(spec),
        attachment(spec),
        text("description", "Primary network interface"),
        list("groupSet", location.groups.iter().map(|(id, name)| group(id, name))),
        list("ipv6AddressesSet", [vec![text("ipv6Address", "2001:db8::1"), scalar("isPrimaryIpv6", true)]]),
        text("macAddress", spec.mac_address()),
        text("networkInterfaceId", spec.interface_id()),
        text("ownerId", location.account.id.clone()),
        text("privateDnsName", location.private_dns(&spec.private_ip)),
        text("privateIpAddress", spec.private_ip.clone()),
        list("privateIpAddressesSet", [private_address(spec)]),
        scalar("sourceDestCheck", true),
        text("status", "in-use"),
        text("subnetId", location.subnet_ids[spec.zone].clone()),
        text("vpcId", location.vpc_id.clone()),
        text("interfaceType", "interface"),
        list("ipv4PrefixSet", [vec![text("ipv4Prefix", "10.0.1.0/28")]]),
        list("ipv6PrefixSet", [vec![text("ipv6Prefix", "2001:db8:1::/80")]]),
        parent("connectionTrackingConfiguration", timeouts),
        operator("eks.amazonaws.com"),
    ]
}

fn attachment(spec: &InstanceSpec) -> Element {
    let udp = parent("enaSrdUdpSpecification", [scalar("enaSrdUdpEnabled", true)]);
    parent(
        "attachment",
        [
            text("attachTime", time(spec, 0)),
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

fn private_address(spec: &InstanceSpec) -> Vec<Element> {
    vec![
        association(spec),
        scalar("primary", true),
        text("privateDnsName", spec.location.private_dns(&spec.private_ip)),
        text("privateIpAddress", spec.private_ip.clone()),
    ]
}

fn association(spec: &InstanceSpec) -> Element {
    let ip = spec.public_ip.clone().unwrap_or_default();
    parent(
        "association",
        [
            text("carrierIp", "198.51.100.7"),
            text("customerOwnedIp", "203.0.113.7"),
            text("ipOwnerId", "amazon"),
            text("publicDnsName", spec.location.public_dns(&ip)),
            text("publicIp", ip),
        ],
    )
}

fn secondary_interface(spec: &InstanceSpec) -> Vec<Element> {
    let attachment = [
        text("attachTime", time(spec, 2)),
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
        text("ownerId", spec.location.account.id.clone()),
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

fn time(spec: &InstanceSpec, later: i64) -> String {
    clock::with_milliseconds(spec.launched + later)
}
