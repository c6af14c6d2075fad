//! Lists of genes in files that people made: tables with any columns, or plain names.
//!
//! ```
//! use dsdscore::gene::{Gene, Registry, list::ListedGene};
//!
//! let genes = ["SOX9", "SRY"].map(|symbol| Gene { symbol: symbol.into(), ..Gene::default() });
//! let listed = ListedGene { line: 2, name: "SRY".into(), id: String::new() };
//! assert_eq!(Registry::new(&genes).resolve(&listed.mention()), Some(1));
//! ```

mod error;

use std::path::Path;

pub use self::error::ListError;
use super::{GeneMention, identity};
use crate::delimited::{Delimited, Row};

/// The columns that name a gene, by symbol or otherwise.
const NAMES: [&str; 6] = [
    "gene",
    "symbol",
    "gene_symbol",
    "gene_name",
    "approved_symbol",
    "hgnc_symbol",
];
/// The columns that name a gene by Ensembl ID, HGNC ID or NCBI's number.
const IDS: [&str; 7] = [
    "gene_id",
    "ensembl_id",
    "ensembl_gene_id",
    "gene_stable_id",
    "id",
    "hgnc_id",
    "hgnc",
];

/// Those of them in which a bare number is HGNC's, as in G2P's download.
const HGNC_IDS: [&str; 2] = ["hgnc_id", "hgnc"];
/// Those in which it is NCBI's, as in ClinGen's list of dosage.
const NCBI_IDS: [&str; 1] = ["gene_id"];
const HGNC: &str = "HGNC:";
const NCBI: &str = "GeneID:";

/// A gene as a list names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedGene {
    /// The line, from 1.
    pub line: u64,
    /// A symbol or any identifier; perhaps empty.
    pub name: String,
    /// An Ensembl or HGNC ID; perhaps empty.
    pub id: String,
}

impl ListedGene {
    /// How the gene is named, for a [`Registry`](super::Registry).
    #[must_use]
    pub fn mention(&self) -> GeneMention<'_> {
        let mut mention = GeneMention::named(self.name.as_bytes());
        let id = self.id.as_bytes();
        if identity::is_hgnc_id(id) {
            mention.hgnc_id = id;
        } else if identity::is_ncbi_id(id) {
            mention.ncbi_id = id;
        } else if !id.is_empty() {
            mention.ensembl_id = id;
        }
        mention
    }

    /// The name, or the identifier where there is none.
    #[must_use]
    pub fn text(&self) -> &str {
        if self.name.is_empty() {
            &self.id
        } else {
            &self.name
        }
    }
}

/// A list of genes that is read gene by gene: a table with a header, separated by tabs, commas or
/// semicolons, or a plain list with one gene a line; compressed by gzip or not. Lines that begin
/// with `#` are comments.
///
/// | column | what |
/// | --- | --- |
/// | `gene`, `symbol`, `gene_symbol`, `gene_name`, `approved_symbol` or `hgnc_symbol` | a symbol, or any identifier |
/// | `gene_id`, `ensembl_id`, `ensembl_gene_id`, `gene_stable_id`, `id`, `hgnc_id` or `hgnc` | an identifier, which is tried first |
///
/// Either is enough; capitals do not matter, and a space is as good as an underscore.
pub(crate) struct GeneTable {
    table: Delimited,
    name: Option<usize>,
    id: Option<usize>,
    /// What stands before a number in the column of identifiers; a bare number is none where nothing
    /// can.
    number: Option<&'static str>,
    /// The first line of a plain list, which looked like a header.
    first: Option<ListedGene>,
}

impl GeneTable {
    /// Opens a list.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or has columns of which none names genes.
    pub(crate) fn open(path: &Path) -> Result<Self, ListError> {
        let mut list = Self {
            table: Delimited::open(path)?,
            name: None,
            id: None,
            number: None,
            first: None,
        };
        list.name = list.column(&NAMES);
        list.id = list.column(&IDS);
        let is = |names| list.id.is_some() && list.id == list.column(names);
        list.number = match () {
            () if is(&HGNC_IDS) => Some(HGNC),
            () if is(&NCBI_IDS) => Some(NCBI),
            () => None,
        };
        if list.name.or(list.id).is_some() {
            return Ok(list);
        }
        let [only] = list.table.header() else {
            return Err(list.no_gene_column());
        };
        list.first = Some(ListedGene {
            line: list.table.line_number(),
            name: only.clone(),
            id: String::new(),
        });
        list.name = Some(0);
        Ok(list)
    }

    /// The first of these columns that there is, in small letters and with underscores.
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        let is = |found: &String, name: &str| {
            let found = found.replace([' ', '-'], "_");
            found.eq_ignore_ascii_case(name)
        };
        let header = self.table.header();
        let position = |name: &&str| header.iter().position(|found| is(found, name));
        names.iter().find_map(position)
    }

    /// The next gene and its row, if it is not the first line of a plain list. A row may name none.
    pub(crate) fn next(&mut self) -> Result<Option<(ListedGene, Option<Row<'_>>)>, ListError> {
        if let Some(first) = self.first.take() {
            return Ok(Some((first, None)));
        }
        let (name, id, number) = (self.name, self.id, self.number);
        let row = self.table.next()?;
        Ok(row.map(|row| {
            let gene = ListedGene {
                line: row.line(),
                name: row.optional(name).into(),
                id: full_id(row.optional(id), number),
            };
            (gene, Some(row))
        }))
    }

    /// Lets quoted fields run over lines.
    pub(crate) fn allow_line_breaks(&mut self) {
        self.table.allow_line_breaks();
    }

    /// The error for a row that names no gene.
    pub(crate) fn no_gene(&self, line: u64) -> ListError {
        let path = self.table.path().to_path_buf();
        ListError::NoGene { path, line }
    }

    /// The error for a list without genes.
    pub(crate) fn empty(&self) -> ListError {
        self.table.empty("row below its header").into()
    }

    fn no_gene_column(&self) -> ListError {
        ListError::NoGeneColumn {
            path: self.table.path().to_path_buf(),
            found: self.table.header().join(", "),
        }
    }
}

/// An identifier with what tells a number's kind.
fn full_id(id: &str, number: Option<&str>) -> String {
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    match (is_number, number) {
        (true, Some(number)) => format!("{number}{id}"),
        (true, None) => String::new(),
        (false, _) => id.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delimited::tests::file;

    fn genes(content: &str) -> Result<Vec<(u64, String, String)>, ListError> {
        let file = file(content);
        let mut table = GeneTable::open(file.path())?;
        let mut genes = Vec::new();
        while let Some((gene, _)) = table.next()? {
            genes.push((gene.line, gene.name, gene.id));
        }
        Ok(genes)
    }

    #[test]
    fn a_plain_list_begins_with_its_first_line_and_a_table_does_not() {
        assert_eq!(genes("# x\nSRY\nSOX9\n").unwrap().len(), 2);
        assert_eq!(genes("symbol\nSRY\nSOX9\n").unwrap().len(), 2);
        let table = genes("HGNC ID,Gene-Name,x\nHGNC:1,A,\n,B,\n").unwrap();
        let row = |line, name: &str, id: &str| (line, name.into(), id.into());
        assert_eq!(table, [row(2, "A", "HGNC:1"), row(3, "B", "")]);
    }

    #[test]
    fn a_bare_number_is_that_of_its_column() {
        let ids = |header: &str| genes(&format!("symbol,{header}\nA,7\n")).unwrap();
        assert_eq!(ids("hgnc id")[0].2, "HGNC:7");
        assert_eq!(ids("Gene ID")[0].2, "GeneID:7");
        assert_eq!(ids("id")[0].2, "", "a row's number, perhaps");
    }

    #[test]
    fn columns_of_which_none_names_genes_are_told() {
        let told = genes("a\tb\n1\t2\n").unwrap_err().to_string();
        assert!(told.contains("(a, b)") && told.contains("symbol"), "{told}");
    }
}
