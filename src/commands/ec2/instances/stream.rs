//! Pages of instances as a stream of rows.

use std::sync::Arc;

use nu_protocol::{LabeledError, Span, Value};

use crate::aws::xml::Malformed;
use crate::commands::common::responses::{Event, Responses};
use crate::commands::ec2::instances::missing_ids::Sought;
use crate::credentials::Target;
use crate::ec2::instances::page::{InstancesPage, Reservation};
use crate::ec2::instances::{Page, Progress, unreadable};
use crate::fanout::channel::Failure;
use crate::nu::encoder::PackedEncoder;
use crate::nu::msgpack::Packer;
use crate::rows::failure;
use crate::rows::instance::{Columns, Origin};

/// How rows are made.
pub(crate) struct RowMaker {
    columns: Columns,
    span: Span,
    packer: Packer,
    encoder: PackedEncoder,
}

/// The rows as they come. An instance becomes a row when that is asked for: meanwhile the next page is under way.
pub(crate) struct Rows {
    answers: Responses<Page>,
    maker: RowMaker,
    sought: Sought,
    page: Option<OpenPage>,
    first: Option<Value>,
}

/// A page of which rows are being taken.
struct OpenPage {
    target: Arc<Target>,
    listing: InstancesPage,
    progress: Progress,
    next: usize,
}

impl Rows {
    /// Waits for the first row. An error before it is the command's own error, not a row of its stream.
    pub(crate) fn start(answers: Responses<Page>, maker: RowMaker, sought: Sought) -> Result<Self, LabeledError> {
        let mut rows = Self { answers, maker, sought, page: None, first: None };
        rows.first = rows.row().transpose()?;
        Ok(rows)
    }

    fn row(&mut self) -> Option<Result<Value, LabeledError>> {
        loop {
            let got = match self.row_of_page() {
                Some(Ok(row)) => return Some(Ok(row)),
                Some(Err(failure)) => self.answers.reject_target(failure),
                None => Some(self.answers.next().or_else(|| self.missing())?),
            };
            match got {
                Some(Ok(Event::Item(page))) if self.is_wanted(&page.target) => self.page = Some(OpenPage::of(page)),
                Some(Ok(Event::Item(_))) => (),
                Some(Ok(Event::Failure(failure))) => return Some(Ok(self.maker.failure(&failure))),
                Some(Err(error)) => {
                    // It ends the rows: that nobody has had an id is not known any more.
                    self.sought = Sought::default();
                    return Some(Err(error));
                }
                None => (),
            }
        }
    }

    /// Whether nothing of a target has been unreadable so far. A page of it may have been under way already.
    fn is_wanted(&self, target: &Target) -> bool {
        !self.answers.has_given_up(target.session.profile(), Some(&target.region))
    }

    /// What becomes of ids that nobody has had, once all have answered.
    fn missing(&mut self) -> Option<Result<Event<Page>, LabeledError>> {
        let places = self.answers.whole().ok().map(|()| self.answers.good())?;
        let error = self.sought.missing(places)?;
        self.answers.conclude(error)
    }

    /// The next row of the open page. Where a row can't be read, no further one of its target is.
    fn row_of_page(&mut self) -> Option<Result<Value, Failure>> {
        let row = self.page.as_mut()?.row(&mut self.maker, &mut self.sought);
        match row {
            Some(Ok(_)) => self.answers.count(1),
            _ => self.page = None,
        }
        row
    }
}

impl Iterator for Rows {
    type Item = Value;

    /// An error in the middle is the stream's last row: what came before it stays.
    fn next(&mut self) -> Option<Value> {
        let row = self.first.take().map(Ok).or_else(|| self.row())?;
        Some(row.unwrap_or_else(|error| Value::error(error.into(), self.maker.span)))
    }
}

impl OpenPage {
    fn of(page: Page) -> Self {
        let (target, listing, progress) = page.split();
        Self { target, listing, progress, next: 0 }
    }

    fn row(&mut self, maker: &mut RowMaker, sought: &mut Sought) -> Option<Result<Value, Failure>> {
        let Some((instance, reservation)) = self.listing.instance(self.next) else {
            self.progress.end();
            return None;
        };
        self.next += 1;
        self.progress.step();
        sought.found(instance);
        Some(maker.row(instance, reservation, &self.target).map_err(|error| {
            self.progress.give_up();
            Failure::of_target(&self.target, unreadable(&self.target, &error.to_string()))
        }))
    }
}

impl RowMaker {
    /// Of rows with these columns, whose values come from there.
    pub(crate) fn new(columns: Columns, span: Span, encoder: PackedEncoder) -> Self {
        Self { columns, span, packer: Packer::new(span), encoder }
    }

    fn row(&mut self, instance: &str, reservation: &Reservation, target: &Target) -> Result<Value, Malformed> {
        let origin = Origin {
            region: &target.region,
            profile: target.session.profile(),
            owner_id: reservation.owner_id.as_deref(),
            reservation_id: reservation.reservation_id.as_deref(),
            requester_id: reservation.requester_id.as_deref(),
        };
        let row = self.columns.row(instance, origin, &mut self.packer)?;
        Ok(self.encoder.value(row, self.span))
    }

    fn failure(&self, failure: &Failure) -> Value {
        Value::record(failure::row(failure, self.columns.names(), self.span), self.span)
    }
}
