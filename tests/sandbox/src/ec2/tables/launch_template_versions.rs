//! The versions of launch templates.

use super::launch_templates::{CREATED, LAUNCH_TEMPLATES, TEMPLATES, Template, creator};
use super::{images, subnets};
use crate::api_request::ApiRequest;
use crate::clock;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{PageSizes, Schema};
use crate::error::ApiError;
use crate::xml::{Element, fields};

pub static LAUNCH_TEMPLATE_VERSIONS: ItemTable = ItemTable {
    action: "DescribeLaunchTemplateVersions",
    schema: Schema {
        list: "launchTemplateVersionSet",
        pages: Some(PageSizes::new(1, 200)),
        flags: &["IncludeManagedResources", "ResolveAlias"],
        parameters: &["LaunchTemplateId", "LaunchTemplateName", "LaunchTemplateVersion", "MaxVersion", "MinVersion"],
        filters: FilterNames {
            tag_set: None,
            paths: &[
                ("create-time", "createTime"),
                ("ebs-optimized", "launchTemplateData/ebsOptimized"),
                ("host-resource-group-arn", "launchTemplateData/placement/hostResourceGroupArn"),
                ("http-endpoint", "launchTemplateData/metadataOptions/httpEndpoint"),
                ("http-protocol-ipv4", "launchTemplateData/metadataOptions/httpProtocolIpv4"),
                ("http-tokens", "launchTemplateData/metadataOptions/httpTokens"),
                ("iam-instance-profile", "launchTemplateData/iamInstanceProfile/arn"),
                ("image-id", "launchTemplateData/imageId"),
                ("instance-type", "launchTemplateData/instanceType"),
                ("is-default-version", "defaultVersion"),
                ("kernel-id", "launchTemplateData/kernelId"),
                ("license-configuration-arn", "launchTemplateData/licenseSet/licenseConfigurationArn"),
                ("network-card-index", "launchTemplateData/networkInterfaceSet/networkCardIndex"),
                ("ram-disk-id", "launchTemplateData/ramDiskId"),
            ],
        },
        invalid_timestamp: "<item><createTime>yesterday</createTime></item>",
        ..Schema::PLAIN
    },
    items: |location| {
        let versions =
            |template: &Template| (1..=template.latest).rev().map(|v| members(location, template, v)).collect();
        Template::all(location).iter().flat_map::<Vec<_>, _>(versions).collect()
    },
    check,
    selects,
};

/// Without a template, only the latest or default versions of all templates can be listed.
fn check(request: &ApiRequest) -> Result<(), ApiError> {
    let get = |name| request.parameters.get(name);
    let versions = request.parameters.list("LaunchTemplateVersion");
    match (get("LaunchTemplateId"), get("LaunchTemplateName")) {
        (Some(_), Some(_)) => Err(ApiError::bad_request(
            "InvalidParameterCombination",
            "Provide either a launch template ID or a launch template name, but not both.",
        )),
        (None, None) if versions.is_empty() || versions.iter().any(|version| !version.starts_with('$')) => {
            let message = "Either a launch template ID or a launch template name must be provided.";
            Err(ApiError::bad_request("MissingParameter", message))
        }
        (Some(id), None) => refuse_unknown(request, 0, id, |template| template.id == id),
        (None, Some(name)) => refuse_unknown(request, 1, name, |template| template.name == name),
        (None, None) => Ok(()),
    }
}

/// Refuses a template that doesn't exist as `DescribeLaunchTemplates` does with the ids of this number.
fn refuse_unknown(
    request: &ApiRequest,
    number: usize,
    wanted: &str,
    is_wanted: impl Fn(&Template) -> bool,
) -> Result<(), ApiError> {
    let exists = Template::all(&request.resources().location).iter().any(is_wanted);
    if exists { Ok(()) } else { Err(LAUNCH_TEMPLATES.schema.ids[number].unknown_error(&[wanted])) }
}

fn selects(request: &ApiRequest, item: &Element) -> bool {
    let get = |name| request.parameters.get(name);
    let number = |name| get(name).and_then(|text| text.parse::<usize>().ok());
    let version = item.texts("versionNumber")[0].parse::<usize>().unwrap_or_default();
    let is_latest =
        || TEMPLATES.iter().any(|(name, _, latest)| item.texts("launchTemplateName") == [*name] && version == *latest);
    let is_asked_for = |wanted: &&str| match *wanted {
        "$Latest" => is_latest(),
        "$Default" => item.texts("defaultVersion") == ["true"],
        other => other == version.to_string(),
    };
    let versions = request.parameters.list("LaunchTemplateVersion");
    get("LaunchTemplateId").is_none_or(|id| item.texts("launchTemplateId") == [id])
        && get("LaunchTemplateName").is_none_or(|name| item.texts("launchTemplateName") == [name])
        && number("MinVersion").is_none_or(|min| version >= min)
        && number("MaxVersion").is_none_or(|max| version <= max)
        && (versions.is_empty() || versions.iter().any(is_asked_for))
}

fn members(location: &AccountRegion, template: &Template, version: usize) -> Vec<Element> {
    let disk = fields! { encrypted: true, deleteOnTermination: true, volumeSize: 30, volumeType: "gp3" };
    let interface = fields! {
        deviceIndex: 0,
        associatePublicIpAddress: false,
        groupSet: [location.groups[1].0.clone()],
        subnetId: subnets::main_id(location, 0),
    };
    let data = fields! {
        imageId: images::id(location, 0),
        instanceType: if version == 1 { "t3.micro" } else { "m7i.large" },
        keyName: "sandbox-key",
        ebsOptimized: true,
        blockDeviceMappingSet: [fields! { deviceName: "/dev/xvda", ebs: disk }],
        networkInterfaceSet: [interface],
        monitoring: fields! { enabled: version > 1 },
        metadataOptions: fields! {
            httpTokens: if version > 1 { "required" } else { "optional" },
            httpEndpoint: "enabled",
        },
        securityGroupIdSet: Vec::<String>::new(),
    };
    fields! {
        launchTemplateId: template.id.clone(),
        launchTemplateName: template.name,
        versionNumber: version,
        versionDescription: format!("{} {version}", template.name),
        createTime: clock::with_milliseconds(CREATED + 86_400 * version as i64),
        createdBy: creator(location),
        defaultVersion: version == template.default,
        launchTemplateData: data,
        operator: fields! { managed: false },
    }
}
