//! The profile that `aws credentials` and `aws credentials export` are called for, and its credentials.

use aws_credential_types::Credentials;
use nu_protocol::{Flag, LabeledError, Signature, Spanned, SyntaxShape, Type};

use crate::aws::variables;
use crate::commands::common::checked_flags::{self, MfaSignature};
use crate::commands::common::command::CommandCall;
use crate::commands::common::context::CommandContext;
use crate::context::Context;
use crate::context::active_profile::ActiveProfile;
use crate::context::user_answers::{AskMfaCode, UserAnswers};
use crate::credentials::Session;
use crate::credentials::export::recursion;
use crate::error::Spans;

pub(crate) fn credentials_signature(name: &str, output: Type) -> Signature {
    let profile = Flag::new("profile").short('p').arg(SyntaxShape::String);
    Signature::build(name)
        .input_output_type(Type::Nothing, output)
        .param(profile.desc("Use this profile, not AWS_PROFILE or keys in the environment."))
        .mfa_flag()
}

pub(crate) struct ResolvedCredentials {
    pub(crate) credentials: Credentials,
    /// `None` if neither the call nor the environment nor the profile has a region.
    pub(crate) region: Option<String>,
    /// Whether the caller has an `AWS_SECURITY_TOKEN`, which would override the session token.
    pub(crate) has_security_token: bool,
}

impl ResolvedCredentials {
    /// Resolves the credentials. Asks the user for an MFA code if one is needed and there is a terminal.
    pub(crate) fn from_call(call: &CommandCall<'_>) -> Result<Self, LabeledError> {
        let profile: Option<Spanned<String>> = call.get_flag("profile")?;
        let (region, code) = (checked_flags::region(call)?, checked_flags::mfa_code(call)?);
        let spans = Spans {
            profile: profile.as_ref().map(|profile| profile.span),
            region: region.as_ref().map(|region| region.span),
            ..Spans::head(call.head)
        };
        let profile = profile.as_ref().map(|profile| profile.item.as_str());
        let region = region.as_ref().map(|region| region.item.as_str());
        let context = CommandContext::new(call, spans)?;
        let environment = context.caller.environment();
        let environment =
            recursion::enter(environment, profile.unwrap_or_else(|| ActiveProfile::name_from(environment)));
        let environment = environment.map_err(|error| context.label(error))?;
        let (answers, ask) = (UserAnswers::with_code(code), |question: &str| context.ask_mfa_code(question));
        let ask_mfa_code = context.caller.can_ask().then_some(&ask as &AskMfaCode<'_>);
        let aws_context =
            Context { environment: &environment, answers: &answers, ask_mfa_code, ..context.aws_context()? };
        let has_security_token = environment.get(variables::AWS_SECURITY_TOKEN).is_some();
        context.block_on(async {
            let session = Session::open_for_credentials(aws_context, profile, region).await?;
            let credentials = session.credentials().clone();
            Ok(Self { credentials, region: session.region().ok().map(str::to_owned), has_security_token })
        })
    }
}
