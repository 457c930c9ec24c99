//! The versions of Nushell that one executable serves, and what each of them needs.
//!
//! Nushell refuses a plugin whose minor version isn't its own. So the plugin reads Nushell's version first and announces
//! the same one ([`connection`]), translates what older versions send ([`translation`]), and packs rows for the versions
//! in [`KNOWN`]. Any other version gets an error from every call ([`refusal`]). ARCHITECTURE.md says how to add a version.

pub(crate) mod connection;
pub(crate) mod message_tree;
pub(crate) mod refusal;
pub(crate) mod translation;

use nu_plugin_protocol::ProtocolInfo;

/// What a version has that ours, the one of our `nu-protocol`, doesn't have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Difference {
    /// The metadata of pipelines has no `path_columns`.
    NoPathColumns,
    /// The metadata of pipelines says that data comes from `ls`.
    LsDataSource,
    /// Cell paths and ranges are structures. Since 0.114 they are texts.
    StructuredPaths,
    /// A completion can't ask for the caller's environment.
    IsolatedCompletions,
}

use Difference::{IsolatedCompletions, LsDataSource, NoPathColumns, StructuredPaths};

/// A minor version that the plugin is tested with. In all of them, the variants of `Value` have the numbers that packed
/// rows use.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct KnownVersion {
    /// 115 is 0.115.
    minor: u16,
    differences: &'static [Difference],
}

/// The oldest first, without gaps.
const KNOWN: &[KnownVersion] = &[
    known(109, &[NoPathColumns, LsDataSource, StructuredPaths, IsolatedCompletions]),
    known(110, &[NoPathColumns, LsDataSource, StructuredPaths, IsolatedCompletions]),
    known(111, &[LsDataSource, StructuredPaths, IsolatedCompletions]),
    known(112, &[LsDataSource, StructuredPaths, IsolatedCompletions]),
    known(113, &[StructuredPaths, IsolatedCompletions]),
    known(114, &[IsolatedCompletions]),
    known(115, &[]),
    known(116, &[]),
];

/// Nushell has exchanged versions with plugins since 0.91. Smaller numbers aren't versions of Nushell.
const OLDEST_WITH_VERSIONS: u16 = 91;

const fn known(minor: u16, differences: &'static [Difference]) -> KnownVersion {
    KnownVersion { minor, differences }
}

/// The known versions as a text: `0.109 to 0.116`.
pub(crate) fn known_versions() -> String {
    let [oldest, .., newest] = KNOWN else { return String::new() };
    format!("0.{} to 0.{}", oldest.minor, newest.minor)
}

/// What to do with a Nushell whose version is unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum UnknownVersions {
    /// Answer each of its calls with an error.
    #[default]
    Refuse,
    /// Serve it as if it were the nearest known version, but never pack rows: it may number the variants of `Value`
    /// differently, and would then read wrong values without an error.
    Try,
}

impl UnknownVersions {
    const VARIABLE: &str = "NU_PLUGIN_AWS_ANY_NUSHELL";

    /// Reads the variable of the process: Nushell can't be asked for the caller's before its version is known.
    #[expect(clippy::disallowed_methods, reason = "there is no caller yet")]
    pub(crate) fn from_process_environment() -> Self {
        if std::env::var_os(Self::VARIABLE).is_some_and(|value| value == "1") { Self::Try } else { Self::Refuse }
    }
}

/// The Nushell that has started the plugin.
#[derive(Debug)]
pub(crate) struct EngineVersion {
    text: String,
    known: Option<&'static KnownVersion>,
    differences: &'static [Difference],
    is_refused: bool,
}

impl EngineVersion {
    /// The version as Nushell announces it.
    pub(crate) fn new(text: String, unknown: UnknownVersions) -> Self {
        let known = minor(&text).and_then(|minor| KNOWN.iter().find(|known| known.minor == minor));
        let nearest = if is_older(&text) { KNOWN.first() } else { KNOWN.last() };
        let differences = known.or(nearest).map_or(&[][..], |version| version.differences);
        Self { is_refused: known.is_none() && unknown == UnknownVersions::Refuse, text, known, differences }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is exactly the version of our `nu-protocol`, so that all types are the same.
    pub(crate) fn is_ours(&self) -> bool {
        self.text == ProtocolInfo::default().version
    }

    pub(crate) fn reads_packed_values(&self) -> bool {
        self.known.is_some()
    }

    pub(crate) fn is_refused(&self) -> bool {
        self.is_refused
    }

    pub(crate) fn has(&self, difference: Difference) -> bool {
        self.differences.contains(&difference)
    }

    /// Whether its `table` shortens every column to show more of them. 0.116 shows as many columns as fit.
    pub(crate) fn shortens_columns(&self) -> bool {
        self.known.is_some_and(|known| known.minor < 116)
    }

    /// Whether it is older than all known versions.
    pub(crate) fn is_older(&self) -> bool {
        is_older(&self.text)
    }
}

fn is_older(version: &str) -> bool {
    minor(version)
        .is_some_and(|minor| minor >= OLDEST_WITH_VERSIONS && KNOWN.first().is_some_and(|oldest| minor < oldest.minor))
}

/// The minor version of a release: 115 of `0.115.1`. `None` for a pre-release, for 1.0.0, and for anything else.
fn minor(version: &str) -> Option<u16> {
    let (minor, patch) = version.strip_prefix("0.")?.split_once('.')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(minor) && is_number(patch)).then(|| minor.parse().ok())?
}

#[cfg(test)]
mod tests {
    mod recordings;

    use super::*;

    fn engine(version: &str) -> EngineVersion {
        EngineVersion::new(version.into(), UnknownVersions::Refuse)
    }

    #[test]
    fn every_patch_of_a_known_minor_is_known() {
        for version in ["0.109.0", "0.109.1", "0.112.2", "0.115.1", "0.116.0", "0.116.12"] {
            let engine = engine(version);
            assert!(engine.reads_packed_values() && !engine.is_refused(), "{version}");
        }
        assert!(engine(&ProtocolInfo::default().version).is_ours() && !engine("0.116.1").is_ours());
    }

    #[test]
    fn anything_else_is_unknown() {
        let newer = ["0.117.0", "1.0.0", "0.1.0", "0.116.1-nightly.3", "0.115.1-rc1", "0.115", "0.+115.1", "0.115.1.2"];
        let odd = ["", "0.115.", "0.115.x", "115", "0.115.1+build", "v0.115.1", "0.4294967411.1"];
        for version in newer.iter().chain(&odd) {
            let engine = engine(version);
            assert!(engine.is_refused() && !engine.reads_packed_values() && !engine.is_older(), "{version}");
        }
        for version in ["0.108.0", "0.91.0"] {
            assert!(engine(version).is_refused() && engine(version).is_older(), "{version}");
        }
    }

    #[test]
    fn an_unknown_version_that_is_tried_gets_names_and_the_translation_of_the_nearest() {
        for (version, needs_translation) in [("0.108.0", true), ("0.117.0", false), ("0.1.0", false)] {
            let engine = EngineVersion::new(version.into(), UnknownVersions::Try);
            assert!(!engine.is_refused() && !engine.reads_packed_values(), "{version}");
            assert_eq!(engine.has(StructuredPaths), needs_translation, "{version}");
        }
    }

    #[test]
    fn the_known_versions_have_no_gaps_and_lose_differences_one_after_the_other() {
        for pair in KNOWN.windows(2) {
            let [older, newer] = pair else { panic!("{pair:?}") };
            assert_eq!(older.minor + 1, newer.minor);
            assert!(newer.differences.iter().all(|difference| older.differences.contains(difference)));
        }
        assert_eq!(known_versions(), "0.109 to 0.116");
        let ours = minor(&ProtocolInfo::default().version).expect("a release");
        let known = KNOWN.iter().find(|known| known.minor == ours).expect("our own version");
        assert_eq!(known.differences, []);
    }
}
