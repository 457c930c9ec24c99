//! Lists a resource in one account and region, as a stream of pages.

use std::sync::Arc;

use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::credentials::Target;
use crate::ec2::filter::{Filter, max_ids};
use crate::ec2::paging::buffer_pool::BufferPool;
use crate::ec2::paging::page::Page;
use crate::ec2::paging::prefetch_window::{FEW_ROWS, PrefetchWindow};
use crate::ec2::paging::send_pages;
use crate::ec2::resource::Resource;
use crate::error::Error;
use crate::fanout::channel::Channel;

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
}

/// A page of a target. It may be empty without being the last.
#[derive(Debug)]
pub(crate) struct TargetPage {
    pub(crate) target: Arc<Target>,
    pub(crate) page: Page,
    pub(crate) progress: PageProgress,
}

/// Is notified when the consumer takes no more items of a target.
pub(crate) type Cancel = Arc<Notify>;

/// Tells the paging how much of a page the consumer has taken. The request for the next page waits for that.
#[derive(Debug)]
pub(crate) struct PageProgress {
    number: usize,
    window: PrefetchWindow,
    cancel: Cancel,
    /// How many items are left until the consumer is well into the page.
    left: usize,
}

impl PageProgress {
    /// The progress of the page with this number, counted from 0.
    pub(crate) fn new(number: usize, window: PrefetchWindow, cancel: Cancel) -> Self {
        Self { number, window, cancel, left: FEW_ROWS }
    }

    /// Counts one more item that has been taken.
    pub(crate) fn step(&mut self) {
        if self.left > 0 {
            self.left -= 1;
            if self.left == 0 {
                self.window.is_into(self.number);
            }
        }
    }

    /// Ends the target: no more items of it are taken, and requests in flight are dropped.
    pub(crate) fn cancel(&self) {
        self.cancel.notify_one();
    }

    /// All items of the page have been taken.
    pub(crate) fn end(&self) {
        self.window.is_through(self.number);
    }
}

/// Lists a resource in one account and region and sends the pages as they arrive. The next page is requested while
/// the last one is read, but the second one only when the consumer is well into the first.
///
/// All targets of a call share one [`BufferPool`].
///
/// # Errors
///
/// The first failed request, explained.
pub(crate) async fn list(
    resource: &'static Resource,
    target: Arc<Target>,
    query: Query,
    pool: BufferPool,
    channel: Channel<TargetPage>,
) -> Result<(), Error> {
    let mut requests = JoinSet::new();
    let cancel = Cancel::default();
    for part in split(resource, query) {
        let (target, pool, cancel, channel) = (target.clone(), pool.clone(), cancel.clone(), channel.clone());
        requests.spawn(send_pages(resource, target, part, pool, cancel, channel));
    }
    let all = async {
        while let Some(ended) = requests.join_next().await {
            ended.map_err(|cause| Error::Internal(format!("A request ended unexpectedly: {cause}")))??;
        }
        Ok(())
    };
    tokio::select! {
        biased;
        () = cancel.notified() => Ok(()),
        ended = all => ended,
    }
}

/// Splits a query into requests, one for each thousand ids. Ids that may be missing are sent as a filter, two hundred
/// at a time.
fn split(resource: &Resource, query: Query) -> Vec<Query> {
    let Query { ids, filters, may_be_missing } = &query;
    let Some(by_id) = resource.ids.as_ref().filter(|_| !ids.is_empty()) else { return vec![query] };
    if !may_be_missing {
        return ids.chunks(MAX_IDS).map(|ids| Query { ids: ids.to_vec(), ..query.clone() }).collect();
    }
    let filtered = |ids| {
        let filters = [filters.as_slice(), &[Filter::by_ids(by_id, ids)]].concat();
        Query { ids: Vec::new(), filters, ..query }
    };
    ids.chunks(max_ids(filters)).map(filtered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ec2::instances::INSTANCES;

    #[test]
    fn ids_are_sent_a_thousand_at_a_time() {
        let sizes = |count| split(&INSTANCES, query(count)).iter().map(|part| part.ids.len()).collect::<Vec<_>>();
        assert_eq!(sizes(0), [0]);
        assert_eq!(sizes(1000), [1000]);
        assert_eq!(sizes(2001), [1000, 1000, 1]);
    }

    #[test]
    fn ids_that_may_be_missing_are_filtered_by_beside_other_filters() {
        let other =
            Filter::new(&INSTANCES, "instance-type", vec!["t3.nano".into(), "t3.micro".into()]).expect("a filter");
        let by_id = INSTANCES.ids.as_ref().expect("ids");
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

    fn query(ids: usize) -> Query {
        Query { ids: (0..ids).map(|n| format!("i-{n:08x}")).collect(), ..Query::default() }
    }
}
