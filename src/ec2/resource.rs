//! The declaration of a resource: everything that the generic list path, the command and its rows need to know of it.

use std::pin::Pin;
use std::sync::Arc;

use aws_sdk_ec2::types;
use nu_protocol::Example;

use crate::client::explain::Request;
use crate::credentials::Target;
use crate::ec2::paging::body_interceptor::BodyInterceptor;
use crate::ec2::paging::page::ListPath;
use crate::error::{Error, ResourceKind};
#[cfg(test)]
use crate::rows::api::sdk_parser::SdkParser;
use crate::rows::api::{Column, Content, TableSchema};

/// A list operation of EC2 and the table that it becomes.
pub(crate) struct Resource {
    /// What one item is called in messages: `volume`.
    pub(crate) noun: &'static str,
    /// What several items are called: `volumes`.
    pub(crate) plural: &'static str,
    /// The IAM action, whose second half is the operation: `ec2:DescribeVolumes`.
    pub(crate) action: &'static str,
    /// Where the items are in the response.
    pub(crate) path: ListPath,
    /// How items are asked for by id; `None` if the operation takes no ids.
    pub(crate) ids: Option<Ids>,
    /// What `--state` filters; `None` if there is no such filter.
    pub(crate) states: Option<States>,
    /// The names of the operation's filters, without `tag:KEY`. Tests compare them with the service's documentation.
    pub(crate) filters: &'static [&'static str],
    /// The largest page that EC2 sends; `None` if the operation doesn't page.
    pub(crate) page_size: Option<i32>,
    /// The columns.
    pub(crate) schema: TableSchema,
    /// Sends the request for one page. [`send_request`](crate::ec2::resource::send_request) makes it.
    pub(crate) send: SendRequest,
    /// What the command's help says of this resource alone.
    pub(crate) help: Help,
    /// What the SDK knows of the items.
    #[cfg(test)]
    pub(crate) sdk_parser: SdkParser,
}

/// How items are asked for by id.
#[derive(Debug)]
pub(crate) struct Ids {
    /// What ids begin with: `vol`. A dash and 8 or 17 hexadecimal digits follow.
    pub(crate) prefix: &'static str,
    /// The filter by id. Unlike ids, its values may be missing in a region.
    pub(crate) filter: &'static str,
    /// The element of an item that holds its id.
    pub(crate) element: &'static str,
}

/// What `--state` filters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct States {
    /// The filter.
    pub(crate) filter: &'static str,
    /// The values that it can have.
    pub(crate) values: &'static [&'static str],
}

/// The parts of a command's help that differ between resources.
pub(crate) struct Help {
    /// What the command does, in a sentence.
    pub(crate) description: &'static str,
    /// What a person has to know of this resource.
    pub(crate) details: &'static str,
    /// A value for `--filter` as an example.
    pub(crate) filter: &'static str,
    /// A value for `--state` as an example.
    pub(crate) state: &'static str,
    /// Further words that find the command.
    pub(crate) search_terms: &'static [&'static str],
    /// Examples: the line and what it does.
    pub(crate) examples: &'static [(&'static str, &'static str)],
}

/// The parameters of one request.
#[derive(Debug, Clone)]
pub(crate) struct ListRequest {
    pub(crate) resource: &'static Resource,
    /// The ids, if only these items are asked for.
    pub(crate) ids: Option<Vec<String>>,
    /// The filters.
    pub(crate) filters: Option<Vec<types::Filter>>,
    /// The size of the page. EC2 refuses one together with ids.
    pub(crate) page_size: Option<i32>,
    /// The token of the page, except for the first.
    pub(crate) next_token: Option<String>,
}

/// Sends a request to the region of a target. The interceptor takes the body of the response.
pub(crate) type SendRequest =
    fn(Arc<Target>, ListRequest, BodyInterceptor) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// The [`SendRequest`] of an operation of the SDK's client. The list says which parameters it takes beside filters, and
/// the setters of its builder:
/// `send_request!(describe_volumes, ids: set_volume_ids, page_size: set_max_results, next_token: set_next_token)`. An
/// operation that doesn't page has no `page_size` and no `next_token`.
macro_rules! send_request {
    ($operation:ident $(, $parameter:ident: $setter:ident)*) => {
        |target, request, interceptor| {
            Box::pin(async move {
                let $crate::ec2::resource::ListRequest { resource, filters, $($parameter,)* .. } = request;
                let call = target.session.ec2(&target.region).$operation().set_filters(filters);
                let sent = call$(.$setter($parameter))*.customize().interceptor(interceptor).send().await;
                let explain = $crate::client::explain::explain;
                sent.map(drop).map_err(|error| explain(&error, resource.request(&target)))
            })
        }
    };
}

pub(crate) use send_request;

impl Resource {
    /// The operation: `DescribeVolumes`.
    pub(crate) fn operation(&self) -> &'static str {
        self.action.trim_start_matches("ec2:")
    }

    /// What errors call the items.
    pub(crate) fn kind(&self) -> ResourceKind {
        ResourceKind {
            noun: self.noun,
            plural: self.plural,
            command: self.schema.command,
            id_prefix: self.ids.as_ref().map(|ids| ids.prefix),
        }
    }

    /// A request to a target, for its errors.
    pub(crate) fn request<'a>(&self, target: &'a Target) -> Request<'a> {
        Request { resource: Some(self.kind()), ..target.session.request(self.action, &target.region) }
    }

    /// Whether a text can be an id: the prefix, a dash, and 8 or 17 hexadecimal digits.
    pub(crate) fn is_id(&self, text: &str) -> bool {
        let hexadecimal = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        self.ids
            .as_ref()
            .and_then(|ids| text.strip_prefix(ids.prefix)?.strip_prefix('-'))
            .is_some_and(|digits| [8, 17].contains(&digits.len()) && digits.chars().all(hexadecimal))
    }

    /// The column that has the id.
    pub(crate) fn id_column(&self) -> Option<&'static str> {
        let element = self.ids.as_ref()?.element;
        let is_id = |column: &&Column| matches!(&column.content, Content::Member(member) if member.is_element(element));
        self.schema.columns.iter().find(is_id).map(|column| column.name)
    }

    /// Whether EC2's documentation has a filter of this name.
    pub(crate) fn has_filter(&self, name: &str) -> bool {
        self.filters.contains(&name) || name.strip_prefix("tag:").is_some_and(|key| !key.is_empty())
    }

    /// The examples of the command.
    pub(crate) fn examples(&self) -> impl Iterator<Item = Example<'static>> {
        self.help.examples.iter().map(|(example, description)| Example { example, description, result: None })
    }
}

impl std::fmt::Debug for Resource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.operation())
    }
}

#[cfg(test)]
mod tests {
    use crate::ec2::instances::INSTANCES;

    #[test]
    fn an_instance_id_is_told_from_other_words() {
        assert!(INSTANCES.is_id("i-0123456789abcdef0") && INSTANCES.is_id("i-1a2b3c4d"));
        for wrong in ["i-", "web-1", "i-0123456789ABCDEF0", "i-xyz", "i-0123456789abcdef01", "I-1a2b3c4d", ""] {
            assert!(!INSTANCES.is_id(wrong), "{wrong}");
        }
    }
}
