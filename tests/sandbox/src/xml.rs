//! XML of the query services: a tree of elements that can be written and searched.

use std::borrow::Cow;
use std::fmt::Write;

/// An element, which contains either text or further elements.
#[derive(Debug, Clone)]
pub struct Element {
    name: &'static str,
    content: Content,
}

/// What is between the tags of an element.
#[derive(Debug, Clone)]
pub enum Content {
    Text(Cow<'static, str>),
    Children(Vec<Element>),
}

pub fn text(name: &'static str, value: impl Into<Cow<'static, str>>) -> Element {
    Element { name, content: Content::Text(value.into()) }
}

pub fn scalar(name: &'static str, value: impl ToString) -> Element {
    text(name, value.to_string())
}

pub fn parent(name: &'static str, children: impl Into<Vec<Element>>) -> Element {
    Element { name, content: Content::Children(children.into()) }
}

/// A list as EC2 writes it: each entry is an `<item>`.
pub fn list(name: &'static str, items: impl IntoIterator<Item = Vec<Element>>) -> Element {
    parent(name, items.into_iter().map(|children| parent("item", children)).collect::<Vec<_>>())
}

/// Something that an element can contain.
pub trait IntoContent {
    /// The content, or `None` if the element is left out.
    fn into_content(self) -> Option<Content>;
}

impl IntoContent for &'static str {
    fn into_content(self) -> Option<Content> {
        Some(Content::Text(self.into()))
    }
}

impl IntoContent for String {
    fn into_content(self) -> Option<Content> {
        Some(Content::Text(self.into()))
    }
}

macro_rules! scalar_content {
    ($($scalar:ty),*) => {
        $(impl IntoContent for $scalar {
            fn into_content(self) -> Option<Content> {
                Some(Content::Text(self.to_string().into()))
            }
        })*
    };
}

scalar_content!(bool, f64, i32, i64, u8, u32, usize);

/// A structure.
impl IntoContent for Vec<Element> {
    fn into_content(self) -> Option<Content> {
        Some(Content::Children(self))
    }
}

/// A list of structures.
impl IntoContent for Vec<Vec<Element>> {
    fn into_content(self) -> Option<Content> {
        Some(Content::Children(self.into_iter().map(|item| parent("item", item)).collect()))
    }
}

/// A list of texts.
impl IntoContent for Vec<String> {
    fn into_content(self) -> Option<Content> {
        Some(Content::Children(self.into_iter().map(|item| text("item", item)).collect()))
    }
}

impl<T, const N: usize> IntoContent for [T; N]
where
    Vec<T>: IntoContent,
{
    fn into_content(self) -> Option<Content> {
        Vec::from(self).into_content()
    }
}

impl<T: IntoContent> IntoContent for Option<T> {
    fn into_content(self) -> Option<Content> {
        self.and_then(T::into_content)
    }
}

/// An element with this content.
pub fn element(name: &'static str, content: impl IntoContent) -> Option<Element> {
    content.into_content().map(|content| Element { name, content })
}

/// `fields! { subnetId: id, defaultForAz: true, tagSet: tags }` is the elements of a structure. Those whose value is
/// `None` are left out.
macro_rules! fields {
    ($($name:ident: $value:expr),* $(,)?) => {
        [$($crate::xml::element(stringify!($name), $value)),*].into_iter().flatten().collect::<Vec<$crate::xml::Element>>()
    };
}

pub(crate) use fields;

pub fn document(root: &str, namespace: Option<&str>, children: &[Element]) -> String {
    let mut out = begin_document(root, namespace);
    for child in children {
        child.render(1, &mut out);
    }
    end_document(root, &mut out);
    out
}

/// The declaration and the opening tag of the root.
pub fn begin_document(root: &str, namespace: Option<&str>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = match namespace {
        Some(namespace) => writeln!(out, "<{root} xmlns=\"{namespace}\">"),
        None => writeln!(out, "<{root}>"),
    };
    out
}

/// The closing tag of the root.
pub fn end_document(root: &str, out: &mut String) {
    close(root, out);
}

impl Element {
    /// Writes the element with its content, indented by four spaces per level like EC2's.
    pub fn render(&self, depth: usize, out: &mut String) {
        indent(depth, out);
        match &self.content {
            Content::Text(value) if value.is_empty() => {
                let _ = write!(out, "<{}/>", self.name);
            }
            Content::Text(value) => {
                open(self.name, out);
                escape(value, out);
                close(self.name, out);
            }
            Content::Children(children) if children.is_empty() => {
                let _ = write!(out, "<{}/>", self.name);
            }
            Content::Children(children) => {
                open(self.name, out);
                out.push('\n');
                for child in children {
                    child.render(depth + 1, out);
                }
                indent(depth, out);
                close(self.name, out);
            }
        }
        out.push('\n');
    }

    /// The elements at a path such as `placement/availabilityZone`. Paths don't contain list items.
    pub fn at<'a>(&'a self, path: &str) -> Vec<&'a Element> {
        path.split('/').filter(|step| !step.is_empty()).fold(vec![self], |found, step| {
            found.into_iter().flat_map(Element::entries).flat_map(|e| e.children()).filter(|c| c.name == step).collect()
        })
    }

    /// The texts at a path, which can be a list of texts.
    pub fn texts<'a>(&'a self, path: &str) -> Vec<&'a str> {
        self.at(path).into_iter().flat_map(Element::entries).filter_map(Element::value).collect()
    }

    /// The items of a list, or else the element itself.
    pub fn entries(&self) -> Vec<&Element> {
        match self.children() {
            [] => vec![self],
            children if children.iter().all(|child| child.name == "item") => children.iter().collect(),
            _ => vec![self],
        }
    }

    fn children(&self) -> &[Element] {
        match &self.content {
            Content::Text(_) => &[],
            Content::Children(children) => children,
        }
    }

    fn value(&self) -> Option<&str> {
        match &self.content {
            Content::Text(value) => Some(value),
            Content::Children(_) => None,
        }
    }
}

pub fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("    ");
    }
}

fn open(name: &str, out: &mut String) {
    out.push('<');
    out.push_str(name);
    out.push('>');
}

fn close(name: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// Escapes text for XML and HTML.
pub fn escape(value: &str, out: &mut String) {
    let mut rest = value;
    while let Some(position) = rest.find(['<', '>', '&', '"', '\'']) {
        out.push_str(&rest[..position]);
        out.push_str(match rest.as_bytes()[position] {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            _ => "&apos;",
        });
        rest = &rest[position + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instance() -> Element {
        parent(
            "item",
            [
                text("reason", ""),
                parent("placement", [text("availabilityZone", "eu-west-1a")]),
                list("groupSet", [vec![text("groupId", "sg-1")], vec![text("groupId", "sg-2")]]),
            ],
        )
    }

    #[test]
    fn elements_are_indented_and_texts_escaped() {
        let mut out = String::new();
        parent("tag", [text("value", "a<b>&\"c\"'"), text("empty", "")]).render(1, &mut out);
        assert_eq!(
            out,
            "    <tag>\n        <value>a&lt;b&gt;&amp;&quot;c&quot;&apos;</value>\n        <empty/>\n    </tag>\n"
        );
    }

    #[test]
    fn paths_lead_through_lists() {
        assert_eq!(instance().texts("placement/availabilityZone"), ["eu-west-1a"]);
        assert_eq!(instance().texts("groupSet/groupId"), ["sg-1", "sg-2"]);
        assert_eq!(instance().texts("groupSet/nothing"), [""; 0]);
    }
}
