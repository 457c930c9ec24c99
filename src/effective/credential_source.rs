//! Who could sign a request.

use crate::aws::variables;
use crate::config::{CredentialsKind, Profile, masked};
use crate::effective::Source;
use crate::effective::inputs::{Inputs, of_line, of_profile};
use crate::effective::precedence::Candidate;
use crate::effective::source_chain::{Description, described};

/// One source of credentials.
pub(crate) struct CredentialSource {
    /// What makes it a source.
    pub(crate) source: Source,
    /// What it is, with keys masked: `profile dev: sso`.
    pub(crate) text: String,
    /// The account that it signs for, where that is known.
    pub(crate) account: Option<Candidate>,
    /// The role in the account.
    pub(crate) role: Option<Candidate>,
    /// What is to be known of it.
    pub(crate) notes: Vec<String>,
    /// Whether it is a role that the profile assumes with other credentials.
    pub(crate) is_assumed_role: bool,
}

/// Keys in the environment. A secret or a token without a key id is no source.
pub(crate) fn keys(here: &Inputs) -> Option<CredentialSource> {
    let id = here.variable(variables::AWS_ACCESS_KEY_ID).filter(|id| !id.is_empty())?;
    let account = here.variable(variables::AWS_ACCOUNT_ID).filter(|account| !account.is_empty());
    let text = format!("environment: static {}", masked("aws_access_key_id", &id.text));
    Some(CredentialSource { source: id.source, text, account, role: None, notes: Vec::new(), is_assumed_role: false })
}

/// A token in a file that the environment names, as in a Kubernetes pod.
pub(crate) fn web_identity(here: &Inputs) -> Option<CredentialSource> {
    let said = |name| here.variable(name).filter(|one| !one.is_empty());
    let (file, role) = (said(variables::AWS_WEB_IDENTITY_TOKEN_FILE)?, said(variables::AWS_ROLE_ARN)?);
    let text = format!("environment: web_identity {}", file.text);
    Some(CredentialSource {
        source: file.source,
        text,
        account: account_of(&role),
        role: Some(role),
        notes: Vec::new(),
        is_assumed_role: false,
    })
}

/// The credentials endpoint of a container.
pub(crate) fn container(here: &Inputs) -> Option<CredentialSource> {
    let names = [variables::AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, variables::AWS_CONTAINER_CREDENTIALS_FULL_URI];
    let uri = names.into_iter().filter_map(|name| here.variable(name)).find(|uri| !uri.is_empty())?;
    // The address is as good as a password.
    Some(CredentialSource {
        source: uri.source,
        text: "container".into(),
        account: None,
        role: None,
        notes: Vec::new(),
        is_assumed_role: false,
    })
}

/// The instance metadata service, unless it is switched off.
pub(crate) fn instance_metadata(here: &Inputs) -> Option<CredentialSource> {
    let notes = vec!["nothing else is set; off EC2 nobody answers".to_owned()];
    let text = "instance metadata".to_owned();
    (!here.environment.is_metadata_disabled()).then_some(CredentialSource {
        source: Source::Default,
        text,
        account: None,
        role: None,
        notes,
        is_assumed_role: false,
    })
}

/// What the profile has, in the AWS CLI's order. Keys in both files are two sources.
pub(crate) fn of_profile_kinds(here: &Inputs) -> Vec<CredentialSource> {
    let Some(profile) = here.profile else { return Vec::new() };
    profile.kinds().flat_map(|kind| of_kind(here, profile, kind)).collect()
}

fn of_kind(here: &Inputs, profile: &Profile, kind: CredentialsKind) -> Vec<CredentialSource> {
    let Some(key) = kind.facts().signs.iter().find(|key| profile.property(key).is_some()) else { return Vec::new() };
    let lines = of_profile(profile, key).take(if kind == CredentialsKind::Static { usize::MAX } else { 1 });
    let (account, role) = identity(profile, kind);
    lines
        .enumerate()
        .map(|(index, line)| {
            let Description { text, notes } = match index {
                0 => described(here, profile, kind),
                _ => Description { text: format!("static {}", masked(key, &line.text)), notes: Vec::new() },
            };
            let text = format!("profile {}: {text}", profile.name());
            let is_assumed_role = kind == CredentialsKind::AssumeRole;
            CredentialSource {
                source: line.source,
                text,
                account: account.clone(),
                role: role.clone(),
                notes,
                is_assumed_role,
            }
        })
        .collect()
}

/// The account and the role, as far as the profile tells them.
fn identity(profile: &Profile, kind: CredentialsKind) -> (Option<Candidate>, Option<Candidate>) {
    let said = |key| profile.property(key).map(of_line).filter(|one| !one.is_empty());
    let account = profile.account_id(kind).map(|(id, property)| Candidate { text: id.to_owned(), ..of_line(property) });
    (account, kind.facts().role_key.and_then(said))
}

/// The account in an ARN, which is the fifth part.
fn account_of(arn: &Candidate) -> Option<Candidate> {
    let account = arn.text.split(':').nth(4).filter(|account| !account.is_empty())?;
    Some(Candidate::new(arn.source.clone(), account))
}
