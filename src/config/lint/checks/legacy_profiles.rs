//! Legacy profiles, which have a start URL of their own in place of a session. Their sign-ins can't be refreshed.

use crate::config::config_files::ConfigFiles;
use crate::config::lint::finding::{Finding, Fix, Severity};
use crate::config::lint::session_migration::{SessionMigration, is_legacy};

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let migration = SessionMigration::new(config);
    let legacy = config.profiles().filter(|profile| is_legacy(profile));
    let findings = legacy.map(|profile| {
        let message = "Without a session, nothing is refreshed";
        let finding = Finding::new(Severity::Hint, "aws::check::sso_legacy", message);
        let manual = || Fix::Manual("add `sso_region`, then use `--fix`".into());
        finding.in_profile(profile, &["sso_start_url"]).with_fix(migration.fix(profile).unwrap_or_else(manual))
    });
    findings.collect()
}
