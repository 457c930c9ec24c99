//! A Nushell that runs a script while the test continues.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Instant;

use aws_sandbox::{SECRET_PREFIX, TOKEN_PREFIX};
#[cfg(unix)]
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::nu::portable;
use super::shell::Shell;
use super::wait::{LIMIT, assert_at_once};

/// A running Nushell with the plugin. Both end with the test.
pub struct Running {
    script: String,
    nu: Child,
    stdout: Arc<Pipe>,
    stderr: Arc<Pipe>,
    /// When it must have ended.
    deadline: Instant,
}

#[derive(Debug)]
pub struct Output {
    pub stdout: String,
    pub stderr: String,
    pub success: bool,
}

impl Running {
    /// Starts a script in a new Nushell.
    pub fn start(shell: &Shell, script: &str) -> Self {
        let [program, arguments @ ..] = &shell.command()[..] else { unreachable!("it names Nushell") };
        let mut command = Command::new(program);
        command
            .args(arguments)
            .args(["-c", &portable(script)])
            .env_clear()
            .envs(shell.vars())
            .current_dir(shell.home());
        let mut nu =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("Nushell starts");
        let (stdout, stderr) = (Pipe::drain(nu.stdout.take()), Pipe::drain(nu.stderr.take()));
        Self { script: script.to_owned(), nu, stdout, stderr, deadline: Instant::now() + LIMIT }
    }

    /// Waits until stderr contains something, and returns all of stderr so far.
    pub fn wait_for(&self, what: &str, is_there: impl Fn(&str) -> bool) -> String {
        let text = self.stderr.wait(self.deadline, |state| is_there(&state.text()) || state.ended);
        assert!(is_there(&text), "waited in vain for {what} from: {}\n{text}", self.script);
        text
    }

    /// Waits until a sign-in prints the URL of its page, and returns that.
    pub fn wait_for_page_url(&self) -> String {
        let message = self.wait_for("the URL", |text| text.contains("\n\nhttp") && text.ends_with("\n\n"));
        message.split_whitespace().find(|word| word.starts_with("http")).expect("a URL").to_owned()
    }

    /// Ends Nushell with a signal, and asserts that the plugin ends at once.
    #[cfg(unix)]
    pub fn end(mut self, signal: Signal) {
        let sent = Instant::now();
        send(&self.nu, signal);
        self.nu.wait().expect("Nushell ends");
        let stderr = self.stderr.wait(self.deadline, |state| state.ended);
        assert!(self.stderr.ended(), "the plugin outlives Nushell: {}\n{stderr}", self.script);
        assert_at_once(&format!("the end of the plugin after {signal:?}"), sent.elapsed());
        assert!(!stderr.contains("error"), "{stderr}");
    }

    /// Waits until Nushell and the plugin have ended.
    pub fn output(mut self) -> Output {
        // The plugin inherits these pipes, so they end only when both processes have ended.
        let [stdout, stderr] = [&self.stdout, &self.stderr].map(|pipe| pipe.wait(self.deadline, |state| state.ended));
        let ended = self.stdout.ended() && self.stderr.ended();
        assert!(ended, "still running after {LIMIT:?}: {}\n{stderr}", self.script);
        let success = self.nu.wait().expect("Nushell ends").success();
        check(&stdout, &self.script);
        check(&stderr, &self.script);
        Output { stdout, stderr, success }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // The plugin ends with Nushell, which may have ended already.
        let _ = self.nu.kill();
        let _ = self.nu.wait();
    }
}

impl Output {
    /// The standard output as JSON. Fails the test if the script failed.
    pub fn json(&self) -> Value {
        assert!(self.success, "it should not fail: {}", self.stderr);
        serde_json::from_str(&self.stdout).unwrap_or_else(|_| panic!("it printed: {}", self.stdout))
    }
}

/// Sends a signal to a process that hasn't been waited for.
#[cfg(unix)]
pub fn send(process: &Child, signal: Signal) {
    kill_process(Pid::from_child(process), signal).expect("a process");
}

/// Asserts that the output contains no panic and no secret.
pub fn check(output: &str, script: &str) {
    assert!(!output.contains("panicked at"), "a panic at: {script}\n{output}");
    for prefix in [SECRET_PREFIX, TOKEN_PREFIX] {
        assert!(!output.contains(prefix), "a secret is shown by: {script}\n{output}");
    }
}

/// The output of a pipe so far.
#[derive(Default)]
struct Pipe {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    bytes: Vec<u8>,
    ended: bool,
}

impl State {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Pipe {
    /// Reads the pipe to its end in a thread.
    fn drain(source: Option<impl Read + Send + 'static>) -> Arc<Self> {
        let mut source = source.expect("a pipe");
        let pipe = Arc::new(Self::default());
        let target = pipe.clone();
        thread::spawn(move || {
            let mut piece = [0; 16_384];
            while let Ok(count @ 1..) = source.read(&mut piece) {
                target.change(|state| state.bytes.extend_from_slice(&piece[..count]));
            }
            target.change(|state| state.ended = true);
        });
        pipe
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().expect("no panic"));
        self.changed.notify_all();
    }

    fn ended(&self) -> bool {
        self.state.lock().expect("no panic").ended
    }

    /// Waits for a condition or the deadline, and returns the text so far.
    fn wait(&self, deadline: Instant, is_so: impl Fn(&State) -> bool) -> String {
        let mut state = self.state.lock().expect("no panic");
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if is_so(&state) || left.is_zero() {
                return state.text();
            }
            state = self.changed.wait_timeout(state, left).expect("no panic").0;
        }
    }
}
