//! TODO-DOC nu

pub(crate) mod caller;
pub(crate) mod encoder;
pub(crate) mod msgpack;
pub(crate) mod receiver;
