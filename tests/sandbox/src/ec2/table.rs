//! All resources of one kind in a region of an account, with their XML.
//!
//! The XML is written a thousand resources at a time when first needed, and kept; so is the compressed form of every
//! page. A benchmark then measures the client and not the sandbox.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::account_region::AccountRegion;
use super::filters::Filters;
use super::listing::Listing;
use super::resource::Resource;
use super::schema::Ids;
use crate::api_request::ApiRequest;
use crate::body::{BodyPart, CompressedCache};

/// How many resources are written at a time: as many as the largest page holds.
const BLOCK: usize = 1000;

#[derive(Debug)]
pub struct Table<R> {
    location: Arc<AccountRegion>,
    len: usize,
    blocks: Vec<OnceLock<Block>>,
    /// The compressed forms of pages that aren't whole blocks, by the indices of their resources.
    pages: Mutex<HashMap<Vec<usize>, CompressedCache>>,
    indices: OnceLock<HashMap<String, usize>>,
    resource: PhantomData<R>,
}

/// The XML of consecutive resources, and where in it each item is.
#[derive(Debug)]
struct Block {
    xml: BodyPart,
    items: Vec<Range<usize>>,
}

impl<R: Resource> Table<R> {
    pub fn new(location: Arc<AccountRegion>) -> Self {
        let len = R::count(&location);
        Self {
            location,
            len,
            blocks: (0..len.div_ceil(BLOCK)).map(|_| OnceLock::new()).collect(),
            pages: Mutex::default(),
            indices: OnceLock::new(),
            resource: PhantomData,
        }
    }

    /// All ids, in the order of the pages.
    pub fn ids(&self) -> impl Iterator<Item = String> {
        (0..self.len).map(|index| R::id(&self.location, index))
    }

    /// The index of an id, if there is such a resource.
    fn index(&self, id: &str) -> Option<usize> {
        let indices = self.indices.get_or_init(|| self.ids().zip(0..).collect());
        indices.get(id).copied()
    }

    fn block(&self, number: usize) -> &Block {
        self.blocks[number].get_or_init(|| {
            let indices: Vec<_> = (number * BLOCK..self.len.min((number + 1) * BLOCK)).collect();
            let mut items = Vec::with_capacity(indices.len());
            let mut xml = String::new();
            R::write_list(&self.location, &indices, &mut xml, |index, out| {
                let start = out.len();
                R::item(&self.location, index).render(R::ITEM_DEPTH, out);
                items.push(start..out.len());
            });
            xml.shrink_to_fit();
            Block { xml: xml.into(), items }
        })
    }
}

impl<R: Resource> Listing for Table<R> {
    fn len(&self) -> usize {
        self.len
    }

    fn positions(&self, _ids: &Ids, id: &str) -> Vec<usize> {
        self.index(id).into_iter().collect()
    }

    fn matches(&self, _request: &ApiRequest, filters: &Filters, index: usize) -> bool {
        filters.is_empty() || filters.matches(&R::filter_item(&self.location, index))
    }

    /// A full page that starts where a block starts, as all do when there are no filters, is not even copied.
    fn xml(&self, indices: &[usize]) -> BodyPart {
        let Some(first) = indices.first() else {
            return String::new().into();
        };
        let block = self.block(first / BLOCK);
        if first % BLOCK == 0 && indices.len() == block.items.len() && indices.is_sorted_by(|a, b| a + 1 == *b) {
            return block.xml.clone();
        }
        let mut xml = String::new();
        R::write_list(&self.location, indices, &mut xml, |index, out| {
            let block = self.block(index / BLOCK);
            let item = &block.xml.plain()[block.items[index % BLOCK].clone()];
            out.push_str(std::str::from_utf8(item).expect("it was written as text"));
        });
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        BodyPart::with_cache(xml, pages.entry(indices.to_vec()).or_default().clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Account;
    use crate::ec2::instances::Instances;
    use crate::ec2::volumes::Volumes;
    use crate::options::Options;
    use crate::regions;

    fn table<R: Resource>(instances: usize) -> Table<R> {
        let account = Account::all(&Options::default()).remove(0);
        let region = regions::find("eu-west-1").expect("a region");
        Table::new(Arc::new(AccountRegion::new(account, region, 1, instances)))
    }

    fn ids_have_indices<R: Resource>(table: &Table<R>, element: &str) {
        for (index, id) in table.ids().enumerate() {
            assert_eq!(table.index(&id), Some(index));
            let xml = table.xml(&[index]);
            assert!(String::from_utf8_lossy(xml.plain()).contains(&format!("<{element}>{id}</{element}>")), "{id}");
        }
        assert_eq!(table.index("i-00000000000000000"), None);
    }

    #[test]
    fn every_id_has_an_index_and_is_in_its_xml() {
        ids_have_indices(&table::<Instances>(1200), "instanceId");
        ids_have_indices(&table::<Volumes>(1200), "volumeId");
    }

    #[test]
    fn a_block_has_the_same_text_as_its_parts() {
        let table = table::<Instances>(1200);
        // Index 1000 begins a reservation, so both ways write the same wrappers.
        let (all, start, end): (Vec<_>, Vec<_>, Vec<_>) =
            ((1000..1200).collect(), (1000..1012).collect(), (1012..1200).collect());
        let parts = [&start, &end].map(|indices| table.xml(indices).plain().clone()).concat();
        assert_eq!(*table.xml(&all).plain(), parts);
    }

    fn assert_unique<R: Resource>(table: &Table<R>, path: &str) {
        let items: Vec<_> = (0..table.len).map(|index| R::filter_item(&table.location, index)).collect();
        let mut texts: Vec<_> = items.iter().flat_map(|item| item.texts(path)).collect();
        let before = texts.len();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), before, "{path}");
    }

    #[test]
    fn addresses_and_ids_are_unique() {
        let instances = table::<Instances>(2000);
        for path in ["instancesSet/instanceId", "instancesSet/privateIpAddress", "instancesSet/ipAddress"] {
            assert_unique(&instances, path);
        }
        assert_unique(&table::<Volumes>(2000), "volumeId");
    }
}
