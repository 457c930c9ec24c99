//! Lists a resource in one account and region, as a stream of pages.
//!
//! Each request is a task. A page goes from the response's body ([`body_interceptor`]) into a buffer of the call
//! ([`buffer_pool`]) and is read as far as its items ([`page`]). How far requests run ahead of the consumer is decided
//! by the [`prefetch_window`].

pub(crate) mod body_interceptor;
pub(crate) mod buffer_pool;
pub(crate) mod page;
pub(crate) mod prefetch_window;
pub(crate) mod target_page;

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};

use crate::client::page_tokens::PageTokens;
use crate::credentials::Target;
use crate::ec2::paging::body_interceptor::{BodyInterceptor, NextTokenSender, PageSlot};
use crate::ec2::paging::buffer_pool::BufferPool;
use crate::ec2::paging::page::Page;
use crate::ec2::paging::prefetch_window::PrefetchWindow;
use crate::ec2::paging::target_page::{Cancel, PageProgress, TargetPage};
use crate::ec2::query::{Query, split};
use crate::ec2::request::ListRequest;
use crate::ec2::resource::Resource;
use crate::error::{Error, ServiceError};
use crate::fanout::channel::{Channel, RequestPermit};

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
            ended??;
        }
        Ok(())
    };
    tokio::select! {
        biased;
        () = cancel.notified() => Ok(()),
        ended = all => ended,
    }
}

/// Sends page after page. Only an absent token means the end: EC2 may send a short or empty page before.
async fn send_pages(
    resource: &'static Resource,
    target: Arc<Target>,
    query: Query,
    pool: BufferPool,
    cancel: Cancel,
    channel: Channel<TargetPage>,
) -> Result<(), Error> {
    let request = ListRequest {
        resource,
        // EC2 refuses a page size together with ids. Without one it counts a request against a smaller rate limit,
        // and may time out.
        page_size: resource.operation.page_size.filter(|_| query.ids.is_empty()),
        arguments: query.arguments(resource),
        filters: query.filters,
        next_token: None,
    };
    let window = PrefetchWindow::new();
    let (sender, pending) = mpsc::channel(1);
    let requests = Requests { resource, target: target.clone(), pool, window: window.clone() };
    let ((), sent) = tokio::join!(
        requests.send_all(request, channel.clone(), sender),
        hand_over(pending, channel, |page, number| TargetPage {
            target: target.clone(),
            page,
            progress: PageProgress::new(number, window.clone(), cancel.clone()),
        }),
    );
    sent
}

/// A page that has been requested, and the permit for the request. Dropping it ends the request.
struct PendingPage {
    response: JoinHandle<Result<Page, Error>>,
    _permit: RequestPermit,
}

impl Drop for PendingPage {
    fn drop(&mut self) {
        self.response.abort();
    }
}

/// What all requests of a query have in common.
struct Requests {
    resource: &'static Resource,
    target: Arc<Target>,
    pool: BufferPool,
    window: PrefetchWindow,
}

impl Requests {
    /// Requests page after page when the window opens. Each request is a task of its own: reading a page takes longer
    /// than a nearby server takes to respond, and must not delay the next request.
    async fn send_all(
        self,
        mut request: ListRequest,
        channel: Channel<TargetPage>,
        pending: mpsc::Sender<Result<PendingPage, Error>>,
    ) {
        let mut tokens = PageTokens::default();
        for number in 0.. {
            // The receiver is dropped when a page can't be read, which ends the stream.
            let permit = tokio::select! {
                biased;
                () = pending.closed() => return,
                permit = async {
                    self.window.wait_for_request(number).await;
                    channel.permit().await
                } => permit,
            };
            let (token_sender, next_token) = NextTokenSender::new();
            let interceptor = BodyInterceptor {
                operation: self.resource.operation_name(),
                path: &self.resource.operation.path,
                number,
                window: self.window.clone(),
                token_sender,
                pool: self.pool.clone(),
                slot: PageSlot::default(),
            };
            let response = tokio::spawn(request_page(self.target.clone(), request.clone(), interceptor));
            if pending.send(Ok(PendingPage { response, _permit: permit })).await.is_err() {
                return;
            }
            match next_token.await.map(|token| tokens.next(token)) {
                Ok(Ok(None)) | Err(_) => return,
                Ok(Ok(token)) => request.next_token = token,
                Ok(Err(reason)) => {
                    let error = invalid_response(self.resource, &self.target, reason);
                    drop(pending.send(Err(error)).await);
                    return;
                }
            }
        }
    }
}

async fn request_page(target: Arc<Target>, request: ListRequest, interceptor: BodyInterceptor) -> Result<Page, Error> {
    let (resource, slot) = (request.resource, interceptor.slot.clone());
    request.send(&target, interceptor).await?;
    slot.take().ok_or_else(|| invalid_response(resource, &target, "it has no body"))
}

/// Hands over the pages in their order, each with its number.
async fn hand_over(
    mut pending: mpsc::Receiver<Result<PendingPage, Error>>,
    channel: Channel<TargetPage>,
    target_page: impl Fn(Page, usize) -> TargetPage,
) -> Result<(), Error> {
    let mut number = 0;
    while let Some(page) = pending.recv().await {
        let mut page = page?;
        let response = (&mut page.response).await;
        channel.send(target_page(response??, number)).await;
        number += 1;
    }
    Ok(())
}

/// The error of a response that is not what EC2 sends.
pub(crate) fn invalid_response(resource: &Resource, target: &Target, reason: &str) -> Error {
    ServiceError::InvalidResponse { endpoint: resource.request(target).endpoint(), reason: reason.into() }.into()
}
