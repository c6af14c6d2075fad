//! What an annotation found, for the user.

use std::fmt;

use rustc_hash::FxHashMap;

/// Names that are remembered, so that memory stays bounded on input with made-up names.
const MAX_NAMES: usize = 100_000;
/// Names that are printed.
const SHOWN_NAMES: usize = 10;

/// What an annotation found.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Records read.
    pub read: u64,
    /// Records in a gene, known to the bundle or not.
    pub with_gene: u64,
    /// Records in a gene of the bundle.
    pub matched: u64,
    /// Records that were given a score.
    pub scored: u64,
    /// `BCSQ` references to records that are not there.
    pub dangling: u64,
    /// ALTs that keep the consequence entries of several ALTs of the site that their record was
    /// split from, since neither spelling nor number nor HGVS tells whose they are.
    pub ambiguous: u64,
    /// ALTs without a consequence entry, though others of their record or of its site have some.
    pub bare: u64,
    unmatched: FxHashMap<Box<[u8]>, Tally>,
    /// Records on accessions of another assembly than that of the genes' coordinates, and the first
    /// such contig.
    elsewhere: (u64, Box<[u8]>),
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    records: u64,
    last: u64,
}

impl Summary {
    /// Counts a gene's name that matched nothing, once a record.
    pub fn count_unmatched(&mut self, name: &[u8]) {
        let last = self.read;
        if let Some(tally) = self.unmatched.get_mut(name) {
            tally.records += u64::from(tally.last != last);
            tally.last = last;
        } else if self.unmatched.len() < MAX_NAMES {
            self.unmatched
                .insert(name.into(), Tally { records: 1, last });
        }
    }

    /// What to know of records on contigs of another assembly, and of consequence entries whose ALT
    /// cannot be told or is another.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let ambiguous = (self.ambiguous > 0).then(|| {
            format!(
                "{} ALTs keep the consequence entries of several ALTs: their records were split or \
                 trimmed after they were annotated, and neither spelling, ALLELE_NUM nor HGVS tells \
                 whose an entry is; split before annotating consequences",
                self.ambiguous
            )
        });
        let bare = (self.bare > 0).then(|| {
            format!(
                "{} ALTs have no gene, for the consequence entries of their records are of other ALTs \
                 alone; annotate consequences again (VEP: --pick_allele instead of --pick)",
                self.bare
            )
        });
        let notes = [self.elsewhere(), ambiguous, bare];
        notes.into_iter().flatten().collect()
    }

    /// Counts a record that lies on an accession of another assembly than that of the genes.
    pub fn count_elsewhere(&mut self, contig: &[u8]) {
        let (count, first) = &mut self.elsewhere;
        if *count == 0 {
            *first = contig.into();
        }
        *count += 1;
    }

    /// What is to be said of records on accessions of another assembly, if there were some.
    fn elsewhere(&self) -> Option<String> {
        let (count, contig) = &self.elsewhere;
        let records = if *count == 1 {
            "record lies"
        } else {
            "records lie"
        };
        (*count > 0).then(|| {
            format!(
                "{count} {records} on contigs of another assembly than the gene coordinates, the first \
                 on {}: no gene was looked for there",
                contig.escape_ascii()
            )
        })
    }

    /// The names that matched nothing with their numbers of records, most frequent first.
    #[must_use]
    pub fn unmatched(&self) -> Vec<(&[u8], u64)> {
        let names = self
            .unmatched
            .iter()
            .map(|(name, tally)| (&**name, tally.records));
        let mut names: Vec<_> = names.collect();
        names.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        names
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} variants read, {} with a gene, {} with a gene of the bundle, {} scored",
            self.read, self.with_gene, self.matched, self.scored
        )?;
        let unmatched = self.unmatched();
        if !unmatched.is_empty() {
            write!(
                f,
                "\n{} gene names matched nothing in the bundle:",
                unmatched.len()
            )?;
            for (name, records) in unmatched.iter().take(SHOWN_NAMES) {
                write!(f, " {} ({records})", name.escape_ascii())?;
            }
            if unmatched.len() > SHOWN_NAMES {
                f.write_str(" …")?;
            }
        }
        if self.dangling > 0 {
            write!(
                f,
                "\nwarning: {} BCSQ references lead to no record",
                self.dangling
            )?;
        }
        for text in self.notes() {
            write!(f, "\nwarning: {text}")?;
        }
        match (self.read, self.with_gene, self.matched) {
            (0, ..) => Ok(()),
            (_, 0, _) => f.write_str(
                "\nwarning: no variant lies in any gene; are the assembly and the source of genes the right ones?",
            ),
            (_, _, 0) => f.write_str(
                "\nwarning: no gene of the input is in the bundle; are they of one species, and named alike?",
            ),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unmatched_names_are_counted_once_a_record_and_sorted() {
        let mut summary = Summary::default();
        for (record, name) in [(1, "B"), (1, "B"), (2, "A"), (3, "A"), (3, "C")] {
            summary.read = record;
            summary.count_unmatched(name.as_bytes());
        }
        let expected: [(&[u8], u64); 3] = [(b"A", 2), (b"B", 1), (b"C", 1)];
        assert_eq!(summary.unmatched(), expected);
        assert!(summary.to_string().contains("A (2) B (1) C (1)"));
    }

    #[test]
    fn entries_of_other_alts_are_counted() {
        let summary = Summary {
            ambiguous: 3,
            bare: 7,
            ..Summary::default()
        };
        let text = summary.to_string();
        assert!(text.contains("warning: 3 ALTs keep") && text.contains("warning: 7 ALTs have"));
        assert!(Summary::default().notes().is_empty());
    }

    #[test]
    fn it_warns_where_nothing_overlaps() {
        let mut summary = Summary {
            read: 3,
            ..Summary::default()
        };
        assert!(summary.to_string().contains("no variant lies in any gene"));
        summary.with_gene = 3;
        assert_has!(summary, "no gene of the input is in the bundle");
        summary.matched = 1;
        assert!(!summary.to_string().contains("warning"));
        assert!(!Summary::default().to_string().contains("warning"));
    }
}
