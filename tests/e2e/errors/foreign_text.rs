//! Text of servers and files doesn't reach the terminal raw.

use crate::support::{Shell, StaticServer, aws, aws_with_instances};

/// Clears the screen, and reverses the text that follows.
const HOSTILE: &str = "no \u{1b}[2J\u{202e}access";
const ESCAPED: &str = r"no \u{1b}[2J\u{202e}access";

fn denied() -> StaticServer {
    let message = HOSTILE.replace('\u{1b}', "&#27;");
    let body = format!(
        "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>{message}</Message></Error></Errors>\
         <RequestID>1</RequestID></Response>"
    );
    StaticServer::with_head("403 Forbidden", &body)
}

fn is_printable(text: &str) -> bool {
    !text.contains(['\u{1b}', '\u{202e}'])
}

#[test]
fn a_message_of_aws_is_escaped_in_errors_warnings_and_rows() {
    let (aws, server) = (aws_with_instances(0), denied());
    let shell = || Shell::with_dev(&aws).var("AWS_ENDPOINT_URL", &server.url());
    let error = shell().error("aws ec2 instances");
    assert!(error.label.contains(ESCAPED) && is_printable(&error.label), "{error:?}");
    let output =
        shell().run("aws ec2 instances --region [eu-west-1 eu-west-2] --error-rows | each { print $in.Error.message }");
    assert!(output.stderr.contains(ESCAPED) && is_printable(&output.stderr), "{output:?}");
    assert!(output.stdout.contains(ESCAPED) && is_printable(&output.stdout), "{output:?}");
}

#[test]
fn a_name_in_a_file_is_escaped_in_errors_and_diffs() {
    let config =
        format!("[profile dev]\nregion = eu-west-1\nca_bundle = {HOSTILE}\n[profile old]\noutput = {HOSTILE}\n");
    let shell = || Shell::with_aws(&aws()).config(&config);
    let error = shell().error("aws ec2 instances --profile dev");
    let shown = format!("{}{}{}", error.message, error.label, error.help);
    assert!(is_printable(&shown), "{shown:?}");
    let output = shell().run("aws profile remove old --dry-run");
    assert!(output.stdout.contains(ESCAPED) && is_printable(&output.stdout), "{output:?}");
}
