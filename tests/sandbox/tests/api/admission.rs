//! Who is let in, and what the others are told.

use crate::support::{Answer, Client};
use aws_sandbox::{Key, Options, SECRET_PREFIX, Sandbox, TOKEN_PREFIX};

/// What EC2 and STS answer to the same client.
fn both(client: &Client) -> [(u16, String); 2] {
    let sts = client.clone().sts();
    [client.ask("DescribeInstances", &[]).error(), sts.ask("GetCallerIdentity", &[]).error()]
}

fn errors(ec2: (u16, &str), sts: (u16, &str)) -> [(u16, String); 2] {
    [ec2, sts].map(|(status, code)| (status, code.to_owned()))
}

#[test]
fn only_true_signatures_are_let_in() {
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
fn regions_have_to_exist_and_to_be_switched_on() {
    let sandbox = Sandbox::start(Options::default());
    let client = |region| Client::new(&sandbox).region(region);
    let test_account = &sandbox.account("test-account").key;
    assert_eq!(both(&client("ap-east-1")), errors((200, ""), (200, "")));
    let off = errors((401, "AuthFailure"), (403, "InvalidClientTokenId"));
    assert_eq!(both(&client("ap-east-1").key(test_account)), off);
    assert_eq!(both(&client("ap-east-2")), off);
    let nowhere = errors((401, "AuthFailure"), (403, "SignatureDoesNotMatch"));
    assert_eq!(both(&client("cn-north-1")), nowhere);
    assert_eq!(both(&client("eu-west-9")), nowhere);
}

#[test]
fn expired_and_powerless_keys_are_told_so() {
    let sandbox = Sandbox::start(Options::default());
    let expired = Client::new(&sandbox).key(sandbox.expired_key());
    assert_eq!(both(&expired), errors((400, "RequestExpired"), (403, "ExpiredToken")));

    let denied = Client::new(&sandbox).key(sandbox.denied_key());
    assert_eq!(both(&denied), errors((403, "UnauthorizedOperation"), (200, "")));
    let message = denied.ask("DescribeRegions", &[]).text("Message").expect("a message");
    assert_eq!(
        message,
        "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/no-ec2 is not \
         authorized to perform: ec2:DescribeRegions because no identity-based policy allows the ec2:DescribeRegions \
         action"
    );
}

fn key_of(answer: &Answer) -> Key {
    let text = |name| answer.text(name).unwrap_or_else(|| panic!("{name} in {}", answer.body));
    Key {
        access_key_id: text("AccessKeyId"),
        secret_access_key: text("SecretAccessKey"),
        session_token: Some(text("SessionToken")),
    }
}

const ROLE: (&str, &str) = ("RoleArn", "arn:aws:iam::444455556666:role/tester");
const NAME: (&str, &str) = ("RoleSessionName", "me");

#[test]
fn an_assumed_role_acts_in_its_account() {
    let sandbox = Sandbox::start(Options::default());
    let client = Client::new(&sandbox);
    let key = key_of(&client.clone().sts().ask("AssumeRole", &[ROLE, NAME]));
    assert!(key.access_key_id.starts_with("ASIA") && key.access_key_id.len() == 20);
    assert!(key.secret_access_key.starts_with(SECRET_PREFIX) && key.secret_access_key.len() == 40);
    assert!(key.session_token.as_deref().is_some_and(|token| token.starts_with(TOKEN_PREFIX)));

    let session = client.clone().key(&key);
    let identity = session.clone().sts().ask("GetCallerIdentity", &[]);
    assert_eq!(identity.text("Arn").as_deref(), Some("arn:aws:sts::444455556666:assumed-role/tester/me"));
    assert_eq!(session.ask("DescribeInstances", &[]).text("ownerId").as_deref(), Some("444455556666"));

    for token in [None, Some("wrong".to_owned())] {
        let broken = client.clone().key(&Key { session_token: token, ..key.clone() });
        assert_eq!(both(&broken), errors((401, "AuthFailure"), (403, "InvalidClientTokenId")));
    }
    let chained = session.sts().ask("AssumeRole", &[ROLE, NAME, ("DurationSeconds", "3601")]);
    assert_eq!(chained.error(), (400, "ValidationError".to_owned()));
}

#[test]
fn roles_have_to_exist_and_parameters_to_be_right() {
    let sandbox = Sandbox::start(Options::default());
    let sts = Client::new(&sandbox).sts();
    let error = |parameters: &[(&str, &str)]| sts.ask("AssumeRole", parameters).error();
    for arn in ["arn:aws:iam::444455556666:role/nobody", "arn:aws:iam::999999999999:role/tester"] {
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
