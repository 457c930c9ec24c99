//! `aws login`

use nu_protocol::{Completion, Example, Flag, LabeledError, PipelineData, Signature, SyntaxShape, Type, Value};

use crate::aws::partition::known_regions;
use crate::aws::region;
use crate::cli_cache::console_sessions::ConsoleSessionCache;
use crate::commands::common::checked_flags;
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::example;
use crate::commands::common::pipeline_input::is_argument;
use crate::commands::common::sign_in::{print_console_page, print_prompt, redirect_port, refuse_port};
use crate::config::{Edits, FileKind, Profile, SectionName};
use crate::context::active_profile::ActiveProfile;
use crate::credentials::console::sign_in::{ConsoleSignIn, NewConsoleSession};
use crate::credentials::region::configured_region;
use crate::credentials::source::check_readable;
use crate::error::{LoginError, RegionError, Spans};
use crate::nu::caller::tell;
use crate::rows;
use crate::sso::login::flow_choice::has_browser;
use crate::text::quote::quoted;
use crate::text::secret::Secret;

/// What the page of a sign-in is about.
const AWS: &str = "AWS";

/// Where AWS began, which is what the AWS CLI proposes.
const DEFAULT_REGION: &str = "us-east-1";

/// Credentials that would be used instead of a sign-in, in the order in which the AWS CLI refuses them.
const OTHER_CREDENTIALS: [(&str, &str); 6] = [
    ("web_identity_token_file", "so it uses a web identity"),
    ("sso_role_name", "so it uses a role of IAM Identity Center"),
    ("sso_account_id", "so it uses a role of IAM Identity Center"),
    ("aws_access_key_id", "so it uses this access key"),
    ("role_arn", "so it assumes a role"),
    ("credential_process", "so it gets its credentials from a program"),
];

/// Signs in with the console's credentials.
pub(crate) struct AwsLogin;

impl AwsCommand for AwsLogin {
    fn name(&self) -> &str {
        "aws login"
    }

    fn description(&self) -> &str {
        "Sign in with the AWS console's credentials, for one profile."
    }

    fn extra_description(&self) -> &str {
        "For root, IAM users and federated users; with IAM Identity Center use `aws sso login`. Opens the console's \
         sign-in page in a browser, and makes the profile if it doesn't exist. The sign-in lasts for up to 12 hours, in \
         which its keys are renewed every 15 minutes. Over SSH, in a container and without a display it shows the URL of \
         the page for a browser on any computer, and asks for the text that the page shows at the end; scripts pipe it.\
         \n\nThe AWS CLI and the SDKs use the same sign-in. This command replaces the AWS CLI's command of the same name, \
         which you can still run as `^aws login`."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["authenticate", "browser", "console", "root", "signin"]
    }

    fn signature(&self) -> Signature {
        let text = |name: &str, description: &str| Flag::new(name).arg(SyntaxShape::String).desc(description);
        let regions = Completion::new_list(known_regions());
        Signature::build(self.name())
            // In a closure, the input can be of any type.
            .input_output_types([Type::Nothing, Type::String, Type::Any].map(|input| (input, Type::record())).into())
            .param(text("profile", "The profile, or the name of a new one (default: the active profile).").short('p'))
            .param(
                text("region", "The region of the sign-in (default: the active one).").short('r').completion(regions),
            )
            .switch("remote", "Use a browser on any computer, and paste the text that it shows.", None)
            .named("redirect-port", SyntaxShape::Int, "The port of this computer that the browser calls back.", None)
            .switch("no-browser", "Print the URL of the sign-in page instead of opening a browser.", None)
            .switch("force", "Allow another user than before in an existing profile.", Some('f'))
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            example("aws login", "Sign in for the active profile, or for `default`."),
            example("aws login --profile console --region eu-west-1", "Make a profile, and sign in."),
        ]
    }

    fn offers_profile(&self, profile: &Profile) -> bool {
        OTHER_CREDENTIALS.iter().all(|(key, _)| profile.property(key).is_none())
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
        let region_flag = checked_flags::region(call)?;
        let spans = Spans {
            profile: call.get_flag_span("profile"),
            region: region_flag.as_ref().map(|region| region.span),
            ..Spans::head(call.head)
        };
        let mut context = CommandContext::new(call, spans)?;
        let port = redirect_port(call)?;
        let name = match call.get_flag::<String>("profile")? {
            Some(name) => name,
            None => ActiveProfile::name_from(context.caller.environment()).to_owned(),
        };
        let profile = context.config.profile(&name).cloned();
        check_profile(&context, profile.as_ref(), &name)?;
        let is_remote = is_remote(call, &context, &input, port)?;
        let region = match region_flag {
            Some(region) => region.item,
            None => choose_region(&context, profile.as_ref())?,
        };
        // The user must not sign in for nothing.
        let cache = ConsoleSessionCache::from_environment(context.caller.environment());
        cache.and_then(|cache| cache.check_room()).map_err(|error| context.label(error))?;
        context.diff(&edits(&name, profile.as_ref(), "arn", &region))?;

        let session = match is_remote {
            true => on_another_device(call, &context, profile.as_ref(), &name, &region, input)?,
            false => {
                let may_open_browser = !call.has_flag("no-browser")?;
                let show = |prompt| print_prompt(AWS, &prompt);
                let aws_context = context.aws_context()?;
                context.block_on(async {
                    let sign_in = ConsoleSignIn::open(&aws_context, profile.as_ref(), &name, &region).await?;
                    sign_in.in_browser(port, may_open_browser, show).await
                })?
            }
        };
        check_identity(&context, profile.as_ref(), &session.arn, call.has_flag("force")?)?;
        context.block_on(session.store(&context.aws_context()?))?;
        context.save(&edits(&name, profile.as_ref(), &session.arn, &region))?;
        if ActiveProfile::name_from(context.caller.environment()) != name {
            context.caller.note(&format!("To use this profile: aws profile use {}", quoted(&name)));
        }
        Ok(PipelineData::value(rows::login::login_row(&name, &session.arn, &session.session, call.head), None))
    }
}

/// Refuses a name that no profile can have, and a profile whose other credentials would be used instead.
fn check_profile(context: &CommandContext<'_>, profile: Option<&Profile>, name: &str) -> Result<(), LabeledError> {
    let Some(profile) = profile else {
        return SectionName::profile(name).validate(FileKind::Config).map_err(|error| context.label(error));
    };
    check_readable(profile).map_err(|error| context.label(error))?;
    match OTHER_CREDENTIALS.into_iter().find(|(key, _)| profile.get(key).is_some()) {
        Some((key, what)) => Err(context.label(LoginError::OtherCredentials { profile: name.to_owned(), key, what })),
        None => Ok(()),
    }
}

/// Whether the browser may be on another computer. Then somebody has to bring the text that it shows.
fn is_remote(
    call: &CommandCall<'_>,
    context: &CommandContext<'_>,
    input: &PipelineData,
    port: Option<u16>,
) -> Result<bool, LabeledError> {
    refuse_port(call, "remote")?;
    let has_browser = port.is_some() || has_browser(context.caller.environment());
    let has_text = has_text(call, input);
    let is_remote = call.has_flag("remote")? || has_text || !has_browser;
    if is_remote && !has_text && !context.caller.can_ask() {
        return Err(context.label(LoginError::NoTerminal));
    }
    Ok(is_remote)
}

/// Whether the text of the page comes through the pipeline, now or after its URL is shown. The item of a closure is no such
/// text: `each {|name| aws login --profile $name }`.
fn has_text(call: &CommandCall<'_>, input: &PipelineData) -> bool {
    match input {
        PipelineData::ByteStream(..) => true,
        PipelineData::Value(text @ Value::String { .. }, _) => !is_argument(call, text),
        _ => false,
    }
}

/// The configured region, else the user's choice.
fn choose_region(context: &CommandContext<'_>, profile: Option<&Profile>) -> Result<String, LabeledError> {
    let configured = configured_region(context.caller.environment(), profile);
    if let Some(region) = configured.map_err(|error| context.label(error))? {
        return Ok(region);
    }
    if !context.caller.can_ask() {
        return Err(context.label(RegionError::Missing { profile: profile.map(|profile| profile.name().to_owned()) }));
    }
    loop {
        let answer = context.caller.ask(&format!("Region [{DEFAULT_REGION}]: "))?;
        match answer.trim() {
            "" => return Ok(DEFAULT_REGION.to_owned()),
            name => match region::parse(name) {
                Ok(region) => return Ok(region),
                Err(nearest) => {
                    let error = RegionError::Invalid { name: name.to_owned(), given_by: None, nearest };
                    tell(&format!("{error}."));
                }
            },
        }
    }
}

/// Shows the URL, and signs in with the text of the pipeline or of the user.
fn on_another_device(
    call: &CommandCall<'_>,
    context: &CommandContext<'_>,
    profile: Option<&Profile>,
    name: &str,
    region: &str,
    input: PipelineData,
) -> Result<NewConsoleSession, LabeledError> {
    let aws_context = context.aws_context()?;
    let sign_in = context.block_on(ConsoleSignIn::open(&aws_context, profile, name, region))?;
    let page = sign_in.page_for_another_device().map_err(|error| context.label(error))?;
    print_console_page(&page.to_string());
    let text = match has_text(call, &input) {
        true => call.collect(input)?.coerce_into_string()?,
        false => context.caller.ask("Paste the text here: ")?,
    };
    context.block_on(sign_in.with_text(&Secret::new(text)))
}

/// Refuses another user than before.
fn check_identity(
    context: &CommandContext<'_>,
    profile: Option<&Profile>,
    arn: &str,
    force: bool,
) -> Result<(), LabeledError> {
    match profile.and_then(|profile| Some((profile.name(), profile.get("login_session")?.trim()))) {
        Some((name, before)) if !force && !before.is_empty() && before != arn => {
            let (profile, before, now) = (name.to_owned(), before.to_owned(), arn.to_owned());
            Err(context.label(LoginError::OtherIdentity { profile, before, now }))
        }
        _ => Ok(()),
    }
}

/// The edits that give a profile the session, and the region of the sign-in if it has none.
fn edits(name: &str, profile: Option<&Profile>, arn: &str, region: &str) -> Edits {
    let section = SectionName::profile(name);
    let mut edits = Edits::new();
    edits.config.set(&section, "login_session", arn);
    if profile.and_then(Profile::region).is_none() {
        edits.config.set(&section, "region", region);
    }
    let session = profile.and_then(|profile| profile.property("login_session"));
    if session.is_some_and(|session| session.is_of_credentials_file()) {
        edits.credentials.remove_key(&section, "login_session");
    }
    edits
}
