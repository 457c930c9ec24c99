//! Properties that hold for every generated file.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::config::edit::tests::properties::comments;
use crate::config::line_syntax::is_identifier;
use crate::config::start_url::canonical;
use crate::config::tests::bytes;
use crate::config::tests::sdk::sdk;
use crate::config::{Config, Profile, Section};

/// A config file with duplicates, comments and missing keys.
fn config_file() -> impl Strategy<Value = String> {
    const HEADERS: [&str; 14] = [
        "[profile a]",
        "[profile a] # c",
        "[profile b]",
        "[profile b]",
        "[profile 'b']",
        "[profile  c];d",
        "[ profile c ]",
        "[default]",
        "[profile default] # [x]",
        "[sso-session s]",
        "[sso-session t]",
        "[services s]",
        "[foo]",
        "  [profile d]",
    ];
    const LINES: [&str; 32] = [
        "sso_session = s",
        "sso_session = nobody",
        "sso_start_url = https://x.awsapps.com/start",
        "sso_start_url = https://X.awsapps.com/start#/ # c",
        "sso_start_url=https://y.example.com/",
        "sso_start_url = no url",
        "sso_start_url =",
        "sso_region = eu-west-1",
        "sso_region = eu-west-1 ; d",
        "SSO_Region = us-east-1",
        "sso_account_id = 1",
        "sso_role_name = r",
        "role_arn = x",
        "source_profile = a",
        "source_profile = b",
        "region = eu-west-1",
        "region = eu-west-1 # c",
        "Region = x",
        "output = json",
        "aws_access_key_id = AKIA # hunter2",
        "aws_secret_access_key = hunter2",
        "credential_process = x #y",
        "s3 = # c",
        "s3 =",
        "  k = v",
        "\tk = v#c",
        "  # i",
        "# c",
        "",
        "a:b = c",
        "in valid = x",
        "x = \u{e9} # \u{e9}",
    ];
    let block = (prop::sample::select(&HEADERS[..]), prop::collection::vec(prop::sample::select(&LINES[..]), 0..7));
    let line_break = prop::sample::select(&["\n", "\n", "\r\n"][..]);
    let top = prop::sample::select(&["", "", "\u{feff}", "# top\n", "\n"][..]);
    (top, prop::collection::vec(block, 0..6), line_break, any::<bool>()).prop_map(|(top, blocks, line_break, ended)| {
        let lines = blocks.iter().flat_map(|(header, lines)| std::iter::once(header).chain(lines));
        let text = top.to_owned() + &lines.copied().collect::<Vec<_>>().join(line_break);
        if ended && !blocks.is_empty() { text + line_break } else { text }
    })
}

fn is_readable(text: &str) -> bool {
    Document::parse(text.into()).syntax_errors().is_empty()
}

/// The keys of a profile with those of its session, and with its start URL in canonical form.
fn meaning(config: &Config, profile: &Profile) -> BTreeMap<String, String> {
    let own = profile.properties().iter().map(|property| (property.key().to_owned(), property.all_lines().to_owned()));
    let mut keys: BTreeMap<_, _> = own.collect();
    let sso = profile.sso(config);
    let url = sso.and_then(|sso| sso.start_url).map(|url| canonical(url).unwrap_or_else(|| url.to_owned()));
    let session = keys.remove("sso_session").filter(|name| config.sso_session(name).is_none());
    for (key, value) in [("sso_session", session), ("sso_start_url", url)] {
        keys.remove(key);
        keys.extend(value.map(|value| (key.to_owned(), value)));
    }
    // A fix may add a missing region.
    keys.remove("sso_region");
    keys
}

/// The region of a profile's Identity Center. A region with further lines doesn't count.
fn region_of(config: &Config, name: &str) -> Option<String> {
    let region = config.profile(name)?.sso(config)?.region;
    region.filter(|region| !region.is_empty() && !region.contains('\n')).map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 1_000_000, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn fixing_twice_changes_nothing_more(config in config_file(), credentials in config_file()) {
        let credentials = credentials.replace("[profile ", "[");
        prop_assume!(is_readable(&config) && is_readable(&credentials));
        let once = fixed(&config, &credentials);
        let left: Vec<_> = lint(&files(&once[0], &once[1])).into_iter().filter(|finding| finding.fix_action().is_some()).collect();
        prop_assert!(left.is_empty(), "{:?}\n{:?}", once, left);
        prop_assert_eq!(fixed(&once[0], &once[1]), once);
    }

    #[test]
    fn fixes_leave_the_meaning_of_every_profile(config in config_file(), credentials in config_file()) {
        let credentials = credentials.replace("[profile ", "[");
        prop_assume!(is_readable(&config) && is_readable(&credentials));
        let [after_config, after_credentials] = fixed(&config, &credentials);
        let (before, after) = (files(&config, &credentials).into_config(), files(&after_config, &after_credentials).into_config());
        let names = |config: &Config| config.profiles().map(|profile| profile.name().to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(names(&before), names(&after));
        for (old, new) in before.profiles().zip(after.profiles()) {
            prop_assert_eq!(meaning(&before, old), meaning(&after, new), "{}", after_config);
            let region = region_of(&before, old.name());
            prop_assert!(region.is_none() || region == region_of(&after, old.name()), "{}", after_config);
        }
        for session in before.sso_sessions().map(Section::name) {
            prop_assert!(after.sso_session(session).is_some());
        }
    }

    #[test]
    fn without_findings_about_the_text_the_rust_sdk_reads_the_same(config in config_file()) {
        prop_assume!(is_readable(&config));
        let after = fixed_config(&config);
        let of_text = ["duplicate", "twice", "section", "key_name", "comment", "indented", "mark"];
        let is_of_text = |finding: &Finding| of_text.iter().any(|word| finding.code.contains(word));
        prop_assume!(!findings(&after).iter().any(is_of_text));
        let (ours, theirs) = (files(&after, "").into_config(), sdk(&after, "").map_err(TestCaseError::fail)?);
        for profile in ours.profiles() {
            let theirs = theirs.get_profile(profile.name());
            prop_assert!(theirs.is_some(), "{}", after);
            for property in profile.properties() {
                let value = theirs.and_then(|profile| profile.get(property.key()));
                prop_assert_eq!(value, Some(property.all_lines()), "{}", after);
            }
        }
    }

    #[test]
    fn every_comment_stays(config in config_file(), credentials in config_file()) {
        let credentials = credentials.replace("[profile ", "[");
        prop_assume!(is_readable(&config) && is_readable(&credentials));
        let [after_config, after_credentials] = fixed(&config, &credentials);
        prop_assert_eq!(comments(&after_config), comments(&config));
        prop_assert_eq!(comments(&after_credentials), comments(&credentials));
    }

    #[test]
    fn ignored_sections_and_keys_are_found(config in config_file(), credentials in config_file()) {
        prop_assume!(is_readable(&config) && is_readable(&credentials));
        let files = files(&config, &credentials);
        let found = lint(&files);
        for file in files.files() {
            let headers = file.headers().filter(|(_, header)| header.is_err()).map(|(block, _)| block.line());
            let keys = file.entries().filter(|(entry, _)| !is_identifier(file.key(entry))).map(|(entry, _)| entry.line());
            for line in headers.chain(keys) {
                let location = Some(file.location(line));
                prop_assert!(found.iter().any(|finding| finding.location == location), "{:?}", location);
            }
        }
    }

    #[test]
    fn any_bytes_can_be_checked(config in bytes(), credentials in bytes()) {
        let files = ConfigFiles::parse(Some((Path::new("a"), &config)), Some((Path::new("b"), &credentials)));
        let plan = FixPlan::new(&files, &CheckScope::all(), &lint(&files)).unwrap();
        for (file, bytes) in [(FileKind::Config, config), (FileKind::Credentials, credentials)] {
            prop_assert!(plan.apply(Path::new("a"), file, &Document::parse(bytes)).is_ok());
        }
    }
}
