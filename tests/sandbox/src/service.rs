//! The services that speak AWS's query protocol, and what tells them apart.

/// A service of the sandbox, named by the scope of a request's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    Ec2,
    Sts,
}

impl Service {
    /// The service of a signature's scope.
    pub fn from_scope(name: &str) -> Option<Self> {
        match name {
            "ec2" => Some(Self::Ec2),
            "sts" => Some(Self::Sts),
            _ => None,
        }
    }

    /// The service of a request that isn't signed, by the API version that it asks for.
    pub fn from_version(version: Option<&str>) -> Self {
        if version == Some(Self::Sts.version()) { Self::Sts } else { Self::Ec2 }
    }

    /// The one API version that is served.
    pub fn version(self) -> &'static str {
        match self {
            Self::Ec2 => "2016-11-15",
            Self::Sts => "2011-06-15",
        }
    }

    /// The XML namespace of the answers.
    pub fn namespace(self) -> &'static str {
        match self {
            Self::Ec2 => "http://ec2.amazonaws.com/doc/2016-11-15/",
            Self::Sts => "https://sts.amazonaws.com/doc/2011-06-15/",
        }
    }
}
