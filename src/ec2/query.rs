//! What a call asks of each account and region.

use crate::ec2::filter::{Filter, max_ids};
use crate::ec2::parameter_flag::Argument;
use crate::ec2::resource::Resource;

/// The most ids that EC2 takes in one request.
const MAX_IDS: usize = 1000;

/// What to ask for: the items with these ids, or all, that pass all filters.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    /// Ids; none means all items.
    pub(crate) ids: Vec<String>,
    /// Whether ids may be missing in the account and region. Otherwise EC2 refuses the request if one is.
    pub(crate) may_be_missing: bool,
    /// Filters that the server applies.
    pub(crate) filters: Vec<Filter>,
    /// Only the items that belong to these items of another resource.
    pub(crate) related: Option<Related>,
    /// Other parameters.
    pub(crate) arguments: Vec<Argument>,
}

impl Query {
    /// The parameters of the request, with the ids.
    pub(crate) fn arguments(&self, resource: &Resource) -> Vec<Argument> {
        let ids = resource.ids.filter(|_| !self.ids.is_empty());
        let ids = ids.and_then(|ids| resource.operation.parameter(ids.parameter));
        let ids = ids.map(|parameter| Argument { parameter, values: self.ids.clone() });
        self.arguments.iter().cloned().chain(ids).collect()
    }
}

/// Items of another resource.
#[derive(Debug, Clone)]
pub(crate) struct Related {
    /// The filter by their ids.
    pub(crate) filter: &'static str,
    /// Their ids, each once.
    pub(crate) ids: Vec<String>,
}

/// Splits a query into requests, one for each thousand ids at most. Ids that may be missing are sent as a filter, two hundred
/// at a time, and so are those of another resource. If there is no filter by id, all items are asked for.
pub(crate) fn split(resource: &Resource, mut query: Query) -> Vec<Query> {
    let Some(related) = query.related.take() else { return split_ids(resource, query) };
    let values = max_ids(&query.filters);
    // Leaves room for a filter by id.
    let values = if query.ids.is_empty() { values } else { values.div_ceil(2) };
    let part = |ids: &[String]| {
        let filters = [query.filters.as_slice(), &[Filter::by_ids(related.filter, ids)]].concat();
        split_ids(resource, Query { filters, ..query.clone() })
    };
    related.ids.chunks(values).flat_map(part).collect()
}

fn split_ids(resource: &Resource, query: Query) -> Vec<Query> {
    let Query { ids, filters, may_be_missing, .. } = &query;
    if ids.is_empty() {
        return vec![query];
    }
    if !may_be_missing {
        // For operations with smaller pages, the API's model has the same bound for ids.
        let most = resource.operation.page_size.map_or(MAX_IDS, usize::from).min(MAX_IDS);
        return ids.chunks(most).map(|ids| Query { ids: ids.to_vec(), ..query.clone() }).collect();
    }
    let Some(by_id) = resource.id_filter() else { return vec![Query { ids: Vec::new(), ..query }] };
    let filtered = |ids| {
        let filters = [filters.as_slice(), &[Filter::by_ids(by_id, ids)]].concat();
        Query { ids: Vec::new(), filters, ..query.clone() }
    };
    ids.chunks(max_ids(filters)).map(filtered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ec2::resources::instance_types::INSTANCE_TYPES;
    use crate::ec2::resources::instances::INSTANCES;
    use crate::ec2::resources::volumes::VOLUMES;

    #[test]
    fn ids_are_sent_a_thousand_at_a_time() {
        let sizes = |count| split(&INSTANCES, query(count)).iter().map(|part| part.ids.len()).collect::<Vec<_>>();
        assert_eq!(sizes(0), [0]);
        assert_eq!(sizes(1000), [1000]);
        assert_eq!(sizes(2001), [1000, 1000, 1]);
        let parts = split(&INSTANCE_TYPES, query(101));
        assert_eq!(parts.iter().map(|part| part.ids.len()).collect::<Vec<_>>(), [100, 1]);
    }

    #[test]
    fn ids_that_may_be_missing_are_filtered_by_beside_other_filters() {
        let other =
            Filter::new(&INSTANCES, "instance-type", vec!["t3.nano".into(), "t3.micro".into()]).expect("a filter");
        let by_id = INSTANCES.id_filter().expect("a filter");
        let parts = |count| {
            let query = Query { may_be_missing: true, filters: vec![other.clone()], ..query(count) };
            split(&INSTANCES, query.clone()).into_iter().map(|part| (part, query.ids.clone())).collect::<Vec<_>>()
        };
        assert!(parts(0).iter().all(|(part, _)| part.filters == [other.clone()]));
        for ((part, ids), range) in parts(250).iter().zip([0..198, 198..250]) {
            assert_eq!((&part.ids, &part.filters[1]), (&vec![], &Filter::by_ids(by_id, &ids[range])));
        }
        assert_eq!(parts(250).len(), 2);
    }

    #[test]
    fn the_ids_of_another_resource_are_filtered_by_beside_ids_and_other_filters() {
        let ids = |count: usize| (0..count).map(|n| format!("i-{n:08x}")).collect();
        let related = |count| Some(Related { filter: "attachment.instance-id", ids: ids(count) });
        let parts = |query| split(&VOLUMES, query);
        assert_eq!(parts(Query { related: related(450), ..Query::default() }).len(), 3);
        let volumes = vec!["vol-12345678".to_owned()];
        let parts = parts(Query { ids: volumes, may_be_missing: true, related: related(150), ..Query::default() });
        let names = |part: &Query| part.filters.iter().map(|filter| filter.name().to_owned()).collect::<Vec<_>>();
        assert_eq!(parts.iter().map(names).collect::<Vec<_>>(), [["attachment.instance-id", "volume-id"]; 2]);
    }

    fn query(ids: usize) -> Query {
        Query { ids: (0..ids).map(|n| format!("i-{n:08x}")).collect(), ..Query::default() }
    }
}
