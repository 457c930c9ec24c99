//! A change of a file as a unified diff in which secrets are masked.

use std::collections::HashSet;
use std::path::Path;

use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, capture_diff_slices, group_diff_ops};

use crate::config::document::{BlockEntry, Document, LineKind};
use crate::config::line_syntax::BLANKS;
use crate::config::masking::{STARS, is_masked, masked, masked_line};
use crate::text::control::printable;

/// Lines shown around each change.
const CONTEXT: usize = 3;

/// The unified diff of a file's old and new bytes, with secrets as [`masked`] shows them. Empty if they are the same.
///
/// Secrets are found in properties, in nested ones and in those that are commented out. Further lines of a secret,
/// comments after one, and lines that can't be parsed are hidden completely. Control characters are escaped. The diff can
/// be read, but not applied.
pub(crate) fn diff(path: &Path, before: &[u8], after: &[u8]) -> String {
    if before == after {
        return String::new();
    }
    let [before, after] = [before, after].map(|bytes| Document::parse(bytes.to_vec()));
    let [old, new] = [&before, &after].map(lines);
    let hidden = [&before, &after].into_iter().flat_map(comments_of_secrets).collect();
    let [old_shown, new_shown] = [&before, &after].map(|document| shown_lines(document, &hidden));
    let path = path.display();
    let mut text = vec![format!("--- {path}"), format!("+++ {path}")];
    for hunk in group_diff_ops(capture_diff_slices(Algorithm::Myers, &old, &new), CONTEXT) {
        text.push(UnifiedHunkHeader::new(&hunk).to_string());
        let changes = hunk.iter().flat_map(|op| op.iter_changes(&old_shown, &new_shown));
        text.extend(changes.map(|change| format!("{}{}", change.tag(), change.value())));
    }
    printable(&(text.join("\n") + "\n")).into_owned()
}

/// The lines to compare. They are not masked, because two secrets that look the same when masked still differ.
fn lines(document: &Document) -> Vec<&[u8]> {
    document.lines().iter().map(|line| document.slice(line.span.clone())).collect()
}

/// The comments after secrets, which an edit may have moved to a line of their own.
fn comments_of_secrets(document: &Document) -> impl Iterator<Item = &str> {
    let of_secrets = document.entries().iter().filter(|entry| is_masked(document.text(&entry.key)));
    let comments = of_secrets.map(|entry| document.comment(entry));
    comments.filter(|comment| !comment.is_empty())
}

fn shown_lines(document: &Document, hidden: &HashSet<&str>) -> Vec<String> {
    let line = |index: usize| match document.line_text(index).trim_matches(BLANKS) {
        comment if hidden.contains(comment) => format!("# {STARS}"),
        _ => shown_line(document, index, None),
    };
    let mut shown: Vec<_> = (0..document.lines().len()).map(line).collect();
    for entry in document.entries() {
        for index in entry.lines.clone() {
            shown[index] = shown_line(document, index, Some(entry));
        }
    }
    let ends_with_line_break = document.as_bytes().ends_with(b"\n");
    if let Some(last) = shown.last_mut().filter(|_| !ends_with_line_break) {
        last.push_str("\n\\ No newline at end of file");
    }
    shown
}

/// A line of a file, and the property that it is part of.
fn shown_line(document: &Document, index: usize, entry: Option<&BlockEntry>) -> String {
    let (kind, text) = (document.lines()[index].kind, document.line_text(index));
    match entry.map(|entry| (document.text(&entry.key), entry)) {
        _ if kind == LineKind::Invalid => STARS.to_owned(),
        Some((key, entry)) if kind == LineKind::Property && is_masked(key) => {
            let (before, value) = split_at(document, index, entry.value.start);
            format!("{before}{}", masked(key, value.trim_end_matches(BLANKS)))
        }
        Some((key, _)) if kind == LineKind::Continuation && is_masked(key) => STARS.to_owned(),
        // A value may be followed by another property: one that is commented out.
        Some((key, entry)) if kind == LineKind::Property => {
            let (before, _) = split_at(document, index, entry.value.start);
            let (_, comment) = split_at(document, index, entry.value.end);
            let value = masked_line(&masked(key, document.text(&entry.value)));
            format!("{before}{value}{}", masked_line(comment))
        }
        _ => masked_line(text),
    }
}

/// Splits a line at a byte of the document.
fn split_at(document: &Document, index: usize, at: usize) -> (&str, &str) {
    let line = &document.lines()[index].text;
    (document.text(&(line.start..at)), document.text(&(at..line.end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> String {
        diff(Path::new("/home/ada/.aws/config"), before.as_bytes(), after.as_bytes())
    }

    #[test]
    fn a_change_is_shown_with_three_lines_around_it() {
        let before = "[a]\n1 = 1\n2 = 2\n3 = 3\nk = v\n4 = 4\n5 = 5\n6 = 6\n7 = 7\n";
        let expected = "--- /home/ada/.aws/config\n+++ /home/ada/.aws/config\n@@ -2,7 +2,7 @@\n 1 = 1\n 2 = 2\n 3 = 3\n\
                        -k = v\n+k = w\n 4 = 4\n 5 = 5\n 6 = 6\n";
        assert_eq!(shown(before, &before.replace("k = v", "k = w")), expected);
        assert_eq!(shown(before, before), "");
    }

    #[test]
    fn a_new_file_and_a_missing_line_break_are_shown() {
        assert!(shown("", "[a]\nb = c\n").ends_with("@@ -0,0 +1,2 @@\n+[a]\n+b = c\n"));
        let text = shown("[a]\r\nb = c", "[a]\r\nb = c\r\nd = e\r\n");
        assert!(text.ends_with(" [a]\n-b = c\n\\ No newline at end of file\n+b = c\n+d = e\n"), "{text}");
    }

    #[test]
    fn a_change_of_a_masked_secret_is_visible() {
        let text = shown("[a]\naws_secret_access_key = hunter2\n", "[a]\naws_secret_access_key = hunter3\n");
        let line = "aws_secret_access_key = ****************";
        assert!(text.ends_with(&format!("\n [a]\n-{line}\n+{line}\n")), "{text}");
    }

    #[test]
    fn a_comment_after_a_secret_stays_hidden_when_it_moves() {
        let text = shown("[a]\npassword = x # hunter2\n", "[a]\n# hunter2\npassword = x\n");
        assert!(text.contains("+# ****") && !text.contains("hunter2"), "{text}");
    }

    #[test]
    fn no_line_around_a_change_shows_a_secret() {
        for secret in [
            "aws_session_token = hunter2 # hunter2",
            "AWS_SECRET_ACCESS_KEY = # hunter2",
            "password = a\n  hunter2",
            "x =\n  client_secret = hunter2",
            "x = y\n  client_secret=hunter2",
            "#aws_secret_access_key=hunter2",
            "  ; old aws_secret_access_key = hunter2",
            "region = eu # aws_secret_access_key = hunter2",
            "credential_process = keys --password hunter2",
            "# credential_process = keys --password hunter2",
            "# my secret word = hunter2",
            "aws_secret_access_key hunter2",
            "endpoint_url = https://ann:hunter2@host # https://ann:hunter2@host",
            "s3 =\n  endpoint_url = https://ann:hunter2@host",
            "# endpoint_url = https://ann:hunter2@host",
            "# aws_secret_access_key: hunter2",
            "# {\"SecretAccessKey\": \"hunter2\"}",
            "# a = b, $env:AWS_SESSION_TOKEN = 'hunter2'",
            "# export AWS_BEARER_TOKEN_BEDROCK=hunter2",
            "pwd = hunter2",
            "auth = hunter2",
            "x_api_key_prod = hunter2",
            "aws_session_token_old = hunter2",
            "mfa_process = code --password hunter2",
        ] {
            let text = shown(&format!("[a]\n{secret}\n"), &format!("[a]\n{secret}\nk = v\n"));
            assert!(text.contains("+k = v") && !text.contains("hunter2"), "{text}");
        }
    }
}
