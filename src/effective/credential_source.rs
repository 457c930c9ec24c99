//! The sources of credentials outside of profiles.

use crate::aws::arn::Arn;
use crate::aws::variables;
use crate::config::masked;
use crate::effective::SettingSource;
use crate::effective::inputs::Inputs;
use crate::effective::precedence::Candidate;

/// One place where credentials can come from.
pub(crate) struct CredentialSource {
    /// The variable or line that makes it a source.
    pub(crate) source: SettingSource,
    /// A description with masked keys: `profile dev: sso`.
    pub(crate) text: String,
    /// The account that the credentials are for, if known.
    pub(crate) account: Option<Candidate>,
    pub(crate) role: Option<Candidate>,
    pub(crate) notes: Vec<String>,
    /// Whether the profile assumes a role with other credentials.
    pub(crate) is_assumed_role: bool,
}

impl CredentialSource {
    pub(crate) fn new(source: SettingSource, text: impl Into<String>) -> Self {
        Self { source, text: text.into(), account: None, role: None, notes: Vec::new(), is_assumed_role: false }
    }
}

/// Keys in the environment. A secret or a session token without a key id is ignored.
pub(crate) fn environment_keys(inputs: &Inputs) -> Option<CredentialSource> {
    let id = inputs.non_empty_variable(variables::AWS_ACCESS_KEY_ID)?;
    let text = format!("environment: static {}", masked("aws_access_key_id", &id.text));
    let account = inputs.non_empty_variable(variables::AWS_ACCOUNT_ID);
    Some(CredentialSource { account, ..CredentialSource::new(id.source, text) })
}

/// A token file that the environment names, as in a Kubernetes pod.
pub(crate) fn web_identity(inputs: &Inputs) -> Option<CredentialSource> {
    let file = inputs.non_empty_variable(variables::AWS_WEB_IDENTITY_TOKEN_FILE)?;
    let role = inputs.non_empty_variable(variables::AWS_ROLE_ARN)?;
    let account = Arn::parse(&role.text).and_then(|arn| arn.account_id());
    let account = account.map(|id| Candidate::new(role.source.clone(), id));
    let source = CredentialSource::new(file.source, format!("environment: web_identity {}", file.text));
    Some(CredentialSource { account, role: Some(role), ..source })
}

/// The credentials endpoint of a container. Its address is not shown, because it is enough to get the credentials.
pub(crate) fn container(inputs: &Inputs) -> Option<CredentialSource> {
    let names = [variables::AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, variables::AWS_CONTAINER_CREDENTIALS_FULL_URI];
    let uri = names.into_iter().find_map(|name| inputs.non_empty_variable(name))?;
    Some(CredentialSource::new(uri.source, "container"))
}

/// The EC2 instance metadata service, unless it is disabled.
pub(crate) fn instance_metadata(inputs: &Inputs) -> Option<CredentialSource> {
    let notes = vec!["nothing else is set; this works only on an EC2 instance".to_owned()];
    let source = CredentialSource::new(SettingSource::Default, "instance metadata");
    (!inputs.environment.is_metadata_disabled()).then_some(CredentialSource { notes, ..source })
}
