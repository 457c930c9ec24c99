use proptest::prelude::*;
use quick_xml::escape::escape;

use super::*;

/// The text of the first element.
fn text_of(document: &str) -> Result<String, Malformed> {
    let mut elements = Elements::new(document);
    elements.open_next()?.ok_or_else(|| Malformed::new("no element"))?;
    elements.text().map(Cow::into_owned)
}

/// The names of all elements in order, each prefixed by one dot per level.
fn outline(document: &str) -> Result<Vec<String>, Malformed> {
    fn level(elements: &mut Elements, depth: usize, found: &mut Vec<String>) -> Result<(), Malformed> {
        while let Some(element) = elements.open_next()? {
            found.push(format!("{}{element}", ".".repeat(depth)));
            level(elements, depth + 1, found)?;
        }
        Ok(())
    }
    let mut found = Vec::new();
    level(&mut Elements::new(document), 0, &mut found)?;
    Ok(found)
}

#[test]
fn elements_are_read_in_order_with_their_depth() {
    let document = "<?xml version=\"1.0\"?>\n<a x='1'>\n  <b/>\n  <!-- <c/> -->\n  <d><e></e> text </d>\n</a>\n";
    assert_eq!(outline(document).expect("elements"), ["a", ".b", ".d", "..e"]);
}

#[test]
fn text_is_unescaped_and_keeps_its_blanks() {
    assert_eq!(text_of("<a> web 1\n</a>").as_deref(), Ok(" web 1\n"));
    assert_eq!(text_of("<a/>").as_deref(), Ok(""));
    assert_eq!(text_of("<a></a>").as_deref(), Ok(""));
    assert_eq!(text_of("<a>R&amp;D &lt;&#x41;&#66;&gt; &quot;x&quot; &apos;</a>").as_deref(), Ok("R&D <AB> \"x\" '"));
    assert_eq!(text_of("<a>one<!-- two --><![CDATA[<&amp;>]]></a>").as_deref(), Ok("one<&amp;>"));
}

#[test]
fn skipping_returns_the_range_of_the_content() {
    let document = "<a><b>1</b><c><b>2</b><c/></c><d/></a>";
    let mut elements = Elements::new(document);
    elements.open_next().expect("a").expect("a");
    let mut found = Vec::new();
    while let Some(element) = elements.open_next().expect("an element") {
        let content = elements.skip().expect("its end");
        found.push((element, &document[content]));
    }
    assert_eq!(found, [("b", "1"), ("c", "<b>2</b><c/>"), ("d", "")]);
    assert!(elements.open_next().expect("the end").is_none());
}

#[test]
fn text_that_is_not_xml_is_malformed() {
    for document in
        ["<a>", "<a><b></a>", "<a><b>", "</a>", "<a", "<a <b>x</a>", "<a>&nbsp;</a>", "<a>&</a>", "<a><b/></a>"]
    {
        assert!(text_of(document).is_err(), "{document}");
    }
    for document in ["<a><b></b>", "<a></b>", "<a><b></a></b>"] {
        assert!(outline(document).is_err(), "{document}");
    }
    for document in ["<a><b>", "<a><b></a></b>", "<a><b x='1'>1</c></a>", "<a></b>", "<a><></></a>", "<a><b></ b></a>"]
    {
        let mut elements = Elements::new(document);
        elements.open_next().expect("a").expect("a");
        assert!(elements.skip().is_err(), "{document}");
    }
}

/// A random element, in one of the ways to write it.
#[derive(Debug, Clone)]
struct Tree {
    name: String,
    attributes: &'static str,
    content: TreeContent,
}

#[derive(Debug, Clone)]
enum TreeContent {
    /// Pieces of text as written, each with its value.
    Text(Vec<(String, String)>),
    /// Elements, each followed by something that carries no data.
    Elements(Vec<(Tree, &'static str)>),
}

impl Tree {
    fn to_xml(&self) -> String {
        let Self { name, attributes, content } = self;
        let inner: String = match content {
            TreeContent::Text(pieces) => pieces.iter().map(|(written, _)| written.as_str()).collect(),
            TreeContent::Elements(inner) => inner.iter().map(|(tree, between)| tree.to_xml() + between).collect(),
        };
        match inner.is_empty() {
            true => format!("<{name}{attributes}/>"),
            false => format!("<{name}{attributes}>{inner}</{name} >"),
        }
    }

    fn assert_next(&self, elements: &mut Elements) {
        assert_eq!(elements.open_next().as_ref().map(Option::as_deref), Ok(Some(self.name.as_str())));
        match &self.content {
            TreeContent::Text(pieces) => {
                let value: String = pieces.iter().map(|(_, value)| value.as_str()).collect();
                assert_eq!(elements.text().as_deref(), Ok(value.as_str()));
            }
            TreeContent::Elements(inner) => {
                inner.iter().for_each(|(tree, _)| tree.assert_next(elements));
                assert_eq!(elements.open_next(), Ok(None));
            }
        }
    }
}

fn piece() -> impl Strategy<Value = (String, String)> {
    prop_oneof![
        "[^\\p{Cc}]{0,9}".prop_map(|text| (escape(text.as_str()).into_owned(), text)),
        Just(("&#x41;&#66;".to_owned(), "AB".to_owned())),
        "[^\\p{Cc}>]{0,9}".prop_map(|text| (format!("<![CDATA[{text}]]>"), text)),
        "[^\\p{Cc}-]{0,9}".prop_map(|text| (format!("<!--{text}-->"), String::new())),
    ]
}

fn tree() -> impl Strategy<Value = Tree> {
    let start = || ("[a-z][a-zA-Z0-9]{0,5}", prop_oneof![Just(""), Just(" "), Just(" a='>'"), Just("\n b=\"/'\" ")]);
    let text = proptest::collection::vec(piece(), 0..4).prop_map(TreeContent::Text);
    let leaf = (start(), text).prop_map(|((name, attributes), content)| Tree { name, attributes, content });
    leaf.prop_recursive(4, 30, 4, move |inner| {
        let between = prop_oneof![Just(""), Just("\n    "), Just("<!-- <a> -->"), Just("<?a <a> ?>")];
        let inner = proptest::collection::vec((inner, between), 0..4).prop_map(TreeContent::Elements);
        (start(), inner).prop_map(|((name, attributes), content)| Tree { name, attributes, content })
    })
}

/// Whether quick-xml finds every element closed.
fn is_well_formed(document: &str) -> bool {
    let mut reader = quick_xml::Reader::from_str(document);
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Start(_)) => depth += 1,
            Ok(quick_xml::events::Event::End(_)) => depth -= 1,
            Ok(quick_xml::events::Event::Eof) => return depth == 0,
            Ok(_) => (),
            Err(_) => return false,
        }
    }
}

proptest! {
    #[test]
    fn any_element_is_read_as_it_is_written(tree in tree()) {
        let document = tree.to_xml();
        let mut elements = Elements::new(&document);
        tree.assert_next(&mut elements);
        prop_assert_eq!(elements.open_next(), Ok(None));
    }

    #[test]
    fn skipping_any_element_returns_what_is_between_its_tags(tree in tree()) {
        let document = format!("{}<next/>", tree.to_xml());
        let mut elements = Elements::new(&document);
        elements.open_next().expect("an element").expect("an element");
        let content = &document[elements.skip().expect("its end")];
        prop_assert_eq!(elements.open_next(), Ok(Some("next")));
        let (written, Tree { name, attributes, .. }) = (tree.to_xml(), &tree);
        let inner = written.strip_prefix(&format!("<{name}{attributes}>"));
        prop_assert_eq!(content, inner.and_then(|inner| inner.strip_suffix(&format!("</{name} >"))).unwrap_or_default());
    }

    #[test]
    fn quick_xml_agrees_on_what_is_well_formed(
        pieces in proptest::collection::vec(
            prop_oneof![
                4 => prop_oneof![Just("<a>"), Just("</a>"), Just("<b>"), Just("</b >")],
                1 => prop_oneof![Just("<c/>"), Just("t"), Just("<!--<d>-->"), Just("<![CDATA[</a>]]>"), Just("<?e?>")],
            ],
            0..9,
        )
    ) {
        let document = pieces.concat();
        prop_assert_eq!(outline(&document).is_ok(), is_well_formed(&document), "{}", document);
        let document = format!("<r>{document}</r>");
        let mut elements = Elements::new(&document);
        elements.open_next().expect("an element");
        let skipped = elements.skip().and_then(|_| elements.open_next());
        prop_assert_eq!(skipped == Ok(None), is_well_formed(&document), "{}", document);
    }

    #[test]
    fn no_text_causes_a_panic(text in "[<>/a-c&;!?\\[\\] \u{e9}-]*") {
        let mut elements = Elements::new(&text);
        while let Ok(Some(_)) = elements.open_next() {
            let mut copy = Elements::new(&text);
            prop_assert!(copy.open_next().is_ok_and(|name| name.is_some()));
            drop((copy.skip(), copy.text()));
        }
    }
}
