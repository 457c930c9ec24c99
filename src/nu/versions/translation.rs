//! Translates the messages of older versions into those of our own. It follows the types of the messages, so that the
//! columns of a record are never mistaken for the fields of a structure.

use nu_protocol::ast::{CellPath, PathMember};
use nu_protocol::casing::Casing;
use nu_protocol::{FloatRange, IntRange, Range, Span};
use rmpv::Value as Tree;
use serde::Deserialize;

use crate::nu::versions::message_tree::{contents, field, item, items, parse};
use crate::nu::versions::{Difference, EngineVersion};

/// Translates a message.
pub(crate) fn translate(message: &mut Tree, engine: &EngineVersion) {
    let translation = Translation { engine };
    if let Some(call) = field(message, "Call").and_then(|call| item(call, 1)) {
        translation.call(call);
    } else if let Some(data) = field(message, "Data").and_then(|data| item(data, 1)) {
        field(data, "List").into_iter().for_each(|value| translation.value(value));
    } else if let Some(response) = field(message, "EngineCallResponse").and_then(|response| item(response, 1)) {
        translation.engine_call_response(response);
    }
}

struct Translation<'a> {
    engine: &'a EngineVersion,
}

impl Translation<'_> {
    fn call(&self, call: &mut Tree) {
        if let Some(run) = field(call, "Run") {
            field(run, "input").into_iter().for_each(|input| self.header(input));
            let Some(call) = field(run, "call") else { return };
            field(call, "positional").into_iter().flat_map(items).for_each(|value| self.value(value));
            let flags = field(call, "named").into_iter().flat_map(items);
            flags.filter_map(|flag| item(flag, 1)).for_each(|value| self.value(value));
        } else if let Some(call) = field(call, "GetCompletion").and_then(|completion| field(completion, "call")) {
            field(call, "call").into_iter().for_each(remove_arguments);
        }
    }

    fn engine_call_response(&self, response: &mut Tree) {
        if let Some(header) = field(response, "PipelineData") {
            self.header(header);
        } else if let Some(values) = field(response, "ValueMap") {
            contents(values).for_each(|value| self.value(value));
        }
    }

    /// Translates the header of pipeline data: a value with its metadata, or the metadata of a stream.
    fn header(&self, header: &mut Tree) {
        if let Some(pair) = field(header, "Value") {
            item(pair, 0).into_iter().for_each(|value| self.value(value));
            item(pair, 1).into_iter().for_each(|metadata| self.metadata(metadata));
        }
        for stream in ["ListStream", "ByteStream"] {
            let metadata = field(header, stream).and_then(|stream| field(stream, "metadata"));
            metadata.into_iter().for_each(|metadata| self.metadata(metadata));
        }
    }

    fn metadata(&self, metadata: &mut Tree) {
        let source = field(metadata, "data_source").filter(|source| source.as_str() == Some("Ls"));
        let path_columns = if source.is_some() { vec![Tree::from("name")] } else { Vec::new() };
        if self.engine.has(Difference::LsDataSource)
            && let Some(source) = source
        {
            *source = "None".into();
        }
        if self.engine.has(Difference::NoPathColumns)
            && let Tree::Map(fields) = metadata
        {
            fields.push(("path_columns".into(), Tree::Array(path_columns)));
        }
        field(metadata, "custom").into_iter().flat_map(contents).for_each(|value| self.value(value));
    }

    fn value(&self, value: &mut Tree) {
        if let Some(record) = field(value, "Record").and_then(|record| field(record, "val")) {
            contents(record).for_each(|value| self.value(value));
        } else if let Some(list) = field(value, "List").and_then(|list| field(list, "vals")) {
            items(list).for_each(|value| self.value(value));
        } else if let Some(closure) = field(value, "Closure").and_then(|closure| field(closure, "val")) {
            let captures = field(closure, "captures").into_iter().flat_map(items);
            captures.filter_map(|capture| item(capture, 1)).for_each(|value| self.value(value));
        } else if self.engine.has(Difference::StructuredPaths) {
            for (variant, text) in [("CellPath", cell_path as fn(&Tree) -> _), ("Range", range)] {
                replace(value, variant, text);
            }
        }
    }
}

/// Replaces the content of a value of this variant by its text. A value without a text becomes null.
fn replace(value: &mut Tree, variant: &str, text: fn(&Tree) -> Option<String>) {
    let Some(content) = field(value, variant) else { return };
    let Some(structure) = field(content, "val") else { return };
    match text(structure) {
        Some(text) => *structure = text.into(),
        None => {
            let span = field(content, "span").cloned().unwrap_or(Tree::Nil);
            *value = Tree::Map(vec![("Nothing".into(), Tree::Map(vec![("span".into(), span)]))]);
        }
    }
}

/// A completion only uses the name of the argument. The arguments before it are expressions, which have changed with
/// many versions.
fn remove_arguments(call: &mut Tree) {
    let head = field(call, "head").cloned().unwrap_or(Tree::Nil);
    *call = Tree::Map(vec![
        ("decl_id".into(), 0.into()),
        ("head".into(), head),
        ("arguments".into(), Tree::Array(Vec::new())),
        ("parser_info".into(), Tree::Map(Vec::new())),
    ]);
}

/// A cell path as a structure.
#[derive(Deserialize)]
struct StructuredCellPath {
    members: Vec<StructuredMember>,
}

#[derive(Deserialize)]
enum StructuredMember {
    String { val: String, optional: bool, casing: Casing },
    Int { val: usize, optional: bool },
}

impl From<StructuredMember> for PathMember {
    fn from(member: StructuredMember) -> Self {
        match member {
            StructuredMember::String { val, optional, casing } => Self::string(val, optional, casing, Span::unknown()),
            StructuredMember::Int { val, optional } => Self::int(val, optional, Span::unknown()),
        }
    }
}

/// The text of a cell path, if it can be read back.
fn cell_path(structure: &Tree) -> Option<String> {
    let path: StructuredCellPath = parse(structure)?;
    let path = CellPath { members: path.members.into_iter().map(PathMember::from).collect() };
    let text = path.to_string();
    (text.parse::<CellPath>().ok()?.to_string() == text).then_some(text)
}

/// A range as a structure.
#[derive(Deserialize)]
enum StructuredRange {
    IntRange(IntRange),
    FloatRange(FloatRange),
}

/// The text of a range, if it can be read back.
fn range(structure: &Tree) -> Option<String> {
    let range = match parse(structure)? {
        StructuredRange::IntRange(range) => {
            // Its text has the second number.
            range.start().checked_add(range.step())?;
            Range::from(range)
        }
        StructuredRange::FloatRange(range) => Range::from(range),
    };
    let text = range.to_string();
    (text.parse::<Range>().ok()? == range).then_some(text)
}

#[cfg(test)]
mod tests;
