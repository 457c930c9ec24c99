//! The SDK's configuration, and what its errors mean. SDK clients get their HTTP connections, retries and timeouts here.

pub(crate) mod anonymous;
pub(crate) mod explain;
pub(crate) mod page_tokens;
pub(crate) mod retries_and_timeouts;
pub(crate) mod sdk;
