//! Single-cell files that Python wrote must read back as Python reads them; damaged ones must give
//! errors. `fixtures/README.md` says which versions wrote them.

mod bundle;
mod damage;
mod grouped;
mod mutations;
mod oracle;
mod python;
mod refusals;
mod support;
mod tenx;
