//! What one `Describe…` action takes and how it refuses the rest.

use super::filters::FilterNames;
use crate::error::ApiError;
use crate::parameters::Parameters;

/// A `Describe…` action.
#[derive(Debug)]
pub struct Schema {
    /// The list element of the response, such as `volumeSet`.
    pub list: &'static str,
    /// The parameters that name items, such as `VolumeId`.
    pub ids: &'static [Ids],
    /// The page sizes; `None` if the action has no pages.
    pub pages: Option<PageSizes>,
    /// The names of parameters that are true or false.
    pub flags: &'static [&'static str],
    /// The names of further parameters.
    pub parameters: &'static [&'static str],
    pub filters: FilterNames,
    /// A list entry whose time isn't one, for [`FaultKind::InvalidTimestamp`](crate::FaultKind::InvalidTimestamp).
    pub invalid_timestamp: &'static str,
}

/// The values that `MaxResults` can have.
#[derive(Debug, Clone, Copy)]
pub struct PageSizes {
    pub min: usize,
    pub max: usize,
    /// The size of a page without `MaxResults`.
    pub default: usize,
}

/// A parameter that names items by id, or by another member that identifies them.
#[derive(Debug, Clone, Copy)]
pub struct Ids {
    /// The parameter, such as `VolumeId`.
    pub parameter: &'static str,
    /// Where an item has the id.
    pub path: &'static str,
    /// What ids begin with, such as `vol-`. Names begin with anything.
    pub prefix: &'static str,
    /// What the error calls the parameter if the action refuses it beside `MaxResults`.
    pub excludes_pages: Option<&'static str>,
    /// How an id of the wrong form is refused. `None` if it is treated as an unknown one.
    pub malformed: Option<Malformed>,
    /// The code and the message for unknown ids. In the message, `{}` are the ids, and `{s}` and `{es}` the endings of
    /// plural nouns and singular verbs.
    pub unknown: (&'static str, &'static str),
}

/// How an id of the wrong form is refused.
#[derive(Debug, Clone, Copy)]
pub enum Malformed {
    /// With a code, such as `InvalidAMIID.Malformed`.
    Code(&'static str),
    /// With `InvalidParameterValue`, which names a parameter.
    Value(&'static str),
}

/// The most ids that a request can have.
const MAX_IDS: usize = 1000;

impl Schema {
    /// An action without parameters, which others complete.
    pub const PLAIN: Self = Self {
        list: "",
        ids: &[],
        pages: None,
        flags: &[],
        parameters: &[],
        filters: FilterNames { tag_set: None, paths: &[] },
        invalid_timestamp: "",
    };
}

impl PageSizes {
    /// Without `MaxResults`, a page is as large as possible.
    pub const fn new(min: usize, max: usize) -> Self {
        Self { min, max, default: max }
    }

    /// Without `MaxResults`, all items come in one page.
    pub const fn whole_by_default(min: usize, max: usize) -> Self {
        Self { min, max, default: usize::MAX }
    }

    /// The size of the page that a request asks for.
    pub fn size(self, parameters: &Parameters) -> Result<usize, ApiError> {
        let Some(text) = parameters.get("MaxResults") else { return Ok(self.default) };
        let expected = match text.parse::<usize>() {
            Ok(size) if size < self.min => format!("greater than {}", self.min),
            Ok(size) if size > self.max => format!("less than {}", self.max),
            Ok(size) => return Ok(size),
            Err(_) => "that is an integer".to_owned(),
        };
        let message = format!("Value ( {text} ) for parameter maxResults is invalid. Expecting a value {expected}.");
        Err(ApiError::invalid_value(message))
    }
}

impl Ids {
    /// Ids with a prefix, of which unknown ones are refused with this code and message.
    pub const fn new(
        parameter: &'static str,
        path: &'static str,
        prefix: &'static str,
        unknown: (&'static str, &'static str),
    ) -> Self {
        Self { parameter, path, prefix, excludes_pages: None, malformed: None, unknown }
    }

    /// Names, which can be any text.
    pub const fn names(parameter: &'static str, path: &'static str, unknown: (&'static str, &'static str)) -> Self {
        Self::new(parameter, path, "", unknown)
    }

    pub const fn malformed(self, malformed: Malformed) -> Self {
        Self { malformed: Some(malformed), ..self }
    }

    pub const fn excludes_pages(self, name: &'static str) -> Self {
        Self { excludes_pages: Some(name), ..self }
    }

    /// The ids of a request, if they can be asked for like this.
    pub fn parse<'a>(&self, parameters: &'a Parameters) -> Result<Vec<&'a str>, ApiError> {
        let ids = parameters.list(self.parameter);
        if ids.len() > MAX_IDS {
            let message = format!("The maximum number of values of {} is {MAX_IDS}", self.parameter);
            return Err(ApiError::invalid_value(message));
        }
        let paging = [("MaxResults", "maxResults"), ("NextToken", "nextToken")];
        let paging = paging.into_iter().find(|(name, _)| !ids.is_empty() && parameters.get(name).is_some());
        if let Some(((_, other), own)) = paging.zip(self.excludes_pages) {
            let message = format!("The parameter {own} cannot be used with the parameter {other}");
            return Err(ApiError::bad_request("InvalidParameterCombination", message));
        }
        match self.malformed.zip(ids.iter().find(|id| !self.is_well_formed(id))) {
            Some((malformed, id)) => Err(self.malformed_error(malformed, id)),
            None => Ok(ids),
        }
    }

    /// The prefix and 17 hexadecimal digits, or the 8 of ids from before 2016.
    fn is_well_formed(&self, id: &str) -> bool {
        let digits = id.strip_prefix(self.prefix).unwrap_or_default();
        matches!(digits.len(), 8 | 17) && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
    }

    fn malformed_error(&self, malformed: Malformed, id: &str) -> ApiError {
        let prefix = self.prefix;
        match malformed {
            Malformed::Code(code) => {
                let hint = if id.starts_with(prefix) { String::new() } else { format!(" (expecting \"{prefix}...\")") };
                ApiError::bad_request(code, format!("Invalid id: \"{id}\"{hint}"))
            }
            Malformed::Value(name) => ApiError::invalid_value(format!(
                "Value ({id}) for parameter {name} is invalid. Expected: '{prefix}...'."
            )),
        }
    }

    /// The error for ids of the right form that don't exist.
    pub fn unknown_error(&self, ids: &[&str]) -> ApiError {
        let (code, message) = self.unknown;
        let (s, es) = if ids.len() == 1 { ("", "es") } else { ("s", "") };
        let message = message.replace("{s}", s).replace("{es}", es).replace("{}", &ids.join(", "));
        ApiError::bad_request(code, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOLUMES: Ids = Ids::new("VolumeId", "volumeId", "vol-", ("NotFound", "The volume{s} '{}' do{es} not exist."))
        .malformed(Malformed::Code("Malformed"))
        .excludes_pages("volumeSet");

    fn parameters(text: &str) -> Parameters {
        Parameters::parse("", text.as_bytes())
    }

    #[test]
    fn ids_that_cannot_be_asked_for_are_refused() {
        let code = |text| VOLUMES.parse(&parameters(text)).expect_err("an error").code;
        assert_eq!(code("VolumeId.1=vol-1"), "Malformed");
        assert_eq!(code("VolumeId.1=vol-1a2b3c4d&MaxResults=5"), "InvalidParameterCombination");
        assert!(VOLUMES.parse(&parameters("VolumeId.1=vol-1a2b3c4d")).is_ok());
        assert!(VOLUMES.parse(&parameters("MaxResults=5")).is_ok());
    }

    #[test]
    fn unknown_ids_are_named() {
        assert_eq!(VOLUMES.unknown_error(&["a"]).message, "The volume 'a' does not exist.");
        assert_eq!(VOLUMES.unknown_error(&["a", "b"]).message, "The volumes 'a, b' do not exist.");
    }

    #[test]
    fn a_page_has_bounds() {
        let size = |text| PageSizes::whole_by_default(5, 100).size(&parameters(text)).map_err(|error| error.message);
        assert_eq!(size("MaxResults=100"), Ok(100));
        assert_eq!(size(""), Ok(usize::MAX));
        assert!(size("MaxResults=4").is_err_and(|message| message.contains("greater than 5")));
        assert!(size("MaxResults=101").is_err_and(|message| message.contains("less than 100")));
        assert!(size("MaxResults=x").is_err());
    }
}
