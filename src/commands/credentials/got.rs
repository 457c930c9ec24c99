//! The credentials that a call names.

use aws_credential_types::Credentials;
use nu_plugin::{EngineInterface, EvaluatedCall};
use nu_protocol::{Flag, LabeledError, Signature, Spanned, SyntaxShape, Type};

use crate::commands::common::category;
use crate::commands::common::context::CommandContext;
use crate::commands::common::flags::{self, MfaSignature};
use crate::context::Context;
use crate::context::active::ActiveProfile;
use crate::context::mfa::Mfa;
use crate::credentials::Session;
use crate::credentials::export::circle;
use crate::error::Spans;
use crate::plugin::AwsPlugin;

/// The signature of a command about the credentials of one profile.
pub(crate) fn signature(name: &str, output: Type) -> Signature {
    Signature::build(name)
        .input_output_type(Type::Nothing, output)
        .param(
            Flag::new("profile")
                .short('p')
                .arg(SyntaxShape::String)
                .desc("Take this profile, whatever AWS_PROFILE or keys in the environment say."),
        )
        .mfa_flag()
        .category(category())
}

/// Credentials, and the region that goes with them.
pub(crate) struct ResolvedCredentials {
    /// The credentials.
    pub(crate) keys: Credentials,
    /// The region; `None` if nothing names one.
    pub(crate) region: Option<String>,
}

impl ResolvedCredentials {
    /// Gets the credentials, and asks the person at the terminal for the code of an MFA device if it takes one.
    pub(crate) fn of(plugin: &AwsPlugin, engine: &EngineInterface, call: &EvaluatedCall) -> Result<Self, LabeledError> {
        let profile: Option<Spanned<String>> = call.get_flag("profile")?;
        let (region, code) = (flags::region(call)?, flags::mfa_code(call)?);
        let spans = Spans {
            profile: profile.as_ref().map(|profile| profile.span),
            region: region.as_ref().map(|region| region.span),
            ..Spans::head(call.head)
        };
        let profile = profile.as_ref().map(|profile| profile.item.as_str());
        let region = region.as_ref().map(|region| region.item.as_str());
        let command = CommandContext::of(plugin, engine, spans)?;
        let entered = command.caller.environment();
        let environment = circle::enter(entered, profile.unwrap_or_else(|| ActiveProfile::name_from(entered)));
        let environment = environment.map_err(|error| error.at(&command.spans))?;
        let (mfa, ask) = (Mfa::with_code(code), |question: &str| command.ask_code(question));
        let person = command.person(&ask);
        let context = Context { environment: &environment, mfa: &mfa, ask_mfa_code: person, ..command.context() };
        command.wait(async {
            let session = Session::open_for_credentials(context, profile, region).await?;
            let keys = session.credentials().await?;
            Ok(Self { keys, region: session.region().ok().map(str::to_owned) })
        })
    }
}
