use std::sync::Arc;

use aws_sandbox::{Fault, FaultKind, Options};
use chrono::TimeDelta;
use tokio::net::TcpStream;

use super::*;
use crate::test_support::{Fixture, ShownPrompts, browse, corp, until};

const HOUR: TimeDelta = TimeDelta::minutes(60);

/// What the user does with the page or the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum UserAction {
    Approve,
    Deny,
    Nothing,
}

fn options(flow: Flow) -> LoginOptions {
    LoginOptions { browser: false, flow: Some(flow), ..LoginOptions::default() }
}

fn legacy() -> IdentityCenter {
    IdentityCenter { session: None, scopes: Vec::new(), ..corp() }
}

/// The value of a parameter of a URL.
fn parameter(url: &str, name: &str) -> String {
    let query = url.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).expect("the parameter")
}

async fn respond(fixture: Arc<Fixture>, prompt: Prompt, action: UserAction) {
    match prompt {
        Prompt::OpenYourself { url } => {
            browse(&url).await;
            let state = parameter(&url, "state");
            let back = match action {
                UserAction::Approve => fixture.sandbox.approve_authorization(&state),
                UserAction::Deny => fixture.sandbox.deny_authorization(&state),
                UserAction::Nothing => return,
            };
            browse(&back).await;
        }
        Prompt::Device { code, .. } if action == UserAction::Approve => fixture.sandbox.approve_device(&code),
        Prompt::Device { code, .. } if action == UserAction::Deny => fixture.sandbox.deny_device(&code),
        _ => {}
    }
}

/// A user and the prompts that their sign-ins show.
struct LoginTest {
    fixture: Arc<Fixture>,
    prompts: ShownPrompts,
}

impl LoginTest {
    fn new() -> Self {
        Self { fixture: Arc::new(Fixture::new(Options::default())), prompts: ShownPrompts::default() }
    }

    async fn login(&self, center: &IdentityCenter, options: &LoginOptions, action: UserAction) -> Result<Token, Error> {
        let show = |prompt: Prompt| {
            self.prompts.add(prompt.clone());
            tokio::spawn(respond(Arc::clone(&self.fixture), prompt, action));
        };
        login(&self.fixture.context(), center, options, &show).await
    }

    fn count(&self, action: &str) -> usize {
        self.fixture.sandbox.count(action)
    }

    /// Ends the stored token.
    fn expire(&self) {
        let token = self.fixture.stored().expect("a token");
        let ended = Token { expires_at: now() - HOUR, ..token };
        self.fixture.store(&ended);
    }
}

#[tokio::test]
async fn a_browser_sign_in_stores_the_token_and_keeps_it() {
    let test = LoginTest::new();
    let token = test.login(&corp(), &options(Flow::Pkce), UserAction::Approve).await.expect("a token");
    assert!(token.is_fresh(now()) && token.renewal(now()).is_some());
    let stored = test.fixture.stored().expect("stored");
    assert_eq!((&stored.access_token, &stored.refresh_token), (&token.access_token, &token.refresh_token));

    let again = test.login(&corp(), &options(Flow::Pkce), UserAction::Nothing).await.expect("the same");
    assert_eq!(again.access_token, token.access_token);
    assert_eq!((test.prompts.all().len(), test.count("RegisterClient"), test.count("CreateToken")), (1, 1, 1));
}

#[cfg(unix)]
#[tokio::test]
async fn the_browser_is_opened_automatically() {
    use std::os::unix::fs::PermissionsExt;

    let mut fixture = Fixture::new(Options { auto_approve: true, ..Options::default() });
    let browser = fixture.path("browser");
    std::fs::write(&browser, "#!/bin/sh\necho \"$1\" >page.new && mv page.new page\n").expect("a script");
    std::fs::set_permissions(&browser, PermissionsExt::from_mode(0o700)).expect("a program");
    fixture.set_variable("BROWSER", browser.to_str().expect("text"));
    let (prompts, page) = (ShownPrompts::default(), fixture.path("page"));
    let browsing = async {
        until(|| page.exists()).await;
        let url = std::fs::read_to_string(&page).expect("the page");
        (browse(url.trim()).await, url)
    };
    let (context, center, options, show) =
        (fixture.context(), corp(), LoginOptions::default(), |prompt| prompts.add(prompt));
    let (token, (last_page, url)) = tokio::join!(login(&context, &center, &options, &show), browsing);
    assert!(token.expect("a token").is_fresh(now()));
    assert_eq!(prompts.all(), [Prompt::Browser { url: url.trim().to_owned() }]);
    assert!(last_page.contains("You can close this page"), "{last_page}");
}

#[tokio::test]
async fn the_url_has_the_parameters_of_the_cli_in_its_order() {
    let test = LoginTest::new();
    test.login(&corp(), &options(Flow::Pkce), UserAction::Approve).await.expect("a token");
    let prompts = test.prompts.all();
    let Some(Prompt::OpenYourself { url }) = prompts.first() else { panic!("{prompts:?}") };
    let query = url.strip_prefix(&format!("{}/authorize?", test.fixture.sandbox.url())).expect("the sandbox's page");
    let names: Vec<_> = query.split('&').filter_map(|pair| Some(pair.split_once('=')?.0)).collect();
    let expected =
        ["response_type", "client_id", "redirect_uri", "state", "code_challenge_method", "scopes", "code_challenge"];
    assert_eq!(names, expected);
    assert!(query.contains("&scopes=sso%3Aaccount%3Aaccess&"), "{query}");
    let redirect = parameter(url, "redirect_uri");
    assert!(redirect.starts_with("http://127.0.0.1:") && redirect.ends_with("/oauth/callback"), "{redirect}");
}

#[tokio::test]
async fn the_registration_is_that_of_the_cli() {
    let test = LoginTest::new();
    test.login(&corp(), &options(Flow::Pkce), UserAction::Approve).await.expect("a token");
    let requests = test.fixture.sandbox.requests();
    let registration = requests.iter().find(|request| request.action == "RegisterClient").expect("registered");
    let says = |name| registration.parameter(name).unwrap_or_default();
    assert_eq!((says("clientName"), says("clientType")), ("nu_plugin_aws-corp", "public"));
    assert_eq!((says("grantTypes"), says("scopes")), ("authorization_code refresh_token", "sso:account:access"));
    assert_eq!(says("redirectUris"), "http://127.0.0.1/oauth/callback");
    assert_eq!(says("issuerUrl"), "https://corp.awsapps.com/start");
}

#[tokio::test]
async fn force_signs_in_again_with_the_same_registration() {
    let test = LoginTest::new();
    let first = test.login(&corp(), &options(Flow::Pkce), UserAction::Approve).await.expect("a token");
    let forced = LoginOptions { force: true, ..options(Flow::Pkce) };
    let second = test.login(&corp(), &forced, UserAction::Approve).await.expect("a token");
    assert_ne!(first.access_token, second.access_token);
    assert_eq!((test.prompts.all().len(), test.count("RegisterClient")), (2, 1));
}

#[tokio::test]
async fn a_registration_for_one_flow_is_not_used_for_the_other() {
    let test = LoginTest::new();
    let forced = |flow| LoginOptions { force: true, ..options(flow) };
    test.login(&corp(), &forced(Flow::Pkce), UserAction::Approve).await.expect("a token");
    test.login(&corp(), &forced(Flow::Device), UserAction::Approve).await.expect("a token");
    test.login(&corp(), &forced(Flow::Device), UserAction::Approve).await.expect("a token");
    assert_eq!(test.count("RegisterClient"), 2);
    assert_eq!(test.fixture.cached_files().len(), 2, "the token and one registration");
}

#[tokio::test]
async fn an_expired_token_is_refreshed_without_a_prompt() {
    let test = LoginTest::new();
    let old = test.fixture.sign_in_for(-HOUR);
    let token = test.login(&corp(), &options(Flow::Pkce), UserAction::Nothing).await.expect("a token");
    assert_ne!(token.access_token, old.access_token);
    assert!(test.prompts.all().is_empty());
}

#[tokio::test]
async fn a_refused_refresh_leads_to_the_browser() {
    let test = LoginTest::new();
    test.fixture.sign_in_for(-HOUR);
    test.fixture.sandbox.revoke_tokens();
    let token = test.login(&corp(), &options(Flow::Pkce), UserAction::Approve).await.expect("a token");
    assert!(token.is_fresh(now()));
    assert_eq!(test.prompts.all().len(), 1);
}

#[tokio::test]
async fn a_registration_that_the_service_does_not_know_is_replaced() {
    let test = LoginTest::new();
    for flow in [Flow::Pkce, Flow::Device] {
        let forced = LoginOptions { force: true, ..options(flow) };
        test.login(&corp(), &forced, UserAction::Approve).await.expect("a token");
        test.fixture.sandbox.expire_registrations();
        test.expire();
        test.login(&corp(), &options(flow), UserAction::Approve).await.expect("another token");
    }
    assert_eq!(test.count("RegisterClient"), 4);
}

#[tokio::test]
async fn a_device_code_signs_in() {
    let test = LoginTest::new();
    let token = test.login(&corp(), &options(Flow::Device), UserAction::Approve).await.expect("a token");
    assert!(token.refresh_token.is_some(), "there were scopes");
    let prompts = test.prompts.all();
    let [Prompt::Device { url, url_complete: Some(complete), code, opened: false }] = prompts.as_slice() else {
        panic!("{prompts:?}")
    };
    assert!(complete.starts_with(url.as_str()) && complete.contains(code.as_str()), "{complete}");
}

#[tokio::test]
async fn a_legacy_profile_signs_in_with_a_device_code_and_no_scopes() {
    let test = LoginTest::new();
    let token = test.login(&legacy(), &options(Flow::Pkce), UserAction::Approve).await.expect("a token");
    assert_eq!(token.refresh_token, None);
    assert!(token.expires_at > now() + HOUR * 7);
    assert!(matches!(test.prompts.all()[..], [Prompt::Device { .. }]));
    let requests = test.fixture.sandbox.requests();
    let registration = requests.iter().find(|request| request.action == "RegisterClient").expect("registered");
    let names: Vec<_> = registration.parameters.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["clientName", "clientType"]);
}

#[tokio::test]
async fn a_denial_is_an_error_in_both_flows() {
    let test = LoginTest::new();
    for flow in [Flow::Pkce, Flow::Device] {
        let error = test.login(&corp(), &options(flow), UserAction::Deny).await.expect_err("denied");
        assert_eq!(error.code(), "aws::sso::denied");
    }
    assert_eq!(test.fixture.stored(), None);
}

#[tokio::test]
async fn an_expired_device_code_is_an_error() {
    let test = LoginTest::new();
    let expire = async {
        until(|| !test.prompts.all().is_empty()).await;
        test.fixture.sandbox.expire_devices();
    };
    let (center, options) = (&corp(), &options(Flow::Device));
    let (login, ()) = tokio::join!(test.login(center, options, UserAction::Nothing), expire);
    assert_eq!(login.expect_err("expired").code(), "aws::sso::timed_out");
}

/// Signs in without a user action and with a short timeout.
async fn time_out(test: &LoginTest, flow: Flow) -> Error {
    let (context, center) = (test.fixture.context(), corp());
    let show = |prompt| test.prompts.add(prompt);
    let mut login = LoginContext::open(&context, &center, &options(flow), &show).await.expect("a context");
    login.timeout = Duration::from_millis(100);
    sign_in(&login, &test.fixture.token_cache(), Some(flow), false).await.expect_err("too late")
}

#[tokio::test]
async fn a_sign_in_that_times_out_closes_its_port_and_forgets_its_registration() {
    let test = LoginTest::new();
    assert_eq!(time_out(&test, Flow::Device).await.code(), "aws::sso::timed_out");
    assert_eq!(time_out(&test, Flow::Pkce).await.code(), "aws::sso::timed_out");
    let prompts = test.prompts.all();
    let Some(Prompt::OpenYourself { url }) = prompts.last() else { panic!("{prompts:?}") };
    let redirect = parameter(url, "redirect_uri");
    let address = redirect.trim_start_matches("http://").trim_end_matches("/oauth/callback");
    assert!(TcpStream::connect(address).await.is_err(), "the port is closed");
    assert_eq!(test.fixture.cached_files(), Vec::<String>::new(), "the registration may have been the reason");
}

#[tokio::test]
async fn of_two_concurrent_sign_ins_one_prompts_and_both_get_its_token() {
    for force in [false, true] {
        let test = LoginTest::new();
        test.fixture.sign_in_for(-HOUR);
        test.fixture.sandbox.revoke_tokens();
        let options = LoginOptions { force, ..options(Flow::Pkce) };
        let (center, options) = (&corp(), &options);
        let (one, other) = tokio::join!(
            test.login(center, options, UserAction::Approve),
            test.login(center, options, UserAction::Approve)
        );
        assert_eq!(one.expect("a token").access_token, other.expect("a token").access_token);
        let prompts = test.prompts.all();
        assert!(matches!(prompts[..], [Prompt::Waiting, Prompt::OpenYourself { .. }]), "{prompts:?}");
    }
}

#[tokio::test]
async fn a_damaged_file_is_repaired_whether_the_token_is_kept_or_refreshed() {
    for left in [HOUR, -HOUR] {
        let test = LoginTest::new();
        test.fixture.sign_in_for(left);
        let path = test.fixture.token_cache().path(&corp());
        let text = std::fs::read_to_string(&path).expect("the file");
        std::fs::write(&path, format!("{text}}}}}")).expect("damaged");
        let damaged = || test.fixture.token_cache().cached(&corp()).expect("no error").expect("a token").is_damaged;
        assert!(damaged());
        test.login(&corp(), &options(Flow::Pkce), UserAction::Nothing).await.expect("a token");
        assert!(!damaged());
    }
}

#[test]
fn the_future_of_a_sign_in_is_send() {
    fn is_send(_: impl Send) {}
    let test = LoginTest::new();
    let (context, center, options) = (test.fixture.context(), corp(), LoginOptions::default());
    is_send(login(&context, &center, &options, &|prompt| test.prompts.add(prompt)));
}

#[tokio::test]
async fn a_refusal_is_shown_with_the_message_of_the_service() {
    let test = LoginTest::new();
    let refusal =
        FaultKind::Error { status: 400, code: "InvalidRequestException".into(), message: "No such start URL".into() };
    test.fixture.sandbox.fail(Fault::new(refusal).action("RegisterClient"));
    let error = test.login(&corp(), &options(Flow::Pkce), UserAction::Nothing).await.expect_err("refused");
    assert_eq!(error.to_string(), "The sign-in to `corp` failed: No such start URL");
    assert_eq!(error.code(), "aws::sso::failed");
}
