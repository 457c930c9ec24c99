//! Messages as trees of MessagePack, which can be read without their types.
//!
//! A variant of an enum is a map with one entry, from its name to its content, and a structure is a map of its fields.

use std::io::{BufRead, ErrorKind};

use nu_plugin_protocol::PluginInput;
use nu_protocol::ShellError;
use rmpv::Value as Tree;
use rmpv::decode::read_value;
use rmpv::encode::write_value;
use serde::de::DeserializeOwned;

/// A message that has been read; `None` at the end of the connection.
pub(crate) type Input = Result<Option<PluginInput>, ShellError>;

/// Reads a message; `None` at the end of the connection.
pub(crate) fn read_tree(mut reader: &mut dyn BufRead) -> Result<Option<Tree>, ShellError> {
    match read_value(&mut reader) {
        Ok(message) => Ok(Some(message)),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(ShellError::PluginFailedToDecode { msg: error.to_string() }),
    }
}

pub(crate) fn to_bytes(tree: &Tree) -> Result<Vec<u8>, ShellError> {
    let mut bytes = Vec::new();
    let written = write_value(&mut bytes, tree);
    written.map_err(|error| ShellError::PluginFailedToDecode { msg: error.to_string() })?;
    Ok(bytes)
}

/// A tree as the value of a type; `None` if it isn't one.
pub(crate) fn parse<T: DeserializeOwned>(tree: &Tree) -> Option<T> {
    rmp_serde::from_slice(&to_bytes(tree).ok()?).ok()
}

/// The content of a structure's field, or of a variant.
pub(crate) fn field<'t>(tree: &'t mut Tree, name: &str) -> Option<&'t mut Tree> {
    let Tree::Map(entries) = tree else { return None };
    entries.iter_mut().find(|(known, _)| known.as_str() == Some(name)).map(|(_, content)| content)
}

/// An element of a tuple or a list.
pub(crate) fn item(tree: &mut Tree, index: usize) -> Option<&mut Tree> {
    let Tree::Array(items) = tree else { return None };
    items.get_mut(index)
}

/// All elements of a list. Anything else has none.
pub(crate) fn items(tree: &mut Tree) -> impl Iterator<Item = &mut Tree> {
    let items = if let Tree::Array(items) = tree { &mut items[..] } else { &mut [] };
    items.iter_mut()
}

/// The contents of all entries of a map. Anything else has none.
pub(crate) fn contents(tree: &mut Tree) -> impl Iterator<Item = &mut Tree> {
    let entries = if let Tree::Map(entries) = tree { &mut entries[..] } else { &mut [] };
    entries.iter_mut().map(|(_, content)| content)
}
