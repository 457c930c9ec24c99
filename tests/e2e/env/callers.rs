//! The settings are those of the caller's environment at each call.

use std::path::Path;

use super::{at, in_home, row, shell, with_keys};
use crate::support::{Shell, closed_port, json};

#[test]
fn the_profile_flag_overrides_keys_and_aws_profile() {
    let shell = with_keys(shell().var("AWS_PROFILE", "dev"));
    let answer = shell.value(
        "[(aws env --profile role) (aws env -p role)]
        | each { where setting in [profile credentials] | select value source shadowed.0.source }",
    );
    let expected = json!([
        {"value": "role", "source": "--profile", "shadowed.0.source": "env AWS_PROFILE"},
        {
            "value": "profile role: assume_role from profile keys: static ****************MPLE",
            "source": at(13),
            "shadowed.0.source": "env AWS_ACCESS_KEY_ID",
        },
    ]);
    assert_eq!(answer, json!([expected, expected]));
}

#[test]
fn a_change_of_the_environment_takes_effect_at_once() {
    let answer = shell().var("AWS_PROFILE", "dev").value(
        "def region [] { aws env | where setting == region | first | [$in.value $in.source] }
        let first = region | get 0
        let within = with-env {AWS_REGION: us-east-2} { region }
        $env.AWS_DEFAULT_REGION = 'us-west-2'
        let set = region
        hide-env AWS_DEFAULT_REGION
        $env.AWS_PROFILE = 'keys'
        [[$first] $within $set [(region | get 0)]]",
    );
    assert_eq!(
        answer,
        json!([["eu-west-1"], ["us-east-2", "env AWS_REGION"], ["us-west-2", "env AWS_DEFAULT_REGION"], ["eu-west-2"]])
    );
}

#[test]
fn a_relative_path_is_resolved_in_the_shells_directory() {
    let shell = Shell::new()
        .file("work/aws.ini", "[default]\nregion = eu-west-1\n")
        .file("play/aws.ini", "# Play.\n[default]\nregion = eu-west-2\n")
        .var("AWS_CONFIG_FILE", "aws.ini");
    let answer = shell.value(
        "[work play] | each {|folder| cd $folder; aws env | where setting in [region config_file] | get source }",
    );
    let expected = [("work", 2), ("play", 3)]
        .map(|(folder, line)| [in_home(Path::new(folder).join("aws.ini"), line), "env AWS_CONFIG_FILE".to_owned()]);
    assert_eq!(answer, json!(expected));
}

#[test]
fn variables_that_are_not_strings_are_ignored() {
    let answer = shell().value("$env.AWS_REGION = [eu-west-3]; aws env | where setting == region | get 0.source");
    assert_eq!(answer, json!(null));
}

#[test]
fn profiles_are_completed() {
    for line in ["aws env --profile ", "aws env -p "] {
        let offered = shell().value(&format!("'{line}' | commandline complete | sort"));
        assert_eq!(offered, json!(["dev", "keys", "role"]), "{line}");
    }
}

#[test]
fn no_request_is_sent() {
    let aws = crate::support::aws();
    let shell = Shell::with_dev(&aws).var("AWS_CONTAINER_CREDENTIALS_FULL_URI", &format!("{}/keys", aws.url()));
    let shell = shell.without("AWS_EC2_METADATA_DISABLED").var("AWS_EC2_METADATA_SERVICE_ENDPOINT", &aws.url());
    for profile in ["dev", "default"] {
        shell.value(&format!("with-env {{AWS_PROFILE: {profile}}} {{ aws env }}"));
    }
    assert_eq!(aws.requests().len(), 0, "{:?}", aws.requests());
    // A proxy that refuses connections makes no difference.
    let offline = shell.var("HTTPS_PROXY", &closed_port());
    assert_eq!(row(&offline, "profile")["value"], "dev");
}
