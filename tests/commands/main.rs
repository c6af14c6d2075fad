//! The program as its users meet it: streams, files, exit codes and words.

mod build;
mod bundle;
mod contract;
mod damage;
mod schema;
mod streams;
mod support;
