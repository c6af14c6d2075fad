//! Variant records as bytes.

#[cfg(test)]
mod cases;
pub mod decode;
pub mod dictionary;
pub mod encode;
pub mod typed;
