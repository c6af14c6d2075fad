//! The plugin in bcftools. Where there is no bcftools the tests say so and pass, unless
//! DSDSCORE_REQUIRE_BCFTOOLS is set.

mod errors;
mod library;
mod listing;
mod networks;
mod pipes;
mod same;
mod support;
