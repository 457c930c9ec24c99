//! The findings of one moment.

use std::path::Path;

use nu_protocol::{LabeledError, Spanned};

use crate::config::lint::{CheckScope, Finding, FixPlan, check_permissions, lint};
use crate::config::{Config, ConfigFiles, ConfigPaths, Profile};
use crate::context::active::not_found;
use crate::error::{ConfigError, Error, NamedBy, Spans};

/// What is wrong with the files now, as far as the call is about it.
pub(crate) struct Inspection {
    files: ConfigFiles,
    pub(crate) scope: CheckScope,
    pub(crate) findings: Vec<Finding>,
}

impl Inspection {
    /// Reads the files and checks them. Without names everything is meant.
    pub(crate) fn of(
        paths: &ConfigPaths,
        names: Option<&[Spanned<String>]>,
        spans: &Spans,
    ) -> Result<Self, LabeledError> {
        let files = ConfigFiles::load(paths).map_err(|cause| Error::from(cause).at(spans))?;
        let scope = match names {
            Some(names) => CheckScope::from_profiles(files.config(), &profiles(names, files.config())?),
            None => CheckScope::all(),
        };
        let permissions = check_permissions(&paths.credentials).filter(|finding| scope.includes(finding));
        let findings = lint(&files).into_iter().filter(|finding| scope.includes(finding)).chain(permissions).collect();
        Ok(Self { files, scope, findings })
    }

    /// What `--fix` does.
    pub(crate) fn mending(&self) -> Result<FixPlan<'_>, ConfigError> {
        FixPlan::new(&self.files, &self.scope, &self.findings)
    }

    /// How much `--fix` has mended in which file, as far as it is not found `after` it; `None` for nothing.
    pub(crate) fn note(&self, after: &Self) -> Option<String> {
        let is_same = |one: &Finding, other: &Finding| {
            (one.code, &one.section, &one.message) == (other.code, &other.section, &other.message)
        };
        let is_left = |finding: &&Finding| after.findings.iter().any(|left| is_same(finding, left));
        let mut mended = Vec::<(&Path, usize)>::new();
        for finding in self.findings.iter().filter(|finding| finding.fix_action().is_some() && !is_left(finding)) {
            let Some(path) = finding.location.as_ref().map(|place| &*place.path) else { continue };
            match mended.iter_mut().find(|(known, _)| *known == path) {
                Some((_, count)) => *count += 1,
                None => mended.push((path, 1)),
            }
        }
        let findings = |count| if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
        let parts: Vec<_> =
            mended.iter().map(|(path, count)| format!("{} in {}", findings(*count), path.display())).collect();
        (!parts.is_empty()).then(|| format!("Mended {}.", parts.join(" and ")))
    }
}

/// The profiles of these names.
fn profiles<'a>(names: &[Spanned<String>], config: &'a Config) -> Result<Vec<&'a Profile>, LabeledError> {
    let profile = |name: &Spanned<String>| {
        let error = || not_found(config, &name.item, NamedBy::Call).at(&Spans::head(name.span));
        config.profile(&name.item).ok_or_else(error)
    };
    names.iter().map(profile).collect()
}
