//! The HTML page at the end of a sign-in.

/// A page with a heading and a paragraph, which loads nothing else.
pub(crate) fn page(heading: &str, text: &str) -> String {
    let (heading, text) = (escape(heading), escape(text));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{heading}</title>\n\
         <style>\nbody {{ font: 1.1em/1.5 system-ui, sans-serif; max-width: 32em; margin: 20vh auto 0; padding: 0 1em }}\n\
         @media (prefers-color-scheme: dark) {{ body {{ background: #16191f; color: #e9ebed }} }}\n</style>\n\
         <h1>{heading}</h1>\n<p>{text}</p>\n</html>\n"
    )
}

/// Escapes a text for HTML, because a part of it may come from the request.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_is_escaped() {
        let page = page("Denied", "<script>alert('x' & \"y\")</script>");
        assert!(page.contains("&lt;script&gt;alert(&#39;x&#39; &amp; &quot;y&quot;)&lt;/script&gt;"), "{page}");
        assert!(!page.contains("<script"), "{page}");
    }
}
