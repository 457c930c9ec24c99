//! A plugin that sends again what another one has sent, from memory. It is the least that rows take on their way to
//! Nushell: nothing is requested, read or encoded. Its pipe is as large as the system makes it.
//!
//! `nu_plugin_replay index RECORDING FILE` finds the messages in the recorded output of a plugin. Nushell then starts
//! `nu_plugin_replay`, which repeats the messages of the file that the variable `NU_PLUGIN_REPLAY` names.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::os::fd::AsFd;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

use rmpv::{Value, decode};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How many items a plugin sends before Nushell has acknowledged the first: the limit of `nu-plugin`.
const AHEAD: usize = 100;

/// What has to happen before a message may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    /// Nothing.
    None,
    /// Nushell has made the call that it responds to.
    Call(u32),
    /// Nushell has acknowledged enough of the items before it.
    Acknowledgment,
}

#[expect(clippy::disallowed_methods, reason = "Nushell passes the variables of its caller, but no arguments")]
fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["index", recording, file] => index(recording, file),
        ["--stdio"] => replay(&std::env::var("NU_PLUGIN_REPLAY")?),
        _ => Err("usage: nu_plugin_replay index RECORDING FILE".into()),
    }
}

/// Writes the messages of a recording with their conditions and lengths.
fn index(recording: &str, file: &str) -> Result<()> {
    let recording = fs::read(recording)?;
    let mut to = BufWriter::new(File::create(file)?);
    let (encoding, mut rest) = recording.split_at(1 + usize::from(*recording.first().ok_or("an empty recording")?));
    write(&mut to, Condition::None, encoding)?;
    while !rest.is_empty() {
        let start = rest;
        let message = decode::read_value(&mut rest)?;
        let (kind, content) = variant(&message);
        let condition = match kind {
            // These have no effect on rows.
            "EngineCall" => continue,
            "CallResponse" => Condition::Call(u32::try_from(content[0].as_u64().ok_or("a response to no call")?)?),
            "Data" => Condition::Acknowledgment,
            _ => Condition::None,
        };
        write(&mut to, condition, &start[..start.len() - rest.len()])?;
    }
    Ok(to.flush()?)
}

/// The name of a message, such as `Data`, and what it contains.
fn variant(message: &Value) -> (&str, &Value) {
    match message {
        Value::Map(fields) => fields.first().map(|(name, content)| (name.as_str().unwrap_or_default(), content)),
        name => name.as_str().map(|name| (name, &Value::Nil)),
    }
    .unwrap_or(("", &Value::Nil))
}

fn write(to: &mut impl Write, condition: Condition, message: &[u8]) -> Result<()> {
    let (tag, call) = match condition {
        Condition::None => (0, 0),
        Condition::Call(call) => (1, call),
        Condition::Acknowledgment => (2, 0),
    };
    to.write_all(&[tag])?;
    to.write_all(&call.to_le_bytes())?;
    to.write_all(&u32::try_from(message.len())?.to_le_bytes())?;
    Ok(to.write_all(message)?)
}

/// Reads the next message into `message`; `None` at the end.
fn read(from: &mut impl Read, message: &mut Vec<u8>) -> Result<Option<Condition>> {
    let (mut tag, mut call, mut length) = ([0], [0; 4], [0; 4]);
    if from.read(&mut tag)? == 0 {
        return Ok(None);
    }
    from.read_exact(&mut call)?;
    from.read_exact(&mut length)?;
    message.resize(u32::from_le_bytes(length) as usize, 0);
    from.read_exact(message)?;
    Ok(Some(match tag {
        [1] => Condition::Call(u32::from_le_bytes(call)),
        [2] => Condition::Acknowledgment,
        _ => Condition::None,
    }))
}

/// What Nushell has sent so far.
#[derive(Default)]
struct Received {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    calls: Vec<u32>,
    acknowledged: usize,
    goodbye: bool,
}

impl Received {
    fn update(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().expect("no panic"));
        self.changed.notify_all();
    }

    fn wait(&self, condition: impl Fn(&State) -> bool) {
        let state = self.state.lock().expect("no panic");
        let waited = self.changed.wait_while(state, |state| !state.goodbye && !condition(state));
        drop(waited.expect("no panic"));
    }
}

fn replay(file: &str) -> Result<()> {
    let received = Arc::new(Received::default());
    let listener = Arc::clone(&received);
    thread::spawn(move || listen(&listener));
    let mut from = BufReader::with_capacity(1 << 18, File::open(file)?);
    // Without the buffer of stdout, which would cost a copy.
    let mut to = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let (mut message, mut sent) = (Vec::new(), 0);
    while let Some(condition) = read(&mut from, &mut message)? {
        match condition {
            Condition::None => {}
            Condition::Call(call) => received.wait(|state| state.calls.contains(&call)),
            Condition::Acknowledgment => {
                received.wait(|state| sent - state.acknowledged < AHEAD);
                sent += 1;
            }
        }
        to.write_all(&message)?;
    }
    received.wait(|state| state.goodbye);
    Ok(())
}

/// Reads what Nushell sends until it says goodbye or ends.
fn listen(received: &Received) {
    let mut from = BufReader::new(io::stdin().lock());
    while let Ok(message) = decode::read_value(&mut from) {
        match variant(&message) {
            ("Ack", _) => received.update(|state| state.acknowledged += 1),
            ("Call", content) => {
                let call = content[0].as_u64().and_then(|call| u32::try_from(call).ok());
                received.update(|state| state.calls.extend(call));
            }
            ("Goodbye", _) => break,
            _ => {}
        }
    }
    received.update(|state| state.goodbye = true);
}
