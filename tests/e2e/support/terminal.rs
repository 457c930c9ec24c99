//! Nushell in a terminal, with keys to press and a screen to read.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Instant;

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use rustix::process::Signal;
use rustix::termios::{LocalModes, tcgetattr};
use vt100::{Callbacks, Parser, Screen};

use super::nu::minor;
use super::running::{check, send};
use super::shell::Shell;
use super::wait::{LIMIT, assert_at_once, wait_until};

const ROWS: NonZeroU16 = NonZeroU16::new(50).expect("not zero");
const COLUMNS: NonZeroU16 = NonZeroU16::new(160).expect("not zero");

/// The rows of a terminal that shows long tables whole.
const MANY_ROWS: NonZeroU16 = NonZeroU16::new(600).expect("not zero");

/// Numbers the prompts, `1> `, `2> ` and so on, so that the end of a command can be recognized.
const SETUP: &str = "
    $env.config.show_banner = false
    $env.TURN = 0
    $env.config.hooks.pre_prompt = [{|| $env.TURN += 1 }]
    $env.PROMPT_COMMAND = {|| $'($env.TURN)' }
    $env.PROMPT_COMMAND_RIGHT = ''
    $env.PROMPT_INDICATOR = '> '
";

/// A key that is not a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    CtrlC,
    CtrlU,
    Enter,
    Escape,
    Tab,
}

/// It ends with the test.
pub struct Terminal {
    keyboard: Arc<Pty>,
    display: Arc<Display>,
    nu: Child,
    turn: usize,
    /// Keeps the home directory.
    _shell: Shell,
}

struct Display {
    screen: Mutex<Parser<Replies>>,
    /// No program has the terminal any more.
    is_closed: AtomicBool,
    changed: Condvar,
}

impl Terminal {
    /// Starts Nushell, and waits for its first prompt.
    pub fn open(shell: Shell) -> Self {
        Self::with_size(shell, ROWS, COLUMNS)
    }

    /// The same with so many columns, and with rows for long tables.
    pub fn with_columns(shell: Shell, columns: NonZeroU16) -> Self {
        Self::with_size(shell, MANY_ROWS, columns)
    }

    fn with_size(shell: Shell, rows: NonZeroU16, columns: NonZeroU16) -> Self {
        let (pty, pts) = open().expect("a terminal");
        pty.resize(Size::new(rows.get(), columns.get())).expect("a size");
        let [program, arguments @ ..] = &shell.command()[..] else { unreachable!("it names Nushell") };
        let command = Command::new(program).args(arguments).args(["--execute", SETUP]).env_clear().envs(shell.vars());
        let command = command.env("TERM", "xterm-256color").env("NO_COLOR", "1").current_dir(shell.home());
        let nu = command.spawn(pts).expect("Nushell starts");
        let screen = Mutex::new(Parser::new_with_callbacks(rows, columns, 0, Replies::default()));
        let display = Arc::new(Display { screen, is_closed: AtomicBool::new(false), changed: Condvar::new() });
        let keyboard = Arc::new(pty);
        let (source, target) = (keyboard.clone(), display.clone());
        thread::spawn(move || show(&source, &target));
        let mut terminal = Self { keyboard, display, nu, turn: 0, _shell: shell };
        terminal.wait_for_prompt();
        terminal
    }

    /// Enters a line, waits for the next prompt, and returns the output in between.
    pub fn run(&mut self, line: &str) -> String {
        self.enter(line);
        self.wait_for_prompt()
    }

    /// Types a line and presses Enter.
    pub fn enter(&mut self, line: &str) {
        self.write(line);
        self.press(Button::Enter);
    }

    pub fn write(&mut self, text: &str) {
        self.keyboard.as_ref().write_all(text.as_bytes()).expect("a keyboard");
    }

    pub fn press(&mut self, button: Button) {
        self.write(match button {
            Button::CtrlC => "\u{3}",
            Button::CtrlU => "\u{15}",
            Button::Enter => "\r",
            Button::Escape => "\u{1b}",
            Button::Tab => "\t",
        });
    }

    /// Presses Ctrl-C, and asserts that the prompt comes back at once. Returns the output since the last one.
    pub fn interrupt(&mut self) -> String {
        self.leave(Button::CtrlC)
    }

    /// The same in a list that is shown, when it reads keys. Before Nushell 0.111 a list raises a signal for Ctrl-C, which may
    /// interrupt the code of the next prompt. There, this presses Escape, which does the same without one.
    pub fn interrupt_list(&mut self) -> String {
        let is_raw = || tcgetattr(&self.keyboard).is_ok_and(|modes| !modes.local_modes.contains(LocalModes::ICANON));
        wait_until("raw mode", is_raw);
        self.leave(if minor() < 111 { Button::Escape } else { Button::CtrlC })
    }

    fn leave(&mut self, button: Button) -> String {
        let pressed = Instant::now();
        self.press(button);
        let shown = self.wait_for_prompt();
        assert_at_once("the prompt", pressed.elapsed());
        shown
    }

    /// Waits for the next prompt, and returns the output since the last one.
    pub fn wait_for_prompt(&mut self) -> String {
        let (last, next) = (format!("{}> ", self.turn), format!("{}>", self.turn + 1));
        let shown =
            self.wait_for(&format!("the prompt {next}"), |screen| screen.lines().any(|line| line.trim_end() == next));
        self.turn += 1;
        let lines: Vec<_> = shown.lines().collect();
        let begin = lines.iter().position(|line| line.starts_with(&last)).map_or(0, |line| line + 1);
        let end = lines.iter().position(|line| line.trim_end() == next).unwrap_or(lines.len());
        lines[begin..end].iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    /// Waits until the screen shows something, and returns the whole screen.
    pub fn wait_for(&self, what: &str, shown: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + LIMIT;
        let mut screen = self.display.screen.lock().expect("no panic");
        loop {
            let contents = screen.screen().contents();
            check(&contents, what);
            if shown(&contents) {
                return contents;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited in vain for {what}:\n{contents}");
            screen = self.display.changed.wait_timeout(screen, left).expect("no panic").0;
        }
    }

    /// What the terminal shows now, with its colors.
    pub fn screen(&self) -> Screen {
        self.display.screen.lock().expect("no panic").screen().clone()
    }

    /// The color of the first place of the screen that shows a text; `None` if none does.
    pub fn color_of(&self, text: &str) -> Option<vt100::Color> {
        let screen = self.screen();
        let lines = screen.rows(0, COLUMNS.get());
        let places = lines.zip(0..).filter_map(|(line, row)| Some((row, line.find(text)?)));
        let (row, column) = places.map(|(row, at)| (row, u16::try_from(at).expect("a column"))).next()?;
        screen.cell(row, column).map(vt100::Cell::fgcolor)
    }

    /// Ends Nushell as the kernel does when the terminal is closed, and asserts that the plugin ends at once.
    pub fn hang_up(&self) {
        let sent = Instant::now();
        send(&self.nu, Signal::HUP);
        wait_until("the end of the plugin", || self.display.is_closed.load(Ordering::SeqCst));
        assert_at_once("the end of the plugin", sent.elapsed());
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // The plugin ends with Nushell, which may have ended already.
        let _ = self.nu.kill();
        let _ = self.nu.wait();
    }
}

/// Draws the output of the terminal on the screen until the terminal is closed.
fn show(source: &Pty, display: &Display) {
    let (mut reader, mut writer) = (source, source);
    let mut bytes = [0; 4096];
    while let Ok(count @ 1..) = reader.read(&mut bytes) {
        let mut screen = display.screen.lock().expect("no panic");
        screen.process(&bytes[..count]);
        let replies = std::mem::take(&mut screen.callbacks_mut().0);
        drop(screen);
        display.changed.notify_all();
        if writer.write_all(&replies).is_err() {
            break;
        }
    }
    display.is_closed.store(true, Ordering::SeqCst);
}

/// The replies of the terminal to queries of the programs in it.
#[derive(Default)]
struct Replies(Vec<u8>);

impl Callbacks for Replies {
    fn unhandled_csi(&mut self, screen: &mut Screen, mark: Option<u8>, _: Option<u8>, values: &[&[u16]], end: char) {
        match (mark, values, end) {
            // Cursor position report.
            (None, [[6]], 'n') => {
                let (row, column) = screen.cursor_position();
                self.0.extend(format!("\u{1b}[{};{}R", row + 1, column + 1).into_bytes());
            }
            // Device attributes.
            (None, _, 'c') => self.0.extend(b"\x1b[?1;2c"),
            _ => (),
        }
    }
}
