//! What genes are called.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::{
    cli::note,
    gene::Gene,
    import::{Annotated, ExpressionTable, Identifiers, Symbols},
};

/// What genes are called.
#[derive(Args)]
#[command(next_help_heading = "Genes")]
pub struct NameOptions {
    /// Completes Ensembl and HGNC IDs and other names by symbol: the MANE summary, HGNC's
    /// complete set, a table of renamed genes (columns symbol, approved); may be repeated
    #[arg(long, value_name = "FILE")]
    identifiers: Vec<PathBuf>,
    /// Call genes that --identifiers knows by an older name by their current symbol
    #[arg(long, requires = "identifiers")]
    current_symbols: bool,
    /// Leave out the genes of a table that --identifiers does not know
    #[arg(long, requires_all = ["identifiers", "table"])]
    only_identified: bool,
}

impl NameOptions {
    /// The files that are named.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.identifiers.iter().map(PathBuf::as_path)
    }

    /// Names the genes of a table, and leaves out those that shall not be in it.
    pub fn name_table(&self, table: &mut ExpressionTable) -> anyhow::Result<()> {
        let Some(annotated) = self.name(table.genes_mut())? else {
            return Ok(());
        };
        if self.only_identified {
            table.retain(&annotated.is_found);
        }
        Ok(())
    }

    /// Names genes, where identifiers are given, and says on stderr how many.
    pub fn name(&self, genes: &mut [Gene]) -> anyhow::Result<Option<Annotated>> {
        if self.identifiers.is_empty() {
            return Ok(None);
        }
        let symbols = match self.current_symbols {
            true => Symbols::Current,
            false => Symbols::Kept,
        };
        let annotated = Identifiers::read(&self.identifiers)?.annotate(genes, symbols);
        self.tell(&annotated);
        Ok(Some(annotated))
    }

    fn tell(&self, annotated: &Annotated) {
        let shown = self.files().map(|path| path.display().to_string());
        note(format_args!(
            "{}: {} genes named by their current and {} by a previous symbol, {} in conflict, \
             {} unknown{}; {} of its genes are not in the data",
            shown.collect::<Vec<_>>().join(", "),
            annotated.current,
            annotated.previous,
            annotated.conflicting,
            annotated.unknown,
            if self.only_identified {
                " (both left out)"
            } else {
                ""
            },
            annotated.missing
        ));
    }
}
