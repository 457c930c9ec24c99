//! A page of a list, read as far as its items. Each item stays the XML that EC2 sent until a row is made of it: parsing
//! everything into structures, as the SDK does, takes longer than all other work on a page.

use std::ops::Range;

use memchr::memchr_iter;

use crate::aws::xml::{Elements, Malformed};
use crate::ec2::paging::buffer_pool::PooledText;
use crate::limits;
use crate::rows::api::member::is_lower_camel_case_of;

/// Where the items are in a response.
#[derive(Debug)]
pub(crate) struct ListPath {
    /// The element that holds the list, `volumeSet`. Each of its children is an `item`.
    pub(crate) list: &'static str,
    /// For items that are a level deeper: the element inside of an `item`, and its siblings that are kept.
    pub(crate) nested: Option<NestedList>,
}

/// A list inside of each item of another list.
#[derive(Debug)]
pub(crate) struct NestedList {
    /// The element that holds the list, `instancesSet`.
    pub(crate) list: &'static str,
    /// The members beside it whose text belongs to each of its items. Their elements have the same names in lower camel
    /// case.
    pub(crate) parent_fields: &'static [&'static str],
}

/// One page.
#[derive(Debug)]
pub(crate) struct Page {
    text: PooledText,
    parents: Vec<ParentFields>,
    items: Vec<ItemSpan>,
    next_token: Option<String>,
}

/// The texts of [`NestedList::parent_fields`], in their order.
pub(crate) type ParentFields = Vec<Option<String>>;

/// Where an item is in the text, and the number of its parent.
#[derive(Debug)]
struct ItemSpan {
    parent: usize,
    content: Range<usize>,
}

impl Page {
    /// Reads the response of an operation, `DescribeVolumes`.
    ///
    /// # Errors
    ///
    /// [`Malformed`] for anything but a complete response of this operation.
    pub(crate) fn read(operation: &str, path: &ListPath, text: PooledText) -> Result<Self, Malformed> {
        let reader = Reader { elements: Elements::new(&text), parents: Vec::new(), items: Vec::new() };
        let (parents, items, next_token) = reader.document(operation, path)?;
        Ok(Self { text, parents, items, next_token })
    }

    /// The number of items.
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// The item with this number, counted from 0: the XML inside of its element, and the fields of its parent.
    pub(crate) fn item(&self, number: usize) -> Option<(&str, &[Option<String>])> {
        let ItemSpan { parent, content } = self.items.get(number)?;
        let parent = self.parents.get(*parent).map(Vec::as_slice).unwrap_or_default();
        Some((self.text.get(content.clone())?, parent))
    }

    /// The token of the next page. `None` if this is the last one.
    pub(crate) fn next_token(&self) -> Option<&str> {
        self.next_token.as_deref()
    }
}

type Found = (Vec<ParentFields>, Vec<ItemSpan>, Option<String>);

struct Reader<'t> {
    elements: Elements<'t>,
    parents: Vec<ParentFields>,
    items: Vec<ItemSpan>,
}

impl Reader<'_> {
    /// Reads the whole document and returns its items and their parents, and the token of the next page.
    fn document(mut self, operation: &str, path: &ListPath) -> Result<Found, Malformed> {
        // The response of a proxy may not even be XML.
        let root = self.elements.open_next();
        if !matches!(root, Ok(Some(root)) if root.strip_suffix("Response") == Some(operation)) {
            return Err(Malformed::new(format!("it is no {operation}Response")));
        }
        let mut next_token = None;
        while let Some(element) = self.elements.open_next()? {
            if element == path.list {
                self.list(path)?;
            } else if element == "nextToken" {
                next_token = Some(self.elements.text()?.into_owned());
            } else {
                self.elements.skip()?;
            }
        }
        Ok((self.parents, self.items, next_token.filter(|token| !token.is_empty())))
    }

    fn list(&mut self, path: &ListPath) -> Result<(), Malformed> {
        let Some(nested) = &path.nested else { return self.items() };
        while let Some(element) = self.elements.open_next()? {
            if element == "item" {
                let parent = self.parent(nested)?;
                check_count(self.parents.len())?;
                self.parents.push(parent);
            } else {
                self.elements.skip()?;
            }
        }
        Ok(())
    }

    fn parent(&mut self, nested: &NestedList) -> Result<ParentFields, Malformed> {
        let mut fields = vec![None; nested.parent_fields.len()];
        while let Some(element) = self.elements.open_next()? {
            if element == nested.list {
                self.items()?;
            } else if let Some(field) =
                nested.parent_fields.iter().position(|field| is_lower_camel_case_of(field, element))
            {
                fields[field] = Some(self.elements.text()?.into_owned());
            } else {
                self.elements.skip()?;
            }
        }
        Ok(fields)
    }

    fn items(&mut self) -> Result<(), Malformed> {
        while let Some(element) = self.elements.open_next()? {
            let content = self.elements.skip()?;
            if element == "item" {
                check_count(self.items.len())?;
                check_item(self.elements.content_from(content.start))?;
                self.items.push(ItemSpan { parent: self.parents.len(), content });
            }
        }
        Ok(())
    }
}

/// Refuses one more item than a page may have.
fn check_count(before: usize) -> Result<(), Malformed> {
    let limit = limits::PAGE_ITEMS;
    if before < limit { Ok(()) } else { Err(Malformed::new(format!("it has more than {limit} items"))) }
}

/// Refuses an item that would become too large a row.
fn check_item(content: &str) -> Result<(), Malformed> {
    let (size, tags) = (limits::ITEM, limits::ITEM_TAGS);
    // The shortest tag has three bytes, so ordinary items are not searched.
    if content.len() < 3 * tags {
        return Ok(());
    }
    if content.len() > size {
        return Err(Malformed::new(format!("it has an item that is larger than {}", limits::shown(size))));
    }
    if memchr_iter(b'<', content.as_bytes()).count() > tags {
        return Err(Malformed::new(format!("it has an item with more than {tags} tags")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ec2::paging::buffer_pool::BufferPool;
    use crate::ec2::resource::Resource;
    use crate::ec2::resources::instances::INSTANCES;
    use crate::ec2::resources::volumes::VOLUMES;

    const RESPONSE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
    <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
        <requestId>8f7724cf-496f-496e-8fe3-example</requestId>
        <reservationSet>
            <item>
                <reservationId>r-1</reservationId>
                <ownerId>111122223333</ownerId>
                <groupSet><item><groupId>sg-1</groupId></item></groupSet>
                <instancesSet>
                    <item><instanceId>i-1</instanceId><tagSet><item><key>a</key></item></tagSet></item>
                    <item><instanceId>i-2</instanceId></item>
                </instancesSet>
                <requesterId>autoscaling</requesterId>
            </item>
            <item>
                <reservationId>r-2</reservationId>
                <instancesSet/>
            </item>
            <item>
                <reservationId>r-3</reservationId>
                <instancesSet><item/></instancesSet>
            </item>
        </reservationSet>
        <nextToken>a&amp;b</nextToken>
    </DescribeInstancesResponse>
    "#;

    fn read(resource: &'static Resource, response: &str) -> Result<Page, Malformed> {
        let mut buffer = BufferPool::default().extra_permit().buffer(Some(response.len()));
        buffer.push(response.as_bytes());
        Page::read(resource.operation_name(), &resource.operation.path, buffer.into_text()?)
    }

    fn items(page: &Page) -> Vec<(&str, Option<&str>)> {
        let all = (0..).map_while(|number| page.item(number));
        all.map(|(text, parent)| (text, parent.first().and_then(Option::as_deref))).collect()
    }

    #[test]
    fn an_instance_is_found_with_its_reservation() {
        let page = read(&INSTANCES, RESPONSE).expect("a page");
        let first = "<instanceId>i-1</instanceId><tagSet><item><key>a</key></item></tagSet>";
        let second = "<instanceId>i-2</instanceId>";
        assert_eq!(items(&page), [(first, Some("r-1")), (second, Some("r-1")), ("", Some("r-3"))]);
    }

    #[test]
    fn an_item_without_a_parent_is_found() {
        let response = "<DescribeVolumesResponse><volumeSet><item><size>8</size></item><other/><item/></volumeSet>\
                        </DescribeVolumesResponse>";
        assert_eq!(items(&read(&VOLUMES, response).expect("a page")), [("<size>8</size>", None), ("", None)]);
    }

    #[test]
    fn fields_of_the_parent_may_come_after_its_items() {
        let page = read(&INSTANCES, RESPONSE).expect("a page");
        let (_, parent) = page.item(0).expect("an instance");
        let expected = ["r-1", "111122223333", "autoscaling"].map(|text| Some(text.to_owned()));
        assert_eq!(parent, expected);
    }

    #[test]
    fn the_token_is_unescaped_and_an_empty_one_is_none() {
        let token = |response: &str| read(&INSTANCES, response).expect("a page").next_token().map(str::to_owned);
        assert_eq!(token(RESPONSE).as_deref(), Some("a&b"));
        let response = |inner: &str| format!("<DescribeInstancesResponse>{inner}</DescribeInstancesResponse>");
        assert_eq!(token(&response("<nextToken/>")), None);
        assert_eq!(token(&response("<reservationSet/>")), None);
    }

    #[test]
    fn a_page_with_too_much_is_malformed() {
        let volumes = |count: usize, item: &str| {
            let items = format!("<item>{item}</item>").repeat(count);
            format!("<DescribeVolumesResponse><volumeSet>{items}</volumeSet></DescribeVolumesResponse>")
        };
        let reservations = |count: usize| {
            let items = "<item/>".repeat(count);
            format!("<DescribeInstancesResponse><reservationSet>{items}</reservationSet></DescribeInstancesResponse>")
        };
        let nested = |levels: usize| volumes(1, &format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels)));
        let text = |bytes: usize| volumes(1, &"x".repeat(bytes));
        let error =
            |resource: &'static Resource, response: &str| read(resource, response).expect_err("refused").to_string();
        assert_eq!(read(&VOLUMES, &volumes(limits::PAGE_ITEMS, "")).expect("a page").len(), limits::PAGE_ITEMS);
        assert_eq!(error(&VOLUMES, &volumes(limits::PAGE_ITEMS + 1, "")), "it has more than 100000 items");
        assert_eq!(error(&INSTANCES, &reservations(limits::PAGE_ITEMS + 1)), "it has more than 100000 items");
        read(&VOLUMES, &nested(limits::XML_LEVELS - 3)).expect("a page");
        assert_eq!(error(&VOLUMES, &nested(limits::XML_LEVELS - 2)), "it has more than 64 levels");
        read(&VOLUMES, &text(limits::ITEM)).expect("a page");
        assert_eq!(error(&VOLUMES, &text(limits::ITEM + 1)), "it has an item that is larger than 1 MB");
        let tags = |count: usize| volumes(1, &"<a/>".repeat(count));
        read(&VOLUMES, &tags(limits::ITEM_TAGS)).expect("a page");
        assert_eq!(error(&VOLUMES, &tags(limits::ITEM_TAGS + 1)), "it has an item with more than 25000 tags");
    }

    #[test]
    fn a_truncated_response_is_malformed() {
        let whole = RESPONSE.trim_end();
        for length in (0..whole.len()).step_by(7) {
            assert!(read(&INSTANCES, &whole[..length]).is_err(), "the first {length} bytes");
        }
    }

    #[test]
    fn another_response_is_malformed() {
        for other in ["<!DOCTYPE html><html>Sign in</html>", "<html/>", "", "OK", "<DescribeRegionsResponse/>"] {
            let error = read(&INSTANCES, other).expect_err(other);
            assert_eq!(error.to_string(), "it is no DescribeInstancesResponse", "{other}");
        }
    }
}
