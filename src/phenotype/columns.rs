//! Where HPO's files have what, in the layouts of their releases.

use super::{id::HpoId, lines::fields};

/// Places of columns, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PhenotypeColumns {
    term: usize,
    name: usize,
    symbol: usize,
    /// `None`: the release does not say.
    disease: Option<usize>,
    /// In how many patients; `None`: likewise.
    frequency: Option<usize>,
}

/// What a row says.
pub(super) struct Row<'l> {
    pub(super) term: &'l [u8],
    pub(super) name: &'l [u8],
    pub(super) symbol: &'l [u8],
    pub(super) disease: &'l [u8],
    pub(super) frequency: &'l [u8],
}

impl PhenotypeColumns {
    /// Those that a header names, as in releases since 2023.
    pub(super) fn of_header(line: &[u8]) -> Option<Self> {
        let names: Vec<_> = fields(line).collect();
        let find = |name: &str| names.iter().position(|found| *found == name.as_bytes());
        Some(Self {
            term: find("hpo_id")?,
            name: find("hpo_name")?,
            symbol: find("gene_symbol")?,
            disease: find("disease_id"),
            frequency: find("frequency"),
        })
    }

    /// Those of older releases, told by where a row has its term:
    ///
    /// | file | columns |
    /// | --- | --- |
    /// | `phenotype_to_genes.txt` | term, name, gene, symbol, …, disease |
    /// | `genes_to_phenotype.txt` | gene, symbol, term, name, …, disease |
    /// | the same before 2020 | gene, symbol, name, term |
    pub(super) fn of_row(line: &[u8]) -> Option<Self> {
        let fields: Vec<_> = fields(line).collect();
        let term = fields
            .iter()
            .position(|field| HpoId::parse(field).is_some())?;
        let (name, symbol) = match term {
            0 => (1, 3),
            2 => (3, 1),
            3 => (2, 1),
            _ => return None,
        };
        let last = fields.len().checked_sub(1)?;
        let disease = (last > name.max(symbol).max(term)).then_some(last);
        (name.max(symbol) <= last).then_some(Self {
            term,
            name,
            symbol,
            disease,
            frequency: None,
        })
    }

    /// Whether rows say by which disease a gene has a term.
    pub(super) fn have_diseases(&self) -> bool {
        self.disease.is_some()
    }

    /// What a row has in these columns; `None` where it has no term there.
    pub(super) fn row<'l>(&self, line: &'l [u8]) -> Option<Row<'l>> {
        let mut row = Row {
            term: b"",
            name: b"",
            symbol: b"",
            disease: b"",
            frequency: b"",
        };
        let mut count = 0;
        for (place, field) in fields(line).enumerate() {
            count = place + 1;
            let part = match place {
                _ if place == self.term => &mut row.term,
                _ if place == self.name => &mut row.name,
                _ if place == self.symbol => &mut row.symbol,
                _ if Some(place) == self.disease => &mut row.disease,
                _ if Some(place) == self.frequency => &mut row.frequency,
                _ => continue,
            };
            *part = field;
        }
        let is_whole = count > self.name.max(self.symbol) && HpoId::parse(row.term).is_some();
        is_whole.then_some(row)
    }
}
