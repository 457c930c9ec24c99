//! `page_cost STEP FILE`: does one step of the plugin's work, for a profiler that counts instructions. STEP is `sdk`
//! (the SDK parses EC2's response in FILE), `read` (the plugin finds its instances), `rows` (it also encodes each
//! instance as a row for Nushell), `columns` (it encodes the column InstanceId only), `volumes` (it encodes the volumes
//! of a response), `profiles` (it reads the config file FILE) or `signatures` (it encodes those of all commands; FILE is
//! not used).

use std::error::Error;
use std::fs::read;

use aws_sdk_ec2::Client;
use aws_sdk_ec2::config::{BehaviorVersion, Credentials, Region};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use nu_plugin_aws::bench;

const REGION: &str = "eu-west-1";

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [step, file] = &arguments[..] else {
        return Err("usage: page_cost sdk|read|rows|columns|volumes|profiles|signatures FILE".into());
    };
    let bytes = read(file)?;
    let count = match step.as_str() {
        "sdk" => parse_with_sdk(bytes).await?,
        "read" => bench::read_page("DescribeInstances", &bytes)?,
        "rows" => bench::encode_rows("DescribeInstances", &bytes, None)?,
        "columns" => bench::encode_rows("DescribeInstances", &bytes, Some(&["InstanceId"]))?,
        "volumes" => bench::encode_rows("DescribeVolumes", &bytes, None)?,
        "profiles" => bench::read_profiles(&bytes)?,
        "signatures" => bench::encode_signatures()?,
        other => return Err(format!("there is no step {other}").into()),
    };
    println!("{count}");
    Ok(())
}

async fn parse_with_sdk(page: Vec<u8>) -> Result<usize> {
    let page = client(page).describe_instances().send().await?;
    Ok(page.reservations().iter().map(|reservation| reservation.instances().len()).sum())
}

/// A client that gets the same response to every request.
fn client(response: Vec<u8>) -> Client {
    let connector = SharedHttpConnector::new(FixedResponse(response.into()));
    let config = aws_sdk_ec2::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static(REGION))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "example"))
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .build();
    Client::from_conf(config)
}

#[derive(Debug)]
struct FixedResponse(Bytes);

impl HttpConnector for FixedResponse {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let response = StatusCode::try_from(200).map(|ok| HttpResponse::new(ok, SdkBody::from(self.0.clone())));
        HttpConnectorFuture::ready(response.map_err(|error| ConnectorError::user(error.into())))
    }
}
