//! Variant records as bytes.

pub mod dictionary;
pub mod typed;
