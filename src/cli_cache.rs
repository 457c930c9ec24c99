//! TODO-DOC cli_cache

pub(crate) mod cached_keys;
pub(crate) mod json_object;
pub(crate) mod python_json;
pub(crate) mod role_cache;
pub(crate) mod role_credentials;
pub(crate) mod role_key;
pub(crate) mod token;
pub(crate) mod token_cache;
