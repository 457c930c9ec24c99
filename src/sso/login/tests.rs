use std::sync::Arc;

use aws_sandbox::{Fault, FaultKind, Options};
use chrono::TimeDelta;
use tokio::net::TcpStream;

use super::*;
use crate::test_support::{Fixture, ShownPrompts, browse, corp};

const HOUR: TimeDelta = TimeDelta::minutes(60);

/// What the person does with the page or the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Person {
    Approves,
    Denies,
    Sleeps,
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

async fn decide(fixture: Arc<Fixture>, prompt: Prompt, person: Person) {
    match prompt {
        Prompt::OpenYourself { url } => {
            browse(&url).await;
            let state = parameter(&url, "state");
            let back = match person {
                Person::Approves => fixture.sandbox.approve_authorization(&state),
                Person::Denies => fixture.sandbox.deny_authorization(&state),
                Person::Sleeps => return,
            };
            browse(&back).await;
        }
        Prompt::Device { code, .. } if person == Person::Approves => fixture.sandbox.approve_device(&code),
        Prompt::Device { code, .. } if person == Person::Denies => fixture.sandbox.deny_device(&code),
        _ => {}
    }
}

struct Scene {
    fixture: Arc<Fixture>,
    told: ShownPrompts,
}

impl Scene {
    fn new() -> Self {
        Self { fixture: Arc::new(Fixture::new(Options::default())), told: ShownPrompts::default() }
    }

    async fn login(&self, center: &IdentityCenter, options: &LoginOptions, person: Person) -> Result<Token, Error> {
        let tell = |prompt: Prompt| {
            self.told.add(prompt.clone());
            tokio::spawn(decide(Arc::clone(&self.fixture), prompt, person));
        };
        login(&self.fixture.context(), center, options, &tell).await
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
async fn a_browser_signs_in_and_the_token_is_stored_and_kept() {
    let scene = Scene::new();
    let token = scene.login(&corp(), &options(Flow::Pkce), Person::Approves).await.expect("a token");
    assert!(token.is_fresh(now()) && token.renewal(now()).is_some());
    let stored = scene.fixture.stored().expect("stored");
    assert_eq!((&stored.access_token, &stored.refresh_token), (&token.access_token, &token.refresh_token));

    let again = scene.login(&corp(), &options(Flow::Pkce), Person::Sleeps).await.expect("the same");
    assert_eq!(again.access_token, token.access_token);
    assert_eq!((scene.told.all().len(), scene.count("RegisterClient"), scene.count("CreateToken")), (1, 1, 1));
}

#[cfg(unix)]
#[tokio::test]
async fn the_browser_is_opened_by_itself() {
    use std::os::unix::fs::PermissionsExt;

    let mut fixture = Fixture::new(Options { auto_approve: true, ..Options::default() });
    let browser = fixture.path("browser");
    std::fs::write(&browser, "#!/bin/sh\necho \"$1\" >page.new && mv page.new page\n").expect("a script");
    std::fs::set_permissions(&browser, PermissionsExt::from_mode(0o700)).expect("a program");
    fixture.set_variable("BROWSER", browser.to_str().expect("text"));
    let (told, page) = (ShownPrompts::default(), fixture.path("page"));
    let browsing = async {
        while !page.exists() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let url = std::fs::read_to_string(&page).expect("the page");
        (browse(url.trim()).await, url)
    };
    let (context, center, options, tell) =
        (fixture.context(), corp(), LoginOptions::default(), |prompt| told.add(prompt));
    let (token, (last_page, url)) = tokio::join!(login(&context, &center, &options, &tell), browsing);
    assert!(token.expect("a token").is_fresh(now()));
    assert_eq!(told.all(), [Prompt::Browser { url: url.trim().to_owned() }]);
    assert!(last_page.contains("You can close this page"), "{last_page}");
}

#[tokio::test]
async fn the_page_has_the_parameters_of_the_cli_in_its_order() {
    let scene = Scene::new();
    scene.login(&corp(), &options(Flow::Pkce), Person::Approves).await.expect("a token");
    let told = scene.told.all();
    let Some(Prompt::OpenYourself { url }) = told.first() else { panic!("{told:?}") };
    let query = url.strip_prefix(&format!("{}/authorize?", scene.fixture.sandbox.url())).expect("the sandbox's page");
    let names: Vec<_> = query.split('&').filter_map(|pair| Some(pair.split_once('=')?.0)).collect();
    let expected =
        ["response_type", "client_id", "redirect_uri", "state", "code_challenge_method", "scopes", "code_challenge"];
    assert_eq!(names, expected);
    assert!(query.contains("&scopes=sso%3Aaccount%3Aaccess&"), "{query}");
    let redirect = parameter(url, "redirect_uri");
    assert!(redirect.starts_with("http://127.0.0.1:") && redirect.ends_with("/oauth/callback"), "{redirect}");
}

#[tokio::test]
async fn what_is_registered_is_what_the_cli_registers() {
    let scene = Scene::new();
    scene.login(&corp(), &options(Flow::Pkce), Person::Approves).await.expect("a token");
    let requests = scene.fixture.sandbox.requests();
    let registration = requests.iter().find(|request| request.action == "RegisterClient").expect("registered");
    let says = |name| registration.parameter(name).unwrap_or_default();
    assert_eq!((says("clientName"), says("clientType")), ("nu_plugin_aws-corp", "public"));
    assert_eq!((says("grantTypes"), says("scopes")), ("authorization_code refresh_token", "sso:account:access"));
    assert_eq!(says("redirectUris"), "http://127.0.0.1/oauth/callback");
    assert_eq!(says("issuerUrl"), "https://corp.awsapps.com/start");
}

#[tokio::test]
async fn force_signs_in_anew_with_the_same_registration() {
    let scene = Scene::new();
    let first = scene.login(&corp(), &options(Flow::Pkce), Person::Approves).await.expect("a token");
    let forced = LoginOptions { force: true, ..options(Flow::Pkce) };
    let second = scene.login(&corp(), &forced, Person::Approves).await.expect("a token");
    assert_ne!(first.access_token, second.access_token);
    assert_eq!((scene.told.all().len(), scene.count("RegisterClient")), (2, 1));
}

#[tokio::test]
async fn a_registration_for_one_flow_is_not_taken_for_the_other() {
    let scene = Scene::new();
    let forced = |flow| LoginOptions { force: true, ..options(flow) };
    scene.login(&corp(), &forced(Flow::Pkce), Person::Approves).await.expect("a token");
    scene.login(&corp(), &forced(Flow::Device), Person::Approves).await.expect("a token");
    scene.login(&corp(), &forced(Flow::Device), Person::Approves).await.expect("a token");
    assert_eq!(scene.count("RegisterClient"), 2);
    assert_eq!(scene.fixture.cached_files().len(), 2, "the token and one registration");
}

#[tokio::test]
async fn an_expired_token_is_refreshed_without_asking() {
    let scene = Scene::new();
    let old = scene.fixture.sign_in_for(-HOUR);
    let token = scene.login(&corp(), &options(Flow::Pkce), Person::Sleeps).await.expect("a token");
    assert_ne!(token.access_token, old.access_token);
    assert!(scene.told.all().is_empty());
}

#[tokio::test]
async fn a_refused_refresh_leads_to_the_browser() {
    let scene = Scene::new();
    scene.fixture.sign_in_for(-HOUR);
    scene.fixture.sandbox.revoke_tokens();
    let token = scene.login(&corp(), &options(Flow::Pkce), Person::Approves).await.expect("a token");
    assert!(token.is_fresh(now()));
    assert_eq!(scene.told.all().len(), 1);
}

#[tokio::test]
async fn a_registration_that_the_service_has_forgotten_is_replaced() {
    let scene = Scene::new();
    for flow in [Flow::Pkce, Flow::Device] {
        let forced = LoginOptions { force: true, ..options(flow) };
        scene.login(&corp(), &forced, Person::Approves).await.expect("a token");
        scene.fixture.sandbox.expire_registrations();
        scene.expire();
        scene.login(&corp(), &options(flow), Person::Approves).await.expect("another token");
    }
    assert_eq!(scene.count("RegisterClient"), 4);
}

#[tokio::test]
async fn a_device_signs_in() {
    let scene = Scene::new();
    let token = scene.login(&corp(), &options(Flow::Device), Person::Approves).await.expect("a token");
    assert!(token.refresh_token.is_some(), "there were scopes");
    let told = scene.told.all();
    let [Prompt::Device { url, url_complete: Some(complete), code, opened: false }] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert!(complete.starts_with(url.as_str()) && complete.contains(code.as_str()), "{complete}");
}

#[tokio::test]
async fn a_legacy_profile_signs_in_as_a_device_without_scopes() {
    let scene = Scene::new();
    let token = scene.login(&legacy(), &options(Flow::Pkce), Person::Approves).await.expect("a token");
    assert_eq!(token.refresh_token, None);
    assert!(token.expires_at > now() + HOUR * 7);
    assert!(matches!(scene.told.all()[..], [Prompt::Device { .. }]));
    let requests = scene.fixture.sandbox.requests();
    let registration = requests.iter().find(|request| request.action == "RegisterClient").expect("registered");
    let names: Vec<_> = registration.parameters.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["clientName", "clientType"]);
}

#[tokio::test]
async fn a_denial_is_told_in_both_flows() {
    let scene = Scene::new();
    for flow in [Flow::Pkce, Flow::Device] {
        let error = scene.login(&corp(), &options(flow), Person::Denies).await.expect_err("denied");
        assert_eq!(error.code(), "aws::sso::denied");
    }
    assert_eq!(scene.fixture.stored(), None);
}

#[tokio::test]
async fn a_device_code_that_expires_is_told() {
    let scene = Scene::new();
    let expire = async {
        while scene.told.all().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        scene.fixture.sandbox.expire_devices();
    };
    let (center, options) = (&corp(), &options(Flow::Device));
    let (login, ()) = tokio::join!(scene.login(center, options, Person::Sleeps), expire);
    assert_eq!(login.expect_err("expired").code(), "aws::sso::timed_out");
}

/// A sign-in for which the person has a moment only.
async fn hasty(scene: &Scene, flow: Flow) -> Error {
    let (context, cache, center) = (scene.fixture.context(), scene.fixture.token_cache(), corp());
    let oidc = Oidc::open(&context, &center).await.expect("a client");
    let tell = |prompt| scene.told.add(prompt);
    let patience = Duration::from_millis(100);
    let attempt = LoginContext {
        context: &context,
        center: &center,
        cache: &cache,
        oidc: &oidc,
        browser: false,
        patience,
        tell: &tell,
    };
    attempt.sign_in(Some(flow), false).await.expect_err("too late")
}

#[tokio::test]
async fn a_sign_in_that_nobody_approves_ends_with_its_port_and_registration() {
    let scene = Scene::new();
    assert_eq!(hasty(&scene, Flow::Device).await.code(), "aws::sso::timed_out");
    assert_eq!(hasty(&scene, Flow::Pkce).await.code(), "aws::sso::timed_out");
    let told = scene.told.all();
    let Some(Prompt::OpenYourself { url }) = told.last() else { panic!("{told:?}") };
    let redirect = parameter(url, "redirect_uri");
    let address = redirect.trim_start_matches("http://").trim_end_matches("/oauth/callback");
    assert!(TcpStream::connect(address).await.is_err(), "the port is closed");
    assert_eq!(scene.fixture.cached_files(), Vec::<String>::new(), "the registration may have been the reason");
}

#[tokio::test]
async fn of_two_at_once_one_asks_and_the_other_takes_its_token() {
    for force in [false, true] {
        let scene = Scene::new();
        scene.fixture.sign_in_for(-HOUR);
        scene.fixture.sandbox.revoke_tokens();
        let options = LoginOptions { force, ..options(Flow::Pkce) };
        let (center, options) = (&corp(), &options);
        let (one, other) = tokio::join!(
            scene.login(center, options, Person::Approves),
            scene.login(center, options, Person::Approves)
        );
        assert_eq!(one.expect("a token").access_token, other.expect("a token").access_token);
        let told = scene.told.all();
        assert!(matches!(told[..], [Prompt::Waiting, Prompt::OpenYourself { .. }]), "{told:?}");
    }
}

#[tokio::test]
async fn a_damaged_file_is_mended_whether_the_token_is_kept_or_refreshed() {
    for left in [HOUR, -HOUR] {
        let scene = Scene::new();
        scene.fixture.sign_in_for(left);
        let path = scene.fixture.token_cache().path(&corp());
        let text = std::fs::read_to_string(&path).expect("the file");
        std::fs::write(&path, format!("{text}}}}}")).expect("damaged");
        let damaged = || scene.fixture.token_cache().cached(&corp()).expect("no error").expect("a token").damaged;
        assert!(damaged());
        scene.login(&corp(), &options(Flow::Pkce), Person::Sleeps).await.expect("a token");
        assert!(!damaged());
    }
}

#[test]
fn a_sign_in_may_move_between_threads() {
    fn is_send(_: impl Send) {}
    let scene = Scene::new();
    let (context, center, options) = (scene.fixture.context(), corp(), LoginOptions::default());
    is_send(login(&context, &center, &options, &|prompt| scene.told.add(prompt)));
}

#[tokio::test]
async fn what_the_service_refuses_is_told_in_its_words() {
    let scene = Scene::new();
    let refusal =
        FaultKind::Error { status: 400, code: "InvalidRequestException".into(), message: "No such start URL".into() };
    scene.fixture.sandbox.fail(Fault::new(refusal).action("RegisterClient"));
    let error = scene.login(&corp(), &options(Flow::Pkce), Person::Sleeps).await.expect_err("refused");
    assert_eq!(error.to_string(), "The sign-in to `corp` failed: No such start URL");
    assert_eq!(error.code(), "aws::sso::failed");
}
