//! Snapshots: those of the images, backups of volumes that exist and of some that are gone, and those of others.

use super::images::SNAPSHOTS as IMAGE_SNAPSHOTS;
use crate::api_request::ApiRequest;
use crate::clock;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::{tags, volumes};
use crate::xml::{Element, fields};

pub static SNAPSHOTS: ItemTable = ItemTable {
    action: "DescribeSnapshots",
    schema: Schema {
        list: "snapshotSet",
        ids: &[Ids::new(
            "SnapshotId",
            "snapshotId",
            "snap-",
            ("InvalidSnapshot.NotFound", "The snapshot{s} '{}' do{es} not exist."),
        )
        .malformed(Malformed::Value("snapshotId"))
        .excludes_pages("snapshotSet")],
        pages: Some(PageSizes::new(5, 1000)),
        parameters: &["Owner", "RestorableBy"],
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("description", "description"),
                ("encrypted", "encrypted"),
                ("owner-alias", "ownerAlias"),
                ("owner-id", "ownerId"),
                ("progress", "progress"),
                ("snapshot-id", "snapshotId"),
                ("start-time", "startTime"),
                ("status", "status"),
                ("storage-tier", "storageTier"),
                ("tag-key", "tagSet/key"),
                ("transfer-type", "transferType"),
                ("volume-id", "volumeId"),
                ("volume-size", "volumeSize"),
            ],
        },
        invalid_timestamp: "<item><startTime>yesterday</startTime></item>",
        ..Schema::PLAIN
    },
    items: |location| all(location).iter().map(|snapshot| members(location, snapshot)).collect(),
    selects: |request, snapshot| is_owned(request, snapshot, "ownerId", "ownerAlias"),
    ..ItemTable::PLAIN
};

/// The accounts of public snapshots and images: AWS, and a stranger.
pub const AMAZON: &str = "137112412989";
pub const STRANGER: &str = "099720109477";

/// The volume id in the snapshot of a volume that never existed, such as a copy.
const NO_VOLUME: &str = "vol-ffffffff";

/// Whether a request for some owners, or for all, lists an item.
pub fn is_owned(request: &ApiRequest, item: &Element, id: &str, alias: &str) -> bool {
    let owners = request.parameters.list("Owner");
    let is_owner = |owner: &&str| {
        let owner = if *owner == "self" { &request.caller.account.id } else { *owner };
        item.texts(id) == [owner] || item.texts(alias) == [owner]
    };
    owners.is_empty() || owners.iter().any(is_owner)
}

/// A snapshot before it is written as XML.
struct Snapshot {
    id: String,
    /// `None` for the account itself.
    owner: Option<&'static str>,
    name: String,
    description: String,
    volume_id: String,
    /// Seconds since 1970.
    started: i64,
}

const DAY: i64 = 86_400;
/// The first of January 2024.
const BEGIN: i64 = 1_704_067_200;

fn all(location: &AccountRegion) -> Vec<Snapshot> {
    let images = (0..IMAGE_SNAPSHOTS).map(|index| {
        // An image was made from a volume that is still there, if there are any apart from those of instances.
        let volumes = location.instances / 3;
        let volume = (volumes > 0).then(|| volumes::id(location, location.instances + index % volumes));
        Snapshot {
            id: id(location, index),
            owner: None,
            name: format!("image-{index}"),
            description: format!("Root volume of image {index}"),
            volume_id: volume.unwrap_or_else(|| NO_VOLUME.to_owned()),
            started: BEGIN + 30 * DAY * index as i64,
        }
    });
    let own = |kind: &'static str, index: usize, volume_id| Snapshot {
        id: location.random(&format!("snapshot/{kind}"), index).id("snap-"),
        owner: None,
        name: format!("{kind}-{}", index + 1),
        description: format!("Backup of {volume_id}"),
        volume_id,
        started: BEGIN + 90 * DAY + 100 * DAY * index as i64,
    };
    let backups = (0..location.instances.min(3)).map(|index| own("backup", index, volumes::id(location, index)));
    let orphans = (0..2).map(|index| own("orphan", index, location.random("gone-volume", index).id("vol-")));
    let public = [(AMAZON, "amazon"), (STRANGER, "stranger")].map(|(owner, name)| Snapshot {
        id: location.public_id(name, "snap-"),
        owner: Some(owner),
        name: String::new(),
        description: format!("Public snapshot of {owner}"),
        volume_id: NO_VOLUME.to_owned(),
        started: BEGIN,
    });
    images.chain(backups).chain(orphans).chain(public).collect()
}

/// The snapshot of the image at `index`.
pub fn id(location: &AccountRegion, index: usize) -> String {
    location.random("snapshot", index).id("snap-")
}

fn members(location: &AccountRegion, snapshot: &Snapshot) -> Vec<Element> {
    let encrypted = snapshot.name.starts_with("backup");
    let key = || location.arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab");
    fields! {
        snapshotId: snapshot.id.clone(),
        volumeId: snapshot.volume_id.clone(),
        status: "completed",
        startTime: clock::with_milliseconds(snapshot.started),
        completionTime: clock::with_milliseconds(snapshot.started + 300),
        progress: "100%",
        ownerId: snapshot.owner.map_or_else(|| location.account.id.clone(), str::to_owned),
        ownerAlias: (snapshot.owner == Some(AMAZON)).then_some("amazon"),
        volumeSize: 8,
        fullSnapshotSizeInBytes: 6_442_450_944_i64,
        description: snapshot.description.clone(),
        encrypted: encrypted,
        kmsKeyId: encrypted.then(key),
        dataEncryptionKeyId: encrypted.then_some("12345678-1234-1234-1234-123456789012"),
        storageTier: "standard",
        tagSet: snapshot.owner.is_none().then(|| tags::named(&snapshot.name)),
    }
}
