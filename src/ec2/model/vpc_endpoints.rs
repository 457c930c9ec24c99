//! DescribeVpcEndpoints and the structures of its response. `scripts/ec2-model` wrote this file.

use aws_smithy_types::DateTime;

use crate::ec2::model::shared::Tag;
use crate::ec2::operation::{FilterName, Operation, Parameter};
use crate::ec2::paging::page::ListPath;
use crate::rows::api::member::{Structure, structures};

pub(crate) static OPERATION: Operation = Operation {
    action: "ec2:DescribeVpcEndpoints",
    path: ListPath { list: "vpcEndpointSet", nested: None },
    members: VpcEndpoint::MEMBERS,
    page_size: Some(1000),
    parameters: &[
        Parameter::List { name: "VpcEndpointIds", query_name: "VpcEndpointId" },
    ],
    filters: &[
        FilterName { name: "ip-address-type", values: &["ipv4", "ipv6"] },
        FilterName { name: "service-name", values: &[] },
        FilterName { name: "service-region", values: &[] },
        FilterName { name: "tag-key", values: &[] },
        FilterName { name: "vpc-endpoint-id", values: &[] },
        FilterName { name: "vpc-endpoint-state", values: &["pendingAcceptance", "pending", "available", "deleting", "deleted", "rejected", "failed"] },
        FilterName { name: "vpc-endpoint-type", values: &["Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork", "Tunnel"] },
        FilterName { name: "vpc-id", values: &[] },
    ],
};

structures! {
    VpcEndpoint {
        VpcEndpointId: String,
        VpcEndpointType: String,
        VpcId: String,
        ServiceName: String,
        State: String,
        PolicyDocument: String,
        RouteTableIds as "routeTableIdSet": Vec<String>,
        SubnetIds as "subnetIdSet": Vec<String>,
        Groups as "groupSet": Vec<SecurityGroupIdentifier>,
        IpAddressType: String,
        DnsOptions: DnsOptions,
        PrivateDnsEnabled: bool,
        RequesterManaged: bool,
        NetworkInterfaceIds as "networkInterfaceIdSet": Vec<String>,
        DnsEntries as "dnsEntrySet": Vec<DnsEntry>,
        CreationTimestamp: DateTime,
        Tags as "tagSet": Vec<Tag>,
        OwnerId: String,
        LastError: LastError,
        Ipv4Prefixes as "ipv4PrefixSet": Vec<SubnetIpPrefixes>,
        Ipv6Prefixes as "ipv6PrefixSet": Vec<SubnetIpPrefixes>,
        FailureReason: String,
        ServiceNetworkArn: String,
        ResourceConfigurationArn: String,
        ServiceRegion: String,
        PayerResponsibilities as "payerResponsibilitySet": Vec<PayerResponsibilityEntry>,
    }
    SecurityGroupIdentifier {
        GroupId: String,
        GroupName: String,
    }
    DnsOptions {
        DnsRecordIpType: String,
        PrivateDnsOnlyForInboundResolverEndpoint: bool,
        PrivateDnsPreference: String,
        PrivateDnsSpecifiedDomains as "privateDnsSpecifiedDomainSet": Vec<String>,
    }
    DnsEntry {
        DnsName: String,
        HostedZoneId: String,
    }
    LastError {
        Message: String,
        Code: String,
    }
    SubnetIpPrefixes {
        SubnetId: String,
        IpPrefixes as "ipPrefixSet": Vec<String>,
    }
    PayerResponsibilityEntry {
        Scope: String,
        PayerResponsibilityType: String,
    }
}
