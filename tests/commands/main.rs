//! The program as its users meet it: streams, files, exit codes and words.

#[macro_use]
mod support;

mod assembly;
mod atlas;
mod build;
mod built_in;
mod bundle;
mod contract;
mod damage;
#[cfg(feature = "train")]
mod evaluate;
mod explain;
mod export;
mod from_atlas;
mod hostile_atlas;
mod marks;
mod network;
#[cfg(feature = "train")]
mod planted;
mod rank;
mod recorded;
mod regions;
#[cfg(feature = "train")]
mod reproduce;
mod runtime;
mod schema;
mod shell;
mod show;
mod simulate;
mod slim;
mod streams;
mod synthetic;
#[cfg(feature = "train")]
mod train;
#[cfg(not(feature = "train"))]
mod untrained;
mod vep;
mod why;
mod worth;
