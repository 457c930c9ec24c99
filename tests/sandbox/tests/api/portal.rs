//! The portal as a signed-in client sees it.

use std::collections::HashMap;
use std::time::Duration;

use aws_sandbox::{Key, Options, SECRET_PREFIX, Sandbox, TOKEN_PREFIX};
use serde_json::{Value, json};

use crate::client::Client;
use crate::http::get;
use crate::program::{SCOPE, portal};

fn token(sandbox: &Sandbox) -> String {
    sandbox.sign_in(&[SCOPE]).access_token
}

/// All entries of a list, and the sizes of its pages.
fn pages(sandbox: &Sandbox, path: &str, list: &str) -> (Vec<Value>, Vec<usize>) {
    let token = token(sandbox);
    let (mut entries, mut sizes, mut next) = (Vec::new(), Vec::new(), String::new());
    loop {
        let page = portal(sandbox, &token, &format!("{path}{next}")).json();
        let list = page[list].as_array().unwrap_or_else(|| panic!("{page}"));
        sizes.push(list.len());
        entries.extend(list.iter().cloned());
        match page["nextToken"].as_str() {
            Some(token) => next = format!("&next_token={token}"),
            None => return (entries, sizes),
        }
    }
}

#[test]
fn lists_are_paginated() {
    let sandbox = Sandbox::start(Options { accounts: 45, roles: 4, ..Options::default() });
    let (accounts, sizes) = pages(&sandbox, "/assignment/accounts?", "accountList");
    assert_eq!(sizes, [20, 20, 5]);
    assert_eq!(
        accounts[0],
        json!({
            "accountId": "111122223333",
            "accountName": "dev-account",
            "emailAddress": "aws+001-dev-account@example.com",
        })
    );
    let names = accounts.iter().map(|account| account["accountName"].as_str().expect("a name"));
    assert!(names.eq(sandbox.accounts().iter().map(|account| account.name.as_str())));

    let path = "/assignment/roles?max_result=3&account_id=444455556666";
    let (roles, sizes) = pages(&sandbox, path, "roleList");
    assert_eq!(sizes, [3, 1]);
    assert_eq!(roles[0], json!({ "roleName": "tester", "accountId": "444455556666" }));
}

#[test]
fn invalid_parameters_are_errors() {
    let sandbox = Sandbox::start(Options { accounts: 3, ..Options::default() });
    let token = token(&sandbox);
    let next = portal(&sandbox, &token, "/assignment/accounts?max_result=1").json()["nextToken"].clone();
    let next = next.as_str().expect("a token");
    for path in [
        "/assignment/accounts?max_result=0".to_owned(),
        "/assignment/accounts?max_result=101".to_owned(),
        "/assignment/accounts?next_token=unknown".to_owned(),
        format!("/assignment/roles?account_id=111122223333&next_token={next}"),
        "/assignment/roles".to_owned(),
        "/assignment/roles?account_id=1".to_owned(),
        "/federation/credentials?account_id=111122223333".to_owned(),
    ] {
        assert_eq!(portal(&sandbox, &token, &path).error(), (400, "InvalidRequestException"), "{path}");
    }
}

#[test]
fn requests_need_an_access_token() {
    let sandbox = Sandbox::start(Options::default());
    let error = get(&sandbox, "/assignment/accounts");
    assert_eq!(error.error(), (401, "UnauthorizedException"));
    assert_eq!(
        error.json(),
        json!({
            "message": "Session token not found or invalid",
            "__type": "com.amazonaws.switchboard.portal#UnauthorizedException",
        })
    );
    assert_eq!(portal(&sandbox, "unknown", "/assignment/accounts").status, 401);
}

/// The keys of a role.
fn key(sandbox: &Sandbox, account_id: &str, role: &str) -> Key {
    let path = format!("/federation/credentials?account_id={account_id}&role_name={role}");
    let response = portal(sandbox, &token(sandbox), &path).json();
    let credentials = &response["roleCredentials"];
    assert_eq!(credentials["expiration"].as_i64().expect("milliseconds") % 1000, 0);
    let text = |name: &str| credentials[name].as_str().unwrap_or_else(|| panic!("{response}")).to_owned();
    Key {
        access_key_id: text("accessKeyId"),
        secret_access_key: text("secretAccessKey"),
        session_token: Some(text("sessionToken")),
    }
}

#[test]
fn credentials_belong_to_the_account_of_the_role() {
    let sandbox = Sandbox::start(Options::default());
    let key = key(&sandbox, "444455556666", "tester");
    assert!(key.secret_access_key.starts_with(SECRET_PREFIX));
    assert!(key.session_token.as_deref().is_some_and(|token| token.starts_with(TOKEN_PREFIX)));
    let client = Client::new(&sandbox).key(&key);
    assert_eq!(client.request("DescribeInstances", &[]).text("ownerId").as_deref(), Some("444455556666"));
    let arn = client.sts().request("GetCallerIdentity", &[]).text("Arn").expect("an ARN");
    let (start, user) = arn.rsplit_once('/').expect("a user");
    let hash = start.strip_prefix("arn:aws:sts::444455556666:assumed-role/AWSReservedSSO_tester_").expect("a role");
    assert_eq!((hash.len(), user), (16, "sandbox-user"));
}

#[test]
fn credentials_expire() {
    let sandbox = Sandbox::start(Options { role_credentials_lifetime: Duration::ZERO, ..Options::default() });
    let client = Client::new(&sandbox).key(&key(&sandbox, "111122223333", "developer"));
    assert_eq!(client.request("DescribeInstances", &[]).error(), (400, "RequestExpired".to_owned()));
}

#[test]
fn roles_that_are_not_assigned_are_errors() {
    let roles_in = HashMap::from([("test-account".to_owned(), 1), ("Data Platform".to_owned(), 0)]);
    let sandbox = Sandbox::start(Options { accounts: 3, roles_in, ..Options::default() });
    let (accounts, _) = pages(&sandbox, "/assignment/accounts?", "accountList");
    assert_eq!(accounts.len(), 2);
    let (roles, _) = pages(&sandbox, "/assignment/roles?account_id=444455556666", "roleList");
    assert_eq!(roles.len(), 1);

    let token = token(&sandbox);
    let credentials = |account_id: &str, role: &str| {
        let path = format!("/federation/credentials?account_id={account_id}&role_name={role}");
        portal(&sandbox, &token, &path)
    };
    assert_eq!(credentials("444455556666", "tester").status, 200);
    sandbox.unassign_role("444455556666", "tester");
    for (account_id, role) in
        [("444455556666", "tester"), ("444455556666", "developer"), ("999999999999", "tester"), ("111122223333", "x")]
    {
        assert_eq!(credentials(account_id, role).error(), (403, "ForbiddenException"), "{account_id} {role}");
    }
    let roles = |id: &str| portal(&sandbox, &token, &format!("/assignment/roles?account_id={id}"));
    assert_eq!(roles("444455556666").error(), (403, "ForbiddenException"));
    assert_eq!(roles("999999999999").error(), (404, "ResourceNotFoundException"));
}

#[test]
fn requests_are_rate_limited() {
    let sandbox = Sandbox::start(Options { portal_limit: 1, ..Options::default() });
    let (token, other) = (token(&sandbox), token(&sandbox));
    let roles = "/assignment/roles?account_id=111122223333";
    assert_eq!(portal(&sandbox, &token, "/assignment/accounts").status, 200);
    assert_eq!(portal(&sandbox, &token, roles).error(), (429, "TooManyRequestsException"));
    assert_eq!(portal(&sandbox, &other, roles).status, 200);
    assert_eq!(sandbox.throttled(), 1);
    std::thread::sleep(Duration::from_millis(1100));
    assert_eq!(portal(&sandbox, &token, roles).status, 200);
    sandbox.clear_requests();
    assert_eq!(sandbox.throttled(), 0);
}
