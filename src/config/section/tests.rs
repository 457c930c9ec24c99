use super::*;

fn property(key: &str, value: &str, line: usize) -> Property {
    let location = Location { path: Path::new("config").into(), line };
    Property::new(Said::new(key, value).into(), location, line + 1.., FileKind::Config)
}

#[test]
fn the_last_property_of_a_key_wins_in_the_place_of_the_first() {
    let mut section = Section::new("dev".into());
    for property in [property("Region", "a", 2), property("output", "json", 3), property("REGION", "b", 4)] {
        section.set(property);
    }
    let keys: Vec<_> = section.properties().iter().map(Property::key_as_written).collect();
    assert_eq!(keys, ["REGION", "output"]);
    assert_eq!((section.get("region"), section.get("ReGiOn")), (Some("b"), Some("b")));
    assert_eq!(section.properties()[0].location().to_string(), "config:4");
    let overridden: Vec<_> = section.overridden("Region").map(|property| property.location().line).collect();
    assert_eq!(overridden, [2]);
    assert_eq!(section.overridden("output").count(), 0);
}

#[test]
fn sub_properties_keep_order_case_and_what_looks_like_a_comment() {
    let block = property("s3", "\nAddressing_Style = path\nempty =\nurl = http://x?a=b # c", 1);
    let nested: Vec<_> = block.nested().unwrap().iter().map(|sub| (sub.key.as_str(), sub.value.as_str())).collect();
    assert_eq!(nested, [("Addressing_Style", "path"), ("empty", ""), ("url", "http://x?a=b # c")]);
    assert_eq!(property("region", "", 1).nested(), None);
    assert_eq!(property("region", "a\nb = c", 1).nested(), None);
}

#[test]
fn debug_shows_no_values() {
    let mut section = Section::new("dev".into());
    section.set(property("aws_secret_access_key", "hunter2", 2));
    section.set(property("x", "\ny = hunter2", 2));
    let text = format!("{section:?} {:?}", section.properties()[1].nested());
    assert!(text.contains("aws_secret_access_key") && !text.contains("hunter2"), "{text}");
}
