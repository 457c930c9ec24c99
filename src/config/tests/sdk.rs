//! The Rust SDK reads generated files like we do, without what only we and the CLI accept.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_runtime::env_config::section::EnvConfigSections;
use aws_runtime::env_config::source;
use aws_types::os_shim_internal::{Env, Fs};

use super::*;
use crate::error::ConfigError;

/// The two files as the SDK reads them, or its error.
pub(crate) fn sdk(config: &str, credentials: &str) -> Result<EnvConfigSections, String> {
    let files = EnvConfigFiles::builder()
        .with_contents(EnvConfigFileKind::Config, config)
        .with_contents(EnvConfigFileKind::Credentials, credentials)
        .build();
    let (env, fs) = (Env::from_slice(&[]), Fs::from_slice(&[]));
    // The future is ready at once, because nothing is read from a disk.
    match pin!(source::load(&env, &fs, &files)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(source) => EnvConfigSections::parse(source.unwrap()).map_err(|error| error.to_string()),
        Poll::Pending => panic!("the SDK waits"),
    }
}

fn file(headers: &'static [&'static str]) -> impl Strategy<Value = String> {
    const LINES: &[&str] = &[
        "",
        " \t",
        "# c",
        "; c = d",
        "k = v",
        "K=w # c",
        "k = a#b;c",
        "a:b = \\\"\\",
        "s3 =",
        "s3 = # c",
        "x = ' \u{a0}",
        " n = v # c",
        "\tN = v",
        " text",
        " [profile a]",
        "in valid = x",
        "k = \u{a0}v\u{a0}#c",
        "k = v\r",
        "é = é",
        "k == v",
        "k = \\",
        " = v",
        "bad",
        "k : v",
    ];
    // The lines at the end of the list are syntax errors in most places, so they are rare.
    let line = prop_oneof![60 => prop::sample::select(&LINES[..21]), 1 => prop::sample::select(LINES)];
    let block = (prop::sample::select(headers), prop::collection::vec(line, 0..6));
    // An indented line right below a header is a property for us, but not for the SDK.
    let text = |(header, lines): (&str, Vec<&str>)| format!("{header}\nfirst = 1\n{}", lines.join("\n"));
    prop::collection::vec(block.prop_map(text), 0..5).prop_map(|blocks| blocks.join("\n"))
}

fn config_file() -> impl Strategy<Value = String> {
    file(&[
        "[profile a]",
        "[profile b] # c",
        "[default];c",
        "[profile default]",
        "[sso-session a]",
        "[c]",
        "[profile d!]",
    ])
}

fn credentials_file() -> impl Strategy<Value = String> {
    file(&["[a]", "[c] # c", "[default]", "[profile b]", "[d!]"])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_rust_sdk_reads_the_same(config in config_file(), credentials in credentials_file()) {
        let ours = Config::parse(
            Some((Path::new("config"), config.as_bytes())),
            Some((Path::new("credentials"), credentials.as_bytes())),
        );
        match (ours, sdk(&config, &credentials)) {
            (Ok(ours), Ok(theirs)) => check(&ours, &theirs)?,
            (Err(ConfigError::Syntax { line, expected, .. }), Err(theirs)) => {
                prop_assert!(theirs.ends_with(&format!(" on line {line}:\n  {expected}")), "{}", theirs)
            }
            (ours, theirs) => prop_assert!(false, "{:?} {:?}", ours, theirs),
        }
    }
}

fn check(ours: &Config, theirs: &EnvConfigSections) -> Result<(), TestCaseError> {
    // We also read names that only the AWS CLI reads.
    let mut names: Vec<_> = names(ours).into_iter().filter(|name| line_syntax::is_identifier(name)).collect();
    let mut their_names: Vec<_> = theirs.profiles().collect();
    names.sort_unstable();
    their_names.sort_unstable();
    prop_assert_eq!(names, their_names);
    for profile in ours.profiles().filter(|profile| line_syntax::is_identifier(profile.name())) {
        for key in ["first", "k", "a:b", "s3", "x", "é", "in valid"] {
            let of_sdk = theirs.get_profile(profile.name()).and_then(|profile| profile.get(key));
            prop_assert_eq!(profile.property(key).map(Property::all_lines), of_sdk, "{}", key);
        }
    }
    Ok(())
}
