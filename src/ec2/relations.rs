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

/// The resource that such an id belongs to. `None` for a text that is no id.
pub(crate) fn resource_of_id(text: &str) -> Option<&'static Resource> {
    RESOURCES.iter().copied().filter(|resource| resource.is_id(text)).max_by_key(|resource| resource.has_own_ids())
}

/// The column that has such ids. `None` for a text that is no id.
pub(crate) fn id_column(text: &str) -> Option<&'static str> {
    resource_of_id(text)?.id_column()
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
    fn of_tables_with_the_same_ids_one_is_named_by_them() {
        let prefixes = RESOURCES.iter().filter_map(|resource| resource.kind().id_prefix);
        for prefix in prefixes {
            let id = format!("{prefix}-0a64ba527e262c1bd");
            let tables: Vec<_> = RESOURCES.iter().filter(|resource| resource.is_id(&id)).collect();
            let own: Vec<_> = tables.iter().filter(|resource| resource.has_own_ids()).collect();
            assert!(tables.len() == 1 || own.len() == 1, "{prefix}: {tables:?}");
        }
        assert_eq!(resource_of_id("i-0a64ba527e262c1bd").map(|resource| resource.noun), Some("instance"));
        assert_eq!(resource_of_id("vol-0a64ba527e262c1bd").map(|resource| resource.noun), Some("volume"));
    }

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
