//! EBS volumes. Their rows have every member of the API's
//! [Volume](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Volume.html).

use aws_sdk_ec2::types as ec2;

use crate::ec2::paging::page::ListPath;
use crate::ec2::resource::{Help, Ids, Resource, States, send_request};
use crate::rows::api::columns::columns;
use crate::rows::api::member::{enums, structures};
#[cfg(test)]
use crate::rows::api::sdk_parser::sdk_parser;
use crate::rows::api::{Derived, TableSchema};

pub(crate) static VOLUMES: Resource = Resource {
    noun: "volume",
    plural: "volumes",
    action: "ec2:DescribeVolumes",
    path: ListPath { list: "volumeSet", nested: None },
    ids: Some(Ids { prefix: "vol", filter: "volume-id", element: "volumeId" }),
    states: Some(States {
        filter: "status",
        values: &["creating", "available", "in-use", "deleting", "deleted", "error"],
    }),
    filters: &[
        "attachment.attach-time",
        "attachment.delete-on-termination",
        "attachment.device",
        "attachment.instance-id",
        "attachment.status",
        "availability-zone",
        "availability-zone-id",
        "create-time",
        "encrypted",
        "fast-restored",
        "multi-attach-enabled",
        "operator.managed",
        "operator.principal",
        "size",
        "snapshot-id",
        "status",
        "tag-key",
        "volume-id",
        "volume-type",
    ],
    page_size: Some(1000),
    schema: TableSchema { command: "aws ec2 volumes", columns: COLUMNS, parent_fields: &[] },
    send: send_request!(
        describe_volumes,
        ids: set_volume_ids,
        page_size: set_max_results,
        next_token: set_next_token
    ),
    help: Help {
        description: "List EBS volumes.",
        details: "`Name` is the tag, or empty without it. `Size` is in GiB. An `available` volume is free to be attached.",
        filter: "{volume-type: [gp2 gp3], \"tag:env\": prod}",
        state: "available, [delet* error] or !in-use",
        search_terms: &["disk", "describe-volumes", "ebs", "storage"],
        examples: &[
            (
                "aws ec2 volumes | where State == available | select VolumeId Size",
                "Find volumes that are free to be attached.",
            ),
            (
                "aws ec2 volumes | group-by State | items {|state rows| {state: $state, gib: ($rows.Size | math sum)}}",
                "Add up the size of the volumes in each state.",
            ),
            (
                "aws ec2 volumes --filter {attachment.instance-id: i-0a64ba527e262c1bd}",
                "List the volumes of an instance.",
            ),
            (
                "aws ec2 instances --state stopped | aws ec2 volumes | get Size | math sum",
                "Add up the volumes of the stopped instances.",
            ),
        ],
    },
    #[cfg(test)]
    sdk_parser: sdk_parser!(
        Volume,
        describe_volumes,
        |page: aws_sdk_ec2::operation::describe_volumes::DescribeVolumesOutput| page
            .volumes
            .expect("volumes")
            .remove(0),
        empty_structures
    ),
};

columns! {
    Volume:
    Name = Derived::Tag("Name");
    VolumeId: volume_id;
    State: state as "status";
    Region = Derived::Region;
    AccountId = Derived::Account { or: Some("OwnerId") };
    AccountName = Derived::AccountName;
    Profile = Derived::Profile;
    Size: size;
    VolumeType: volume_type;
    AvailabilityZone: availability_zone;
    CreateTime: create_time;
    AvailabilityZoneId: availability_zone_id;
    Encrypted: encrypted;
    FastRestored: fast_restored;
    Iops: iops;
    KmsKeyId: kms_key_id;
    MultiAttachEnabled: multi_attach_enabled;
    OutpostArn: outpost_arn;
    OwnerId: owner_id;
    SnapshotId: snapshot_id;
    SourceVolumeId: source_volume_id;
    SseType: sse_type;
    Throughput: throughput;
    VolumeArn: volume_arn;
    VolumeInitializationRate: volume_initialization_rate;
    Tags: tags as "tagSet";
    Attachments: attachments as "attachmentSet";
    Operator: operator;
}

structures! {
    ec2:
    VolumeAttachment {
        DeleteOnTermination: delete_on_termination,
        AssociatedResource: associated_resource,
        InstanceOwningService: instance_owning_service,
        EbsCardIndex: ebs_card_index,
        VolumeId: volume_id,
        InstanceId: instance_id,
        Device: device,
        State: state as "status",
        AttachTime: attach_time,
    }
}

enums! {
    ec2:
    SseType,
    VolumeAttachmentState,
    VolumeState,
    VolumeType,
}
