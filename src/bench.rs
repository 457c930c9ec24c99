//! What `scripts/test cost` measures. It is no API for anything else.

use std::error::Error;
use std::path::Path;

use nu_plugin_core::Encoder as _;
use nu_plugin_protocol::{PluginCallResponse, PluginInput, PluginOutput, ProtocolInfo, StreamData};
use nu_protocol::{PluginExample, PluginSignature, Span};

use crate::cli_cache::account_names::AccountNames;
use crate::commands;
use crate::config::Config;
use crate::ec2::paging::page::Page;
use crate::ec2::resource::Resource;
use crate::ec2::{BufferPool, RESOURCES};
use crate::nu::message_encoder::PackedEncoder;
use crate::nu::msgpack::Packer;
use crate::rows::api::{ColumnOptions, Columns, RowOrigin};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Reads the response to a list operation, such as `DescribeInstances`, as far as its items, and returns their number.
///
/// # Errors
///
/// If it is no such response.
pub fn read_page(operation: &str, response: &[u8]) -> Result<usize> {
    Ok(page(resource(operation)?, response)?.len())
}

/// Reads the response to a list operation and encodes a row of each item for a Nushell of this version, with all columns
/// or with these. Returns the number of rows.
///
/// # Errors
///
/// If it is no such response, or if a column doesn't exist.
pub fn encode_rows(operation: &str, response: &[u8], names: Option<&[&str]>) -> Result<usize> {
    let resource = resource(operation)?;
    let page = page(resource, response)?;
    let columns = match names {
        None => Columns::all(resource.schema(), ColumnOptions::default()),
        Some(names) => Columns::select(resource.schema(), ColumnOptions::default(), names)?,
    };
    let (encoder, mut packer) = (encoder()?, Packer::new(Span::unknown()));
    for number in 0..page.len() {
        let (item, parent) = page.item(number).ok_or("an item is missing")?;
        let origin = RowOrigin {
            region: "eu-west-1",
            profile: Some("dev"),
            account_id: None,
            account_names: &AccountNames::default(),
            parent,
        };
        let row = encoder.value(columns.row(item, origin, &mut packer)?, Span::unknown());
        encoder.encode(&PluginOutput::Data(0, StreamData::List(row)), &mut std::io::sink())?;
    }
    Ok(page.len())
}

/// Reads a config file, and returns the number of its profiles.
///
/// # Errors
///
/// If a line can't be read.
pub fn read_profiles(config: &[u8]) -> Result<usize> {
    Ok(Config::parse(Some((Path::new("config"), config)), None)?.profiles().len())
}

/// Encodes what Nushell asks for when a plugin is added, and returns the number of commands.
///
/// # Errors
///
/// If it can't be encoded.
pub fn encode_signatures() -> Result<usize> {
    let signatures: Vec<PluginSignature> = commands::all()
        .iter()
        .map(|command| PluginSignature {
            sig: command.signature(),
            examples: command.examples().into_iter().map(PluginExample::from).collect(),
        })
        .collect();
    let count = signatures.len();
    let response = PluginOutput::CallResponse(0, PluginCallResponse::Signature(signatures));
    encoder()?.encode(&response, &mut std::io::sink())?;
    Ok(count)
}

fn resource(operation: &str) -> Result<&'static Resource> {
    let mut resources = RESOURCES.iter().copied();
    Ok(resources.find(|resource| resource.operation_name() == operation).ok_or("there is no such operation")?)
}

fn page(resource: &Resource, response: &[u8]) -> Result<Page> {
    let mut buffer = BufferPool::default().extra_permit().buffer(Some(response.len()));
    buffer.push(response);
    Ok(Page::read(resource.operation_name(), &resource.operation.path, buffer.into_text()?)?)
}

/// An encoder that has received Nushell's Hello.
fn encoder() -> Result<PackedEncoder> {
    let (encoder, mut hello) = (PackedEncoder::default(), Vec::new());
    encoder.encode(&PluginInput::Hello(ProtocolInfo::default()), &mut hello)?;
    let _: Option<PluginInput> = encoder.decode(&mut &hello[..])?;
    Ok(encoder)
}
