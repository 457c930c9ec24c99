//! Text of servers and files doesn't reach the terminal raw.

use crate::support::{Shell, StaticServer, aws, aws_with_instances, json};

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
    // A cell of a table is data.
    assert_eq!(shell().value("aws profiles --long | last | get output"), json!(HOSTILE));
    let output = shell().run("aws profile remove old --dry-run");
    assert!(output.stdout.contains(ESCAPED) && is_printable(&output.stdout), "{output:?}");
}

#[test]
fn the_code_of_a_sign_in_is_escaped() {
    let page = "https://example.com/device";
    let service = StaticServer::new(
        &json!({
            "clientId": "id", "clientSecret": "secret", "clientSecretExpiresAt": 4_000_000_000_u64,
            "deviceCode": "device", "userCode": HOSTILE, "expiresIn": 600, "interval": 1,
            "verificationUri": page, "verificationUriComplete": page,
        })
        .to_string(),
    );
    let session = "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n";
    let shell = Shell::new().config(session).var("AWS_ENDPOINT_URL", &service.url());
    let output = shell.run("try { aws sso login --use-device-code --no-browser }");
    assert!(output.stderr.contains(ESCAPED) && is_printable(&output.stderr), "{output:?}");
}

#[cfg(unix)]
#[test]
fn names_are_escaped_in_questions_lists_notes_and_progress_lines() {
    use crate::support::{Fault, FaultKind, Terminal, profile};

    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).action("DescribeInstances"));
    let guarded = format!(
        "[profile guarded]\nregion = eu-west-1\nrole_arn = arn:aws:iam::444455556666:role/mfa-admin\n\
         mfa_serial = {HOSTILE}\nsource_profile = dev\n"
    );
    let hostile = profile(&format!("'{HOSTILE}'"), aws.account("dev-account"), "eu-west-1");
    let config = guarded + &hostile;
    let open = || Terminal::open(Shell::with_aws(&aws).more_config(&config));
    for (line, before) in [
        ("aws profiles | last | aws profile remove", "Remove profile "),
        ("aws credentials --profile guarded", "Enter MFA code for "),
        ("aws profiles | last | aws ec2 instances", "Waiting for "),
    ] {
        let mut terminal = open();
        terminal.enter(line);
        terminal.wait_for(line, |screen| screen.contains(&format!("{before}{ESCAPED}")));
        terminal.interrupt();
    }
    let mut terminal = open();
    terminal.enter("aws profile use");
    terminal.wait_for("the list", |screen| screen.contains(ESCAPED));
    terminal.interrupt_list();
    let note = open().run("aws profile use (aws profiles | last | get name)");
    assert!(note.contains(&format!("AWS_PROFILE is now {ESCAPED}")), "{note}");
}
