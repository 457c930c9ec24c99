//! The files of the caches that the AWS CLI and the SDKs share: JSON objects, most of them with secrets.
//!
//! Other programs write them too, with keys of their own and not always with care. So a file is read as far as it
//! makes sense, what is not understood is kept, and a write is atomic: a reader sees the old file or the new one.

use std::io::ErrorKind;
use std::path::Path;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use zeroize::{Zeroize, Zeroizing};

use crate::aws::timestamp;
use crate::error::Error;
use crate::files::{FileError, private};
use crate::text::secret::Secret;

/// The object in a file. It can't be printed, and its texts are cleared from memory at the end.
#[derive(Default)]
pub(crate) struct JsonObject {
    members: Map<String, Value>,
    damaged: bool,
}

impl JsonObject {
    /// Reads a file. `None` if it doesn't exist or holds no JSON object.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if it exists and can't be read.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>, Error> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(Self::parse(&Zeroizing::new(bytes))),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(FileError::new(path, error).into()),
        }
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<Map<String, Value>>();
        let members = values.next()?.ok()?;
        let damaged = !bytes[values.byte_offset()..].trim_ascii().is_empty();
        Some(Self { members, damaged })
    }

    /// Writes the file in one step, for its owner only. Missing folders are made, for their owner only too.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`]
    pub(crate) fn write(&self, path: &Path) -> Result<(), Error> {
        let text =
            serde_json::to_vec(&self.members).map(Zeroizing::new).map_err(|error| FileError::new(path, error))?;
        Ok(private::write(path, &text)?)
    }

    /// Whether something stood behind the object, as after two programs have written at once. It is gone when the
    /// object is written.
    pub(crate) fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// A member's value. As in the Rust SDK the case of keys does not matter.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        let exact = self.members.get(key);
        exact.or_else(|| self.members.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value))
    }

    /// A member's text.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// A member's text, as a secret.
    pub(crate) fn secret(&self, key: &str) -> Option<Secret> {
        self.text(key).filter(|text| !text.is_empty()).map(Secret::new)
    }

    /// A member's time.
    pub(crate) fn time(&self, key: &str) -> Option<DateTime<Utc>> {
        self.text(key).and_then(timestamp::parse)
    }

    /// Sets a member under exactly this key, or removes it. Other members stay.
    pub(crate) fn set(&mut self, key: &str, value: Option<Value>) {
        self.members.retain(|name, _| !name.eq_ignore_ascii_case(key));
        if let Some(value) = value {
            self.members.insert(key.to_owned(), value);
        }
    }
}

impl Drop for JsonObject {
    fn drop(&mut self) {
        for value in self.members.values_mut() {
            if let Value::String(text) = value {
                text.zeroize();
            }
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
    fn keys_are_found_in_any_case_and_set_in_ours() {
        let mut object = JsonObject::parse(br#"{"AccessToken": "old", "other": 1}"#).expect("an object");
        assert_eq!(text(&object, "accessToken"), "old");
        object.set("accessToken", Some("new".into()));
        assert_eq!(text(&object, "AccessToken"), "new");
        assert_eq!(object.members.len(), 2, "the old spelling is gone, the other key stays");
        object.set("ACCESSTOKEN", None);
        assert!(object.get("accessToken").is_none() && object.get("other").is_some());
    }

    #[test]
    fn what_stands_behind_the_object_is_noticed() {
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
    fn what_is_no_object_is_nothing() {
        for bytes in [&b""[..], b"[]", b"{\"a\": ", b"null", b"\xff"] {
            assert!(JsonObject::parse(bytes).is_none());
        }
    }

    #[test]
    fn a_missing_file_is_nothing_and_one_that_can_t_be_read_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(JsonObject::read(&folder.path().join("a/b.json")).expect("no error").is_none());
        let error = JsonObject::read(folder.path()).err().expect("a folder is no file");
        assert_eq!(error.code(), "aws::cache");
        private::remove(&folder.path().join("a/b.json")).expect("nothing to remove");
    }

    #[cfg(unix)]
    #[test]
    fn files_and_folders_are_private_and_nothing_else_is_left() {
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
