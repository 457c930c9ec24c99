use std::time::Duration;

use aws_sandbox::Options;

use super::*;
use crate::error::SsoError;
use crate::sso::world::World;

async fn keys_of(world: &World, center: &IdentityCenter, role: &RoleKey) -> Result<RoleCredentials, Error> {
    role_credentials(&world.context(), center, role, Some("dev")).await
}

fn developer(world: &World) -> (IdentityCenter, RoleKey) {
    let center = world.center();
    let role = RoleKey::new(&center, "111122223333", "developer");
    (center, role)
}

fn calls(world: &World) -> usize {
    world.sandbox.count("GetRoleCredentials")
}

#[tokio::test]
async fn the_second_time_nobody_is_asked_and_no_token_is_needed() {
    let world = World::new(Options::default());
    let (center, role) = developer(&world);
    world.sign_in(&center);
    let first = keys_of(&world, &center, &role).await.expect("from the portal");
    world.tokens().remove(&center).expect("no token");
    world.sandbox.clear_requests();
    assert_eq!(keys_of(&world, &center, &role).await.expect("from the cache"), first);
    assert!(world.sandbox.requests().is_empty());
}

#[tokio::test]
async fn keys_with_little_time_are_replaced() {
    let lifetime = Duration::from_secs(14 * 60);
    let world = World::new(Options { role_credentials_lifetime: lifetime, ..Options::default() });
    let (center, role) = developer(&world);
    world.sign_in(&center);
    let first = keys_of(&world, &center, &role).await.expect("from the portal");
    assert_ne!(keys_of(&world, &center, &role).await.expect("from the portal").access_key_id, first.access_key_id);
    assert_eq!(calls(&world), 2);
}

#[tokio::test]
async fn a_legacy_sign_in_has_names_of_its_own() {
    let world = World::new(Options::default());
    let center = world.legacy_center();
    world.sign_in(&center);
    let role = RoleKey::new(&center, "444455556666", "tester");
    keys_of(&world, &center, &role).await.expect("from the portal");
    assert!(RoleCache::of(world.context().environment).expect("a home").fresh(&role).is_some());
}

#[tokio::test]
async fn without_a_token_the_error_names_the_sign_in() {
    let world = World::new(Options::default());
    let (center, role) = developer(&world);
    let error = keys_of(&world, &center, &role).await.expect_err("signed out");
    assert!(
        matches!(&error, Error::Sso(SsoError::SignedOut { login, .. }) if login == "aws sso login --sso-session corp"),
        "{error:?}"
    );
    assert_eq!(calls(&world), 0);
}

#[cfg(unix)]
#[tokio::test]
async fn a_cache_that_cannot_be_written_is_no_obstacle() {
    let world = World::new(Options::default());
    let (center, role) = developer(&world);
    world.sign_in(&center);
    std::fs::write(world.path(".aws/cli"), "in the way").expect("written");
    keys_of(&world, &center, &role).await.expect("from the portal");
}
