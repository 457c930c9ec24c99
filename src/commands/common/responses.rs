//! What many targets answer, and what becomes of those that fail.

pub(crate) mod source;

use nu_protocol::LabeledError;
pub(crate) use source::Source;

use crate::commands::common::progress::ProgressLine;
use crate::commands::common::target_flags::FailureFlags;
use crate::context::warnings::Warnings;
use crate::error::{Error, RegionError, Spans};
use crate::fanout::channel::{Failure, Message};
use crate::nu::caller::tell;
use crate::nu::receiver::Next;

/// What comes next.
pub(crate) enum Event<T> {
    /// Something that a target answers.
    Item(T),
    /// A failure that is to be a row.
    Failure(Failure),
}

/// What a call has named.
pub(crate) struct RequestedScope {
    /// Whether that is a single target, whose failure is the command's.
    pub(crate) is_single: bool,
    /// Whether that is a single profile, whose failure before its regions are known is the command's.
    pub(crate) is_one_profile: bool,
    /// The words that name regions.
    pub(crate) regions: Vec<String>,
}

/// The answers as they come, with the failures taken out of them.
pub(crate) struct Responses<T> {
    source: Source<T>,
    flags: FailureFlags,
    named: RequestedScope,
    spans: Spans,
    warnings: Warnings,
    progress: ProgressLine,
    rows: usize,
    /// Whether a row has been handed out since the last wait: it may be on its way to the screen.
    has_handed_out: bool,
    /// How many targets have ended, well or not.
    done: usize,
    /// Of each target that has failed, why.
    failures: Vec<Error>,
    /// The profiles and regions of those whose answers can't be read, of which nothing more is heard.
    unread: Vec<(Option<String>, Option<String>)>,
    ended: bool,
}

impl<T> Responses<T> {
    /// Listens to targets.
    pub(crate) fn new(
        source: Source<T>,
        flags: FailureFlags,
        named: RequestedScope,
        spans: Spans,
        warnings: Warnings,
    ) -> Self {
        Self {
            source,
            flags,
            named,
            spans,
            warnings,
            progress: ProgressLine::new(flags.quiet),
            rows: 0,
            has_handed_out: false,
            done: 0,
            failures: Vec::new(),
            unread: Vec::new(),
            ended: false,
        }
    }

    /// Counts rows that have been made of what has come.
    pub(crate) fn count(&mut self, rows: usize) {
        self.rows += rows;
        self.has_handed_out |= rows > 0;
    }

    /// Waits for what comes next. After an error nothing does.
    pub(crate) fn next(&mut self) -> Option<Result<Event<T>, LabeledError>> {
        if std::mem::take(&mut self.has_handed_out) {
            self.progress.delay_after_rows();
        }
        while !self.ended {
            match self.wait() {
                Some(Message::Item(item)) => return Some(Ok(Event::Item(item))),
                Some(Message::Done) => self.done += 1,
                Some(Message::Note(text)) => self.note(&text),
                Some(Message::Failed(failure)) => {
                    self.done += 1;
                    if !self.has_given_up(failure.profile.as_deref(), failure.region.as_deref())
                        && let Some(got) = self.failed(failure)
                    {
                        return Some(got);
                    }
                }
                None => return self.end().map(|error| Err(error.at(&self.spans))),
            }
        }
        None
    }

    /// What becomes of a target of whose answer something can't be read.
    pub(crate) fn reject_target(&mut self, failure: Failure) -> Option<Result<Event<T>, LabeledError>> {
        self.unread.push((failure.profile.clone(), failure.region.clone()));
        self.failed(failure)
    }

    /// Whether something of a target could not be read, so that no more of it is wanted.
    pub(crate) fn has_given_up(&self, profile: Option<&str>, region: Option<&str>) -> bool {
        self.unread.iter().any(|(known, place)| (known.as_deref(), place.as_deref()) == (profile, region))
    }

    fn note(&self, text: &str) {
        if !self.flags.quiet {
            tell(&format!("note: {text}"));
        }
    }

    /// What becomes of a target that has failed: the end, a row, or a warning and nothing more.
    fn failed(&mut self, failure: Failure) -> Option<Result<Event<T>, LabeledError>> {
        let is_all = self.named.is_single || (self.named.is_one_profile && failure.region.is_none());
        if self.flags.strict || is_all {
            self.ended = true;
            self.source.close();
            return Some(Err(failure.error.at(&self.spans_of(&failure))));
        }
        self.told(failure)
    }

    /// What becomes of a failure that is known when all have answered. It is an error if there are no rows.
    pub(crate) fn conclude(&mut self, error: Error) -> Option<Result<Event<T>, LabeledError>> {
        if self.flags.strict || self.rows == 0 {
            return Some(Err(error.at(&self.spans)));
        }
        self.told(Failure { profile: None, account_id: None, region: None, error })
    }

    /// A row, or a warning and nothing more.
    fn told(&mut self, failure: Failure) -> Option<Result<Event<T>, LabeledError>> {
        self.failures.push(failure.error.clone());
        if !(self.flags.quiet && self.flags.error_rows) {
            tell(&warning(&failure));
        }
        self.has_handed_out |= self.flags.error_rows;
        self.flags.error_rows.then(|| Ok(Event::Failure(failure)))
    }

    /// How many accounts and regions have answered well, so far.
    pub(crate) fn good(&self) -> usize {
        self.done.saturating_sub(self.failures.len())
    }

    /// For who answers with one value: an error if Ctrl-C has cut off a part of it. Of a stream the rows so far stay.
    pub(crate) fn whole(&self) -> Result<(), LabeledError> {
        if self.source.is_interrupted() { Err(Error::Interrupted.at(&self.spans)) } else { Ok(()) }
    }

    fn wait(&mut self) -> Option<Message<T>> {
        let (received, tracker) = match &mut self.source {
            Source::Targets(received, tracker) => (received, tracker),
            Source::Known(answers) => return answers.next(),
        };
        let answer = loop {
            match received.next_before(self.progress.next_draw()) {
                Next::Item(answer) => break Some(answer),
                Next::Ended => break None,
                Next::TimedOut => self.progress.draw(&tracker.snapshot(), self.rows),
            }
        };
        let warnings = self.warnings.take();
        if !matches!(answer, Some(Message::Done)) || !warnings.is_empty() {
            self.progress.hide();
        }
        print_warnings(&warnings);
        answer
    }

    /// The end: an error if nothing has answered, unless there was nothing to ask.
    fn end(&mut self) -> Option<Error> {
        self.ended = true;
        self.progress.hide();
        let has_answered = self.rows > 0 || self.good() > 0;
        if self.source.is_interrupted() {
            return (!has_answered).then_some(Error::Interrupted);
        }
        if has_answered {
            return None;
        }
        if let [only] = self.failures.as_slice() {
            return Some(only.clone());
        }
        if let Some(first) = self.failures.first() {
            let alike = self.failures.iter().all(|failure| failure.code() == first.code());
            return Some(Error::AllFailed { count: self.failures.len(), alike, first: Box::new(first.clone()) });
        }
        let nothing_meant = self.source.has_no_target() && !self.named.regions.is_empty();
        nothing_meant.then(|| RegionError::Unmatched { patterns: self.named.regions.clone() }.into())
    }

    fn spans_of(&self, failure: &Failure) -> Spans {
        self.spans.of_target(failure.profile.as_deref(), failure.region.as_deref())
    }
}

pub(crate) fn print_warnings(warnings: &[String]) {
    for warning in warnings {
        tell(&format!("warning: {warning}"));
    }
}

/// One line: who, where, what, and what mends it.
fn warning(failure: &Failure) -> String {
    let Failure { profile, region, error, .. } = failure;
    let place = [profile.as_deref(), region.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let place = if place.is_empty() { place } else { format!("{place}: ") };
    let help = error.help().map(|help| format!("; {help}")).unwrap_or_default();
    // What AWS says may have line breaks in it, and more that a terminal would obey.
    format!("warning: {place}{}: {}{help}", error.code(), error.full_message()).replace(char::is_control, " ")
}
