//! Structural variants: of what kind an ALT is, and what of a gene it takes in.

use crate::{
    gene::consequence::severity::{canonical, split},
    rank::{Structural, StructuralExtent, StructuralKind, annotation::Entry, call::copies::Change},
    variant::{Extent, Record, is_breakend, is_structural},
};

/// Terms that leave a transcript as it is, or say only where something lies.
const BESIDE: [&[u8]; 16] = [
    b"upstream_gene_variant",
    b"downstream_gene_variant",
    b"intergenic_variant",
    b"intergenic_region",
    b"conserved_intergenic_variant",
    b"intragenic_variant",
    b"regulatory_region_variant",
    b"regulatory_region_ablation",
    b"regulatory_region_amplification",
    b"TF_binding_site_variant",
    b"TFBS_ablation",
    b"TFBS_amplification",
    b"sequence_variant",
    b"sequence_feature",
    b"custom",
    b"chromosome",
];
/// Terms that go with an intron alone.
const INTRONIC: [&[u8]; 5] = [
    b"intron_variant",
    b"conserved_intron_variant",
    b"non_coding_transcript_variant",
    b"coding_transcript_variant",
    b"NMD_transcript_variant",
];
/// Terms that say that all of a transcript is lost or gained. SnpEff's `duplication` says so as well where
/// it is a part.
const WHOLE: [&[u8]; 3] = [
    b"transcript_ablation",
    b"transcript_amplification",
    b"feature_ablation",
];

/// Whether a consequence of a structural variant is more than an intron's: old releases of VEP give
/// `feature_elongation` and `coding_sequence_variant` the impact `MODIFIER`.
pub fn changes_transcript(entry: &Entry) -> bool {
    let mut terms = split(entry.consequence()).map(canonical);
    terms.any(|term| !BESIDE.contains(&term) && !INTRONIC.contains(&term))
}

/// A record's ALT, as far as it is a structural variant.
pub struct Event<'s> {
    pub record: &'s Record<'s>,
    pub extent: &'s Extent,
    pub number: usize,
    pub alternate: &'s [u8],
    /// SVTYPE; empty where there is none.
    pub kind: &'s [u8],
    /// SVLEN, without its sign.
    pub length: Option<u64>,
}

impl Event<'_> {
    /// What is known but for the regulatory regions and the number of copies; `None` where it is no
    /// structural variant. `is_whole`: what coordinates tell.
    pub fn structural(&self, entries: &[Entry], is_whole: Option<bool>) -> Option<Structural> {
        let reference = self.record.reference();
        is_structural(reference, self.alternate).then(|| Structural {
            kind: self.kind(),
            length: self.length(),
            copies: None,
            extent: extent_by_terms(entries).unwrap_or(match is_whole {
                Some(true) => StructuralExtent::Whole,
                Some(false) => StructuralExtent::Part,
                None => StructuralExtent::Unknown,
            }),
            regulatory: Vec::new(),
        })
    }

    fn kind(&self) -> StructuralKind {
        if is_breakend(self.alternate) {
            return StructuralKind::Breakend;
        }
        if self.alternate.starts_with(b"<") {
            // `<CNV>` is either, and SVTYPE may tell.
            let names = [&self.alternate[1..], self.kind];
            let mut kinds = names.iter().filter_map(|name| named(name));
            return kinds.next().unwrap_or(StructuralKind::Other);
        }
        let is_shorter = self.alternate.len() < self.record.reference().len();
        match named(self.kind) {
            Some(kind) => kind,
            None if is_shorter => StructuralKind::Loss,
            None => StructuralKind::Insertion,
        }
    }

    fn length(&self) -> Option<u64> {
        let reference = self.record.reference().len();
        if is_breakend(self.alternate) {
            return None;
        }
        if !self.alternate.starts_with(b"<") {
            return Some(reference.abs_diff(self.alternate.len()) as u64);
        }
        let end = self
            .extent
            .end_of(self.record, (self.number, self.alternate));
        let spanned = end.saturating_sub(self.record.position().unwrap_or(end));
        Some(spanned).filter(|&bases| bases > 0).or(self.length)
    }
}

/// The kind that a word such as `DEL:ME` or `BND` means; `None` of `CNV`.
fn named(word: &[u8]) -> Option<StructuralKind> {
    let is = |prefix: &[u8]| {
        let start = word.get(..prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    match Change::of(word) {
        Some(Change::Loss) => return Some(StructuralKind::Loss),
        Some(Change::Gain) => return Some(StructuralKind::Gain),
        Some(Change::Either) => return None,
        None => {}
    }
    match () {
        () if is(b"INV") => Some(StructuralKind::Inversion),
        () if is(b"INS") => Some(StructuralKind::Insertion),
        () if is(b"BND") || is(b"TRA") || is(b"CTX") => Some(StructuralKind::Breakend),
        () => None,
    }
}

/// What the terms of the best transcripts say; `None` where they say nothing of the gene itself.
fn extent_by_terms(entries: &[Entry]) -> Option<StructuralExtent> {
    let best = entries.iter().map(Entry::standing).max()?;
    let of_best = || entries.iter().filter(|entry| entry.standing() == best);
    let has = |entry: &Entry, known: &[&[u8]]| {
        split(entry.consequence())
            .map(canonical)
            .any(|term| known.contains(&term))
    };
    if of_best().all(|entry| has(entry, &WHOLE)) {
        return Some(StructuralExtent::Whole);
    }
    let is_inside = |entry: &Entry| {
        let mut terms = split(entry.consequence()).map(canonical);
        terms.any(|term| !BESIDE.contains(&term) && term != b"duplication")
    };
    let mut all = entries.iter();
    all.any(is_inside).then_some(StructuralExtent::Part)
}

/// The kind, where the number of copies tells it alone; `expected` are those that there may be without it.
pub fn kind_by_copies(
    kind: StructuralKind,
    copies: Option<i32>,
    expected: &[i32],
) -> StructuralKind {
    let Some(copies) = copies.filter(|_| kind == StructuralKind::Other) else {
        return kind;
    };
    match () {
        () if expected.iter().any(|&expected| copies > expected) => StructuralKind::Gain,
        () if expected.iter().any(|&expected| copies < expected) => StructuralKind::Loss,
        () => kind,
    }
}
