//! Invalid arguments are errors before any request is sent.

use crate::support::{Failure, Shell, aws, json};

/// The error of a command that sends no request.
fn error_before_any_request(line: &str) -> Failure {
    let aws = aws();
    let error = Shell::with_dev(&aws).error(line);
    assert_eq!(aws.requests().len(), 0, "{line}");
    error
}

/// Asserts the code and the labeled argument.
fn assert_is(error: &Failure, code: &str, labeled: &str) {
    assert_eq!((error.code.as_str(), error.labeled.as_str()), (code, labeled), "{error:?}");
}

/// The command in a help that begins with this text.
fn command_in<'h>(help: &'h str, start: &str) -> &'h str {
    let command =
        help.strip_prefix(start).and_then(|rest| rest.strip_prefix('`')).and_then(|rest| rest.strip_suffix('`'));
    command.unwrap_or_else(|| panic!("{help}"))
}

#[test]
fn an_unknown_profile_suggests_the_nearest() {
    let error = error_before_any_request("aws ec2 instances --profile tset");
    assert_is(&error, "aws::profile::not_found", "--profile tset");
    assert!(error.help.contains("did you mean `test`?") && error.help.contains("`aws profiles`"), "{error:?}");
}

#[test]
fn an_unknown_profile_in_the_environment_names_the_variable() {
    let aws = aws();
    let error = Shell::with_aws(&aws).var("AWS_PROFILE", "tset").error("aws ec2 instances");
    assert_is(&error, "aws::profile::not_found", "aws ec2 instances");
    assert!(error.label.contains("AWS_PROFILE"), "{error:?}");
    assert!(error.help.contains("`test`") && error.help.contains("`aws profile clear`"), "{error:?}");
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn an_invalid_region_is_an_error() {
    for (region, labeled) in
        [("x.evil.com", "--region x.evil.com"), ("'eu west'", "--region 'eu west'"), ("eu", "--region eu")]
    {
        let error = error_before_any_request(&format!("aws ec2 instances --region {region}"));
        assert_is(&error, "aws::region::invalid", labeled);
        assert!(error.help.contains("eu-west-1"), "{error:?}");
    }
}

#[test]
fn a_mistyped_region_suggests_the_nearest() {
    let error = error_before_any_request("aws ec2 regions --region eu_west_1");
    assert_is(&error, "aws::region::invalid", "--region eu_west_1");
    assert!(error.help.contains("did you mean `eu-west-1`"), "{error:?}");
}

#[test]
fn a_misspelled_filter_suggests_the_nearest() {
    let error = error_before_any_request("aws ec2 instances --filter {instance-state-nam: running}");
    assert_is(&error, "aws::ec2::unknown_filter", "instance-state-nam");
    assert!(error.help.contains("did you mean `instance-state-name`"), "{error:?}");
}

#[test]
fn a_tag_without_its_prefix_is_one_error_with_the_line_that_filters_by_it() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    for (filter, name, mended) in [
        ("{Name: web-1}", "Name", "{\"tag:Name\": web-1}"),
        ("{name: web-1}", "name", "{\"tag:Name\": web-1}"),
        ("{vpc-id: vpc-1, env: [prod dev]}", "env", "{vpc-id: vpc-1, \"tag:env\": [prod dev]}"),
        ("{InstanceType: t3.micro}", "InstanceType", "{instance-type: t3.micro}"),
    ] {
        for flags in ["", " --region [eu-west-1 eu-west-2]"] {
            let line = format!("aws ec2 instances{flags} --filter {filter}");
            let error = shell.error(&line);
            assert_eq!(error.code, "aws::ec2::unknown_filter", "{error:?}");
            assert!(error.message.contains(&format!("EC2 has no instance filter `{name}`")), "{error:?}");
            let mended = format!("aws ec2 instances{flags} --filter {mended}");
            assert!(error.help.ends_with(&format!("? Filter with `{mended}`")), "{error:?}");
            shell.value(&mended);
            assert!(!shell.run(&line).stderr.contains("warning"), "{line}");
        }
    }
}

#[test]
fn an_unknown_filter_without_a_similar_one_suggests_tags_and_where() {
    let error = Shell::with_dev(&aws()).error("aws ec2 availability-zones --filter {\"env\": prod}");
    assert_is(&error, "aws::ec2::unknown_filter", "env");
    assert!(error.help.contains("\"tag:KEY\"") && error.help.contains("`where`"), "{error:?}");
}

#[test]
fn a_tag_filter_needs_a_key() {
    let error = error_before_any_request("aws ec2 instances --filter {\"tag:\": prod}");
    assert_is(&error, "aws::ec2::unknown_filter", "tag:");
}

#[test]
fn filter_values_of_other_types_are_errors() {
    for value in ["null", "{a: 1}", "5min", "[[a]]"] {
        let error = error_before_any_request(&format!("aws ec2 instances --filter {{\"tag:env\": {value}}}"));
        assert_eq!(error.code, "aws::ec2::filter_value", "{error:?}");
        assert!(error.message.contains("`tag:env`") && !error.help.is_empty(), "{error:?}");
    }
}

#[test]
fn a_filter_needs_a_value() {
    let error = error_before_any_request("aws ec2 instances --filter {instance-type: []}");
    assert_is(&error, "aws::ec2::filter_value", "instance-type");
    assert!(!error.help.is_empty(), "{error:?}");
}

#[test]
fn a_filter_with_too_many_values_is_an_error() {
    let error = error_before_any_request("aws ec2 instances --filter {vpc-id: (1..201 | each { $'vpc-($in)' })}");
    assert_is(&error, "aws::ec2::filter_value", "vpc-id");
    assert!(error.message.contains("201") && error.message.contains("200"), "{error:?}");
}

#[test]
fn an_unknown_state_suggests_the_nearest() {
    for (line, labeled) in [
        ("aws ec2 instances --state runing", "--state runing"),
        ("aws ec2 instances --state [stopped runing]", "runing"),
        ("aws ec2 instances --filter {instance-state-name: runing}", "runing"),
    ] {
        let error = error_before_any_request(line);
        assert_is(&error, "aws::ec2::unknown_state", labeled);
        assert!(error.help.contains("did you mean `running`"), "{error:?}");
    }
}

#[test]
fn an_unknown_value_of_a_flag_suggests_the_nearest() {
    for (line, value, known) in [
        ("aws ec2 spot-prices --product linux", "linux", "`Linux/UNIX`"),
        ("aws ec2 spot-prices --product [Windows sles]", "sles", "SUSE Linux"),
        ("aws ec2 instance-type-offerings --location-type zone", "zone", "`availability-zone`"),
        ("aws ec2 instance-type-offerings --location-type *zone*", "*zone*", "availability-zone-id"),
    ] {
        let error = error_before_any_request(line);
        assert_eq!((error.code.as_str(), error.label.as_str()), ("aws::ec2::flag_value", "unknown value"), "{error:?}");
        assert!(error.message.starts_with(&format!("`{value}` is not a value of `--")), "{error:?}");
        assert!(error.labeled.contains(value) && error.help.contains(known), "{error:?}");
    }
}

#[test]
fn several_values_in_one_text_belong_into_a_list() {
    for (flag, list) in [
        ("--columns Name,InstanceId", "--columns [Name InstanceId]"),
        ("--columns 'Name, InstanceId'", "--columns [Name InstanceId]"),
        ("--region us-east-1,eu-*", "--region [us-east-1 'eu-*']"),
        ("--profile dev,test", "--profile [dev test]"),
        ("--state running,stopped", "--state [running stopped]"),
    ] {
        let aws = aws();
        let shell = Shell::with_dev(&aws);
        let error = shell.error(&format!("aws ec2 instances {flag}"));
        assert_eq!(aws.requests().len(), 0, "{flag}");
        assert_eq!(command_in(&error.help, "write several values of a flag as a list: "), list, "{error:?}");
        shell.value(&format!("aws ec2 instances {list}"));
    }
    let error = error_before_any_request("aws ec2 spot-prices --product Windows,Linux/UNIX");
    assert!(error.help.ends_with("`--product [Windows Linux/UNIX]`"), "{error:?}");
}

#[test]
fn an_unknown_state_without_a_similar_one_lists_all_states() {
    let error = error_before_any_request("aws ec2 instances --state sleeping-beauty");
    for state in ["pending", "running", "shutting-down", "terminated", "stopping", "stopped"] {
        assert!(error.help.contains(state), "{error:?}");
    }
}

#[test]
fn states_in_two_flags_are_an_error() {
    let error = error_before_any_request("aws ec2 instances --state running --filter {instance-state-name: stopped}");
    assert_eq!(error.code, "aws::ec2::states_twice");
}

#[test]
fn a_malformed_instance_id_is_an_error() {
    for id in ["web-1", "i-xyz", "i-0123456789ABCDEF0", "I-1a2b3c4d", "i-0123456789abcdef01"] {
        let error = error_before_any_request(&format!("aws ec2 instances i-1a2b3c4d {id}"));
        assert_is(&error, "aws::ec2::malformed_instance_id", id);
        assert!(!error.help.is_empty(), "{error:?}");
    }
}

#[test]
fn a_further_value_of_a_flag_that_stands_beside_it_belongs_into_a_list() {
    for (line, word, list) in [
        ("aws ec2 instances --region eu-west-1 us-east-1", "us-east-1", "--region [eu-west-1 us-east-1]"),
        ("aws ec2 volumes -r us-east-1 eu-west-3", "eu-west-3", "--region [us-east-1 eu-west-3]"),
        ("aws ec2 instances --profile dev test --state running", "test", "--profile [dev test]"),
        ("aws ec2 instances --state running stopped", "stopped", "--state [running stopped]"),
        ("aws ec2 volumes --columns Name volumeid", "volumeid", "--columns [Name volumeid]"),
    ] {
        let aws = aws();
        let shell = Shell::with_aws(&aws);
        let error = shell.error(line);
        assert_is(&error, "aws::ec2::malformed_id", word);
        let mended = command_in(&error.help, "write several values of a flag as a list: ");
        assert_eq!(aws.requests().len(), 0);
        assert!(mended.ends_with(list), "{mended}");
        shell.value(&format!("with-env {{AWS_PROFILE: dev}} {{ {mended} }}"));
    }
    // What can't be a value of the flag is an id.
    let error = error_before_any_request("aws ec2 instances --region eu-west-1 web-1");
    assert_is(&error, "aws::ec2::malformed_instance_id", "web-1");
}

#[test]
fn a_region_or_state_without_its_flag_gets_it() {
    let aws = aws();
    let shell = Shell::with_aws(&aws);
    for (line, mended) in [
        ("aws ec2 instances eu-west-2", "aws ec2 instances --region eu-west-2"),
        ("aws ec2 volumes eu-west-1 EU-West-2", "aws ec2 volumes --region [eu-west-1 EU-West-2]"),
        ("aws ec2 instances running", "aws ec2 instances --state running"),
        ("aws ec2 volumes Available -p dev", "aws ec2 volumes --profile dev --state Available"),
        (
            "aws ec2 instances i-0a64ba527e262c1bd eu-west-2 running",
            "aws ec2 instances i-0a64ba527e262c1bd --region eu-west-2 --state running",
        ),
        ("aws ec2 instances web-1 eu-west-2", "aws ec2 instances --region eu-west-2 --filter {\"tag:Name\": web-1}"),
    ] {
        let error = shell.error(line);
        assert_eq!(error.code, "aws::ec2::malformed_id", "{line}");
        assert_eq!(command_in(&error.help, "pass it with its flag: "), mended, "{line}");
    }
    assert_eq!(aws.requests().len(), 0);
    let running = "with-env {AWS_PROFILE: dev} { aws ec2 instances --state running | length }";
    assert_ne!(shell.value(running), json!(0));
    // With the flag it is a name.
    let error = error_before_any_request("aws ec2 instances running --all-regions --state stopped");
    assert!(error.help.starts_with("find it by its name: "), "{error:?}");
}

#[test]
fn the_id_of_another_resource_can_be_filtered_by() {
    for (command, flags, id, filter, noun) in [
        ("aws ec2 volumes", "", "i-0a64ba527e262c1bd", "attachment.instance-id", "instance"),
        ("aws ec2 instances", " --all-regions", "vol-0a64ba527e262c1bd", "block-device-mapping.volume-id", "volume"),
    ] {
        let error = error_before_any_request(&format!("{command} {id}{flags}"));
        assert_is(&error, "aws::ec2::malformed_id", id);
        assert_eq!(error.label, format!("the id of another kind of resource: {noun}"));
        let mended = command_in(&error.help, "list what belongs to it: ");
        assert_eq!(mended, format!("{command}{flags} --filter {{{filter}: {id}}}"));
    }
    let error = error_before_any_request("aws ec2 vpcs i-0a64ba527e262c1bd");
    assert_is(&error, "aws::ec2::malformed_id", "i-0a64ba527e262c1bd");
}
