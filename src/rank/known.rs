//! Genes that are known for the disease.

use std::path::Path;

use serde::Serialize;

use super::{RankedGene, Sex};
use crate::{
    delimited::Row,
    gene::{
        ByGene, Gene, Registry,
        list::{GeneTable, ListError, ListedGene},
    },
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
    red: usize,
    without_gene: usize,
}

/// A gene's entry, and how the list names the gene.
#[derive(Clone, Debug)]
struct Listed {
    known: Known,
    name: String,
}

/// The column of PanelApp's rating, in its export and its API.
const RATINGS: [&str; 2] = ["gel_status", "confidence_level"];
const CONFIDENCES: [&str; 4] = ["confidence", "classification", "rating", "evidence"];
const NOTES: [&str; 5] = [
    "model_of_inheritance",
    "mode_of_inheritance",
    "moi",
    "inheritance",
    "note",
];
/// PanelApp's kind of an entry: `gene`, `str` or `region`.
const KINDS: [&str; 1] = ["entity_type"];

/// Names of unmatched entries that a note shows.
const SHOWN: usize = 8;

struct KnownColumns {
    rating: Option<usize>,
    confidence: Option<usize>,
    note: Option<usize>,
    kind: Option<usize>,
}

impl KnownGenes {
    /// Reads PanelApp's TSV export, any table with a column of genes, or a plain list with one gene
    /// a line; compressed by gzip or not. `genes` are the bundle's, by which previous symbols and
    /// aliases are found.
    ///
    /// Of PanelApp's ratings 3 and 4 are `Green`, 2 is `Amber`. Red genes are left out, as the
    /// evidence for them is too little to report on; so are regions, which are no genes.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is empty, has no column of genes, or a row names none.
    pub fn read(path: impl AsRef<Path>, genes: &[Gene]) -> Result<Self, ListError> {
        let path = path.as_ref();
        let mut table = GeneTable::open(path)?;
        table.allow_line_breaks();
        let columns = KnownColumns::find(&table);
        let mut registry = Registry::growing(genes).despite_capitals(genes);
        let mut entries = Vec::new();
        let mut known = Self {
            list: file_name(path),
            has_bundle: !genes.is_empty(),
            ..Self::default()
        };
        let mut rows = 0;
        while let Some((gene, row)) = table.next()? {
            rows += 1;
            let entry = row.as_ref().map(|row| columns.entry(row));
            let is_panel = columns.kind.is_some();
            if !gene.mention().is_empty() {
                let listed = known.listed(&gene, entry.unwrap_or_default());
                let number = registry.number_written(&gene.mention(), &gene.name);
                entries.extend(number.zip(listed));
            } else if is_panel {
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
        if self.red > 0 {
            notes.push(format!(
                "{}: {} entries that PanelApp rates Red or not at all do not count as known",
                self.list, self.red
            ));
        }
        if self.without_gene > 0 {
            notes.push(format!(
                "{}: {} regions name no gene, and are not looked for",
                self.list, self.without_gene
            ));
        }
        notes.extend(self.unmatched_note().filter(|_| self.has_bundle));
        notes
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
    fn listed(&mut self, gene: &ListedGene, entry: Entry) -> Option<Listed> {
        let Entry::Known(confidence, note) = entry else {
            self.red += 1;
            return None;
        };
        let known = Known {
            list: self.list.clone(),
            confidence,
            note,
            ..Known::default()
        };
        let name = gene.text().into();
        Some(Listed { known, name })
    }
}

impl Listed {
    /// Keeps the better of two entries of a gene.
    fn join(&mut self, other: Self) {
        if weight(&other.known) > weight(&self.known) {
            self.known = other.known;
        }
    }
}

/// What a row says of its gene.
enum Entry {
    Known(String, String),
    Red,
}

impl Default for Entry {
    fn default() -> Self {
        Self::Known(String::new(), String::new())
    }
}

impl KnownColumns {
    fn find(table: &GeneTable) -> Self {
        Self {
            rating: table.column(&RATINGS),
            confidence: table.column(&CONFIDENCES),
            note: table.column(&NOTES),
            kind: table.column(&KINDS),
        }
    }

    fn entry(&self, row: &Row<'_>) -> Entry {
        let note = one_line(row.optional(self.note));
        match (row.optional(self.rating), row.optional(self.confidence)) {
            ("3" | "4", _) => Entry::Known("Green".into(), note),
            ("2", _) => Entry::Known("Amber".into(), note),
            ("0" | "1", _) => Entry::Red,
            ("", confidence) | (confidence, _) => Entry::Known(one_line(confidence), note),
        }
    }
}

/// The better entry of two for one gene weighs more.
fn weight(known: &Known) -> u8 {
    match known.confidence.as_str() {
        "Green" => 2,
        "Amber" => 1,
        _ => 0,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().replace(char::is_control, "?")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{delimited::tests::file, gene::by_gene_tests::genes};

    fn names(symbol: &str, index: Option<usize>) -> RankedGene {
        RankedGene {
            symbol: symbol.into(),
            index,
            ..RankedGene::default()
        }
    }

    fn read(content: &str) -> Result<KnownGenes, ListError> {
        KnownGenes::read(file(content).path(), &genes())
    }

    fn confidence(known: &KnownGenes, symbol: &str, index: Option<usize>) -> Option<String> {
        let found = known.find(&names(symbol, index));
        found.map(|known| known.confidence.clone())
    }

    /// The columns of PanelApp's export, as it writes them.
    const PANEL: &str = "Entity Name\tEntity type\tGene Symbol\tSources(; separated)\tLevel4\tLevel3\tLevel2\tModel_Of_Inheritance\tPhenotypes\tGEL_Status\tHGNC\n";

    #[test]
    fn a_panel_says_how_sure_it_is() {
        let row = |name: &str, kind: &str, symbol: &str, phenotypes: &str, status: &str| {
            format!(
                "{name}\t{kind}\t{symbol}\tNHS GMS\tDSD\t\t\tBIALLELIC\t{phenotypes}\t{status}\t\n"
            )
        };
        let rows = [
            row(
                "TDF",
                "gene",
                "TDF",
                "\"a \"\"quoted\"\" thing\nof two lines\"",
                "2",
            ),
            row("SRY_CAG", "str", "SRY", "", "3"),
            row("ISCA-1-Loss", "region", "", "", "3"),
            row("NR5A1", "gene", "NR5A1", "", "1"),
            row("ELSEWHERE", "gene", "ELSEWHERE", "", "4"),
        ];
        let known = read(&format!("{PANEL}{}", rows.concat())).unwrap();
        assert_eq!(confidence(&known, "SRY", Some(0)).unwrap(), "Green");
        assert_eq!(confidence(&known, "NR5A1", Some(1)), None);
        assert_eq!(confidence(&known, "elsewhere", None).unwrap(), "Green");
        let gene = names("SRY", Some(0));
        assert_eq!(known.find(&gene).unwrap().note, "BIALLELIC");
        let notes = known.notes().join("\n");
        assert_has!(
            notes,
            "2 known genes",
            "1 entries that",
            "1 regions",
            "1 names",
            ": ELSEWHERE"
        );
    }

    #[test]
    fn plain_names_and_other_tables_will_do() {
        for list in [
            "sry\nSF1\n",
            "HGNC ID;remark\nHGNC:1;\nHGNC:2;\n",
            "symbol\tconfidence\nTDF\tstrong\nENSG00000000002.4\tweak\n",
        ] {
            let known = read(list).unwrap();
            assert!(confidence(&known, "SRY", Some(0)).is_some(), "{list}");
            assert!(confidence(&known, "NR5A1", Some(1)).is_some(), "{list}");
            assert_eq!(known.len(), 2);
        }
    }

    #[test]
    fn a_table_of_something_else_is_refused_with_its_line() {
        let told = read("a\tb\n1\t2\n").unwrap_err();
        assert!(matches!(told, ListError::NoGeneColumn { .. }), "{told}");
        let told = read("symbol\n").unwrap_err();
        assert!(matches!(told, ListError::Table(_)), "{told}");
        let told = read("symbol\tx\nSRY\t1\n\t2\n").unwrap_err().to_string();
        assert!(told.contains("line 3"), "{told}");
    }
}
