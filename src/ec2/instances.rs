//! DescribeInstances over one or many targets, as a stream of pages.
//!
//! A page is asked for when there is room for it: the channel holds one page a stream, so a consumer that stops costs
//! at most the page that is under way.

use std::sync::Arc;

use aws_sdk_ec2::types::Reservation;
use tokio::sync::mpsc;

use super::filter::Filter;
use crate::error::Error;
use crate::session::Session;
use crate::session::failure::explain;

/// The largest page. Without `MaxResults` EC2 charges the call to a smaller bucket, and may time out.
const PAGE_SIZE: i32 = 1000;

/// The most ids that EC2 takes in one call.
const MOST_IDS: usize = 1000;

/// One account and region to ask.
#[derive(Debug, Clone)]
pub struct Target {
    /// Whose credentials.
    pub session: Arc<Session>,
    /// Where.
    pub region: String,
}

/// What to ask for: the instances with these ids, or all, that pass all filters.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Instance ids. None means all instances.
    pub ids: Vec<String>,
    /// Filters that the server applies.
    pub filters: Vec<Filter>,
}

/// What one call answered with. It may be empty, and still not be the last.
#[derive(Debug)]
pub struct Page {
    /// Who was asked.
    pub target: Arc<Target>,
    /// The reservations with their instances.
    pub reservations: Vec<Reservation>,
}

/// Asks all targets side by side. A target that fails answers with its error and ends; the others go on. Dropping the
/// receiver ends all requests. This has to be called inside a runtime.
pub fn describe(targets: Vec<Target>, query: Query) -> mpsc::Receiver<Result<Page, Error>> {
    let parts = parts(query);
    let (pages, receiver) = mpsc::channel((targets.len() * parts.len()).max(1));
    for target in targets.into_iter().map(Arc::new) {
        for part in &parts {
            let (target, part, pages) = (target.clone(), part.clone(), pages.clone());
            tokio::spawn(async move {
                tokio::select! {
                    biased;
                    () = pages.closed() => (),
                    () = stream(target, part, &pages) => (),
                }
            });
        }
    }
    receiver
}

/// The calls that a query takes, as far as they are known before: one for each thousand ids.
fn parts(query: Query) -> Vec<Query> {
    if query.ids.len() <= MOST_IDS {
        return vec![query];
    }
    query.ids.chunks(MOST_IDS).map(|ids| Query { ids: ids.to_vec(), filters: query.filters.clone() }).collect()
}

/// Sends page after page. Only an absent token means the end: EC2 may answer with a short or an empty page before.
async fn stream(target: Arc<Target>, query: Query, pages: &mpsc::Sender<Result<Page, Error>>) {
    let call = target.session.ec2(&target.region).describe_instances();
    let call = call.set_filters(some(query.filters.iter().map(Into::into).collect()));
    // EC2 refuses a page size together with ids.
    let page_size = query.ids.is_empty().then_some(PAGE_SIZE);
    let call = call.set_max_results(page_size).set_instance_ids(some(query.ids));
    let mut answers = call.into_paginator().send();
    while let Ok(room) = pages.reserve().await {
        match answers.next().await {
            None => break,
            Some(Ok(answer)) => {
                let reservations = answer.reservations.unwrap_or_default();
                room.send(Ok(Page { target: target.clone(), reservations }));
            }
            Some(Err(error)) => {
                let request = target.session.request("ec2:DescribeInstances", &target.region);
                room.send(Err(explain(&error, request)));
                break;
            }
        }
    }
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// Whether a text can be an instance's id: `i-` and 8 or 17 hexadecimal digits.
pub fn is_instance_id(text: &str) -> bool {
    let hexadecimal = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    text.strip_prefix("i-").is_some_and(|digits| [8, 17].contains(&digits.len()) && digits.chars().all(hexadecimal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sent_a_thousand_at_a_time() {
        let query = |count: usize| Query { ids: (0..count).map(|n| format!("i-{n:08x}")).collect(), filters: vec![] };
        let sizes = |count| parts(query(count)).iter().map(|part| part.ids.len()).collect::<Vec<_>>();
        assert_eq!(sizes(0), [0]);
        assert_eq!(sizes(1000), [1000]);
        assert_eq!(sizes(2001), [1000, 1000, 1]);
    }

    #[test]
    fn an_instance_id_is_told_from_other_words() {
        assert!(is_instance_id("i-0123456789abcdef0") && is_instance_id("i-1a2b3c4d"));
        for wrong in ["i-", "web-1", "i-0123456789ABCDEF0", "i-xyz", "i-0123456789abcdef01", "I-1a2b3c4d", ""] {
            assert!(!is_instance_id(wrong), "{wrong}");
        }
    }
}
