//! Descriptions and search terms of commands, flags and examples.

use crate::support::{Shell, Value, json};

/// The plugin's commands, with what `help` shows about them.
fn commands() -> Vec<Value> {
    let commands = Shell::new().value(
        "scope commands | where name starts-with 'aws ' | select name description search_terms category examples signatures
        | update signatures { values | flatten | select parameter_name? description? parameter_type? }",
    );
    commands.as_array().expect("commands").clone()
}

fn text<'a>(command: &'a Value, column: &str) -> &'a str {
    command[column].as_str().unwrap_or_default()
}

/// Whether a text is a single sentence that begins with a capital letter.
fn is_sentence(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && text.ends_with('.') && !text.contains(". ") && !text.contains('\n')
}

#[test]
fn the_description_of_a_command_is_one_sentence() {
    let commands = commands();
    assert!(commands.len() >= 6, "{commands:?}");
    for command in commands {
        assert!(is_sentence(text(&command, "description")), "{}: {}", command["name"], command["description"]);
    }
}

#[test]
fn descriptions_fit_into_the_list_of_completions() {
    // What a terminal of 100 columns shows beside the longest name.
    let (commands, flags) = (70, 80);
    let long = Shell::new().value(&format!(
        "scope commands | where name starts-with 'aws ' | each {{|command|
            let flags = $command.signatures | values | flatten | where parameter_type in [named switch] | get description
            [$command.description] | where ($it | str length) > {commands}
            | append ($flags | where ($it | str length) > {flags})
        }} | flatten | uniq"
    ));
    assert_eq!(long, json!([]));
}

#[test]
fn the_description_of_an_example_is_one_sentence() {
    for command in commands() {
        for example in command["examples"].as_array().expect("examples") {
            assert!(is_sentence(text(example, "description")), "{example}");
        }
    }
}

#[test]
fn flags_and_arguments_are_described() {
    for command in commands() {
        let parameters = command["signatures"].as_array().expect("parameters");
        let named = parameters.iter().filter(|parameter| {
            !matches!(text(parameter, "parameter_type"), "input" | "output")
                && text(parameter, "parameter_name") != "help"
        });
        for parameter in named {
            let description = text(parameter, "description");
            assert!(description.ends_with('.') && description.starts_with(|c: char| !c.is_lowercase()), "{parameter}");
        }
    }
}

#[test]
fn a_command_with_several_types_of_input_has_a_short_list_of_types() {
    let long = Shell::new().value(
        "scope commands | where name starts-with 'aws ' | select name signatures
        | update signatures { values | each { where parameter_type in [input output] | get syntax_shape } }
        | where ($it.signatures | length) > 1 and ($it.signatures | flatten | any { ($in | str length) > 30 }) | get name",
    );
    assert_eq!(long, json!([]));
}

#[test]
fn a_short_flag_means_the_same_in_every_command() {
    let flags = Shell::new().value(
        "scope commands | where name starts-with 'aws ' | get signatures | each { values | flatten } | flatten
        | where short_flag? != null and short_flag? != '' | select parameter_name short_flag | uniq",
    );
    let flags: Vec<_> = flags.as_array().expect("flags").iter().map(|flag| (&flag["short_flag"], flag)).collect();
    assert!(flags.len() >= 10, "{flags:?}");
    for (short, flag) in &flags {
        let same: Vec<_> = flags.iter().filter(|(other, _)| other == short).map(|(_, flag)| flag).collect();
        assert_eq!(same, [flag], "-{short}");
    }
}

#[test]
fn a_flag_has_the_same_short_form_in_every_command() {
    let forms = Shell::new().value(
        "scope commands | where name starts-with 'aws ' | get signatures | each { values | flatten } | flatten
        | where parameter_type in [named switch] | select parameter_name short_flag? | uniq
        | group-by parameter_name | items {|name forms| {name: $name, forms: ($forms | length)} }
        | where forms > 1 | get name",
    );
    assert_eq!(forms, json!([]));
}

#[test]
fn only_tables_with_tags_speak_of_tags() {
    let speak = Shell::new().value(
        "['aws ec2 instances' 'aws ec2 spot-prices'] | each {|name|
            scope commands | where name == $name | first
            | [($in.extra_description =~ Tags) ('raw-tags' in ($in.signatures | values | flatten | get parameter_name))]
        }",
    );
    assert_eq!(speak, json!([[true, true], [false, false]]));
}

#[test]
fn search_terms_add_words_to_the_name() {
    for command in commands() {
        let (name, terms) = (text(&command, "name"), text(&command, "search_terms"));
        let terms: Vec<_> = terms.split(", ").filter(|term| !term.is_empty()).collect();
        assert!(!terms.is_empty(), "{name}");
        assert!(!terms.iter().any(|term| name.split(' ').any(|word| word == *term)), "{name}: {terms:?}");
    }
}

#[test]
fn all_commands_are_in_one_category() {
    for command in commands() {
        assert_eq!(command["category"], "aws", "{}", command["name"]);
    }
}

#[test]
fn help_finds_the_commands() {
    let help = Shell::new().run("help aws ec2 instances");
    assert!(help.success, "{}", help.stderr);
    for part in ["List EC2 instances", "--profile", "--region", "--filter", "--state", "--raw-tags", "Examples:"] {
        assert!(help.stdout.contains(part), "{part}: {}", help.stdout);
    }
    let found = Shell::new().value("help --find switch | get name | where $it starts-with 'aws '");
    assert!(found.as_array().is_some_and(|names| names.iter().any(|name| name == "aws profile use")), "{found}");
}
