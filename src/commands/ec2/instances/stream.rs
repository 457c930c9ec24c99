//! Pages of instances as a stream of rows.

use nu_protocol::{LabeledError, Value};

use crate::ec2::instances::Page;
use crate::error::{Error, Spans};
use crate::plugin::Received;
use crate::rows::instance::{Origin, TagShape, rows};

/// The rows of the pages as they come. A page is converted when its first row is asked for; meanwhile the next one is
/// under way.
pub struct Rows {
    pages: Received<Result<Page, Error>>,
    ready: std::vec::IntoIter<Value>,
    tags: TagShape,
    spans: Spans,
}

impl Rows {
    /// Waits for the first page. An error before it is the command's own error, not a row of its stream.
    pub fn start(pages: Received<Result<Page, Error>>, tags: TagShape, spans: Spans) -> Result<Self, LabeledError> {
        let mut rows = Self { pages, ready: Vec::new().into_iter(), tags, spans };
        match rows.pages.next() {
            Some(Ok(page)) => rows.ready = rows.convert(page),
            Some(Err(error)) => return Err(error.at(&rows.spans)),
            None if rows.pages.is_interrupted() => return Err(Error::Interrupted.at(&rows.spans)),
            None => (),
        }
        Ok(rows)
    }

    fn convert(&self, page: Page) -> std::vec::IntoIter<Value> {
        let Page { target, reservations } = page;
        let origin = Origin { region: &target.region, profile: target.session.profile() };
        let reservations = reservations.into_iter();
        let values: Vec<_> =
            reservations.flat_map(|reservation| rows(reservation, origin, self.tags, self.spans.head)).collect();
        values.into_iter()
    }
}

impl Iterator for Rows {
    type Item = Value;

    /// An error in the middle is the stream's last row: what came before it stays.
    fn next(&mut self) -> Option<Value> {
        loop {
            if let Some(row) = self.ready.next() {
                return Some(row);
            }
            match self.pages.next()? {
                Ok(page) => self.ready = self.convert(page),
                Err(error) => return Some(Value::error(error.at(&self.spans).into(), self.spans.head)),
            }
        }
    }
}
