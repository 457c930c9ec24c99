//! TODO-DOC files

pub(crate) mod lock;
pub(crate) mod private;
pub(crate) mod replace;
