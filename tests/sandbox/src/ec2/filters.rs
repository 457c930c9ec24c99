//! The `Filter.N` parameters that EC2's describe actions share.

use crate::error::ApiError;
use crate::query::Parameters;
use crate::xml::Element;

/// The most values that all filters of a call may have together.
const MAX_VALUES: usize = 200;

/// Where a filter finds its texts in an item of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// The texts at a path.
    Path(String),
    /// The value of one tag, in the tag set at a path.
    Tag { set: String, key: String },
}

/// The filters of one request. An item has to pass all of them.
#[derive(Debug)]
pub struct Filters(Vec<Filter>);

#[derive(Debug)]
struct Filter {
    field: Field,
    values: Vec<Pattern>,
}

impl Filters {
    /// Reads the filters; `field` knows the names that the action has.
    pub fn parse(parameters: &Parameters, field: impl Fn(&str) -> Option<Field>) -> Result<Self, ApiError> {
        let structures = parameters.structures("Filter");
        let filters = structures.iter().map(|filter| Filter::parse(filter, &field)).collect::<Result<Vec<_>, _>>()?;
        if filters.iter().map(|filter| filter.values.len()).sum::<usize>() > MAX_VALUES {
            let message = format!("The maximum number of filter values specified on a single call is {MAX_VALUES}");
            return Err(ApiError::bad_request("FilterLimitExceeded", message));
        }
        Ok(Self(filters))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an item passes all filters.
    pub fn pass(&self, item: &Element) -> bool {
        self.0.iter().all(|filter| filter.passes(item))
    }
}

impl Filter {
    fn parse(parameters: &Parameters, field: impl Fn(&str) -> Option<Field>) -> Result<Self, ApiError> {
        let name = parameters.get("Name").unwrap_or("null");
        let invalid = || ApiError::invalid_value(format!("The filter '{name}' is invalid"));
        let field = field(name).ok_or_else(invalid)?;
        let values = parameters.list("Value");
        if values.is_empty() {
            return Err(ApiError::invalid_value(format!("The filter '{name}' has no values")));
        }
        Ok(Self { field, values: values.into_iter().map(Pattern::parse).collect() })
    }

    fn passes(&self, item: &Element) -> bool {
        self.field.texts(item).into_iter().any(|text| self.values.iter().any(|pattern| pattern.matches(text)))
    }
}

impl Field {
    fn texts<'a>(&self, item: &'a Element) -> Vec<&'a str> {
        match self {
            Self::Path(path) => item.texts(path),
            Self::Tag { set, key } => {
                let tags = item.at(set).into_iter().flat_map(Element::entries);
                tags.filter(|tag| tag.texts("key") == [key.as_str()]).flat_map(|tag| tag.texts("value")).collect()
            }
        }
    }
}

/// A value of a filter: `*` is any text, `?` any character, and a backslash takes the next character as it is.
#[derive(Debug)]
struct Pattern(Vec<Step>);

#[derive(Debug, PartialEq)]
enum Step {
    Any,
    One,
    Literal(char),
}

impl Pattern {
    fn parse(text: &str) -> Self {
        let mut characters = text.chars();
        let mut steps = Vec::new();
        while let Some(character) = characters.next() {
            steps.push(match character {
                '*' => Step::Any,
                '?' => Step::One,
                '\\' => Step::Literal(characters.next().unwrap_or('\\')),
                other => Step::Literal(other),
            });
        }
        Self(steps)
    }

    /// Greedy with one point of return: the last `*` takes one character more whenever what follows it fails.
    fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let (mut step, mut position) = (0, 0);
        let mut retry = None;
        while position < text.len() {
            match self.0.get(step) {
                Some(Step::Any) => {
                    retry = Some((step + 1, position));
                    step += 1;
                    continue;
                }
                Some(Step::One) => {}
                Some(Step::Literal(literal)) if *literal == text[position] => {}
                _ => match retry {
                    None => return false,
                    Some((after, from)) => {
                        retry = Some((after, from + 1));
                        (step, position) = (after, from + 1);
                        continue;
                    }
                },
            }
            step += 1;
            position += 1;
        }
        self.0[step..].iter().all(|step| *step == Step::Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::{list, parent, text};

    #[test]
    fn wildcards_and_escapes() {
        let matches = |pattern, text| Pattern::parse(pattern).matches(text);
        assert!(matches("t3.*", "t3.micro"));
        assert!(matches("t?.m*o", "t3.micro"));
        assert!(matches("*", ""));
        assert!(matches("*a*b", "xaxbxb"));
        assert!(matches(r"\*a\?\\", r"*a?\"));
        assert!(matches("i-0?", "i-0é"));
        assert!(!matches("t3", "t3.micro"));
        assert!(!matches("T3.*", "t3.micro"));
        assert!(!matches(r"t3.\*", "t3.micro"));
        assert!(!matches("", "x"));
        assert!(!matches("a?", "a"));
    }

    fn filters(text: &str) -> Result<Filters, ApiError> {
        Filters::parse(&Parameters::parse("", text.as_bytes()), |name| match name.strip_prefix("tag:") {
            Some(key) => Some(Field::Tag { set: "tagSet".to_owned(), key: key.to_owned() }),
            None => (name == "zone").then(|| Field::Path("placement/zone".to_owned())),
        })
    }

    #[test]
    fn values_are_alternatives_and_filters_conditions() {
        let tags = list("tagSet", [vec![text("key", "env"), text("value", "prod")]]);
        let item = parent("item", [parent("placement", [text("zone", "a")]), tags]);
        let pass = |text| filters(text).expect("filters").pass(&item);
        assert!(pass(""));
        assert!(pass("Filter.1.Name=zone&Filter.1.Value.1=b&Filter.1.Value.2=a"));
        assert!(pass("Filter.1.Name=zone&Filter.1.Value.1=a&Filter.2.Name=tag:env&Filter.2.Value.1=p*"));
        assert!(!pass("Filter.1.Name=zone&Filter.1.Value.1=a&Filter.2.Name=tag:env&Filter.2.Value.1=dev"));
    }

    #[test]
    fn what_aws_refuses_is_refused() {
        let unknown = filters("Filter.1.Name=x&Filter.1.Value.1=a").expect_err("refused");
        assert_eq!(unknown, ApiError::invalid_value("The filter 'x' is invalid"));
        let many: String = (1..=201).map(|n| format!("&Filter.1.Value.{n}=a")).collect();
        assert_eq!(filters(&format!("Filter.1.Name=zone{many}")).expect_err("refused").code, "FilterLimitExceeded");
        assert!(filters("Filter.1.Name=zone").is_err());
    }
}
