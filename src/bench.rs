//! What `scripts/test cost` and the benchmarks measure. It is no API for anything else.

use std::error::Error;

use nu_plugin_core::Encoder as _;
use nu_plugin_protocol::{PluginInput, PluginOutput, ProtocolInfo, StreamData};
use nu_protocol::Span;

use crate::cli_cache::account_names::AccountNames;
use crate::ec2::BufferPool;
use crate::ec2::paging::page::Page;
use crate::ec2::resources::instances::INSTANCES;
use crate::nu::message_encoder::PackedEncoder;
use crate::nu::msgpack::Packer;
use crate::rows::api::{ColumnOptions, Columns, RowOrigin};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Reads a DescribeInstances response as far as its instances, and returns their number.
///
/// # Errors
///
/// If it is no such response.
pub fn read_page(response: &[u8]) -> Result<usize> {
    Ok(page(response)?.len())
}

/// Reads a DescribeInstances response and encodes a row of each instance for a Nushell of this version, with all
/// columns or with these. Returns the number of rows.
///
/// # Errors
///
/// If it is no such response, or if a column doesn't exist.
pub fn encode_rows(response: &[u8], names: Option<&[&str]>) -> Result<usize> {
    let page = page(response)?;
    let columns = match names {
        None => Columns::all(INSTANCES.schema(), ColumnOptions::default()),
        Some(names) => Columns::select(INSTANCES.schema(), ColumnOptions::default(), names)?,
    };
    let (encoder, mut packer) = (encoder()?, Packer::new(Span::unknown()));
    for number in 0..page.len() {
        let (item, parent) = page.item(number).ok_or("an instance is missing")?;
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

fn page(response: &[u8]) -> Result<Page> {
    let mut buffer = BufferPool::default().extra_permit().buffer(Some(response.len()));
    buffer.push(response);
    Ok(Page::read(INSTANCES.operation_name(), &INSTANCES.operation.path, buffer.into_text()?)?)
}

/// An encoder that has received Nushell's Hello.
fn encoder() -> Result<PackedEncoder> {
    let (encoder, mut hello) = (PackedEncoder::default(), Vec::new());
    encoder.encode(&PluginInput::Hello(ProtocolInfo::default()), &mut hello)?;
    let _: Option<PluginInput> = encoder.decode(&mut &hello[..])?;
    Ok(encoder)
}
