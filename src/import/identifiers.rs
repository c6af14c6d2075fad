//! Identifiers and other names for genes that a table knows by symbol alone.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::Path,
};

use super::table_genes::add_synonyms;
use crate::{
    delimited::{Delimited, Row, TableError},
    gene::{
        Gene, GeneMention, Names,
        identity::{hgnc_text, stable_text},
    },
};

/// Genes as MANE or HGNC name them.
///
/// ```
/// use dsdscore::{gene::Gene, import::{Identifiers, Symbols}};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = |name: &str| folder.path().join(name);
/// std::fs::write(path("mane"), "symbol\tEnsembl_Gene\tHGNC_ID\nGARIN4\tENSG00000162771.8\tHGNC:26541\n")?;
/// std::fs::write(path("renamed"), "symbol\tapproved\nFAM71A\tGARIN4\n")?;
/// let mut genes = [Gene { symbol: "FAM71A".into(), ..Gene::default() }];
/// let identifiers = Identifiers::read(&[path("mane"), path("renamed")])?;
/// assert_eq!(identifiers.annotate(&mut genes, Symbols::Current).previous, 1);
/// assert_eq!((genes[0].symbol.as_str(), genes[0].hgnc_id.as_str()), ("GARIN4", "HGNC:26541"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Identifiers {
    /// Their synonyms are previous symbols.
    genes: Vec<Gene>,
    /// The aliases of each, separated by `|`.
    aliases: Vec<String>,
    /// The current symbols.
    symbols: HashSet<String>,
}

/// What becomes of the symbol of a gene that is found by another name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbols {
    /// It stays, and the current symbol is another name of the gene.
    Kept,
    /// The gene gets its current symbol, and the old one is another name.
    Current,
}

/// What [`Identifiers::annotate`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotated {
    /// Genes found by their Ensembl ID, HGNC ID or current symbol.
    pub current: usize,
    /// Genes found by a symbol that was theirs alone before.
    pub previous: usize,
    /// Genes whose symbol is that of a gene with another identifier, or that
    /// stands for another gene here. They are left as they are.
    pub conflicting: usize,
    /// Genes that were not found.
    pub unknown: usize,
    /// Genes of the identifiers' that none here is.
    pub missing: usize,
    /// Which genes were found, in their order.
    pub is_found: Vec<bool>,
}

impl Identifiers {
    /// Reads MANE summaries, HGNC's complete set, and tables of renamed genes (the columns `symbol` and
    /// `approved`, as HGNChelper has them), compressed by gzip or not. A renamed gene counts
    /// where another of the files has its approved symbol. What a table of renamed genes says of a symbol
    /// takes the place of what an earlier one said; an empty `approved` says that it is no gene's.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or is none of these.
    pub fn read(paths: &[impl AsRef<Path>]) -> Result<Self, TableError> {
        let mut identifiers = Self::default();
        let mut renamed = Renamed::new();
        for path in paths {
            let mut found = Renamed::new();
            identifiers.read_file(path.as_ref(), &mut found)?;
            renamed.extend(found);
        }
        identifiers.rename(&renamed);
        Ok(identifiers)
    }

    fn read_file(&mut self, path: &Path, renamed: &mut Renamed) -> Result<(), TableError> {
        let mut table = Delimited::open(path)?;
        let columns = IdentifierColumns::find(&table);
        let names = table.column(&["symbol"]).zip(table.column(&["approved"]));
        let mut is_empty = true;
        while let Some(row) = table.next()? {
            is_empty = false;
            match (&columns, names) {
                (Some(columns), _) => self.add(&row, columns),
                (None, Some((symbol, approved))) => {
                    let [symbol, approved] =
                        [symbol, approved].map(|name| row.optional(Some(name)));
                    renamed
                        .entry(symbol.into())
                        .or_default()
                        .push(approved.into());
                }
                (None, None) => break,
            }
        }
        if columns.is_none() && names.is_none() {
            let path = table.path().to_path_buf();
            return Err(TableError::NotIdentifiers { path });
        }
        match is_empty {
            true => Err(table.empty("row below its header")),
            false => Ok(()),
        }
    }

    fn rename(&mut self, renamed: &Renamed) {
        let indices: HashMap<_, _> = self
            .genes
            .iter()
            .map(|gene| gene.symbol.clone())
            .zip(0..)
            .collect();
        for (symbol, approved) in renamed {
            for index in approved.iter().filter_map(|approved| indices.get(approved)) {
                self.genes[*index].add_synonym(symbol);
            }
        }
    }

    fn add(&mut self, row: &Row, columns: &IdentifierColumns) {
        let symbol = row.optional(Some(columns.symbol));
        // MANE has a row for each transcript.
        if symbol.is_empty() || !self.symbols.insert(symbol.into()) {
            return;
        }
        let mut gene = Gene {
            symbol: symbol.into(),
            ensembl_id: stable_text(row.optional(Some(columns.ensembl_id))).into(),
            hgnc_id: hgnc_text(row.optional(Some(columns.hgnc_id))),
            synonyms: Vec::new(),
        };
        add_synonyms(&mut gene, row.optional(columns.previous), &['|']);
        self.genes.push(gene);
        self.aliases.push(row.optional(columns.alias).into());
    }

    /// Completes the genes' empty identifiers and adds to their other names.
    ///
    /// A gene is found by its Ensembl ID, else its HGNC ID, else by its symbol,
    /// else by a symbol that only one gene had before and that this gene alone
    /// here can mean.
    /// Identifiers that are there already stay, and none is given twice.
    pub fn annotate(&self, genes: &mut [Gene], symbols: Symbols) -> Annotated {
        let mut claims = Claims {
            found: vec![None; genes.len()],
            taken: HashSet::new(),
        };
        let names = Names::new(&self.genes);
        let by_id = claims.claim(genes, |gene| Self::find_by_id(&names, gene));
        let by_symbol = claims.claim(genes, |gene| self.find_by_symbol(&names, gene, true));
        let previous = claims.claim_alone(genes, |gene| self.find_by_symbol(&names, gene, false));
        let left = genes.iter().zip(&claims.found).filter(|(_, f)| f.is_none());
        let (conflicting, unknown): (Vec<_>, Vec<_>) =
            left.partition(|(gene, _)| self.symbols.contains(&gene.symbol));
        let annotated = Annotated {
            current: by_id + by_symbol,
            previous,
            conflicting: conflicting.len(),
            unknown: unknown.len(),
            missing: self.genes.len() - claims.taken.len(),
            is_found: claims.found.iter().map(Option::is_some).collect(),
        };
        self.complete(genes, &claims.found, symbols);
        annotated
    }

    fn find_by_id(names: &Names, gene: &Gene) -> Option<usize> {
        let identifiers = GeneMention {
            symbol: b"",
            ..gene.mention()
        };
        Some(names.resolve_for(&identifiers, &gene.mention())? as usize)
    }

    /// The gene whose symbol this is now, or was before.
    fn find_by_symbol(&self, names: &Names, gene: &Gene, is_current: bool) -> Option<usize> {
        let symbol = GeneMention {
            symbol: gene.symbol.as_bytes(),
            ..GeneMention::default()
        };
        let found = names.resolve_for(&symbol, &gene.mention())? as usize;
        let is_asked = (self.genes[found].symbol == gene.symbol) == is_current;
        is_asked.then_some(found)
    }

    fn complete(&self, genes: &mut [Gene], found: &[Option<usize>], symbols: Symbols) {
        let ids = genes.iter().flat_map(|g| [&g.ensembl_id, &g.hgnc_id]);
        let mut used: HashSet<String> = ids.cloned().collect();
        for (gene, found) in genes.iter_mut().zip(found) {
            let Some((known, aliases)) = found.map(|i| (&self.genes[i], &self.aliases[i])) else {
                continue;
            };
            complete_id(&mut gene.ensembl_id, &known.ensembl_id, &mut used);
            complete_id(&mut gene.hgnc_id, &known.hgnc_id, &mut used);
            if symbols == Symbols::Current && gene.symbol != known.symbol {
                let old = std::mem::replace(&mut gene.symbol, known.symbol.clone());
                gene.synonyms.retain(|name| *name != gene.symbol);
                gene.add_synonym(&old);
            }
            gene.add_synonym(&known.symbol);
            // What another gene is called now must not mean this one where the other is not here.
            let others = known
                .synonyms
                .iter()
                .map(String::as_str)
                .chain(aliases.split('|'));
            let others = others
                .map(str::trim)
                .filter(|name| !self.symbols.contains(*name));
            others.for_each(|name| gene.add_synonym(name));
        }
    }
}

/// Which of the known genes stands for which gene of a table, each for one.
struct Claims {
    found: Vec<Option<usize>>,
    taken: HashSet<usize>,
}

impl Claims {
    /// Looks for the genes that are not found yet; how many are found now.
    fn claim(&mut self, genes: &[Gene], find: impl Fn(&Gene) -> Option<usize>) -> usize {
        let before = self.taken.len();
        for (gene, found) in genes.iter().zip(&mut self.found) {
            if found.is_none() {
                *found = find(gene).filter(|&index| self.taken.insert(index));
            }
        }
        self.taken.len() - before
    }

    /// The same, but where several genes mean one, none is it.
    fn claim_alone(&mut self, genes: &[Gene], find: impl Fn(&Gene) -> Option<usize>) -> usize {
        let left = genes.iter().zip(&self.found);
        let left = left.map(|(gene, found)| found.map_or_else(|| find(gene), |_| None));
        let meant: Vec<_> = left.collect();
        let mut counts = HashMap::new();
        for index in meant.iter().flatten() {
            *counts.entry(*index).or_insert(0) += 1;
        }
        let before = self.taken.len();
        for (found, index) in self.found.iter_mut().zip(meant) {
            let alone = index.filter(|index| counts[index] == 1 && self.taken.insert(*index));
            *found = found.or(alone);
        }
        self.taken.len() - before
    }
}

/// What symbols that genes had are now, by the symbol.
type Renamed = BTreeMap<String, Vec<String>>;

struct IdentifierColumns {
    symbol: usize,
    ensembl_id: usize,
    hgnc_id: usize,
    alias: Option<usize>,
    previous: Option<usize>,
}

impl IdentifierColumns {
    fn find(table: &Delimited) -> Option<Self> {
        Some(Self {
            symbol: table.column(&["symbol"])?,
            ensembl_id: table.column(&["Ensembl_Gene", "ensembl_gene_id"])?,
            hgnc_id: table.column(&["HGNC_ID", "hgnc_id"])?,
            alias: table.column(&["alias_symbol"]),
            previous: table.column(&["prev_symbol"]),
        })
    }
}

fn complete_id(id: &mut String, known: &str, used: &mut HashSet<String>) {
    if id.is_empty() && used.insert(known.into()) {
        id.push_str(known);
    }
}

#[cfg(test)]
mod tests;
