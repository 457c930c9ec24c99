//! A profile of the AWS files as a row.

use chrono::{DateTime, Utc};
use nu_protocol::{Span, Value};

use crate::config::{Config, Kind, Profile, first_line, masked};
use crate::packed::Packer;
use crate::sso::sessions::SignIns;

/// The columns of a row without `--long`. All are there in every row; what a profile doesn't say is null.
pub const COLUMNS: [&str; 14] = [
    "name",
    "active",
    "kind",
    "region",
    "output",
    "sso_session",
    "sso_start_url",
    "sso_region",
    "sso_account_id",
    "sso_role_name",
    "role_arn",
    "source_profile",
    "sso_status",
    "sso_expires_at",
];

/// The columns that keep their width in a narrow terminal, the most telling first.
pub const FIRST_COLUMNS: [&str; 6] = ["name", "active", "kind", "region", "sso_account_id", "sso_role_name"];

/// What the rows of profiles are made from.
pub struct Profiles<'a> {
    /// The AWS files.
    pub config: &'a Config,
    /// The name of the active profile.
    pub active: &'a str,
    /// The sign-ins.
    pub sign_ins: &'a SignIns,
}

impl Profiles<'_> {
    /// The row of a profile. `long` adds `properties` (every key as written, secrets masked) and `files` (each
    /// `path:line` where a section of the profile begins).
    pub fn row(&self, profile: &Profile, long: bool, span: Span) -> Value {
        Packer::new(span).pack_surely(|to| self.write(profile, long, to)).value()
    }

    /// Writes the row of a profile, as [`row`](Self::row) has it.
    pub fn write(&self, profile: &Profile, long: bool, to: &mut Packer) {
        let sso = profile.sso(self.config);
        let sign_in = sso.as_ref().map(|sso| self.sign_ins.get(sso));
        let row = to.open_record();
        for column in COLUMNS {
            to.name(column);
            match column {
                "name" => text(Some(profile.name()), to),
                "active" => to.bool(profile.name() == self.active),
                "kind" => text(profile.kind().map(Kind::as_str), to),
                "sso_start_url" => text(sso.as_ref().and_then(|sso| sso.start_url), to),
                "sso_region" => text(sso.as_ref().and_then(|sso| sso.region), to),
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
            profile.places().iter().for_each(|place| to.string(&place.to_string()));
            to.close(list, profile.places().len());
        }
        to.close(row, if long { COLUMNS.len() + 2 } else { COLUMNS.len() });
    }
}

fn time(time: Option<DateTime<Utc>>, to: &mut Packer) {
    match time {
        Some(time) => to.date(time.fixed_offset()),
        None => to.nothing(),
    }
}

fn text(text: Option<&str>, to: &mut Packer) {
    to.optional(text.filter(|text| !text.is_empty()).map(first_line).as_deref());
}

/// A name's sort, account, role and region in a few words, for completions and notes.
pub fn summary(profile: &Profile) -> String {
    let identity = match (profile.get("sso_account_id"), profile.get("sso_role_name"), profile.get("role_arn")) {
        (Some(account), Some(role), _) => Some(format!("{account}/{role}")),
        (_, _, Some(arn)) => Some(account_and_role(arn)),
        (account, role, None) => account.or(role).map(str::to_owned),
    };
    let kind = profile.kind().map(|kind| kind.as_str().to_owned());
    let parts = [kind, identity, profile.region().map(str::to_owned)];
    let parts = parts.iter().flatten().map(|part| first_line(part));
    parts.collect::<Vec<_>>().join(" · ")
}

/// `arn:aws:iam::111122223333:role/path/name` is `111122223333/name`.
fn account_and_role(arn: &str) -> String {
    let arn = &*first_line(arn);
    let account = arn.split(':').nth(4).unwrap_or_default();
    let role = arn.rsplit('/').next().unwrap_or_default();
    if account.is_empty() { arn.to_owned() } else { format!("{account}/{role}") }
}

fn properties(profile: &Profile, to: &mut Packer) {
    let record = to.open_record();
    for property in profile.properties() {
        to.name(property.key_as_written());
        match property.nested() {
            None => to.string(&masked(property.key(), property.value())),
            Some(nested) => {
                let record = to.open_record();
                for sub in nested {
                    to.name(&sub.key);
                    to.string(&masked(&sub.key, &sub.value));
                }
                to.close(record, nested.len());
            }
        }
    }
    to.close(record, profile.properties().len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    use nu_protocol::Record;

    const ARTICLE: &str = "\
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
        Config::parse(Some((Path::new("/etc/aws"), ARTICLE.as_bytes())), None).expect("a config")
    }

    fn record(name: &str, long: bool) -> Record {
        let config = config();
        let profile = config.profile(name).expect("a profile");
        Profiles { config: &config, active: "keys", sign_ins: &SignIns::default() }
            .row(profile, long, Span::test_data())
            .into_record()
            .expect("a record")
    }

    #[test]
    fn a_profile_shows_its_sessions_start_url_and_region() {
        let row = record("dev-account.developer", false);
        assert_eq!(row.columns().collect::<Vec<_>>(), COLUMNS);
        assert_eq!(row["sso_start_url"], Value::test_string("https://my-org.awsapps.com/start"));
        assert_eq!(row["sso_region"], Value::test_string("eu-west-1"));
        assert_eq!(row["kind"], Value::test_string("sso"));
        assert_eq!(row["sso_status"], Value::test_string("signed_out"));
        assert_eq!(row["active"], Value::test_bool(false));
        assert!(row["role_arn"].is_nothing());
    }

    #[test]
    fn empty_is_null_and_the_active_one_is_marked() {
        let row = record("keys", false);
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
    fn a_secret_that_is_indented_below_another_key_is_not_shown() {
        for key in COLUMNS.iter().filter(|key| !["name", "active", "kind"].contains(key)) {
            let text = format!("[profile x]\n{key} = a:b:c:d:1:role/a\n  aws_secret_access_key = hunter2\n");
            let config = Config::parse(Some((Path::new("config"), text.as_bytes())), None).expect("a config");
            let profile = config.profile("x").expect("a profile");
            let profiles = Profiles { config: &config, active: "", sign_ins: &SignIns::default() };
            let shown = format!("{:?} {}", profiles.row(profile, true, Span::test_data()), summary(profile));
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
