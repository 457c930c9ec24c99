use chrono::TimeDelta;

use super::*;
use crate::aws::timestamp;
use crate::config::Config;
use crate::config::identity_center::IdentityCenter;
use crate::text::secret::Secret;

struct Home {
    cache: RoleCache,
    folder: tempfile::TempDir,
}

fn home() -> Home {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().display().to_string();
    let environment = Environment::new([("HOME".to_owned(), home)], "/".into());
    Home { cache: RoleCache::from_environment(&environment).expect("a home"), folder }
}

fn center(session: Option<&str>) -> IdentityCenter {
    let session = session.map(str::to_owned);
    let start_url = "https://corp.awsapps.com/start".to_owned();
    IdentityCenter { session, start_url, region: "eu-west-1".into(), scopes: Vec::new() }
}

fn role() -> SsoRoleKey {
    SsoRoleKey::new(&center(Some("corp")), "000000000001", "Admin")
}

/// The name that the CLI gives to the file of [`role`].
const NAME: &str = ".aws/cli/cache/832902551c87532115b5355a94990bc2bd4b1d73.json";

/// What botocore 1.43.11's `JSONFileCache` writes for such keys.
const BOTOCORE: &str = r#"{"ProviderType": "sso", "Credentials": {"AccessKeyId": "ASIAX", "SecretAccessKey": "hunter/+2", "SessionToken": "hunter==", "Expiration": "2130-01-02T03:04:05Z", "AccountId": "000000000001"}}"#;

fn keys(left: TimeDelta) -> RoleCredentials {
    RoleCredentials {
        access_key_id: "ASIAX".into(),
        secret_access_key: Secret::new("hunter/+2"),
        session_token: Secret::new("hunter=="),
        expires_at: timestamp::now() + left,
        account_id: "000000000001".into(),
    }
}

fn store(home: &Home, name: &str, text: &str) {
    let path = home.folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
    fs::write(path, text).expect("written");
}

#[test]
fn what_botocore_writes_is_read_and_written_byte_for_byte() {
    let home = home();
    store(&home, NAME, BOTOCORE);
    let keys = home.cache.fresh(&role()).expect("keys");
    assert_eq!((keys.access_key_id.as_str(), keys.session_token.expose()), ("ASIAX", "hunter=="));
    assert_eq!(timestamp::format(keys.expires_at), "2130-01-02T03:04:05Z");

    fs::remove_file(home.folder.path().join(NAME)).expect("removed");
    home.cache.write(&role(), &keys).expect("written");
    assert_eq!(fs::read_to_string(home.folder.path().join(NAME)).expect("the file"), BOTOCORE);
}

#[test]
fn what_is_no_file_of_keys_counts_as_none() {
    let home = home();
    assert_eq!(home.cache.fresh(&role()), None);
    for text in ["", "{", "[]", r#"{"ProviderType": "sso"}"#, &BOTOCORE.replace("2130-01-02T03:04:05Z", "soon")] {
        store(&home, NAME, text);
        assert_eq!(home.cache.fresh(&role()), None, "{text}");
    }
    let old = BOTOCORE.replace("05Z", "05UTC").replace(r#", "AccountId": "000000000001""#, "");
    store(&home, NAME, &old);
    assert_eq!(home.cache.fresh(&role()).expect("an old file").account_id, "000000000001");
}

#[test]
fn keys_are_used_until_a_quarter_of_an_hour_is_left() {
    let Home { cache, folder: _folder } = &home();
    for (left, used) in [(TimeDelta::minutes(14), false), (TimeDelta::minutes(16), true)] {
        cache.write(&role(), &keys(left)).expect("written");
        assert_eq!(cache.fresh(&role()).is_some(), used, "{left}");
    }
}

#[cfg(unix)]
#[test]
fn file_and_folder_are_private() {
    use std::os::unix::fs::PermissionsExt;

    let home = home();
    home.cache.write(&role(), &keys(TimeDelta::hours(1))).expect("written");
    let mode = |name: &str| fs::metadata(home.folder.path().join(name)).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(NAME), mode(".aws/cli/cache"), mode(".aws")), (0o600, 0o700, 0o700));
}

const ASSUMED: &str = r#"{"Credentials": {"AccessKeyId": "ASIAY"}, "ResponseMetadata": {}}"#;

#[test]
fn only_the_keys_of_identity_centers_are_swept() {
    let home = home();
    home.cache.remove_all().expect("no folder, nothing to do");
    let others = ["assumed.json", "session.db", "broken.json", "list.json"];
    let texts = [ASSUMED, "SQLite format 3\0", "{\"ProviderType\": \"sso\"", "[\"sso\"]"];
    for (name, text) in others.iter().zip(texts) {
        store(&home, &format!(".aws/cli/cache/{name}"), text);
    }
    store(&home, ".aws/cli/cache/any-name.json", r#"{"ProviderType": "sso", "Credentials": null}"#);
    store(&home, NAME, BOTOCORE);
    home.cache.remove_all().expect("swept");
    let left = fs::read_dir(home.folder.path().join(".aws/cli/cache")).expect("the folder");
    let mut left: Vec<_> = left.map(|file| file.expect("a file").file_name().into_string().expect("text")).collect();
    left.sort();
    assert_eq!(left, ["assumed.json", "broken.json", "list.json", "session.db"]);
}

#[test]
fn one_sessions_keys_go_and_the_others_stay() {
    let Home { cache, folder: _folder } = &home();
    let other = SsoRoleKey::new(&center(Some("other")), "000000000001", "Admin");
    for role in [role(), other.clone()] {
        cache.write(&role, &keys(TimeDelta::hours(1))).expect("written");
    }
    let text = b"[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n\
        [profile a]\nsso_session = corp\nsso_account_id = 000000000001\nsso_role_name = Admin\n\
        [profile b]\nsso_session = corp\nsso_account_id = 000000000002\nsso_role_name = Admin\n";
    let config = Config::parse(Some((Path::new("config"), text)), None).expect("a config");
    cache.remove(&SsoRoleKey::from_config(&config, &center(Some("corp")))).expect("removed");
    assert_eq!((cache.fresh(&role()).is_some(), cache.fresh(&other).is_some()), (false, true));
}

#[test]
fn debug_shows_no_secret() {
    let text = format!("{:?}", keys(TimeDelta::hours(1)));
    assert!(text.contains("ASIAX") && !text.contains("hunter"), "{text}");
}
