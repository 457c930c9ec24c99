//! What depends on a terminal.

mod interrupt;
mod notes;
mod picker;
mod tab;
