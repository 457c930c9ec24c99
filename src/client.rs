//! TODO-DOC client

pub(crate) mod anonymous;
pub(crate) mod explain;
pub(crate) mod retry;
pub(crate) mod sdk;
