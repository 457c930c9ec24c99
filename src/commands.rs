//! The commands. A file's path is the command's name: `commands/profile/use.rs` is `aws profile use`.
//!
//! There is no command `aws` or `aws ec2`, so that everything else that begins with `aws` still runs the AWS CLI.

pub(crate) mod common;
pub(crate) mod configure;
pub(crate) mod credentials;
pub(crate) mod ec2;
pub(crate) mod env;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod profile;
pub(crate) mod profiles;
pub(crate) mod sso;
pub(crate) mod whoami;

use nu_plugin::PluginCommand;

use crate::commands::common::command::plugin_command;
use crate::ec2::RESOURCES;
use crate::plugin::AwsPlugin;

pub(crate) fn all() -> Vec<Box<dyn PluginCommand<Plugin = AwsPlugin>>> {
    let mut commands = vec![
        plugin_command(configure::sso::AwsConfigureSso),
        plugin_command(credentials::AwsCredentials),
        plugin_command(credentials::export::AwsCredentialsExport),
        plugin_command(ec2::regions::AwsEc2Regions),
        plugin_command(env::AwsEnv),
        plugin_command(login::AwsLogin),
        plugin_command(logout::AwsLogout),
        plugin_command(profile::AwsProfile),
        plugin_command(profile::add::AwsProfileAdd),
        plugin_command(profile::check::AwsProfileCheck),
        plugin_command(profile::clear::AwsProfileClear),
        plugin_command(profile::remove::AwsProfileRemove),
        plugin_command(profile::r#use::AwsProfileUse),
        plugin_command(profiles::AwsProfiles),
        plugin_command(sso::accounts::AwsSsoAccounts),
        plugin_command(sso::login::AwsSsoLogin),
        plugin_command(sso::logout::AwsSsoLogout),
        plugin_command(sso::roles::AwsSsoRoles),
        plugin_command(sso::sessions::AwsSsoSessions),
        plugin_command(whoami::AwsWhoami),
    ];
    commands.extend(RESOURCES.iter().map(|resource| plugin_command(ec2::list::ListResource::new(resource))));
    commands
}
