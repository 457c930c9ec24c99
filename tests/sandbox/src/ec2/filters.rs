//! The `Filter.N` parameters that EC2's describe actions share.

use crate::error::ApiError;
use crate::parameters::Parameters;
use crate::xml::Element;

/// The most values that all filters of a request may have together.
const MAX_VALUES: usize = 200;

/// The filters that an action has, and where each looks.
#[derive(Debug)]
pub struct FilterNames {
    /// The path of the tag set in which `tag:KEY` looks, if the action has such filters.
    pub tag_set: Option<&'static str>,
    /// The other filters: each name with the path of its texts.
    pub paths: &'static [(&'static str, &'static str)],
}

/// Where a filter finds its texts in an item of the response.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Field {
    /// The texts at a path.
    Path(&'static str),
    /// The value of one tag, in the tag set at a path.
    Tag { set: &'static str, key: String },
}

/// The filters of one request. An item has to match all of them.
#[derive(Debug)]
pub struct Filters(Vec<Filter>);

#[derive(Debug)]
struct Filter {
    field: Field,
    values: Vec<Pattern>,
}

impl FilterNames {
    fn field(&self, name: &str) -> Option<Field> {
        if let Some((set, key)) = self.tag_set.zip(name.strip_prefix("tag:").filter(|key| !key.is_empty())) {
            return Some(Field::Tag { set, key: key.to_owned() });
        }
        self.paths.iter().find(|(known, _)| *known == name).map(|(_, path)| Field::Path(path))
    }
}

impl Filters {
    pub fn parse(parameters: &Parameters, names: &FilterNames) -> Result<Self, ApiError> {
        let structures = parameters.structures("Filter");
        let filters = structures.iter().map(|filter| Filter::parse(filter, names)).collect::<Result<Vec<_>, _>>()?;
        if filters.iter().map(|filter| filter.values.len()).sum::<usize>() > MAX_VALUES {
            let message = format!("The maximum number of filter values specified on a single call is {MAX_VALUES}");
            return Err(ApiError::bad_request("FilterLimitExceeded", message));
        }
        Ok(Self(filters))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn matches(&self, item: &Element) -> bool {
        self.0.iter().all(|filter| filter.matches(item))
    }
}

impl Filter {
    fn parse(parameters: &Parameters, names: &FilterNames) -> Result<Self, ApiError> {
        let name = parameters.get("Name").unwrap_or("null");
        let invalid = || ApiError::invalid_value(format!("The filter '{name}' is invalid"));
        let field = names.field(name).ok_or_else(invalid)?;
        let values = parameters.list("Value");
        if values.is_empty() {
            return Err(ApiError::invalid_value(format!("The filter '{name}' has no values")));
        }
        Ok(Self { field, values: values.into_iter().map(Pattern::parse).collect() })
    }

    fn matches(&self, item: &Element) -> bool {
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

/// A value of a filter: `*` is any text, `?` is any character, and a backslash escapes the next character.
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

    /// Greedy with one backtracking point: the last `*` takes one more character whenever what follows it fails.
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
    fn patterns_have_wildcards_and_escapes() {
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

    const NAMES: FilterNames = FilterNames { tag_set: Some("tagSet"), paths: &[("zone", "placement/zone")] };

    fn filters(text: &str) -> Result<Filters, ApiError> {
        Filters::parse(&Parameters::parse("", text.as_bytes()), &NAMES)
    }

    #[test]
    fn an_item_matches_one_value_of_every_filter() {
        let tags = list("tagSet", [vec![text("key", "env"), text("value", "prod")]]);
        let item = parent("item", [parent("placement", [text("zone", "a")]), tags]);
        let matches = |text| filters(text).expect("filters").matches(&item);
        assert!(matches(""));
        assert!(matches("Filter.1.Name=zone&Filter.1.Value.1=b&Filter.1.Value.2=a"));
        assert!(matches("Filter.1.Name=zone&Filter.1.Value.1=a&Filter.2.Name=tag:env&Filter.2.Value.1=p*"));
        assert!(!matches("Filter.1.Name=zone&Filter.1.Value.1=a&Filter.2.Name=tag:env&Filter.2.Value.1=dev"));
    }

    #[test]
    fn invalid_filters_are_errors() {
        let unknown = filters("Filter.1.Name=x&Filter.1.Value.1=a").expect_err("an error");
        assert_eq!(unknown, ApiError::invalid_value("The filter 'x' is invalid"));
        let many: String = (1..=201).map(|n| format!("&Filter.1.Value.{n}=a")).collect();
        assert_eq!(filters(&format!("Filter.1.Name=zone{many}")).expect_err("an error").code, "FilterLimitExceeded");
        assert!(filters("Filter.1.Name=zone").is_err());
    }
}
