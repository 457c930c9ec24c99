//! Pages of instances as a stream of rows.

use std::sync::Arc;

use aws_sdk_ec2::types::{Instance, Reservation};
use nu_protocol::{LabeledError, Span, Value};

use crate::commands::answers::{Answers, Got};
use crate::ec2::instances::{Page, Progress};
use crate::rows::failure;
use crate::rows::instance::{Columns, Origin, TagShape};
use crate::session::Target;

/// What a row looks like.
pub struct Shape {
    /// Its columns.
    pub columns: Columns,
    /// The column Tags.
    pub tags: TagShape,
    /// Whether it has the column Error.
    pub error_rows: bool,
    /// Where its values come from.
    pub span: Span,
}

/// The rows as they come. An instance becomes a row when that is asked for: meanwhile the next page is under way.
pub struct Rows {
    answers: Answers<Page>,
    shape: Shape,
    page: Option<OpenPage>,
    first: Option<Value>,
}

/// A page of which rows are being taken.
struct OpenPage {
    target: Arc<Target>,
    reservations: std::vec::IntoIter<Reservation>,
    reservation: Option<OpenReservation>,
    progress: Progress,
}

/// A reservation of which rows are being taken.
struct OpenReservation {
    reservation: Reservation,
    instances: std::vec::IntoIter<Instance>,
}

impl Rows {
    /// Waits for the first row. An error before it is the command's own error, not a row of its stream.
    pub fn start(answers: Answers<Page>, shape: Shape) -> Result<Self, LabeledError> {
        let mut rows = Self { answers, shape, page: None, first: None };
        rows.first = rows.row().transpose()?;
        Ok(rows)
    }

    fn row(&mut self) -> Option<Result<Value, LabeledError>> {
        let span = self.shape.span;
        loop {
            if let Some(page) = &mut self.page {
                if let Some(row) = page.row(&self.shape) {
                    return Some(Ok(row));
                }
                self.page = None;
            }
            match self.answers.next()? {
                Ok(Got::Item(page)) => {
                    let (target, reservations, progress) = page.split();
                    self.answers.count(reservations.iter().map(|reservation| reservation.instances().len()).sum());
                    let reservations = reservations.into_iter();
                    self.page = Some(OpenPage { target, reservations, reservation: None, progress });
                }
                Ok(Got::Failure(failure)) => {
                    return Some(Ok(Value::record(failure::row(&failure, self.shape.columns.names(), span), span)));
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Iterator for Rows {
    type Item = Value;

    /// An error in the middle is the stream's last row: what came before it stays.
    fn next(&mut self) -> Option<Value> {
        let row = self.first.take().map(Ok).or_else(|| self.row())?;
        Some(row.unwrap_or_else(|error| Value::error(error.into(), self.shape.span)))
    }
}

impl OpenPage {
    /// The next row, which is taken out of the page.
    fn row(&mut self, shape: &Shape) -> Option<Value> {
        loop {
            if let Some(open) = &mut self.reservation
                && let Some(instance) = open.instances.next()
            {
                self.progress.step();
                return Some(shape.row(instance, &open.reservation, &self.target));
            }
            let Some(mut reservation) = self.reservations.next() else {
                self.progress.end();
                return None;
            };
            let instances = reservation.instances.take().unwrap_or_default().into_iter();
            self.reservation = Some(OpenReservation { reservation, instances });
        }
    }
}

impl Shape {
    fn row(&self, instance: Instance, reservation: &Reservation, target: &Target) -> Value {
        let origin = Origin {
            region: &target.region,
            profile: target.session.profile(),
            owner_id: reservation.owner_id(),
            reservation_id: reservation.reservation_id(),
            requester_id: reservation.requester_id(),
        };
        let mut row = self.columns.row(instance, origin, self.tags, self.span);
        if self.error_rows {
            row.push(failure::ERROR, Value::nothing(self.span));
        }
        Value::record(row, self.span)
    }
}
