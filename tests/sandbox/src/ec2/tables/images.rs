//! Images: those of the instances, older ones that nothing uses, and public ones.

use super::snapshots::{self, AMAZON, STRANGER, is_owned};
use crate::clock;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

mod filters;

pub static IMAGES: ItemTable = ItemTable {
    action: "DescribeImages",
    schema: Schema {
        list: "imagesSet",
        ids: &[Ids::new(
            "ImageId",
            "imageId",
            "ami-",
            ("InvalidAMIID.NotFound", "The image id{s} '[{}]' do{es} not exist"),
        )
        .malformed(Malformed::Code("InvalidAMIID.Malformed"))
        .excludes_pages("imageIdsSet")],
        pages: Some(PageSizes::whole_by_default(5, 1000)),
        flags: &["IncludeDeprecated", "IncludeDisabled"],
        parameters: &["ExecutableBy", "Owner"],
        filters: FilterNames { tag_set: Some("tagSet"), paths: &filters::PATHS },
        invalid_timestamp: "<item><creationDate>yesterday</creationDate></item>",
    },
    items: |location| all(location).iter().map(|image| members(location, image)).collect(),
    selects: |request, image| {
        let disabled = image.texts("imageState") == ["disabled"];
        let listed = !disabled || request.parameters.flag("IncludeDisabled") == Ok(true);
        listed && is_owned(request, image, "imageOwnerId", "imageOwnerAlias")
    },
    ..ItemTable::PLAIN
};

/// How many images an account has whose snapshots it has too: first three that instances use, then two that nothing
/// uses. The image of the first instance has the snapshot of the first image.
pub const SNAPSHOTS: usize = 5;

/// An image before it is written as XML.
struct Image {
    id: String,
    name: String,
    /// `None` for the account itself.
    owner: Option<&'static str>,
    architecture: &'static str,
    /// Seconds since 1970.
    created: i64,
    snapshot_id: String,
    windows: bool,
    used: bool,
    state: &'static str,
}

const DAY: i64 = 86_400;
/// The first of March 2024.
const BEGIN: i64 = 1_709_251_200;

/// The image at `index`.
pub fn id(location: &AccountRegion, index: usize) -> String {
    location.random("image", index).id("ami-")
}

/// The image of the first instance, which has every member.
pub fn complete_id(location: &AccountRegion) -> String {
    location.id("complete-image", "ami-")
}

fn all(location: &AccountRegion) -> Vec<Image> {
    let own = (0..SNAPSHOTS).map(|index| Image {
        id: id(location, index),
        name: format!("app-{}", 2026 - index),
        owner: None,
        architecture: "x86_64",
        created: BEGIN - 100 * DAY * index as i64,
        snapshot_id: snapshots::id(location, index),
        windows: false,
        used: index < 3,
        state: "available",
    });
    let special = |id, name: &str, windows, state| Image {
        id,
        name: name.to_owned(),
        owner: None,
        architecture: "x86_64",
        created: BEGIN,
        snapshot_id: snapshots::id(location, 0),
        windows,
        used: windows,
        state,
    };
    let complete = special(complete_id(location), "windows-sql", true, "available");
    let disabled = special(location.id("disabled-image", "ami-"), "app-2020", false, "disabled");
    let public = [
        (AMAZON, "al2023-ami-2023.5.20240805.0-kernel-6.1-x86_64", "x86_64", 157),
        (AMAZON, "al2023-ami-2023.6.20241010.0-kernel-6.1-x86_64", "x86_64", 223),
        (AMAZON, "al2023-ami-2023.6.20241010.0-kernel-6.1-arm64", "arm64", 223),
        (STRANGER, "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20240423", "x86_64", 53),
    ];
    let public = public.map(|(owner, name, architecture, day)| Image {
        id: location.public_id(name, "ami-"),
        name: name.to_owned(),
        owner: Some(owner),
        architecture,
        created: BEGIN + DAY * day,
        snapshot_id: location.public_id(name, "snap-"),
        windows: false,
        used: false,
        state: "available",
    });
    own.chain([complete, disabled]).chain(public).collect()
}

fn members(location: &AccountRegion, image: &Image) -> Vec<Element> {
    let owner = image.owner.map_or_else(|| location.account.id.clone(), str::to_owned);
    let disk = fields! {
        deleteOnTermination: true,
        snapshotId: image.snapshot_id.clone(),
        volumeSize: 8,
        volumeType: "gp3",
        iops: 3000,
        throughput: 125,
        encrypted: false,
    };
    let (details, operation) = if image.windows {
        ("Windows with SQL Server Standard", "RunInstances:0006")
    } else {
        ("Linux/UNIX", "RunInstances")
    };
    fields! {
        imageId: image.id.clone(),
        imageLocation: format!("{owner}/{}", image.name),
        name: image.name.clone(),
        description: format!("The image {}", image.name),
        imageState: image.state,
        imageOwnerId: owner,
        imageOwnerAlias: (image.owner == Some(AMAZON)).then_some("amazon"),
        creationDate: clock::with_milliseconds(image.created),
        deprecationTime: clock::with_milliseconds(image.created + 730 * DAY),
        lastLaunchedTime: image.used.then(|| clock::iso(image.created + 600 * DAY)),
        isPublic: image.owner.is_some(),
        architecture: image.architecture,
        imageType: "machine",
        platform: image.windows.then_some("windows"),
        platformDetails: details,
        usageOperation: operation,
        rootDeviceType: "ebs",
        rootDeviceName: "/dev/xvda",
        blockDeviceMapping: [fields! { deviceName: "/dev/xvda", ebs: disk }],
        virtualizationType: "hvm",
        hypervisor: "xen",
        enaSupport: true,
        sriovNetSupport: "simple",
        bootMode: "uefi-preferred",
        imdsSupport: (image.owner == Some(AMAZON)).then_some("v2.0"),
        deregistrationProtection: "disabled",
        imageAllowed: true,
        freeTierEligible: image.owner == Some(AMAZON),
        tagSet: image.owner.is_none().then(|| tags::named(&image.name)),
    }
}
