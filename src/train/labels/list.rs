//! A list of genes in a file.

use std::path::{Path, PathBuf};

use super::{Error, Unmatched};
use crate::gene::{
    Gene, GeneMention,
    list::{GeneTable, ListedGene},
};

const LABEL: &str = "label";

/// Genes by name, some with a label.
#[derive(Clone, Debug)]
pub struct GeneList {
    path: PathBuf,
    entries: Vec<GeneEntry>,
}

/// A gene as a list names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneEntry {
    /// The gene.
    pub gene: ListedGene,
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
        Self::read_rows(path.as_ref(), classes, None)
    }

    /// Reads those genes of such a table that have a value in a column.
    ///
    /// # Errors
    ///
    /// Likewise, and if there is no such column, or no gene has the value.
    pub fn read_where(
        path: impl AsRef<Path>,
        classes: Option<&[String; 2]>,
        column: &str,
        value: &str,
    ) -> Result<Self, Error> {
        Self::read_rows(path.as_ref(), classes, Some((column, value)))
    }

    fn read_rows(
        path: &Path,
        classes: Option<&[String; 2]>,
        kept: Option<(&str, &str)>,
    ) -> Result<Self, Error> {
        let mut table = GeneTable::open(path)?;
        let label = table.column(&[LABEL]);
        let mut list = Self {
            path: path.to_path_buf(),
            entries: Vec::new(),
        };
        let column = |(name, value)| match table.column(&[name]) {
            Some(column) => Ok((column, value)),
            None => Err(list.no_value(name, value)),
        };
        let wanted = kept.map(column).transpose()?;
        while let Some((gene, row)) = table.next()? {
            let is_kept = |(column, value): (usize, &str)| {
                row.as_ref().is_some_and(|row| row.field(column) == value)
            };
            if wanted.is_some_and(|wanted| !is_kept(wanted)) {
                continue;
            }
            let found = row.zip(label).map(|(row, label)| row.field(label));
            let is_positive = found.map(|found| list.label(gene.line, found, classes));
            let is_positive = is_positive.transpose()?;
            if gene.mention().is_empty() {
                return Err(table.no_gene(gene.line).into());
            }
            list.entries.push(GeneEntry { gene, is_positive });
        }
        match (list.entries.is_empty(), kept) {
            (false, _) => Ok(list),
            (true, Some((column, value))) => Err(list.no_value(column, value)),
            (true, None) => Err(table.empty().into()),
        }
    }

    /// The genes, in the order of the file.
    #[must_use]
    pub fn entries(&self) -> &[GeneEntry] {
        &self.entries
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
                line: entry.gene.line,
                gene: entry.text().into(),
            }),
            None => Ok(()),
        }
    }

    fn no_value(&self, column: &str, value: &str) -> Error {
        Error::NoValue {
            path: self.path.clone(),
            column: column.into(),
            value: value.into(),
        }
    }

    pub(super) fn unmatched(&self, entry: &GeneEntry) -> Unmatched {
        let file = self.path.file_name().unwrap_or_default();
        Unmatched {
            file: file.to_string_lossy().into_owned(),
            line: entry.gene.line,
            gene: entry.text().into(),
        }
    }

    pub(super) fn two_labels(&self, entry: &GeneEntry, first: u64) -> Error {
        Error::TwoLabels {
            path: self.path.clone(),
            gene: entry.text().into(),
            first,
            line: entry.gene.line,
        }
    }

    pub(super) fn none_matched(&self, genes: &[Gene]) -> Error {
        let known = genes
            .first()
            .map(|gene| format!("{} {}", gene.symbol, gene.ensembl_id));
        Error::NoneMatched {
            path: self.path.clone(),
            count: self.entries.len(),
            example: self.entries.first().map_or("", GeneEntry::text).into(),
            known: known.unwrap_or_default().trim().into(),
        }
    }
}

impl GeneEntry {
    /// How the gene is named, for [`Names`](crate::gene::Names).
    pub(super) fn mention(&self) -> GeneMention<'_> {
        self.gene.mention()
    }

    /// A symbol or any identifier; perhaps empty.
    pub(super) fn name(&self) -> &str {
        &self.gene.name
    }

    /// The name, or the identifier where there is none.
    fn text(&self) -> &str {
        self.gene.text()
    }
}

fn allowed(classes: Option<&[String; 2]>) -> String {
    match classes {
        Some([negative, positive]) => format!("0, 1, \"{negative}\", \"{positive}\""),
        None => "0 and 1".into(),
    }
}
