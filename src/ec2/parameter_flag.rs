//! Parameters of an operation that are flags of its command.

use crate::ec2::operation::Parameter;

/// A flag whose value is sent as a parameter.
#[derive(Debug)]
pub(crate) struct ParameterFlag {
    /// The flag's name: `owner`.
    pub(crate) name: &'static str,
    /// Its short form. A flag has the same one in every command.
    pub(crate) short: Option<char>,
    /// The API's parameter: `OwnerIds`.
    pub(crate) parameter: &'static str,
    pub(crate) takes: Takes,
    /// What is sent without the flag, if no ids are asked for.
    pub(crate) default: Option<DefaultValue>,
    /// The flag's description in the help.
    pub(crate) description: &'static str,
}

/// What a flag takes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Takes {
    /// Nothing: the flag sends `true`.
    Switch,
    /// A text, or a list of texts if the parameter is a list. Tab offers these.
    Texts(&'static [&'static str]),
    /// One of these texts, or a list of them if the parameter is a list, in any case and with patterns and exclusions.
    OneOf(&'static [&'static str]),
    /// Like `Texts`, but with this text the parameter isn't sent, so that nothing is left out.
    TextsOrAll(&'static [&'static str], &'static str),
    /// A time.
    Time,
}

impl Takes {
    /// The texts that are known.
    pub(crate) fn known_texts(self) -> &'static [&'static str] {
        match self {
            Self::Texts(known) | Self::OneOf(known) | Self::TextsOrAll(known, _) => known,
            Self::Switch | Self::Time => &[],
        }
    }
}

/// What is sent without a flag.
#[derive(Debug, Clone, Copy)]
pub(crate) enum DefaultValue {
    /// These texts, unless one of these other flags is set.
    Texts { texts: &'static [&'static str], unless: &'static [&'static str] },
    /// The time of the call.
    Now,
}

/// A parameter with its values.
#[derive(Debug, Clone)]
pub(crate) struct Argument {
    pub(crate) parameter: &'static Parameter,
    pub(crate) values: Vec<String>,
}
