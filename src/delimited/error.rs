//! What can go wrong with a table.

use std::{
    io,
    path::{Path, PathBuf},
};

/// An error in a table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file cannot be opened or read to its end.
    #[error("cannot read the table {}", path.display())]
    Read {
        /// The table.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// There is no header line, or nothing below it.
    #[error("the table {} has no {what}", path.display())]
    Empty {
        /// The table.
        path: PathBuf,
        /// `header line` or `row`.
        what: &'static str,
    },
    /// The header lacks a column.
    #[error(
        "the table {} has no column {wanted}; its header has {found}. \
         Columns are separated by tabs, by commas where the header has no tab, or by semicolons where it \
         has neither",
        path.display()
    )]
    MissingColumn {
        /// The table.
        path: PathBuf,
        /// The names that would do.
        wanted: String,
        /// The names in the header.
        found: String,
    },
    /// The header has a name twice.
    #[error("the table {} has two columns \"{name}\": rename one", path.display())]
    RepeatedColumn {
        /// The table.
        path: PathBuf,
        /// The name.
        name: String,
    },
    /// A row cannot be used.
    #[error("{}, line {line}", path.display())]
    Row {
        /// The table.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong.
        source: Box<RowError>,
    },
    /// Not the kind of table that was asked for.
    #[error("{} is neither a MANE summary (columns symbol, Ensembl_Gene, HGNC_ID) nor HGNC's complete set (columns hgnc_id, symbol, alias_symbol, prev_symbol, ensembl_gene_id), nor a table of renamed genes (columns symbol, approved)", path.display())]
    NotIdentifiers {
        /// The table.
        path: PathBuf,
    },
}

/// What is wrong with a row.
#[derive(Debug, thiserror::Error)]
pub enum RowError {
    /// The row is not text, or not a row.
    #[error("it is not text in UTF-8, which spreadsheets call \"CSV UTF-8\": save it as that")]
    NotUtf8(#[source] std::str::Utf8Error),
    /// A quoted field does not end.
    #[error("a double quote is opened and not closed")]
    OpenQuote,
    /// The row does not fit the header.
    #[error("it has {found} columns, the header has {expected}")]
    Columns {
        /// In this row.
        found: usize,
        /// In the header.
        expected: usize,
    },
    /// A column that must say something is empty.
    #[error("the column \"{0}\" is empty")]
    Empty(String),
    /// A number was expected.
    #[error(
        "\"{value}\" in the column \"{column}\" is not a number; leave out the rows of what was not measured"
    )]
    NotANumber {
        /// The column.
        column: String,
        /// Its text.
        value: String,
    },
    /// Expression cannot be this.
    #[error(
        "\"{value}\" in the column \"{column}\" is not a finite number of 0 or more; leave out the rows of what was not measured, and give expression before centring or scaling"
    )]
    NotExpression {
        /// The column.
        column: String,
        /// Its text.
        value: String,
    },
    /// A fraction is 0 to 1.
    #[error(
        "\"{value}\" in the column \"{column}\" is not a fraction from 0 to 1; divide percentages by 100, or say values = \"means\""
    )]
    NotAFraction {
        /// The column.
        column: String,
        /// Its text.
        value: String,
    },
    /// A wide table has a row for each gene.
    #[error("the gene {0} has a row before: leave one, or tell them apart by their symbols")]
    GeneTwice(String),
    /// Tables that are joined disagree.
    #[error(
        "the gene {gene} has {found} in the column \"{column}\", and {known} in a table before: say merge = \"mean\" for their mean, or rename the column in one of them"
    )]
    Contradicts {
        /// The symbol.
        gene: String,
        /// The column.
        column: String,
        /// The value before.
        known: f32,
        /// The value here.
        found: f32,
    },
    /// A score is a probability.
    #[error(
        "the score \"{0}\" is not a number from 0 to 1; leave out the rows of genes without a score"
    )]
    NotAScore(String),
    /// A time is a number, perhaps after letters.
    #[error("the time \"{0}\" is not a number, perhaps after letters as in PCW6.5")]
    NotATime(String),
    /// Two labels mean one time.
    #[error("the time \"{label}\" was \"{first}\" before: spell it one way")]
    TimeSpelling {
        /// In this row.
        label: String,
        /// In an earlier row.
        first: String,
    },
    /// A value is there twice.
    #[error(
        "there is a row before with the same gene {gene}, condition {condition}, cell type {cell_type} and time {time}: leave one"
    )]
    Repeated {
        /// The symbol.
        gene: String,
        /// The condition.
        condition: String,
        /// The cell type.
        cell_type: String,
        /// The time.
        time: String,
    },
    /// One symbol has two identifiers.
    #[error(
        "the gene {symbol} has the {what} {found} here and {first} before: a symbol stands for one gene"
    )]
    TwoIdentifiers {
        /// The symbol.
        symbol: String,
        /// `Ensembl ID` or `HGNC ID`.
        what: &'static str,
        /// In this row.
        found: String,
        /// In an earlier row.
        first: String,
    },
    /// One gene has two scores.
    #[error(
        "the gene {gene} has the score {found} in the condition {condition} here and {first} in line {first_line}: leave one"
    )]
    TwoScores {
        /// The symbol.
        gene: String,
        /// The condition.
        condition: String,
        /// In this row.
        found: f32,
        /// In an earlier row.
        first: f32,
        /// The earlier row.
        first_line: u64,
    },
}

impl RowError {
    pub(crate) fn at(self, path: &Path, line: u64) -> TableError {
        TableError::Row {
            path: path.to_path_buf(),
            line,
            source: Box::new(self),
        }
    }
}
