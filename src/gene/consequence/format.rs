//! The layout of a field: what its Description lists.

use std::ops::Range;

use super::{
    allele::{
        SNPEFF_SPELLINGS, Spelling, VEP_MINIMAL_SPELLINGS, VEP_SPELLINGS, is_sequence, spellings_at,
    },
    change::Change,
    entry::Entry,
    error::ConsequenceFieldError,
    hgvs::{self, Strand, Verdict},
    kind::ConsequenceKind,
    role::Role,
    site::Site,
    text::{EntryText, after_bars},
};

/// The order of sub-fields of `ANN`, from its specification, version 1.0.
const ANN: &str = "Allele|Annotation|Annotation_Impact|Gene_Name|Gene_ID|Feature_Type|Feature_ID|\
    Transcript_BioType|Rank|HGVS.c|HGVS.p|cDNA.pos|CDS.pos|AA.pos|Distance|ERRORS";

/// The order of sub-fields that `bcftools csq` documents.
const BCSQ: &str = "Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change";

/// Where the sub-fields lie and how alleles are spelt.
#[derive(Clone, Debug)]
pub(super) struct Format {
    /// The names of all columns.
    pub(super) names: Vec<String>,
    /// The role of each column, up to the last that has one.
    roles: Vec<Option<Role>>,
    pub(super) allele: Option<usize>,
    pub(super) allele_number: Option<usize>,
    /// Columns of HGVS on the genome, which is the forward strand's.
    hgvs_of_genome: Option<usize>,
    hgvs_of_transcript: Option<usize>,
    /// The transcript's strand.
    strand: Option<usize>,
    /// The columns from the first to the last of symbol and gene ID.
    gene_columns: Range<usize>,
    /// How the writer may spell an ALT, the likeliest first.
    pub(super) spellings: &'static [Spelling],
}

impl Format {
    /// Reads a Description; `unlisted` are the sub-fields where it lists none.
    pub(super) fn read(
        kind: ConsequenceKind,
        key: &str,
        description: &str,
        unlisted: Option<&str>,
    ) -> Result<Self, ConsequenceFieldError> {
        let names =
            list_of(description)
                .or(unlisted)
                .ok_or_else(|| ConsequenceFieldError::NoFormat {
                    key: key.into(),
                    description: description.into(),
                })?;
        let format = Self::from_names(names);
        if format.names_genes() {
            return Ok(format);
        }
        Err(ConsequenceFieldError::NoGene {
            key: key.into(),
            wanted: wanted(kind),
            found: names.into(),
        })
    }

    fn from_names(names: &str) -> Self {
        let names: Vec<_> = names
            .split('|')
            .map(|name| bare(name).to_string())
            .collect();
        let mut roles: Vec<_> = names.iter().map(|name| Role::of(name)).collect();
        let up_to_last = |is_meant: fn(&Option<Role>) -> bool| {
            roles.iter().rposition(is_meant).map_or(0, |last| last + 1)
        };
        let is_gene = |role: &Option<Role>| matches!(role, Some(Role::Symbol | Role::GeneId));
        let first = roles.iter().position(is_gene).unwrap_or(0);
        let gene_columns = first..up_to_last(is_gene);
        let used = up_to_last(Option::is_some);
        roles.truncate(used);
        let has = |wanted| names.iter().any(|name| name == wanted);
        let spellings = match () {
            () if has("Annotation") => SNPEFF_SPELLINGS,
            () if has("MINIMISED") => VEP_MINIMAL_SPELLINGS,
            () => VEP_SPELLINGS,
        };
        let column = |name: &str| names.iter().position(|found| found == name);
        Self {
            allele: column("Allele"),
            allele_number: column("ALLELE_NUM"),
            hgvs_of_genome: column("HGVSg"),
            hgvs_of_transcript: column("HGVSc").or_else(|| column("HGVS.c")),
            strand: column("STRAND"),
            names,
            roles,
            gene_columns,
            spellings,
        }
    }

    fn names_genes(&self) -> bool {
        let is_name = |role: &Role| matches!(role, Role::Symbol | Role::GeneId | Role::HgncId);
        self.roles.iter().flatten().any(is_name)
    }

    /// The entries of a field's value.
    pub(super) fn entries<'a>(&self, value: &'a [u8]) -> impl Iterator<Item = Entry<'a>> {
        texts(value).map(|text| self.entry(text))
    }

    pub(super) fn entry<'a>(&self, text: &'a [u8]) -> Entry<'a> {
        let mut entry = Entry::default();
        for (role, value) in self.roles.iter().zip(pieces(text, b'|')) {
            if let Some(role) = role {
                entry.set(*role, value);
            }
        }
        entry
    }

    /// Whether entries bind by their changes, as those of `bcftools csq` do.
    pub(super) fn has_changes(&self) -> bool {
        self.roles.contains(&Some(Role::DnaChange))
    }

    /// The allele that all entries must begin with to be those of a record's only ALT; that of the
    /// first where the ALT is no sequence. `None` where it takes a closer look.
    pub(super) fn only_allele<'a>(
        &self,
        value: &'a [u8],
        site: &Site,
        alternate: &[u8],
    ) -> Option<&'a [u8]> {
        let is_first = self.allele == Some(0) && self.allele_number.is_none();
        let is_minimal = self.spellings.first() == Some(&Spelling::Minimal);
        if !is_first || is_minimal {
            return None;
        }
        let allele = &value[..memchr::memchr2(b'|', b',', value).unwrap_or(value.len())];
        let is_spelt = || {
            let mut spellings = spellings_at(self.spellings, site).iter();
            spellings.any(|spelling| spelling.matches(site, alternate, allele))
        };
        let is_own = allele == alternate || !is_sequence(alternate) || is_spelt();
        (!allele.is_empty() && is_own).then_some(allele)
    }

    /// Where a column of an entry is in the value; nowhere where there is none.
    pub(super) fn range(
        &self,
        value: &[u8],
        entry: &Range<usize>,
        column: Option<usize>,
    ) -> Range<usize> {
        let text = &value[entry.clone()];
        let start = column.and_then(|column| after_bars(text, column));
        let start = start.unwrap_or(text.len());
        let len = memchr::memchr(b'|', &text[start..]).unwrap_or(text.len() - start);
        entry.start + start..entry.start + start + len
    }

    /// What the HGVS of an entry says of a change.
    pub(super) fn verdict(&self, text: &[u8], change: &Change) -> Verdict {
        let get = |column: Option<usize>| EntryText::new(text).get_known(column);
        match hgvs::verdict(get(self.hgvs_of_genome), Strand::Forward, change) {
            Verdict::Silent => {
                let strand = Strand::read(get(self.strand));
                hgvs::verdict(get(self.hgvs_of_transcript), strand, change)
            }
            verdict => verdict,
        }
    }

    /// An entry's columns of symbol and gene ID as they stand, with the bar that follows; none
    /// where the entry ends there.
    pub(super) fn gene_text<'a>(&self, text: &'a [u8]) -> Option<&'a [u8]> {
        let text = &text[after_bars(text, self.gene_columns.start)?..];
        text.get(..after_bars(text, self.gene_columns.len())?)
    }

    /// Whether an entry's columns of symbol and gene ID are these.
    pub(super) fn repeats_gene(&self, text: &[u8], gene_text: &[u8]) -> bool {
        after_bars(text, self.gene_columns.start)
            .is_some_and(|start| text[start..].starts_with(gene_text))
    }
}

/// Whether an entry's first column is an allele.
pub(super) fn begins_with(text: &[u8], allele: &[u8]) -> bool {
    // Most alleles are one base, for which a call of libc's `memcmp` is long.
    let rest = match (allele, text) {
        ([base], [first, rest @ ..]) => (base == first).then_some(rest),
        _ => text.strip_prefix(allele),
    };
    rest.is_some_and(|rest| matches!(rest, [] | [b'|', ..]))
}

/// Where the entries of a field's value are.
pub(super) fn ranges(value: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    texts(value).map(move |text| {
        let range = start..start + text.len();
        start = range.end + 1;
        range
    })
}

/// The texts of the entries of a field's value.
pub(super) fn texts(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    pieces(value, b',')
}

/// Splits as `slice::split` does, but many bytes at a time.
fn pieces(text: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    memchr::memchr_iter(separator, text)
        .chain(std::iter::once(text.len()))
        .map(move |end| {
            let piece = &text[start..end];
            start = end + 1;
            piece
        })
}

/// The list of sub-fields within a Description: what follows `Format:`, or, in
/// SnpEff's manner, what follows a colon and has bars.
///
/// A list in quotes ends with them: `bcftools csq` before 1.10 goes on in words.
fn list_of(description: &str) -> Option<&str> {
    if let Some((_, list)) = description.rsplit_once("Format:") {
        let quoted = list.trim_start().strip_prefix('\'');
        return Some(quoted.map_or(list, |list| list.split('\'').next().unwrap_or(list)));
    }
    let (_, list) = description.split_once(':')?;
    list.contains('|').then_some(list)
}

/// The sub-fields that the specification of a kind has.
pub(super) fn specified(kind: ConsequenceKind) -> Option<&'static str> {
    match kind {
        ConsequenceKind::Csq => None,
        ConsequenceKind::Ann => Some(ANN),
        ConsequenceKind::Bcsq => Some(BCSQ),
    }
}

fn wanted(kind: ConsequenceKind) -> &'static str {
    match kind {
        ConsequenceKind::Csq => "SYMBOL, Gene or HGNC_ID",
        ConsequenceKind::Ann => "Gene_Name or Gene_ID",
        ConsequenceKind::Bcsq => "gene",
    }
}

/// A sub-field's name without quotes, blanks, the `[*]` of `bcftools csq` and its brackets around
/// what may be left out, `biotype[|strand|amino_acid_change|dna_change]`.
fn bare(name: &str) -> &str {
    let is_wrapping = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '\\' | '[' | ']');
    let name = name.trim();
    let name = name.trim_start_matches(['\'', '"', '\\']);
    name.strip_prefix("[*]")
        .unwrap_or(name)
        .trim_matches(is_wrapping)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: ConsequenceKind, description: &str) -> Result<Format, ConsequenceFieldError> {
        Format::read(kind, "KEY", description, specified(kind))
    }

    fn column(format: &Format, role: Role) -> Option<usize> {
        format.roles.iter().position(|r| *r == Some(role))
    }

    #[test]
    fn vep_columns_are_found_by_name() -> Result<(), ConsequenceFieldError> {
        let format = read(
            ConsequenceKind::Csq,
            "Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature|ALLELE_NUM|SYMBOL_SOURCE|HGNC_ID|GENE_PHENO",
        )?;
        assert_eq!(format.allele, Some(0));
        assert_eq!(column(&format, Role::Symbol), Some(3));
        assert_eq!(column(&format, Role::GeneId), Some(4));
        assert_eq!(format.allele_number, Some(6));
        assert_eq!(column(&format, Role::HgncId), Some(8));
        assert_eq!(format.roles.len(), 9);
        Ok(())
    }

    #[test]
    fn snpeff_columns_are_found_among_quotes_and_blanks() -> Result<(), ConsequenceFieldError> {
        let format = read(
            ConsequenceKind::Ann,
            "Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | ERRORS / WARNINGS / INFO' ",
        )?;
        assert_eq!(format.allele, Some(0));
        assert_eq!(column(&format, Role::Consequence), Some(1));
        assert_eq!(column(&format, Role::Symbol), Some(3));
        assert_eq!(column(&format, Role::GeneId), Some(4));
        assert_eq!(format.spellings, SNPEFF_SPELLINGS);
        Ok(())
    }

    #[test]
    fn bcftools_columns_are_found_in_every_version() -> Result<(), ConsequenceFieldError> {
        for description in [
            "Haplotype-aware consequence annotation from BCFtools/csq, see http://samtools.github.io/bcftools/howtos/csq-calling.html for details. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change",
            "Local consequence annotation from BCFtools/csq. Format: '[*]consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change'",
            "Local consequence annotation from BCFtools/csq. Format: '[*]consequence|gene|transcript|biotype[|strand|amino_acid_change|dna_change]' or, for consequences of variants split across multiple sites, a pointer to the record storing the consequences '@position'. '*' prefix indicates a consequence downstream from a stop",
            "no list here",
        ] {
            let format = read(ConsequenceKind::Bcsq, description)?;
            assert_eq!(column(&format, Role::Consequence), Some(0), "{description}");
            assert_eq!(column(&format, Role::Symbol), Some(1), "{description}");
            assert_eq!(column(&format, Role::DnaChange), Some(6), "{description}");
            assert_eq!(format.names[3..5], ["biotype", "strand"], "{description}");
            assert_eq!(format.names.len(), 7, "{description}");
        }
        Ok(())
    }

    #[test]
    fn a_description_outranks_the_key() -> Result<(), ConsequenceFieldError> {
        let vep = "Consequence annotations from Ensembl VEP. Format: Allele|Gene|SYMBOL";
        let format = read(ConsequenceKind::Ann, vep)?;
        assert_eq!(column(&format, Role::Symbol), Some(2));
        assert_eq!(format.spellings, VEP_SPELLINGS);
        let format = read(ConsequenceKind::Ann, "Some annotation")?;
        assert_eq!(column(&format, Role::Symbol), Some(3));
        Ok(())
    }

    #[test]
    fn a_description_without_genes_is_an_error_that_names_them() {
        let error = read(ConsequenceKind::Csq, "Consequences").unwrap_err();
        assert!(error.to_string().contains("INFO/KEY"), "{error}");
        let error = read(ConsequenceKind::Csq, "Format: Allele|Consequence").unwrap_err();
        assert_has!(error, "SYMBOL, Gene or HGNC_ID", "Allele|Consequence");
    }
}
