//! Roles are assumed once, with and without a code.

use std::sync::atomic::{AtomicUsize, Ordering};

use aws_sandbox::Options;

use super::*;
use crate::context::user_answers::UserAnswers;
use crate::credentials::Session;
use crate::test_support::{Fixture, corp};

/// Roles of test-account: `admin` and its twin have one role, `nested` takes its role with `admin`'s keys.
fn fixture(options: Options) -> Fixture {
    fixture_with(options, "")
}

/// The config file has this text at its end.
fn fixture_with(options: Options, text: &str) -> Fixture {
    let key = aws_sandbox::Sandbox::start(Options::default()).account("dev-account").key.clone();
    let (id, secret) = (key.access_key_id, key.secret_access_key);
    let role = "role_arn = arn:aws:iam::444455556666:role/mfa-admin\nmfa_serial = arn:aws:iam::111122223333:mfa/ann\n";
    let more = format!(
        "[profile keys]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n\
         [profile admin]\n{role}source_profile = keys\nregion = eu-west-1\nduration_seconds = 1800\n\
         [profile twin]\n{role}source_profile = keys\nregion = eu-west-2\nduration_seconds = 1800\n\
         [profile own]\n{role}source_profile = own\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n\
         [profile nested]\nrole_arn = arn:aws:iam::111122223333:role/tester\nsource_profile = admin\n\
         [profile circle]\n{role}source_profile = circle-2\n\
         [profile circle-2]\n{role}source_profile = circle\n\
         [profile lonely]\n{role}\
     [profile both]\n{role}source_profile = keys\ncredential_source = Environment\n\
         [profile brief]\n{role}source_profile = keys\nduration_seconds = 900\n{text}"
    );
    Fixture::with_config(options, &more)
}

async fn open(fixture: &Fixture, profile: &str, answers: &UserAnswers) -> Result<Session, Error> {
    Session::open_for_credentials(Context { answers, ..fixture.context() }, Some(profile), None).await
}

fn with(code: &str) -> UserAnswers {
    UserAnswers::with_code(Some(MfaCode::parse(code).expect("a code")))
}

async fn key_id(session: Result<Session, Error>) -> String {
    session.expect("a session").credentials().access_key_id().to_owned()
}

#[tokio::test]
async fn a_code_is_needed_once_until_the_credentials_expire() {
    let fixture = fixture(Options::default());
    let error = open(&fixture, "admin", &UserAnswers::default()).await.expect_err("no code");
    assert!(
        matches!(&error, Error::Credentials(CredentialsError::MfaNeeded { profile, .. }) if profile == "admin"),
        "{error:?}"
    );
    assert!(fixture.sandbox.requests().is_empty());
    let first = key_id(open(&fixture, "admin", &with("123456")).await).await;
    for profile in ["admin", "twin"] {
        assert_eq!(key_id(open(&fixture, profile, &UserAnswers::default()).await).await, first);
    }
    assert_eq!(fixture.sandbox.count("AssumeRole"), 1);
    let asked = &fixture.sandbox.requests()[0];
    assert_eq!(asked.parameter("DurationSeconds"), Some("1800"));
    assert_eq!(asked.region, "eu-west-1");
}

#[tokio::test]
async fn without_a_region_the_role_is_assumed_in_one_that_every_account_has() {
    let fixture = fixture(Options::default());
    let answers = with("123456");
    let session = Session::open(Context { answers: &answers, ..fixture.context() }, Some("own"), None).await;
    assert_eq!(session.expect("a session").region().expect_err("none").code(), "aws::region::missing");
    assert_eq!(fixture.sandbox.requests()[0].region, "us-east-1");
}

#[tokio::test]
async fn a_source_profile_provides_the_same_with_and_without_a_code() {
    let key = "aws_access_key_id = AKIA\naws_secret_access_key = secret\n";
    let sso = "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = developer\n";
    let role = "region = eu-west-1\nsource_profile = mixed\n";
    let fixture = Fixture::with_config(
        Options::default(),
        &format!(
            "[profile mixed]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = gone\n{key}{sso}\
         [profile mfa]\nrole_arn = arn:aws:iam::444455556666:role/mfa-admin\n\
             mfa_serial = arn:aws:iam::111122223333:mfa/ann\n{role}\
         [profile plain]\nrole_arn = arn:aws:iam::111122223333:role/tester\n{role}"
        ),
    );
    fixture.sign_in(&corp());
    // AWS takes no code from the session of a role: what counts is who has asked.
    let refused = open(&fixture, "mfa", &with("123456")).await.expect_err("refused");
    assert!(matches!(refused, Error::Credentials(CredentialsError::MfaRefused { .. })), "{refused:?}");
    open(&fixture, "plain", &UserAnswers::default()).await.expect("a session").credentials();
    let requests = fixture.sandbox.requests();
    let asked: Vec<_> = requests.iter().map(|one| (one.action.as_str(), one.account_id.as_deref())).collect();
    let roles = asked.iter().filter(|(action, _)| *action == "AssumeRole");
    assert_eq!(roles.map(|(_, account)| *account).collect::<Vec<_>>(), [Some("111122223333"); 2]);
    assert_eq!(fixture.sandbox.count("GetRoleCredentials"), 1);
}

#[tokio::test]
async fn a_wrong_code_is_an_error_and_nothing_is_cached() {
    let fixture = fixture(Options::default());
    let error = open(&fixture, "admin", &with("654321")).await.expect_err("refused");
    assert!(
        matches!(&error, Error::Credentials(CredentialsError::MfaRefused { message, .. }) if message.contains("invalid MFA")),
        "{error:?}"
    );
    assert!(!fixture.path(".aws/cli").exists());
    assert_eq!(
        open(&fixture, "admin", &UserAnswers::default()).await.expect_err("no code").code(),
        "aws::credentials::mfa_needed"
    );
}

#[tokio::test]
async fn one_code_serves_all_profiles_with_the_same_role_and_no_other() {
    let fixture = fixture(Options::default());
    let answers = with("123456");
    let (admin, twin) = tokio::join!(open(&fixture, "admin", &answers), open(&fixture, "twin", &answers));
    assert_eq!(key_id(admin).await, key_id(twin).await);
    assert_eq!(fixture.sandbox.count("AssumeRole"), 1);
    let error = open(&fixture, "own", &answers).await.expect_err("the code is used up");
    assert_eq!(error.code(), "aws::credentials::mfa_needed");
}

#[tokio::test]
async fn without_a_cache_credentials_are_kept_for_the_call() {
    let fixture = fixture(Options::default());
    std::fs::write(fixture.path(".aws"), "not a folder").expect("written");
    let answers = with("123456");
    let first = key_id(open(&fixture, "admin", &answers).await).await;
    assert_eq!(key_id(open(&fixture, "twin", &answers).await).await, first);
    // The AWS CLI takes keys of a quarter of an hour for over at once; in the call they are not.
    let answers = with("123456");
    let brief = key_id(open(&fixture, "brief", &answers).await).await;
    assert_eq!(key_id(open(&fixture, "brief", &answers).await).await, brief);
}

#[tokio::test]
async fn cached_credentials_that_expire_soon_are_not_used() {
    let fixture = fixture(Options::default());
    key_id(open(&fixture, "brief", &with("123456")).await).await;
    assert!(fixture.path(".aws/cli/cache").exists());
    let error = open(&fixture, "brief", &UserAnswers::default()).await.expect_err("they expire too soon");
    assert_eq!(error.code(), "aws::credentials::mfa_needed");
}

#[tokio::test]
async fn the_user_is_asked_only_when_everything_else_is_there() {
    let fixture = fixture(Options::default());
    let asked = AtomicUsize::new(0);
    let ask = |question: &str| {
        assert_eq!(question, "Enter MFA code for arn:aws:iam::111122223333:mfa/ann: ");
        asked.fetch_add(1, Ordering::Relaxed);
        MfaCode::parse("123456")
    };
    for profile in ["circle", "lonely", "both"] {
        let context = Context { ask_mfa_code: Some(&ask), ..fixture.context() };
        let error = Session::open(context, Some(profile), None).await.expect_err(profile);
        assert!(matches!(error, Error::Credentials(CredentialsError::Failed { .. })), "{error:?}");
    }
    assert_eq!(asked.load(Ordering::Relaxed), 0);
    for profile in ["admin", "twin", "own"] {
        let context = Context { ask_mfa_code: Some(&ask), ..fixture.context() };
        Session::open_anywhere(context, Some(profile)).await.expect(profile);
    }
    assert_eq!(asked.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_role_may_be_assumed_with_the_credentials_of_a_role_with_a_code() {
    let fixture = fixture(Options::default());
    let session = open(&fixture, "nested", &with("123456")).await;
    let keys = session.expect("a session").credentials().clone();
    let [first, second] = &fixture.sandbox.requests()[..] else { panic!("two requests") };
    assert_eq!(first.parameter("TokenCode"), Some("123456"));
    assert_eq!((second.parameter("SerialNumber"), second.account_id.as_deref()), (None, Some("444455556666")));
    assert_ne!(keys.access_key_id(), second.access_key_id);
}

#[test]
fn a_long_chain_of_roles_takes_no_stack() {
    const ROLES: usize = 150;
    let chain: String = (0..ROLES)
        .map(|at| {
            let source = if at == 0 { "keys".to_owned() } else { format!("role-{}", at - 1) };
            format!(
                "[profile role-{at}]\nrole_arn = arn:aws:iam::111122223333:role/tester\nrole_session_name = s{at}\n\
             region = eu-west-1\nsource_profile = {source}\n"
            )
        })
        .collect();
    let fixture = fixture_with(Options::default(), &chain);
    let open = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(open(&fixture, &format!("role-{}", ROLES - 1), &UserAnswers::default())).map(drop)
    };
    std::thread::scope(|scope| {
        let small = std::thread::Builder::new().stack_size(1 << 20).spawn_scoped(scope, open);
        small.expect("a thread").join().expect("no panic").expect("a session");
    });
    assert_eq!(fixture.sandbox.count("AssumeRole"), ROLES);
}

#[tokio::test]
async fn debug_shows_no_secret() {
    let fixture = fixture(Options::default());
    let answers = with("123456");
    let session = open(&fixture, "admin", &answers).await.expect("a session");
    let text = format!("{answers:?} {session:?} {:?}", with("123456"));
    assert!(!text.contains(aws_sandbox::SECRET_PREFIX) && !text.contains("123456\""), "{text}");
}
