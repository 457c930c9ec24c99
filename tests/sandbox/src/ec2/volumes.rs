//! EBS volumes: one root volume for each instance, and some that are attached to nothing.

use super::account_region::AccountRegion;
use super::filters::FilterNames;
use super::instances::InstanceSpec;
use super::resource::Resource;
use super::schema::{Ids, Malformed, PageSizes, Schema};
use super::tags;
use super::variant::Variant;
use crate::clock;
use crate::random::Random;
use crate::xml::{Element, list, parent, scalar, text};

/// `DescribeVolumes`.
///
/// The volume at an index is the root volume of the instance at the same index. It is attached to nothing if that
/// instance has been terminated, or if there is no such instance.
#[derive(Debug)]
pub struct Volumes;

impl Resource for Volumes {
    const SCHEMA: Schema = Schema {
        list: "volumeSet",
        ids: &[Ids::new(
            "VolumeId",
            "volumeId",
            "vol-",
            ("InvalidVolume.NotFound", "The volume{s} '{}' do{es} not exist."),
        )
        .malformed(Malformed::Value("volumes"))
        .excludes_pages("volumeSet")],
        pages: Some(PageSizes::new(5, 1000)),
        flags: &["IncludeManagedResources"],
        parameters: &[],
        filters: FilterNames { tag_set: Some("tagSet"), paths: &FILTERS },
        invalid_timestamp: "<item><createTime>yesterday</createTime></item>",
    };

    /// One for each instance, and one more for every three.
    fn count(location: &AccountRegion) -> usize {
        location.instances + location.instances / 3
    }

    fn id(location: &AccountRegion, index: usize) -> String {
        id(location, index)
    }

    fn item(location: &AccountRegion, index: usize) -> Element {
        let volume = VolumeSpec::new(location, index);
        let members = if index == 0 { [volume.members(), volume.rare_members()].concat() } else { volume.members() };
        parent("item", members)
    }
}

const FILTERS: [(&str, &str); 19] = [
    ("attachment.attach-time", "attachmentSet/attachTime"),
    ("attachment.delete-on-termination", "attachmentSet/deleteOnTermination"),
    ("attachment.device", "attachmentSet/device"),
    ("attachment.instance-id", "attachmentSet/instanceId"),
    ("attachment.status", "attachmentSet/status"),
    ("availability-zone", "availabilityZone"),
    ("availability-zone-id", "availabilityZoneId"),
    ("create-time", "createTime"),
    ("encrypted", "encrypted"),
    ("fast-restored", "fastRestored"),
    ("multi-attach-enabled", "multiAttachEnabled"),
    ("operator.managed", "operator/managed"),
    ("operator.principal", "operator/principal"),
    ("size", "size"),
    ("snapshot-id", "snapshotId"),
    ("status", "status"),
    ("tag-key", "tagSet/key"),
    ("volume-id", "volumeId"),
    ("volume-type", "volumeType"),
];

/// A volume type of EBS.
#[derive(Debug, Clone, Copy)]
struct VolumeType {
    name: &'static str,
    iops: Option<u32>,
    /// In MiB/s.
    throughput: Option<u32>,
}

const fn volume_type(name: &'static str, iops: Option<u32>, throughput: Option<u32>) -> VolumeType {
    VolumeType { name, iops, throughput }
}

/// The types of root volumes.
const ROOT_TYPES: [VolumeType; 3] = [
    volume_type("gp3", Some(3000), Some(125)),
    volume_type("gp3", Some(6000), Some(250)),
    volume_type("gp2", Some(300), None),
];

/// The types of the volumes that never were root volumes.
const DATA_TYPES: [VolumeType; 5] = [
    volume_type("io1", Some(1000), None),
    volume_type("io2", Some(16_000), None),
    volume_type("st1", None, None),
    volume_type("sc1", None, None),
    volume_type("standard", None, None),
];

const UNKNOWN_TYPE: VolumeType = volume_type("zz9", Some(42), Some(42));

/// The states in turn of the volumes that never were root volumes.
const DATA_STATES: [&str; 4] = ["available", "creating", "available", "error"];

/// A volume before it is written as XML.
struct VolumeSpec<'a> {
    location: &'a AccountRegion,
    index: usize,
    attached_to: Option<InstanceSpec<'a>>,
    /// The index of its zone.
    zone: usize,
    kind: VolumeType,
    /// Seconds since 1970.
    created: i64,
    encrypted: bool,
    random: Random,
}

/// The id of the volume at `index`.
pub fn id(location: &AccountRegion, index: usize) -> String {
    location.random("volume", index).id("vol-")
}

impl<'a> VolumeSpec<'a> {
    fn new(location: &'a AccountRegion, index: usize) -> Self {
        let mut random = location.random("volume-properties", index);
        let instance = (index < location.instances).then(|| InstanceSpec::new(location, index));
        let types = if instance.is_some() { &ROOT_TYPES[..] } else { &DATA_TYPES[..] };
        let kind = if Variant::at(index) == Variant::UnknownType { UNKNOWN_TYPE } else { random.pick(types) };
        let zone = random.below(location.zones.len() as u64) as usize;
        let created = 1_700_000_000 + random.below(73_000_000) as i64;
        Self {
            location,
            index,
            zone: instance.as_ref().map_or(zone, |instance| instance.zone),
            kind,
            created: instance.as_ref().map_or(created, |instance| instance.launched),
            encrypted: index.is_multiple_of(2),
            attached_to: instance.filter(|instance| !instance.is_terminated()),
            random,
        }
    }

    /// The members that EC2 sends for any volume.
    fn members(&self) -> Vec<Element> {
        let (location, mut random) = (self.location, self.random.clone());
        let id = id(location, self.index);
        let mut members = vec![
            text("volumeId", id.clone()),
            text("volumeArn", location.arn("ec2", &format!("volume/{id}"))),
            text("ownerId", location.account.id.clone()),
            scalar("size", random.pick(&[8, 8, 30, 100, 500])),
            text("snapshotId", self.snapshot_id()),
            text("availabilityZone", location.zones[self.zone].clone()),
            text("availabilityZoneId", location.region.zone_id(self.zone)),
            text("status", self.state()),
            text("createTime", clock::with_milliseconds(self.created)),
            list("attachmentSet", self.attached_to.iter().map(|instance| self.attachment(instance, id.clone()))),
            tags::tag_set(location, self.index),
            text("volumeType", self.kind.name),
            scalar("encrypted", self.encrypted),
            scalar("multiAttachEnabled", self.index == 0 || self.kind.name == "io2"),
        ];
        members.extend(self.kind.iops.map(|iops| scalar("iops", iops)));
        members.extend(self.kind.throughput.map(|throughput| scalar("throughput", throughput)));
        if self.encrypted {
            members.push(text("kmsKeyId", location.arn("kms", &format!("key/{}", random.uuid()))));
        }
        if self.index > 0 {
            members.push(parent("operator", [scalar("managed", false)]));
        }
        members
    }

    /// Further members, which no single volume of AWS would have.
    fn rare_members(&self) -> Vec<Element> {
        vec![
            text("outpostArn", self.location.arn("outposts", "outpost/op-0123456789abcdef0")),
            text("sourceVolumeId", "vol-0123456789abcdef0"),
            scalar("fastRestored", true),
            text("sseType", "sse-kms"),
            scalar("volumeInitializationRate", 200),
            parent(
                "operator",
                [scalar("managed", true), text("principal", "ecs.amazonaws.com"), scalar("hiddenByDefault", false)],
            ),
        ]
    }

    fn state(&self) -> &'static str {
        match self.attached_to {
            Some(_) => "in-use",
            None if self.index < self.location.instances => "available",
            None => DATA_STATES[(self.index - self.location.instances) % DATA_STATES.len()],
        }
    }

    /// The snapshot of the image for a root volume. Other volumes were created empty.
    fn snapshot_id(&self) -> String {
        let root = self.index < self.location.instances;
        if root { self.location.random("snapshot", self.index % 3).id("snap-") } else { String::new() }
    }

    /// As in the block device mapping of the instance.
    fn attachment(&self, instance: &InstanceSpec, volume_id: String) -> Vec<Element> {
        let mut members = vec![
            text("volumeId", volume_id),
            text("instanceId", instance.id.clone()),
            text("device", "/dev/xvda"),
            text("status", "attached"),
            text("attachTime", clock::with_milliseconds(instance.launched + 1)),
            scalar("deleteOnTermination", true),
        ];
        if self.index == 0 {
            members.extend([
                text("associatedResource", self.location.arn("ecs", "task/sandbox/0123456789abcdef")),
                text("instanceOwningService", "ecs.amazonaws.com"),
                scalar("ebsCardIndex", 1),
            ]);
        }
        members
    }
}
