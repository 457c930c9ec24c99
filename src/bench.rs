//! What `scripts/test cost` and the benchmarks measure. It is no API for anything else.

use std::error::Error;

use nu_plugin_core::Encoder as _;
use nu_plugin_protocol::{PluginInput, PluginOutput, ProtocolInfo, StreamData};
use nu_protocol::Span;

use crate::ec2::instances::page::InstancesPage;
use crate::nu::encoder::PackedEncoder;
use crate::nu::msgpack::Packer;
use crate::rows::instance::{Columns, Origin, TagShape};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Reads a DescribeInstances response as far as its instances, and returns their number.
///
/// # Errors
///
/// If it is no such response.
pub fn read_page(response: &[u8]) -> Result<usize> {
    Ok(InstancesPage::of(response)?.count())
}

/// Reads a DescribeInstances response and encodes a row of each instance for a Nushell of this version, with all
/// columns or with these. Returns the number of rows.
///
/// # Errors
///
/// If it is no such response, or if a column doesn't exist.
pub fn encode_rows(response: &[u8], names: Option<&[&str]>) -> Result<usize> {
    let page = InstancesPage::of(response)?;
    let columns = match names {
        None => Columns::all(TagShape::Record),
        Some(names) => {
            let mut columns = Columns::none(TagShape::Record);
            names.iter().try_for_each(|name| columns.add(name))?;
            columns
        }
    };
    let (encoder, mut packer) = (encoder()?, Packer::new(Span::unknown()));
    for number in 0..page.count() {
        let (instance, reservation) = page.instance(number).ok_or("an instance is missing")?;
        let origin = Origin {
            region: "eu-west-1",
            profile: Some("dev"),
            owner_id: reservation.owner_id.as_deref(),
            reservation_id: reservation.reservation_id.as_deref(),
            requester_id: reservation.requester_id.as_deref(),
        };
        let row = encoder.value(columns.row(instance, origin, &mut packer)?, Span::unknown());
        encoder.encode(&PluginOutput::Data(0, StreamData::List(row)), &mut std::io::sink())?;
    }
    Ok(page.count())
}

/// An encoder that has received Nushell's Hello.
fn encoder() -> Result<PackedEncoder> {
    let (encoder, mut hello) = (PackedEncoder::default(), Vec::new());
    encoder.encode(&PluginInput::Hello(ProtocolInfo::default()), &mut hello)?;
    let _: Option<PluginInput> = encoder.decode(&mut &hello[..])?;
    Ok(encoder)
}
