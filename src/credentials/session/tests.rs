use super::*;
use crate::test_support::owned_context;

const CONFIG: &str = "\
[default]
region = eu-west-3
[profile dev]
region = eu-west-1
aws_access_key_id = AKIADEV
aws_secret_access_key = secret-dev
[profile bare]
region = eu-west-2
[profile regionless]
aws_access_key_id = AKIAANY
aws_secret_access_key = secret-any
[profile odd]
endpoint_url = localhost:4566
aws_access_key_id = AKIAODD
aws_secret_access_key = secret-odd
";

const NO_METADATA: (&str, &str) = ("AWS_EC2_METADATA_DISABLED", "true");

fn open(vars: &[(&str, &str)], profile: Option<&str>, region: Option<&str>) -> Result<Session, Error> {
    open_of(CONFIG, vars, profile, region)
}

fn open_of(config: &str, vars: &[(&str, &str)], profile: Option<&str>, region: Option<&str>) -> Result<Session, Error> {
    let vars: Vec<_> = [NO_METADATA].iter().chain(vars).copied().collect();
    let context = owned_context(&vars, config);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(Session::open(context.as_context(), profile, region))
}

fn region(vars: &[(&str, &str)], profile: Option<&str>, region: Option<&str>) -> String {
    open(vars, profile, region).expect("a session").region().expect("a region").to_owned()
}

const KEYS_OF_PROFILE: &str = "aws_access_key_id = AKIA\naws_secret_access_key = secret\n";

const KEYS: [(&str, &str); 2] = [("AWS_ACCESS_KEY_ID", "AKIAENV"), ("AWS_SECRET_ACCESS_KEY", "secret-env")];

#[test]
fn the_region_comes_from_the_call_the_variables_or_the_profile_in_this_order() {
    let both = [("AWS_REGION", "us-east-1"), ("AWS_DEFAULT_REGION", "us-east-2")];
    assert_eq!(region(&both, Some("dev"), Some("ap-south-1")), "ap-south-1");
    assert_eq!(region(&both, Some("dev"), None), "us-east-1");
    assert_eq!(region(&both[1..], Some("dev"), None), "us-east-2");
    assert_eq!(region(&[("AWS_REGION", "")], Some("dev"), None), "eu-west-1");
}

#[test]
fn a_session_without_a_region_says_so_when_it_is_asked() {
    let session = open(&[], Some("regionless"), None).expect("a session");
    assert_eq!(session.region().expect_err("none").code(), "aws::region::missing");
}

#[test]
fn keys_in_the_environment_win_over_aws_profile_but_not_over_the_call() {
    let vars: Vec<_> = KEYS.into_iter().chain([("AWS_PROFILE", "dev")]).collect();
    assert_eq!(open(&vars, None, None).expect("keys").profile(), None);
    assert_eq!(open(&vars, Some("dev"), None).expect("a profile").profile(), Some("dev"));
}

#[test]
fn half_a_key_pair_is_an_error() {
    let error = open(&KEYS[..1], None, Some("eu-west-1")).expect_err("refused");
    assert_eq!(error.code(), "aws::credentials::half_key_pair");
    assert_eq!(open(&KEYS[1..], None, None).expect_err("nothing").code(), "aws::credentials::missing");
}

#[test]
fn keys_past_their_time_are_an_error_before_any_request() {
    let vars: Vec<_> = KEYS.into_iter().chain([("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z")]).collect();
    assert_eq!(open(&vars, None, None).expect_err("expired").code(), "aws::credentials::expired");
}

#[test]
fn half_a_key_pair_in_a_profile_is_an_error_only_where_it_counts() {
    for (lines, code) in [
        ("", Some("aws::credentials::half_key_pair")),
        ("role_arn = arn:aws:iam::111122223333:role/a\ncredential_source = Ec2InstanceMetadata\n", None),
        ("credential_process = printf '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s\"}'\n", None),
    ] {
        let config = format!("[profile x]\naws_access_key_id = AKIA\n{lines}");
        let vars = [("PATH", "/usr/bin:/bin")];
        let opened = open_of(&config, &vars, Some("x"), None);
        assert_eq!(opened.err().map(|error| error.code()), code, "{lines}");
    }
}

#[test]
fn empty_keys_of_a_profile_are_passed_over() {
    let config = "[profile x]\naws_access_key_id = AKIA\naws_secret_access_key = s\nca_bundle =\nretry_mode =\n\
                   max_attempts =\nendpoint_url =\nregion =\n";
    let session = open_of(config, &[], Some("x"), None).expect("a session");
    session.ec2("eu-west-1");
    assert_eq!(session.region().expect_err("none").code(), "aws::region::missing");
}

#[test]
fn the_account_is_that_of_the_kind() {
    let arn = "arn:aws:sts::444455556666:assumed-role/a/b";
    for (lines, account) in [
        (format!("login_session = {arn}\naws_account_id = 111122223333\n"), Some("444455556666")),
        (KEYS_OF_PROFILE.to_owned() + "aws_account_id = 111122223333\n", Some("111122223333")),
        (KEYS_OF_PROFILE.to_owned(), None),
    ] {
        let config = format!("[profile x]\nregion = eu-west-1\n{lines}");
        let session = open_of(&config, &[], Some("x"), None).expect("a session");
        assert_eq!(session.account_id(), account, "{lines}");
    }
}

#[test]
fn a_profile_without_credentials_is_an_error_at_once_without_a_metadata_service() {
    let error = open(&[], Some("bare"), None).expect_err("nothing");
    assert!(
        matches!(&error, Error::Credentials(CredentialsError::Missing { profile: Some(name) }) if name == "bare"),
        "{error:?}"
    );
}

#[test]
fn an_endpoint_that_is_no_url_is_an_error_that_names_it() {
    let error = open(&[], Some("odd"), Some("eu-west-1")).expect_err("refused").to_string();
    assert!(error.contains("endpoint_url") && error.contains("localhost:4566"), "{error}");
    let error = open(&[("AWS_ENDPOINT_URL_EC2", "https://")], Some("dev"), None).expect_err("refused").to_string();
    assert!(error.contains("AWS_ENDPOINT_URL_EC2"), "{error}");
}

#[test]
fn a_password_in_an_endpoint_that_is_no_url_is_not_repeated() {
    let error = open(&[("AWS_ENDPOINT_URL", "ann:hunter2@localhost:4566")], Some("dev"), None).expect_err("refused");
    assert!(error.to_string().contains("`ann:****@localhost:4566`"), "{error}");
}

#[test]
fn a_secret_that_is_indented_below_another_key_is_in_no_error() {
    for line in [
        "region = eu-west-1",
        "region =",
        "retry_mode = standard",
        "max_attempts = 3",
        "endpoint_url = http://localhost",
        "ca_bundle = /ca.pem",
        "sso_start_url = https://corp.awsapps.com/start",
        "sso_account_id = 111122223333",
        "sso_role_name = developer",
        "sso_session = corp",
        "sso_session = gone",
        "sso_region = eu-west-1",
        "role_arn = arn:aws:iam::111122223333:role/a",
        "source_profile = keys",
        "mfa_serial = GAHT12345678",
        "credential_source = Environment",
    ] {
        let key = line.split(' ').next().expect("a key");
        let config = |more: &str| {
            let more: String = more.lines().filter(|one| !one.starts_with(key)).map(|one| format!("{one}\n")).collect();
            format!(
                "[sso-session corp]\nsso_start_url = https://corp\nsso_region = eu-west-1\n\
                 [profile keys]\naws_access_key_id = AKIA\naws_secret_access_key = s\n\
                 [profile x]\n{more}{line}\n  aws_secret_access_key = hunter2\n"
            )
        };
        let role = "role_arn = arn:aws:iam::1:role/a\nsource_profile = keys\nmfa_serial = m\nregion = eu-west-1\n";
        let sso = "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = a\nregion = eu-west-1\n";
        let legacy = "sso_start_url = https://a\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = a\n";
        let mut refused = false;
        for more in [role, sso, legacy] {
            let opened = open_of(&config(more), &[("HOME", "/no/home")], Some("x"), None);
            refused |= opened.is_err();
            let text = match opened {
                Err(error) => format!("{error} {error:?} {:?}", error.help()),
                Ok(session) => format!("{:?} {:?}", session.account_id(), session.sso_session()),
            };
            assert!(!text.contains("hunter2"), "{line}: {text}");
        }
        assert!(refused, "{line}");
    }
}

#[test]
fn debug_shows_no_secret() {
    let keys = format!("{:?}", open(&KEYS, None, None).expect("keys"));
    let profile = format!("{:?}", open(&[("TOKEN", "secret-other")], Some("dev"), None).expect("a profile"));
    assert!(!keys.contains("secret-") && !profile.contains("secret-"), "{keys} {profile}");
}

#[test]
fn a_web_identity_in_the_environment_wins_over_a_profile_without_a_role() {
    let pod = [("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/token"), ("AWS_ROLE_ARN", "arn:aws:iam::777788889999:role/pod")];
    let with = |profile| [pod[0], pod[1], ("AWS_PROFILE", profile)];
    let session = open(&with("dev"), None, None).expect("a session");
    assert_eq!((session.source(), session.profile()), ("web_identity", None));
    let named = open(&pod, Some("dev"), None).expect("a session");
    assert_eq!((named.source(), named.profile()), ("static", Some("dev")));
}
