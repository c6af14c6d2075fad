//! Programs that annotate consequences, each with its way of spelling ALTs.

use super::{
    genome::Genome,
    site::{Kind, Site},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Producer {
    /// VEP by default: <https://www.ensembl.org/info/docs/tools/vep/vep_formats.html#vcf>, "the first
    /// base is removed from all alleles where they share it".
    Vep,
    /// With `--allele_number`.
    VepWithNumbers,
    /// With `--hgvs`.
    VepWithHgvs,
    /// SnpEff: the ALT as it stands.
    SnpEff,
    /// `bcftools csq`: POS, REF and ALT as they stand.
    BcftoolsCsq,
}

impl Producer {
    pub const ALL: [Self; 5] = [
        Self::Vep,
        Self::VepWithNumbers,
        Self::VepWithHgvs,
        Self::SnpEff,
        Self::BcftoolsCsq,
    ];

    /// Whether nothing else than an ALT's own entry can be taken for it: substitutions have bases of
    /// their own, `bcftools csq` says where they are, and HGVS tells indels by their lengths.
    pub fn tells(self, site: &Site) -> bool {
        match site.kind {
            Kind::Substitutions => true,
            Kind::Indels => matches!(self, Self::VepWithHgvs | Self::BcftoolsCsq),
            Kind::Mixed => self == Self::BcftoolsCsq,
        }
    }

    fn line(self) -> &'static str {
        match self {
            Self::Vep => {
                "ID=CSQ,Number=.,Type=String,Description=\"Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature|gnomADe_AF|PolyPhen\""
            }
            Self::VepWithNumbers => {
                "ID=CSQ,Number=.,Type=String,Description=\"Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature|gnomADe_AF|PolyPhen|ALLELE_NUM\""
            }
            Self::VepWithHgvs => {
                "ID=CSQ,Number=.,Type=String,Description=\"Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature|gnomADe_AF|PolyPhen|HGVSc|STRAND\""
            }
            Self::SnpEff => {
                "ID=ANN,Number=.,Type=String,Description=\"Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | Feature_ID | Transcript_BioType | Rank | HGVS.c'\""
            }
            Self::BcftoolsCsq => {
                "ID=BCSQ,Number=.,Type=String,Description=\"Haplotype-aware consequence annotation from BCFtools/csq. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change\""
            }
        }
    }

    /// An entry, of one of two transcripts.
    fn entry(self, genome: &Genome, site: &Site, i: usize, transcript: u8) -> String {
        let (gene, consequence) = (site.gene(i), site.consequence(i));
        let (allele, alternate) = (vep(site, i), &site.alternates[i]);
        let (frequency, polyphen) = (site.frequency(i), site.polyphen(i));
        let vep = format!("{allele}|{consequence}||{gene}||T{transcript}|{frequency}|{polyphen}");
        match self {
            Self::Vep => vep,
            Self::VepWithNumbers => format!("{vep}|{}", i + 1),
            Self::VepWithHgvs => {
                let strand = if site.is_reverse { -1 } else { 1 };
                format!("{vep}|T{transcript}.1:c.{}|{strand}", hgvs(genome, site, i))
            }
            Self::SnpEff => {
                format!(
                    "{alternate}|{consequence}|LOW|{gene}|{gene}|transcript|T{transcript}|protein_coding|1/1|"
                )
            }
            Self::BcftoolsCsq => {
                let Site {
                    position,
                    reference,
                    ..
                } = site;
                format!(
                    "missense|{gene}|T{transcript}|protein_coding|+|1M>1V|{position}{reference}>{alternate}"
                )
            }
        }
    }

    /// A VCF with a sample for each ALT.
    pub fn vcf(self, genome: &Genome, sites: &[Site]) -> String {
        let mut text = format!(
            "##fileformat=VCFv4.2\n##contig=<ID=chr1,length={}>\n##INFO=<{}>\n\
             ##INFO=<ID=ALTERNATE,Number=A,Type=Integer,Description=\"Which ALT it was\">\n\
             ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
             #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1\tS2\tS3\tS4\n",
            genome.len(),
            self.line()
        );
        let key = &self.line()[3..self.line().find(',').unwrap()];
        for site in sites {
            let count = site.alternates.len();
            let order = (1..=2).flat_map(|t| (0..count).map(move |i| (i, t)));
            let entries = order.map(|(i, transcript)| self.entry(genome, site, i, transcript));
            let entries: Vec<_> = entries.collect();
            let numbers: Vec<_> = (1..=count).map(|n| n.to_string()).collect();
            let genotypes = (1..=4).map(|n| {
                if n <= count {
                    format!("0/{n}")
                } else {
                    "0/0".into()
                }
            });
            let genotypes: Vec<_> = genotypes.collect();
            text.push_str(&format!(
                "chr1\t{}\ts{}\t{}\t{}\t.\t.\tALTERNATE={};{key}={}\tGT\t{}\n",
                site.position,
                site.number,
                site.reference,
                site.alternates.join(","),
                numbers.join(","),
                entries.join(","),
                genotypes.join("\t"),
            ));
        }
        text
    }
}

fn vep(site: &Site, i: usize) -> String {
    let alleles = || [&site.reference].into_iter().chain(&site.alternates);
    let first = &site.reference[..1];
    let is_indel = alleles().any(|allele| allele.len() != site.reference.len());
    let allele = match is_indel && alleles().all(|allele| allele.starts_with(first)) {
        true => &site.alternates[i][1..],
        false => &site.alternates[i],
    };
    if allele.is_empty() {
        "-".into()
    } else {
        allele.into()
    }
}

/// The change as HGVS has it on the transcript's strand: shifted to the transcript's 3' end.
fn hgvs(genome: &Genome, site: &Site, i: usize) -> String {
    let (mut start, mut deleted, mut inserted) =
        (site.position, &site.reference[..], &site.alternates[i][..]);
    while let (Some(a), Some(b)) = (deleted.chars().next(), inserted.chars().next()) {
        if a != b {
            break;
        }
        (start, deleted, inserted) = (start + 1, &deleted[1..], &inserted[1..]);
    }
    while let (Some(a), Some(b)) = (deleted.chars().last(), inserted.chars().last()) {
        if a != b {
            break;
        }
        deleted = &deleted[..deleted.len() - 1];
        inserted = &inserted[..inserted.len() - 1];
    }
    let (mut deleted, mut inserted) = (deleted.to_string(), inserted.to_string());
    if deleted.is_empty() || inserted.is_empty() {
        start = shift(genome, site.is_reverse, start, &mut deleted, &mut inserted);
    }
    let before =
        start > inserted.len() && genome.get(start - inserted.len(), inserted.len()) == inserted;
    let behind = genome.get(start + deleted.len(), inserted.len()) == inserted;
    let is_duplicated = deleted.is_empty() && (before || behind);
    let (deleted, inserted) = match site.is_reverse {
        true => (reverse_complement(&deleted), reverse_complement(&inserted)),
        false => (deleted, inserted),
    };
    // Positions of a transcript, whose lengths count.
    let place = |length: usize| match length {
        1 => "1000".to_string(),
        _ => format!("1000_{}", 999 + length),
    };
    match (deleted.len(), inserted.len()) {
        (1, 1) => format!("1000{deleted}>{inserted}"),
        (length, 0) => format!("{}del", place(length)),
        (0, length) if is_duplicated => format!("{}dup", place(length)),
        (0, _) => format!("1000_1001ins{inserted}"),
        (length, _) if reverse_complement(&deleted) == inserted => format!("{}inv", place(length)),
        (length, _) => format!("{}delins{inserted}", place(length)),
    }
}

/// Shifts an insertion or a deletion as far as it stays the same.
fn shift(
    genome: &Genome,
    is_reverse: bool,
    mut start: usize,
    deleted: &mut String,
    inserted: &mut String,
) -> usize {
    loop {
        let bases = if deleted.is_empty() {
            &mut *inserted
        } else {
            &mut *deleted
        };
        let length = if deleted_len(bases, start, genome, is_reverse) {
            bases.len()
        } else {
            return start;
        };
        if is_reverse {
            let last = bases.pop().unwrap();
            bases.insert(0, last);
            start -= 1;
        } else {
            let first = bases.remove(0);
            bases.push(first);
            start += 1;
        }
        assert_eq!(length, bases.len());
    }
}

/// Whether the base that a shift would take in is that which it would leave out.
fn deleted_len(bases: &str, start: usize, genome: &Genome, is_reverse: bool) -> bool {
    let is_deleted = genome.get(start, bases.len()) == bases;
    match is_reverse {
        true => start > 1 && bases.ends_with(genome.get(start - 1, 1)),
        false if is_deleted => bases.starts_with(genome.get(start + bases.len(), 1)),
        false => bases.starts_with(genome.get(start, 1)),
    }
}

fn reverse_complement(bases: &str) -> String {
    let complement = |base| match base {
        'A' => 'T',
        'C' => 'G',
        'G' => 'C',
        _ => 'A',
    };
    bases.chars().rev().map(complement).collect()
}
