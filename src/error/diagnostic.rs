//! What an error shows besides its message, and where.

use std::borrow::Cow;

use nu_protocol::Span;

/// A failure that can be shown to the user: its `Display` says what is wrong, its details everything else.
pub(crate) trait Diagnostic: std::error::Error {
    fn details(&self) -> Details<'_>;
}

/// The code, label, subject and help of an error.
#[derive(Debug)]
pub(crate) struct Details<'a> {
    pub(crate) code: &'static str,
    pub(crate) label: Cow<'a, str>,
    pub(crate) subject: Subject<'a>,
    pub(crate) help: Option<Cow<'a, str>>,
    /// AWS's own message, which replaces the label.
    pub(crate) aws_message: Option<&'a str>,
}

impl<'a> Details<'a> {
    /// Details of an error whose label is at the command's name and that has no help.
    pub(crate) fn new(code: &'static str, label: impl Into<Cow<'a, str>>) -> Self {
        Self { code, label: label.into(), subject: Subject::Command, help: None, aws_message: None }
    }

    /// Puts the label at this argument.
    pub(crate) fn at(self, subject: Subject<'a>) -> Self {
        Self { subject, ..self }
    }

    /// Adds the command that fixes the error, or what to look at.
    pub(crate) fn help(self, help: impl Into<Cow<'a, str>>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Adds what AWS says, unless it says nothing.
    pub(crate) fn aws_message(self, message: &'a str) -> Self {
        Self { aws_message: Some(message.trim()).filter(|message| !message.is_empty()), ..self }
    }
}

/// The argument that an error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject<'a> {
    /// The profile's name.
    Profile,
    /// The region's name.
    Region,
    /// The argument with this text: an id, a filter's name, a state.
    Arg(&'a str),
    /// The command's name.
    Command,
}

/// The spans of a call's arguments, for the labels of errors.
#[derive(Debug, Clone)]
pub(crate) struct Spans {
    /// The command's name.
    pub(crate) head: Span,
    /// The profile's name, if the call gives one.
    pub(crate) profile: Option<Span>,
    /// The region's name, if the call gives one.
    pub(crate) region: Option<Span>,
    /// Other arguments with their texts: ids, filters, states.
    pub(crate) args: Vec<(String, Span)>,
}

impl Spans {
    /// The spans of a call of which only the command's name is known.
    pub(crate) fn head(head: Span) -> Self {
        Self { head, profile: None, region: None, args: Vec::new() }
    }

    /// The same for one target of many: its profile and region are among the arguments.
    pub(crate) fn of_target(&self, profile: Option<&str>, region: Option<&str>) -> Self {
        let span = |arg: Option<&str>| self.arg(arg?);
        Self { profile: span(profile).or(self.profile), region: span(region).or(self.region), ..self.clone() }
    }

    /// The span of the subject; the command's name if the call doesn't contain it.
    pub(crate) fn of(&self, subject: Subject) -> Span {
        let found = match subject {
            Subject::Profile => self.profile,
            Subject::Region => self.region,
            Subject::Arg(text) => self.arg(text),
            Subject::Command => None,
        };
        found.unwrap_or(self.head)
    }

    fn arg(&self, text: &str) -> Option<Span> {
        self.args.iter().find(|(known, _)| known == text).map(|(_, span)| *span)
    }
}
