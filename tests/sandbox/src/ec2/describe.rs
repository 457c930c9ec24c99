//! The generic list path: by ids or in pages, with filters.

use super::filters::Filters;
use super::listing::Listing;
use super::page_token::Cursor;
use super::schema::{Ids, Schema};
use crate::api_request::ApiRequest;
use crate::body::Body;
use crate::error::ApiError;
use crate::faults::FaultKind;
use crate::service::Service;
use crate::xml::{begin_document, end_document, indent, text};

/// The resources of a response, by their indices, and where the next page begins.
struct Page {
    indices: Vec<usize>,
    next: Option<Cursor>,
}

/// The body of the response.
pub fn describe(request: &ApiRequest, schema: &Schema, listing: &dyn Listing) -> Result<Body, ApiError> {
    check_parameters(request, schema)?;
    let size = schema.pages.map_or(Ok(usize::MAX), |pages| pages.size(request.parameters))?;
    let filters = Filters::parse(request.parameters, &schema.filters)?;
    let mut named = None;
    for ids in schema.ids {
        let values = ids.parse(request.parameters)?;
        if !values.is_empty() {
            named.get_or_insert_with(Vec::new).extend(positions(listing, ids, &values)?);
        }
    }
    let page = match named {
        Some(mut indices) => {
            indices.sort_unstable();
            indices.dedup();
            indices.retain(|index| listing.matches(request, &filters, *index));
            Page { indices, next: None }
        }
        None => next_page(request, listing, &filters, size)?,
    };
    Ok(write(request, schema, listing, &page))
}

/// Rejects parameters that the action doesn't have, and flags that are neither true nor false.
fn check_parameters(request: &ApiRequest, schema: &Schema) -> Result<(), ApiError> {
    for flag in schema.flags {
        request.parameters.flag(flag)?;
    }
    let ids = schema.ids.iter().map(|ids| ids.parameter);
    let paging: &[&str] = if schema.pages.is_some() { &["MaxResults", "NextToken"] } else { &[] };
    let known = [schema.flags, schema.parameters, paging, &["Filter"]].concat().into_iter().chain(ids);
    request.parameters.reject_unknown(&known.collect::<Vec<_>>())
}

/// The items with the given ids, all of which have to exist.
fn positions(listing: &dyn Listing, ids: &Ids, values: &[&str]) -> Result<Vec<usize>, ApiError> {
    let found: Vec<_> = values.iter().map(|id| listing.positions(ids, id)).collect();
    let unknown: Vec<_> = values.iter().zip(&found).filter(|(_, found)| found.is_empty()).map(|(id, _)| *id).collect();
    if unknown.is_empty() { Ok(found.concat()) } else { Err(ids.unknown_error(&unknown)) }
}

fn next_page(request: &ApiRequest, listing: &dyn Listing, filters: &Filters, size: usize) -> Result<Page, ApiError> {
    let cursor = match request.parameters.get("NextToken") {
        None => Cursor::default(),
        Some(token) => Cursor::open(token, request)
            .ok_or_else(|| ApiError::bad_request("InvalidNextToken", "The specified NextToken is not valid."))?,
    };
    let empty_pages = request.fault == Some(&FaultKind::EmptyPages);
    if empty_pages && !cursor.skipped {
        let next = (cursor.index < listing.len()).then_some(Cursor { skipped: true, ..cursor });
        return Ok(Page { indices: Vec::new(), next });
    }
    let size = if request.fault == Some(&FaultKind::ShortPages) { size / 3 } else { size }.max(1);
    let mut found = (cursor.index..listing.len()).filter(|index| listing.matches(request, filters, *index));
    let indices = found.by_ref().take(size).collect();
    // With the fault `EmptyPages` even the last full page has a token, which leads to an empty page.
    let next = found.next().or(empty_pages.then_some(listing.len()));
    let second_page = (request.fault == Some(&FaultKind::CircularPages)).then_some(size);
    let next = next.or(second_page);
    Ok(Page { indices, next: next.map(|index| Cursor { index, skipped: false }) })
}

fn write(request: &ApiRequest, schema: &Schema, listing: &dyn Listing, page: &Page) -> Body {
    let root = format!("{}Response", request.action);
    let mut head = begin_document(&root, Some(Service::Ec2.namespace()));
    text("requestId", request.request_id.to_owned()).render(1, &mut head);
    let mut tail = String::new();
    if request.fault == Some(&FaultKind::InvalidTimestamp) {
        tail.push_str(schema.invalid_timestamp);
    }
    indent(1, &mut head);
    if page.indices.is_empty() && tail.is_empty() {
        head.push_str(&format!("<{}/>\n", schema.list));
    } else {
        head.push_str(&format!("<{}>\n", schema.list));
        indent(1, &mut tail);
        tail.push_str(&format!("</{}>\n", schema.list));
    }
    if let Some(next) = page.next {
        text("nextToken", next.seal(request)).render(1, &mut tail);
    }
    end_document(&root, &mut tail);
    vec![head.into(), listing.xml(&page.indices), tail.into()]
}
