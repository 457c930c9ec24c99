//! `DescribeInstances`: by ids, by filters, in pages.

use super::filters::Filters;
use super::fleet::Fleet;
use super::instance_filters::field;
use super::page_token::Cursor;
use crate::call::Call;
use crate::error::ApiError;
use crate::faults::Kind;
use crate::piece::Pieces;
use crate::service::Service;
use crate::xml::{begin_document, end_document, text};

const PARAMETERS: [&str; 5] = ["Filter", "IncludeManagedResources", "InstanceId", "MaxResults", "NextToken"];
const ROOT: &str = "DescribeInstancesResponse";
const ODD: &str = "<item><instancesSet><item><launchTime>yesterday</launchTime></item></instancesSet></item>";
const MAX_IDS: usize = 1000;
const MAX_PAGE: usize = 1000;
const MIN_PAGE: usize = 5;

/// The instances of an answer, by their positions, and where the next page begins.
struct Page {
    positions: Vec<usize>,
    next: Option<Cursor>,
}

/// The body of the answer.
pub fn answer(call: &Call) -> Result<Pieces, ApiError> {
    call.parameters.allow(&PARAMETERS)?;
    call.parameters.flag("IncludeManagedResources")?;
    let size = page_size(call)?;
    let filters = Filters::parse(call.parameters, field)?;
    let fleet = call.fleet();
    let ids = call.parameters.list("InstanceId");
    let page = if ids.is_empty() {
        page(call, &fleet, &filters, size.unwrap_or(MAX_PAGE))?
    } else {
        check_combination(call)?;
        named(&fleet, &filters, &ids)?
    };
    Ok(write(call, &fleet, &page))
}

fn page_size(call: &Call) -> Result<Option<usize>, ApiError> {
    let Some(text) = call.parameters.get("MaxResults") else {
        return Ok(None);
    };
    let expected = match text.parse::<usize>() {
        Ok(MIN_PAGE..=MAX_PAGE) => return Ok(text.parse().ok()),
        Ok(0..MIN_PAGE) => "greater than 5",
        Ok(_) => "less than 1000",
        Err(_) => "that is an integer",
    };
    let message = format!("Value ( {text} ) for parameter maxResults is invalid. Expecting a value {expected}.");
    Err(ApiError::invalid_value(message))
}

fn check_combination(call: &Call) -> Result<(), ApiError> {
    let parameters = [("MaxResults", "maxResults"), ("NextToken", "nextToken")];
    match parameters.into_iter().find(|(name, _)| call.parameters.get(name).is_some()) {
        None => Ok(()),
        Some((_, other)) => Err(ApiError::bad_request(
            "InvalidParameterCombination",
            format!("The parameter instancesSet cannot be used with the parameter {other}"),
        )),
    }
}

/// The instances of some ids, each of which has to exist.
fn named(fleet: &Fleet, filters: &Filters, ids: &[&str]) -> Result<Page, ApiError> {
    if ids.len() > MAX_IDS {
        return Err(ApiError::invalid_value(format!("The maximum number of instance IDs is {MAX_IDS}")));
    }
    if let Some(id) = ids.iter().find(|id| !is_well_formed(id)) {
        let hint = if id.starts_with("i-") { "" } else { " (expecting \"i-...\")" };
        return Err(ApiError::bad_request("InvalidInstanceID.Malformed", format!("Invalid id: \"{id}\"{hint}")));
    }
    let unknown: Vec<&str> = ids.iter().copied().filter(|id| fleet.position(id).is_none()).collect();
    match unknown[..] {
        [] => {}
        [id] => return Err(not_found(format!("The instance ID '{id}' does not exist"))),
        _ => return Err(not_found(format!("The instance IDs '{}' do not exist", unknown.join(", ")))),
    }
    let mut positions: Vec<usize> = ids.iter().filter_map(|id| fleet.position(id)).collect();
    positions.sort_unstable();
    positions.dedup();
    positions.retain(|position| passes(fleet, filters, *position));
    Ok(Page { positions, next: None })
}

fn not_found(message: String) -> ApiError {
    ApiError::bad_request("InvalidInstanceID.NotFound", message)
}

/// `i-` and 17 hexadecimal digits, or 8 as they once were.
fn is_well_formed(id: &str) -> bool {
    let digits = id.strip_prefix("i-").unwrap_or_default();
    matches!(digits.len(), 8 | 17) && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

fn page(call: &Call, fleet: &Fleet, filters: &Filters, size: usize) -> Result<Page, ApiError> {
    let cursor = match call.parameters.get("NextToken") {
        None => Cursor::default(),
        Some(token) => Cursor::open(token, call)
            .ok_or_else(|| ApiError::bad_request("InvalidNextToken", "The specified NextToken is not valid."))?,
    };
    let hollow = call.fault == Some(&Kind::EmptyPages);
    if hollow && !cursor.skipped {
        let next = (cursor.position < fleet.len()).then_some(Cursor { skipped: true, ..cursor });
        return Ok(Page { positions: Vec::new(), next });
    }
    let size = if call.fault == Some(&Kind::ShortPages) { size / 3 } else { size }.max(1);
    let mut found = (cursor.position..fleet.len()).filter(|position| passes(fleet, filters, *position));
    let positions = found.by_ref().take(size).collect();
    // Among empty pages even the last full one has a token, which leads to a page with nothing on it.
    let next = found.next().or(hollow.then_some(fleet.len()));
    Ok(Page { positions, next: next.map(|position| Cursor { position, skipped: false }) })
}

fn passes(fleet: &Fleet, filters: &Filters, position: usize) -> bool {
    filters.is_empty() || filters.pass(&fleet.item(position))
}

fn write(call: &Call, fleet: &Fleet, page: &Page) -> Pieces {
    let mut head = begin_document(ROOT, Some(Service::Ec2.namespace()));
    text("requestId", call.request_id.to_owned()).render(1, &mut head);
    head.push_str("    <reservationSet>\n");
    let odd = if call.fault == Some(&Kind::OddInstance) { ODD } else { "" };
    let mut tail = format!("{odd}    </reservationSet>\n");
    if let Some(next) = page.next {
        text("nextToken", next.seal(call)).render(1, &mut tail);
    }
    end_document(ROOT, &mut tail);
    vec![head.into(), fleet.reservations(&page.positions), tail.into()]
}
