//! Networks that learn which genes look like known disease genes: training, evaluation, export.
//!
//! Behind the feature `train`. The parts know little of one another:
//!
//! | module | what it knows |
//! | --- | --- |
//! | [`labels`] | lists of genes, and the genes of a bundle that they mean |
//! | [`choice`] | which genes are learnt from, and why |
//! | [`patterns`] | level, specificity and class of a bundle's genes |
//! | [`dataset`] | what methods see of the chosen genes |
//! | [`examples`] | labelled genes of one condition, with their images and matrices |
//! | [`plan`] | what is trained and how, in one record |
//! | [`network`] | ResNet-50 with two added layers, ImageNet's weights for it, its ONNX files |
//! | [`fit`] | the training loop that all networks share |
//! | [`learn`] | from labelled genes to networks that score others |
//! | [`tune`] | options that were found by trying |
//! | [`release`] | from networks that have learnt to a file for others |
//! | [`record`] | the record of a training, written beside the network |
//! | [`profile`] | from a bundle and labels to a regression in a file |
//! | [`method`] | what learns from some genes and scores others: the network and its rivals |
//! | [`baseline`] | what any network must beat: regressions and a forest |
//! | [`cnnc`] | a rival: the network on pairs of genes, from single cells |
//! | [`folds`] | which genes are left out, and which decide when to stop |
//! | [`metrics`] | areas under curves and calibration, from scores and labels |
//! | [`statistics`] | means, intervals, tests and ranks, whatever is measured |
//! | [`task`] | what is learnt from, and how: what training and evaluation have in common |
//! | [`training`] | from a bundle and labels to a network in a file |
//! | [`evaluate`] | from a bundle and labels to an evaluation |
//! | [`everything`] | from a bundle and labels to where known genes stand among all genes |
//! | [`compare`] | methods on the same folds of the same genes |
//! | [`evaluation`] | the figures of an evaluation, as they are written as JSON |
//! | [`report`] | an evaluation as JSON, as a table of scores and as a page for people |
//! | [`device`] | what trains: the CPU, or a GPU |
//!
//! [`training`] and [`evaluate`] each show theirs from end to end.

pub mod baseline;
pub mod choice;
pub mod cnnc;
pub mod compare;
pub mod dataset;
pub mod device;
mod dropout;
pub mod evaluate;
pub mod evaluation;
pub mod everything;
pub mod examples;
pub mod fit;
pub mod folds;
pub mod labels;
pub mod learn;
pub mod method;
pub mod metrics;
pub mod network;
pub mod patterns;
pub mod plan;
pub mod profile;
pub mod record;
pub mod release;
pub mod report;
pub mod statistics;
pub mod task;
pub mod training;
pub mod tune;
