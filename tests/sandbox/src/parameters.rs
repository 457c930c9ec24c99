//! Parameters of the query protocol: ordered pairs, with lists as `InstanceId.1`, `InstanceId.2`.

use std::collections::BTreeMap;

use crate::error::ApiError;

/// The parameters of a request, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Parses the query string and the body, which have the same format.
    pub fn parse(query: &str, body: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes()).chain(form_urlencoded::parse(body));
        Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A required parameter.
    pub fn require(&self, name: &str) -> Result<&str, ApiError> {
        let missing =
            || ApiError::bad_request("MissingParameter", format!("The request must contain the parameter {name}"));
        self.get(name).ok_or_else(missing)
    }

    /// A boolean, which is false by default.
    pub fn flag(&self, name: &str) -> Result<bool, ApiError> {
        match self.get(name) {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(other) => Err(ApiError::invalid_value(format!(
                "Invalid value '{other}' for {name}. Value must be true or false."
            ))),
        }
    }

    /// The entries of a list of strings, ordered by their numbers.
    pub fn list(&self, name: &str) -> Vec<&str> {
        let numbered = self.0.iter().filter_map(|(known, value)| Some((number(known, name)?, value.as_str())));
        numbered.collect::<BTreeMap<_, _>>().into_values().collect()
    }

    /// The entries of a list of structures: the parameters of each, without the prefix `Name.N.`.
    pub fn structures(&self, name: &str) -> Vec<Parameters> {
        let mut entries: BTreeMap<u32, Parameters> = BTreeMap::new();
        for (known, value) in &self.0 {
            let Some((position, member)) =
                known.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')?.split_once('.'))
            else {
                continue;
            };
            if let Ok(position) = position.parse() {
                entries.entry(position).or_default().0.push((member.to_owned(), value.clone()));
            }
        }
        entries.into_values().collect()
    }

    /// Rejects parameters other than the known ones. A list is known by its name without the numbers.
    pub fn reject_unknown(&self, known: &[&str]) -> Result<(), ApiError> {
        let base = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
        let unknown =
            self.0.iter().map(|(name, _)| base(name)).find(|name| {
                !matches!(name.as_str(), "Action" | "Version" | "DryRun") && !known.contains(&name.as_str())
            });
        match unknown {
            None => Ok(()),
            Some(name) => {
                Err(ApiError::bad_request("UnknownParameter", format!("The parameter {name} is not recognized")))
            }
        }
    }
}

fn number(known: &str, name: &str) -> Option<u32> {
    known.strip_prefix(name)?.strip_prefix('.')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Parameters {
        Parameters::parse("", text.as_bytes())
    }

    #[test]
    fn lists_are_ordered_by_number() {
        let parameters = parse("InstanceId.2=b&InstanceId.10=c&InstanceId.1=a&InstanceIdle.1=x");
        assert_eq!(parameters.list("InstanceId"), ["a", "b", "c"]);
    }

    #[test]
    fn structures_have_members() {
        let filters = parse("Filter.2.Name=b&Filter.1.Name=tag%3AName&Filter.1.Value.1=x+y").structures("Filter");
        assert_eq!(filters[0].get("Name"), Some("tag:Name"));
        assert_eq!(filters[0].list("Value"), ["x y"]);
        assert_eq!(filters[1].get("Name"), Some("b"));
    }

    #[test]
    fn unknown_parameters_are_errors() {
        assert!(parse("Action=A&Filter.1.Name=b").reject_unknown(&["Filter"]).is_ok());
        assert_eq!(
            parse("Fliter.1.Name=b").reject_unknown(&["Filter"]).expect_err("an error").code,
            "UnknownParameter"
        );
    }
}
