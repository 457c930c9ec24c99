//! What the user types. A file's path is the command's words.
//!
//! Only leaf commands are defined, never a bare `aws` or `aws ec2`: everything else that begins with `aws` still
//! reaches the AWS CLI.

pub(crate) mod common;
pub(crate) mod configure;
pub(crate) mod credentials;
pub(crate) mod ec2;
pub(crate) mod env;
pub(crate) mod profile;
pub(crate) mod profiles;
pub(crate) mod sso;
pub(crate) mod whoami;

use nu_plugin::PluginCommand;

use crate::ec2::RESOURCES;
use crate::plugin::AwsPlugin;

/// All commands.
pub(crate) fn all() -> Vec<Box<dyn PluginCommand<Plugin = AwsPlugin>>> {
    let mut commands: Vec<Box<dyn PluginCommand<Plugin = AwsPlugin>>> = vec![
        Box::new(configure::sso::ConfigureSso),
        Box::new(credentials::Credentials),
        Box::new(credentials::export::Export),
        Box::new(ec2::regions::Regions),
        Box::new(env::Env),
        Box::new(profile::Current),
        Box::new(profile::add::Add),
        Box::new(profile::check::Check),
        Box::new(profile::clear::Clear),
        Box::new(profile::remove::Remove),
        Box::new(profile::r#use::Use),
        Box::new(profiles::Profiles),
        Box::new(sso::accounts::Accounts),
        Box::new(sso::login::Login),
        Box::new(sso::logout::Logout),
        Box::new(sso::roles::Roles),
        Box::new(sso::sessions::Sessions),
        Box::new(whoami::Whoami),
    ];
    for resource in RESOURCES {
        commands.push(Box::new(ec2::list::ListResource::new(resource)));
    }
    commands
}
