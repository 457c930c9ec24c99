//! A row in the short form.

use nu_protocol::{Record, ShellError, Span, Value};
use rmp::encode::{
    ValueWriteError, write_array_len, write_bool, write_f64, write_map_len, write_sint, write_str, write_uint,
};
use rmp_serde::encode::Error;

/// Room for a row of EC2, which has 68 columns.
const ROOM: usize = 8 * 1024;

/// The places of the common values among the variants of [`Value`].
mod variant {
    pub const BOOL: u64 = 0;
    pub const INT: u64 = 1;
    pub const FLOAT: u64 = 2;
    pub const STRING: u64 = 3;
    pub const DATE: u64 = 7;
    pub const RECORD: u64 = 9;
    pub const NOTHING: u64 = 16;
    /// By its name: its number, 10, is that of a line feed, at which the standard output writes what it has so far.
    pub const LIST: &str = "List";
}

/// The message that puts a value into a stream.
pub fn message(stream: usize, value: &Value) -> Result<Vec<u8>, ShellError> {
    let mut message = Vec::with_capacity(ROOM);
    write(&mut message, stream, value).map_err(|cause| ShellError::PluginFailedToEncode { msg: cause.to_string() })?;
    Ok(message)
}

fn write(to: &mut Vec<u8>, stream: usize, value: &Value) -> Result<(), Error> {
    named(to, "Data")?;
    write_array_len(to, 2)?;
    write_uint(to, stream as u64)?;
    named(to, "List")?;
    write_value(to, value)
}

fn named(to: &mut Vec<u8>, name: &str) -> Result<(), Error> {
    write_map_len(to, 1)?;
    Ok(write_str(to, name)?)
}

fn write_value(to: &mut Vec<u8>, value: &Value) -> Result<(), Error> {
    match value {
        Value::Nothing { .. } => {
            write_map_len(to, 1)?;
            write_uint(to, variant::NOTHING)?;
            write_array_len(to, 1)?;
        }
        Value::Bool { val, .. } => {
            open(to, variant::BOOL)?;
            write_bool(to, *val).map_err(ValueWriteError::InvalidMarkerWrite)?;
        }
        Value::Int { val, .. } => {
            open(to, variant::INT)?;
            write_sint(to, *val)?;
        }
        Value::Float { val, .. } => {
            open(to, variant::FLOAT)?;
            write_f64(to, *val)?;
        }
        Value::String { val, .. } => {
            open(to, variant::STRING)?;
            write_str(to, val)?;
        }
        Value::Date { val, .. } => {
            open(to, variant::DATE)?;
            rmp_serde::encode::write(to, val)?;
        }
        Value::Record { val, .. } => {
            open(to, variant::RECORD)?;
            write_record(to, val)?;
        }
        Value::List { vals, .. } => {
            named(to, variant::LIST)?;
            write_array_len(to, 2)?;
            write_array_len(to, vals.len() as u32)?;
            vals.iter().try_for_each(|item| write_value(to, item))?;
        }
        rare => return rmp_serde::encode::write_named(to, rare),
    }
    write_span(to, value.span())
}

/// Begins a value that has a span behind it.
fn open(to: &mut Vec<u8>, variant: u64) -> Result<(), Error> {
    write_map_len(to, 1)?;
    write_uint(to, variant)?;
    write_array_len(to, 2)?;
    Ok(())
}

fn write_record(to: &mut Vec<u8>, record: &Record) -> Result<(), Error> {
    write_map_len(to, record.len() as u32)?;
    record.iter().try_for_each(|(name, value)| {
        write_str(to, name)?;
        write_value(to, value)
    })
}

fn write_span(to: &mut Vec<u8>, span: Span) -> Result<(), Error> {
    write_array_len(to, 2)?;
    write_uint(to, span.start as u64)?;
    write_uint(to, span.end as u64)?;
    Ok(())
}
