//! Networks that learn which genes look like known disease genes: training, evaluation, export.
//!
//! Behind the feature `train`. The parts know little of one another:
//!
//! | module | what it knows |
//! | --- | --- |
//! | [`examples`] | labelled genes of one condition, with their images and matrices |
//! | [`method`] | what learns from some genes and scores others: the network and its rivals |
//! | [`baseline`] | what any network must beat: regressions and a forest |
//! | [`labels`] | lists of genes, and the genes of a bundle that they mean |
//! | [`choice`] | which genes are learnt from, and why |
//! | [`dataset`] | what methods see of the chosen genes |
//! | [`metrics`] | areas under curves and calibration, from scores and labels |
//! | [`fit`] | the training loop that all networks share |
//! | [`patterns`] | level, specificity and class of a bundle's genes |
//! | [`folds`] | which genes are left out, and which decide when to stop |
//! | [`cnnc`] | a rival: the network on pairs of genes, from single cells |
//! | [`evaluation`] | the figures of an evaluation, as they are written as JSON |
//! | [`network`] | ResNet-50 with two added layers, and ImageNet's weights for it |
//! | [`onnx`] | ONNX files of trained networks, checked in ONNX Runtime |
//! | [`report`] | an evaluation as JSON, as a table of scores and as a page for people |
//! | [`tensors`] | the numbers of a network by name |
//! | [`plan`] | what is trained and how, in one record |
//! | [`learn`] | from labelled genes to networks that score others |
//! | [`compare`] | methods on the same folds of the same genes |
//! | [`tune`] | options that were found by trying |
//! | [`release`] | from networks that have learnt to a file for others |
//! | [`record`] | the record of a training, written beside the network |
//! | [`device`] | what trains: the CPU, or a GPU |

pub mod baseline;
pub mod choice;
pub mod cnnc;
pub mod compare;
pub mod dataset;
pub mod device;
mod dropout;
pub mod evaluation;
pub mod examples;
pub mod fit;
pub mod folds;
pub mod labels;
pub mod learn;
pub mod method;
pub mod metrics;
pub mod network;
pub mod onnx;
pub mod patterns;
pub mod plan;
pub mod record;
pub mod release;
pub mod report;
pub mod tensors;
pub mod tune;
