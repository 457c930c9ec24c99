//! The services that send responses, each with a command that sends a request.

use super::SSO;
use crate::credentials::console_session::{CONSOLE, console_session, in_minutes};
use crate::support::{Key, START_URL, Shell, TokenFile, aws};

pub const KEYS: &str = "[default]\nregion = eu-west-1\naws_access_key_id = AKIA\naws_secret_access_key = s\n";
const REGION: &str = "[default]\nregion = eu-west-1\n";

/// Who sends a response.
pub struct Service {
    pub name: &'static str,
    /// A shell that sends its requests to this URL.
    pub shell: fn(&str) -> Shell,
    /// A command that sends one.
    pub line: &'static str,
    /// The code of the error if the response can't be used.
    pub code: &'static str,
    /// The start of a response, and a piece of it that takes much memory for its size.
    pub bulk: (&'static str, &'static str),
}

pub const SERVICES: [Service; 8] = [
    Service {
        name: "ec2",
        shell: |url| Shell::new().config(KEYS).var("AWS_ENDPOINT_URL", url),
        line: "aws ec2 instances",
        code: "aws::invalid_response",
        bulk: ("<DescribeInstancesResponse><reservationSet>", "<item><instancesSet><item/></instancesSet></item>"),
    },
    Service {
        name: "regions",
        shell: |url| Shell::new().config(KEYS).var("AWS_ENDPOINT_URL", url),
        line: "aws ec2 regions",
        code: "aws::invalid_response",
        bulk: ("<DescribeRegionsResponse><regionInfo>", "<item/>"),
    },
    Service {
        name: "sts",
        shell: |url| Shell::new().config(KEYS).var("AWS_ENDPOINT_URL", url),
        line: "aws whoami",
        code: "aws::invalid_response",
        bulk: ("<GetCallerIdentityResponse><GetCallerIdentityResult>", "<a/>"),
    },
    Service {
        name: "portal",
        shell: |url| {
            let token = TokenFile::for_session(&aws(), "corp");
            signed_in(&token).var("AWS_ENDPOINT_URL", url)
        },
        line: "aws sso accounts",
        code: "aws::invalid_response",
        bulk: (r#"{"accountList":[{}"#, ",{}"),
    },
    Service {
        name: "oidc",
        shell: |url| {
            let token = TokenFile::for_session(&aws(), "corp").expired();
            signed_in(&token).var("AWS_ENDPOINT_URL", url)
        },
        line: "aws sso accounts",
        code: "aws::invalid_response",
        bulk: (r#"{"other":[{}"#, ",[]"),
    },
    Service {
        name: "sign-in",
        shell: |url| {
            let key =
                Key { access_key_id: "ASIA".into(), secret_access_key: "s".into(), session_token: Some("t".into()) };
            let (path, file) = console_session(&key, in_minutes(-1));
            let config = format!("{REGION}login_session = {CONSOLE}\n");
            Shell::new().config(&config).file(&path, &file).var("AWS_ENDPOINT_URL", url)
        },
        line: "aws credentials",
        code: "aws::invalid_response",
        bulk: (r#"{"other":[{}"#, ",[]"),
    },
    Service {
        name: "container",
        shell: |url| Shell::new().config(REGION).var("AWS_CONTAINER_CREDENTIALS_FULL_URI", url),
        line: "aws credentials",
        code: "aws::credentials::failed",
        bulk: (r#"{"other":[{}"#, ",[]"),
    },
    Service {
        name: "instance metadata",
        shell: |url| {
            let shell = Shell::new().config(REGION).var("AWS_EC2_METADATA_SERVICE_ENDPOINT", url);
            shell.without("AWS_EC2_METADATA_DISABLED")
        },
        line: "aws credentials",
        code: "aws::credentials::failed",
        bulk: ("x", "x"),
    },
];

/// A shell with a token of the session `corp`.
fn signed_in(token: &TokenFile) -> Shell {
    Shell::new().config(&SSO.replace("https://corp.awsapps.com/start", START_URL)).with_token(token)
}
