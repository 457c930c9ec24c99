//! Pages of instances as a stream of rows, with Ctrl-C.

use std::sync::Arc;

use nu_plugin::EngineInterface;
use nu_protocol::{LabeledError, Value};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use crate::caller::Interrupt;
use crate::ec2::instances::Page;
use crate::error::{Error, Spans};
use crate::rows::instance::{Origin, TagShape, rows};

/// The rows of the pages as they come. A page is converted when its first row is asked for; meanwhile the next one is
/// under way.
pub struct Rows {
    runtime: Arc<Runtime>,
    pages: mpsc::Receiver<Result<Page, Error>>,
    interrupt: Interrupt,
    ready: std::vec::IntoIter<Value>,
    tags: TagShape,
    spans: Spans,
}

impl Rows {
    /// Waits for the first page. An error before it is the command's own error, not a row of its stream.
    pub fn start(
        runtime: Arc<Runtime>,
        engine: &EngineInterface,
        pages: mpsc::Receiver<Result<Page, Error>>,
        tags: TagShape,
        spans: Spans,
    ) -> Result<Self, LabeledError> {
        let interrupt = Interrupt::listen(engine)?;
        let mut rows = Self { runtime, pages, interrupt, ready: Vec::new().into_iter(), tags, spans };
        if let Some(page) = rows.next_page() {
            rows.ready = page.map_err(|error| error.at(&rows.spans))?;
        }
        Ok(rows)
    }

    /// The rows of the next page, which may be none; `None` at the end of the pages.
    fn next_page(&mut self) -> Option<Result<std::vec::IntoIter<Value>, Error>> {
        let Self { runtime, pages, interrupt, .. } = self;
        let page = runtime.block_on(async {
            tokio::select! {
                biased;
                () = interrupt.raised() => Some(Err(Error::Interrupted)),
                page = pages.recv() => page,
            }
        })?;
        Some(page.map(|page| self.convert(page)))
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

    fn next(&mut self) -> Option<Value> {
        loop {
            if let Some(row) = self.ready.next() {
                return Some(row);
            }
            match self.next_page()? {
                Ok(rows) => self.ready = rows,
                Err(Error::Interrupted) => {
                    self.pages.close();
                    return None;
                }
                Err(error) => return Some(Value::error(error.at(&self.spans).into(), self.spans.head)),
            }
        }
    }
}
