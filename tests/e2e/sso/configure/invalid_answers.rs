//! Invalid answers.

use super::{COMMAND_FOR_SESSION, LINE, files, shell_without_config};
use crate::sso::{auto_approving_aws, signed_in};
use crate::support::{Options, Sandbox, aws};

#[test]
fn invalid_flags_are_errors_before_any_request() {
    let aws = auto_approving_aws();
    for (flag, right, wrong, problem) in [
        (
            "start-url",
            "https://my-org.awsapps.com/start",
            "'my org'",
            "is neither a URL such as https://my-org.awsapps.com/start nor the name in it, my-org",
        ),
        ("sso-region", "eu-west-1", "Ireland", "is no region such as eu-west-1"),
        ("region", "eu-west-1", "eu-west", "is no region such as eu-west-1"),
        ("scopes", "sso:account:access", "eu-west-1", "is no list of scopes such as sso:account:access"),
        ("output", "json", "xml", "is none of "),
        ("sso-session", "my-org-sso", "'my org'", "can't be used as a name: "),
        ("profile", "dev-account.developer", "'my]dev'", "can't be used as a name: "),
    ] {
        let shell = shell_without_config(&aws);
        let error = shell.error(&LINE.replace(&format!("--{flag} {right}"), &format!("--{flag} {wrong}")));
        assert_eq!(
            (error.code.as_str(), error.labeled.as_str()),
            ("aws::configure::answer", format!("--{flag} {wrong}").as_str()),
            "{error:?}"
        );
        assert!(error.message.starts_with(&format!("--{flag} {problem}")), "{error:?}");
        assert!(shell.visits().is_empty() && files(shell.home()) == [None, None], "{flag}");
    }
    assert!(aws.requests().is_empty());
}

#[test]
fn flags_must_not_contradict_the_session_or_the_start_url() {
    let aws = aws();
    for (line, problem) in [
        (
            "aws configure sso --sso-session my-org-sso --start-url partner",
            "--start-url is not that of the sso-session `my-org-sso`, https://my-org.awsapps.com/start",
        ),
        (
            "aws configure sso --sso-session my-org-sso --sso-region us-east-1",
            "--sso-region is not that of the sso-session `my-org-sso`, eu-west-1",
        ),
        (
            "aws configure sso --start-url ssoins-1.portal.cn-north-1.app.amazonwebservices.com.cn --sso-region cn-northwest-1",
            "--sso-region is not the region of the start URL, cn-north-1",
        ),
    ] {
        let error = signed_in(&aws).error(line);
        assert_eq!((error.code.as_str(), error.message.as_str()), ("aws::configure::answer", problem));
        assert!(line.ends_with(&error.labeled), "{error:?}");
    }
    assert!(aws.requests().is_empty());
}

#[test]
fn an_unknown_account_is_labelled() {
    let aws = aws();
    for (account, help) in [("dev-acount", "`dev-account`"), ("999999999999", "aws sso accounts")] {
        let shell = signed_in(&aws);
        let before = files(shell.home());
        let line = COMMAND_FOR_SESSION.replace("111122223333", account);
        let error = shell.error(&format!("{line} --profile new"));
        assert_eq!(
            (error.code.as_str(), error.labeled.as_str()),
            ("aws::sso::account_not_found", format!("--account {account}").as_str()),
            "{error:?}"
        );
        assert!(error.help.contains(help), "{error:?}");
        assert_eq!(files(shell.home()), before);
    }
}

#[test]
fn an_ambiguous_account_name_needs_the_id() {
    let aws = Sandbox::start(Options { accounts: 7, ..Options::default() });
    let line = COMMAND_FOR_SESSION.replace("111122223333", "'Shared Services'");
    let error = signed_in(&aws).error(&format!("{line} --profile new"));
    assert_eq!(error.code, "aws::sso::account_not_found", "{error:?}");
    assert_eq!(error.message, "2 of your accounts are called `Shared Services`");
    assert!(error.help.contains("account's id"), "{error:?}");
}

#[test]
fn a_role_that_is_not_assigned_is_labelled() {
    let aws = aws();
    let shell = signed_in(&aws);
    let before = files(shell.home());
    let error =
        shell.error("aws configure sso --sso-session my-org-sso --account dev-account --role root --profile new");
    assert_eq!(
        (error.code.as_str(), error.labeled.as_str()),
        ("aws::sso::role_not_assigned", "--role root"),
        "{error:?}"
    );
    assert!(error.message.contains("root") && error.message.contains("111122223333"), "{error:?}");
    assert_eq!(files(shell.home()), before);
}

#[test]
fn a_user_without_any_role_gets_an_error() {
    let aws = Sandbox::start(Options { roles: 0, ..Options::default() });
    let error = signed_in(&aws).error("aws configure sso --sso-session my-org-sso --profile new");
    assert_eq!(
        (error.code.as_str(), error.labeled.as_str()),
        ("aws::sso::nothing_assigned", "aws configure sso"),
        "{error:?}"
    );
}
