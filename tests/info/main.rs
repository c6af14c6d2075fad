//! Our INFO fields: what is read back is what was written, also after bcftools has changed the ALTs.

mod bcftools;
mod hostile;
mod support;
