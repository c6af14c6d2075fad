//! Variants in the genes and between them, with the genotypes of a few samples.

mod variant;

use std::io::{self, Write};

use self::variant::{Variant, draw};
use super::{World, genes, genome::Genome, random::Purpose};

/// Writes one or more variants of each gene and some of what is between genes, sorted.
pub(super) fn write(world: &World, genome: &Genome, out: &mut dyn Write) -> io::Result<()> {
    write_header(world, genome, out)?;
    for (gene, place) in genome.genes.iter().enumerate() {
        let mut rng = world.streams.get(Purpose::Variants, gene);
        let contig = &genome.contigs[place.contig].name;
        for variant in draw(genome, gene, world.options.samples, &mut rng) {
            write_record(&variant, contig, gene, out)?;
        }
    }
    Ok(())
}

fn write_header(world: &World, genome: &Genome, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(
        b"##fileformat=VCFv4.3\n\
          ##FILTER=<ID=PASS,Description=\"All filters passed\">\n\
          ##source=dsdscore simulate: SYNTHETIC, made-up variants of made-up genes\n\
          ##synthetic=true\n",
    )?;
    for contig in &genome.contigs {
        writeln!(
            out,
            "##contig=<ID={},length={}>",
            contig.name, contig.length
        )?;
    }
    out.write_all(
        b"##INFO=<ID=AC,Number=A,Type=Integer,Description=\"Allele count in genotypes\">\n\
          ##INFO=<ID=AN,Number=1,Type=Integer,Description=\"Number of alleles in genotypes\">\n\
          ##INFO=<ID=SIM_GENE,Number=1,Type=String,Description=\"The simulated gene that the \
          variant is in; left out between genes\">\n\
          ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
          #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT",
    )?;
    for sample in 1..=world.options.samples {
        write!(out, "\tSIM_SAMPLE_{sample}")?;
    }
    writeln!(out)
}

fn write_record(
    variant: &Variant,
    contig: &str,
    gene: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (reference, alternatives) = (&variant.reference, variant.alternatives.join(","));
    write!(
        out,
        "{contig}\t{}\t.\t{reference}\t{alternatives}",
        variant.position
    )?;
    let counts: Vec<_> = (1..=variant.alternatives.len())
        .map(|allele| variant.count(allele).to_string())
        .collect();
    let (counts, alleles) = (counts.join(","), 2 * variant.genotypes.len());
    write!(out, "\t{}\tPASS\tAC={counts};AN={alleles}", variant.quality)?;
    if variant.is_in_gene {
        write!(out, ";SIM_GENE={}", genes::symbol(gene))?;
    }
    write!(out, "\tGT")?;
    for [first, second] in &variant.genotypes {
        write!(out, "\t{first}/{second}")?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::simulate::options::tests::small;

    #[test]
    fn every_gene_has_a_variant_within_it_and_the_rest_is_between() {
        let options = small();
        let world = World::new(&options).unwrap();
        let genome = Genome::new(&world.genes, &world.streams);
        let mut text = Vec::new();
        write(&world, &genome, &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let (mut named, mut between, mut last) = (HashSet::new(), 0, 0);
        for record in text.lines().filter(|l| !l.starts_with('#')) {
            let columns: Vec<_> = record.split('\t').collect();
            let (start, reference) = (columns[1].parse::<u64>().unwrap(), columns[3]);
            let end = start + reference.len() as u64 - 1;
            assert!(start > last, "{record}");
            last = start;
            let mut bases = (start..=end).map(|p| genome.base(0, p));
            assert!(reference.bytes().all(|b| bases.next() == Some(b)));
            let hit = |g: &super::super::genome::Gene| g.start() <= end && start <= g.end();
            let hits: Vec<_> = (0..400).filter(|&g| hit(&genome.genes[g])).collect();
            let gene = columns[7].split_once("SIM_GENE=").map(|(_, gene)| gene);
            assert_eq!(
                hits.iter().map(|&g| genes::symbol(g)).next().as_deref(),
                gene
            );
            assert!(hits.len() < 2 && columns.len() == 12);
            match gene {
                Some(gene) => _ = named.insert(gene.to_string()),
                None => between += 1,
            }
        }
        assert_eq!(named.len(), 400);
        assert!(between > 50, "{between}");
    }
}
