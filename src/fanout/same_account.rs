//! Profiles that lead to the same account and region, of which one is enough.

use std::collections::HashMap;

use crate::aws::environment::Environment;
use crate::config::Config;
use crate::credentials::SessionPreview;
use crate::error::{Error, ServiceError};
use crate::fanout::{RegionChoice, TargetSelection};

/// What profiles have in common that list the same items: the account, the region, and where requests go.
type Destination = (String, Option<String>, [Option<String>; 2]);

impl TargetSelection {
    /// Keeps one profile for each account and region, as far as the files tell the account, and those that are named. The
    /// others are asked where the first is refused. Returns the names of these others, each with that of the first.
    pub(crate) fn merge_accounts(
        &mut self,
        environment: &Environment,
        config: &Config,
        is_named: impl Fn(&str) -> bool,
    ) -> Vec<(String, String)> {
        let (mut first_of, mut left_out) = (HashMap::new(), Vec::new());
        let profiles = std::mem::take(&mut self.profiles).into_iter().map(|profile| {
            let destination = destination(environment, config, profile.as_deref(), &self.regions);
            let is_named = profile.as_deref().is_some_and(&is_named);
            if let Some(destination) = destination.clone().filter(|_| is_named) {
                first_of.entry(destination).or_insert_with(|| profile.clone());
            }
            (profile, destination, is_named)
        });
        for (profile, destination, is_named) in profiles.collect::<Vec<_>>() {
            let first = destination.and_then(|to| first_of.entry(to).or_insert_with(|| profile.clone()).clone());
            match (first, profile) {
                (Some(first), Some(other)) if first != other && !is_named => {
                    left_out.push((other.clone(), first.clone()));
                    self.substitutes.entry(first).or_default().push(other);
                }
                (_, profile) => self.profiles.push(profile),
            }
        }
        left_out
    }
}

fn destination(
    environment: &Environment,
    config: &Config,
    profile: Option<&str>,
    regions: &RegionChoice,
) -> Option<Destination> {
    let preview = SessionPreview::new(environment, config, profile).ok()?;
    let account = preview.account_id()?.to_owned();
    // The region matters only if each profile has its own.
    let region = preview.region.filter(|_| !matches!(regions, RegionChoice::Named(_)));
    let key = |key| preview.signed_by?.get(key).map(str::to_owned);
    Some((account, region, [key("endpoint_url"), key("services")]))
}

/// Whether another profile of the same account may be allowed to do what this error refuses.
pub(super) fn is_refusal(error: &Error) -> bool {
    matches!(error, Error::Credentials(_) | Error::Sso(_) | Error::Service(ServiceError::AccessDenied { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::owned_context;

    const CONFIG: &str = "\
[sso-session s]
sso_start_url = https://x
sso_region = eu-west-1
[profile admin]
sso_session = s
sso_account_id = 111122223333
sso_role_name = admin
region = eu-west-1
[profile reader]
sso_session = s
sso_account_id = 111122223333
sso_role_name = reader
region = eu-west-1
[profile role]
role_arn = arn:aws:iam::111122223333:role/a
source_profile = keys
region = eu-west-2
[profile local]
role_arn = arn:aws:iam::111122223333:role/a
source_profile = keys
region = eu-west-1
endpoint_url = http://localhost:4566
[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = secret
region = eu-west-1
[profile other]
sso_session = s
sso_account_id = 444455556666
sso_role_name = admin
region = eu-west-1
";

    /// The profiles that are asked, and those that are left out, if one is named.
    fn merged(regions: RegionChoice, named: &str) -> (Vec<String>, Vec<String>) {
        let context = owned_context(&[], CONFIG);
        let context = context.as_context();
        let names = ["admin", "reader", "role", "local", "keys", "other"];
        let profiles = names.map(|name| Some(name.to_owned())).to_vec();
        let mut selection = TargetSelection { profiles, regions, substitutes: HashMap::new() };
        let left_out = selection.merge_accounts(context.environment, context.config, |profile| profile == named);
        let left_out: Vec<_> = left_out.into_iter().map(|(name, _)| name).collect();
        let substitutes: Vec<_> = selection.substitutes.values().flatten().cloned().collect();
        assert_eq!(substitutes, left_out);
        (selection.profiles.into_iter().flatten().collect(), left_out)
    }

    #[test]
    fn an_account_is_asked_once_for_each_region() {
        let (asked, left_out) = merged(RegionChoice::Default, "");
        assert_eq!(asked, ["admin", "role", "local", "keys", "other"]);
        assert_eq!(left_out, ["reader"]);
    }

    #[test]
    fn named_regions_are_the_same_for_all_profiles() {
        let (asked, left_out) = merged(RegionChoice::parse(None, true).expect("all regions"), "");
        assert_eq!(asked, ["admin", "local", "keys", "other"]);
        assert_eq!(left_out, ["reader", "role"]);
    }

    #[test]
    fn a_named_profile_is_asked_and_stands_for_others() {
        let (asked, left_out) = merged(RegionChoice::Default, "reader");
        assert_eq!(asked, ["reader", "role", "local", "keys", "other"]);
        assert_eq!(left_out, ["admin"]);
    }
}
