//! Variant records as bytes.
