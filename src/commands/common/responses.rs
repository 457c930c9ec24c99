//! The results of many targets, and what happens to those that fail.
//!
//! The warnings are printed at the end, when it is known which targets share a cause, and whether all have failed: then
//! the error says it. Meanwhile the progress line counts the failures.

use nu_protocol::LabeledError;

use crate::commands::common::failure_flags::FailureFlags;
use crate::commands::common::grouped_messages::{GroupedMessages, with_help};
use crate::commands::common::progress::ProgressLine;
use crate::context::warnings::Warnings;
use crate::error::{Error, RegionError, Spans};
use crate::fanout::ProgressTracker;
use crate::fanout::channel::{Failure, Message};
use crate::files::lock;
use crate::nu::caller::Messages;
use crate::nu::receiver::{Next, ResultReceiver};

/// What [`Responses::next`] returns.
pub(crate) enum Event<T> {
    /// A result of a target.
    Item(T),
    /// A failure that becomes a row.
    Failure(Failure),
}

/// The part of a command's arguments that decides which failures end the command.
pub(crate) struct RequestedScope {
    /// Whether it is a single target, whose failure is the command's error.
    pub(crate) is_single: bool,
    /// Whether it is a single profile, whose failure before its regions are known is the command's error.
    pub(crate) is_one_profile: bool,
    /// The items of `--region`.
    pub(crate) regions: Vec<String>,
}

pub(crate) enum ResponseSource<T> {
    /// Requests to targets, answered by tasks.
    Targets(ResultReceiver<Message<T>>, ProgressTracker),
    /// Messages that need no request.
    Ready(std::vec::IntoIter<Message<T>>),
}

impl<T> ResponseSource<T> {
    /// Closes the receiver, which ends all targets.
    fn close(&mut self) {
        if let Self::Targets(received, _) = self {
            received.close();
        }
    }

    /// Whether Ctrl-C or the loss of the stream's consumer has ended it.
    fn is_interrupted(&self) -> bool {
        matches!(self, Self::Targets(received, _) if received.is_interrupted())
    }

    /// Whether the consumer of the stream is gone.
    fn is_abandoned(&self) -> bool {
        matches!(self, Self::Targets(received, _) if received.is_abandoned())
    }

    /// Whether the selection has no target.
    fn has_no_target(&self) -> bool {
        matches!(self, Self::Targets(_, tracker) if tracker.snapshot().planned == 0)
    }
}

/// The results as they arrive. Failures become errors, rows or warnings.
pub(crate) struct Responses<T> {
    source: ResponseSource<T>,
    flags: FailureFlags,
    scope: RequestedScope,
    spans: Spans,
    warnings: Warnings,
    messages: Messages,
    progress: ProgressLine,
    rows: usize,
    /// Whether the caller got a row since the last wait: Nushell may be printing it.
    has_new_rows: bool,
    /// How many targets have ended, with or without an error.
    done: usize,
    /// How many targets have failed.
    failed: usize,
    failures: GroupedMessages,
    notes: GroupedMessages,
    /// The profiles and regions of targets with a malformed response, whose further results are ignored.
    rejected_targets: Vec<(Option<String>, Option<String>)>,
    ended: bool,
}

impl<T> Responses<T> {
    pub(crate) fn new(
        source: ResponseSource<T>,
        flags: FailureFlags,
        scope: RequestedScope,
        spans: Spans,
        warnings: Warnings,
        messages: Messages,
    ) -> Self {
        Self {
            source,
            flags,
            scope,
            spans,
            warnings,
            messages,
            progress: ProgressLine::new(flags.quiet),
            rows: 0,
            has_new_rows: false,
            done: 0,
            failed: 0,
            failures: GroupedMessages::default(),
            notes: GroupedMessages::default(),
            rejected_targets: Vec::new(),
            ended: false,
        }
    }

    /// Records that rows have been returned.
    pub(crate) fn count(&mut self, rows: usize) {
        self.rows += rows;
        self.has_new_rows |= rows > 0;
    }

    /// Waits for the next event. Returns `None` after an error.
    pub(crate) fn next(&mut self) -> Option<Result<Event<T>, LabeledError>> {
        if std::mem::take(&mut self.has_new_rows) {
            self.progress.delay_after_rows();
        }
        while !self.ended {
            match self.wait() {
                Some(Message::Item(item)) => return Some(Ok(Event::Item(item))),
                Some(Message::Done) => self.done += 1,
                Some(Message::Note { profile, text }) => self.notes.add_note(profile, text),
                Some(Message::Failed(failure)) => {
                    self.done += 1;
                    if !self.is_rejected(failure.profile.as_deref(), failure.region.as_deref())
                        && let Some(event) = self.failed(failure)
                    {
                        return Some(event);
                    }
                }
                None => return self.end().map(|error| Err(error.at(&self.spans))),
            }
        }
        None
    }

    /// Fails a target whose response is malformed, and ignores its further results.
    pub(crate) fn reject_target(&mut self, failure: Failure) -> Option<Result<Event<T>, LabeledError>> {
        self.rejected_targets.push((failure.profile.clone(), failure.region.clone()));
        self.failed(failure)
    }

    /// Whether the target has sent a malformed response.
    pub(crate) fn is_rejected(&self, profile: Option<&str>, region: Option<&str>) -> bool {
        self.rejected_targets
            .iter()
            .any(|(its_profile, its_region)| (its_profile.as_deref(), its_region.as_deref()) == (profile, region))
    }

    /// Handles the failure of a target: it ends the command, or becomes a row or a warning.
    fn failed(&mut self, failure: Failure) -> Option<Result<Event<T>, LabeledError>> {
        let ends_command = self.scope.is_single || (self.scope.is_one_profile && failure.region.is_none());
        if self.flags.strict || ends_command {
            self.ended = true;
            self.source.close();
            return Some(Err(failure.error.at(&self.spans_of(&failure))));
        }
        self.failed += 1;
        self.failures.add_failure(&failure);
        self.has_new_rows |= self.flags.error_rows;
        self.flags.error_rows.then(|| Ok(Event::Failure(failure)))
    }

    /// Handles a failure found after all targets have ended. It is an error with `--strict` or without rows.
    pub(crate) fn fail_at_end(&mut self, error: Error) -> Option<Result<Event<T>, LabeledError>> {
        if self.flags.strict || self.rows == 0 {
            return Some(Err(error.at(&self.spans)));
        }
        let failure = Failure { profile: None, account_id: None, region: None, error };
        self.failures.add_failure(&failure);
        self.print_failures();
        self.flags.error_rows.then(|| Ok(Event::Failure(failure)))
    }

    /// Prints a warning for each cause of failures.
    fn print_failures(&mut self) {
        let warnings = self.failures.take();
        if !(self.flags.quiet && self.flags.error_rows) {
            self.messages.warn_all(&warnings);
        }
    }

    /// How many accounts and regions have succeeded so far.
    pub(crate) fn successes(&self) -> usize {
        self.done.saturating_sub(self.failed)
    }

    /// For commands that return one value: an error if Ctrl-C made it incomplete. A stream keeps its rows instead.
    pub(crate) fn check_complete(&self) -> Result<(), LabeledError> {
        if self.source.is_interrupted() { Err(Error::Interrupted.at(&self.spans)) } else { Ok(()) }
    }

    fn wait(&mut self) -> Option<Message<T>> {
        let (received, tracker) = match &mut self.source {
            ResponseSource::Targets(received, tracker) => (received, tracker),
            ResponseSource::Ready(messages) => return messages.next(),
        };
        let message = loop {
            match received.next_before(self.progress.next_draw()) {
                Next::Item(message) => break Some(message),
                Next::Ended => break None,
                Next::TimedOut => self.progress.draw(&tracker.snapshot(), self.rows, self.failed),
            }
        };
        let warnings = take_warnings(&self.warnings);
        if !matches!(message, Some(Message::Done)) || !warnings.is_empty() {
            self.progress.hide();
        }
        self.messages.warn_all(&warnings);
        message
    }

    /// The error at the end: all targets failed, Ctrl-C came before any result, or no region matches.
    fn end(&mut self) -> Option<Error> {
        self.ended = true;
        self.progress.hide();
        if self.source.is_abandoned() {
            // The shell may show its next prompt already.
            return None;
        }
        if !self.flags.quiet {
            self.messages.note_all(&self.notes.take());
        }
        let has_results = self.rows > 0 || self.successes() > 0;
        let is_interrupted = self.source.is_interrupted();
        let error = if has_results || is_interrupted { None } else { self.failures.take_error() };
        self.print_failures();
        if is_interrupted {
            return (!has_results).then_some(Error::Interrupted);
        }
        if has_results || error.is_some() {
            return error;
        }
        let no_region_matches = self.source.has_no_target() && !self.scope.regions.is_empty();
        no_region_matches.then(|| RegionError::Unmatched { patterns: self.scope.regions.clone() }.into())
    }

    fn spans_of(&self, failure: &Failure) -> Spans {
        self.spans.of_target(failure.profile.as_deref(), failure.region.as_deref())
    }
}

/// The new warnings of a call, and the one about missing locks.
pub(crate) fn take_warnings(warnings: &Warnings) -> Vec<String> {
    warnings.take().into_iter().chain(lock::take_warning().map(str::to_owned)).collect()
}

/// An error in one line: its code, what is wrong, and the command that helps.
pub(crate) fn described(error: &Error) -> String {
    format!("{}: {}", error.code(), with_help(&error.full_message(), error.help()))
}
