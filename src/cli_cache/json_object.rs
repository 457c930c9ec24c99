//! A cache file with a JSON object.
//!
//! Other programs write these files too, with members of their own and not always carefully. So a file is read as far as
//! possible, unknown members are kept, and a write is atomic: readers see either the old or the new file.

use std::io::ErrorKind;
use std::path::Path;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use zeroize::{Zeroize, Zeroizing};

use crate::aws::timestamp;
use crate::error::Error;
use crate::files::{self, FileError, private};
use crate::limits;
use crate::text::control_characters;
use crate::text::secret::Secret;

/// It can't be printed, and its texts are cleared from memory when it is dropped.
#[derive(Default)]
pub(crate) struct JsonObject {
    members: Map<String, Value>,
    damaged: bool,
}

impl JsonObject {
    /// `None` if the file doesn't exist or has no JSON object.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if it exists but can't be read.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>, Error> {
        match files::read(path, limits::TOKEN_FILE) {
            Ok(bytes) => Ok(Self::parse(&Zeroizing::new(bytes))),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(FileError::new(path, error).into()),
        }
    }

    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<Map<String, Value>>();
        let members = values.next()?.ok()?;
        let damaged = !bytes[values.byte_offset()..].trim_ascii().is_empty();
        Some(Self { members, damaged })
    }

    /// Writes the file in one step. Only the owner may read it and the folders that are created for it.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`]
    pub(crate) fn write(&self, path: &Path) -> Result<(), Error> {
        let text =
            serde_json::to_vec(&self.members).map(Zeroizing::new).map_err(|error| FileError::new(path, error))?;
        Ok(private::write(path, &text)?)
    }

    /// Whether the file had more after the object, as when two programs have written at once. A write removes it.
    pub(crate) fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// The value of a member. As in the Rust SDK, the case of its name doesn't matter.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        let exact = self.members.get(key);
        exact.or_else(|| self.members.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value))
    }

    /// The object that is the value of a member.
    pub(crate) fn nested(&self, key: &str) -> Option<Self> {
        Some(Self { members: self.get(key)?.as_object()?.clone(), damaged: false })
    }

    pub(crate) fn into_value(mut self) -> Value {
        Value::Object(std::mem::take(&mut self.members))
    }

    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// An empty secret, or one that can't be sent, counts as missing.
    pub(crate) fn secret(&self, key: &str) -> Option<Secret> {
        let usable = self.text(key).filter(|text| !text.is_empty() && control_characters(text).is_none());
        usable.map(Secret::new)
    }

    pub(crate) fn time(&self, key: &str) -> Option<DateTime<Utc>> {
        self.text(key).and_then(timestamp::parse)
    }

    /// Sets a member under exactly this name, or removes it.
    pub(crate) fn set(&mut self, key: &str, value: Option<Value>) {
        self.members.retain(|name, _| !name.eq_ignore_ascii_case(key));
        if let Some(value) = value {
            self.members.insert(key.to_owned(), value);
        }
    }
}

impl Drop for JsonObject {
    fn drop(&mut self) {
        clear(&mut self.members);
    }
}

fn clear(members: &mut Map<String, Value>) {
    for value in members.values_mut() {
        match value {
            Value::String(text) => text.zeroize(),
            Value::Object(members) => clear(members),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::private;

    fn text(object: &JsonObject, key: &str) -> String {
        object.text(key).unwrap_or("none").to_owned()
    }

    #[test]
    fn members_are_found_in_any_case_and_written_in_ours() {
        let mut object = JsonObject::parse(br#"{"AccessToken": "old", "other": 1}"#).expect("an object");
        assert_eq!(text(&object, "accessToken"), "old");
        object.set("accessToken", Some("new".into()));
        assert_eq!(text(&object, "AccessToken"), "new");
        assert_eq!(object.members.len(), 2, "the old spelling is gone, the other member stays");
        object.set("ACCESSTOKEN", None);
        assert!(object.get("accessToken").is_none() && object.get("other").is_some());
    }

    #[test]
    fn garbage_behind_the_object_is_noticed() {
        for (bytes, damaged) in [
            (&b"{\"a\": \"b\"}"[..], false),
            (b" {\"a\": \"b\"}\n", false),
            (b"{\"a\": \"b\"}\"}", true),
            (b"{\"a\": \"b\"}\xff", true),
        ] {
            let object = JsonObject::parse(bytes).expect("an object");
            assert_eq!((text(&object, "a").as_str(), object.is_damaged()), ("b", damaged));
        }
    }

    #[test]
    fn a_file_without_an_object_counts_as_missing() {
        for bytes in [&b""[..], b"[]", b"{\"a\": ", b"null", b"\xff"] {
            assert!(JsonObject::parse(bytes).is_none());
        }
    }

    #[test]
    fn only_a_file_that_exists_and_cannot_be_read_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(JsonObject::read(&folder.path().join("a/b.json")).expect("no error").is_none());
        let error = JsonObject::read(folder.path()).err().expect("a folder is no file");
        assert_eq!(error.code(), "aws::cache");
        private::remove(&folder.path().join("a/b.json")).expect("nothing to remove");
    }

    #[cfg(unix)]
    #[test]
    fn files_and_folders_are_private_and_no_temporary_file_remains() {
        use std::os::unix::fs::PermissionsExt;

        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join(".aws/sso/cache");
        let path = folder.join("token.json");
        let mut object = JsonObject::default();
        object.set("a", Some("b".into()));
        object.write(&path).expect("written");
        object.write(&path).expect("written again");

        let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&folder), mode(&home.path().join(".aws"))), (0o600, 0o700, 0o700));
        assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), 1);
        assert_eq!(std::fs::read_to_string(&path).expect("text"), r#"{"a":"b"}"#);
    }
}
