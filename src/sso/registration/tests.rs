use super::*;

fn center(session: Option<&str>, scopes: &[&str], start_url: &str) -> IdentityCenter {
    IdentityCenter {
        session: session.map(str::to_owned),
        start_url: start_url.into(),
        region: "us-west-2".into(),
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
    }
}

#[test]
fn a_registrations_file_is_named_as_the_cli_names_it() {
    let legacy = center(None, &[], "https://d-abc123.awsapps.com/start");
    assert_eq!(file_stem(&legacy).expect("a name"), "d75f79f67bab3f92a2b1450471c0c2574de0dca4");
    let corp = center(Some("corp"), &["sso:account:access"], "https://corp.awsapps.com/start");
    assert_eq!(file_stem(&corp).expect("a name"), "1197d00ca9ca7dd421f5c8a436b3667970f766c3");
}

#[test]
fn a_program_with_a_browser_asks_for_a_scope_in_any_case() {
    let plain = metadata(&center(Some("corp"), &[], "u"), Flow::Pkce);
    assert_eq!((plain.name.as_str(), plain.scopes), ("nu_plugin_aws-corp", vec![DEFAULT_SCOPE.to_owned()]));
    assert_eq!(plain.grant_types, ["authorization_code", "refresh_token"]);
    assert_eq!(plain.redirect_uris, ["http://127.0.0.1/oauth/callback"]);
    let with_scopes = metadata(&center(Some("corp"), &["a:b"], "u"), Flow::Pkce);
    assert_eq!(with_scopes.scopes, ["a:b"]);
}

#[test]
fn a_device_says_no_more_than_the_config() {
    let device = metadata(&center(Some("corp"), &[], "u"), Flow::Device);
    assert!(device.scopes.is_empty() && device.grant_types.is_empty() && device.redirect_uris.is_empty());
    assert_eq!(metadata(&center(Some("corp"), &["a:b"], "u"), Flow::Device).scopes, ["a:b"]);
    let legacy = metadata(&center(None, &[], "u"), Flow::Device).name;
    assert!(legacy.trim_start_matches("nu_plugin_aws-").parse::<i64>().is_ok(), "{legacy}");
}

#[test]
fn the_flow_is_told_by_the_grants() {
    let mut object = Object::default();
    assert_eq!(flow_of(&object), Flow::Device);
    object.set("grantTypes", Some(json!(["authorization_code", "refresh_token"])));
    assert_eq!(flow_of(&object), Flow::Pkce);
}
