//! Pages as a stream of rows.

use std::sync::Arc;

use nu_protocol::{LabeledError, Span, Value};

use crate::aws::xml::Malformed;
use crate::cli_cache::account_names::AccountNames;
use crate::commands::common::responses::{Event, Responses};
use crate::commands::ec2::list::missing_ids::MissingIds;
use crate::credentials::Target;
use crate::ec2::paging::invalid_response;
use crate::ec2::paging::page::Page;
use crate::ec2::{PageProgress, Resource, TargetPage};
use crate::fanout::channel::Failure;
use crate::nu::message_encoder::PackedEncoder;
use crate::nu::msgpack::Packer;
use crate::rows::api::{Columns, RowOrigin};
use crate::rows::failure;

/// Makes rows of items and failures.
pub(crate) struct RowMaker {
    resource: &'static Resource,
    columns: Columns,
    account_names: AccountNames,
    span: Span,
    packer: Packer,
    encoder: PackedEncoder,
}

/// The stream of rows. A row is made when it is consumed: the next page arrives meanwhile.
pub(crate) struct Rows {
    pages: Responses<TargetPage>,
    maker: RowMaker,
    missing: MissingIds,
    page: Option<OpenPage>,
    first: Option<Value>,
}

/// The page that rows are being made of.
struct OpenPage {
    target: Arc<Target>,
    page: Page,
    progress: PageProgress,
    next: usize,
}

impl Rows {
    /// Waits for the first row. An error before it is the command's error and not a row of its stream.
    pub(crate) fn start(
        pages: Responses<TargetPage>,
        maker: RowMaker,
        missing: MissingIds,
    ) -> Result<Self, LabeledError> {
        let mut rows = Self { pages, maker, missing, page: None, first: None };
        rows.first = rows.row().transpose()?;
        Ok(rows)
    }

    fn row(&mut self) -> Option<Result<Value, LabeledError>> {
        loop {
            let event = match self.row_of_page() {
                Some(Ok(row)) => return Some(Ok(row)),
                Some(Err(failure)) => self.pages.reject_target(failure),
                None => Some(self.pages.next().or_else(|| self.missing_ids())?),
            };
            match event {
                Some(Ok(Event::Item(page))) if self.is_wanted(&page.target) => self.page = Some(OpenPage::new(page)),
                Some(Ok(Event::Item(_))) => (),
                Some(Ok(Event::Failure(failure))) => return Some(Ok(self.maker.failure(&failure))),
                Some(Err(error)) => {
                    // The rows end here, so it stays unknown whether an id exists.
                    self.missing.clear();
                    return Some(Err(error));
                }
                None => (),
            }
        }
    }

    /// Whether no page of a target was malformed so far. Its next page may have been requested already.
    fn is_wanted(&self, target: &Target) -> bool {
        !self.pages.is_rejected(target.session.profile(), Some(&target.region))
    }

    /// The event of ids that were not found, once all targets have responded.
    fn missing_ids(&mut self) -> Option<Result<Event<TargetPage>, LabeledError>> {
        let targets = self.pages.check_complete().ok().map(|()| self.pages.successes())?;
        let error = self.missing.take_error(targets)?;
        self.pages.fail_at_end(error)
    }

    /// The next row of the open page. After a malformed item no further row of its target is made.
    fn row_of_page(&mut self) -> Option<Result<Value, Failure>> {
        let row = self.page.as_mut()?.row(&mut self.maker, &mut self.missing);
        match row {
            Some(Ok(_)) => self.pages.count(1),
            _ => self.page = None,
        }
        row
    }
}

impl Iterator for Rows {
    type Item = Value;

    /// An error after the first row is the last row of the stream: the rows before it stay.
    fn next(&mut self) -> Option<Value> {
        let row = self.first.take().map(Ok).or_else(|| self.row())?;
        Some(row.unwrap_or_else(|error| Value::error(error.into(), self.maker.span)))
    }
}

impl OpenPage {
    fn new(page: TargetPage) -> Self {
        let TargetPage { target, page, progress } = page;
        Self { target, page, progress, next: 0 }
    }

    fn row(&mut self, maker: &mut RowMaker, missing: &mut MissingIds) -> Option<Result<Value, Failure>> {
        let (item, parent) = loop {
            let Some((item, parent)) = self.page.item(self.next) else {
                self.progress.end();
                return None;
            };
            self.next += 1;
            self.progress.step();
            if missing.found(item) {
                break (item, parent);
            }
        };
        Some(maker.row(item, parent, &self.target).map_err(|error| {
            self.progress.cancel();
            let error = invalid_response(maker.resource, &self.target, &error.to_string());
            Failure::from_target(&self.target, error)
        }))
    }
}

impl RowMaker {
    /// Makes rows with these columns and this span.
    pub(crate) fn new(
        resource: &'static Resource,
        columns: Columns,
        account_names: AccountNames,
        span: Span,
        encoder: PackedEncoder,
    ) -> Self {
        Self { resource, columns, account_names, span, packer: Packer::new(span), encoder }
    }

    fn row(&mut self, item: &str, parent: &[Option<String>], target: &Target) -> Result<Value, Malformed> {
        let Target { session, region } = target;
        let (profile, account_id) = (session.profile(), session.account_id());
        let origin = RowOrigin { region, profile, account_id, account_names: &self.account_names, parent };
        let row = self.columns.row(item, origin, &mut self.packer)?;
        Ok(self.encoder.value(row, self.span))
    }

    fn failure(&self, failure: &Failure) -> Value {
        let mut row = failure::row(failure, self.columns.names(), self.span);
        let name = failure.account_id.as_ref().and_then(|id| self.account_names.get(id));
        if let (Some(cell), Some(name)) = (row.get_mut("AccountName"), name) {
            *cell = Value::string(name, self.span);
        }
        Value::record(row, self.span)
    }
}
