use super::*;

struct Home {
    cache: TokenCache,
    _folder: tempfile::TempDir,
}

fn home() -> Home {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().display().to_string();
    let environment = Environment::new([("HOME".to_owned(), home)], "/".into());
    Home { cache: TokenCache::from_environment(&environment).expect("a home"), _folder: folder }
}

fn center(session: Option<&str>, start_url: &str) -> IdentityCenter {
    let session = session.map(str::to_owned);
    IdentityCenter { session, start_url: start_url.into(), region: "us-west-2".into(), scopes: Vec::new() }
}

fn corp() -> IdentityCenter {
    center(Some("corp"), "https://corp.awsapps.com/start")
}

fn store(cache: &TokenCache, center: &IdentityCenter, text: &str) {
    std::fs::create_dir_all(cache.folder()).expect("the folder");
    std::fs::write(cache.path(center), text).expect("written");
}

fn stored(cache: &TokenCache, center: &IdentityCenter) -> Value {
    let text = std::fs::read_to_string(cache.path(center)).expect("the file");
    serde_json::from_str(&text).expect("JSON")
}

/// A file of the AWS CLI 2.36.7.
const CLI: &str = r#"{"startUrl": "https://corp.awsapps.com/start", "region": "us-west-2", "accessToken": "aoa-access",
 "expiresAt": "2026-03-01T12:00:00Z", "clientId": "id", "clientSecret": "client-secret",
 "registrationExpiresAt": "2026-06-01T12:00:00Z", "refreshToken": "aor-refresh"}"#;

#[test]
fn a_tokens_file_is_named_as_the_cli_names_it() {
    let name = |center| home().cache.path(&center).file_stem().expect("a name").to_string_lossy().into_owned();
    assert_eq!(name(center(Some("admin"), "any")), "d033e22ae348aeb5660fc2140aec35850c4da997");
    assert_eq!(name(corp()), "ee0bfd2552fbd840c02cc48b6e823320543c450f");
    let legacy = center(None, "https://d-abc123.awsapps.com/start");
    assert_eq!(name(legacy), "40a89917e3175433e361b710a9d43528d7f1890a");
}

#[test]
fn the_folder_is_in_the_callers_home() {
    let environment = Environment::new([("HOME".to_owned(), "/home/ada".to_owned())], "/srv".into());
    assert_eq!(
        TokenCache::from_environment(&environment).expect("a home").folder(),
        Path::new("/home/ada/.aws/sso/cache")
    );
    assert_eq!(TokenCache::from_environment(&Environment::default()).expect_err("no home").code(), "aws::cache");
}

#[test]
fn the_clis_file_is_read_and_written_back_the_same() {
    let Home { cache, _folder } = home();
    store(&cache, &corp(), CLI);
    let before = stored(&cache, &corp());
    let token = cache.read(&corp()).expect("no error").expect("a token");
    assert_eq!(
        (token.access_token.expose(), timestamp::format(token.expires_at)),
        ("aoa-access", "2026-03-01T12:00:00Z".into())
    );
    assert_eq!(
        token.renewal(token.expires_at).map(|(client, refresh)| (client.id.as_str(), refresh.expose())),
        Some(("id", "aor-refresh"))
    );

    cache.write(&corp(), &token).expect("written");
    assert_eq!(stored(&cache, &corp()), before);
}

#[test]
fn members_of_other_programs_stay() {
    let Home { cache, _folder } = home();
    store(
        &cache,
        &corp(),
        r#"{"ACCESSTOKEN": "a", "expiresat": "2026-03-01T12:00:00UTC", "receivedAt": "then", "refreshToken": "r"}"#,
    );
    let token = cache.read(&corp()).expect("no error").expect("a token");
    assert_eq!((token.start_url.as_str(), token.registration.as_ref()), ("https://corp.awsapps.com/start", None));
    cache.write(&corp(), &Token { refresh_token: None, ..token }).expect("written");
    let expected = serde_json::json!({
        "startUrl": "https://corp.awsapps.com/start", "region": "us-west-2", "accessToken": "a",
        "expiresAt": "2026-03-01T12:00:00Z", "receivedAt": "then",
    });
    assert_eq!(stored(&cache, &corp()), expected);
}

#[test]
fn garbage_behind_the_token_is_noticed_and_mended() {
    let Home { cache, _folder } = home();
    store(&cache, &corp(), &format!("{CLI}\"}}"));
    let cached = cache.cached(&corp()).expect("no error").expect("a token");
    assert!(cached.damaged);
    cache.write(&corp(), &cached.token).expect("written");
    assert_eq!(cache.cached(&corp()).expect("no error"), Some(CachedToken { damaged: false, ..cached }));
}

#[test]
fn what_is_no_token_is_none() {
    let Home { cache, _folder } = home();
    for text in [
        "",
        "{\"accessToken\": \"a\"",
        "{\"accessToken\": \"a\"}",
        "{\"clientId\": \"id\", \"expiresAt\": \"2026-03-01T12:00:00Z\"}",
    ] {
        store(&cache, &corp(), text);
        assert_eq!(cache.read(&corp()).expect("no error"), None, "{text}");
    }
}

#[test]
fn the_token_of_another_center_is_none() {
    let Home { cache, _folder } = home();
    store(&cache, &corp(), CLI);
    let read = |center: IdentityCenter| cache.read(&center).expect("no error").is_some();
    assert!(read(center(Some("corp"), "https://corp.awsapps.com/start/#/")));
    assert!(!read(center(Some("corp"), "https://other.awsapps.com/start")));
    assert!(!read(IdentityCenter { region: "eu-west-1".into(), ..corp() }));
}

#[test]
fn a_token_can_be_removed_twice() {
    let Home { cache, _folder } = home();
    store(&cache, &corp(), CLI);
    cache.remove(&corp()).expect("removed");
    cache.remove(&corp()).expect("nothing to remove");
    assert_eq!(cache.read(&corp()).expect("no error"), None);
}
