//! AWS API types as rows: how a member becomes a Nushell value, and which columns a table has.

pub(crate) mod columns;
pub(crate) mod member;
#[cfg(test)]
pub(crate) mod sdk_parser;
pub(crate) mod tags;

pub(crate) use columns::{Column, Columns, Content, Derived, RowOrigin, TableSchema, TagShape};
