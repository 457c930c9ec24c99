//! The sandbox from outside: signed HTTP in, XML out.

mod admission;
mod faults;
mod instances;
mod regions;
mod support;
