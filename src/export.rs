//! The bundle's genes and scores as text: a table, or with their places on the genome.
//!
//! ```
//! use dsdscore::{bundle::Bundle, export::write_tsv};
//!
//! # use dsdscore::{bundle::{Description, ModelSource}, import::{ScoresTable, from_scores}};
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("scores.dsd");
//! # let table = ScoresTable::read("examples/published-scores.tsv", &[])?;
//! # let builder = from_scores(table, false, |_| ModelSource::default(), Description::default())?;
//! # builder.write(&path)?;
//! let (bundle, mut tsv) = (Bundle::open(&path)?, Vec::new());
//! write_tsv(&bundle, &mut tsv)?;
//! assert!(tsv.starts_with(b"# bundle: "));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bed;
mod column;
mod error;
mod gff;
mod located;
mod provenance;

use std::io::{self, Write};

pub use self::{
    column::FieldColumn,
    error::ExportError,
    located::{ContigNames, Located},
};
use self::{
    column::{FieldValue, columns},
    provenance::write_provenance,
};
use crate::{bundle::Bundle, gene::Gene, sha256};

/// Writes a tab-separated table: comments that say where the scores come
/// from, a header, and a row for each gene with `symbol`, `gene_id`,
/// `hgnc_id`, for each condition score and percentile under their INFO
/// keys and, where it has patterns, class, level, tau, fraction of expressing
/// cells, detection, and the peak's cell type and time; then, as
/// `<prefix>_PCT_<condition>_<model>`, its percentile by each second
/// opinion, and at last `synonyms`, separated by `|`. `.` is missing.
///
/// The last comment has the number of rows and the digest of header and
/// rows, so that a reader can tell a whole table from a part.
///
/// # Errors
///
/// If `writer` cannot be written to.
pub fn write_tsv(bundle: &Bundle, mut writer: impl Write) -> io::Result<()> {
    write_provenance(&mut writer, bundle)?;
    let rows = rows(bundle)?;
    let (count, digest) = (bundle.genes().len(), sha256::of(&rows));
    writeln!(writer, "# rows: {count} {digest}")?;
    writer.write_all(&rows)?;
    writer.flush()
}

/// The header and a row for each gene.
fn rows(bundle: &Bundle) -> io::Result<Vec<u8>> {
    let columns = columns(bundle);
    let mut rows = Vec::new();
    write!(rows, "symbol\tgene_id\thgnc_id")?;
    for column in &columns {
        write!(rows, "\t{}", column.key)?;
    }
    writeln!(rows, "\tsynonyms")?;
    for (index, gene) in bundle.genes().iter().enumerate() {
        write_names(&mut rows, gene)?;
        for column in &columns {
            write!(rows, "\t{}", column.value(bundle, index))?;
        }
        writeln!(rows, "\t{}", FieldValue::of_text(&gene.synonyms.join("|")))?;
    }
    Ok(rows)
}

fn write_names(rows: &mut Vec<u8>, gene: &Gene) -> io::Result<()> {
    let [id, hgnc_id] = [&gene.ensembl_id, &gene.hgnc_id].map(|id| FieldValue::of_text(id));
    write!(rows, "{}\t{id}\t{hgnc_id}", gene.symbol)
}
