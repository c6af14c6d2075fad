//! Phase by GATK's PGT and PID, beside GT and PS, against haplotypes that were planted.

use std::fmt::Write;

use super::{build, json, list};
use crate::support::Folder;

const HEADER: &str = "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=248956422>\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"From Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
    ##FORMAT=<ID=PGT,Number=1,Type=String,Description=\"Physical phasing haplotype information\">\n\
    ##FORMAT=<ID=PID,Number=1,Type=String,Description=\"Physical phasing ID information\">\n\
    ##FORMAT=<ID=PS,Number=1,Type=Integer,Description=\"Phasing set\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP\tQ\n";

/// How a caller writes a phased genotype.
#[derive(Clone, Copy)]
enum Style {
    /// GATK 3 and 4.0: GT is not phased.
    Physical,
    /// GATK from 4.1 on: all of them.
    All,
    /// The same, whose PS some other tool took away.
    WithoutPs,
    /// PS alone.
    Ps,
}

impl Style {
    const ALL: [Self; 4] = [Self::Physical, Self::All, Self::WithoutPs, Self::Ps];

    /// GT:PGT:PID:PS of a variant on haplotype 0 or 1 in the set that begins at a position.
    fn sample(self, haplotype: usize, set: u64) -> String {
        let phased = ["1|0", "0|1"][haplotype];
        let pid = format!("{set}_A_C");
        match self {
            Self::Physical => format!("0/1:{phased}:{pid}:."),
            Self::All => format!("{phased}:{phased}:{pid}:{set}"),
            Self::WithoutPs => format!("{phased}:{phased}:{pid}:."),
            Self::Ps => format!("{phased}:.:.:{set}"),
        }
    }
}

fn record(text: &mut String, position: u64, gene: &str, samples: &str) {
    let csq = format!("CSQ=C|missense_variant|MODERATE|{gene}");
    writeln!(
        text,
        "chr1\t{position}\t.\tA\tC\t50\tPASS\t{csq}\tGT:PGT:PID:PS\t{samples}"
    )
    .unwrap();
}

fn folder(text: &str) -> Folder {
    let folder = Folder::new();
    build(&folder, "s.dsd", &[("G0", "F", 0.5), ("G0", "M", 0.5)], "");
    folder.write("in.vcf", text);
    folder.succeed("annotate -b s.dsd in.vcf -O b -o in.bcf");
    folder
}

/// The genes of P, each with what its variants make together.
fn compounds(folder: &Folder, args: &str) -> Vec<(String, String)> {
    folder.succeed(&format!(
        "rank -b s.dsd --samples P --sex female --json out.json {args}"
    ));
    let document = json(folder, "out.json");
    let word = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_string();
    let genes = list(&document["patients"][0]["candidates"]);
    let mut found: Vec<_> = genes
        .map(|gene| (word(&gene["gene"]["symbol"]), word(&gene["compound"])))
        .collect();
    found.sort();
    found
}

/// Two variants each of many genes, on haplotypes and in sets that are drawn.
#[test]
fn planted_haplotypes_come_out_as_cis_and_trans() {
    let mut state = 7_u64;
    let mut draw = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % below
    };
    let (mut text, mut expected) = (HEADER.to_string(), Vec::new());
    for gene in 0..200 {
        let (start, name) = (1000 * (gene + 1), format!("G{gene}"));
        let style = Style::ALL[draw(4) as usize];
        let haplotypes = [draw(2) as usize, draw(2) as usize];
        let sets = [start, if draw(3) == 0 { start + 50 } else { start }];
        for i in 0..2 {
            let sample = style.sample(haplotypes[i], sets[i]);
            // The other sample has the same set, and the other haplotype.
            let other = Style::Physical.sample(1 - haplotypes[i], sets[i]);
            record(
                &mut text,
                start + 50 * i as u64,
                &name,
                &format!("{sample}\t{other}"),
            );
        }
        let compound = match (sets[0] == sets[1], haplotypes[0] == haplotypes[1]) {
            (false, _) => "unphased",
            (true, true) => "cis",
            (true, false) => "trans",
        };
        expected.push((name, compound.to_string()));
    }
    expected.sort();
    let folder = folder(&text);
    for input in ["in.vcf", "in.bcf"] {
        assert_eq!(compounds(&folder, input), expected, "{input}");
        let kept = compounds(&folder, &format!("{input} --mode compound-heterozygous"));
        let mut may_fit = expected.clone();
        may_fit.retain(|(_, compound)| compound != "cis");
        assert_eq!(kept, may_fit, "{input}");
    }
}

/// A phasing tool wrote GT and PS of what it could phase, and left PGT and PID as they were.
#[test]
fn both_phases_are_read_and_no_number_is_taken_for_a_name() {
    let mut text = HEADER.to_string();
    let pairs = [
        ("BYREADS", "0|1:0|1:100_A_C:100", "0/1:1|0:100_A_C:."),
        ("NAMED", "0|1:.:.:100", "0/1:1|0:100:."),
        ("TORN", "0|1:0|1:300_A_C:300", "0|1:1|0:300_A_C:300"),
        ("MERGED", "0/1:0|1:400_A_C:.", "0/1:0|1:400_A_C:."),
    ];
    for (i, (gene, first, second)) in (1..).zip(pairs) {
        for (place, sample) in [first, second].into_iter().enumerate() {
            record(
                &mut text,
                1000 * i + place as u64,
                gene,
                &format!("{sample}\t0/0:.:.:."),
            );
        }
    }
    let folder = folder(&text);
    let expected = [
        ("BYREADS", "trans"),
        ("MERGED", "cis"),
        ("NAMED", "unphased"),
        ("TORN", "trans"),
    ];
    let expected = expected.map(|(gene, compound)| (gene.into(), compound.into()));
    for input in ["in.vcf", "in.bcf"] {
        assert_eq!(compounds(&folder, input), expected, "{input}");
    }
}
