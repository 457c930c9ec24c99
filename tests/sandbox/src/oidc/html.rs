//! The pages that the user sees.

use crate::xml::escape;

/// Buttons to allow and to deny, which post one field to `{path}/approve` or `{path}/deny`.
pub fn confirmation(text: &str, path: &str, field: &str, value: &str) -> String {
    let (text, value) = (escaped(text), escaped(value));
    page(&format!(
        "<h1>Authorization requested</h1>
<p>{text}</p>
<form method=\"post\">
<input type=\"hidden\" name=\"{field}\" value=\"{value}\">
<button id=\"approve\" formaction=\"{path}/approve\">Allow access</button>
<button id=\"deny\" formaction=\"{path}/deny\">Deny access</button>
</form>"
    ))
}

/// An input field, which is sent to `path` as a parameter.
pub fn code_form(text: &str, path: &str, parameter: &str) -> String {
    let text = escaped(text);
    page(&format!(
        "<h1>Authorization requested</h1>
<form action=\"{path}\">
<label>{text} <input id=\"{parameter}\" name=\"{parameter}\" autofocus></label>
<button id=\"submit\">Confirm</button>
</form>"
    ))
}

/// A text for the user to copy into a program.
pub fn text_to_copy(label: &str, text: &str) -> String {
    page(&format!("<h1>{}</h1>\n<p id=\"code\">{}</p>", escaped(label), escaped(text)))
}

pub fn notice(text: &str) -> String {
    page(&format!("<h1>{}</h1>\n<p>You can close this window.</p>", escaped(text)))
}

fn page(body: &str) -> String {
    format!("<!doctype html>\n<meta charset=\"utf-8\">\n<title>AWS sandbox</title>\n{body}\n")
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape(text, &mut out);
    out
}
