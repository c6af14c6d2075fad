//! Which genes a variant hits.
