//! `page_cost STEP FILE`: what one page of instances costs, for a profiler that counts. The answer of EC2 is in a file,
//! so nothing is waited for. STEP is `parse` (the SDK alone), `rows` (a row of each instance, too) or `columns` (with
//! the column InstanceId alone).

use std::error::Error;
use std::hint::black_box;

use aws_sdk_ec2::Client;
use aws_sdk_ec2::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_ec2::types::Reservation;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use nu_plugin_aws::rows::instance::{Columns, Origin, TagShape};
use nu_protocol::Span;

const REGION: &str = "eu-west-1";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [step, file] = &words[..] else {
        return Err("usage: page_cost parse|rows|columns FILE".into());
    };
    let columns = match step.as_str() {
        "parse" => None,
        "rows" => Some(Columns::all()),
        "columns" => Some(instance_id()?),
        other => return Err(format!("there is no step {other}").into()),
    };
    let page = client(std::fs::read(file)?).describe_instances().send().await?;
    let count = match columns {
        Some(columns) => convert(page.reservations.unwrap_or_default(), &columns),
        None => page.reservations().iter().map(|reservation| reservation.instances().len()).sum(),
    };
    println!("{count}");
    Ok(())
}

fn instance_id() -> Result<Columns, Box<dyn Error>> {
    let mut columns = Columns::default();
    columns.add("InstanceId")?;
    Ok(columns)
}

/// Makes the rows, as `aws ec2 instances` does, and drops each.
fn convert(reservations: Vec<Reservation>, columns: &Columns) -> usize {
    let mut count = 0;
    for mut reservation in reservations {
        for instance in reservation.instances.take().unwrap_or_default() {
            let origin = Origin {
                region: REGION,
                profile: Some("dev"),
                owner_id: reservation.owner_id(),
                reservation_id: reservation.reservation_id(),
                requester_id: reservation.requester_id(),
            };
            black_box(columns.row(instance, origin, TagShape::Record, Span::unknown()));
            count += 1;
        }
    }
    count
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
