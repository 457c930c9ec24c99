//! What fuzzers test: each function reads one kind of input that other programs and servers write, and panics only
//! because of a bug. `scripts/test fuzz` runs them with the targets in `tests/fuzz`.

mod services;

use std::path::Path;

use nu_plugin_core::Encoder as _;
use nu_plugin_protocol::PluginInput;
use nu_protocol::Span;

use crate::cli_cache::account_names::AccountNames;
use crate::cli_cache::console_sessions::{ConsoleSession, subject};
use crate::cli_cache::json_object::JsonObject;
use crate::cli_cache::{role_cache, token_cache};
use crate::config::config_files::ConfigFiles;
use crate::config::diff::diff;
use crate::config::edits::Edits;
use crate::config::identity_center::IdentityCenter;
use crate::config::lint::lint;
use crate::config::paths::FileKind;
use crate::config::section_name::SectionName;
use crate::credentials::console::authorization::code_in_text;
use crate::credentials::console::proof_key::ProofKey;
use crate::credentials::kinds::process;
use crate::ec2::paging::page::Page;
use crate::ec2::{BufferPool, RESOURCES};
use crate::error::Error;
use crate::fuzz::services::Services;
use crate::nu::message_encoder::PackedEncoder;
use crate::nu::msgpack::Packer;
use crate::rows::api::{ColumnOptions, Columns, RowOrigin};
use crate::sso::login::callback;

/// A config or credentials file: it is read, checked and edited. What an edit writes is read back.
pub fn config(data: &[u8]) {
    let path = Path::new("file");
    for kind in [FileKind::Config, FileKind::Credentials] {
        let file = Some((path, data));
        let files = match kind {
            FileKind::Config => ConfigFiles::parse(file, None),
            FileKind::Credentials => ConfigFiles::parse(None, file),
        };
        let _ = lint(&files);
        let names = files.config().profiles().map(|profile| profile.name().to_owned()).take(1);
        for name in names.chain(["new".to_owned()]) {
            let section = SectionName::profile(&name);
            let set = Edits::in_file(kind, |edit| _ = edit.set(&section, "region", "eu-west-1"));
            if let Ok(edited) = files.with_edits(&set) {
                let region = edited.config().profile(&name).and_then(|profile| profile.get("region"));
                assert_eq!(region, Some("eu-west-1"), "the edit of {name:?} is lost");
                for (before, after) in files.files().iter().zip(edited.files()) {
                    let _ = diff(path, before.document.as_bytes(), after.document.as_bytes());
                }
            }
            let mut remove = Edits::new();
            remove.remove_profile(&name);
            if let Ok(edited) = files.with_edits(&remove) {
                assert!(edited.config().profile(&name).is_none(), "{name:?} is still there");
            }
        }
    }
}

/// A response of EC2: rows are made of its items as far as they are well-formed.
pub fn rows(data: &[u8]) {
    for resource in RESOURCES {
        let mut buffer = BufferPool::default().extra_permit().buffer(Some(data.len()));
        buffer.push(data);
        let Ok(text) = buffer.into_text() else { return };
        let Ok(page) = Page::read(resource.operation_name(), &resource.operation.path, text) else { continue };
        let columns = Columns::all(resource.schema(), ColumnOptions::default());
        let mut packer = Packer::new(Span::unknown());
        for number in 0..page.len() {
            let Some((item, parent)) = page.item(number) else { continue };
            let origin = RowOrigin {
                region: "eu-west-1",
                profile: None,
                account_id: None,
                account_names: &AccountNames::default(),
                parent,
            };
            if let Ok(row) = columns.row(item, origin, &mut packer) {
                let _ = row.value();
            }
        }
    }
}

/// An answer of the portal, of SSO-OIDC or of STS: the first byte is the index of its status, the second that of the
/// method that receives it.
pub fn json_response(data: &[u8]) {
    thread_local! {
        static SERVICES: Result<Services, Error> = Services::new();
    }
    SERVICES.with(|services| match services {
        Ok(services) => {
            if let Err(error) = services.answer(data) {
                let _ = (error.code(), error.to_string());
            }
        }
        Err(error) => unreachable!("the clients need no network: {error}"),
    });
}

/// A file in the caches that the AWS CLI and the SDKs share: a token, credentials of a role, or a console session.
pub fn caches(data: &[u8]) {
    let center = IdentityCenter { session: None, start_url: "".into(), region: "".into(), scopes: Vec::new() };
    if let Some(object) = JsonObject::parse(data) {
        let _ = token_cache::parse_token(&object, &center);
        let renewal = ConsoleSession::parse(&object).and_then(|session| session.renewal);
        let _ = renewal.and_then(|renewal| ProofKey::parse(renewal.proof_key.expose()));
    }
    let _ = role_cache::parse(data, "111122223333");
}

/// What a `credential_process` prints.
pub fn program_output(data: &[u8]) {
    let _ = process::parse(data);
}

/// Messages of Nushell.
pub fn nushell_message(mut data: &[u8]) {
    let encoder = PackedEncoder::default();
    while let Ok(Some(message)) = encoder.decode(&mut data) {
        let _: PluginInput = message;
    }
}

/// A request to the local server that waits for the end of a sign-in.
pub fn callback(data: &[u8]) {
    if let Some(reply) = callback::reply(data, "state") {
        let accepted = matches!(reply.outcome, Some(Ok(_)));
        assert!(!accepted || data.windows(5).any(|bytes| bytes == b"state"), "a code without the state is accepted");
    }
}

/// An identity token of the console's sign-in. What it says becomes a line of the config file.
pub fn id_token(data: &[u8]) {
    let subject = std::str::from_utf8(data).ok().and_then(subject);
    assert!(subject.is_none_or(|subject| subject.lines().count() <= 1), "the name of the user has two lines");
}

/// The text that the user pastes at the end of a sign-in on another device.
pub fn pasted_text(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(code) = code_in_text(&text, "state") {
        assert!(!code.expose().is_empty() && code_in_text(&text, "other").is_err(), "the state makes no difference");
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// What fuzzers have found stays tested.
    #[test]
    fn no_input_of_the_corpora_causes_a_panic() {
        let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
        for folder in fs::read_dir(corpora).expect("corpora") {
            let folder = folder.expect("a corpus").path();
            let name = folder.file_name().and_then(|name| name.to_str()).expect("a name");
            let target = match name {
                "caches" => caches,
                "callback" => callback,
                "config" => config,
                "id_token" => id_token,
                "json_response" => json_response,
                "nushell_message" => nushell_message,
                "pasted_text" => pasted_text,
                "program_output" => program_output,
                "rows" => rows,
                _ => panic!("{name} has no target"),
            };
            let inputs = fs::read_dir(&folder).expect("a corpus").collect::<Result<Vec<_>, _>>();
            let inputs = inputs.expect("a corpus");
            assert!(!inputs.is_empty(), "{name}");
            inputs.iter().for_each(|input| target(&fs::read(input.path()).expect("an input")));
        }
    }
}
