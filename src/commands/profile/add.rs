//! `aws profile add`

use nu_plugin::EvaluatedCall;
use nu_protocol::{
    Completion, Example, Flag, LabeledError, PipelineData, Record, ShellError, Signature, Span, Spanned, SyntaxShape,
    Type, Value,
};

use crate::aws::partition::known_regions;
use crate::commands::common::checked_flags::{self, OUTPUTS};
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::{self, example};
use crate::commands::common::named_profiles::input_error;
use crate::config::identity_center::IdentityCenter;
use crate::config::profiles_by_role::ProfilesByRole;
use crate::config::sso_profile_plan::{SsoProfilePlan, WriteStatus};
use crate::config::{Config, FileKind, SectionName, SsoProfile};
use crate::error::{Error, ProfileError, Spans, SsoError};
use crate::rows;
use crate::sso::NameTemplate;
use crate::sso::name_template::TemplateValues;

/// Writes profiles for accounts and roles.
pub(crate) struct AwsProfileAdd;

impl AwsCommand for AwsProfileAdd {
    fn name(&self) -> &str {
        "aws profile add"
    }

    fn description(&self) -> &str {
        "Write profiles for accounts and roles of IAM Identity Center."
    }

    fn extra_description(&self) -> &str {
        "Takes rows of `aws sso roles`, or --account and --role, and writes a profile for each into the config file. \
         Changes only the lines that it has to, and uses no network.\n\nWithout a name, the names come from a \
         template, which may contain {account_name}, {account_id}, {role_name}, {sso_session} and {region}. \
         Characters that some AWS tools can't read in a name are replaced: `Zürich Büro` becomes \
         `Zurich-Buro`.\n\nThe column `status` is `written`, `unchanged` if the profile already was exactly like \
         this, or `kept` if a different profile has this name and --force is not given. A role that has a profile \
         gets no second one, unless you give a name. --force also removes keys that would break such a profile or \
         override it (role_arn, credential_process, access keys, …), from the credentials file too. All other keys \
         stay."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "configure", "create", "new", "role", "sso", "write"]
    }

    fn signature(&self) -> Signature {
        let text = |name: &str, description: &str| Flag::new(name).arg(SyntaxShape::String).desc(description);
        let output = Type::one_of([Type::Table(rows::profile::added_columns()), Type::String]);
        Signature::build(self.name())
            .input_output_type(Type::Any, output)
            .optional("name", SyntaxShape::String, "The profile's name, for a single account and role.")
            .param(text("name", "The template for the names (default: `{account_name}.{role_name}`)."))
            .param(text("sso-session", "The session to sign in with (default: the only one of the config file)."))
            .param(text("account", "The account's id, if the rows don't contain it."))
            .param(text("role", "The role's name, if the rows don't contain it."))
            .param(
                text("region", "The region to write into the profiles.")
                    .short('r')
                    .completion(Completion::new_list(known_regions())),
            )
            .param(
                text("output", "The AWS CLI output format to write into the profiles.")
                    .short('o')
                    .completion(Completion::new_list(&OUTPUTS)),
            )
            .switch("force", "Overwrite existing profiles.", Some('f'))
            .switch("dry-run", "Change nothing, and return the change as a diff.", Some('n'))
    }

    fn examples(&self) -> Vec<Example<'_>> {
        let name = "dev-account.developer";
        let unchanged = examples::profile_rows("").added_row(name, WriteStatus::Unchanged, Span::unknown());
        vec![
            example(
                "aws sso roles | where account_name == test-account and role_name == tester \
                 | aws profile add test-account.tester --region eu-west-2",
                "Write a profile for a role found in the table.",
            ),
            example(
                "aws sso roles | aws profile add --name '{role_name}@{account_id}' --dry-run",
                "Show what profiles for all accounts and roles would change.",
            ),
            Example {
                result: unchanged.map(|row| Value::test_list(vec![row])),
                ..example(
                    "aws profile add dev-account.developer --account 111122223333 --role developer",
                    "Make sure that there is a profile for this account and role.",
                )
            },
        ]
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
        let flags = Flags::from_call(call)?;
        let input = call.collect(input)?;
        let mut context = CommandContext::new(call, Spans::head(call.head))?;
        let plan = plan(&roles(input, &flags, &context.config, call.head)?, &flags, &context.config)?;
        let kept: Vec<_> = plan.kept().collect();
        if !kept.is_empty() {
            let (count, all) = (kept.len(), plan.profiles.len());
            context.caller.note(&format!(
                "{count} of {all} profiles exist and stay as they are ({}); `--force` changes them.",
                some_names(&kept)
            ));
        }
        if flags.dry_run {
            return Ok(PipelineData::value(context.diff(&plan.edits)?, None));
        }
        context.save(&plan.edits)?;
        let has_no_region = |name: &str| context.config.profile(name).is_some_and(|profile| profile.region().is_none());
        match plan.profiles.iter().filter(|(name, _)| has_no_region(name)).count() {
            0 => (),
            1 => context.caller.note(&format!("1 profile has no region; {ADD_REGIONS}")),
            count => context.caller.note(&format!("{count} profiles have no region; {ADD_REGIONS}")),
        }
        let rows = context.profile_rows()?;
        let rows = plan.profiles.iter().filter_map(|(name, status)| rows.added_row(name, *status, call.head));
        Ok(call.table(rows.collect()))
    }
}

/// How to add a region to the profiles that have none, and only to them.
const ADD_REGIONS: &str = "`aws sso roles | where profile in (aws profiles | where region == null | get name) | aws profile \
                           add --region NAME --force` adds one.";

/// The arguments of a call.
pub(crate) struct Flags {
    naming: Naming,
    /// The span of the name or the template, else of the command.
    naming_span: Span,
    pub(crate) session: Option<Spanned<String>>,
    pub(crate) account: Option<Spanned<String>>,
    pub(crate) role: Option<Spanned<String>>,
    region: Option<String>,
    output: Option<String>,
    force: bool,
    dry_run: bool,
}

enum Naming {
    /// The name of a single profile.
    Name(String),
    Template(NameTemplate),
}

impl Flags {
    fn from_call(call: &EvaluatedCall) -> Result<Self, LabeledError> {
        let region = checked_flags::region(call)?.map(|region| region.item);
        let naming = Naming::from_call(call, region.as_deref())?;
        Ok(Self {
            naming: naming.item,
            naming_span: naming.span,
            session: call.get_flag("sso-session")?,
            account: call.get_flag("account")?,
            role: call.get_flag("role")?,
            region,
            output: checked_flags::output(call)?.map(|output| output.item),
            force: call.has_flag("force")?,
            dry_run: call.has_flag("dry-run")?,
        })
    }

    /// The profile of a role. If a template names it, that is a profile which the role already has.
    fn profile(&self, role: &RoleInput, existing: &ProfilesByRole) -> SsoProfile {
        let name = match &self.naming {
            Naming::Name(name) => name.clone(),
            Naming::Template(template) => {
                let name = template.name(&TemplateValues {
                    account_id: &role.account_id,
                    account_name: role.account_name.as_deref(),
                    role_name: &role.role_name,
                    sso_session: &role.session,
                    region: self.region.as_deref(),
                });
                existing.name(Some(&role.session), &role.account_id, &role.role_name, &name).to_owned()
            }
        };
        SsoProfile {
            name,
            session: role.session.clone(),
            account_id: role.account_id.clone(),
            role_name: role.role_name.clone(),
            region: self.region.clone(),
            output: self.output.clone(),
        }
    }
}

impl Naming {
    fn from_call(call: &EvaluatedCall, region: Option<&str>) -> Result<Spanned<Self>, LabeledError> {
        let (name, template) = (call.opt::<Spanned<String>>(0)?, call.get_flag::<Spanned<String>>("name")?);
        let (text, span) = match (name, template) {
            (Some(name), Some(template)) => return Err(name_and_template(name.span, template.span).into()),
            (Some(Spanned { item, span }), None) => return Ok(Spanned { item: Self::Name(item), span }),
            (None, Some(Spanned { item, span })) => (item, span),
            (None, None) => (NameTemplate::DEFAULT.to_owned(), call.head),
        };
        let template = NameTemplate::parse(&text, region).map_err(|error| error.at(&Spans::head(span)))?;
        Ok(Spanned { item: Self::Template(template), span })
    }
}

fn name_and_template(name: Span, template: Span) -> ShellError {
    ShellError::IncompatibleParameters {
        left_message: "the name of one profile".into(),
        left_span: name,
        right_message: "a template for names".into(),
        right_span: template,
    }
}

/// The first three names.
fn some_names(names: &[&str]) -> String {
    match names {
        [first, second, third, _, ..] => format!("{first}, {second}, {third} and {} more", names.len() - 3),
        names => names.join(", "),
    }
}

fn plan(roles: &[RoleInput], flags: &Flags, config: &Config) -> Result<SsoProfilePlan, LabeledError> {
    let spans = Spans::head(flags.naming_span);
    if let Naming::Name(name) = &flags.naming
        && config.profile(name).is_none()
    {
        let name = SectionName::profile(name);
        name.validate(FileKind::Config).map_err(|error| Error::from(error).at(&spans))?;
    }
    let existing = ProfilesByRole::new(config);
    let profiles: Vec<_> = roles.iter().map(|role| flags.profile(role, &existing)).collect();
    SsoProfilePlan::new(&profiles, config, flags.force).map_err(|error| Error::from(error).at(&spans))
}

const HELP: &str = "pipe rows of `aws sso roles`: `aws sso roles | first | aws profile add`";

/// A role that gets a profile.
struct RoleInput {
    account_id: String,
    account_name: Option<String>,
    role_name: String,
    session: String,
}

/// A role of which a row and the flags may give only a part.
struct PartialRole {
    account_id: Option<Spanned<String>>,
    account_name: Option<String>,
    role_name: Option<Spanned<String>>,
    session: Option<Spanned<String>>,
    /// Whether the row has an `sso_session` that is null: a legacy sign-in has none.
    is_legacy: bool,
    span: Span,
}

/// The role that the flags give completely, else those of the rows, which the flags complete.
fn roles(input: Value, flags: &Flags, config: &Config, head: Span) -> Result<Vec<RoleInput>, LabeledError> {
    let from_flags = || PartialRole::from_flags(flags, head).complete(config, ["--account", "--role"]);
    let from_row = |row| PartialRole::from_row(row, flags)?.complete(config, ["account_id", "role_name"]);
    match input {
        _ if flags.account.is_some() && flags.role.is_some() => Ok(vec![from_flags()?]),
        Value::Nothing { .. } => Ok(vec![from_flags()?]),
        Value::List { vals, .. } => vals.into_iter().map(from_row).collect(),
        row => Ok(vec![from_row(row)?]),
    }
}

impl PartialRole {
    fn from_flags(flags: &Flags, span: Span) -> Self {
        Self {
            account_id: flags.account.clone(),
            account_name: None,
            role_name: flags.role.clone(),
            session: flags.session.clone(),
            is_legacy: false,
            span,
        }
    }

    fn from_row(row: Value, flags: &Flags) -> Result<Self, LabeledError> {
        let span = row.span();
        let row = match row {
            Value::Record { val, .. } => val,
            Value::Error { error, .. } => return Err((*error).into()),
            other => return Err(input_error(&format!("this is {}, not a row", other.get_type()), HELP, span).into()),
        };
        Ok(Self {
            account_id: column_or_flag(&row, "account_id", flags.account.as_ref())?,
            account_name: text(&row, "account_name")?.map(|name| name.item),
            role_name: column_or_flag(&row, "role_name", flags.role.as_ref())?,
            session: column_or_flag(&row, "sso_session", flags.session.as_ref())?,
            is_legacy: row.get("sso_session").is_some_and(Value::is_nothing),
            span,
        })
    }

    /// The role, if nothing is missing. `names` are the flags or columns of account and role, for the error.
    fn complete(self, config: &Config, names: [&'static str; 2]) -> Result<RoleInput, LabeledError> {
        let (Some(account), Some(role)) = (&self.account_id, &self.role_name) else {
            let parts = names.iter().zip([&self.account_id, &self.role_name]);
            let missing = parts.filter_map(|(name, part)| part.is_none().then_some(*name)).collect();
            return Err(Error::from(ProfileError::Incomplete { missing }).at(&Spans::head(self.span)));
        };
        if account.item.len() != 12 || !account.item.bytes().all(|byte| byte.is_ascii_digit()) {
            let error = SsoError::AccountIdMalformed { id: account.item.clone() };
            return Err(Error::from(error).at(&Spans::head(account.span)));
        }
        let session = self.session(config)?;
        IdentityCenter::from_session(config, &session.item).map_err(|error| error.at(&Spans::head(session.span)))?;
        let (account_id, role_name) = (account.item.clone(), role.item.clone());
        Ok(RoleInput { account_id, account_name: self.account_name, role_name, session: session.item })
    }

    /// The given session, else the only one of the config file.
    fn session(&self, config: &Config) -> Result<Spanned<String>, LabeledError> {
        if let Some(session) = &self.session {
            return Ok(session.clone());
        }
        let mut known: Vec<_> = config.sso_sessions().map(|session| session.name().to_owned()).collect();
        match known.len() {
            1 if !self.is_legacy => Ok(Spanned { item: known.remove(0), span: self.span }),
            _ => Err(Error::from(SsoError::SessionMissing { known }).at(&Spans::head(self.span))),
        }
    }
}

/// The text of a column, else the flag's. They must not contradict each other.
fn column_or_flag(
    row: &Record,
    column: &str,
    flag: Option<&Spanned<String>>,
) -> Result<Option<Spanned<String>>, LabeledError> {
    match (text(row, column)?, flag) {
        (Some(text), Some(flag)) if text.item != flag.item => {
            let problem = format!("a row has the {column} `{}` instead", text.item);
            Err(input_error(&problem, "select rows with `where`, or leave out this flag", flag.span).into())
        }
        (text, flag) => Ok(text.or_else(|| flag.cloned())),
    }
}

/// The text of a column; `None` if it is absent, null or empty.
fn text(row: &Record, column: &str) -> Result<Option<Spanned<String>>, LabeledError> {
    match row.get(column) {
        None | Some(Value::Nothing { .. }) => Ok(None),
        Some(Value::String { val, internal_span, .. }) => {
            Ok(Some(Spanned { item: val.clone(), span: *internal_span }).filter(|text| !text.item.is_empty()))
        }
        Some(Value::Error { error, .. }) => Err((**error).clone().into()),
        Some(other) => {
            let problem = format!("`{column}` is {}, not a string", other.get_type());
            Err(input_error(&problem, HELP, other.span()).into())
        }
    }
}
