//! The genes of a window's records.

use std::ops::Range;

use super::{Error, GeneSource, Summary, compound::Compounds, original::Originals};
use crate::{
    gene::{
        Binder, EntryText, GeneMention, Registry, RegulatoryRegions, Settled, Site, is_annotatable,
    },
    variant::{Extent, Line, Reader, Record, Stretch, is_structural},
};

/// An ALT that hits a gene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The ALT's index.
    pub alternate: usize,
    /// The gene's index in the bundle, or that of a gene that it does not list (see [`Registry`]).
    pub gene: usize,
}

/// An entry of the consequence field that belongs to an ALT, and the gene that it names.
#[derive(Clone, Copy, Debug)]
pub struct HitEntry<'a> {
    /// The ALT and the gene.
    pub hit: Hit,
    /// The entry.
    pub text: EntryText<'a>,
    /// A number that the record's entries of one original ALT have in common.
    pub group: usize,
    /// The entries of how many original ALTs may be this ALT's.
    pub groups: usize,
    /// Whether it is an entry of this ALT and no other, as far as can be told.
    pub is_certain: bool,
}

/// Finds the genes of a window's records, and keeps them until the next window.
pub struct Finder<'a> {
    source: GeneSource,
    regulatory: Option<&'a RegulatoryRegions>,
    genes: Registry<'a>,
    extent: Extent,
    originals: Originals,
    binder: Binder,
    compounds: Compounds,
    hits: Vec<Hit>,
    /// For each record of the window, which hits are its own.
    ranges: Vec<Range<usize>>,
    /// What was found so far.
    pub summary: Summary,
}

impl<'a> Finder<'a> {
    /// A finder for a reader's records. Hits of unlisted genes are given where the registry grows.
    pub fn new(source: GeneSource, genes: Registry<'a>, reader: &Reader) -> Self {
        Self {
            source,
            regulatory: None,
            genes,
            extent: Extent::new(reader.dictionary()),
            originals: Originals::find(reader.header(), reader.dictionary()),
            binder: Binder::default(),
            compounds: Compounds::default(),
            hits: Vec::new(),
            ranges: Vec::new(),
            summary: Summary::default(),
        }
    }

    /// The same, that also hits the genes of regulatory regions that a structural ALT changes.
    #[must_use]
    pub fn with_regulatory(mut self, regions: Option<&'a RegulatoryRegions>) -> Self {
        self.regulatory = regions;
        self
    }

    /// The names of the regulatory regions of a gene, one of the hits of an ALT, that this changes.
    #[must_use]
    pub fn regulatory(
        &self,
        record: &Record,
        alternate: (usize, &[u8]),
        gene: usize,
    ) -> Vec<String> {
        let (mut names, hit) = (
            Vec::new(),
            [Hit {
                alternate: alternate.0,
                gene,
            }],
        );
        self.visit_regulatory(record, alternate, &mut |mention, name| {
            let is_own = self.gene(&mention, alternate.0, &hit) == Some(gene);
            if is_own && !names.iter().any(|held| held == name) {
                names.push(name.to_string());
            }
        });
        names
    }

    /// Whether an ALT takes in all of a gene, which is one of its hits; `None` where no coordinates tell.
    #[must_use]
    pub fn is_whole(
        &self,
        record: &Record,
        alternate: (usize, &[u8]),
        gene: usize,
    ) -> Option<bool> {
        let GeneSource::Regions(regions) = &self.source else {
            return None;
        };
        let (mut found, hit) = (
            None,
            [Hit {
                alternate: alternate.0,
                gene,
            }],
        );
        for Stretch { contig, start, end } in self.extent.stretches(record, alternate) {
            regions.visit_whole(contig, start, end, &mut |mention, is_whole| {
                if self.gene(&mention, alternate.0, &hit) == Some(gene) {
                    found = Some(found.unwrap_or(false) || is_whole);
                }
            });
        }
        found
    }

    fn visit_regulatory(
        &self,
        record: &Record,
        alternate: (usize, &[u8]),
        f: &mut impl FnMut(GeneMention, &str),
    ) {
        let is_structural = is_structural(record.reference(), alternate.1);
        let Some(regions) = self.regulatory.filter(|_| is_structural) else {
            return;
        };
        for Stretch { contig, start, end } in self.extent.changed(record, alternate) {
            regions.visit(contig, start, end, f);
        }
    }

    /// The genes that were numbered so far.
    #[must_use]
    pub fn registry(&self) -> &Registry<'a> {
        &self.genes
    }

    /// The number of the gene that is meant, which is one of the hits of its ALT.
    ///
    /// Entries of one gene may differ in what else they say of it, of which only the first was taken
    /// in.
    #[must_use]
    pub fn gene(&self, mention: &GeneMention, alternate: usize, hits: &[Hit]) -> Option<usize> {
        let hits = hits.iter().filter(|hit| hit.alternate == alternate);
        self.genes.find_among(mention, hits.map(|hit| hit.gene))
    }

    /// The number of the gene that is meant, a new one where it is unheard of; see
    /// [`Registry::number`].
    pub fn number(&mut self, mention: &GeneMention) -> Option<usize> {
        self.genes.number(mention)
    }

    /// Tells which numbers are of one gene, when all records were read.
    #[must_use]
    pub fn settle(self) -> Settled {
        self.genes.settle()
    }

    /// How far ALTs reach.
    #[must_use]
    pub fn extent(&self) -> &Extent {
        &self.extent
    }

    /// Finds the genes of the records in the window, which grows where a record refers to a later
    /// one.
    ///
    /// # Errors
    ///
    /// Returns an error where more input cannot be read or a record is malformed.
    pub fn find(&mut self, reader: &mut Reader) -> Result<(), Error> {
        if let GeneSource::Field { field, key } = &self.source {
            self.compounds.gather(field, key, reader)?;
        }
        self.hits.clear();
        self.ranges.clear();
        let mut alternates = Vec::new();
        for i in 0..reader.len() {
            let record = reader.record(i);
            let start = self.hits.len();
            self.find_one(reader, i, &record, &mut alternates)?;
            self.ranges.push(start..self.hits.len());
        }
        Ok(())
    }

    /// The genes that the window hits, repeated as often as they are hit.
    pub fn genes(&self) -> impl Iterator<Item = usize> + Clone {
        self.hits.iter().map(|hit| hit.gene)
    }

    /// The hits of each record of the window.
    pub fn of(&self, record: usize) -> &[Hit] {
        &self.hits[self.ranges[record].clone()]
    }

    /// Gives the entries of a record's consequence field, for the genes of its hits: those that belong
    /// to an ALT, as [`Finder::find`] has it.
    pub fn visit_entries<'l>(
        &self,
        line: &Line<'l>,
        alternates: &[&[u8]],
        hits: &[Hit],
        binder: &mut Binder,
        f: &mut impl FnMut(HitEntry<'l>),
    ) {
        let GeneSource::Field { field, key } = &self.source else {
            return;
        };
        let site = Site {
            position: line.position().unwrap_or_default(),
            reference: line.reference(),
            alternates,
            original: self.originals.of(&Record::Vcf(*line)),
        };
        let value = line.info_value(key.finder()).unwrap_or_default();
        field.visit_entries(value, &site, binder, &mut |entry| {
            let alternate = entry.alternate;
            if let Some(gene) = self.gene(&entry.gene, alternate, hits) {
                f(HitEntry {
                    hit: Hit { alternate, gene },
                    text: entry.text,
                    group: entry.group,
                    groups: entry.groups,
                    is_certain: entry.is_certain,
                });
            }
        });
    }

    /// Whether a record's consequences stand at another record as well (`@POS` of `BCSQ`).
    #[must_use]
    pub fn refers(&self, line: &Line) -> bool {
        let GeneSource::Field { field, key } = &self.source else {
            return false;
        };
        let value = line.info_value(key.finder());
        value.is_some_and(|value| field.refers(value))
    }

    fn find_one<'r>(
        &mut self,
        reader: &Reader,
        i: usize,
        record: &Record<'r>,
        alternates: &mut Vec<&'r [u8]>,
    ) -> Result<(), Error> {
        let (Some(contig), Some(position)) = (record.contig(), record.position()) else {
            return Err(reader.malformed(i, "its contig or POS is not valid").into());
        };
        record.read_alternates(alternates);
        let site = Site {
            position,
            reference: record.reference(),
            alternates,
            original: self.originals.of(record),
        };
        self.summary.read += 1;
        let mut collector = Collector {
            genes: &mut self.genes,
            summary: &mut self.summary,
            start: self.hits.len(),
            hits: &mut self.hits,
            has_gene: false,
            is_matched: false,
        };
        let mut collect = |alternate, mention: GeneMention| collector.add(alternate, &mention);
        match &self.source {
            GeneSource::Field { field, key } => {
                if let Some(value) = record.info(key) {
                    field.visit(value, &site, &mut self.binder, &mut collect);
                    let dangling =
                        self.compounds
                            .resolve(field, contig, value, &site, &mut collect);
                    collector.summary.dangling += dangling;
                    collector.summary.ambiguous += self.binder.ambiguous();
                    collector.summary.bare += self.binder.bare();
                }
            }
            GeneSource::Regions(regions) if regions.is_of_another_assembly(contig) => {
                collector.summary.count_elsewhere(contig);
            }
            GeneSource::Regions(regions) => {
                let ordinary = |(_, alternate): &(usize, &&[u8])| is_annotatable(alternate);
                for (i, alternate) in alternates.iter().enumerate().filter(ordinary) {
                    let mut collect = |mention: GeneMention| collect(i, mention);
                    for stretch in self.extent.stretches(record, (i, alternate)) {
                        let Stretch { contig, start, end } = stretch;
                        regions.visit(contig, start, end, &mut collect);
                    }
                }
            }
            GeneSource::Known => {}
        }
        if let Some(regions) = self.regulatory {
            let is_one = |(_, alternate): &(usize, &&[u8])| {
                is_annotatable(alternate) && is_structural(record.reference(), alternate)
            };
            for (i, alternate) in alternates.iter().enumerate().filter(is_one) {
                for Stretch { contig, start, end } in self.extent.changed(record, (i, alternate)) {
                    regions.visit(contig, start, end, &mut |mention, _| {
                        collector.add(i, &mention)
                    });
                }
            }
        }
        collector.finish();
        Ok(())
    }
}

/// Takes up the mentions of one record.
struct Collector<'a, 'g> {
    genes: &'a mut Registry<'g>,
    summary: &'a mut Summary,
    hits: &'a mut Vec<Hit>,
    start: usize,
    has_gene: bool,
    is_matched: bool,
}

impl Collector<'_, '_> {
    fn add(&mut self, alternate: usize, mention: &GeneMention) {
        if mention.is_empty() {
            return;
        }
        self.has_gene = true;
        let gene = self.genes.number(mention);
        if gene.is_some_and(|gene| self.genes.is_listed(gene)) {
            self.is_matched = true;
        } else {
            self.summary.count_unmatched(mention.name());
        }
        if let Some(gene) = gene {
            self.push(alternate, gene);
        }
    }

    fn push(&mut self, alternate: usize, gene: usize) {
        let hit = Hit { alternate, gene };
        if !self.hits[self.start..].contains(&hit) {
            self.hits.push(hit);
        }
    }

    fn finish(self) {
        self.summary.with_gene += u64::from(self.has_gene);
        self.summary.matched += u64::from(self.is_matched);
    }
}
