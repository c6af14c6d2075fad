//! The bundle: one file of genes, expression matrices and scores.
