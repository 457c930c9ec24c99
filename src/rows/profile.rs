//! A profile of the AWS files as a row.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use nu_protocol::{CollectionColumns, Span, Type, Value, record};

use crate::aws::arn::Arn;
use crate::cli_cache::account_names::AccountNames;
use crate::config::sso_profile_plan::WriteStatus;
use crate::config::{Config, CredentialsKind, Profile, SubProperty, masked};
use crate::nu::msgpack::Packer;
use crate::rows::{cell_text, or_null};
use crate::sso::sessions::SignIns;

/// The columns of a row without `--long`, in the order in which people look for them, because a narrow terminal shows
/// only the first. One of 100 columns has room for all up to the role. The last is short: Nushell 0.115 and older may leave
/// it one character, and wrap it. Every row has all columns; keys that a profile doesn't have are null.
///
/// The sign-in is that of IAM Identity Center or of `aws login`. `sso_status` and `sso_expires_at` are only about the first,
/// for scripts.
pub(crate) const COLUMNS: [&str; 14] = [
    "name",
    "active",
    "kind",
    "sso_account_id",
    "sso_role_name",
    "region",
    "sign_in_status",
    "account_name",
    "sign_in_expires_at",
    "sso_session",
    "sso_status",
    "sso_expires_at",
    "role_arn",
    "source_profile",
];

/// The columns that `--long` adds, before `properties` and `files`.
const LONG_COLUMNS: [&str; 3] = ["output", "sso_region", "sso_start_url"];

/// The columns with which the row of a written profile begins: whether and what was written.
const ADDED_COLUMNS: [&str; 5] = ["name", "status", "region", "sso_account_id", "sso_role_name"];

/// The columns of a row with their types.
pub(crate) fn columns() -> CollectionColumns<Type> {
    let with_type = |name| match name {
        "name" => (name, Type::String),
        "active" => (name, Type::Bool),
        "sign_in_expires_at" | "sso_expires_at" => (name, or_null(Type::Date)),
        _ => (name, or_null(Type::String)),
    };
    COLUMNS.map(with_type).into()
}

/// The columns of [`ProfileRows::added_row`] with their types.
pub(crate) fn added_columns() -> CollectionColumns<Type> {
    added(columns(), Type::String).into()
}

/// Makes the rows of profiles.
pub(crate) struct ProfileRows {
    pub(crate) config: Config,
    /// The name of the active profile.
    pub(crate) active: String,
    pub(crate) sign_ins: SignIns,
    pub(crate) account_names: AccountNames,
}

impl ProfileRows {
    /// The row of the profile with this name; null if there is none.
    pub(crate) fn row_by_name(&self, name: &str, long: bool, span: Span) -> Value {
        self.config.profile(name).map_or(Value::nothing(span), |profile| self.row(profile, long, span))
    }

    /// The row of a profile. `long` adds `output`, `sso_region`, `sso_start_url`, `properties` (every key as
    /// written, secrets masked) and `files` (each `path:line` where a section of the profile begins).
    pub(crate) fn row(&self, profile: &Profile, long: bool, span: Span) -> Value {
        Packer::new(span).pack_infallibly(|to| self.write(profile, long, to)).value()
    }

    /// The row of a profile that `aws profile add` was called for; `None` if another process has removed it meanwhile.
    pub(crate) fn added_row(&self, name: &str, status: WriteStatus, span: Span) -> Option<Value> {
        let row = self.row(self.config.profile(name)?, false, span).into_record().ok()?;
        Some(Value::record(added(row, Value::string(status.as_str(), span)).into_iter().collect(), span))
    }

    /// Writes what [`row`](Self::row) returns.
    pub(crate) fn write(&self, profile: &Profile, long: bool, to: &mut Packer) {
        let sso = profile.sso(&self.config);
        let sign_in = sso.as_ref().map(|sso| self.sign_ins.get(sso));
        let kind = profile.kind();
        let any_sign_in = self.sign_ins.of_profile(profile, kind, sso.as_ref());
        let more: &[&str] = if long { &LONG_COLUMNS } else { &[] };
        to.open_record(COLUMNS.len() + if long { more.len() + 2 } else { 0 });
        for column in COLUMNS.iter().chain(more) {
            to.name(column);
            match *column {
                "name" => text(Some(profile.name()), to),
                "active" => to.bool(profile.name() == self.active),
                "kind" => text(kind.map(CredentialsKind::as_str), to),
                "account_name" => {
                    let account_id = kind.and_then(|kind| profile.account_id(kind)).map(|(id, _)| id);
                    text(account_id.and_then(|id| self.account_names.get(id)).map(String::as_str), to)
                }
                "sso_start_url" => text(sso.as_ref().and_then(|sso| sso.start_url), to),
                "sso_region" => text(sso.as_ref().and_then(|sso| sso.region), to),
                "sign_in_status" => text(any_sign_in.map(|(status, _)| status.as_str()), to),
                "sign_in_expires_at" => time(any_sign_in.and_then(|(_, expires_at)| expires_at), to),
                "sso_status" => text(sign_in.map(|(status, _)| status.as_str()), to),
                "sso_expires_at" => time(sign_in.and_then(|(_, expires_at)| expires_at), to),
                key => text(profile.get(key), to),
            }
        }
        if long {
            to.name("properties");
            properties(profile, to);
            to.name("files");
            let list = to.open_list();
            profile.locations().iter().for_each(|location| to.string(&location.to_string()));
            to.close_list(list, profile.locations().len());
        }
        to.close_record();
    }
}

/// Adds the status to a row's columns, and begins with those that a narrow terminal should show.
fn added<T>(row: impl IntoIterator<Item = (String, T)>, status: T) -> Vec<(String, T)> {
    let mut columns: Vec<_> = row.into_iter().chain([("status".to_owned(), status)]).collect();
    let position = |name: &str| ADDED_COLUMNS.iter().position(|first| *first == name);
    columns.sort_by_key(|(name, _)| position(name).unwrap_or(ADDED_COLUMNS.len()));
    columns
}

/// The columns of [`removed_row`] with their types.
pub(crate) fn removed_columns() -> CollectionColumns<Type> {
    [("name", Type::String), ("files", Type::list(Type::String))].into()
}

/// The row of a profile that was removed, with the lines where its sections begin.
pub(crate) fn removed_row(profile: &Profile, span: Span) -> Value {
    let files = profile.locations().iter().map(|location| Value::string(location.to_string(), span)).collect();
    let row = record! { "name" => Value::string(profile.name(), span), "files" => Value::list(files, span) };
    Value::record(row, span)
}

fn time(time: Option<DateTime<Utc>>, to: &mut Packer) {
    match time {
        Some(time) => to.date(time.fixed_offset()),
        None => to.nothing(),
    }
}

fn text(text: Option<&str>, to: &mut Packer) {
    to.optional(cell_text(text).as_deref());
}

/// The kind, account, role and region of a profile, for completions and notes.
pub(crate) fn summary(profile: &Profile) -> String {
    let identity = match (profile.get("sso_account_id"), profile.get("sso_role_name"), profile.get("role_arn")) {
        (Some(account), Some(role), _) => Some([account, "/", role].concat()),
        (_, _, Some(arn)) => Some(account_and_role(arn).unwrap_or_else(|| arn.to_owned())),
        (account, role, None) => account.or(role).map(str::to_owned).or_else(|| signed_in_user(profile)),
    };
    let kind = profile.kind().map(CredentialsKind::as_str);
    let parts = [kind, identity.as_deref(), profile.region()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// `111122223333/name` for the role or user who has signed in with `aws login`.
fn signed_in_user(profile: &Profile) -> Option<String> {
    let arn = Arn::parse(profile.get("login_session")?)?;
    let name = arn.assumed_role().map_or(arn.resource_name(), |role| role.role_name);
    Some(format!("{}/{name}", arn.account_id()?))
}

/// `111122223333/name` for `arn:aws:iam::111122223333:role/path/name`.
fn account_and_role(arn: &str) -> Option<String> {
    let arn = Arn::parse(arn)?;
    Some(format!("{}/{}", arn.account_id()?, arn.resource_name()))
}

fn properties(profile: &Profile, to: &mut Packer) {
    to.open_record(profile.properties().len());
    for property in profile.properties() {
        to.name(property.key_as_written());
        match property.nested() {
            None => to.string(&masked(property.key(), property.value())),
            Some(nested) => sub_properties(nested, to),
        }
    }
    to.close_record();
}

/// If a key is repeated, the last one takes effect, as in the AWS CLI. Nushell refuses a record with repeated names.
fn sub_properties(nested: &[SubProperty], to: &mut Packer) {
    let last: HashMap<_, _> = nested.iter().enumerate().map(|(at, sub)| (sub.key.as_str(), at)).collect();
    to.open_record(last.len());
    let is_last = |(at, sub): &(usize, &SubProperty)| last.get(sub.key.as_str()) == Some(at);
    for (_, SubProperty { key, value, .. }) in nested.iter().enumerate().filter(is_last) {
        to.name(key);
        to.string(&masked(key, value));
    }
    to.close_record();
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use nu_protocol::Record;

    use super::*;

    const CONFIG: &str = "\
    [sso-session my-org-sso]
    sso_start_url = https://my-org.awsapps.com/start
    sso_region = eu-west-1

    [profile dev-account.developer]
    sso_session = my-org-sso
    sso_account_id = 111122223333
    sso_role_name = developer
    region = eu-west-1

    [profile keys]
    AWS_Access_Key_Id = AKIAIOSFODNN7EXAMPLE
    aws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY
    output =
    s3 =
      addressing_style = path

    [profile chain]
    role_arn = arn:aws:iam::444455556666:role/team/tester
    source_profile = keys
    ";

    fn config() -> Config {
        Config::parse(Some((Path::new("/etc/aws"), CONFIG.as_bytes())), None).expect("a config")
    }

    fn record(name: &str, long: bool) -> Record {
        let rows = ProfileRows {
            config: config(),
            active: "keys".into(),
            sign_ins: SignIns::default(),
            account_names: AccountNames::default(),
        };
        rows.row_by_name(name, long, Span::test_data()).into_record().expect("a record")
    }

    #[test]
    fn a_profile_has_the_start_url_and_region_of_its_session() {
        let row = record("dev-account.developer", true);
        assert_eq!(row["sso_start_url"], Value::test_string("https://my-org.awsapps.com/start"));
        assert_eq!(row["sso_region"], Value::test_string("eu-west-1"));
        assert_eq!(row["kind"], Value::test_string("sso"));
        assert_eq!(row["sso_status"], Value::test_string("signed_out"));
        assert_eq!(row["active"], Value::test_bool(false));
        assert!(row["role_arn"].is_nothing());
    }

    #[test]
    fn empty_values_are_null_and_the_active_profile_is_marked() {
        let row = record("keys", true);
        assert!(row["output"].is_nothing() && row["sso_status"].is_nothing() && row["sso_expires_at"].is_nothing());
        assert_eq!(row["active"], Value::test_bool(true));
    }

    #[test]
    fn the_long_row_has_every_key_as_written_and_no_secret() {
        let row = record("keys", true);
        let properties = row["properties"].as_record().expect("a record");
        assert_eq!(properties["AWS_Access_Key_Id"], Value::test_string("****************MPLE"));
        let nested = properties["s3"].as_record().expect("nested");
        assert_eq!(nested["addressing_style"], Value::test_string("path"));
        assert_eq!(row["files"], Value::test_list(vec![Value::test_string("/etc/aws:11")]));
        assert!(!format!("{row:?}").contains("wJalrXUtn"));
    }

    #[test]
    fn the_last_of_repeated_nested_keys_takes_effect() {
        let text = "[profile x]\ns3 =\n  addressing_style = path\n  use_dualstack_endpoint = true\n  addressing_style = auto\n";
        let config = Config::parse(Some((Path::new("config"), text.as_bytes())), None).expect("a config");
        let rows = ProfileRows {
            config,
            active: String::new(),
            sign_ins: SignIns::default(),
            account_names: AccountNames::default(),
        };
        let row = rows.row_by_name("x", true, Span::test_data());
        let s3 = &row.as_record().expect("a record")["properties"].as_record().expect("properties")["s3"];
        let s3 = s3.as_record().expect("nested");
        assert_eq!((s3.len(), &s3["addressing_style"]), (2, &Value::test_string("auto")));
    }

    #[test]
    fn a_secret_that_is_indented_below_another_key_is_not_shown() {
        for key in COLUMNS.iter().chain(&LONG_COLUMNS).filter(|key| !["name", "active", "kind"].contains(key)) {
            let text = format!("[profile x]\n{key} = a:b:c:d:1:role/a\n  aws_secret_access_key = hunter2\n");
            let config = Config::parse(Some((Path::new("config"), text.as_bytes())), None).expect("a config");
            let summary = summary(config.profile("x").expect("a profile"));
            let rows = ProfileRows {
                config,
                active: String::new(),
                sign_ins: SignIns::default(),
                account_names: AccountNames::default(),
            };
            let shown = format!("{:?} {summary}", rows.row_by_name("x", true, Span::test_data()));
            assert!(!shown.contains("hunter2"), "{shown}");
        }
    }

    #[test]
    fn a_summary_is_kind_identity_and_region() {
        let summary = |name| summary(config().profile(name).expect("a profile"));
        assert_eq!(summary("dev-account.developer"), "sso · 111122223333/developer · eu-west-1");
        assert_eq!(summary("chain"), "assume_role · 444455556666/tester");
        assert_eq!(summary("keys"), "static");
    }
}
