//! TODO-DOC text

pub(crate) mod quote;
pub(crate) mod secret;
pub(crate) mod suggest;
