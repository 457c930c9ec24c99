//! DescribeInstances, as a stream of pages.

pub(crate) mod body_interceptor;
pub(crate) mod buffer_pool;
pub(crate) mod page;
pub(crate) mod pages;
pub(crate) mod prefetch_window;

use std::sync::Arc;

pub(crate) use buffer_pool::BufferPool;
pub(crate) use pages::unreadable;
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::credentials::session::Target;
use crate::ec2::filter::{Filter, most_ids};
use crate::ec2::instances::page::InstancesPage;
use crate::ec2::instances::prefetch_window::{FEW, PrefetchWindow};
use crate::error::Error;
use crate::fanout::channel::Channel;

/// The most ids that EC2 takes in one call.
const MOST_IDS: usize = 1000;

/// What to ask for: the instances with these ids, or all, that pass all filters.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    /// Instance ids. None means all instances.
    pub(crate) ids: Vec<String>,
    /// Whether an id may be missing where it is asked for. If not, EC2 refuses all of them for one that is.
    pub(crate) may_be_missing: bool,
    /// Filters that the server applies.
    pub(crate) filters: Vec<Filter>,
}

/// What one call answered with. It may be empty, and still not be the last.
#[derive(Debug)]
pub(crate) struct Page {
    /// Who was asked.
    pub(crate) target: Arc<Target>,
    /// The instances.
    pub(crate) listing: InstancesPage,
    number: usize,
    window: PrefetchWindow,
    refused: Refused,
}

/// Told when the consumer takes no more of a target, whichever page made it refuse.
type Refused = Arc<Notify>;

impl Page {
    /// Whose page it is, what is on it, and where to tell how many of its instances have been taken.
    pub(crate) fn split(self) -> (Arc<Target>, InstancesPage, Progress) {
        let Self { target, listing, number, window, refused } = self;
        (target, listing, Progress { number, window, refused, left: FEW })
    }
}

/// How far the consumer of a page has come, on which depends whether the next page is asked for.
#[derive(Debug)]
pub(crate) struct Progress {
    number: usize,
    window: PrefetchWindow,
    refused: Refused,
    left: usize,
}

impl Progress {
    /// Says that one more instance has been taken.
    pub(crate) fn step(&mut self) {
        if self.left > 0 {
            self.left -= 1;
            if self.left == 0 {
                self.window.is_into(self.number);
            }
        }
    }

    /// Says that no more instances of the target will be taken, of this page or of any other. What is under way ends.
    pub(crate) fn give_up(&self) {
        self.refused.notify_one();
    }

    /// Says that all instances have been taken.
    pub(crate) fn end(&self) {
        self.window.is_through(self.number);
    }
}

/// Asks one account and region, and sends the pages as they come. The next page is asked for while the last one is
/// read, but the second one only when the consumer is well into the first.
///
/// All who are asked by one call find room for their pages in the same [`BufferPool`].
pub(crate) async fn describe(
    target: Arc<Target>,
    query: Query,
    room: BufferPool,
    line: Channel<Page>,
) -> Result<(), Error> {
    let mut parts = JoinSet::new();
    let refused = Refused::default();
    for part in parts_of(query) {
        parts.spawn(pages::send_all(target.clone(), part, room.clone(), refused.clone(), line.clone()));
    }
    let all = async {
        while let Some(ended) = parts.join_next().await {
            ended.map_err(|cause| Error::Internal(format!("A request came to no end: {cause}")))??;
        }
        Ok(())
    };
    tokio::select! {
        biased;
        () = refused.notified() => Ok(()),
        ended = all => ended,
    }
}

/// The calls that a query takes, as far as they are known before: one for each thousand ids. Those that may be missing
/// are filtered by, two hundred at a time.
fn parts_of(query: Query) -> Vec<Query> {
    let Query { ids, filters, may_be_missing } = &query;
    if ids.is_empty() || (ids.len() <= MOST_IDS && !may_be_missing) {
        return vec![query];
    }
    if !may_be_missing {
        return ids.chunks(MOST_IDS).map(|ids| Query { ids: ids.to_vec(), ..query.clone() }).collect();
    }
    let filtered =
        |ids| Query { ids: Vec::new(), filters: [filters.as_slice(), &[Filter::of_ids(ids)]].concat(), ..query };
    ids.chunks(most_ids(filters)).map(filtered).collect()
}

/// Whether a text can be an instance's id: `i-` and 8 or 17 hexadecimal digits.
pub(crate) fn is_instance_id(text: &str) -> bool {
    let hexadecimal = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    text.strip_prefix("i-").is_some_and(|digits| [8, 17].contains(&digits.len()) && digits.chars().all(hexadecimal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sent_a_thousand_at_a_time() {
        let sizes = |count| parts_of(query(count)).iter().map(|part| part.ids.len()).collect::<Vec<_>>();
        assert_eq!(sizes(0), [0]);
        assert_eq!(sizes(1000), [1000]);
        assert_eq!(sizes(2001), [1000, 1000, 1]);
    }

    #[test]
    fn ids_that_may_be_missing_are_filtered_by_beside_other_filters() {
        let other = Filter::new("instance-type", vec!["t3.nano".into(), "t3.micro".into()]).expect("a filter");
        let parts = |count| {
            let query = Query { may_be_missing: true, filters: vec![other.clone()], ..query(count) };
            parts_of(query.clone()).into_iter().map(|part| (part, query.ids.clone())).collect::<Vec<_>>()
        };
        assert!(parts(0).iter().all(|(part, _)| part.filters == [other.clone()]));
        for ((part, ids), range) in parts(250).iter().zip([0..198, 198..250]) {
            assert_eq!((&part.ids, &part.filters[1]), (&vec![], &Filter::of_ids(&ids[range])));
        }
        assert_eq!(parts(250).len(), 2);
    }

    fn query(ids: usize) -> Query {
        Query { ids: (0..ids).map(|n| format!("i-{n:08x}")).collect(), ..Query::default() }
    }

    #[test]
    fn an_instance_id_is_told_from_other_words() {
        assert!(is_instance_id("i-0123456789abcdef0") && is_instance_id("i-1a2b3c4d"));
        for wrong in ["i-", "web-1", "i-0123456789ABCDEF0", "i-xyz", "i-0123456789abcdef01", "I-1a2b3c4d", ""] {
            assert!(!is_instance_id(wrong), "{wrong}");
        }
    }
}
