//! An error is an answer: a code that scripts branch on, a label on the word at fault, and what to do next.

mod answers;
mod credentials;
mod network;
mod regions;
mod settings;
mod words;
