//! `page_cost STEP FILE`: what one page of instances costs, for a profiler that counts. The answer of EC2 is in a file,
//! so nothing is waited for. STEP is `sdk` (its parsing, which is only the measure), `read` (our reading as far as to
//! the instances), `rows` (a row of each instance, too, as it goes to Nushell) or `columns` (with the column InstanceId
//! alone).

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
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [step, file] = &words[..] else {
        return Err("usage: page_cost sdk|read|rows|columns FILE".into());
    };
    let page = read(file)?;
    let count = match step.as_str() {
        "sdk" => parsed_by_the_sdk(page).await?,
        "read" => bench::read_page(&page)?,
        "rows" => bench::encode_rows(&page, None)?,
        "columns" => bench::encode_rows(&page, Some(&["InstanceId"]))?,
        other => return Err(format!("there is no step {other}").into()),
    };
    println!("{count}");
    Ok(())
}

async fn parsed_by_the_sdk(page: Vec<u8>) -> Result<usize> {
    let page = client(page).describe_instances().send().await?;
    Ok(page.reservations().iter().map(|reservation| reservation.instances().len()).sum())
}

/// A client of an EC2 that always answers the same.
fn client(answer: Vec<u8>) -> Client {
    let connector = SharedHttpConnector::new(Always(answer.into()));
    let config = aws_sdk_ec2::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static(REGION))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "example"))
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .build();
    Client::from_conf(config)
}

#[derive(Debug)]
struct Always(Bytes);

impl HttpConnector for Always {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let answer = StatusCode::try_from(200).map(|ok| HttpResponse::new(ok, SdkBody::from(self.0.clone())));
        HttpConnectorFuture::ready(answer.map_err(|error| ConnectorError::user(error.into())))
    }
}
