//! A list of genes in a file.

use std::path::{Path, PathBuf};

use super::{Error, Unmatched};
use crate::{
    delimited::{Delimited, Row},
    gene::{Gene, GeneMention},
};

/// The columns that name a gene, by symbol or otherwise.
const NAMES: [&str; 6] = [
    "gene",
    "symbol",
    "gene_symbol",
    "gene_name",
    "approved_symbol",
    "hgnc_symbol",
];
/// The columns that name a gene by Ensembl ID, or HGNC ID that begins with `HGNC:`.
const IDS: [&str; 7] = [
    "gene_id",
    "ensembl_id",
    "ensembl_gene_id",
    "gene_stable_id",
    "id",
    "hgnc_id",
    "hgnc",
];
const LABEL: &str = "label";

/// Genes by name, some with a label.
#[derive(Clone, Debug)]
pub struct GeneList {
    path: PathBuf,
    entries: Vec<Entry>,
}

/// A gene as a list names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line, from 1.
    pub line: u64,
    /// A symbol or any identifier; perhaps empty.
    pub name: String,
    /// An Ensembl or HGNC ID; perhaps empty, but one of the two is not.
    pub id: String,
    /// Its label, where the list has labels.
    pub is_positive: Option<bool>,
}

impl GeneList {
    /// Reads a table with a header, separated by tabs, commas or semicolons, or a plain list with
    /// one gene a line; compressed by gzip or not. Lines that begin with `#` are comments.
    ///
    /// | column | what |
    /// | --- | --- |
    /// | `gene`, `symbol`, `gene_symbol`, `gene_name`, `approved_symbol` or `hgnc_symbol` | a symbol, or any identifier |
    /// | `gene_id`, `ensembl_id`, `ensembl_gene_id`, `gene_stable_id`, `id`, `hgnc_id` or `hgnc` | an identifier, which is tried first |
    /// | `label` (optional) | 1 or the second of `classes` for positive genes, 0 or the first for others |
    ///
    /// Either of the first two is enough; other columns do not matter, nor do capitals, and a space
    /// is as good as an underscore.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, names no gene, or a row cannot be used; the error names the
    /// line.
    pub fn read(path: impl AsRef<Path>, classes: Option<&[String; 2]>) -> Result<Self, Error> {
        let mut table = Delimited::open(path.as_ref())?;
        let columns = Columns::find(&table);
        let mut list = Self {
            path: path.as_ref().to_path_buf(),
            entries: Vec::new(),
        };
        let columns = match (columns, table.header()) {
            (Some(columns), _) => columns,
            (None, [gene]) => {
                let entry = Entry::plain(table.line_number(), gene);
                list.entries.push(entry);
                Columns::plain()
            }
            (None, header) => return Err(list.no_gene_column(header)),
        };
        while let Some(row) = table.next()? {
            let entry = list.entry(&row, &columns, classes)?;
            list.entries.push(entry);
        }
        if list.entries.is_empty() {
            return Err(table.empty("row below its header").into());
        }
        Ok(list)
    }

    /// The genes, in the order of the file.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn entry(
        &self,
        row: &Row<'_>,
        columns: &Columns,
        classes: Option<&[String; 2]>,
    ) -> Result<Entry, Error> {
        let line = row.line();
        let entry = Entry {
            line,
            name: row.optional(columns.name).into(),
            id: row.optional(columns.id).into(),
            is_positive: match columns.label {
                Some(label) => Some(self.label(line, row.field(label), classes)?),
                None => None,
            },
        };
        if entry.mention().is_empty() {
            let path = self.path.clone();
            return Err(Error::NoGene { path, line });
        }
        Ok(entry)
    }

    fn label(&self, line: u64, found: &str, classes: Option<&[String; 2]>) -> Result<bool, Error> {
        let is = |name: &String| name.eq_ignore_ascii_case(found);
        let is_class = |class: usize| classes.is_some_and(|classes| is(&classes[class]));
        match found {
            _ if is_class(0) => Ok(false),
            _ if is_class(1) => Ok(true),
            "0" => Ok(false),
            "1" => Ok(true),
            _ => Err(Error::Label {
                path: self.path.clone(),
                line,
                found: found.into(),
                allowed: allowed(classes),
            }),
        }
    }

    /// Checks that no gene has the label of positive genes.
    pub(super) fn check_negative(&self) -> Result<(), Error> {
        let mut entries = self.entries.iter();
        match entries.find(|entry| entry.is_positive == Some(true)) {
            Some(entry) => Err(Error::PositiveAmongNegatives {
                path: self.path.clone(),
                line: entry.line,
                gene: entry.text().into(),
            }),
            None => Ok(()),
        }
    }

    pub(super) fn unmatched(&self, entry: &Entry) -> Unmatched {
        let file = self.path.file_name().unwrap_or_default();
        Unmatched {
            file: file.to_string_lossy().into_owned(),
            line: entry.line,
            gene: entry.text().into(),
        }
    }

    pub(super) fn two_labels(&self, entry: &Entry, first: u64) -> Error {
        Error::TwoLabels {
            path: self.path.clone(),
            gene: entry.text().into(),
            first,
            line: entry.line,
        }
    }

    pub(super) fn none_matched(&self, genes: &[Gene]) -> Error {
        let known = genes
            .first()
            .map(|gene| format!("{} {}", gene.symbol, gene.ensembl_id));
        Error::NoneMatched {
            path: self.path.clone(),
            count: self.entries.len(),
            example: self.entries.first().map_or("", Entry::text).into(),
            known: known.unwrap_or_default().trim().into(),
        }
    }

    fn no_gene_column(&self, header: &[String]) -> Error {
        Error::NoGeneColumn {
            path: self.path.clone(),
            found: header.join(", "),
        }
    }
}

impl Entry {
    fn plain(line: u64, name: &str) -> Self {
        Self {
            line,
            name: name.into(),
            id: String::new(),
            is_positive: None,
        }
    }

    /// How the gene is named, for [`Names`](crate::gene::Names).
    #[must_use]
    pub fn mention(&self) -> GeneMention<'_> {
        let mut mention = GeneMention::named(self.name.as_bytes());
        let id = self.id.as_bytes();
        if id.starts_with(b"HGNC:") {
            mention.hgnc_id = id;
        } else if !id.is_empty() {
            mention.ensembl_id = id;
        }
        mention
    }

    /// The name, or the identifier where there is none.
    fn text(&self) -> &str {
        if self.name.is_empty() {
            &self.id
        } else {
            &self.name
        }
    }
}

struct Columns {
    name: Option<usize>,
    id: Option<usize>,
    label: Option<usize>,
}

impl Columns {
    /// Capitals do not matter. `None` where no column names genes.
    fn find(table: &Delimited) -> Option<Self> {
        let is = |found: &String, name: &str| {
            let found = found.replace([' ', '-'], "_");
            found.eq_ignore_ascii_case(name)
        };
        let position = |name: &&str| table.header().iter().position(|found| is(found, name));
        let columns = Self {
            name: NAMES.iter().find_map(position),
            id: IDS.iter().find_map(position),
            label: position(&LABEL),
        };
        columns.name.or(columns.id).map(|_| columns)
    }

    fn plain() -> Self {
        Self {
            name: Some(0),
            id: None,
            label: None,
        }
    }
}

fn allowed(classes: Option<&[String; 2]>) -> String {
    match classes {
        Some([negative, positive]) => format!("0, 1, \"{negative}\", \"{positive}\""),
        None => "0 and 1".into(),
    }
}
