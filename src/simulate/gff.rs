//! The genes as GFF3, as Ensembl writes it.

use std::io::{self, Write};

use super::{
    genes::{stable_id, symbol},
    genome::{Gene, Genome},
};

/// Writes all genes, each with its transcript, exons and coding parts.
pub(super) fn write(genome: &Genome, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "##gff-version 3")?;
    for contig in &genome.contigs {
        writeln!(
            out,
            "##sequence-region   {} 1 {}",
            contig.name, contig.length
        )?;
    }
    writeln!(out, "#!genome-build synthetic: these genes are made up")?;
    let mut previous = None;
    for (index, gene) in genome.genes.iter().enumerate() {
        let contig = &genome.contigs[gene.contig];
        if previous.replace(gene.contig) != Some(gene.contig) {
            let span = (1, contig.length);
            let name = &contig.name;
            line(
                out,
                name,
                "chromosome",
                span,
                ". .",
                &format!("ID=chromosome:{name}"),
            )?;
        }
        write_gene(out, index, gene, &contig.name)?;
        writeln!(out, "###")?;
    }
    Ok(())
}

fn write_gene(out: &mut dyn Write, index: usize, gene: &Gene, contig: &str) -> io::Result<()> {
    let (symbol, span) = (symbol(index), (gene.start(), gene.end()));
    let [gene_id, transcript] = ['G', 'T'].map(|letter| stable_id(letter, index));
    let strand = if gene.forward { "+" } else { "-" };
    let no_phase = format!("{strand} .");
    let what = format!(
        "ID=gene:{gene_id};Name={symbol};biotype=protein_coding;\
         description=synthetic gene;gene_id={gene_id};logic_name=dsdscore_simulate;version=1"
    );
    line(out, contig, "gene", span, &no_phase, &what)?;
    let what = format!(
        "ID=transcript:{transcript};Parent=gene:{gene_id};Name={symbol}-201;\
         biotype=protein_coding;tag=basic,Ensembl_canonical;transcript_id={transcript};version=1"
    );
    line(out, contig, "mRNA", span, &no_phase, &what)?;
    write_parts(out, index, gene, contig, &transcript)
}

fn write_parts(
    out: &mut dyn Write,
    index: usize,
    gene: &Gene,
    contig: &str,
    transcript: &str,
) -> io::Result<()> {
    let strand = if gene.forward { "+" } else { "-" };
    let no_phase = format!("{strand} .");
    let parent = format!("Parent=transcript:{transcript}");
    for (kind, span) in untranslated_kinds(gene)
        .into_iter()
        .zip(gene.untranslated())
    {
        line(out, contig, kind, span, &no_phase, &parent)?;
    }
    let protein = stable_id('P', index);
    let coding = format!("ID=CDS:{protein};{parent};protein_id={protein}");
    let parts = gene.exons.iter().zip(gene.coding_exons()).zip(phases(gene));
    for (number, ((&exon, part), phase)) in parts.enumerate() {
        let rank = rank(gene, number);
        let id = stable_id('E', index * 10 + rank);
        let what = format!(
            "{parent};Name={id};exon_id={id};rank={};version=1",
            rank + 1
        );
        line(out, contig, "exon", exon, &no_phase, &what)?;
        line(
            out,
            contig,
            "CDS",
            part,
            &format!("{strand} {phase}"),
            &coding,
        )?;
    }
    Ok(())
}

/// What the transcript has before its coding part and after it, in ascending order of positions.
fn untranslated_kinds(gene: &Gene) -> [&'static str; 2] {
    let mut kinds = ["five_prime_UTR", "three_prime_UTR"];
    if !gene.forward {
        kinds.reverse();
    }
    kinds
}

/// An exon's place in the transcript, from 0.
fn rank(gene: &Gene, number: usize) -> usize {
    if gene.forward {
        number
    } else {
        gene.exons.len() - 1 - number
    }
}

/// For each coding part, ascending: the bases before its first whole codon, in the sense of
/// transcription.
fn phases(gene: &Gene) -> Vec<u64> {
    let mut before = 0;
    let mut phase = |(start, end): (u64, u64)| {
        let phase = (3 - before % 3) % 3;
        before += end - start + 1;
        phase
    };
    if gene.forward {
        return gene.coding_exons().map(phase).collect();
    }
    let mut phases: Vec<_> = gene.coding_exons().rev().map(&mut phase).collect();
    phases.reverse();
    phases
}

fn line(
    out: &mut dyn Write,
    contig: &str,
    kind: &str,
    (start, end): (u64, u64),
    strand_and_phase: &str,
    attributes: &str,
) -> io::Result<()> {
    let (strand, phase) = strand_and_phase.split_once(' ').unwrap_or((".", "."));
    writeln!(
        out,
        "{contig}\tsynthetic\t{kind}\t{start}\t{end}\t.\t{strand}\t{phase}\t{attributes}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gene(forward: bool) -> Gene {
        Gene {
            contig: 0,
            gap: 1,
            forward,
            exons: vec![(100, 199), (300, 399), (500, 599)],
            coding: (150, 549),
        }
    }

    #[test]
    fn phases_count_from_the_transcripts_start() {
        // 50, 100 and 50 coding bases.
        assert_eq!(phases(&gene(true)), [0, 1, 0]);
        assert_eq!(phases(&gene(false)), [0, 1, 0]);
        let uneven = Gene {
            coding: (151, 549),
            ..gene(false)
        };
        assert_eq!(phases(&uneven), [0, 1, 0]);
        let uneven = Gene {
            coding: (151, 549),
            ..gene(true)
        };
        assert_eq!(phases(&uneven), [0, 2, 1]);
    }

    #[test]
    fn lines_are_ensembls() {
        let mut text = Vec::new();
        write_gene(&mut text, 6, &gene(false), "simchr1").unwrap();
        let text = String::from_utf8(text).unwrap();
        let expected = "simchr1\tsynthetic\tgene\t100\t599\t.\t-\t.\tID=gene:ENSSIMG00000000007;Name=SIM00007;";
        assert!(text.starts_with(expected), "{text}");
        let kinds: Vec<_> = text
            .lines()
            .map(|l| l.split('\t').nth(2).unwrap())
            .collect();
        let parts = ["exon", "CDS"];
        let expected = ["gene", "mRNA", "three_prime_UTR", "five_prime_UTR"];
        assert_eq!(kinds, [&expected[..], &parts, &parts, &parts].concat());
        assert!(text.contains("rank=3;version=1\n"));
    }
}
