//! An error as a script sees it.

use serde_json::Value;

#[derive(Debug)]
pub struct Failure {
    pub code: String,
    pub message: String,
    pub help: String,
    /// The label's text.
    pub label: String,
    /// The part of the script that the label points at.
    pub labeled: String,
}

impl Failure {
    /// Parses the `$e.details` of an error.
    pub fn read(script: &str, details: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let labels = details["labels"].as_array().map(Vec::as_slice).unwrap_or_default();
        let [label] = labels else { panic!("one label is expected: {details}") };
        let at = |end: &str| label["location"][end].as_u64().expect("a place in the script") as usize;
        let labeled = match &label["source"] {
            Value::String(source) => source.clone(),
            _ => script[at("start")..at("end")].to_owned(),
        };
        Self {
            code: text(&details["code"]),
            message: text(&details["msg"]),
            help: text(&details["help"]),
            label: text(&label["text"]),
            labeled,
        }
    }
}
