//! The ends of the chains of many profiles. Chains that share links follow them once.

use std::collections::{HashMap, HashSet};

use crate::config::Config;
use crate::config::profile::Profile;
use crate::config::source_chain::{ChainEnd, ChainLink};

pub(crate) struct SourceChains<'a> {
    config: &'a Config,
    /// The last link behind a source profile, by its name; `None` if a loop is behind it.
    last_links: HashMap<&'a str, Option<ChainLink<'a>>>,
    /// The names of the source profiles that are part of a loop.
    in_loops: HashSet<&'a str>,
}

impl<'a> SourceChains<'a> {
    pub(crate) fn new(config: &'a Config) -> Self {
        Self { config, last_links: HashMap::new(), in_loops: HashSet::new() }
    }

    /// The last link of a profile's chain, and what it gets its credentials from; `None` if the chain ends in a loop.
    pub(crate) fn end(&mut self, profile: &'a Profile) -> Option<(ChainLink<'a>, ChainEnd<'a>)> {
        let first = ChainLink::first(profile);
        match first.next(self.config) {
            Err(end) => Some((first, end)),
            Ok(_) if self.is_in_loop(profile) => None,
            Ok(source) => {
                let last = self.last_link(source)?;
                Some((last, last.next(self.config).err()?))
            }
        }
    }

    /// Whether the source profiles of a profile lead back to it.
    pub(crate) fn is_in_loop(&mut self, profile: &'a Profile) -> bool {
        let first = ChainLink::first(profile);
        let Ok(source) = first.next(self.config) else { return false };
        let last = self.last_link(source).map(|last| last.profile.name());
        // As a source, a profile with keys is no role, so there is no loop behind it.
        !first.is_own_source() && (last == Some(profile.name()) || self.in_loops.contains(profile.name()))
    }

    fn last_link(&mut self, source: ChainLink<'a>) -> Option<ChainLink<'a>> {
        let mut link = source;
        let mut path = Vec::new();
        let last = loop {
            let name = link.profile.name();
            if let Some(known) = self.last_links.get(name) {
                let start = path.iter().position(|other| *other == name);
                self.in_loops.extend(start.into_iter().flat_map(|start| &path[start..]));
                break *known;
            }
            // Counts as a loop until the last link is found.
            self.last_links.insert(name, None);
            path.push(name);
            match link.next(self.config) {
                Ok(next) => link = next,
                Err(_) => break Some(link),
            }
        };
        self.last_links.extend(path.into_iter().map(|name| (name, last)));
        last
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::config::SourceChain;
    use crate::test_support::config;

    proptest! {
        #[test]
        fn the_chains_of_many_profiles_end_like_that_of_one(profiles in prop::collection::vec((0..9_usize, 0..5), 1..9)) {
            let sections = profiles.iter().enumerate().map(|(index, (source, kind))| {
                let role = format!("role_arn = arn\nsource_profile = {source}\n");
                let keys = "aws_access_key_id = AKIA\naws_secret_access_key = secret\n";
                let text = match kind {
                    0 => keys.to_owned(),
                    1 => role + keys,
                    _ => role,
                };
                format!("[profile {index}]\n{text}")
            });
            let config = config(&sections.collect::<String>());
            let mut chains = SourceChains::new(&config);
            for profile in config.profiles() {
                let chain = SourceChain::from_profile(&config, profile);
                let last = chain.links.last().copied().expect("a link");
                let is_loop = matches!(chain.end, ChainEnd::Loop(_));
                prop_assert_eq!(chains.end(profile), (!is_loop).then_some((last, chain.end)));
                prop_assert_eq!(chains.is_in_loop(profile), chain.end == ChainEnd::Loop(profile));
            }
        }
    }
}
