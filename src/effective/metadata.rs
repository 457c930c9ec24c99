//! The instance metadata service of EC2, which may name a region and sign.

use crate::aws::variables;
use crate::config::masked_url;
use crate::effective::inputs::Inputs;
use crate::effective::precedence::{Candidate, switch, text};
use crate::effective::{Effective, Value};

/// Whether it is asked, and where.
pub(crate) fn metadata(here: &Inputs) -> [Effective; 3] {
    let keys = ["ec2_metadata_service_endpoint", "ec2_metadata_service_endpoint_mode"];
    let endpoint = here.candidates(&[variables::AWS_EC2_METADATA_SERVICE_ENDPOINT], keys[0]);
    let mode = here.candidates(&[variables::AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE], keys[1]);
    let disabled = here.variable(variables::AWS_EC2_METADATA_DISABLED);
    let disabled = disabled.map(|one| Candidate { text: one.text.trim().to_owned(), ..one });
    [
        switch("ec2_metadata_disabled", disabled.into_iter().collect()),
        Effective::first_said(keys[0], endpoint, |url| Value::Text(masked_url(url.trim()))),
        Effective::first_said(keys[1], mode, text).or(text("IPv4")),
    ]
}
