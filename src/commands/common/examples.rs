//! The config file that the examples of the commands are about, and its profiles as rows.

use std::path::Path;

use nu_protocol::{Example, Span, Value};

use crate::cli_cache::account_names::AccountNames;
use crate::config::Config;
use crate::rows::profile::ProfileRows;
use crate::sso::sessions::SignIns;

const CONFIG: &str = include_str!("example_config.ini");

/// An example without a result.
pub(crate) fn example(example: &'static str, description: &'static str) -> Example<'static> {
    Example { example, description, result: None }
}

/// The rows of the example's profiles, none of which is signed in.
pub(crate) fn profile_rows(active: &str) -> ProfileRows {
    let config = Config::parse(Some((Path::new("config"), CONFIG.as_bytes())), None).unwrap_or_default();
    ProfileRows {
        config,
        active: active.to_owned(),
        sign_ins: SignIns::default(),
        account_names: AccountNames::default(),
    }
}

/// What `aws profile` returns for one of the example's profiles.
pub(crate) fn profile_row(name: &str, active: &str) -> Value {
    profile_rows(active).row_by_name(name, false, Span::unknown())
}

/// What `aws profiles` returns for the example's config file.
pub(crate) fn all_profile_rows() -> Value {
    let rows = profile_rows("");
    let all = rows.config.profiles().map(|profile| rows.row(profile, false, Span::unknown()));
    Value::list(all.collect(), Span::unknown())
}
