//! With a person at the terminal.

mod interrupt;
mod notes;
mod picker;
