//! Inputs of any size.

use std::fmt::Write;

const GENES: [(&str, &str); 4] = [
    ("NR5A1", "ENSG00000136931"),
    ("SOX9", "ENSG00000125398"),
    ("WT1", "ENSG00000184937"),
    ("NOSUCH", "ENSG00000000000"),
];

/// The header of the records of [`record`].
pub fn header() -> String {
    "##fileformat=VCFv4.2\n\
     ##contig=<ID=chr1,length=2147483646>\n\
     ##FILTER=<ID=PASS,Description=\"All filters passed\">\n\
     ##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n\
     ##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n\
     ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"x. Format: Allele|Consequence|SYMBOL|Gene\">\n\
     ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n\
     ##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n\
     #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ts1\ts2\n"
        .into()
}

/// Appends the `i`th record, at a position.
pub fn record(i: usize, position: usize, text: &mut String) {
    let (symbol, gene) = GENES[i % GENES.len()];
    writeln!(
        text,
        "chr1\t{position}\tr{i}\tA\tC,G\t{}\tPASS\tDP={};CSQ=C|missense_variant|{symbol}|{gene},\
         G|intron_variant|WT1|ENSG00000184937\tGT:AD\t0/1:{},{},0\t1|2:0,{},3",
        i % 60,
        i % 70_000,
        i % 99,
        i % 7,
        i % 300,
    )
    .unwrap();
}

/// A VCF of so many records.
pub fn vcf(count: usize) -> String {
    let mut text = header();
    (0..count).for_each(|i| record(i, 1000 + 10 * i, &mut text));
    text
}
