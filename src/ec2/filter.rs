//! EC2's own filters, which the server applies.

use aws_sdk_ec2::types;

use crate::error::{Ec2Error, Error};
use crate::text::suggest::suggest;

/// One filter: an instance passes if it matches any of the values. `*` and `?` in a value are wildcards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter {
    name: String,
    values: Vec<String>,
}

/// What EC2 takes in one filter, and in all filters of a call.
const MOST_VALUES: usize = 200;

/// The states of an instance
/// ([InstanceState](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html)).
pub(crate) const STATES: [&str; 6] = ["pending", "running", "shutting-down", "terminated", "stopping", "stopped"];

/// The filter that `--state` stands for.
pub(crate) const STATE_FILTER: &str = "instance-state-name";

impl Filter {
    /// A filter of DescribeInstances. Names and states that EC2 doesn't know are errors here, before any request.
    pub(crate) fn new(name: &str, values: Vec<String>) -> Result<Self, Error> {
        if !is_known(name) {
            return Err(Ec2Error::UnknownFilter {
                resource: "instance",
                name: name.into(),
                nearest: suggest(name, INSTANCE_FILTERS),
            }
            .into());
        }
        let problem = match values.len() {
            0 => Some("has no value".to_owned()),
            1..=MOST_VALUES => None,
            count => Some(format!("has {count} values; EC2 takes {MOST_VALUES}")),
        };
        if let Some(problem) = problem {
            return Err(Ec2Error::FilterValue { name: name.into(), problem }.into());
        }
        if name == STATE_FILTER {
            values.iter().try_for_each(|state| check_state(state))?;
        }
        Ok(Self { name: name.into(), values })
    }

    /// The filter for these ids, of which no more may be given than [`most_ids`].
    pub(crate) fn of_ids(ids: &[String]) -> Self {
        Self { name: "instance-id".into(), values: ids.to_vec() }
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

/// How many ids a call may filter by, beside these filters: EC2 counts the values of all.
pub(crate) fn most_ids(filters: &[Filter]) -> usize {
    let others: usize = filters.iter().map(|filter| filter.values.len()).sum();
    MOST_VALUES.saturating_sub(others).max(1)
}

impl From<&Filter> for types::Filter {
    fn from(filter: &Filter) -> Self {
        Self::builder().name(&filter.name).set_values(Some(filter.values.clone())).build()
    }
}

fn is_known(name: &str) -> bool {
    INSTANCE_FILTERS.contains(&name) || name.strip_prefix("tag:").is_some_and(|key| !key.is_empty())
}

fn check_state(state: &str) -> Result<(), Error> {
    if STATES.contains(&state) || state.contains(['*', '?']) {
        return Ok(());
    }
    Err(Ec2Error::UnknownState {
        resource: "instance",
        name: state.into(),
        states: &STATES,
        nearest: suggest(state, STATES),
    }
    .into())
}

/// The filters of DescribeInstances, beside `tag:KEY`. A test compares them with the SDK's documentation.
pub(crate) const INSTANCE_FILTERS: &[&str] = &[
    "affinity",
    "architecture",
    "availability-zone",
    "availability-zone-id",
    "block-device-mapping.attach-time",
    "block-device-mapping.delete-on-termination",
    "block-device-mapping.device-name",
    "block-device-mapping.status",
    "block-device-mapping.volume-id",
    "boot-mode",
    "capacity-reservation-id",
    "capacity-reservation-specification.capacity-reservation-preference",
    "capacity-reservation-specification.capacity-reservation-target.capacity-reservation-id",
    "capacity-reservation-specification.capacity-reservation-target.capacity-reservation-resource-group-arn",
    "client-token",
    "current-instance-boot-mode",
    "dns-name",
    "ebs-optimized",
    "ena-support",
    "enclave-options.enabled",
    "hibernation-options.configured",
    "host-id",
    "hypervisor",
    "iam-instance-profile.arn",
    "iam-instance-profile.id",
    "image-id",
    "instance-id",
    "instance-lifecycle",
    "instance-state-code",
    "instance-state-name",
    "instance-type",
    "instance.group-id",
    "instance.group-name",
    "ip-address",
    "ipv6-address",
    "kernel-id",
    "key-name",
    "launch-index",
    "launch-time",
    "maintenance-options.auto-recovery",
    "metadata-options.http-endpoint",
    "metadata-options.http-protocol-ipv4",
    "metadata-options.http-protocol-ipv6",
    "metadata-options.http-put-response-hop-limit",
    "metadata-options.http-tokens",
    "metadata-options.instance-metadata-tags",
    "metadata-options.state",
    "monitoring-state",
    "network-interface.addresses.association.allocation-id",
    "network-interface.addresses.association.association-id",
    "network-interface.addresses.association.carrier-ip",
    "network-interface.addresses.association.customer-owned-ip",
    "network-interface.addresses.association.ip-owner-id",
    "network-interface.addresses.association.public-dns-name",
    "network-interface.addresses.association.public-ip",
    "network-interface.addresses.primary",
    "network-interface.addresses.private-dns-name",
    "network-interface.addresses.private-ip-address",
    "network-interface.association.allocation-id",
    "network-interface.association.association-id",
    "network-interface.association.carrier-ip",
    "network-interface.association.customer-owned-ip",
    "network-interface.association.ip-owner-id",
    "network-interface.association.public-dns-name",
    "network-interface.association.public-ip",
    "network-interface.attachment.attach-time",
    "network-interface.attachment.attachment-id",
    "network-interface.attachment.delete-on-termination",
    "network-interface.attachment.device-index",
    "network-interface.attachment.instance-id",
    "network-interface.attachment.instance-owner-id",
    "network-interface.attachment.network-card-index",
    "network-interface.attachment.status",
    "network-interface.availability-zone",
    "network-interface.deny-all-igw-traffic",
    "network-interface.description",
    "network-interface.group-id",
    "network-interface.group-name",
    "network-interface.ipv4-prefixes.ipv4-prefix",
    "network-interface.ipv6-address",
    "network-interface.ipv6-addresses.ipv6-address",
    "network-interface.ipv6-addresses.is-primary-ipv6",
    "network-interface.ipv6-native",
    "network-interface.ipv6-prefixes.ipv6-prefix",
    "network-interface.mac-address",
    "network-interface.network-interface-id",
    "network-interface.operator.managed",
    "network-interface.operator.principal",
    "network-interface.outpost-arn",
    "network-interface.owner-id",
    "network-interface.private-dns-name",
    "network-interface.private-ip-address",
    "network-interface.public-dns-name",
    "network-interface.requester-id",
    "network-interface.requester-managed",
    "network-interface.source-dest-check",
    "network-interface.status",
    "network-interface.subnet-id",
    "network-interface.tag-key",
    "network-interface.tag-value",
    "network-interface.vpc-id",
    "network-performance-options.bandwidth-weighting",
    "operator.managed",
    "operator.principal",
    "outpost-arn",
    "owner-id",
    "placement-group-name",
    "placement-partition-number",
    "platform",
    "platform-details",
    "private-dns-name",
    "private-dns-name-options.enable-resource-name-dns-a-record",
    "private-dns-name-options.enable-resource-name-dns-aaaa-record",
    "private-dns-name-options.hostname-type",
    "private-ip-address",
    "product-code",
    "product-code.type",
    "ramdisk-id",
    "requester-id",
    "reservation-id",
    "root-device-name",
    "root-device-type",
    "source-dest-check",
    "spot-instance-request-id",
    "state-reason-code",
    "state-reason-message",
    "subnet-id",
    "tag-key",
    "tenancy",
    "tpm-support",
    "usage-operation",
    "usage-operation-update-time",
    "virtualization-type",
    "vpc-id",
];

#[cfg(test)]
mod tests;
