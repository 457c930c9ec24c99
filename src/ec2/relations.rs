//! How a row of one table selects the items of another that belong to it: an instance its volumes.

use crate::ec2::{RESOURCES, Resource};

/// What a column of a row is to a command that lists another resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// It has the ids that the command lists.
    Ids,
    /// The command can filter by it.
    Filter(&'static str),
    /// It has the ids of a resource that the command knows nothing of.
    Unrelated,
}

/// The column that has such ids. `None` for a text that is no id.
pub(crate) fn id_column(text: &str) -> Option<&'static str> {
    RESOURCES.iter().find(|resource| resource.is_id(text))?.id_column()
}

/// The relation of a column with this name. `None` if it has no ids of any resource.
///
/// EC2 names the filter by another resource's id like that resource's own filter, or with a path before it:
/// `attachment.instance-id`.
pub(crate) fn relation(to: &Resource, column: &str) -> Option<Relation> {
    if to.id_column() == Some(column) {
        return Some(Relation::Ids);
    }
    // A name is no id: a security group and a placement group may have the same.
    let is_of = |resource: &&&Resource| resource.id_column() == Some(column) && resource.kind().id_prefix.is_some();
    let mut of = RESOURCES.iter().filter(is_of).peekable();
    of.peek()?;
    let Some(own) = of.find_map(|resource| resource.id_filter()) else { return Some(Relation::Unrelated) };
    let is_path = |filter: &&str| filter.strip_suffix(own).is_some_and(|path| path.ends_with('.'));
    let mut filters = to.operation.filter_names();
    let filter = filters.clone().find(|filter| *filter == own).or_else(|| filters.find(is_path));
    Some(filter.map_or(Relation::Unrelated, Relation::Filter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ec2::resources::instance_status::INSTANCE_STATUS;
    use crate::ec2::resources::instances::INSTANCES;
    use crate::ec2::resources::key_pairs::KEY_PAIRS;
    use crate::ec2::resources::snapshots::SNAPSHOTS;
    use crate::ec2::resources::subnets::SUBNETS;
    use crate::ec2::resources::volumes::VOLUMES;

    #[test]
    fn a_column_has_the_ids_of_the_table_or_of_one_that_it_can_filter_by() {
        for (to, column, expected) in [
            (&VOLUMES, "VolumeId", Some(Relation::Ids)),
            (&VOLUMES, "InstanceId", Some(Relation::Filter("attachment.instance-id"))),
            (&INSTANCES, "VolumeId", Some(Relation::Filter("block-device-mapping.volume-id"))),
            (&SNAPSHOTS, "VolumeId", Some(Relation::Filter("volume-id"))),
            (&SUBNETS, "VpcId", Some(Relation::Filter("vpc-id"))),
            (&INSTANCE_STATUS, "InstanceId", Some(Relation::Ids)),
            (&KEY_PAIRS, "KeyName", Some(Relation::Ids)),
            (&INSTANCES, "GroupName", None),
            (&VOLUMES, "VpcId", Some(Relation::Unrelated)),
            (&INSTANCES, "OwnerId", None),
            (&INSTANCES, "Name", None),
        ] {
            assert_eq!(relation(to, column), expected, "{to:?} {column}");
        }
    }
}
