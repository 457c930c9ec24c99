//! An ordinary instance, with the members that EC2 sends for one.

use super::draft::{Draft, Oddity};
use super::tags::tag_set;
use crate::clock;
use crate::xml::{Element, list, parent, scalar, text};

/// The children of the instance's element.
pub fn describe(draft: &Draft, launch_index: usize) -> Vec<Element> {
    [
        identity(draft, launch_index),
        address(draft),
        machine(draft),
        vec![disks(draft), tag_set(draft), interfaces(draft)],
        options(draft),
    ]
    .concat()
}

fn identity(draft: &Draft, launch_index: usize) -> Vec<Element> {
    let mut random = draft.site.random("image", draft.index % 3);
    let mut members = vec![
        text("instanceId", draft.id.clone()),
        text("imageId", random.id("ami-")),
        state(draft.oddity),
        text("reason", reason(draft)),
        text("keyName", "sandbox-key"),
        scalar("amiLaunchIndex", launch_index),
        parent("productCodes", []),
        text("instanceType", draft.machine.name),
        text("launchTime", clock::with_milliseconds(draft.launched)),
        placement(draft),
        parent("monitoring", [text("state", if draft.index % 4 == 1 { "enabled" } else { "disabled" })]),
    ];
    if matches!(draft.oddity, Oddity::Stopped | Oddity::Terminated) {
        let code = text("code", "Client.UserInitiatedShutdown");
        let message = text("message", "Client.UserInitiatedShutdown: User initiated shutdown");
        members.push(parent("stateReason", [code, message]));
    }
    members
}

fn state(oddity: Oddity) -> Element {
    let (code, name) = match oddity {
        Oddity::Stopped => ("80", "stopped"),
        Oddity::Terminated => ("48", "terminated"),
        _ => ("16", "running"),
    };
    parent("instanceState", [text("code", code), text("name", name)])
}

fn reason(draft: &Draft) -> String {
    match draft.oddity {
        Oddity::Stopped | Oddity::Terminated => {
            format!("User initiated ({})", clock::gmt(draft.launched + 864_000))
        }
        _ => String::new(),
    }
}

fn placement(draft: &Draft) -> Element {
    parent(
        "placement",
        [
            text("availabilityZone", draft.site.zones[draft.zone].clone()),
            text("availabilityZoneId", draft.site.region.zone_id(draft.zone)),
            text("groupName", ""),
            text("tenancy", "default"),
        ],
    )
}

fn address(draft: &Draft) -> Vec<Element> {
    if draft.is_gone() {
        return vec![text("privateDnsName", ""), text("dnsName", ""), parent("groupSet", [])];
    }
    let site = draft.site;
    let public_dns = draft.public_ip.as_deref().map(|ip| site.public_dns(ip)).unwrap_or_default();
    let mut members = vec![
        text("privateDnsName", site.private_dns(&draft.private_ip)),
        text("dnsName", public_dns),
        text("subnetId", site.subnet_ids[draft.zone].clone()),
        text("vpcId", site.vpc_id.clone()),
        text("privateIpAddress", draft.private_ip.clone()),
        scalar("sourceDestCheck", true),
        groups(draft),
    ];
    members.extend(draft.public_ip.clone().map(|ip| text("ipAddress", ip)));
    members
}

fn groups(draft: &Draft) -> Element {
    let several = 1 + draft.index % 2;
    let groups = draft.site.groups.iter().skip(draft.index % 2).take(several);
    list("groupSet", groups.map(|(id, name)| vec![text("groupId", id.clone()), text("groupName", *name)]))
}

fn machine(draft: &Draft) -> Vec<Element> {
    let mut random = draft.random("machine");
    let mut members = vec![
        text("architecture", draft.machine.architecture),
        text("rootDeviceType", "ebs"),
        text("rootDeviceName", "/dev/xvda"),
        text("virtualizationType", "hvm"),
        text("clientToken", random.uuid()),
        text("hypervisor", "xen"),
        scalar("ebsOptimized", draft.index.is_multiple_of(2)),
        scalar("enaSupport", true),
    ];
    if draft.index % 3 == 1 {
        let arn = format!("arn:aws:iam::{}:instance-profile/web", draft.site.account.id);
        let id = format!("AIPA{:016X}A", random.bits());
        members.push(parent("iamInstanceProfile", [text("arn", arn), text("id", id)]));
    }
    if draft.oddity == Oddity::Spot {
        members.push(text("instanceLifecycle", "spot"));
        members.push(text("spotInstanceRequestId", format!("sir-{}", &draft.id[draft.id.len() - 8..])));
    }
    let windows = draft.oddity == Oddity::OwnedById;
    if windows {
        members.push(text("platform", "windows"));
    }
    let (details, operation) = if windows { ("Windows", "RunInstances:0002") } else { ("Linux/UNIX", "RunInstances") };
    members.extend([
        text("platformDetails", details),
        text("usageOperation", operation),
        text("usageOperationUpdateTime", clock::with_milliseconds(draft.launched)),
    ]);
    members
}

fn disks(draft: &Draft) -> Element {
    if draft.is_gone() {
        return parent("blockDeviceMapping", []);
    }
    let ebs = [
        text("volumeId", draft.random("volume").id("vol-")),
        text("status", "attached"),
        text("attachTime", clock::with_milliseconds(draft.launched + 1)),
        scalar("deleteOnTermination", true),
        text("volumeOwnerId", draft.site.account.id.clone()),
    ];
    list("blockDeviceMapping", [vec![text("deviceName", "/dev/xvda"), parent("ebs", ebs)]])
}

fn interfaces(draft: &Draft) -> Element {
    if draft.is_gone() {
        return parent("networkInterfaceSet", []);
    }
    let site = draft.site;
    let interface_id = draft.random("interface").id("eni-");
    let suffix = &interface_id[interface_id.len() - 8..];
    let mac = format!("0a:{}:{}:{}:{}:01", &suffix[..2], &suffix[2..4], &suffix[4..6], &suffix[6..]);
    let mut members = vec![
        text("networkInterfaceId", interface_id.clone()),
        text("subnetId", site.subnet_ids[draft.zone].clone()),
        text("vpcId", site.vpc_id.clone()),
        text("description", ""),
        text("ownerId", site.account.id.clone()),
        text("status", "in-use"),
        text("macAddress", mac),
        text("privateIpAddress", draft.private_ip.clone()),
        text("privateDnsName", site.private_dns(&draft.private_ip)),
        scalar("sourceDestCheck", true),
        groups(draft),
        attachment(draft, &interface_id),
        private_addresses(draft),
        parent("ipv6AddressesSet", []),
        text("interfaceType", "interface"),
        parent("operator", [scalar("managed", false)]),
    ];
    members.extend(association(draft));
    list("networkInterfaceSet", [members])
}

fn attachment(draft: &Draft, interface_id: &str) -> Element {
    parent(
        "attachment",
        [
            text("attachmentId", interface_id.replace("eni-", "eni-attach-")),
            scalar("deviceIndex", 0),
            text("status", "attached"),
            text("attachTime", clock::with_milliseconds(draft.launched)),
            scalar("deleteOnTermination", true),
            scalar("networkCardIndex", 0),
        ],
    )
}

fn private_addresses(draft: &Draft) -> Element {
    let mut address = vec![
        text("privateIpAddress", draft.private_ip.clone()),
        text("privateDnsName", draft.site.private_dns(&draft.private_ip)),
        scalar("primary", true),
    ];
    address.extend(association(draft));
    list("privateIpAddressesSet", [address])
}

fn association(draft: &Draft) -> Option<Element> {
    let ip = draft.public_ip.clone()?;
    let dns = draft.site.public_dns(&ip);
    Some(parent("association", [text("publicIp", ip), text("publicDnsName", dns), text("ipOwnerId", "amazon")]))
}

fn options(draft: &Draft) -> Vec<Element> {
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
    let cores = scalar("coreCount", draft.machine.cores);
    vec![
        parent("cpuOptions", [cores, scalar("threadsPerCore", draft.machine.threads)]),
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
