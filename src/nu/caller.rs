//! Reads the caller's environment, directory and terminal from the engine, and acts on the caller's scope.

use std::collections::{HashMap, HashSet};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use nu_plugin::{EngineInterface, EvaluatedCall};
use nu_protocol::{
    FromValue, HandlerGuard, LabeledError, PipelineData, ShellError, SignalAction, Span, Spanned, UseAnsiColoring,
    Value,
};
use tokio::sync::watch;

use crate::aws::environment::Environment;
use crate::error::{Error, Spans};
use crate::process::shutdown;
use crate::text::control::printable;

/// Upper bound for nested scopes that each set the same variable.
const SCOPES: usize = 100;

/// The shell that made a call.
pub(crate) struct Caller<'a> {
    engine: &'a EngineInterface,
    head: Span,
    environment: Environment,
    names: HashSet<String>,
    messages: Messages,
}

impl<'a> Caller<'a> {
    /// Reads the caller's current environment and directory. Works for commands and completions.
    pub(crate) fn from_engine(engine: &'a EngineInterface, head: Span) -> Result<Self, ShellError> {
        let vars = engine.get_env_vars()?;
        let current_dir = current_dir(engine, vars.get("PWD"))?;
        let names = vars.keys().cloned().collect();
        let messages = Messages::new(&vars);
        let texts = vars.into_iter().filter_map(|(name, value)| text(&name, value).map(|text| (name, text)));
        let environment = Environment::new(texts, current_dir);
        Ok(Self { engine, head, environment, names, messages })
    }

    pub(crate) fn environment(&self) -> &Environment {
        &self.environment
    }

    pub(crate) fn set_variable(&self, name: &str, value: &str) -> Result<(), ShellError> {
        self.engine.add_env_var(name, Value::string(value, self.head))
    }

    /// Removes variables from the caller's scope, as `hide-env` does. Returns those that were set, even if to null.
    pub(crate) fn remove_variables<'n>(&self, names: &[&'n str]) -> Result<Vec<&'n str>, ShellError> {
        let set: Vec<_> = names.iter().copied().filter(|name| self.names.contains(*name)).collect();
        if set.is_empty() {
            return Ok(set);
        }
        for name in &set {
            // When a closure runs again, `hide-env` only finds variables that this run has set.
            self.engine.add_env_var(*name, Value::nothing(self.head))?;
        }
        let mut left = set.clone();
        for _ in 0..SCOPES {
            self.hide(&left)?;
            // Before 0.113, `hide-env` removes a variable from one scope, and the value of the scope outside shows again.
            let vars = self.engine.get_env_vars()?;
            left.retain(|name| vars.contains_key(*name));
            if left.is_empty() {
                break;
            }
        }
        Ok(set)
    }

    fn hide(&self, names: &[&str]) -> Result<(), ShellError> {
        let mut call = EvaluatedCall::new(self.head);
        call.add_flag(Spanned { item: "ignore-errors", span: self.head });
        for name in names {
            call.add_positional(Value::string(*name, self.head));
        }
        self.command("hide-env", call, PipelineData::empty()).map(drop)
    }

    /// Shows rows in Nushell's fuzzy picker, with [`printable`] texts, and returns the position of the chosen one. Escape
    /// and Ctrl-C are errors.
    pub(crate) fn pick(&self, question: &str, rows: Vec<Value>) -> Result<usize, ShellError> {
        let question = tell_all_but_the_last_line(question);
        let mut call = EvaluatedCall::new(self.head).with_positional(Value::string(question, self.head));
        call.add_flag(Spanned { item: "fuzzy", span: self.head });
        call.add_flag(Spanned { item: "index", span: self.head });
        let count = rows.len();
        let rows = rows.into_iter().map(printable_row).collect();
        let rows = PipelineData::value(Value::list(rows, self.head), None);
        match self.command("input list", call, rows)?.into_value(self.head)? {
            Value::Nothing { .. } => Err(self.interrupted()),
            position => {
                usize::try_from(position.as_int()?).ok().filter(|position| *position < count).ok_or_else(|| {
                    Error::Internal("the list returned another row".into()).at(&Spans::head(self.head)).into()
                })
            }
        }
    }

    /// Asks a yes-or-no question. Enter means `default`; any other answer except `y` and `yes` means no.
    pub(crate) fn confirm(&self, question: &str, default: bool) -> Result<bool, ShellError> {
        let choice = if default { "[Y/n]" } else { "[y/N]" };
        let answer = self.ask(&format!("{question} {choice}"))?;
        Ok(match answer.trim().to_lowercase().as_str() {
            "" => default,
            answer => matches!(answer, "y" | "yes"),
        })
    }

    /// Asks a question and returns the line that the user enters. Ctrl-C and Ctrl-D are errors.
    pub(crate) fn ask(&self, question: &str) -> Result<String, ShellError> {
        let question = format!("{} ", tell_all_but_the_last_line(question));
        let mut call = EvaluatedCall::new(self.head).with_positional(Value::string(question, self.head));
        // Without it, `input` has no keys to edit the answer, and before 0.114 it loses a Ctrl-C that is pressed as the
        // question appears.
        call.add_flag(Spanned { item: "reedline", span: self.head });
        match self.command("input", call, PipelineData::empty())?.into_value(self.head)? {
            Value::Nothing { .. } => Err(self.interrupted()),
            answer => answer.coerce_into_string(),
        }
    }

    /// Whether a user can be asked: stderr is a terminal, and the shell reads from one.
    pub(crate) fn can_ask(&self) -> bool {
        std::io::stderr().is_terminal() && self.shell_reads_a_terminal()
    }

    /// Calls Nushell's `is-terminal`, because the plugin's own stdin is the connection to Nushell.
    fn shell_reads_a_terminal(&self) -> bool {
        let mut call = EvaluatedCall::new(self.head);
        call.add_flag(Spanned { item: "stdin", span: self.head });
        let answer = self.command("is-terminal", call, PipelineData::empty());
        // A shell without `is-terminal` has no `input` either.
        answer.and_then(|answer| answer.into_value(self.head)?.as_bool()).unwrap_or(false)
    }

    /// How notes and warnings are printed.
    pub(crate) fn messages(&self) -> Messages {
        self.messages
    }

    /// Prints a line to stderr if that is a terminal, so that scripts and logs stay clean.
    pub(crate) fn note(&self, text: &str) {
        if std::io::stderr().is_terminal() {
            tell(text);
        }
    }

    fn command(&self, name: &str, call: EvaluatedCall, input: PipelineData) -> Result<PipelineData, ShellError> {
        let declaration =
            self.engine.find_decl(name)?.ok_or_else(|| ShellError::CommandNotFound { span: self.head })?;
        self.engine.call_decl(declaration, call, input, true, false).map_err(|error| {
            // Nushell has several codes for Ctrl-C.
            let error = LabeledError::from(error);
            let is_interrupted = error.code.as_deref().is_some_and(|code| code.ends_with("::interrupted"));
            if is_interrupted { self.interrupted() } else { error.into() }
        })
    }

    fn interrupted(&self) -> ShellError {
        Error::Interrupted.at(&Spans::head(self.head)).into()
    }
}

/// Prints a text to stderr, terminal or not, with the characters escaped that would change what a terminal shows. A
/// terminal gets whole words in each line. A closed stderr is ignored.
pub(crate) fn tell(text: &str) {
    let text = printable(text);
    let text = columns().map_or(text.to_string(), |columns| wrapped(&text, columns, false).join("\n"));
    drop(writeln!(std::io::stderr().lock(), "{text}"));
}

/// A text or a record of texts as `input list` may draw it.
fn printable_row(row: Value) -> Value {
    let span = row.span();
    match row {
        Value::String { val, .. } => Value::string(printable(&val), span),
        Value::Record { val, .. } => {
            let columns = val.into_owned().into_iter().map(|(name, value)| (name, printable_row(value)));
            Value::record(columns.collect(), span)
        }
        row => row,
    }
}

/// Prints a question except for its last line, and returns that. `input` and `input list` can't draw a question again
/// that is wider than the terminal.
fn tell_all_but_the_last_line(question: &str) -> String {
    let question = printable(question);
    // A space and the cursor follow it.
    let width = columns().unwrap_or(usize::MAX).saturating_sub(2);
    let mut lines = wrapped(&question, width, true);
    let last = lines.pop().unwrap_or_default();
    lines.iter().for_each(|line| tell(line));
    last
}

/// The lines of a text. Only `break_words` breaks a word that is wider than a line; a URL has to stay whole.
fn wrapped(text: &str, width: usize, break_words: bool) -> Vec<String> {
    let options = textwrap::Options::new(width)
        .break_words(break_words)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(Into::into).collect()
}

/// The width of the terminal that stderr is, if it is one.
pub(crate) fn columns() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stderr()).map(|(width, _)| usize::from(width.0))
}

/// Prints notes and warnings to stderr, each in one line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Messages {
    is_colored: bool,
}

impl Messages {
    /// With colors if stderr is a terminal, and neither Nushell's setting nor a variable forbids them.
    fn new(vars: &HashMap<String, Value>) -> Self {
        Self { is_colored: std::io::stderr().is_terminal() && may_use_colors(vars) }
    }

    pub(crate) fn warn(self, text: &str) {
        self.print("warning:", "33", text);
    }

    pub(crate) fn warn_all(self, texts: &[String]) {
        texts.iter().for_each(|text| self.warn(text));
    }

    pub(crate) fn note_all(self, texts: &[String]) {
        texts.iter().for_each(|text| self.print("note:", "36", text));
    }

    /// Texts of AWS may have line breaks.
    fn print(self, kind: &str, color: &str, text: &str) {
        let text = text.replace(['\r', '\n'], " ");
        let text = printable(&text);
        let line = match self.is_colored {
            true => format!("\u{1b}[{color}m{kind}\u{1b}[0m {text}"),
            false => format!("{kind} {text}"),
        };
        drop(writeln!(std::io::stderr().lock(), "{line}"));
    }
}

/// What Nushell decides by, except that nothing forces colors into a file.
fn may_use_colors(vars: &HashMap<String, Value>) -> bool {
    let config = vars.get("config").and_then(|config| config.as_record().ok());
    let setting = config.and_then(|config| config.get("use_ansi_coloring"));
    match setting.and_then(|setting| UseAnsiColoring::from_value(setting.clone()).ok()) {
        Some(UseAnsiColoring::True) => return true,
        Some(UseAnsiColoring::False) => return false,
        Some(UseAnsiColoring::Auto) | None => (),
    }
    let is_true = |name| vars.get(name).and_then(|value| value.coerce_bool().ok());
    if is_true("FORCE_COLOR") == Some(true) {
        return true;
    }
    let is_dumb = vars.get("TERM").and_then(|term| term.as_str().ok()) == Some("dumb");
    is_true("NO_COLOR") != Some(true) && is_true("CLICOLOR").unwrap_or(!is_dumb)
}

/// The caller's directory, from `PWD`. If that isn't an existing absolute folder, Nushell reports its own or an error.
fn current_dir(engine: &EngineInterface, pwd: Option<&Value>) -> Result<PathBuf, ShellError> {
    let path = pwd.and_then(|pwd| pwd.as_str().ok()).map(Path::new);
    match path.filter(|path| path.is_absolute() && path.is_dir()) {
        Some(path) => Ok(path.to_owned()),
        None => engine.get_current_dir().map(PathBuf::from),
    }
}

/// A variable as an external command sees it: a string, or joined folders for `PATH`. `None` for a value that Nushell
/// doesn't pass to external commands.
fn text(name: &str, value: Value) -> Option<String> {
    match value {
        Value::List { vals, .. } if name.eq_ignore_ascii_case("PATH") => {
            let folders = vals.into_iter().filter_map(|folder| folder.coerce_into_string().ok());
            std::env::join_paths(folders).ok()?.into_string().ok()
        }
        value => value.coerce_into_string().ok(),
    }
}

/// The environment of the process: the caller's when Nushell started the plugin, for those versions of Nushell that can't
/// be asked for the caller's.
#[expect(clippy::disallowed_methods, reason = "there is no other environment")]
pub(crate) fn process_environment() -> Environment {
    let texts =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    // Nushell starts plugins in another folder than its own.
    let directory = std::env::var_os("PWD").map(PathBuf::from).or_else(|| std::env::current_dir().ok());
    Environment::new(texts, directory.unwrap_or_default())
}

/// Ctrl-C or the end of the shell, as a future.
pub(crate) struct Interrupt {
    raised: watch::Receiver<bool>,
    shutdown: watch::Receiver<bool>,
    _registration: HandlerGuard,
}

impl Interrupt {
    /// Listens for Ctrl-C. One that was pressed before this call counts too.
    pub(crate) fn listen(engine: &EngineInterface) -> Result<Self, ShellError> {
        let (sender, raised) = watch::channel(false);
        let signal = sender.clone();
        let registration = engine.register_signal_handler(Box::new(move |action| {
            if action == SignalAction::Interrupt {
                signal.send_replace(true);
            }
        }))?;
        if engine.signals().interrupted() {
            sender.send_replace(true);
        }
        Ok(Self { raised, shutdown: shutdown::subscribe(), _registration: registration })
    }

    pub(crate) async fn raised(&mut self) {
        // The handler owns the sender and lives as long as this value, so the channel can't be closed.
        tokio::select! {
            biased;
            Ok(_) = self.raised.wait_for(|raised| *raised) => {}
            Ok(_) = self.shutdown.wait_for(|begun| *begun) => {}
            else => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_whole_words_and_urls_stay_whole() {
        let text = "Sign in to my-org in your browser. If it doesn't open, go to\n\nhttps://my-org.awsapps.com/start\n";
        let lines = wrapped(text, 30, false);
        assert_eq!(lines[..2], ["Sign in to my-org in your", "browser. If it doesn't open,"]);
        assert_eq!(lines[3..], ["", "https://my-org.awsapps.com/start", ""]);
    }

    #[test]
    fn no_line_of_a_question_is_wider_than_the_terminal() {
        let question = format!("Profile {} exists. Change it? [y/N]", "long-name".repeat(9));
        let lines = wrapped(&question, 20, true);
        assert!(lines.iter().all(|line| line.chars().count() <= 20), "{lines:?}");
        assert!(lines.last().is_some_and(|line| line.ends_with("[y/N]")), "{lines:?}");
        assert_eq!(wrapped("Use it now? [Y/n]", usize::MAX, true), ["Use it now? [Y/n]"]);
    }

    #[test]
    fn colors_follow_the_setting_and_then_the_variables() {
        let may = |vars: &[(&str, &str)], setting: Option<Value>| {
            let vars = vars.iter().map(|(name, value)| ((*name).to_owned(), Value::test_string(*value)));
            let config =
                setting.map(|setting| Value::test_record(nu_protocol::record! {"use_ansi_coloring" => setting}));
            may_use_colors(&vars.chain(config.map(|config| ("config".to_owned(), config))).collect())
        };
        let auto = || Some(Value::test_string("auto"));
        assert!(may(&[], None) && may(&[], auto()) && may(&[("NO_COLOR", "")], auto()));
        assert!(
            !may(&[("NO_COLOR", "1")], auto()) && !may(&[("TERM", "dumb")], None) && !may(&[("CLICOLOR", "0")], None)
        );
        assert!(may(&[("NO_COLOR", "1")], Some(Value::test_bool(true))));
        assert!(!may(&[("FORCE_COLOR", "1")], Some(Value::test_bool(false))));
        assert!(may(&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], auto()));
    }

    #[cfg(unix)]
    #[test]
    fn path_is_joined_as_for_an_external_command() {
        let folders = Value::test_list(vec![Value::test_string("/usr/bin"), Value::test_string("/bin")]);
        assert_eq!(text("PATH", folders.clone()).as_deref(), Some("/usr/bin:/bin"));
        assert_eq!(text("Path", Value::test_string("/bin")).as_deref(), Some("/bin"));
        assert_eq!(text("OTHER", folders), None);
    }
}
