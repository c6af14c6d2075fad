//! The names of an atlas's genes.

use std::collections::{HashMap, HashSet};

use super::{AtlasError, Column, GeneColumns};
use crate::gene::identity::{is_ensembl_id, row_id};

/// What a column of symbols may be called.
const SYMBOLS: [&str; 8] = [
    "feature_name",
    "gene_symbols",
    "gene_symbol",
    "gene_name",
    "gene_names",
    "gene_short_name",
    "symbol",
    "SYMBOL",
];

/// What a column of Ensembl IDs may be called.
const IDS: [&str; 6] = [
    "gene_ids",
    "gene_id",
    "ensembl_id",
    "ensembl_gene_id",
    "feature_id",
    "ensembl",
];

/// What stands for the index of `var`.
const INDEX: &str = "index";

/// The names of a gene.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GeneName {
    /// The symbol; that of no other gene.
    pub symbol: String,
    /// The Ensembl gene ID without its version; empty where it is not known.
    pub id: String,
}

/// The names of all genes of a matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneNames {
    /// One for each gene, in the matrix's order.
    pub genes: Vec<GeneName>,
    /// Where the symbols are from: `index`, or a column.
    pub symbol_from: String,
    /// Where the Ensembl IDs are from, where there are any.
    pub id_from: Option<String>,
    /// What somebody should know, a sentence each.
    pub warnings: Vec<String>,
}

/// Two genes that cannot be told apart.
#[derive(Debug, thiserror::Error)]
pub enum GenesError {
    /// They have one symbol and no identifier.
    #[error(
        "{count} genes have the symbol of another and no ID to tell them apart, the first of them {}: name a column of IDs under [genes], or make the symbols unique in Python: adata.var_names_make_unique()",
        .first.join(", ")
    )]
    Symbols {
        /// How many are not the first of their symbol.
        count: usize,
        /// Some of the symbols.
        first: Vec<String>,
    },
    /// A gene has neither a symbol nor an identifier.
    #[error(
        "{count} genes have no name in {column} and no ID, the first of them number {}: name them, or leave them out in Python: adata = adata[:, named]",
        .number + 1
    )]
    Nameless {
        /// How many there are.
        count: usize,
        /// The first, from 0.
        number: usize,
        /// `index`, or the column.
        column: String,
    },
    /// A column cannot be read.
    #[error(transparent)]
    Column(#[from] AtlasError),
    /// A column of numbers.
    #[error("the column \"{0}\" of the genes holds numbers, not names")]
    Numbers(String),
}

impl GeneNames {
    /// Names the genes: the columns that `config` names, or those that look like symbols and
    /// Ensembl IDs. `read` reads a column.
    ///
    /// # Errors
    ///
    /// What `read` says, or if two genes cannot be told apart.
    pub fn new(
        config: &GeneColumns,
        index: &[String],
        columns: &[String],
        read: impl Fn(&str) -> Result<Column, AtlasError>,
    ) -> Result<Self, GenesError> {
        let (symbol_from, id_from) = choose(config, index, columns);
        let names = |column: &str| match column {
            INDEX => Ok(index.iter().map(|name| Some(name.clone())).collect()),
            column => texts(column, read(column)?),
        };
        let symbols: Vec<Option<String>> = names(&symbol_from)?;
        let ids = id_from.as_deref().map(names).transpose()?;
        let ids = ids.unwrap_or_else(|| vec![None; symbols.len()]);
        let pairs = symbols.into_iter().zip(ids);
        let genes = pairs.map(|(symbol, id)| GeneName {
            symbol: symbol.unwrap_or_default(),
            id: row_id(&id.unwrap_or_default()),
        });
        let mut names = Self {
            genes: genes.collect(),
            symbol_from,
            id_from,
            warnings: Vec::new(),
        };
        names.warn_of_ids_alone();
        names.forget_repeated_ids();
        names.name_the_nameless()?;
        names.tell_apart()?;
        Ok(names)
    }

    fn warn_of_ids_alone(&mut self) {
        if self.id_from.as_ref() == Some(&self.symbol_from) {
            self.warnings.push(format!(
                "no column of symbols was found: genes are called by their Ensembl IDs, from {}; where there is one, name it by `symbol` under [genes]",
                self.symbol_from
            ));
        }
    }

    /// An identifier that several genes have tells nothing.
    fn forget_repeated_ids(&mut self) {
        let mut seen = HashSet::new();
        let mut repeated = 0;
        for gene in &mut self.genes {
            if !gene.id.is_empty() && !seen.insert(gene.id.clone()) {
                gene.id.clear();
                repeated += 1;
            }
        }
        if repeated > 0 {
            self.warnings.push(format!(
                "{repeated} genes have the ID of an earlier one and are kept without an ID"
            ));
        }
    }

    fn name_the_nameless(&mut self) -> Result<(), GenesError> {
        let is_nameless = |gene: &&GeneName| gene.symbol.is_empty() && gene.id.is_empty();
        if let Some(number) = self.genes.iter().position(|gene| is_nameless(&gene)) {
            return Err(GenesError::Nameless {
                count: self.genes.iter().filter(is_nameless).count(),
                number,
                column: self.symbol_from.clone(),
            });
        }
        let mut count = 0;
        for gene in self.genes.iter_mut().filter(|g| g.symbol.is_empty()) {
            gene.symbol.clone_from(&gene.id);
            count += 1;
        }
        if count > 0 {
            let told = format!("{count} genes without a symbol are called by their ID");
            self.warnings.push(told);
        }
        Ok(())
    }

    /// Calls a gene by its ID where an earlier one, or one with a better claim, has its symbol.
    fn tell_apart(&mut self) -> Result<(), GenesError> {
        let mut taken: HashMap<&str, usize> = HashMap::with_capacity(self.genes.len());
        let mut later = Vec::new();
        for (number, gene) in self.genes.iter().enumerate() {
            if taken.contains_key(gene.symbol.as_str()) {
                later.push(number);
            } else {
                taken.insert(&gene.symbol, number);
            }
        }
        let cannot = |&&number: &&usize| {
            let gene = &self.genes[number];
            gene.id.is_empty() || taken.contains_key(gene.id.as_str())
        };
        let stuck: Vec<_> = later.iter().filter(cannot).collect();
        if !stuck.is_empty() {
            let first = stuck.iter().take(5);
            return Err(GenesError::Symbols {
                count: stuck.len(),
                first: first
                    .map(|&&number| self.genes[number].symbol.clone())
                    .collect(),
            });
        }
        if let Some(&first) = later.first() {
            let GeneName { symbol, id } = &self.genes[first];
            self.warnings.push(format!(
                "{} genes have the symbol of an earlier one and are called by their ID, the first {symbol}: {id}",
                later.len()
            ));
        }
        for number in later {
            let gene = &mut self.genes[number];
            gene.symbol.clone_from(&gene.id);
        }
        Ok(())
    }
}

/// Where symbols and identifiers are.
fn choose(config: &GeneColumns, index: &[String], columns: &[String]) -> (String, Option<String>) {
    let among = |names: &[&str]| first_of(names, columns);
    let index_is_ids = looks_like_ids(index);
    let guessed_symbol = || match among(&SYMBOLS) {
        Some(column) if index_is_ids => column,
        _ => INDEX.into(),
    };
    let symbol = config.symbol.clone().unwrap_or_else(guessed_symbol);
    let guessed_id = || match index_is_ids {
        true => Some(INDEX.to_string()),
        false => among(&IDS),
    };
    (symbol, config.id.clone().or_else(guessed_id))
}

/// The first name that is a column; else the first with a suffix, as `gene_ids-0` is what anndata's
/// `concatenate` makes of the `gene_ids` of the first of several samples.
fn first_of(names: &[&str], columns: &[String]) -> Option<String> {
    let exact = |name: &&str| columns.iter().find(|column| column == name);
    let suffixed = |name: &&str| {
        let mut columns = columns.iter();
        columns.find(|column| {
            column
                .strip_prefix(*name)
                .is_some_and(|s| s.starts_with('-'))
        })
    };
    let found = names.iter().find_map(exact);
    found.or_else(|| names.iter().find_map(suffixed)).cloned()
}

/// Whether most names are Ensembl gene IDs of any species: `ENSG00000139618`, `ENSMUSG…`.
pub(super) fn looks_like_ids(names: &[String]) -> bool {
    let ids = names.iter().filter(|name| is_ensembl_id(name.as_bytes()));
    ids.count() * 2 > names.len()
}

fn texts(name: &str, column: Column) -> Result<Vec<Option<String>>, GenesError> {
    match column {
        Column::Labels { codes, labels } => {
            let label = |code: i32| labels.get(usize::try_from(code).ok()?).cloned();
            Ok(codes.into_iter().map(label).collect())
        }
        Column::Numbers(_) => Err(GenesError::Numbers(name.into())),
    }
}

#[cfg(test)]
mod tests;
