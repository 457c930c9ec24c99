//! `aws sso sessions`: the sessions in the config, with the status of each sign-in.

use super::{LEGACY, OLD_URL, PARTNER, SESSION, partner_token, shell, signed_in};
use crate::support::{START_URL, Shell, TokenFile, aws, json};

#[test]
fn every_row_has_every_column() {
    let aws = aws();
    let shell = signed_in(&aws).more_config(PARTNER).more_config(LEGACY);
    let columns = ["sso_session", "status", "expires_in", "expires_at", "region", "start_url"];
    assert_eq!(shell.value("aws sso sessions | each { columns } | uniq"), json!([columns]));
    let long: Vec<_> = columns.into_iter().chain(["profiles", "scopes", "registration_expires_at"]).collect();
    assert_eq!(shell.value("aws sso sessions --long | each { columns } | uniq"), json!([long]));
    let types = shell.value(
        "aws sso sessions --long | select expires_at expires_in registration_expires_at
        | each { items {|_ value| $value | describe } } | uniq",
    );
    assert_eq!(types, json!([["datetime", "duration", "datetime"], ["nothing", "nothing", "nothing"]]));
}

#[test]
fn sessions_come_with_their_profiles_and_legacy_start_urls_last() {
    let aws = aws();
    let shell = shell(&aws).more_config(LEGACY).more_config(PARTNER);
    let rows = shell.value("aws sso sessions --long | select sso_session start_url region scopes profiles");
    let expected = json!([
        {
            "sso_session": "my-org-sso",
            "start_url": START_URL,
            "region": "eu-west-1",
            "scopes": ["sso:account:access"],
            "profiles": ["dev-account.developer", "test-account.tester"],
        },
        {
            "sso_session": "partner",
            "start_url": "https://partner.awsapps.com/start",
            "region": "us-east-1",
            "scopes": ["sso:account:access"],
            "profiles": ["partner.admin"],
        },
        {"sso_session": null, "start_url": OLD_URL, "region": "eu-west-1", "scopes": [], "profiles": ["legacy"]},
    ]);
    assert_eq!(rows, expected);
}

#[test]
fn the_status_shows_whether_a_sign_in_is_needed() {
    let aws = aws();
    let four = ["valid", "refreshable", "expired", "signed-out"];
    let config =
        four.map(|name| format!("[sso-session {name}]\nsso_start_url = {START_URL}\nsso_region = eu-west-1\n"));
    let shell = Shell::new()
        .config(&config.concat())
        .with_token(&TokenFile::for_session(&aws, "valid"))
        .with_token(&TokenFile::for_session(&aws, "refreshable").expired())
        .with_token(&TokenFile::for_session(&aws, "expired").expired().without_refresh_token());
    let rows = shell.value(
        "aws sso sessions | each {|row| {sso_session: $row.sso_session, status: $row.status, is_past: ($row.expires_in? < 0sec)} }",
    );
    let expected = json!([
        {"sso_session": "valid", "status": "valid", "is_past": false},
        {"sso_session": "refreshable", "status": "refreshable", "is_past": true},
        {"sso_session": "expired", "status": "expired", "is_past": true},
        {"sso_session": "signed-out", "status": "signed_out", "is_past": null},
    ]);
    assert_eq!(rows, expected);
}

#[test]
fn the_remaining_time_of_a_sign_in_is_a_duration() {
    let aws = aws();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expiring_in(30));
    let answer = shell.value(
        "let row = aws sso sessions --long | first
        {left: ($row.expires_in > 29min and $row.expires_in <= 30min)
         end: ($row.expires_at > (date now)), registration: ($row.registration_expires_at > $row.expires_at)}",
    );
    assert_eq!(answer, json!({"left": true, "end": true, "registration": true}));
}

#[test]
fn a_legacy_sign_in_is_valid_under_its_start_url() {
    let aws = aws();
    let shell = shell(&aws).more_config(LEGACY).with_token(&TokenFile::for_start_url(&aws, OLD_URL));
    assert_eq!(shell.value("aws sso sessions | where sso_session == null | get status"), json!(["valid"]));
}

#[test]
fn the_token_of_another_start_url_does_not_count() {
    let aws = aws();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).with_member("startUrl", OLD_URL.into()));
    assert_eq!(shell.value("aws sso sessions | get status"), json!(["signed_out"]));
}

#[test]
fn an_incomplete_session_is_listed() {
    let shell = Shell::new().config("[sso-session half]\nsso_start_url = https://half.awsapps.com/start\n");
    let rows = shell.value("aws sso sessions | select sso_session region status");
    assert_eq!(rows, json!([{"sso_session": "half", "region": null, "status": "signed_out"}]));
    let error = shell.error("aws sso login");
    assert_eq!(error.code, "aws::sso::incomplete", "{error:?}");
    assert!(error.message.contains("sso_region"), "{error:?}");
}

#[test]
fn sessions_are_listed_without_a_request() {
    let aws = aws();
    let shell = shell(&aws)
        .more_config(PARTNER)
        .with_token(&TokenFile::for_session(&aws, SESSION).expired())
        .with_token(&partner_token(&aws));
    assert_eq!(shell.value("aws sso sessions | get status"), json!(["refreshable", "valid"]));
    assert!(aws.requests().is_empty() && shell.visits().is_empty());
}

#[test]
fn without_a_config_there_are_no_sessions() {
    assert_eq!(Shell::new().value("aws sso sessions"), json!([]));
}

#[test]
fn profiles_show_the_status_of_their_sign_in() {
    let aws = aws();
    let shell = shell(&aws).more_config(PARTNER).with_token(&TokenFile::for_session(&aws, SESSION).expired());
    let rows = shell.value("aws profiles | select name sso_status sso_expires_at | update sso_expires_at { describe }");
    let row = |name: &str, status: Option<&str>, kind: &str| json!({"name": name, "sso_status": status, "sso_expires_at": kind});
    let expected = json!([
        row("dev-account.developer", Some("refreshable"), "datetime"),
        row("test-account.tester", Some("refreshable"), "datetime"),
        row("partner.admin", Some("signed_out"), "nothing"),
        row("keys", None, "nothing"),
    ]);
    assert_eq!(rows, expected);
    assert!(aws.requests().is_empty());
}
