//! Genes that are known for the disease.

mod row;
mod words;

use std::path::Path;

use serde::Serialize;

use self::row::{Columns, Said};
use super::{RankedGene, Sex};
use crate::gene::{
    ByGene, Gene, Registry,
    list::{GeneTable, ListError, ListedGene},
};

/// A gene's entry in a list of known genes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Known {
    /// The list's name, without folders.
    pub list: String,
    /// Its confidence, e.g. PanelApp's `Green`; empty where the list has none.
    pub confidence: String,
    /// What else it says, e.g. the mode of inheritance; empty where it has none.
    pub note: String,
    /// How sure the list is, on one scale for all lists.
    pub level: Confidence,
    /// By which modes of inheritance the gene causes disease; none where the list does not say.
    pub inheritance: Vec<Inheritance>,
    /// The chromosomes with which disease shows, where it shows with one kind alone: a carrier of the
    /// other sex is unaffected.
    pub sex_limited: Option<Sex>,
    /// Whether a copy less or more than usual causes disease.
    pub dosage: Vec<Dosage>,
}

/// How sure a list is of a gene, the least first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// PanelApp's red, G2P's limited, disputed or refuted: too little to report on.
    Red,
    /// The list has no ratings, or none for this gene.
    #[default]
    Unrated,
    /// PanelApp's amber, G2P's moderate.
    Amber,
    /// PanelApp's green, G2P's strong and definitive.
    Green,
}

/// A mode of inheritance by which a gene causes disease.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inheritance {
    /// One copy of an autosome, or of a pseudoautosomal region, is enough.
    Monoallelic,
    /// Both copies of an autosome.
    Biallelic,
    /// The only X, or both.
    XHemizygous,
    /// One of two X is enough.
    XMonoallelic,
    /// The Y.
    YHemizygous,
    /// The mitochondrial genome.
    Mitochondrial,
}

/// A change of the number of copies that causes disease.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dosage {
    /// One copy less (haploinsufficiency).
    Loss,
    /// One copy more (triplosensitivity).
    Gain,
}

/// A list of genes that are known for the disease.
#[derive(Clone, Debug, Default)]
pub struct KnownGenes {
    list: String,
    entries: ByGene<Listed>,
    /// Of the bundle there is nothing to find.
    has_bundle: bool,
    /// The least confidence that counts.
    least: Confidence,
    left_out: usize,
    without_gene: usize,
    /// Words that are not understood, with an example, by [`row::WORDS`].
    strange: [(usize, String); row::WORDS.len()],
}

/// A gene's entry, and how the list names the gene.
#[derive(Clone, Debug)]
struct Listed {
    known: Known,
    name: String,
}

/// Names of unmatched entries that a note shows.
const SHOWN: usize = 8;

impl KnownGenes {
    /// Reads PanelApp's TSV export, G2P's CSV, any table with a column of genes, or a plain list with
    /// one gene a line; compressed by gzip or not. `genes` are the bundle's, by which previous symbols
    /// and aliases are found.
    ///
    /// Genes that PanelApp rates red, or G2P limited or less, are left out, as the evidence for them
    /// is too little to report on; so are regions, which are no genes. Rows of one gene are joined: the
    /// best confidence, and the modes of all.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is empty, has no column of genes, or a row names none.
    pub fn read(path: impl AsRef<Path>, genes: &[Gene]) -> Result<Self, ListError> {
        Self::read_from(path, genes, Confidence::Amber)
    }

    /// The same with the least confidence that counts. What has no rating counts.
    ///
    /// # Errors
    ///
    /// As [`KnownGenes::read`].
    pub fn read_from(
        path: impl AsRef<Path>,
        genes: &[Gene],
        least: Confidence,
    ) -> Result<Self, ListError> {
        let path = path.as_ref();
        let mut table = GeneTable::open(path)?;
        table.allow_line_breaks();
        let columns = Columns::find(&table);
        let mut registry = Registry::growing(genes).despite_capitals(genes);
        let mut entries = Vec::new();
        let mut known = Self {
            list: file_name(path),
            has_bundle: !genes.is_empty(),
            least,
            ..Self::default()
        };
        let mut rows = 0;
        while let Some((gene, row)) = table.next()? {
            rows += 1;
            let said = row.as_ref().map(|row| columns.read(row));
            if !gene.mention().is_empty() {
                let listed = known.listed(&gene, said.unwrap_or_default());
                let number = registry.number_written(&gene.mention(), &gene.name);
                entries.extend(number.zip(listed));
            } else if columns.has_kinds() {
                known.without_gene += 1;
            } else {
                return Err(table.no_gene(gene.line));
            }
        }
        if rows == 0 {
            return Err(table.empty());
        }
        known.entries = ByGene::new(registry, entries, Listed::join);
        Ok(known)
    }

    /// The entry of a gene: by the bundle's gene, else by Ensembl ID, HGNC ID or symbol.
    #[must_use]
    pub fn find(&self, gene: &RankedGene) -> Option<&Known> {
        self.entries.find(gene).map(|listed| &listed.known)
    }

    /// What the list is called: its name without folders.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.list
    }

    /// The bundle's genes that the list has, as ascending indices.
    #[must_use]
    pub fn in_bundle(&self) -> Vec<usize> {
        self.entries.listed().collect()
    }

    /// How many genes the list has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the list has no genes, as when all are `Red`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the reader should know of the list.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut notes = vec![format!("{}: {} known genes", self.list, self.len())];
        if self.left_out > 0 {
            let least = match self.least {
                Confidence::Green => "green (G2P: strong)",
                _ => "amber (G2P: moderate)",
            };
            notes.push(format!(
                "{}: {} entries do not count as known, for they are rated less than {least}",
                self.list, self.left_out
            ));
        }
        if self.without_gene > 0 {
            notes.push(format!(
                "{}: {} regions name no gene, and are not looked for",
                self.list, self.without_gene
            ));
        }
        notes.extend(self.strange_notes());
        notes.extend(self.unmatched_note().filter(|_| self.has_bundle));
        notes
    }

    fn strange_notes(&self) -> impl Iterator<Item = String> {
        let strange = row::WORDS.iter().zip(&self.strange);
        let strange = strange.filter(|(_, (count, _))| *count > 0);
        strange.map(|(kind, (count, example))| {
            format!(
                "{}: {count} values of {kind} are not understood, and say nothing: {example}",
                self.list
            )
        })
    }

    fn unmatched_note(&self) -> Option<String> {
        let unmatched = self.entries.of_unlisted().map(|listed| &*listed.name);
        let unmatched: Vec<_> = unmatched.collect();
        let count = unmatched.len();
        let shown = &unmatched[..count.min(SHOWN)];
        let more = match count.saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        (count > 0).then(|| {
            format!(
                "{}: {count} names are no gene of the bundle, and are found only where the input has \
                 the same name: {}{more}",
                self.list,
                shown.join(", ")
            )
        })
    }

    /// The entry of a gene; none where it does not count as known.
    fn listed(&mut self, gene: &ListedGene, said: Said) -> Option<Listed> {
        for (kind, text) in said.strange {
            let (count, example) = &mut self.strange[kind];
            *count += 1;
            if example.is_empty() {
                *example = format!("\"{text}\" of {} in line {}", gene.text(), gene.line);
            }
        }
        let level = said.known.level;
        if level != Confidence::Unrated && level < self.least {
            self.left_out += 1;
            return None;
        }
        let known = Known {
            list: self.list.clone(),
            ..said.known
        };
        let name = gene.text().into();
        Some(Listed { known, name })
    }
}

impl Listed {
    /// Joins two entries of a gene: the better confidence, and what both say of its rules. Disease shows
    /// with one kind of chromosomes alone where both say so.
    fn join(&mut self, other: Self) {
        let (mut best, second) = match other.known.level > self.known.level {
            true => (other.known, self.known.clone()),
            false => (self.known.clone(), other.known),
        };
        best.sex_limited = best
            .sex_limited
            .filter(|sex| second.sex_limited == Some(*sex));
        best.dosage.extend(&second.dosage);
        best.dosage.sort_unstable();
        best.dosage.dedup();
        best.add_modes(second.inheritance);
        if best.note != second.note && !second.note.is_empty() {
            best.note = [best.note, second.note].join("; ");
        }
        self.known = best;
    }
}

impl Known {
    fn add_modes(&mut self, modes: Vec<Inheritance>) {
        self.inheritance.extend(modes);
        self.inheritance.sort_unstable();
        self.inheritance.dedup();
    }
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().replace(char::is_control, "?")
}

#[cfg(test)]
mod tests;
