//! `aws credentials export`.

use crate::support::{Shell, aws, json, keys};

/// A secret with everything that shells interpret.
const ODD: &str = r#"it's $HOME \ "`id`" & %PATH% #"#;

#[test]
fn a_shell_that_sources_the_text_has_the_variables() {
    let aws = aws();
    let expired = keys(aws.expired_key());
    let shell = Shell::with_aws(&aws)
        .more_config(&format!("[profile role]\n{expired}"))
        .program("same", "test \"$AWS_ACCESS_KEY_ID\" = \"$1\" && test \"$AWS_SECRET_ACCESS_KEY\" = \"$2\" && test \"$AWS_SESSION_TOKEN\" = \"$3\" && echo same");
    for (format, export) in [("posix", ""), ("dotenv", "set -a; ")] {
        for shell_name in ["bash", "sh"] {
            let answer = shell.value(&format!(
                "aws credentials export -p role --format {format} | save text
                let row = aws credentials -p role
                let answer = ^{shell_name} -c '{export}. ./text; exec same \"$@\"' _ ...($row | select AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN | values) | str trim
                rm text
                $answer"
            ));
            assert_eq!(answer, "same", "{format} in {shell_name}");
        }
    }
}

#[test]
fn no_value_is_executed() {
    let aws = aws();
    let shell = Shell::with_aws(&aws)
        .more_config("[profile odd]\ncredential_process = cat keys.json\n")
        .file("keys.json", &json!({"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": ODD}).to_string());
    let answer = shell.value(
        "aws credentials export -p odd --format posix | save text
        let secret = ^bash -c '. ./text; printf %s \"$AWS_SECRET_ACCESS_KEY\"'
        [($secret == (aws credentials -p odd | get AWS_SECRET_ACCESS_KEY))]",
    );
    assert_eq!(answer, json!([true]));
}

#[test]
fn the_printed_and_the_saved_text_are_the_same() {
    let shell = Shell::new().config(
        "[profile dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPx\n",
    );
    let posix = "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n\
                 export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPx\n";
    for (flags, expected) in [
        (" --format posix", posix.to_owned()),
        (" --format cmd", posix.replace("export", "set")),
        (" --format dotenv", posix.replace("export ", "")),
        (
            "",
            "{\n  \"Version\": 1,\n  \"AccessKeyId\": \"AKIAIOSFODNN7EXAMPLE\",\n  \
             \"SecretAccessKey\": \"wJalrXUtnFEMI/K7MDENG+bPx\"\n}\n"
                .to_owned(),
        ),
    ] {
        let line = format!("aws credentials export --profile dev{flags}");
        let printed = shell.run(&line);
        assert_eq!(printed.stdout, expected, "{line}: {}", printed.stderr);
        let saved = shell.run(&format!("{line} | save text; open --raw text | print --raw --no-newline $in; rm text"));
        assert_eq!(saved.stdout, expected, "{line}: {}", saved.stderr);
    }
}

#[test]
fn the_command_can_be_a_credential_process() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).var("NU", crate::support::nu().to_str().expect("a path")).more_config(&format!(
        "[profile program]\nregion = eu-west-3\ncredential_process = $NU -n --plugins '{}' -c 'aws credentials export -p test'\n",
        crate::support::plugins()
    ));
    let answer = shell.value("aws ec2 instances -p program | first | select AccountId Region | values");
    assert_eq!(answer, json!(["444455556666", "eu-west-3"]));
}

#[test]
fn an_unknown_format_is_an_error_with_a_suggestion() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    let error = shell.error("aws credentials export --format powersehll");
    assert_eq!(
        (error.code.as_str(), error.labeled.as_str()),
        ("aws::credentials::unknown_format", "--format powersehll")
    );
    assert!(error.help.contains("did you mean `powershell`?"), "{error:?}");
    assert!(shell.error("aws credentials export --format xml").help.contains("posix"));
}
