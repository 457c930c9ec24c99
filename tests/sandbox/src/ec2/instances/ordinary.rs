//! An ordinary instance, with the members that EC2 sends for one.

use super::spec::InstanceSpec;
use crate::clock;
use crate::ec2::tags;
use crate::ec2::variant::Variant;
use crate::xml::{Element, list, parent, scalar, text};

pub fn members(spec: &InstanceSpec, launch_index: usize) -> Vec<Element> {
    [
        identity(spec, launch_index),
        address(spec),
        platform(spec),
        vec![disks(spec), tags::tag_set(spec.location, spec.index), interfaces(spec)],
        options(spec),
    ]
    .concat()
}

fn identity(spec: &InstanceSpec, launch_index: usize) -> Vec<Element> {
    let mut members = vec![
        text("instanceId", spec.id.clone()),
        text("imageId", spec.image_id()),
        state(spec.variant),
        text("reason", reason(spec)),
        text("keyName", "sandbox-key"),
        scalar("amiLaunchIndex", launch_index),
        parent("productCodes", []),
        text("instanceType", spec.instance_type.name),
        text("launchTime", clock::with_milliseconds(spec.launched)),
        placement(spec),
        parent("monitoring", [text("state", if spec.index % 4 == 1 { "enabled" } else { "disabled" })]),
    ];
    if matches!(spec.variant, Variant::Stopped | Variant::Terminated) {
        let code = text("code", "Client.UserInitiatedShutdown");
        let message = text("message", "Client.UserInitiatedShutdown: User initiated shutdown");
        members.push(parent("stateReason", [code, message]));
    }
    members
}

fn state(variant: Variant) -> Element {
    let (code, name) = match variant {
        Variant::Stopped => ("80", "stopped"),
        Variant::Terminated => ("48", "terminated"),
        _ => ("16", "running"),
    };
    parent("instanceState", [text("code", code), text("name", name)])
}

fn reason(spec: &InstanceSpec) -> String {
    match spec.variant {
        Variant::Stopped | Variant::Terminated => {
            format!("User initiated ({})", clock::gmt(spec.launched + 864_000))
        }
        _ => String::new(),
    }
}

fn placement(spec: &InstanceSpec) -> Element {
    parent(
        "placement",
        [
            text("availabilityZone", spec.location.zones[spec.zone].clone()),
            text("availabilityZoneId", spec.location.region.zone_id(spec.zone)),
            text("groupName", ""),
            text("tenancy", "default"),
        ],
    )
}

fn address(spec: &InstanceSpec) -> Vec<Element> {
    if spec.is_terminated() {
        return vec![text("privateDnsName", ""), text("dnsName", ""), parent("groupSet", [])];
    }
    let location = spec.location;
    let public_dns = spec.public_ip.as_deref().map(|ip| location.public_dns(ip)).unwrap_or_default();
    let mut members = vec![
        text("privateDnsName", location.private_dns(&spec.private_ip)),
        text("dnsName", public_dns),
        text("subnetId", location.subnet_ids[spec.zone].clone()),
        text("vpcId", location.vpc_id.clone()),
        text("privateIpAddress", spec.private_ip.clone()),
        scalar("sourceDestCheck", true),
        groups(spec),
    ];
    members.extend(spec.public_ip.clone().map(|ip| text("ipAddress", ip)));
    members
}

fn groups(spec: &InstanceSpec) -> Element {
    list("groupSet", spec.groups().iter().map(|(id, name)| vec![text("groupId", id.clone()), text("groupName", *name)]))
}

fn platform(spec: &InstanceSpec) -> Vec<Element> {
    let mut random = spec.random("platform");
    let mut members = vec![
        text("architecture", spec.instance_type.architecture),
        text("rootDeviceType", "ebs"),
        text("rootDeviceName", "/dev/xvda"),
        text("virtualizationType", "hvm"),
        text("clientToken", random.uuid()),
        text("hypervisor", "xen"),
        scalar("ebsOptimized", spec.index.is_multiple_of(2)),
        scalar("enaSupport", true),
    ];
    if spec.index % 3 == 1 {
        let arn = format!("arn:aws:iam::{}:instance-profile/web", spec.location.account.id);
        let id = format!("AIPA{:016X}A", random.bits());
        members.push(parent("iamInstanceProfile", [text("arn", arn), text("id", id)]));
    }
    if let Some(request) = spec.spot_request_id() {
        members.extend([text("instanceLifecycle", "spot"), text("spotInstanceRequestId", request)]);
    }
    let windows = spec.variant == Variant::OwnedById;
    if windows {
        members.push(text("platform", "windows"));
    }
    let (details, operation) = if windows { ("Windows", "RunInstances:0002") } else { ("Linux/UNIX", "RunInstances") };
    members.extend([
        text("platformDetails", details),
        text("usageOperation", operation),
        text("usageOperationUpdateTime", clock::with_milliseconds(spec.launched)),
    ]);
    members
}

fn disks(spec: &InstanceSpec) -> Element {
    if spec.is_terminated() {
        return parent("blockDeviceMapping", []);
    }
    let ebs = [
        text("volumeId", spec.root_volume_id()),
        text("status", "attached"),
        text("attachTime", clock::with_milliseconds(spec.launched + 1)),
        scalar("deleteOnTermination", true),
        text("volumeOwnerId", spec.location.account.id.clone()),
    ];
    list("blockDeviceMapping", [vec![text("deviceName", "/dev/xvda"), parent("ebs", ebs)]])
}

fn interfaces(spec: &InstanceSpec) -> Element {
    if spec.is_terminated() {
        return parent("networkInterfaceSet", []);
    }
    let location = spec.location;
    let interface_id = spec.interface_id();
    let mut members = vec![
        text("networkInterfaceId", interface_id.clone()),
        text("subnetId", location.subnet_ids[spec.zone].clone()),
        text("vpcId", location.vpc_id.clone()),
        text("description", ""),
        text("ownerId", location.account.id.clone()),
        text("status", "in-use"),
        text("macAddress", spec.mac_address()),
        text("privateIpAddress", spec.private_ip.clone()),
        text("privateDnsName", location.private_dns(&spec.private_ip)),
        scalar("sourceDestCheck", true),
        groups(spec),
        attachment(spec, &interface_id),
        private_addresses(spec),
        parent("ipv6AddressesSet", []),
        text("interfaceType", "interface"),
        parent("operator", [scalar("managed", false)]),
    ];
    members.extend(association(spec));
    list("networkInterfaceSet", [members])
}

fn attachment(spec: &InstanceSpec, interface_id: &str) -> Element {
    parent(
        "attachment",
        [
            text("attachmentId", interface_id.replace("eni-", "eni-attach-")),
            scalar("deviceIndex", 0),
            text("status", "attached"),
            text("attachTime", clock::with_milliseconds(spec.launched)),
            scalar("deleteOnTermination", true),
            scalar("networkCardIndex", 0),
        ],
    )
}

fn private_addresses(spec: &InstanceSpec) -> Element {
    let mut address = vec![
        text("privateIpAddress", spec.private_ip.clone()),
        text("privateDnsName", spec.location.private_dns(&spec.private_ip)),
        scalar("primary", true),
    ];
    address.extend(association(spec));
    list("privateIpAddressesSet", [address])
}

fn association(spec: &InstanceSpec) -> Option<Element> {
    let ip = spec.public_ip.clone()?;
    let dns = spec.location.public_dns(&ip);
    Some(parent("association", [text("publicIp", ip), text("publicDnsName", dns), text("ipOwnerId", "amazon")]))
}

fn options(spec: &InstanceSpec) -> Vec<Element> {
    let metadata = [
        text("state", "applied"),
        text("httpTokens", "required"),
        scalar("httpPutResponseHopLimit", 2),
        text("httpEndpoint", "enabled"),
        text("httpProtocolIpv6", "disabled"),
        text("instanceMetadataTags", "disabled"),
    ];
    let names = [
        text("hostnameType", "ip-name"),
        scalar("enableResourceNameDnsARecord", false),
        scalar("enableResourceNameDnsAAAARecord", false),
    ];
    let cores = scalar("coreCount", spec.instance_type.cores);
    vec![
        parent("cpuOptions", [cores, scalar("threadsPerCore", spec.instance_type.threads)]),
        parent("capacityReservationSpecification", [text("capacityReservationPreference", "open")]),
        parent("hibernationOptions", [scalar("configured", false)]),
        parent("metadataOptions", metadata),
        parent("enclaveOptions", [scalar("enabled", false)]),
        text("bootMode", "uefi-preferred"),
        text("currentInstanceBootMode", "uefi"),
        parent("privateDnsNameOptions", names),
        parent("maintenanceOptions", [text("autoRecovery", "default"), text("rebootMigration", "default")]),
        parent("networkPerformanceOptions", [text("bandwidthWeighting", "default")]),
        parent("operator", [scalar("managed", false)]),
    ]
}
