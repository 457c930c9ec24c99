//! The unusual properties that resources have in turn.

/// What is unusual about a resource. Each run of twelve resources has every variant once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    None,
    /// No `Name` tag.
    Nameless,
    /// An instance type or volume type that no SDK knows.
    UnknownType,
    Spot,
    /// A tag `aws:cloud9:owner` that is the ARN of a session.
    OwnedByArn,
    Stopped,
    /// A tag whose value is empty.
    EmptyTag,
    /// Tags that need quoting in XML, cell paths, tables or terminals.
    AwkwardTags,
    /// A tag `aws:cloud9:owner` that is a user's id, on Windows.
    OwnedById,
    Terminated,
    Untagged,
    /// In a private subnet.
    NoPublicIp,
}

impl Variant {
    const ALL: [Self; 12] = [
        Self::None,
        Self::Nameless,
        Self::UnknownType,
        Self::Spot,
        Self::OwnedByArn,
        Self::Stopped,
        Self::EmptyTag,
        Self::AwkwardTags,
        Self::OwnedById,
        Self::Terminated,
        Self::Untagged,
        Self::NoPublicIp,
    ];

    /// The variant of the resource at `index`.
    pub fn at(index: usize) -> Self {
        Self::ALL[index % Self::ALL.len()]
    }
}
