//! Launch templates, one of which has a version that is newer than its default.

use crate::clock;
use crate::ec2::account_region::AccountRegion;
use crate::ec2::filters::FilterNames;
use crate::ec2::item_list::ItemTable;
use crate::ec2::schema::{Ids, Malformed, PageSizes, Schema};
use crate::ec2::tags;
use crate::xml::{Element, fields};

pub static LAUNCH_TEMPLATES: ItemTable = ItemTable {
    action: "DescribeLaunchTemplates",
    schema: Schema {
        list: "launchTemplates",
        ids: &[
            Ids::new(
                "LaunchTemplateId",
                "launchTemplateId",
                "lt-",
                (
                    "InvalidLaunchTemplateId.NotFound",
                    "The specified launch template, with template ID {}, does not exist.",
                ),
            )
            .malformed(Malformed::Code("InvalidLaunchTemplateId.Malformed")),
            Ids::names(
                "LaunchTemplateName",
                "launchTemplateName",
                (
                    "InvalidLaunchTemplateName.NotFoundException",
                    "The specified launch template, with template name {}, does not exist.",
                ),
            ),
        ],
        pages: Some(PageSizes::new(1, 200)),
        flags: &["IncludeManagedResources"],
        filters: FilterNames {
            tag_set: Some("tagSet"),
            paths: &[
                ("create-time", "createTime"),
                ("launch-template-name", "launchTemplateName"),
                ("tag-key", "tagSet/key"),
            ],
        },
        invalid_timestamp: "<item><createTime>yesterday</createTime></item>",
        ..Schema::PLAIN
    },
    items: |location| Template::all(location).iter().map(|template| members(location, template)).collect(),
    ..ItemTable::PLAIN
};

/// The name of each template, its default version and its latest.
pub const TEMPLATES: [(&str, usize, usize); 2] = [("web", 1, 3), ("batch", 2, 2)];

/// A launch template before it is written as XML.
pub struct Template {
    pub id: String,
    pub name: &'static str,
    pub default: usize,
    pub latest: usize,
}

/// The first of June 2024.
pub const CREATED: i64 = 1_717_200_000;

impl Template {
    pub fn all(location: &AccountRegion) -> Vec<Self> {
        let new = |(name, default, latest)| Self {
            id: location.id(&format!("launch-template/{name}"), "lt-"),
            name,
            default,
            latest,
        };
        TEMPLATES.map(new).into()
    }
}

/// The user who made the templates.
pub fn creator(location: &AccountRegion) -> String {
    location.account.user_arn("ann")
}

fn members(location: &AccountRegion, template: &Template) -> Vec<Element> {
    fields! {
        launchTemplateId: template.id.clone(),
        launchTemplateName: template.name,
        createTime: clock::with_milliseconds(CREATED),
        createdBy: creator(location),
        defaultVersionNumber: template.default,
        latestVersionNumber: template.latest,
        operator: fields! { managed: false },
        tagSet: tags::named(template.name),
    }
}
