//! What the VCF specification says of where a variant ends, said once more.

use std::fmt::Write as _;

use super::super::regions::Random;

pub const CONTIGS: [&str; 2] = ["chr1", "chr2"];
pub const LENGTH: u64 = 20_000_000;

/// What an ALT is, as far as its end goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// "Non-symbolic alleles", and "`<INS>` symbolic structural variant alleles: POS + length of REF
    /// allele - 1" (VCF 4.4, section 3). Breakends have their mates for ends.
    Place,
    /// "`<DEL>`, `<DUP>`, `<INV>`, and `<CNV>` symbolic structural variant alleles: POS + SVLEN".
    Length,
    /// "`<*>` symbolic allele: the last reference call position."
    Block,
    /// Not in the specification.
    Unknown,
}

const ALLELES: [(&str, Kind, bool); 22] = [
    ("C", Kind::Place, true),
    ("NTTA", Kind::Place, true),
    ("*", Kind::Place, false),
    ("N.", Kind::Place, true),
    (".N", Kind::Place, true),
    ("<INS>", Kind::Place, true),
    ("<INS:ME:ALU>", Kind::Place, true),
    ("<BND>", Kind::Place, true),
    ("<TRA>", Kind::Place, true),
    ("<CTX>", Kind::Place, true),
    ("<DEL>", Kind::Length, true),
    ("<DEL:ME>", Kind::Length, true),
    ("<DUP>", Kind::Length, true),
    ("<DUP:TANDEM>", Kind::Length, true),
    ("<INV>", Kind::Length, true),
    ("<CNV>", Kind::Length, true),
    ("<CNV:TR>", Kind::Length, true),
    ("<CPX>", Kind::Unknown, true),
    ("<CN0>", Kind::Unknown, true),
    ("<*:DEL>", Kind::Unknown, false),
    ("<*>", Kind::Block, false),
    ("<NON_REF>", Kind::Block, false),
];

struct Allele {
    text: String,
    kind: Kind,
    hits_genes: bool,
    mate: Option<(&'static str, u64)>,
}

impl Allele {
    fn random(random: &mut Random) -> Self {
        if random.below(4) == 0 {
            return Self::breakend(random);
        }
        let (text, kind, hits_genes) = random.one_of(&ALLELES);
        Self {
            text: text.into(),
            kind,
            hits_genes,
            mate: None,
        }
    }

    fn breakend(random: &mut Random) -> Self {
        let contig = random.one_of(&["chr1", "chr2", "HLA-A*01:01"]);
        let position = 1 + random.below(LENGTH);
        let bracket = random.one_of(&['[', ']']);
        let mate = format!("{bracket}{contig}:{position}{bracket}");
        Self {
            text: random.one_of(&["N", "NACG"]).to_owned() + &mate,
            kind: Kind::Place,
            hits_genes: true,
            mate: Some((contig, position)),
        }
    }
}

/// A record, and the version of its file.
pub struct Variant {
    version: u32,
    pub contig: &'static str,
    pub position: u64,
    reference: String,
    alleles: Vec<Allele>,
    end: Option<u64>,
    lengths: Option<Vec<Option<i64>>>,
    other_contig: Option<&'static str>,
}

impl Variant {
    /// A record of a file of VCF 4.`version`.
    pub fn random(version: u32, random: &mut Random) -> Self {
        let position = 1 + random.below(LENGTH);
        let mut alleles: Vec<Allele> = Vec::new();
        for _ in 0..random.one_of(&[0, 1, 1, 1, 2, 3]) {
            let allele = Allele::random(random);
            if alleles.iter().all(|other| other.text != allele.text) {
                alleles.push(allele);
            }
        }
        let length = |random: &mut Random| random.one_of(&[1, 50, 5_000, 120_000, 3_000_000]);
        let end = match random.below(4) {
            0 => None,
            1 => Some(position.saturating_sub(random.below(900))),
            _ => Some(position + length(random)),
        };
        let count = random.one_of(&[0, alleles.len(), alleles.len(), 1, alleles.len() + 1]);
        let lengths = (0..count).map(|_| match random.below(6) {
            0 => None,
            1 => Some(0),
            sign => Some(length(random) as i64 * (2 * (sign as i64 % 2) - 1)),
        });
        let lengths: Vec<_> = lengths.collect();
        let others = [
            "chr1",
            "1",
            "NC_000001.11",
            "chr2",
            "2",
            "NC_000002.12",
            ".",
        ];
        Self {
            version,
            contig: random.one_of(&CONTIGS),
            position,
            reference: random.one_of(&["N", "N", "NAC"]).into(),
            alleles,
            end,
            lengths: (count > 0).then_some(lengths),
            other_contig: (random.below(3) == 0).then(|| random.one_of(&others)),
        }
    }

    /// The record's line, with its number for ID.
    pub fn line(&self, id: usize) -> String {
        let alleles: Vec<_> = self.alleles.iter().map(|allele| &*allele.text).collect();
        let alternates = match alleles.is_empty() {
            true => ".".into(),
            false => alleles.join(","),
        };
        let mut info = String::from("SVTYPE=x");
        if let Some(end) = self.end {
            write!(info, ";END={end}").unwrap();
        }
        if let Some(lengths) = &self.lengths {
            let text = |length: &Option<i64>| length.map_or(".".into(), |n| n.to_string());
            let lengths: Vec<_> = lengths.iter().map(text).collect();
            write!(info, ";SVLEN={}", lengths.join(",")).unwrap();
        }
        if let Some(other) = self.other_contig {
            write!(info, ";CHR2={other}").unwrap();
        }
        let (contig, position, reference) = (self.contig, self.position, &self.reference);
        format!("{contig}\t{position}\t{id}\t{reference}\t{alternates}\t.\t.\t{info}\n")
    }

    /// The number of ALTs.
    pub fn alternate_count(&self) -> usize {
        self.alleles.len()
    }

    /// What an ALT touches: contigs, first and last positions. Nothing for `*` and `<*>`.
    pub fn touched(&self, i: usize) -> Vec<(&'static str, u64, u64)> {
        let allele = &self.alleles[i];
        if !allele.hits_genes {
            return Vec::new();
        }
        let mut touched = vec![(self.contig, self.position, self.last_of(i))];
        touched.extend(allele.mate.map(|(contig, at)| (contig, at, at)));
        touched
    }

    /// The last position of the record: "the maximum end reference position" of REF and ALTs (VCF
    /// 4.5, section 1.6.1). Without ALT it is a block of the reference, which END ends.
    pub fn last(&self) -> u64 {
        let lasts = (0..self.alleles.len()).map(|i| self.last_of(i));
        let block = self.end().filter(|_| self.alleles.is_empty());
        lasts.chain(block).fold(self.last_of_reference(), u64::max)
    }

    fn last_of_reference(&self) -> u64 {
        self.position + self.reference.len() as u64 - 1
    }

    fn last_of(&self, i: usize) -> u64 {
        let reference = self.last_of_reference();
        let kind = self.alleles[i].kind;
        if kind == Kind::Place || self.is_elsewhere() {
            return reference;
        }
        let by_length = self.length(i).map(|length| self.position + length);
        let last = match kind {
            Kind::Block => self.end(),
            // "A missing SVLEN should be inferred from the END field" (VCF 4.5, section 3).
            Kind::Length if self.version >= 4 => by_length.or(self.end()),
            _ => self.end().or(by_length),
        };
        last.map_or(reference, |last| last.max(reference))
    }

    fn end(&self) -> Option<u64> {
        self.end.filter(|&end| end > self.position)
    }

    /// "The absolute value of SVLEN should be taken"; "one value for each ALT allele", and where
    /// there are fewer or more any may be this one's.
    fn length(&self, i: usize) -> Option<u64> {
        let lengths = self.lengths.as_ref()?;
        let length = match lengths.len() == self.alleles.len() {
            true => lengths[i].map(i64::unsigned_abs),
            false => lengths.iter().flatten().map(|n| n.unsigned_abs()).max(),
        };
        length.filter(|&length| length > 0)
    }

    fn is_elsewhere(&self) -> bool {
        let number = |name: &str| match name {
            "chr1" | "1" | "NC_000001.11" => 1,
            _ => 2,
        };
        let mut other = self.other_contig.into_iter().filter(|name| *name != ".");
        other.any(|name| number(name) != number(self.contig))
    }

    /// Whether bcftools of any version takes it to end there too: it knows END alone, or the farthest
    /// of END and SVLEN.
    pub fn is_simple(&self) -> bool {
        let last = self.last();
        let says_nothing = |kind| matches!(kind, Kind::Place | Kind::Block);
        let has_lengths = self.lengths.is_some();
        let is_told = self.end == Some(last) && !has_lengths;
        let is_short = self.end.is_none() && (!has_lengths || last == self.last_of_reference());
        let mut kinds = self.alleles.iter().map(|allele| allele.kind);
        is_told || is_short && kinds.all(says_nothing)
    }
}
