//! A paginated `Describe…` action: by ids or in pages, with filters.

use super::filters::Filters;
use super::page_token::Cursor;
use super::resource::Resource;
use super::table::Table;
use crate::api_request::ApiRequest;
use crate::body::Body;
use crate::error::ApiError;
use crate::faults::FaultKind;
use crate::service::Service;
use crate::xml::{begin_document, end_document, indent, text};

const PARAMETERS: [&str; 4] = ["Filter", "IncludeManagedResources", "MaxResults", "NextToken"];
const MAX_IDS: usize = 1000;
const MAX_PAGE: usize = 1000;
const MIN_PAGE: usize = 5;

/// The resources of a response, by their indices, and where the next page begins.
struct Page {
    indices: Vec<usize>,
    next: Option<Cursor>,
}

/// The body of the response.
pub fn describe<R: Resource>(request: &ApiRequest, table: &Table<R>) -> Result<Body, ApiError> {
    request.parameters.reject_unknown(&[&PARAMETERS[..], &[R::SCHEMA.id_parameter]].concat())?;
    request.parameters.flag("IncludeManagedResources")?;
    let size = page_size(request)?;
    let filters = Filters::parse(request.parameters, &R::SCHEMA.filters)?;
    let ids = request.parameters.list(R::SCHEMA.id_parameter);
    let page = if ids.is_empty() {
        next_page(request, table, &filters, size.unwrap_or(MAX_PAGE))?
    } else {
        check_combination::<R>(request)?;
        by_ids(table, &filters, &ids)?
    };
    Ok(write(request, table, &page))
}

fn page_size(request: &ApiRequest) -> Result<Option<usize>, ApiError> {
    let Some(text) = request.parameters.get("MaxResults") else {
        return Ok(None);
    };
    let expected = match text.parse::<usize>() {
        Ok(size @ MIN_PAGE..=MAX_PAGE) => return Ok(Some(size)),
        Ok(0..MIN_PAGE) => "greater than 5",
        Ok(_) => "less than 1000",
        Err(_) => "that is an integer",
    };
    let message = format!("Value ( {text} ) for parameter maxResults is invalid. Expecting a value {expected}.");
    Err(ApiError::invalid_value(message))
}

/// Rejects paging parameters beside ids.
fn check_combination<R: Resource>(request: &ApiRequest) -> Result<(), ApiError> {
    let parameters = [("MaxResults", "maxResults"), ("NextToken", "nextToken")];
    match parameters.into_iter().find(|(name, _)| request.parameters.get(name).is_some()) {
        None => Ok(()),
        Some((_, other)) => Err(ApiError::bad_request(
            "InvalidParameterCombination",
            format!("The parameter {} cannot be used with the parameter {other}", R::SCHEMA.id_set),
        )),
    }
}

/// The resources with the given ids, all of which have to exist.
fn by_ids<R: Resource>(table: &Table<R>, filters: &Filters, ids: &[&str]) -> Result<Page, ApiError> {
    if ids.len() > MAX_IDS {
        let message = format!("The maximum number of values of {} is {MAX_IDS}", R::SCHEMA.id_parameter);
        return Err(ApiError::invalid_value(message));
    }
    if let Some(id) = ids.iter().find(|id| !R::SCHEMA.is_well_formed(id)) {
        return Err((R::SCHEMA.malformed_id)(id));
    }
    let unknown: Vec<&str> = ids.iter().copied().filter(|id| table.index(id).is_none()).collect();
    if !unknown.is_empty() {
        return Err((R::SCHEMA.unknown_ids)(&unknown));
    }
    let mut indices: Vec<usize> = ids.iter().filter_map(|id| table.index(id)).collect();
    indices.sort_unstable();
    indices.dedup();
    indices.retain(|index| table.matches(filters, *index));
    Ok(Page { indices, next: None })
}

fn next_page<R: Resource>(
    request: &ApiRequest,
    table: &Table<R>,
    filters: &Filters,
    size: usize,
) -> Result<Page, ApiError> {
    let cursor = match request.parameters.get("NextToken") {
        None => Cursor::default(),
        Some(token) => Cursor::open(token, request)
            .ok_or_else(|| ApiError::bad_request("InvalidNextToken", "The specified NextToken is not valid."))?,
    };
    let empty_pages = request.fault == Some(&FaultKind::EmptyPages);
    if empty_pages && !cursor.skipped {
        let next = (cursor.index < table.len()).then_some(Cursor { skipped: true, ..cursor });
        return Ok(Page { indices: Vec::new(), next });
    }
    let size = if request.fault == Some(&FaultKind::ShortPages) { size / 3 } else { size }.max(1);
    let mut found = (cursor.index..table.len()).filter(|index| table.matches(filters, *index));
    let indices = found.by_ref().take(size).collect();
    // With the fault `EmptyPages` even the last full page has a token, which leads to an empty page.
    let next = found.next().or(empty_pages.then_some(table.len()));
    let second_page = (request.fault == Some(&FaultKind::CircularPages)).then_some(size);
    let next = next.or(second_page);
    Ok(Page { indices, next: next.map(|index| Cursor { index, skipped: false }) })
}

fn write<R: Resource>(request: &ApiRequest, table: &Table<R>, page: &Page) -> Body {
    let root = format!("{}Response", request.action);
    let mut head = begin_document(&root, Some(Service::Ec2.namespace()));
    text("requestId", request.request_id.to_owned()).render(1, &mut head);
    let mut tail = String::new();
    if request.fault == Some(&FaultKind::InvalidTimestamp) {
        tail.push_str(R::SCHEMA.invalid_timestamp);
    }
    indent(1, &mut head);
    if page.indices.is_empty() && tail.is_empty() {
        head.push_str(&format!("<{}/>\n", R::SCHEMA.list));
    } else {
        head.push_str(&format!("<{}>\n", R::SCHEMA.list));
        indent(1, &mut tail);
        tail.push_str(&format!("</{}>\n", R::SCHEMA.list));
    }
    if let Some(next) = page.next {
        text("nextToken", next.seal(request)).render(1, &mut tail);
    }
    end_document(&root, &mut tail);
    vec![head.into(), table.xml(&page.indices), tail.into()]
}
