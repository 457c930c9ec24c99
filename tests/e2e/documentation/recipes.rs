//! `docs/recipes.md` and `docs/coming-from.md`: the lines run, and give the answers that the sandbox's accounts have.

use super::{MFA_CONFIG, Value, aws, blocks, json, page_text, shell};

/// The answers to the recipes, in the order of the page. Those about EC2 are what the AWS CLI and jq answer. Of a text, a
/// part is given.
fn answers() -> Vec<Value> {
    vec![
        json!(["test-account.tester", "prod"]),
        json!([
            {"account_name": "dev-account", "role_name": "tester"},
            {"account_name": "test-account", "role_name": "developer"},
        ]),
        json!("+[profile test-account.developer]"),
        json!(".aws/config:"),
        json!([
            {"account_id": "111122223333", "role_name": "developer"},
            {"account_id": "444455556666", "role_name": "tester"},
            {"account_id": "111122223333", "role_name": "admin"},
            {"account_id": "444455556666", "role_name": "admin"},
        ]),
        json!([
            {"Name": "complete", "InstanceId": "i-0a64ba527e262c1bd"},
            {"Name": "", "InstanceId": "i-018c4621bd4ce7451"},
            {"Name": "db-3", "InstanceId": "i-09fa32c03da55059b"},
            {"Name": "cache-4", "InstanceId": "i-0a1dc27111b3f42d3"},
            {"Name": "cache-5", "InstanceId": "i-098b033f20759f860"},
            {"Name": "batch-7", "InstanceId": "i-03d9bb880952cb3b1"},
            {"Name": "cache-8", "InstanceId": "i-0169aabebccc296bd"},
            {"Name": "cache-9", "InstanceId": "i-0569765f4318a29bc"},
            {"Name": "", "InstanceId": "i-022447d8126088322"},
            {"Name": "db-12", "InstanceId": "i-0d06bf9ef2133c62c"},
        ]),
        json!([
            {"value": "t4g.nano", "count": 4},
            {"value": "t3.micro", "count": 2},
            {"value": "r6i.2xlarge", "count": 2},
            {"value": "m7i.large", "count": 2},
            {"value": "zz9.plural-alpha", "count": 1},
            {"value": "m6a.xlarge", "count": 1},
        ]),
        json!([
            {"Name": "cache-6", "LaunchTime": "2023-11-19T07:54:59+00:00"},
            {"Name": "batch-10", "LaunchTime": "2023-11-23T22:13:45+00:00"},
            {"Name": "db-3", "LaunchTime": "2024-01-17T03:35:07+00:00"},
        ]),
        json!([{"Name": "complete", "InstanceId": "i-0a64ba527e262c1bd"}]),
        json!([{"value": "data", "count": 3}, {"value": "platform", "count": 4}, {"value": "shop", "count": 3}]),
        json!(["", "cache-4", "cache-6", "cache-8", "complete", "db-12"]),
        json!([
            {"value": "eu-central-1", "count": 12},
            {"value": "eu-north-1", "count": 12},
            {"value": "eu-south-1", "count": 12},
            {"value": "eu-west-1", "count": 12},
            {"value": "eu-west-2", "count": 12},
            {"value": "eu-west-3", "count": 12},
        ]),
        json!([{"AccountId": "444455556666", "Region": "eu-west-2"}]),
        json!(116),
        json!([
            "vol-0bcb36034dea0f6ae",
            "vol-06c6149fd6ba29209",
            "vol-0ca49e00af4852c93",
            "vol-02377c49908f636ac",
            "vol-0226c418a8f4f56b4",
            "vol-0416b126167eb4e22",
            "vol-0a5faa041a4a4b796",
            "vol-0d2a91186355eb650",
        ]),
        json!(["vol-0ca49e00af4852c93"]),
        json!(2),
        json!(["sg-0c4dae958f4479166", "sg-0dfd644d0f7175e10"]),
        json!(["legacy-ssh", "debug", "default"]),
        json!(["subnet-08068cf5b2900fa12", "subnet-0277356356b029712", "subnet-06044438751e2bfc7"]),
    ]
}

#[test]
fn each_recipe_gives_the_known_answer() {
    let aws = aws();
    let page = page_text("docs/recipes.md");
    let recipes: Vec<_> = blocks(&page).into_iter().map(|(_, code)| code).collect();
    let answers = answers();
    assert_eq!(recipes.len(), answers.len());
    let mut wrong = Vec::new();
    for (recipe, answer) in recipes.into_iter().zip(answers) {
        let given = shell(&aws).value(&format!("do {{\n{recipe}\n}}"));
        let is_right = match (&given, &answer) {
            (Value::String(given), Value::String(part)) => given.contains(part),
            _ => given == answer,
        };
        if !is_right {
            wrong.push(format!("{recipe}\n{given}\ninstead of {answer}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The code in the second column of a table.
fn replacements(table: &str) -> Vec<String> {
    let rows = table.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
    let cells = rows.map(|row| row.rsplit_once(" | ").expect("two columns").1);
    cells.map(|cell| cell.split('`').nth(1).expect("code").replace("\\|", "|")).collect()
}

#[test]
fn each_line_for_those_who_come_from_another_tool_runs() {
    let aws = aws();
    let page = page_text("docs/coming-from.md");
    let tables: Vec<_> = page.split("\n## ").skip(1).map(replacements).collect();
    assert!(tables.len() >= 4 && tables.iter().all(|lines| lines.len() >= 10), "{tables:?}");
    let mut failed = Vec::new();
    for line in tables.concat() {
        let shell = shell(&aws);
        let shell = if line.contains("--profile admin") { shell.more_config(MFA_CONFIG) } else { shell };
        let output = shell.run(&format!("do --env {{ {line} }} | ignore"));
        if !output.success || output.stderr.contains("warning:") {
            failed.push(format!("{line}\n{}", output.stderr));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}
