//! What somebody meant with an argument that is no id.

use nu_protocol::{LabeledError, Span, Spanned, Value};

use crate::aws::partition::known_regions;
use crate::aws::region;
use crate::commands::common::command::CommandCall;
use crate::commands::common::context::CommandContext;
use crate::commands::common::target_flags::TargetFlags;
use crate::commands::ec2::list::corrected_line::{corrected_line, given_filters};
use crate::commands::ec2::list::filter_flags::flag_values;
use crate::ec2::Resource;
use crate::ec2::relations::{Relation, relation, resource_of_id};
use crate::error::{MeantId, Spans};

/// What somebody may have meant with the first argument that is no id of this resource.
pub(crate) fn meant_id(
    resource: &'static Resource,
    call: &CommandCall<'_>,
    targets: &TargetFlags,
    accepted: &[&Spanned<String>],
    wrong: &[&Spanned<String>],
) -> Result<Option<MeantId>, LabeledError> {
    let Some(first) = wrong.first() else { return Ok(None) };
    let [accepted, wrong] = [accepted, wrong].map(|args| args.iter().map(|arg| arg.item.as_str()).collect::<Vec<_>>());
    let filtered = |filter, values: &[&str]| {
        let value = with_filter(call, filter, one_or_list(values, call.head));
        corrected_line(call, targets, &[], &[("filter", value)])
    };
    if let Some((flag, value)) = flag_before(resource, call, first)? {
        let values = one_or_list(&[&[value], wrong.as_slice()].concat(), call.head);
        let line = corrected_line(call, targets, &accepted, &[(flag, values)])?;
        return Ok(Some(MeantId::FlagValue { line }));
    }
    if let Some((noun, filter)) = related_id(resource, &first.item) {
        return Ok(Some(MeantId::Related { noun, line: filtered(filter, &wrong[..1])? }));
    }
    if let Some(Flags { flags, has_names }) = flags_of(resource, call, &wrong) {
        let ids = if has_names { &[][..] } else { accepted.as_slice() };
        return Ok(Some(MeantId::FlagMissing { line: corrected_line(call, targets, ids, &flags)? }));
    }
    let has_prefix = |prefix| first.item.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('-'));
    match resource.name_filter().filter(|_| !resource.kind().id_prefix.is_some_and(has_prefix)) {
        Some(filter) => Ok(Some(MeantId::Name { line: filtered(filter, &wrong)? })),
        None => Ok(None),
    }
}

/// The noun of the resource that has such an id, and the filter by it.
fn related_id(resource: &'static Resource, id: &str) -> Option<(&'static str, &'static str)> {
    let other = resource_of_id(id)?;
    match relation(resource, other.id_column()?)? {
        Relation::Filter(filter) => Some((other.noun, filter)),
        Relation::Ids | Relation::Unrelated => None,
    }
}

/// Flags that take the arguments of a call.
struct Flags {
    flags: Vec<(&'static str, Value)>,
    /// Whether one of the arguments is a name, which ids can't be combined with.
    has_names: bool,
}

/// The flags that take the regions and states among the arguments, unless the call has these flags, and the filter by the
/// other arguments, which are names. `None` if there is no region and no state.
fn flags_of(resource: &'static Resource, call: &CommandCall<'_>, args: &[&str]) -> Option<Flags> {
    let has_flag = |names: [&str; 2]| call.named.iter().any(|(flag, _)| names.contains(&flag.item.as_str()));
    let takes_regions = !has_flag(["region", "all-regions"]);
    let states = if has_flag(["state", "filter"]) { Vec::new() } else { flag_values(resource, "state") };
    let is_region = |arg: &&str| takes_regions && known_regions().contains(&arg.to_ascii_lowercase().as_str());
    let is_state = |arg: &&str| states.iter().any(|state| state.eq_ignore_ascii_case(arg));
    let (regions, others): (Vec<_>, Vec<_>) = args.iter().copied().partition(is_region);
    let (states, names): (Vec<_>, Vec<_>) = others.into_iter().partition(is_state);
    let values = [("region", regions), ("state", states)].into_iter().filter(|(_, args)| !args.is_empty());
    let mut flags: Vec<_> = values.map(|(flag, args)| (flag, one_or_list(&args, call.head))).collect();
    if flags.is_empty() {
        return None;
    }
    if !names.is_empty() {
        flags.push(("filter", with_filter(call, resource.name_filter()?, one_or_list(&names, call.head))));
    }
    Some(Flags { flags, has_names: !names.is_empty() })
}

/// The flag before an argument and its value, if the argument is a further value of the flag: of `--region a b`, Nushell
/// takes `b` for an id.
fn flag_before<'c>(
    resource: &'static Resource,
    call: &'c CommandCall<'_>,
    argument: &Spanned<String>,
) -> Result<Option<(&'c str, &'c str)>, LabeledError> {
    let values = call.named.iter().filter_map(|(flag, value)| Some((flag.item.as_str(), value.as_ref()?)));
    let before = values.filter(|(_, value)| value.span().end <= argument.span.start);
    let Some((flag, value)) = before.max_by_key(|(_, value)| value.span().end) else { return Ok(None) };
    let is_value = match flag {
        "region" => region::parse(&argument.item).is_ok(),
        "profile" => CommandContext::new(call, Spans::head(call.head))?.config.profile(&argument.item).is_some(),
        flag => flag_values(resource, flag).iter().any(|value| value.eq_ignore_ascii_case(&argument.item)),
    };
    Ok(value.as_str().ok().filter(|_| is_value).map(|value| (flag, value)))
}

/// The value of `--filter` with one more filter.
fn with_filter(call: &CommandCall<'_>, name: &str, value: Value) -> Value {
    let mut filters = given_filters(call);
    filters.insert(name, value);
    Value::record(filters, call.head)
}

/// A value that may be several.
fn one_or_list(texts: &[&str], span: Span) -> Value {
    let mut values: Vec<_> = texts.iter().map(|text| Value::string(*text, span)).collect();
    if values.len() == 1 { values.remove(0) } else { Value::list(values, span) }
}
