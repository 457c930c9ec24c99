//! The AWS SDK as the judge of the model: what its clients send, and how they read responses.

use std::sync::{Arc, Mutex};

use aws_sdk_ec2::Client;
use aws_sdk_ec2::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_ec2::types::Filter;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

/// The parameters that a request can have.
#[derive(Default)]
pub(super) struct Parameters {
    pub(super) filters: Option<Vec<Filter>>,
    pub(super) ids: Option<Vec<String>>,
    pub(super) page_size: Option<i32>,
    pub(super) next_token: Option<String>,
}

/// Sends a request of an operation with the SDK, and gives it this response. Returns the request's body and the Debug
/// text of the parsed response.
pub(super) fn ask_the_sdk(operation: &str, parameters: Parameters, response: String) -> (String, String) {
    let connector = FixedResponse { response, body: Arc::default() };
    let (body, shared) = (connector.body.clone(), SharedHttpConnector::new(connector));
    let config = aws_sdk_ec2::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "example"))
        .http_client(http_client_fn(move |_, _| shared.clone()))
        .build();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let debug = runtime.block_on(send(operation, Client::from_conf(config), parameters));
    let body = body.lock().expect("a body").clone();
    (body, debug)
}

/// An HTTP client that records the request and always returns this response.
#[derive(Debug)]
struct FixedResponse {
    response: String,
    body: Arc<Mutex<String>>,
}

impl HttpConnector for FixedResponse {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = request.body().bytes().expect("a body in memory");
        *self.body.lock().expect("no panic") = String::from_utf8(body.to_vec()).expect("text");
        let ok = StatusCode::try_from(200).expect("a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(ok, SdkBody::from(self.response.clone()))))
    }
}

/// `sdk! { Operation: method, setter of filters, setter of ids, setter of page size and of token; … }`
macro_rules! sdk {
    ($($operation:ident: $method:ident, $filters:ident $(, ids $ids:ident)? $(, pages $size:ident)?;)*) => {
        async fn send(operation: &str, client: Client, parameters: Parameters) -> String {
            let Parameters { filters, ids, page_size, next_token } = parameters;
            // An operation without ids or pages doesn't use all of them.
            let _ = (&ids, &page_size, &next_token);
            match operation {
                $(stringify!($operation) => {
                    let call = client.$method().$filters(filters);
                    $(let call = call.$ids(ids.map(|ids| ids.iter().map(|id| id.as_str().into()).collect()));)?
                    $(let call = call.$size(page_size).set_next_token(next_token);)?
                    format!("{:?}", call.send().await.expect("a response that the SDK reads"))
                })*
                other => panic!("add {other} to src/ec2/tests/sdk.rs"),
            }
        }
    };
}

sdk! {
    DescribeAddresses: describe_addresses, set_filters, ids set_allocation_ids;
    DescribeAvailabilityZones: describe_availability_zones, set_filters, ids set_zone_names;
    DescribeCapacityReservations: describe_capacity_reservations, set_filters, ids set_capacity_reservation_ids, pages set_max_results;
    DescribeFlowLogs: describe_flow_logs, set_filter, ids set_flow_log_ids, pages set_max_results;
    DescribeHosts: describe_hosts, set_filter, ids set_host_ids, pages set_max_results;
    DescribeImages: describe_images, set_filters, ids set_image_ids, pages set_max_results;
    DescribeInstanceStatus: describe_instance_status, set_filters, ids set_instance_ids, pages set_max_results;
    DescribeInstanceTypeOfferings: describe_instance_type_offerings, set_filters, pages set_max_results;
    DescribeInstanceTypes: describe_instance_types, set_filters, ids set_instance_types, pages set_max_results;
    DescribeInstances: describe_instances, set_filters, ids set_instance_ids, pages set_max_results;
    DescribeInternetGateways: describe_internet_gateways, set_filters, ids set_internet_gateway_ids, pages set_max_results;
    DescribeKeyPairs: describe_key_pairs, set_filters, ids set_key_names;
    DescribeLaunchTemplateVersions: describe_launch_template_versions, set_filters, pages set_max_results;
    DescribeLaunchTemplates: describe_launch_templates, set_filters, ids set_launch_template_ids, pages set_max_results;
    DescribeManagedPrefixLists: describe_managed_prefix_lists, set_filters, ids set_prefix_list_ids, pages set_max_results;
    DescribeNatGateways: describe_nat_gateways, set_filter, ids set_nat_gateway_ids, pages set_max_results;
    DescribeNetworkAcls: describe_network_acls, set_filters, ids set_network_acl_ids, pages set_max_results;
    DescribeNetworkInterfaces: describe_network_interfaces, set_filters, ids set_network_interface_ids, pages set_max_results;
    DescribePlacementGroups: describe_placement_groups, set_filters, ids set_group_names;
    DescribeReservedInstances: describe_reserved_instances, set_filters, ids set_reserved_instances_ids;
    DescribeRouteTables: describe_route_tables, set_filters, ids set_route_table_ids, pages set_max_results;
    DescribeSecurityGroupRules: describe_security_group_rules, set_filters, ids set_security_group_rule_ids, pages set_max_results;
    DescribeSecurityGroups: describe_security_groups, set_filters, ids set_group_ids, pages set_max_results;
    DescribeSnapshots: describe_snapshots, set_filters, ids set_snapshot_ids, pages set_max_results;
    DescribeSpotInstanceRequests: describe_spot_instance_requests, set_filters, ids set_spot_instance_request_ids, pages set_max_results;
    DescribeSpotPriceHistory: describe_spot_price_history, set_filters, pages set_max_results;
    DescribeSubnets: describe_subnets, set_filters, ids set_subnet_ids, pages set_max_results;
    DescribeTransitGateways: describe_transit_gateways, set_filters, ids set_transit_gateway_ids, pages set_max_results;
    DescribeVolumes: describe_volumes, set_filters, ids set_volume_ids, pages set_max_results;
    DescribeVpcEndpoints: describe_vpc_endpoints, set_filters, ids set_vpc_endpoint_ids, pages set_max_results;
    DescribeVpcPeeringConnections: describe_vpc_peering_connections, set_filters, ids set_vpc_peering_connection_ids, pages set_max_results;
    DescribeVpcs: describe_vpcs, set_filters, ids set_vpc_ids, pages set_max_results;
}
