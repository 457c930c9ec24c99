//! Everything that talks to Nushell's engine: the caller, Ctrl-C, and the encoding of messages and rows for
//! each of its versions.

pub(crate) mod caller;
pub(crate) mod message_encoder;
pub(crate) mod msgpack;
pub(crate) mod receiver;
pub(crate) mod versions;
