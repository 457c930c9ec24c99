//! `sdk_pages URL REGION ACCESS_KEY_ID SECRET_ACCESS_KEY`: counts the instances of a region with the paginator of the
//! SDK, as its documentation shows.

use std::error::Error;

use aws_sdk_ec2::Client;
use aws_sdk_ec2::config::{BehaviorVersion, Credentials, Region};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, region, id, secret] = &arguments[..] else {
        return Err("usage: sdk_pages URL REGION ACCESS_KEY_ID SECRET_ACCESS_KEY".into());
    };
    let config = aws_sdk_ec2::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(url)
        .region(Region::new(region.clone()))
        .credentials_provider(Credentials::new(id, secret, None, None, "arguments"))
        .build();
    let mut pages = Client::from_conf(config).describe_instances().into_paginator().page_size(1000).send();
    let mut count = 0;
    while let Some(page) = pages.try_next().await? {
        count += page.reservations().iter().map(|reservation| reservation.instances().len()).sum::<usize>();
    }
    println!("{count}");
    Ok(())
}
