//! Which regions a call means.

use glob::Pattern;

use crate::aws::partition::{is_region_name, known_regions};
use crate::error::{Error, RegionError};
use crate::text::suggest::suggest;

/// The regions that a call means, in each account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RegionChoice {
    /// The one that the variables, the profile or the EC2 instance name.
    Default,
    /// The same, or else any of the partition: all regions have the same answer.
    Any,
    /// Those that these words name.
    Named(Vec<Word>),
}

/// A word of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Word {
    /// This region.
    Name(String),
    /// All enabled regions.
    All,
    /// All enabled regions like it: `us-*`.
    Like(Pattern),
    /// None like it: `!us-gov-*`, `!us-west-1`.
    Unlike(Pattern),
}

/// A region of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// Its name.
    pub(crate) region: String,
    /// Whether the call says this very name.
    pub(crate) by_name: bool,
}

impl RegionChoice {
    /// Reads the words of `--region`, and `--all-regions`.
    ///
    /// # Errors
    ///
    /// [`RegionError::Invalid`] for a word that is neither a region's name nor a pattern, and [`RegionError::Contradiction`]
    /// for regions beside `--all-regions`.
    pub(crate) fn parse(words: Option<&[String]>, all: bool) -> Result<Self, Error> {
        let Some(words) = words else {
            return Ok(if all { Self::Named(vec![Word::All]) } else { Self::Default });
        };
        let mut words = words.iter().map(|word| Word::parse(word)).collect::<Result<Vec<_>, _>>()?;
        let positive = words.iter().find(|word| !matches!(word, Word::Unlike(_)));
        match positive {
            Some(word) if all => return Err(RegionError::Contradiction { word: word.text() }.into()),
            // Nothing but exclusions: all the others.
            None if all || !words.is_empty() => words.push(Word::All),
            _ => (),
        }
        Ok(Self::Named(words))
    }

    /// The one region that the call names, if it is just one.
    pub(crate) fn single(&self) -> Option<&str> {
        match self {
            Self::Named(words) => match words.as_slice() {
                [Word::Name(name)] => Some(name),
                _ => None,
            },
            Self::Default | Self::Any => None,
        }
    }

    /// Whether it takes a list of the enabled regions to know what is meant.
    pub(crate) fn needs_list(&self) -> bool {
        matches!(self, Self::Named(words) if words.iter().any(|word| matches!(word, Word::All | Word::Like(_))))
    }
}

/// The regions that the words mean, each once: those that are named in the order of the words, then the others.
pub(crate) fn choose(words: &[Word], enabled: &[String]) -> Vec<Chosen> {
    let excluded = |region: &str| words.iter().any(|word| matches!(word, Word::Unlike(like) if like.matches(region)));
    let named = words.iter().filter_map(|word| match word {
        Word::Name(name) => Some(Chosen { region: name.clone(), by_name: true }),
        _ => None,
    });
    let like = |region: &&String| words.iter().any(|word| word.takes(region));
    let others = enabled.iter().filter(like).map(|region| Chosen { region: region.clone(), by_name: false });
    let mut chosen: Vec<Chosen> = Vec::new();
    for candidate in named.chain(others) {
        if !excluded(&candidate.region) && !chosen.iter().any(|known| known.region == candidate.region) {
            chosen.push(candidate);
        }
    }
    chosen
}

impl Word {
    fn parse(text: &str) -> Result<Self, Error> {
        let refused = || {
            let nearest = suggest(text.trim_start_matches('!'), known_regions());
            RegionError::Invalid { name: text.to_owned(), given_by: None, nearest }.into()
        };
        let (excluded, name) = text.strip_prefix('!').map_or((false, text), |name| (true, name));
        let is_pattern = name.contains(['*', '?', '[']);
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-*?[]!".contains(c);
        if name.is_empty() || name.starts_with('!') || !name.chars().all(plain) || !(is_pattern || is_region_name(name))
        {
            return Err(refused());
        }
        let pattern = || Pattern::new(name).map_err(|_| refused());
        Ok(match (excluded, is_pattern) {
            (true, _) => Self::Unlike(pattern()?),
            (false, true) => Self::Like(pattern()?),
            (false, false) => Self::Name(name.to_owned()),
        })
    }

    /// Whether it chooses this region among the enabled ones.
    fn takes(&self, region: &str) -> bool {
        match self {
            Self::All => true,
            Self::Like(pattern) => pattern.matches(region),
            Self::Name(_) | Self::Unlike(_) => false,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::All => "*".into(),
            Self::Like(pattern) => pattern.as_str().to_owned(),
            Self::Unlike(pattern) => format!("!{}", pattern.as_str()),
        }
    }
}

#[cfg(test)]
mod tests;
