use std::path::PathBuf;

use rustc_hash::FxHashMap;

use super::{Contig, Interval, Regions};
use crate::{
    contig::{canonical_contig, number, release},
    gene::{GeneMention, Registry, assembly::Clues},
};

/// A gene's place, as a line gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::gene) struct Row<'a> {
    pub(in crate::gene) contig: &'a [u8],
    /// 1-based.
    pub(in crate::gene) start: u64,
    /// 1-based, inclusive.
    pub(in crate::gene) end: u64,
    pub(in crate::gene) gene: GeneMention<'a>,
}

/// Gathers rows.
pub(super) struct Builder {
    contigs: FxHashMap<Box<[u8]>, Contig>,
    genes: Registry<'static>,
    /// What the file says of its assembly.
    pub(super) clues: Clues,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            contigs: FxHashMap::default(),
            genes: Registry::growing(&[]),
            clues: Clues::default(),
        }
    }
}

impl Builder {
    pub(super) fn add(&mut self, row: Row) {
        let Some(gene) = self.genes.number(&row.gene) else {
            return;
        };
        self.clues.contig(row.contig, None);
        let contig = canonical_contig(row.contig);
        let contig = self.contigs.entry(contig.into());
        let contig = contig.or_insert_with(|| Contig {
            name: row.contig.into(),
            release: release(row.contig),
            intervals: Vec::new(),
        });
        contig.intervals.push(Interval {
            start: row.start,
            end: row.end,
            reach: row.end,
            gene,
        });
    }

    /// The regions, or none where no row was added.
    pub(super) fn finish(mut self) -> Option<Regions> {
        if self.contigs.is_empty() {
            return None;
        }
        for contig in self.contigs.values_mut() {
            merge(&mut contig.intervals);
            set_reach(&mut contig.intervals);
        }
        Some(Regions {
            has_letters: !self.contigs.keys().any(|name| is_beyond_22(name)),
            contigs: self.contigs,
            genes: self.genes.into_mentioned(),
            path: PathBuf::new(),
            assembly: self.clues.told().cloned(),
            is_insisted_on: false,
        })
    }
}

/// Whether a contig has a number that no human autosome has.
fn is_beyond_22(name: &[u8]) -> bool {
    number(name).is_some_and(|number| number > 22)
}

/// Makes one of the overlapping intervals of a gene.
fn merge(intervals: &mut Vec<Interval>) {
    intervals.sort_unstable_by_key(|i| (i.gene, i.start, i.end));
    intervals.dedup_by(|next, held| {
        let is_same = next.gene == held.gene && next.start <= held.end.saturating_add(1);
        if is_same {
            held.end = held.end.max(next.end);
        }
        is_same
    });
}

fn set_reach(intervals: &mut [Interval]) {
    intervals.sort_unstable_by_key(|i| (i.start, i.end, i.gene));
    let mut reach = 0;
    for interval in intervals {
        reach = interval.end.max(reach);
        interval.reach = reach;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(start: u64, end: u64, symbol: &'static str) -> Row<'static> {
        Row {
            contig: b"chr21",
            start,
            end,
            gene: GeneMention::named(symbol.as_bytes()),
        }
    }

    fn regions(rows: &[Row]) -> Option<Regions> {
        let mut builder = Builder::default();
        rows.iter().for_each(|row| builder.add(*row));
        builder.finish()
    }

    fn symbols(regions: &Regions, start: u64, end: u64) -> Vec<String> {
        let mut found = Vec::new();
        regions.visit(b"21", start, end, &mut |mention| {
            found.push(String::from_utf8_lossy(mention.symbol).into_owned());
        });
        found
    }

    #[test]
    fn both_ends_belong_to_a_gene() {
        let regions = regions(&[row(100, 200, "A")]).expect("regions");
        for (start, end, is_hit) in [
            (99, 99, false),
            (100, 100, true),
            (200, 200, true),
            (201, 201, false),
            (1, 100, true),
            (1, 1000, true),
            (150, 149, true),
        ] {
            assert_eq!(symbols(&regions, start, end).len() == 1, is_hit, "{start}");
        }
    }

    #[test]
    fn pieces_of_a_gene_that_touch_are_one() {
        let rows = [
            row(1, 10, "A"),
            row(11, 20, "A"),
            row(5, 12, "A"),
            row(40, 50, "A"),
        ];
        let regions = regions(&rows).expect("regions");
        assert_eq!(symbols(&regions, 1, 30), ["A"]);
        assert_eq!(symbols(&regions, 1, 100), ["A", "A"]);
        assert!(symbols(&regions, 21, 39).is_empty());
    }

    #[test]
    fn contigs_keep_the_name_that_the_file_gave_them_first() {
        let mut builder = Builder::default();
        for contig in [b"chr21".as_slice(), b"21"] {
            let named = row(1, 10, "A");
            builder.add(Row { contig, ..named });
        }
        let mut found = Vec::new();
        let regions = builder.finish().expect("regions");
        regions.for_each(&mut |contig, start, end, _| found.push((contig.to_vec(), start, end)));
        assert_eq!(found, [(b"chr21".to_vec(), 1, 10)]);
    }

    /// A long gene before many short ones must be found behind them.
    #[test]
    fn the_answer_is_that_of_a_plain_scan() {
        const SYMBOLS: [&str; 7] = ["A", "B", "C", "D", "E", "F", "G"];
        let mut state = 12345u64;
        let mut random = |below: u64| {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (state >> 33) % below
        };
        let mut rows = vec![row(1, 5000, "LONG")];
        for _ in 0..300 {
            let start = 1 + random(4000);
            let length = random(60);
            rows.push(row(start, start + length, SYMBOLS[random(7) as usize]));
        }
        let regions = regions(&rows).expect("regions");
        for start in (1..5100).step_by(7) {
            let end = start + start % 13;
            let is_hit = |row: &&Row| row.start <= end && row.end >= start;
            let mut expected: Vec<_> = rows
                .iter()
                .filter(is_hit)
                .map(|row| String::from_utf8_lossy(row.gene.symbol).into_owned())
                .collect();
            let mut found = symbols(&regions, start, end);
            for names in [&mut expected, &mut found] {
                names.sort();
                names.dedup();
            }
            assert_eq!(found, expected, "{start}-{end}");
        }
    }
}
