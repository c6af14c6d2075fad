//! The program from outside: what it makes of files, judged by htslib and bcftools.

mod alleles;
mod bcftools;
mod cases;
mod conversion;
mod generated;
mod htslib;
mod indexes;
mod matrix;
mod memory;
mod ours;
mod published;
mod reach;
mod regions;
mod stability;
mod support;
mod why;
