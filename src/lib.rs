//! `dsdscore` annotates variants with how much their genes' expression in the
//! developing organ looks like that of known disease genes.
//!
//! The command-line program is a thin layer over this library.
//! [`annotate`] shows how a VCF is annotated; this is how a gene is drawn:
//!
//! ```
//! use dsdscore::{
//!     bundle::{Bundle, Description},
//!     heatmap::{Image, encode_png},
//!     import::{ExpressionTable, from_table},
//! };
//!
//! # let folder = tempfile::tempdir()?;
//! # let (path, png) = (folder.path().join("gonad.dsd"), folder.path().join("gene.png"));
//! let table = ExpressionTable::read("examples/simulated-expression.tsv", &[])?;
//! let recipe = table.recipe();
//! from_table(table, recipe, Description::default())?.write(&path)?;
//!
//! let bundle = Bundle::open(&path)?;
//! let mut images = bundle.gene_images(0)?.ok_or("nothing to draw")?;
//! let mut image = Image::default();
//! if images.read_or_draw(&bundle, 0, &mut image)? {
//!     std::fs::write(png, encode_png(&image)?)?;
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `examples/build_bundle.rs`, `examples/score_gene.rs` and `examples/annotate.rs` are a page each
//! of how it is used, and `docs/architecture.md` is how it is built.
//!
//! | module | what it knows |
//! | --- | --- |
//! | [`variant`] | VCF and BCF as bytes: records, headers, INFO; nothing of genes or models |
//! | [`gene`] | which genes a variant hits: consequence fields, intervals, names |
//! | [`atlas`] | single-cell files: cells, genes, expression by cell type and time |
//! | [`heatmap`] | expression matrices to RGB images and pattern classes |
//! | [`figure`] | readable figures of images and matrices: PNG and SVG |
//! | [`bundle`] | the file of genes, matrices, images, patterns and scores |
//! | [`import`] | single-cell files and tables to bundles |
//! | [`export`] | a bundle's genes and scores as TSV, BED and GFF3 |
//! | [`simulate`] | atlases with a known answer, all of it made up |
//! | [`model`] | an ONNX network, where it runs, what its metadata promises |
//! | [`onnx`] | ONNX files: writing them, and comparing them in ONNX Runtime |
//! | [`score`] | genes to scores: those of a bundle, or a network's |
//! | [`explain`] | why genes have their scores: what models look at, what genes are like |
//! | [`hits`] | which genes the ALTs of records hit, and by which entry |
//! | [`info`] | our INFO fields: their definition, writing and reading back |
//! | [`annotate`] | records to their genes' scores, as INFO |
//! | [`phenotype`] | terms of the Human Phenotype Ontology: which genes have a patient's |
//! | [`rank`] | a patient's candidate genes: filters, order, reports |
//! | `train` | training, evaluation and export of networks, with the feature `train` |
//! | [`cli`] | the commands |

#[cfg(test)]
#[macro_use]
mod testing;

pub mod annotate;
pub mod atlas;
pub mod bundle;
pub mod cli;
mod contig;
mod date;
mod delimited;
pub mod explain;
pub mod export;
pub mod figure;
pub mod gene;
pub mod heatmap;
pub mod hits;
pub mod import;
pub mod info;
pub mod model;
pub mod onnx;
pub mod phenotype;
pub mod rank;
mod remote;
pub mod score;
mod sha256;
mod share;
pub mod simulate;
mod target;
mod text;
#[cfg(feature = "train")]
pub mod train;
pub mod variant;
