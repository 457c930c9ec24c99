//! Connections to AWS.

use crate::error::diagnostic::{Details, Diagnostic, Subject};
use crate::error::help::{SHOW_ENDPOINTS, did_you_mean_region};

/// A request without a response. `endpoint` is the service and region, such as `ec2 in eu-west-1`.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum NetworkError {
    #[error("Can't reach {endpoint}: {reason}")]
    Unreachable {
        endpoint: String,
        /// The root cause.
        reason: String,
        /// The setting that has selected this endpoint, which may not exist, such as `AWS_USE_FIPS_ENDPOINT`.
        setting: Option<&'static str>,
        /// The regions that resemble this one, if it isn't known.
        similar_regions: Vec<String>,
    },
    /// The connection was made, but the response did not come in time.
    #[error("{endpoint} {reason}")]
    Timeout {
        endpoint: String,
        /// The rest of the sentence, such as `did not answer in time`.
        reason: String,
    },
}

impl Diagnostic for NetworkError {
    fn details(&self) -> Details<'_> {
        match self {
            Self::Unreachable { reason, setting, similar_regions, .. } => {
                let details = Details::new("aws::network::unreachable", "can't be reached").at(Subject::Region);
                if reason.contains("certificate") {
                    details.help(
                        "if a proxy intercepts TLS, trust its CA: `$env.AWS_CA_BUNDLE = '/path/to/ca.pem'`, or \
                         `ca_bundle` in the profile",
                    )
                } else if let Some(setting) = setting {
                    details.help(format!(
                        "not every service has the endpoint that `{setting}` selects: turn it off, or check the network \
                         and the proxy: {SHOW_ENDPOINTS}"
                    ))
                } else {
                    let check = format!("check the network, the proxy and the endpoint: {SHOW_ENDPOINTS}");
                    details.help(did_you_mean_region(similar_regions, &check))
                }
            }
            Self::Timeout { .. } => Details::new("aws::network::timeout", "did not answer")
                .at(Subject::Region)
                .help("try again, or wait longer: `$env.config.plugins.aws.read_timeout = 2min`"),
        }
    }
}
