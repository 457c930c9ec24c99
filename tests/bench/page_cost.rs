//! `page_cost STEP FILE`: processes one page of instances, for a profiler that counts instructions. The file has EC2's
//! response. STEP is `sdk` (the SDK parses it), `read` (the plugin finds the instances), `rows` (it also encodes each
//! instance as a row for Nushell) or `columns` (it encodes the column InstanceId only).

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
        return Err("usage: page_cost sdk|read|rows|columns FILE".into());
    };
    let page = read(file)?;
    let count = match step.as_str() {
        "sdk" => parse_with_sdk(page).await?,
        "read" => bench::read_page(&page)?,
        "rows" => bench::encode_rows(&page, None)?,
        "columns" => bench::encode_rows(&page, Some(&["InstanceId"]))?,
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
