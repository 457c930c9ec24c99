//! Which word of a call an error is about, and what its label says.

use nu_protocol::Span;

use crate::error::{ConfigError, Error, NamedBy};

/// The word of a call that an error is about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Subject<'a> {
    /// The profile's name.
    Profile,
    /// The region's name.
    Region,
    /// This very word: an id, a filter's name, a state.
    Word(&'a str),
    /// Nothing in particular.
    Command,
}

/// Where the words of a call stand, for the labels of errors.
#[derive(Debug, Clone)]
pub(crate) struct Spans {
    /// The command's own words.
    pub(crate) head: Span,
    /// The profile's name, if the call names one.
    pub(crate) profile: Option<Span>,
    /// The region's name, if the call names one.
    pub(crate) region: Option<Span>,
    /// Further words: ids, filters, states.
    pub(crate) words: Vec<(String, Span)>,
}

impl Spans {
    /// The spans of a call of which only the command's own words are known.
    pub(crate) fn head(head: Span) -> Self {
        Self { head, profile: None, region: None, words: Vec::new() }
    }

    /// The same, with the profile and the region that one of many targets has.
    pub(crate) fn of_target(&self, profile: Option<&str>, region: Option<&str>) -> Self {
        let span = |word: Option<&str>| {
            let word = word?;
            self.words.iter().find(|(known, _)| known == word).map(|(_, span)| *span)
        };
        Self { profile: span(profile).or(self.profile), region: span(region).or(self.region), ..self.clone() }
    }

    pub(crate) fn of(&self, subject: Subject) -> Span {
        let found = match subject {
            Subject::Profile => self.profile,
            Subject::Region => self.region,
            Subject::Word(word) => self.words.iter().find(|(known, _)| known == word).map(|(_, span)| *span),
            Subject::Command => None,
        };
        found.unwrap_or(self.head)
    }
}

impl Error {
    /// The word that the error is about.
    pub(crate) fn subject(&self) -> Subject<'_> {
        match self {
            Self::ProfileNotFound { .. }
            | Self::SourceProfileNotFound { .. }
            | Self::HalfKeyPair { profile: Some(_), .. }
            | Self::NoCredentials { .. }
            | Self::SignedOut { .. }
            | Self::SignInExpired { .. }
            | Self::RoleNotAssigned { .. }
            | Self::NotSso { .. }
            | Self::SsoInconsistent { .. }
            | Self::Credentials { .. }
            | Self::MfaNeeded { .. }
            | Self::MfaRefused { .. }
            | Self::ConsoleSession { .. }
            | Self::CredentialsCircle { .. }
            | Self::CredentialsExpired { .. }
            | Self::CredentialsRejected { .. }
            | Self::AccessDenied { .. }
            | Self::RegionMissing { .. } => Subject::Profile,
            Self::RegionInvalid { .. }
            | Self::RegionDisabled { .. }
            | Self::Unreachable { .. }
            | Self::Timeout { .. } => Subject::Region,
            Self::UnknownFilter { name, .. }
            | Self::FilterValue { name, .. }
            | Self::UnknownState { name, .. }
            | Self::UnknownColumn { name, .. }
            | Self::UnknownOutput { name, .. }
            | Self::UnknownFormat { name, .. }
            | Self::ProfileNameShared { name, .. }
            | Self::SessionNotFound { name, .. } => Subject::Word(name),
            Self::NameTemplate { template, .. } => Subject::Word(template),
            Self::RegionsContradict { word } => Subject::Word(word),
            Self::RegionsUnmatched { .. } => Subject::Region,
            Self::AccountNotAssigned { account, .. } => Subject::Word(account),
            Self::InstanceIdMalformed { id } | Self::AccountIdMalformed { id } => Subject::Word(id),
            Self::InstanceNotFound { ids, .. } => ids.first().map_or(Subject::Command, |id| Subject::Word(id)),
            _ => Subject::Command,
        }
    }

    /// What the label at the word says.
    pub(crate) fn label(&self) -> String {
        if let Some(words) = self.words() {
            return words.to_owned();
        }
        match self {
            Self::ProfileNotFound { named_by: NamedBy::Variable(variable), .. } => format!("{variable} names it"),
            Self::ProfileNotFound { .. } => "not in the AWS config or credentials file".into(),
            Self::Config(ConfigError::Name { .. }) => "this name".into(),
            Self::Config(_) => "reads the AWS files".into(),
            Self::NoCredentials { .. } => "needs credentials".into(),
            Self::HalfKeyPair { .. } | Self::SourceProfileNotFound { .. } => "needs its credentials".into(),
            Self::CredentialsExpired { .. } => "signed with these".into(),
            Self::NotForCmd { .. } => "writes them for cmd.exe".into(),
            Self::MfaNeeded { .. } => "needs a code".into(),
            Self::MfaCodeMalformed => "a code has six digits".into(),
            Self::ConsoleSession { .. } => "needs a sign-in".into(),
            Self::CredentialsCircle { .. } => "needs its own credentials".into(),
            Self::SignedOut { .. } | Self::SignInExpired { .. } => "needs a sign-in".into(),
            Self::Credentials { .. } => "needs its credentials".into(),
            Self::RoleNotAssigned { .. } => "names this role".into(),
            Self::AccountNotAssigned { .. } => "not an account of yours".into(),
            Self::SsoInconsistent { .. } => "contradicts its session".into(),
            Self::SessionNotFound { .. } => "not in the AWS config file".into(),
            Self::NameTemplate { .. } => "this template".into(),
            Self::ProfileNameShared { .. } => "names both".into(),
            Self::ProfileIncomplete { .. } => "says too little".into(),
            Self::UnknownOutput { .. } | Self::UnknownFormat { .. } => "not a format".into(),
            Self::NotConfirmed { .. } => "needs a confirmation".into(),
            Self::SessionMissing { .. } => "which session?".into(),
            Self::AccountIdMalformed { .. } => "an account id has twelve digits".into(),
            Self::RegionMissing { .. } => "needs a region".into(),
            Self::UnknownFilter { .. } => "not a filter of DescribeInstances".into(),
            Self::UnknownColumn { .. } => "not a column".into(),
            Self::RegionsContradict { .. } => "beside --all-regions".into(),
            Self::RegionsUnmatched { .. } => "none of these".into(),
            Self::UnknownState { .. } => "no instance is ever in this state".into(),
            Self::InstanceIdMalformed { .. } => "an id is `i-` and hexadecimal digits".into(),
            Self::InstanceNotFound { .. } => "not found".into(),
            Self::RegionInvalid { .. } => "not a region".into(),
            Self::RegionDisabled { .. } | Self::Unreachable { .. } | Self::Timeout { .. } => "asked here".into(),
            Self::ProfileNameMissing => "which profile?".into(),
            Self::FilterValue { .. } => "this value".into(),
            _ => "while running this".into(),
        }
    }
}
