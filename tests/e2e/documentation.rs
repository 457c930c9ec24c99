//! README.md and the other pages: every example parses, names commands and flags that exist, and runs; and every path
//! and link exists.

mod pictures;
mod project;
mod recipes;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::{Options, Sandbox, Shell, Terminal, Value, aws, json, profile};

/// The profiles that the pages name.
const CONFIG: &str = "\
[sso-session my-org-sso]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev-account.developer]
sso_session = my-org-sso
sso_account_id = 111122223333
sso_role_name = developer
region = eu-west-1
output = json

[profile test-account.tester]
sso_session = my-org-sso
sso_account_id = 444455556666
sso_role_name = tester
region = eu-west-2

[profile dev]
sso_session = my-org-sso
sso_account_id = 111122223333
sso_role_name = admin
region = eu-west-1

[profile prod]
sso_session = my-org-sso
sso_account_id = 444455556666
sso_role_name = admin
region = eu-west-2

";

/// A profile whose role needs an MFA code.
const MFA_CONFIG: &str = "\
[profile admin]
region = eu-west-2
role_arn = arn:aws:iam::444455556666:role/mfa-admin
mfa_serial = arn:aws:iam::111122223333:mfa/ann
source_profile = keys
";

/// Commands of the AWS CLI that the pages name.
const CLI_COMMANDS: [&str; 13] = [
    "aws configure export-credentials",
    "aws configure list",
    "aws configure list-profiles",
    "aws ec2 describe-instances",
    "aws ec2 run-instances",
    "aws ec2 describe-regions",
    "aws ec2 describe-volumes",
    "aws ec2 stop-instances",
    "aws login",
    "aws s3 ls",
    "aws ssm start-session",
    "aws sso login",
    "aws sts get-caller-identity",
];

/// Beginnings of commands in prose: README.md tells where to press Tab, and `aws ec2 …` means several commands.
const BEGINNINGS: [&str; 4] = ["aws p", "aws s", "aws ec2", "aws ec2 …"];

/// The pages about the project.
const PROJECT_PAGES: [&str; 4] = ["ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"];

/// Lines that install the plugin, which tests must not.
const INSTALLS: [&str; 2] = ["plugin add", "plugin use"];

/// Nushell code of a page.
struct Code {
    page: String,
    text: String,
}

/// README.md and the pages in docs, for users: their names and texts.
fn pages() -> Vec<(String, String)> {
    let docs = fs::read_dir(root().join("docs")).expect("docs").map(|entry| entry.expect("an entry").path());
    let pages = docs.filter_map(|path| Some(path.strip_prefix(root()).ok()?.to_str()?.to_owned()));
    let mut pages: Vec<_> = pages.filter(|page| page.ends_with(".md")).chain(["README.md".to_owned()]).collect();
    pages.sort();
    pages.into_iter().map(|page| (page.clone(), page_text(&page))).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page_text(page: &str) -> String {
    fs::read_to_string(root().join(page)).expect("a page")
}

/// The fenced blocks of a page: what is written behind the opening fence, and what is in the block.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    let fenced = text.split("\n```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').expect("a line after the fence")).collect()
}

/// The blocks of Nushell code.
fn code() -> Vec<Code> {
    let of_page = |(page, text): &(String, String)| {
        let blocks = blocks(text).into_iter().filter(|(language, _)| *language == "nu");
        blocks.map(|(_, text)| Code { page: page.clone(), text: text.to_owned() }).collect::<Vec<_>>()
    };
    pages().iter().flat_map(of_page).collect()
}

/// The commands of blocks that also show the output: the lines behind a `> `.
fn typed(block: &str) -> Vec<&str> {
    block.lines().filter_map(|line| line.strip_prefix("> ")).collect()
}

/// Commands within sentences: inline code that begins with `aws` or `^aws`.
fn inline() -> Vec<Code> {
    let mut found = Vec::new();
    for (page, text) in pages() {
        let commands =
            code_spans(&text).into_iter().filter(|span| span.starts_with("aws ") || span.starts_with("^aws "));
        found.extend(commands.map(|text| Code { page: page.clone(), text }));
    }
    found
}

/// All Nushell code of the pages.
fn all_code() -> Vec<Code> {
    let transcripts = pages().into_iter().flat_map(|(page, text)| {
        let commands = blocks(&text).into_iter().filter(|(language, _)| language.is_empty());
        let commands: Vec<_> = commands.flat_map(|(_, block)| typed(block)).map(str::to_owned).collect();
        commands.into_iter().map(move |text| Code { page: page.clone(), text })
    });
    code().into_iter().chain(transcripts).chain(inline()).collect()
}

/// A signed-in shell with the profiles of the pages, and with fake programs where the pages run others.
fn shell(aws: &Sandbox) -> Shell {
    let keys = profile("keys", aws.account("dev-account"), "eu-west-1");
    Shell::new()
        .config(&(CONFIG.to_owned() + &keys))
        .signed_in(aws, "my-org-sso")
        .var("AWS_ENDPOINT_URL", &aws.url())
        .var("AWS_PROFILE", "test-account.tester")
        .program("aws", "exit 0")
        .program("bash", "exit 0")
        .program("terraform", "exit 0")
}

#[test]
fn all_code_parses() {
    let texts: Vec<_> = all_code().into_iter().filter(|code| !code.text.starts_with("plugin use")).collect();
    assert!(texts.len() >= 100, "{}", texts.len());
    let list = json!(texts.iter().map(|code| &code.text).collect::<Vec<_>>());
    let shell = Shell::new().file("code.json", &list.to_string());
    let parses = shell.value("open code.json | each {|text| $text | nu-check }");
    let wrong: Vec<_> = texts
        .iter()
        .zip(parses.as_array().expect("a list"))
        .filter(|(_, parses)| **parses != json!(true))
        .map(|(code, _)| format!("{}: {}", code.page, code.text))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a comparison has a column's name, such as `InstanceType`, on its right side. Nushell takes it as a text.
fn compares_with_a_name(code: &str) -> bool {
    let is_name = |word: &str| {
        let pairs: Vec<_> = word.chars().zip(word.chars().skip(1)).collect();
        word.starts_with(char::is_uppercase)
            && pairs.iter().any(|(one, next)| one.is_lowercase() && next.is_uppercase())
    };
    let words: Vec<_> = code.split_whitespace().collect();
    words.windows(2).any(|pair| ["==", "!=", "<", ">", "<=", ">="].contains(&pair[0]) && is_name(pair[1]))
}

#[test]
fn two_columns_are_compared_through_it() {
    assert!(compares_with_a_name("where DefaultVersionNumber != LatestVersionNumber"));
    let examples =
        Shell::new().value("scope commands | where name starts-with 'aws ' | get examples | flatten | get example");
    let examples =
        examples.as_array().expect("examples").iter().filter_map(|example| example.as_str()).map(str::to_owned);
    let wrong: Vec<_> = all_code()
        .into_iter()
        .map(|code| code.text)
        .chain(examples)
        .filter(|code| compares_with_a_name(code))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_aws_command_exists() {
    let names = Shell::new().value("scope commands | where name starts-with 'aws ' | get name");
    let names: BTreeSet<_> =
        names.as_array().expect("names").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let exists = |command: &str| {
        let of = |name: &str| command == name || command.starts_with(&format!("{name} "));
        names.iter().any(|name| of(name)) || CLI_COMMANDS.iter().any(|name| of(name)) || BEGINNINGS.contains(&command)
    };
    let mut unknown = Vec::new();
    for Code { page, text } in all_code() {
        // A command begins the text or follows a space, a bracket, a quote or a caret.
        let starts = text.match_indices("aws ").map(|(start, _)| start);
        let starts = starts.filter(|start| *start == 0 || text[..*start].ends_with([' ', '\n', '(', '{', '^', '\'']));
        let commands = starts.map(|start| text[start..].split_whitespace().take(3).collect::<Vec<_>>().join(" "));
        unknown.extend(commands.filter(|command| !exists(command)).map(|command| format!("{page}: {command}")));
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

/// The commands in the first column of README.md's table; for `aws ec2 …`, those that the second column names.
fn listed() -> BTreeSet<String> {
    let readme = page_text("README.md");
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| `aws ")?.split_once('`'));
    rows.flat_map(|(name, rest)| match name.strip_suffix('…') {
        None => vec![format!("aws {name}")],
        Some(group) => code_spans(rest).iter().map(|name| format!("aws {group}{name}")).collect(),
    })
    .collect()
}

#[test]
fn the_readme_lists_every_command() {
    let names = Shell::new().value("scope commands | where name starts-with 'aws ' | get name");
    let names: BTreeSet<_> = names.as_array().expect("names").iter().filter_map(Value::as_str).collect();
    assert_eq!(json!(listed()), json!(names));
}

#[test]
fn all_blocks_run() {
    let aws = Sandbox::start(Options { auto_approve: true, ..Options::default() });
    let blocks: Vec<_> =
        code().into_iter().filter(|code| !INSTALLS.iter().any(|line| code.text.contains(line))).collect();
    assert!(blocks.len() >= 30, "{}", blocks.len());
    let failed: Vec<_> = blocks
        .into_iter()
        .filter_map(|Code { page, text }| {
            let shell = shell(&aws);
            let shell = if text.contains("-p admin") { shell.more_config(MFA_CONFIG) } else { shell };
            let shell = if text.contains("aws login") { shell.browser() } else { shell };
            let output = shell.run(&format!("do --env {{\n{text}\n}} | ignore"));
            let is_good = output.success && !output.stderr.contains("warning:");
            (!is_good).then(|| format!("{page}:\n{text}\n{}", output.stderr))
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// What a page would show for these commands: each with a `> ` before it, and what it prints.
fn transcript(shell: &Shell, commands: &[&str]) -> String {
    let run = |command: &&str| {
        format!(
            "print r#'> {command}'#
            let result = do --env {{ {command} }}
            if $result != null {{
                if ($result | describe) =~ '^(table|record|list)' {{ $result | table --width 120 }} else {{ $result }}
                | str replace --all --regex '[0-9]+min [0-9]+sec' '59min 59sec' | str trim --right | print
            }}"
        )
    };
    let output = shell.run(&commands.iter().map(run).collect::<Vec<_>>().join("\n"));
    assert!(output.success, "{}", output.stderr);
    output.stdout.trim().replace(shell.home().to_str().expect("a path"), "/home/ann")
}

/// A transcript without the padding of its tables, whose width depends on the home directory.
fn unpadded(transcript: &str) -> String {
    let mut text = transcript.trim().to_owned();
    for (run, one) in [("  ", " "), ("──", "─")] {
        while text.contains(run) {
            text = text.replace(run, one);
        }
    }
    text
}

#[test]
fn the_pages_show_what_commands_print() {
    let aws = aws();
    let mut wrong = Vec::new();
    for (page, text) in pages() {
        let mut config = None;
        for (language, block) in blocks(&text) {
            let commands = typed(block);
            if language == "ini" {
                config = Some(block);
            }
            if !language.is_empty() || commands.is_empty() {
                continue;
            }
            let mut shell = shell(&aws);
            if let Some(config) = config.take() {
                shell = shell.config(config);
            }
            if block.contains("AWS_ACCESS_KEY_ID") {
                shell = shell.var("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE").var("AWS_SECRET_ACCESS_KEY", "x");
            }
            // `aws profile use` prints only to a terminal.
            let printed = match commands[..] {
                [command] if command.starts_with("aws profile use") => {
                    format!("> {command}\n{}", Terminal::open(shell).run(command))
                }
                _ => transcript(&shell, &commands),
            };
            if unpadded(&printed) != unpadded(block) {
                wrong.push(format!("{page} should show:\n{printed}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_pages_show_the_warning_of_a_profile_that_fails() {
    let text = page_text("docs/commands.md");
    let (_, warning) = blocks(&text).into_iter().find(|(_, block)| block.starts_with("warning: ")).expect("a warning");
    let aws = aws();
    let keys = profile("keys", aws.account("dev-account"), "eu-west-1");
    let shell = Shell::new().config(&(CONFIG.to_owned() + &keys)).var("AWS_ENDPOINT_URL", &aws.url());
    let output = shell.run("aws ec2 instances --profile [keys prod] | ignore");
    assert_eq!(output.stderr.trim(), warning.trim());
}

#[test]
fn the_settings_page_lists_every_setting() {
    let page = page_text("docs/settings.md");
    let settings = Shell::new().value("aws env | get setting");
    let missing: Vec<_> = settings
        .as_array()
        .expect("settings")
        .iter()
        .filter_map(Value::as_str)
        .filter(|setting| !page.contains(&format!("`{setting}`")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Inline code of a page. In a table, a pipe is written as `\|`.
fn code_spans(text: &str) -> Vec<String> {
    let prose = text.split("\n```").step_by(2).collect::<Vec<_>>().join("\n").replace("\\|", "|");
    assert!(prose.matches('`').count().is_multiple_of(2), "spans are one backtick, code and one backtick");
    prose.split('`').skip(1).step_by(2).map(|span| span.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn lines_of_prose_have_at_most_100_characters() {
    let others = PROJECT_PAGES.map(|page| (page.to_owned(), page_text(page)));
    let mut long = Vec::new();
    for (page, text) in pages().into_iter().chain(others) {
        let prose = text.split("\n```").step_by(2).flat_map(str::lines);
        let is_long = |line: &&str| line.chars().count() > 100 && !line.starts_with('|');
        long.extend(prose.filter(is_long).map(|line| format!("{page}: {line}")));
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// The anchors of a page's headings, as GitHub makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let anchor = |heading: &str| {
        let kept = heading.to_lowercase().replace(' ', "-");
        kept.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn every_link_leads_to_a_page_and_a_heading() {
    let pages = pages().into_iter().chain(PROJECT_PAGES.map(|page| (page.to_owned(), page_text(page))));
    let mut broken = Vec::new();
    for (page, text) in pages {
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.starts_with("https://")) {
            let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
            let folder = Path::new(&page).parent().expect("a folder");
            let target = root().join(if path.is_empty() { Path::new(&page).to_owned() } else { folder.join(path) });
            let has_anchor =
                |anchor: &str| fs::read_to_string(&target).is_ok_and(|text| anchors(&text).contains(anchor));
            if !target.exists() || anchor.is_some_and(|anchor| !has_anchor(anchor)) {
                broken.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
