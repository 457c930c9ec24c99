//! Answers every call of an unknown version with an error. The calls are read without their types, which may have
//! changed.

use std::collections::HashMap;
use std::io::BufRead;
use std::sync::{Mutex, PoisonError};

use nu_plugin_protocol::{PluginCall, PluginCallId, PluginCallResponse, PluginInput, PluginOutput, StreamId};
use nu_protocol::Span;
use rmpv::Value as Tree;

use crate::error::{Error, NushellError, Spans};
use crate::nu::versions::message_tree::{Input, field, item, read_tree};
use crate::nu::versions::{EngineVersion, known_versions};

/// The calls that have not been answered yet.
#[derive(Default)]
pub(crate) struct Refusals(Mutex<HashMap<PluginCallId, RefusedCall>>);

struct RefusedCall {
    /// The command's name; unknown for `plugin add`.
    head: Span,
    /// The stream of the call's input. It is dropped unread.
    input: Option<StreamId>,
}

impl Refusals {
    /// Reads the next call, and returns a call for the plugin's metadata in its place, which every command can answer. All
    /// other messages belong to calls that are refused.
    pub(crate) fn read(&self, reader: &mut dyn BufRead) -> Input {
        while let Some(mut message) = read_tree(reader)? {
            if message.as_str() == Some("Goodbye") {
                return Ok(Some(PluginInput::Goodbye));
            }
            if let Some(call) = field(&mut message, "Call")
                && let Some(id) = item(call, 0).and_then(number)
            {
                let refused = RefusedCall::new(item(call, 1));
                self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, refused);
                return Ok(Some(PluginInput::Call(id, PluginCall::Metadata)));
            }
        }
        Ok(None)
    }

    /// What to write instead of a response: the error, and that the call's input isn't read.
    pub(crate) fn refuse(&self, output: &PluginOutput, engine: &EngineVersion) -> Option<Vec<PluginOutput>> {
        let PluginOutput::CallResponse(id, _) = output else { return None };
        let call = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
        let call = call.unwrap_or_else(|| RefusedCall::new(None));
        let (known, version) = (known_versions(), engine.text().to_owned());
        let error = Error::from(NushellError::UnknownVersion { known, version, is_older: engine.is_older() });
        let response = PluginCallResponse::Error(error.at(&Spans::head(call.head)).into());
        let drop_input = call.input.map(PluginOutput::Drop);
        Some(drop_input.into_iter().chain([PluginOutput::CallResponse(*id, response)]).collect())
    }
}

impl RefusedCall {
    fn new(call: Option<&mut Tree>) -> Self {
        let mut refused = Self { head: Span::unknown(), input: None };
        if let Some(run) = call.and_then(|call| field(call, "Run")) {
            refused.head =
                field(run, "call").and_then(|call| field(call, "head")).and_then(span).unwrap_or(refused.head);
            refused.input = field(run, "input").and_then(stream);
        }
        refused
    }
}

fn number(tree: &mut Tree) -> Option<usize> {
    tree.as_u64()?.try_into().ok()
}

fn span(tree: &mut Tree) -> Option<Span> {
    Some(Span::new(number(field(tree, "start")?)?, number(field(tree, "end")?)?))
}

/// The stream of a call's input.
fn stream(input: &mut Tree) -> Option<StreamId> {
    let kind = ["ListStream", "ByteStream"].into_iter().find(|kind| field(input, kind).is_some())?;
    number(field(field(input, kind)?, "id")?)
}
