//! `aws ec2 instances`, `aws ec2 volumes`: the command of each [`Resource`].

mod corrected_line;
mod filter_flags;
mod meant_id;
mod missing_ids;
mod parameter_flags;
mod rows;
mod unknown_filters;

use std::collections::HashSet;

use nu_plugin::EvaluatedCall;
use nu_protocol::{Example, LabeledError, PipelineData, Signature, Spanned, SyntaxShape};

use crate::cli_cache::account_names::AccountNameCache;
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::failure_flags::{FailureFlags, FailureSignature};
use crate::commands::common::string_list::{StringList, string_list_flag};
use crate::commands::common::target_flags::{TargetFlags, TargetSignature, string_or_list};
use crate::commands::ec2::list::filter_flags::{filter_flags, filters, flag_values};
use crate::commands::ec2::list::meant_id::meant_id;
use crate::commands::ec2::list::missing_ids::MissingIds;
use crate::commands::ec2::list::parameter_flags::{arguments, parameter_flags};
use crate::commands::ec2::list::rows::{RowMaker, Rows};
use crate::ec2::query::Related;
use crate::ec2::{self, BufferPool, Query, Resource};
use crate::error::{Ec2Error, Error, Spans};
use crate::fanout::once_per_region::OncePerRegion;
use crate::rows::api::{ColumnOptions, Columns, DifferingPlaces, TagShape};
use crate::text::quote::quoted;

/// The command that lists a resource.
pub(crate) struct ListResource {
    resource: &'static Resource,
    extra_description: String,
}

impl ListResource {
    /// The command of a resource.
    pub(crate) fn new(resource: &'static Resource) -> Self {
        let operation = resource.operation_name();
        let paging = match resource.operation.page_size {
            Some(_) => "Pages are fetched as rows are consumed: `first 5` of a large region sends one request.\n\n",
            None => "",
        };
        let tags = if resource.has_tags() {
            " `Tags` is a record: write `where Tags.env? == prod`. Without the `?`, Nushell makes an error of each row \
             that lacks the tag."
        } else {
            ""
        };
        let ids = match resource.ids {
            Some(_) => "ids, or ",
            None => "",
        };
        let extra_description = format!(
            "{} Every member of the API's type is a column with its name and nesting, so AWS's documentation of \
             {operation} applies.{tags}\n\nProfiles come from `--profile` or the pipeline, as names or as rows of \
             `aws profiles` or `aws sso roles`. The pipeline may also have {ids}rows of an EC2 table, whose \
             profiles and regions are queried: `aws ec2 volumes | aws ec2 instances` lists the instances of these \
             volumes. Of each row, the first id that this command lists or can filter by is used. Patterns and \
             exclusions of regions, as in `[us-* !us-west-1]`, choose from those that are enabled for the \
             account.\n\nProfiles and regions are queried in parallel, so rows arrive in no particular order; use \
             `sort-by`. Of several profiles of the pipeline, or of a pattern such as `--profile dev-*`, for the same \
             account and region, such as two roles of an account, only the first is queried, and the next one if \
             access is denied; `--every-profile` queries all. A profile that `--profile` names is always queried. \
             If one profile or region fails, you still get the rows of the others, and a warning. The command fails \
             if all fail, or with `--strict` if one does.\n\n{paging}`--filter` takes EC2's filters, which save \
             transfer; for everything else use `where`. Needs the permission {}.",
            resource.help.details, resource.operation.action
        );
        Self { resource, extra_description }
    }
}

impl AwsCommand for ListResource {
    fn name(&self) -> &str {
        self.resource.command
    }

    fn signature(&self) -> Signature {
        let signature = Signature::build(self.name()).names_in().region_flags();
        let signature = match self.resource.ids {
            Some(_) => signature.rest(
                "ids",
                SyntaxShape::String,
                "List only these ids, which are searched for in every profile and region.",
            ),
            None => signature,
        };
        let signature = parameter_flags(filter_flags(signature, self.resource), self.resource)
            .named(
                "columns",
                string_or_list(),
                "Return only these columns, which is faster: [*Id Region] or !AccountId.",
                Some('c'),
            )
            .switch(
                "every-profile",
                "Query all profiles of a pattern or the pipeline, even several of an account.",
                None,
            );
        let signature = if self.resource.has_tags() {
            signature.switch("raw-tags", "Return Tags as the API's list of Key and Value instead of a record.", None)
        } else {
            signature
        };
        signature.failure_flags()
    }

    fn description(&self) -> &str {
        self.resource.help.description
    }

    fn extra_description(&self) -> &str {
        &self.extra_description
    }

    fn search_terms(&self) -> Vec<&str> {
        self.resource.help.search_terms.to_vec()
    }

    fn examples(&self) -> Vec<Example<'_>> {
        self.resource.examples().collect()
    }

    fn flag_values(&self, flag: &str) -> Vec<String> {
        flag_values(self.resource, flag)
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
        let resource = self.resource;
        let mut flags = TargetFlags::new(call, input, Some(resource))?;
        let failures = FailureFlags::new(call)?;
        let ids = ids(resource, call, &mut flags)?;
        let related = flags.related.take().map(|related| Related { ids: unique(related.ids), ..related });
        let (filters, unknown_filters) = filters(resource, call, &mut flags)?;
        let arguments = arguments(resource, call, ids.is_empty())?;
        // It depends on the line and not on what is in the AWS files, so that a script always gets the same columns.
        let differing = DifferingPlaces { regions: flags.has_many_regions, profiles: flags.is_list };
        let columns = columns(resource, call, differing, failures.error_rows)?;
        let context = CommandContext::new(call, flags.spans.clone())?;
        let mut selection = flags.selection(&context.config)?;
        let has_all_profiles = selection.profiles.len() >= context.config.profiles().len();
        if !call.has_flag("every-profile")? {
            let (environment, config) = (context.caller.environment(), &context.config);
            let left_out = selection.merge_accounts(environment, config, |profile| flags.names_profile(profile));
            if let Some(note) = same_account_note(&left_out).filter(|_| !failures.quiet) {
                context.caller.messages().note_all(&[note]);
            }
        }
        // Only one of many accounts and regions has an item. With other filters, an item that is not listed may exist.
        let may_be_missing = !selection.is_single();
        let sought = if may_be_missing && filters.is_empty() && related.is_none() { ids.as_slice() } else { &[] };
        let is_everywhere = selection.is_all_regions() && has_all_profiles;
        let mut missing = MissingIds::new(resource, sought, selection.profiles.len(), is_everywhere);
        if may_be_missing && !ids.is_empty() && resource.id_filter().is_none() {
            missing = missing.leave_out_others(&ids);
        }
        let once = resource.is_same_for_all_accounts.then(OncePerRegion::default);
        let (query, pool) = (Query { ids, filters, may_be_missing, related, arguments }, BufferPool::default());
        let warnings = context.warnings();
        let pages = context.query_targets(&flags, &selection, failures, move |target, channel| {
            let list = ec2::list(resource, target.clone(), query.clone(), pool.clone(), channel);
            let (once, unknown_filters, warnings) = (once.clone(), unknown_filters.clone(), warnings.clone());
            async move {
                let result = match once {
                    Some(once) => once.run(&target.region, list).await,
                    None => list.await,
                };
                unknown_filters.check(result, &warnings)
            }
        })?;
        let names = AccountNameCache::from_environment(context.caller.environment()).load();
        let maker = RowMaker::new(resource, columns, names, call.head, call.plugin.encoder().clone());
        let rows = Rows::start(pages, maker, missing)?;
        Ok(context.stream(rows, call.wide_table_metadata(resource.id_column())))
    }
}

/// The note about profiles that are not asked, each with the one that is asked in its place.
fn same_account_note(left_out: &[(String, String)]) -> Option<String> {
    let (one, other) = left_out.first().map(|(one, other)| (quoted(one), quoted(other)))?;
    Some(match left_out.len() {
        1 => format!(
            "`{one}` is left out, because it would list the same account and region as `{other}`; \
             `--every-profile` lists both"
        ),
        count => format!(
            "{count} profiles are left out, because they would list the same accounts and regions as others: `{one}` \
             the same as `{other}`, for example; `--every-profile` lists them too"
        ),
    })
}

/// The columns that a call chooses.
fn columns(
    resource: &'static Resource,
    call: &EvaluatedCall,
    differing: DifferingPlaces,
    error_rows: bool,
) -> Result<Columns, LabeledError> {
    let tags = if call.has_flag("raw-tags")? { TagShape::List } else { TagShape::Record };
    let options = ColumnOptions { tags, differing, error_rows };
    let command = resource.command;
    match string_list_flag(call, "columns", |found| Ec2Error::ColumnsType { command, found })? {
        None => Ok(Columns::all(resource.schema(), options)),
        Some(StringList { strings, .. }) => {
            let args = strings.iter().map(|name| (name.item.clone(), name.span)).collect();
            let names: Vec<_> = strings.iter().map(|name| name.item.as_str()).collect();
            let spans = Spans { args, ..Spans::head(call.head) };
            Columns::select(resource.schema(), options, &names).map_err(|error| error.at(&spans))
        }
    }
}

/// The ids of a call, each once: its arguments, then those in the pipeline. Their positions are added to the spans.
fn ids(
    resource: &'static Resource,
    call: &CommandCall<'_>,
    flags: &mut TargetFlags,
) -> Result<Vec<String>, LabeledError> {
    let args = call.rest::<Spanned<String>>(0)?;
    let mut ids = args.clone();
    ids.append(&mut flags.ids);
    flags.spans.args.extend(ids.iter().map(|id| (id.item.clone(), id.span)));
    if let Some(wrong) = ids.iter().find(|id| !resource.accepts_id(&id.item)) {
        let (accepted, wrong_args): (Vec<_>, Vec<_>) = args.iter().partition(|arg| resource.accepts_id(&arg.item));
        let meant = meant_id(resource, call, flags, &accepted, &wrong_args)?;
        let error = Ec2Error::MalformedId { resource: resource.kind().into(), id: wrong.item.clone(), meant };
        return Err(Error::from(error).at(&flags.spans));
    }
    Ok(unique(ids.into_iter().map(|id| id.item)))
}

/// Each of the ids once.
fn unique(ids: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    ids.into_iter().filter(|id| seen.insert(id.clone())).collect()
}
