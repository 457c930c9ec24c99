//! Where a browser may be sent with a code: to a program on the same machine.

/// A redirect URI `http://127.0.0.1[:port][/path]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    text: String,
    path: String,
}

impl Redirect {
    /// Reads a redirect URI, or `None` if it leads anywhere else.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("http://127.0.0.1")?;
        let (port, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let port_is_right = port.is_empty() || port.strip_prefix(':')?.parse::<u16>().is_ok_and(|port| port != 0);
        let path_is_right = !path.contains(['?', '#', ' ']) && path.is_ascii();
        let path = if path.is_empty() { "/" } else { path }.to_owned();
        (port_is_right && path_is_right).then(|| Self { text: text.to_owned(), path })
    }

    /// Whether a client that has registered this URI may use another: one that differs in nothing but the port.
    pub fn allows(&self, other: &Self) -> bool {
        self.path == other.path
    }

    /// The URI as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The URI with parameters.
    pub fn with(&self, parameters: &[(&str, &str)]) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
        format!("{}?{query}", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Redirect {
        Redirect::parse(text).expect("a redirect URI")
    }

    #[test]
    fn any_port_is_allowed_but_no_other_path() {
        let registered = parse("http://127.0.0.1/oauth/callback");
        assert!(registered.allows(&parse("http://127.0.0.1:4321/oauth/callback")));
        assert!(!registered.allows(&parse("http://127.0.0.1:4321/")));
        assert!(parse("http://127.0.0.1").allows(&parse("http://127.0.0.1:4321/")));
    }

    #[test]
    fn other_places_are_not_read() {
        for text in [
            "https://127.0.0.1/",
            "http://localhost/",
            "http://127.0.0.1.example.com/",
            "http://127.0.0.1:port/",
            "http://127.0.0.1:0/",
            "http://127.0.0.1/?a=b",
        ] {
            assert_eq!(Redirect::parse(text), None, "{text}");
        }
    }
}
