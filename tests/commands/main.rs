//! The program as its users meet it: streams, files, exit codes and words.

mod atlas;
mod build;
mod bundle;
mod contract;
mod damage;
mod from_atlas;
mod hostile_atlas;
mod network;
mod runtime;
mod schema;
mod show;
mod simulate;
mod slim;
mod streams;
mod support;
mod synthetic;
#[cfg(feature = "train")]
mod train;
