//! Names in headers that can't be read. A profile that refers to one refers to a section that exists.

use std::collections::HashSet;

use crate::config::config_files::ConfigFiles;
use crate::config::line_syntax::BLANKS;

pub(crate) struct UnreadableHeaders<'a> {
    /// What comes before a name in its header, for example `profile`, and the name. The credentials file has names only.
    names: HashSet<(&'a str, &'a str)>,
    /// Whether something that can't be read may be a header.
    has_hiding_fault: bool,
}

impl<'a> UnreadableHeaders<'a> {
    pub(crate) fn new(files: &'a ConfigFiles) -> Self {
        let headers =
            files.files().iter().flat_map(|file| file.headers().map(|(block, header)| (file.name(block), header)));
        let names = headers.filter(|(_, header)| header.is_err()).flat_map(|(text, _)| {
            let named = text.split_once(BLANKS).map(|(prefix, name)| (prefix, plain(name)));
            [Some(("profile", plain(text))), named].into_iter().flatten()
        });
        Self { names: names.collect(), has_hiding_fault: files.config().hiding_fault().is_some() }
    }

    /// Whether the section with this prefix and name may exist nevertheless.
    pub(crate) fn may_hide(&self, prefix: &str, name: &str) -> bool {
        self.has_hiding_fault || self.names.contains(&(prefix, plain(name)))
    }
}

fn plain(name: &str) -> &str {
    name.trim_matches(BLANKS).trim_matches(['\'', '"'])
}
