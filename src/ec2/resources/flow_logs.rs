//! Flow logs: [FlowLog](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html).

use crate::ec2::model::flow_logs::OPERATION;
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static FLOW_LOGS: Resource = Resource::new(Declaration {
    command: "aws ec2 flow-logs",
    noun: "flow log",
    plural: "flow logs",
    ids: Some(Ids { parameter: "FlowLogIds", member: "FlowLogId", form: IdForm::Prefix("fl") }),
    key_columns: &["Name", "FlowLogId", "FlowLogStatus"],
    first_columns: &["ResourceId", "TrafficType", "LogDestinationType", "DeliverLogsStatus", "CreationTime"],
    help: Help {
        description: "List flow logs.",
        details: "`Name` is the tag, or empty without it. `ResourceId` is the VPC, subnet, network interface or \
                  transit gateway that is logged.",
        filter: "{traffic-type: REJECT}",
        state: "",
        search_terms: &["describe-flow-logs", "network", "log"],
        examples: &[
            (
                "let logged = aws ec2 flow-logs | get ResourceId; aws ec2 vpcs | where VpcId not-in $logged",
                "Find VPCs without a flow log.",
            ),
            (
                "aws ec2 flow-logs | where DeliverLogsStatus == FAILED | select FlowLogId DeliverLogsErrorMessage",
                "Find logs that can't be delivered.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
