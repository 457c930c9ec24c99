//! Redirect URIs, which lead to a program on the same machine.

/// A redirect URI `http://127.0.0.1[:port][/path]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectUri {
    text: String,
    path: String,
}

impl RedirectUri {
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("http://127.0.0.1")?;
        let (port, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let is_port = port.is_empty() || port.strip_prefix(':')?.parse::<u16>().is_ok_and(|port| port != 0);
        let is_path = !path.contains(['?', '#', ' ']) && path.is_ascii();
        let path = if path.is_empty() { "/" } else { path }.to_owned();
        (is_port && is_path).then(|| Self { text: text.to_owned(), path })
    }

    /// Whether a client that has registered this URI may use the other one: all but the port has to be the same
    /// (RFC 8252, section 7.3).
    pub fn matches(&self, other: &Self) -> bool {
        self.path == other.path
    }

    /// The URI as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The URI with a query.
    pub fn with_query(&self, parameters: &[(&str, &str)]) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
        format!("{}?{query}", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> RedirectUri {
        RedirectUri::parse(text).expect("a redirect URI")
    }

    #[test]
    fn any_port_matches_but_no_other_path() {
        let registered = parse("http://127.0.0.1/oauth/callback");
        assert!(registered.matches(&parse("http://127.0.0.1:4321/oauth/callback")));
        assert!(!registered.matches(&parse("http://127.0.0.1:4321/")));
        assert!(parse("http://127.0.0.1").matches(&parse("http://127.0.0.1:4321/")));
    }

    #[test]
    fn other_uris_are_invalid() {
        for text in [
            "https://127.0.0.1/",
            "http://localhost/",
            "http://127.0.0.1.example.com/",
            "http://127.0.0.1:port/",
            "http://127.0.0.1:0/",
            "http://127.0.0.1/?a=b",
        ] {
            assert_eq!(RedirectUri::parse(text), None, "{text}");
        }
    }
}
