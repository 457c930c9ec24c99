//! AWS API types as rows: how a member becomes a Nushell value, and which columns a table has.

pub(crate) mod columns;
pub(crate) mod member;
pub(crate) mod tags;

pub(crate) use columns::{Column, ColumnOptions, Columns, Derived, DifferingPlaces, RowOrigin, TableSchema, TagShape};
