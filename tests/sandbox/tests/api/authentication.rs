//! Authentication, authorization and `AssumeRole`.

use crate::client::{Client, QueryResponse};
use aws_sandbox::{Key, Options, SECRET_PREFIX, Sandbox, TOKEN_PREFIX};

/// The statuses and error codes of EC2 and STS for the same client.
fn both(client: &Client) -> [(u16, String); 2] {
    let sts = client.clone().sts();
    [client.request("DescribeInstances", &[]).error(), sts.request("GetCallerIdentity", &[]).error()]
}

fn errors(ec2: (u16, &str), sts: (u16, &str)) -> [(u16, String); 2] {
    [ec2, sts].map(|(status, code)| (status, code.to_owned()))
}

#[test]
fn requests_need_a_valid_signature() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    let key = sandbox.accounts()[0].key.clone();
    assert_eq!(both(&client), errors((200, ""), (200, "")));

    let unsigned = Client { key: None, ..client.clone() };
    assert_eq!(both(&unsigned), errors((401, "AuthFailure"), (403, "MissingAuthenticationToken")));

    let unknown = Key { access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(), ..key.clone() };
    assert_eq!(both(&client.clone().key(&unknown)), errors((401, "AuthFailure"), (403, "InvalidClientTokenId")));

    let wrong = Key { secret_access_key: "wrong".to_owned(), ..key.clone() };
    assert_eq!(both(&client.clone().key(&wrong)), errors((401, "AuthFailure"), (403, "SignatureDoesNotMatch")));

    let with_token = Key { session_token: Some("token".to_owned()), ..key };
    assert_eq!(both(&client.clone().key(&with_token)), errors((401, "AuthFailure"), (403, "InvalidClientTokenId")));

    for skew in [-400, 400] {
        let late = Client { skew, ..client.clone() };
        assert_eq!(both(&late), errors((400, "RequestExpired"), (403, "SignatureDoesNotMatch")));
    }
}

#[test]
fn regions_have_to_exist_and_to_be_enabled() {
    let sandbox = Sandbox::start(Options::default());
    let client = |region| Client::new(&sandbox).region(region);
    let test_account = &sandbox.account("test-account").key;
    assert_eq!(both(&client("ap-east-1")), errors((200, ""), (200, "")));
    let disabled = errors((401, "AuthFailure"), (403, "InvalidClientTokenId"));
    assert_eq!(both(&client("ap-east-1").key(test_account)), disabled);
    assert_eq!(both(&client("ap-east-2")), disabled);
    let unknown = errors((401, "AuthFailure"), (403, "SignatureDoesNotMatch"));
    assert_eq!(both(&client("cn-north-1")), unknown);
    assert_eq!(both(&client("eu-west-9")), unknown);
}

#[test]
fn expired_keys_and_denied_users_get_their_error() {
    let sandbox = Sandbox::start(Options::default());
    let expired = Client::new(&sandbox).key(sandbox.expired_key());
    assert_eq!(both(&expired), errors((400, "RequestExpired"), (403, "ExpiredToken")));

    let denied = Client::new(&sandbox).key(sandbox.denied_key());
    assert_eq!(both(&denied), errors((403, "UnauthorizedOperation"), (200, "")));
    let message = denied.request("DescribeRegions", &[]).text("Message").expect("a message");
    assert_eq!(
        message,
        "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/no-ec2 is not \
         authorized to perform: ec2:DescribeRegions because no identity-based policy allows the ec2:DescribeRegions \
         action"
    );
}

fn key_of(response: &QueryResponse) -> Key {
    let text = |name| response.text(name).unwrap_or_else(|| panic!("{name} in {}", response.body));
    Key {
        access_key_id: text("AccessKeyId"),
        secret_access_key: text("SecretAccessKey"),
        session_token: Some(text("SessionToken")),
    }
}

const ROLE: (&str, &str) = ("RoleArn", "arn:aws:iam::444455556666:role/tester");
const NAME: (&str, &str) = ("RoleSessionName", "me");

#[test]
fn a_role_session_belongs_to_the_account_of_the_role() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    let key = key_of(&client.clone().sts().request("AssumeRole", &[ROLE, NAME]));
    assert!(key.access_key_id.starts_with("ASIA") && key.access_key_id.len() == 20);
    assert!(key.secret_access_key.starts_with(SECRET_PREFIX) && key.secret_access_key.len() == 40);
    assert!(key.session_token.as_deref().is_some_and(|token| token.starts_with(TOKEN_PREFIX)));

    let session = client.clone().key(&key);
    let identity = session.clone().sts().request("GetCallerIdentity", &[]);
    assert_eq!(identity.text("Arn").as_deref(), Some("arn:aws:sts::444455556666:assumed-role/tester/me"));
    assert_eq!(session.request("DescribeInstances", &[]).text("ownerId").as_deref(), Some("444455556666"));

    for token in [None, Some("wrong".to_owned())] {
        let broken = client.clone().key(&Key { session_token: token, ..key.clone() });
        assert_eq!(both(&broken), errors((401, "AuthFailure"), (403, "InvalidClientTokenId")));
    }
    let chained = session.sts().request("AssumeRole", &[ROLE, NAME, ("DurationSeconds", "3601")]);
    assert_eq!(chained.error(), (400, "ValidationError".to_owned()));
}

#[test]
fn invalid_roles_and_parameters_are_errors() {
    let sandbox = Sandbox::start(Options::default());
    let sts = Client::new(&sandbox).sts();
    let error = |parameters: &[(&str, &str)]| sts.request("AssumeRole", parameters).error();
    for arn in ["arn:aws:iam::444455556666:role/unknown", "arn:aws:iam::999999999999:role/tester"] {
        assert_eq!(error(&[("RoleArn", arn), NAME]), (403, "AccessDenied".to_owned()));
    }
    let invalid = (400, "ValidationError".to_owned());
    assert_eq!(error(&[NAME]), invalid);
    assert_eq!(error(&[ROLE]), invalid);
    assert_eq!(error(&[("RoleArn", "tester"), NAME]), invalid);
    assert_eq!(error(&[ROLE, ("RoleSessionName", "x")]), invalid);
    assert_eq!(error(&[ROLE, ("RoleSessionName", "a b")]), invalid);
    assert_eq!(error(&[ROLE, NAME, ("DurationSeconds", "899")]), invalid);
    assert_eq!(error(&[ROLE, NAME, ("DurationSeconds", "43201")]), invalid);
}
