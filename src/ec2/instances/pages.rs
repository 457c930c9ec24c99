//! The pages of one account and region.

use std::sync::Arc;

use aws_sdk_ec2::operation::describe_instances::builders::DescribeInstancesFluentBuilder;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::client::explain::{Request, explain};
use crate::credentials::session::Target;
use crate::ec2::instances::body_interceptor::{BodyInterceptor, NextTokenSender, PageSlot};
use crate::ec2::instances::buffer_pool::BufferPool;
use crate::ec2::instances::page::InstancesPage;
use crate::ec2::instances::prefetch_window::PrefetchWindow;
use crate::ec2::instances::{Page, Query, Refused};
use crate::error::{Error, ServiceError};
use crate::fanout::channel::{Channel, RequestPermit};

/// The largest page. Without `MaxResults` EC2 charges the call to a smaller bucket, and may time out.
const PAGE_SIZE: i32 = 1000;

/// Sends page after page. Only an absent token means the end: EC2 may answer with a short or an empty page before.
pub(crate) async fn send_all(
    target: Arc<Target>,
    query: Query,
    room: BufferPool,
    refused: Refused,
    line: Channel<Page>,
) -> Result<(), Error> {
    let call = target.session.ec2(&target.region).describe_instances();
    let call = call.set_filters(some(query.filters.iter().map(Into::into).collect()));
    // EC2 refuses a page size together with ids.
    let page_size = query.ids.is_empty().then_some(PAGE_SIZE);
    let call = call.set_max_results(page_size).set_instance_ids(some(query.ids));

    let window = PrefetchWindow::new();
    let (ahead, coming) = mpsc::channel(1);
    let ((), sent) = tokio::join!(
        ask_for_all(call, target.clone(), line.clone(), room, window.clone(), ahead),
        hand_over(coming, line, |listing, number| Page {
            target: target.clone(),
            listing,
            number,
            window: window.clone(),
            refused: refused.clone(),
        }),
    );
    sent
}

/// A page that has been asked for, and the right to hold it. Dropping it ends the request.
struct PendingPage {
    answer: JoinHandle<Result<InstancesPage, Error>>,
    _turn: RequestPermit,
}

impl Drop for PendingPage {
    fn drop(&mut self) {
        self.answer.abort();
    }
}

/// Asks for page after page as they are wanted. Each is a task of its own: reading takes longer than a nearby server
/// takes to answer, and must not keep the next request waiting.
async fn ask_for_all(
    call: DescribeInstancesFluentBuilder,
    target: Arc<Target>,
    line: Channel<Page>,
    room: BufferPool,
    window: PrefetchWindow,
    ahead: mpsc::Sender<Result<PendingPage, Error>>,
) {
    let mut token = None;
    for number in 0.. {
        // An answer that can't be read is never consumed: its error ends the stream.
        let turn = tokio::select! {
            biased;
            () = ahead.closed() => return,
            turn = async {
                window.wants(number).await;
                line.turn().await
            } => turn,
        };
        let (token_sender, news) = NextTokenSender::new();
        let request = call.clone().set_next_token(token.clone());
        let (window, room, inbox) = (window.clone(), room.clone(), PageSlot::default());
        let arrival = BodyInterceptor { number, window, token_sender, room, inbox };
        let answer = tokio::spawn(ask_for_one(request, target.clone(), arrival));
        if ahead.send(Ok(PendingPage { answer, _turn: turn })).await.is_err() {
            return;
        }
        match news.await {
            Ok(None) | Err(_) => return,
            Ok(next) if next == token => {
                let error = unreadable(&target, "it repeats the token of the page before");
                drop(ahead.send(Err(error)).await);
                return;
            }
            Ok(next) => token = next,
        }
    }
}

/// Asks for one page, and reads it.
async fn ask_for_one(
    request: DescribeInstancesFluentBuilder,
    target: Arc<Target>,
    arrival: BodyInterceptor,
) -> Result<InstancesPage, Error> {
    let inbox = arrival.inbox.clone();
    let sent = request.customize().interceptor(arrival).send().await;
    sent.map_err(|error| explain(&error, request_to(&target)))?;
    inbox.take().ok_or_else(|| unreadable(&target, "it has no body"))
}

/// Hands over page after page, in their order, each with its number.
async fn hand_over(
    mut coming: mpsc::Receiver<Result<PendingPage, Error>>,
    line: Channel<Page>,
    page: impl Fn(InstancesPage, usize) -> Page,
) -> Result<(), Error> {
    let mut number = 0;
    while let Some(coming) = coming.recv().await {
        let mut coming = coming?;
        let answer = (&mut coming.answer).await;
        let listing = answer.map_err(|cause| Error::Internal(format!("A request came to no end: {cause}")))??;
        line.send(page(listing, number)).await;
        number += 1;
    }
    Ok(())
}

/// An answer of EC2 that makes no sense.
pub(crate) fn unreadable(target: &Target, reason: &str) -> Error {
    Error::from(ServiceError::InvalidResponse { endpoint: request_to(target).endpoint(), reason: reason.into() })
}

fn request_to(target: &Target) -> Request<'_> {
    target.session.request("ec2:DescribeInstances", &target.region)
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
