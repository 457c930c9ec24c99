//! Reads the Debug text of the SDK's types, which have no other form that all share.

use std::collections::BTreeMap;

use nu_protocol::Value;

/// A value in a Debug text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Debug {
    None,
    /// A value that the SDK doesn't show.
    Redacted,
    Scalar(Value),
    List(Vec<Debug>),
    /// Fields by their names without case and underscores.
    Structure(BTreeMap<String, Debug>),
}

/// A name with neither case nor underscores: `enable_resource_name_dns_aaaa_record` and
/// `EnableResourceNameDnsAAAARecord` are the same member.
pub(super) fn normalize_name(name: &str) -> String {
    name.trim().replace('_', "").to_lowercase()
}

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Debug {
    let mut reader = Reader { rest: text };
    let value = reader.value();
    assert_eq!(reader.rest, "", "after {value:?}");
    value
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn value(&mut self) -> Debug {
        const REDACTED: &str = "*** Sensitive Data Redacted ***";
        if self.skip("[") {
            return Debug::List(self.until("]", Self::value));
        }
        if self.rest.starts_with('"') {
            let text = self.string();
            return if text == REDACTED { Debug::Redacted } else { Debug::Scalar(Value::test_string(text)) };
        }
        let end = self.rest.find([',', ')', ']', '}']).unwrap_or(self.rest.len());
        if let Ok(time) = chrono::DateTime::parse_from_rfc3339(&self.rest[..end]) {
            self.rest = &self.rest[end..];
            return Debug::Scalar(Value::test_date(time));
        }
        let word = self.word();
        if self.skip(" {") {
            let fields = self.until("}", |reader| {
                let name = normalize_name(reader.word());
                assert!(reader.skip(": "), "{}", reader.rest);
                (name, reader.value())
            });
            return Debug::Structure(BTreeMap::from_iter(fields));
        }
        if self.skip("(") {
            // `Some(…)`, `Unknown(UnknownVariantValue(…))`
            let inner = self.value();
            assert!(self.skip(")"), "{}", self.rest);
            return inner;
        }
        match word {
            "None" => Debug::None,
            "true" | "false" => Debug::Scalar(Value::test_bool(word == "true")),
            number
                if number.contains('.')
                    && let Ok(number) = number.parse() =>
            {
                Debug::Scalar(Value::test_float(number))
            }
            number if let Ok(number) = number.parse() => Debug::Scalar(Value::test_int(number)),
            variant => Debug::Scalar(Value::test_string(variant)),
        }
    }

    fn skip(&mut self, prefix: &str) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn word(&mut self) -> &'t str {
        let end = self.rest.find(|c: char| !(c.is_alphanumeric() || "_-.".contains(c))).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    /// The items up to a closing bracket.
    fn until<T>(&mut self, end: &str, item: impl Fn(&mut Self) -> T) -> Vec<T> {
        let mut items = Vec::new();
        loop {
            while self.skip(" ") || self.skip(",") {}
            if self.skip(end) {
                return items;
            }
            items.push(item(self));
        }
    }

    fn string(&mut self) -> String {
        let (mut text, mut letters) = (String::new(), self.rest.char_indices().skip(1));
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return text;
                }
                '\\' => text.extend(letters.next().map(|(_, escaped)| escaped)),
                letter => text.push(letter),
            }
        }
        panic!("a text without end: {}", self.rest);
    }
}
