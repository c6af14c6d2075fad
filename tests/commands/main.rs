//! The program as its users meet it: streams, files, exit codes and words.

mod contract;
mod damage;
mod streams;
mod support;
