//! Instances. Their rows have every member of the API's
//! [Instance](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html).

mod filters;
mod structures;

use aws_sdk_ec2::types as ec2;

use crate::ec2::paging::page::{ListPath, NestedList};
use crate::ec2::resource::{Help, Ids, Resource, States, send_request};
use crate::rows::api::columns::columns;
#[cfg(test)]
use crate::rows::api::sdk_parser::sdk_parser;
use crate::rows::api::{Derived, TableSchema};

/// What a reservation says of all its instances.
const RESERVATION_FIELDS: &[&str] = &["reservationId", "ownerId", "requesterId"];

pub(crate) static INSTANCES: Resource = Resource {
    noun: "instance",
    plural: "instances",
    action: "ec2:DescribeInstances",
    path: ListPath {
        list: "reservationSet",
        nested: Some(NestedList { list: "instancesSet", parent_fields: RESERVATION_FIELDS }),
    },
    ids: Some(Ids { prefix: "i", filter: "instance-id", element: "instanceId" }),
    states: Some(States {
        filter: "instance-state-name",
        values: &["pending", "running", "shutting-down", "terminated", "stopping", "stopped"],
    }),
    filters: filters::FILTERS,
    page_size: Some(1000),
    schema: TableSchema { command: "aws ec2 instances", columns: COLUMNS, parent_fields: RESERVATION_FIELDS },
    send: send_request!(
        describe_instances,
        ids: set_instance_ids,
        page_size: set_max_results,
        next_token: set_next_token
    ),
    help: Help {
        description: "List EC2 instances.",
        details: "`Name` is the tag, or empty without it. Compare `StateName`, because `State` is a record. EC2 lists \
                  terminated instances for about an hour; `aws ec2 instances --state !terminated` leaves them out.",
        filter: "{instance-type: [t3.micro m7i.*], \"tag:env\": prod}",
        state: "running, [stop* pending] or !terminated",
        search_terms: &["cloud", "describe-instances", "machine", "server", "vm"],
        examples: &[
            (
                "aws ec2 instances | where StateName == running | select Name InstanceId PrivateIpAddress",
                "List the running instances.",
            ),
            ("aws ec2 instances | where Name =~ web and Tags.env? == prod", "Search in names and tags."),
            (
                "aws ec2 instances --filter {instance-type: [t3.* m7i.*], \"tag:env\": prod}",
                "Let EC2 filter by type and tag.",
            ),
            (
                "aws ec2 instances --state [stopped stopping] | where LaunchTime < (date now) - 30day",
                "Find stopped instances that were launched long ago.",
            ),
            (
                "aws ec2 instances --profile test-account.tester --region eu-west-2 | get InstanceId",
                "Ask another account and region.",
            ),
            (
                "aws profiles | where sso_session == my-org-sso | aws ec2 instances --region [eu-* us-east-1]",
                "Ask all accounts of an organization in many regions.",
            ),
            (
                "aws profiles | aws ec2 instances i-0a64ba527e262c1bd --all-regions",
                "Find an instance in any account and region.",
            ),
            (
                "aws ec2 instances --all-regions --columns [InstanceId Region StateName]",
                "Get only the columns that a script needs, from all regions.",
            ),
        ],
    },
    #[cfg(test)]
    sdk_parser: sdk_parser!(
        Instance,
        describe_instances,
        |page: aws_sdk_ec2::operation::describe_instances::DescribeInstancesOutput| {
            page.reservations.expect("reservations").remove(0).instances.expect("instances").remove(0)
        },
        structures::empty_structures
    ),
};

columns! {
    Instance:
    Name = Derived::Tag("Name");
    InstanceId: instance_id;
    StateName = Derived::Inside { member: "State", element: "name" };
    Region = Derived::Region;
    AccountId = Derived::Parent("ownerId");
    AccountName = Derived::AccountName;
    Profile = Derived::Profile;
    InstanceType: instance_type;
    PrivateIpAddress: private_ip_address;
    PublicIpAddress: public_ip_address as "ipAddress";
    LaunchTime: launch_time;
    Architecture: architecture;
    ClientToken: client_token;
    EbsOptimized: ebs_optimized;
    EnaSupport: ena_support;
    Hypervisor: hypervisor;
    InstanceLifecycle: instance_lifecycle;
    OutpostArn: outpost_arn;
    RootDeviceName: root_device_name;
    RootDeviceType: root_device_type;
    SourceDestCheck: source_dest_check;
    SpotInstanceRequestId: spot_instance_request_id;
    SriovNetSupport: sriov_net_support;
    VirtualizationType: virtualization_type;
    CapacityBlockId: capacity_block_id;
    CapacityReservationId: capacity_reservation_id;
    BootMode: boot_mode;
    PlatformDetails: platform_details;
    UsageOperation: usage_operation;
    UsageOperationUpdateTime: usage_operation_update_time;
    Ipv6Address: ipv6_address;
    TpmSupport: tpm_support;
    CurrentInstanceBootMode: current_instance_boot_mode;
    ImageId: image_id;
    PrivateDnsName: private_dns_name;
    PublicDnsName: public_dns_name as "dnsName";
    StateTransitionReason: state_transition_reason as "reason";
    KeyName: key_name;
    AmiLaunchIndex: ami_launch_index;
    KernelId: kernel_id;
    RamdiskId: ramdisk_id;
    Platform: platform;
    SubnetId: subnet_id;
    VpcId: vpc_id;
    ReservationId = Derived::Parent("reservationId");
    RequesterId = Derived::Parent("requesterId");
    Tags: tags as "tagSet";
    BlockDeviceMappings: block_device_mappings as "blockDeviceMapping";
    IamInstanceProfile: iam_instance_profile;
    ElasticGpuAssociations: elastic_gpu_associations as "elasticGpuAssociationSet";
    ElasticInferenceAcceleratorAssociations: elastic_inference_accelerator_associations as "elasticInferenceAcceleratorAssociationSet";
    NetworkInterfaces: network_interfaces as "networkInterfaceSet";
    SecurityGroups: security_groups as "groupSet";
    StateReason: state_reason;
    CpuOptions: cpu_options;
    CapacityReservationSpecification: capacity_reservation_specification;
    HibernationOptions: hibernation_options;
    Licenses: licenses as "licenseSet";
    MetadataOptions: metadata_options;
    EnclaveOptions: enclave_options;
    PrivateDnsNameOptions: private_dns_name_options;
    MaintenanceOptions: maintenance_options;
    NetworkPerformanceOptions: network_performance_options;
    Operator: operator;
    SecondaryInterfaces: secondary_interfaces as "secondaryInterfaceSet";
    State: state as "instanceState";
    ProductCodes: product_codes;
    Placement: placement;
    Monitoring: monitoring;
}
