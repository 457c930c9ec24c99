//! An error as scripts see it.

use serde_json::Value;

/// The details of an error.
#[derive(Debug)]
pub struct Failure {
    pub code: String,
    pub message: String,
    pub help: String,
    /// What the label says.
    pub label: String,
    /// The source text that the label stands at.
    pub labeled: String,
}

impl Failure {
    /// Reads `$e.details` of an error in a script.
    pub fn read(script: &str, details: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let labels = details["labels"].as_array().map(Vec::as_slice).unwrap_or_default();
        let [label] = labels else { panic!("one label is expected: {details}") };
        let at = |end: &str| label["location"][end].as_u64().expect("a place in the script") as usize;
        Self {
            code: text(&details["code"]),
            message: text(&details["msg"]),
            help: text(&details["help"]),
            label: text(&label["text"]),
            labeled: script[at("start")..at("end")].to_owned(),
        }
    }
}
