//! `aws ec2 instances ...ids`

use crate::support::{Sandbox, Shell, aws, aws_with_instances, json};

/// The number of ids in each request that has some. EC2 allows no page size beside ids.
fn requested_ids(aws: &Sandbox) -> Vec<usize> {
    let requests = aws.requests().into_iter().filter(|request| request.parameter("InstanceId.1").is_some());
    let mut counts: Vec<_> = requests
        .map(|request| {
            assert_eq!(request.parameter("MaxResults"), None);
            request.parameters.iter().filter(|(name, _)| name.starts_with("InstanceId.")).count()
        })
        .collect();
    counts.sort_unstable();
    counts
}

#[test]
fn only_the_given_ids_are_listed() {
    let aws = aws();
    let ids = aws.instance_ids("dev-account", "eu-west-1");
    let value = Shell::with_dev(&aws).value(&format!("aws ec2 instances {} {} | get InstanceId", ids[2], ids[7]));
    assert_eq!(value, json!([ids[2], ids[7]]));
    assert_eq!(requested_ids(&aws), [2]);
}

#[test]
fn a_repeated_id_is_one_row() {
    let aws = aws();
    let id = &aws.instance_ids("dev-account", "eu-west-1")[3];
    assert_eq!(Shell::with_dev(&aws).value(&format!("aws ec2 instances {id} {id} | get InstanceId")), json!([id]));
    assert_eq!(requested_ids(&aws), [1]);
}

#[test]
fn more_than_a_thousand_ids_take_several_requests() {
    let aws = aws_with_instances(2100);
    let mut ids = aws.instance_ids("dev-account", "eu-west-1");
    ids.truncate(1500);
    let shell = Shell::with_dev(&aws).file("ids.txt", &ids.join("\n"));
    let value = shell.value("aws ec2 instances ...(open ids.txt | lines) | get InstanceId | sort");
    ids.sort_unstable();
    assert_eq!(value, json!(ids));
    assert_eq!(requested_ids(&aws), [500, 1000]);
}

#[test]
fn a_thousand_ids_take_one_request() {
    let aws = aws_with_instances(1000);
    let ids = aws.instance_ids("dev-account", "eu-west-1");
    // Each id is given twice, the second time in reverse order.
    let shell = Shell::with_dev(&aws).file("ids.txt", &ids.join("\n"));
    let value = shell.value("let ids = open ids.txt | lines; aws ec2 instances ...$ids ...($ids | reverse) | length");
    assert_eq!(value, json!(1000));
    assert_eq!(requested_ids(&aws), [1000]);
}

#[test]
fn ids_and_filters_both_apply() {
    let aws = aws();
    let ids = aws.instance_ids("dev-account", "eu-west-1");
    let script = format!("aws ec2 instances {} {} --state stopped | get InstanceId", ids[4], ids[5]);
    assert_eq!(Shell::with_dev(&aws).value(&script), json!([ids[5]]));
}

#[test]
fn an_empty_list_of_ids_means_all() {
    // `...[]` means the same as no ids, like in EC2.
    assert_eq!(Shell::with_dev(&aws()).value("aws ec2 instances ...[] | length"), json!(12));
}

#[test]
fn ids_may_come_through_the_pipeline() {
    let aws = aws();
    let ids = aws.instance_ids("dev-account", "eu-west-1");
    let (first, second) = (&ids[2], &ids[7]);
    let value = Shell::with_dev(&aws).value(&format!(
        "[
            ('{first}' | aws ec2 instances)
            ([{first} {second}] | aws ec2 instances)
            ('{second}' | aws ec2 instances {first})
            ([{first} {first}] | aws ec2 instances --profile dev)
            ([dev {second}] | aws ec2 instances)
            (aws ec2 volumes | get Attachments | flatten | get InstanceId | where $it == '{first}' | aws ec2 instances)
        ] | each {{ get InstanceId | sort }}"
    ));
    let both = if first < second { [first, second] } else { [second, first] };
    assert_eq!(value, json!([[first], both, both, [first], [second], [first]]));
}

#[test]
fn an_id_in_the_pipeline_that_does_not_exist_is_an_error_at_the_id() {
    let aws = aws();
    let error = Shell::with_dev(&aws).error("'i-0123456789abcdef0' | aws ec2 instances");
    assert_eq!(
        (error.code.as_str(), error.labeled.as_str()),
        ("aws::ec2::instance_not_found", "'i-0123456789abcdef0'")
    );
}

#[test]
fn the_help_for_an_id_that_is_not_here_looks_everywhere() {
    let aws = aws();
    let id = &aws.instance_ids("test-account", "us-east-1")[4];
    let shell = Shell::with_dev(&aws);
    let looks_everywhere = |line: &str| {
        let help = shell.error(line).help;
        help.strip_prefix("look in every account and region: `")
            .and_then(|help| help.strip_suffix('`'))
            .map(str::to_owned)
    };
    for line in ["", "--all-regions", "--region [eu-west-1 eu-west-2]"] {
        let command = looks_everywhere(&format!("aws ec2 instances {id} {line}")).expect("a command");
        assert_eq!(command, format!("aws profiles | aws ec2 instances {id} --all-regions"));
        assert_eq!(shell.value(&format!("{command} | get AccountId")), json!(["444455556666"]));
    }
    let volume = looks_everywhere("aws ec2 volumes vol-0123456789abcdef0").expect("a command");
    assert_eq!(volume, "aws profiles | aws ec2 volumes vol-0123456789abcdef0 --all-regions");
    // The same line again would not help.
    assert_eq!(looks_everywhere(&volume), None);
}

#[test]
fn the_help_for_a_name_instead_of_an_id_finds_it_by_the_name() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    let tagged = shell.value("aws ec2 instances | where Name != '' | first | select InstanceId Name");
    let name = tagged["Name"].as_str().expect("a name");
    let error = shell.error(&format!("aws ec2 instances '{name}'"));
    assert_eq!(error.code, "aws::ec2::malformed_instance_id");
    let command = error.help.strip_prefix("find it by its name: `").and_then(|help| help.strip_suffix('`'));
    let command = command.unwrap_or_else(|| panic!("{error:?}"));
    assert_eq!(shell.value(&format!("{command} | get InstanceId")), json!([tagged["InstanceId"]]), "{command}");
    for odd in ["web 1", "2026", "web:1", "it's"] {
        let error = shell.error(&format!("aws ec2 instances \"{odd}\""));
        let command = error.help.trim_start_matches("find it by its name: ").trim_matches('`').to_owned();
        assert_eq!(shell.value(&command), json!([]), "{command}");
    }
    assert!(shell.error("aws ec2 instances i-1").help.starts_with("list your instances"));
}

#[test]
fn the_help_for_a_name_asks_what_the_call_asks() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    for (line, mended) in [
        (
            "aws profiles | aws ec2 instances web-1 --all-regions",
            "aws profiles | aws ec2 instances --all-regions --filter {\"tag:Name\": web-1}",
        ),
        (
            "'test' | aws ec2 instances web-1 web-2 -r [eu-* us-east-1] --columns Name",
            "[test] | aws ec2 instances --region ['eu-*' us-east-1] --columns Name \
             --filter {\"tag:Name\": [web-1 web-2]}",
        ),
        (
            "aws ec2 volumes data-1 -p test --filter {volume-type: gp3} --state [available in-use]",
            "aws ec2 volumes --profile test --state [available in-use] \
             --filter {volume-type: gp3, \"tag:Name\": data-1}",
        ),
        (
            "aws ec2 regions --profile dev | where RegionName =~ 'eu-west-[12]' | aws ec2 instances web-1",
            "[dev] | aws ec2 instances --region [eu-west-1 eu-west-2] --filter {\"tag:Name\": web-1}",
        ),
        ("aws ec2 images web --profile test", "aws ec2 images --profile test --filter {name: web}"),
    ] {
        let help = shell.error(line).help;
        assert_eq!(help, format!("find it by its name: `{mended}`"), "{line}");
        shell.value(&format!("{mended} | length"));
    }
}
