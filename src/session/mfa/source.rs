//! The credentials with which a role is assumed.

use std::collections::HashSet;

use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;

use crate::config::{Config, Profile};
use crate::error::Error;
use crate::session::basis::Basis;
use crate::session::credentials::{Source, environment_keys, profile_keys};
use crate::session::failure::{Request, explain_credentials};
use crate::session::{Sts, sdk_config};

/// The credentials of the `source_profile` or `credential_source` of a profile that assumes a role.
pub async fn credentials(basis: &Basis<'_>, profile: &Profile, sts: Sts<'_>) -> Result<Credentials, Error> {
    let failed = |reason: &str| Error::Credentials { profile: Some(profile.name().into()), reason: reason.into() };
    let (source, from) = match (profile.get("source_profile"), profile.get("credential_source")) {
        (Some(name), None) => source_profile(basis.config, profile, name)?,
        (None, Some("Environment")) => match environment_keys(basis.environment)? {
            Some(keys) => return Ok(keys),
            None => return Err(failed("it says `credential_source = Environment`, where no keys are")),
        },
        (None, Some("EcsContainer")) => (Source::Container, None),
        (None, Some("Ec2InstanceMetadata")) => (Source::InstanceMetadata, None),
        (None, Some(_)) => {
            return Err(failed("its `credential_source` is none of Environment, EcsContainer and Ec2InstanceMetadata"));
        }
        (Some(_), Some(_)) => return Err(failed("it has both a `source_profile` and a `credential_source`")),
        (None, None) => return Err(failed("it has neither a `source_profile` nor a `credential_source`")),
    };
    if let Source::Keys(keys) = source {
        return Ok(keys);
    }
    let request = Request {
        action: "sts:AssumeRole",
        region: sts.region.unwrap_or_default(),
        profile: from.map(Profile::name).or(Some(profile.name())),
        kind: from.and_then(Profile::kind),
    };
    let sdk = sdk_config(basis, &source, from, sts).await?;
    let provider = sdk.credentials_provider().ok_or_else(|| failed("nothing provides them"))?;
    provider.provide_credentials().await.map_err(|error| explain_credentials(&error, request))
}

/// What a source profile has. Its keys come before its role (in the CLI and the SDK), so that a profile may be its own
/// source.
fn source_profile<'a>(
    config: &'a Config,
    profile: &'a Profile,
    name: &str,
) -> Result<(Source, Option<&'a Profile>), Error> {
    let source = config.profile(name).ok_or_else(|| Error::SourceProfileNotFound {
        profile: profile.name().to_owned(),
        name: name.to_owned(),
        nearest: config.nearest(name).into_iter().map(str::to_owned).collect(),
    })?;
    if let Some(keys) = profile_keys(source)? {
        return Ok((Source::Keys(keys), Some(source)));
    }
    check_for_circle(config, profile)?;
    Ok((Source::Profile, Some(source)))
}

/// Refuses source profiles that lead back to where they began.
fn check_for_circle(config: &Config, first: &Profile) -> Result<(), Error> {
    let (mut names, mut seen) = (Vec::new(), HashSet::new());
    let mut next = Some(first);
    while let Some(profile) = next.filter(|profile| names.is_empty() || profile.get("aws_access_key_id").is_none()) {
        names.push(profile.name());
        if !seen.insert(profile.name()) {
            let reason = format!("its source profiles lead in a circle: {}", names.join(" -> "));
            return Err(Error::Credentials { profile: Some(first.name().to_owned()), reason });
        }
        next = profile.get("role_arn").and(profile.get("source_profile")).and_then(|name| config.profile(name));
    }
    Ok(())
}
