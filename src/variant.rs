//! Variant records as bytes.

pub mod dictionary;
