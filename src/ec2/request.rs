//! The request of a list operation.
//!
//! The SDK's client has a method, a serializer and a parser for each operation. Rows need no parser, and requests
//! differ in nothing but their parameters. So all operations are sent with the one method DescribeRegions, whose body is
//! replaced before it is signed. Endpoint, signature, retries and errors are those of every request of the client.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;

use crate::client::explain::explain;
use crate::credentials::Target;
use crate::ec2::filter::Filter;
use crate::ec2::operation::Parameter;
use crate::ec2::paging::body_interceptor::BodyInterceptor;
use crate::ec2::parameter_flag::Argument;
use crate::ec2::resource::Resource;
use crate::error::Error;

/// The version of EC2's API.
const API_VERSION: &str = "2016-11-15";

/// The parameters of one request.
#[derive(Debug, Clone)]
pub(crate) struct ListRequest {
    pub(crate) resource: &'static Resource,
    /// Ids and other parameters.
    pub(crate) arguments: Vec<Argument>,
    pub(crate) filters: Vec<Filter>,
    /// The size of the page. EC2 refuses one together with ids.
    pub(crate) page_size: Option<u16>,
    /// The token of the page, except for the first.
    pub(crate) next_token: Option<String>,
}

impl ListRequest {
    /// Sends the request to the region of a target. The interceptor takes the body of the response.
    ///
    /// # Errors
    ///
    /// The failed request, explained.
    pub(crate) async fn send(self, target: &Target, interceptor: BodyInterceptor) -> Result<(), Error> {
        let call = target.session.ec2(&target.region).describe_regions().customize();
        let sent = call.interceptor(RequestBody(self.body())).interceptor(interceptor).send().await;
        sent.map(drop).map_err(|error| explain(&error, self.resource.request(target)))
    }

    /// The request in the EC2 query protocol. An item of a list is numbered: `VolumeId.1`.
    pub(crate) fn body(&self) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("Action", self.resource.operation_name()).append_pair("Version", API_VERSION);
        for (number, filter) in (1..).zip(&self.filters) {
            form.append_pair(&format!("Filter.{number}.Name"), filter.name());
            for (value_number, value) in (1..).zip(filter.values()) {
                form.append_pair(&format!("Filter.{number}.Value.{value_number}"), value);
            }
        }
        for Argument { parameter, values } in &self.arguments {
            match parameter {
                Parameter::Single { query_name, .. } => {
                    values.iter().for_each(|value| _ = form.append_pair(query_name, value));
                }
                Parameter::List { query_name, .. } => {
                    for (number, value) in (1..).zip(values) {
                        form.append_pair(&format!("{query_name}.{number}"), value);
                    }
                }
            }
        }
        if let Some(size) = self.page_size {
            form.append_pair("MaxResults", &size.to_string());
        }
        if let Some(token) = &self.next_token {
            form.append_pair("NextToken", token);
        }
        form.finish()
    }
}

/// Replaces the body of a request before it is signed.
#[derive(Debug)]
struct RequestBody(String);

#[dyn_dispatch_hint]
impl Intercept for RequestBody {
    fn name(&self) -> &'static str {
        "RequestBody"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        request.headers_mut().insert("content-length", self.0.len().to_string());
        *request.body_mut() = SdkBody::from(self.0.as_str());
        Ok(())
    }
}
