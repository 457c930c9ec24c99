//! The services with the query protocol.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    Ec2,
    Sts,
}

impl Service {
    /// The service in the credential scope of a signature.
    pub fn from_scope(name: &str) -> Option<Self> {
        match name {
            "ec2" => Some(Self::Ec2),
            "sts" => Some(Self::Sts),
            _ => None,
        }
    }

    /// The service of an unsigned request, by its API version.
    pub fn from_version(version: Option<&str>) -> Self {
        if version == Some(Self::Sts.version()) { Self::Sts } else { Self::Ec2 }
    }

    /// The only supported API version.
    pub fn version(self) -> &'static str {
        match self {
            Self::Ec2 => "2016-11-15",
            Self::Sts => "2011-06-15",
        }
    }

    /// The XML namespace of responses.
    pub fn namespace(self) -> &'static str {
        match self {
            Self::Ec2 => "http://ec2.amazonaws.com/doc/2016-11-15/",
            Self::Sts => "https://sts.amazonaws.com/doc/2011-06-15/",
        }
    }
}
