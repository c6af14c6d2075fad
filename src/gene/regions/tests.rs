use std::{error::Error as _, fs};

use tempfile::TempDir;

use super::*;
use crate::testing::gzip;

const GFF3: &str = "##gff-version 3\n##sequence-region Y 1 57227415\n#!genome-build GRCh38\nY\thavana\tgene\t2786855\t2787682\t.\t-\t.\tID=gene:ENSG00000184895;Name=SRY\nY\thavana\tmRNA\t2786855\t2787682\t.\t-\t.\tID=transcript:ENST00000383070;Parent=gene:ENSG00000184895\n###\n##FASTA\n>Y\nACGT\n";
const GTF: &str = "#!genome-build GRCh38\r\nY\thavana\tgene\t2786855\t2787682\t.\t-\t.\tgene_id \"ENSG00000184895\"; gene_name \"SRY\";\r\n";
const BED: &str = "track name=genes\nchrY\t2786854\t2787682\tSRY\n";
const MANE: &str = "#NCBI_GeneID\tEnsembl_Gene\tHGNC_ID\tsymbol\tGRCh38_chr\tchr_start\tchr_end\nGeneID:6736\tENSG00000184895.8\tHGNC:11311\tSRY\tNC_000024.10\t2786855\t2787682\n";

fn open(name: &str, content: &[u8]) -> Result<Regions, RegionsError> {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, content).expect("a file");
    Regions::open(path)
}

fn symbols(regions: &Regions, contig: &str, start: u64, end: u64) -> Vec<String> {
    let mut found = Vec::new();
    regions.visit(contig.as_bytes(), start, end, &mut |mention| {
        found.push(String::from_utf8_lossy(mention.symbol).into_owned());
    });
    found
}

#[test]
fn every_format_gives_the_same_gene() {
    for content in [GFF3, GTF, BED, MANE] {
        let regions = open("genes.txt", content.as_bytes()).expect("regions");
        for contig in ["chrY", "Y", "NC_000024.10", "CM000686.2", "24", "chr24"] {
            assert_eq!(
                symbols(&regions, contig, 2786855, 2786855),
                ["SRY"],
                "{content}"
            );
            assert_eq!(symbols(&regions, contig, 2787682, 2787700), ["SRY"]);
            assert!(symbols(&regions, contig, 2786854, 2786854).is_empty());
            assert!(symbols(&regions, contig, 2787683, 2787683).is_empty());
        }
        assert!(symbols(&regions, "chrX", 1, u64::MAX).is_empty());
    }
}

fn assembly(content: &str) -> Option<String> {
    let regions = open("genes.txt", content.as_bytes()).expect("regions");
    regions.assembly().map(ToString::to_string)
}

#[test]
fn files_tell_their_assembly() {
    let row = "chr9\tx\tgene\t5\t9\t.\t-\t.\tgene_id \"A\";\n";
    let told = |header: &str| assembly(&format!("{header}\n{row}"));
    for (header, expected) in [
        ("#!genome-build GRCh38.p14", Some("GRCh38")),
        ("#!genome-version GRCh37", Some("GRCh37")),
        (
            "#!genome-build-accession NCBI_Assembly:GCF_000001405.25",
            Some("GRCh37"),
        ),
        ("##genome-build NCBI B36", Some("NCBI36")),
        ("##genome-build  UCSC\thg19", Some("GRCh37")),
        (
            "##description: evidence-based annotation of the human genome (GRCh38), version 44 (Ensembl 110)",
            Some("GRCh38"),
        ),
        (
            "##description: evidence-based annotation of the human genome (GRCh38), version 49 (Ensembl 115), mapped to GRCh37 with gencode-backmap",
            Some("GRCh37"),
        ),
        ("##sequence-region   chr9 1 141213431", Some("GRCh37")),
        ("##sequence-region CM000671.2 1 7", Some("GRCh38")),
        ("##sequence-region 9 5 141213431", None),
        ("#!genome-build GRCm39", None),
        ("# lifted from hg19 to hg38", None),
        ("#!genome-build hg19 hg38", None),
        ("", None),
    ] {
        let found = told(header);
        let assembly = found.as_deref().and_then(|told| told.split(' ').next());
        assert_eq!(assembly, expected, "{header}: {found:?}");
    }
    let chromosome = "9\tGRCh38\tchromosome\t1\t138394717\t.\t.\t.\tID=chromosome:9\n";
    let gff3 = format!(
        "{chromosome}{}",
        row.replace("gene_id \"A\";", "ID=gene:1;Name=A")
    );
    let told = "GRCh38 (contig 9 of 138394717 bases)";
    assert_eq!(
        assembly(&gff3).as_deref(),
        Some(told),
        "Ensembl, without its header"
    );
    let bed = "track name=genes db=hg38 visibility=2\nchrY\t2786854\t2787682\tSRY\n";
    let told = "GRCh38 (track name=genes db=hg38 visibility=2)";
    assert_eq!(assembly(bed).as_deref(), Some(told));
    assert_eq!(assembly(BED), None);
    let renamed = MANE.replace("NC_000024.10", "chrY");
    assert_eq!(
        assembly(&renamed).as_deref(),
        Some("GRCh38 (column GRCh38_chr)")
    );
    assert_eq!(assembly(&renamed[1..]), assembly(&renamed));
}

#[test]
fn an_accession_of_another_assembly_has_no_gene() {
    let accession = BED.replace("chrY", "NC_000024.10");
    for content in [GFF3, GTF, MANE, &accession] {
        let regions = open("genes.txt", content.as_bytes()).expect("regions");
        for contig in ["NC_000024.9", "CM000686.1", "NC_060948.1", "NC_000024.77"] {
            assert!(symbols(&regions, contig, 2787000, 2787000).is_empty());
            assert!(regions.is_of_another_assembly(contig.as_bytes()));
        }
        assert!(
            !regions.is_of_another_assembly(b"NC_000023.10"),
            "has no genes"
        );
        let insisted = regions.insisted_on();
        assert_eq!(symbols(&insisted, "NC_000024.9", 2787000, 2787000), ["SRY"]);
    }
    let silent = open("genes.bed", BED.as_bytes()).expect("regions");
    assert_eq!(symbols(&silent, "NC_000024.9", 2787000, 2787000), ["SRY"]);
}

#[test]
fn genes_on_contigs_of_two_assemblies_are_refused() {
    let content = "NC_000024.10\t1\t5\tSRY\nNC_000023.10\t1\t5\tAR\n";
    let error = open("genes.bed", content.as_bytes())
        .unwrap_err()
        .to_string();
    assert_has!(
        error,
        "GRCh38 (contig NC_000024.10)",
        "GRCh37 (contig NC_000023.10)"
    );
}

#[test]
fn numbers_mean_x_and_y_only_where_no_contig_is_called_so() {
    let bed = "chrX\t0\t9\tAR\nY\t0\t9\tSRY\n";
    let human = open("genes.bed", bed.as_bytes()).expect("regions");
    for (contig, found) in [("23", "AR"), ("chr24", "SRY"), ("25", "AR"), ("XY", "AR")] {
        assert_eq!(symbols(&human, contig, 5, 5), [found], "{contig}");
    }
    assert!(symbols(&human.without_letters(), "23", 5, 5).is_empty());
    let own = open("genes.bed", format!("{bed}23\t0\t9\tOWN\n").as_bytes()).expect("regions");
    assert_eq!(symbols(&own, "chr23", 5, 5), ["OWN"]);
    let dog = open("genes.bed", format!("{bed}chr38\t0\t9\tOTHER\n").as_bytes());
    assert!(symbols(&dog.expect("regions"), "chr23", 5, 5).is_empty());
}

#[test]
fn compressed_files_of_several_members_are_read_whole() {
    let (first, second) = GFF3.split_at(100);
    let content = [gzip(first), gzip(second)].concat();
    let regions = open("genes.gff3.gz", &content).expect("regions");
    assert_eq!(symbols(&regions, "Y", 2787000, 2787000), ["SRY"]);
}

#[test]
fn a_cut_or_missing_file_is_an_error_with_its_source() {
    let content = gzip(MANE);
    let error = open("mane.txt.gz", &content[..content.len() - 12]).unwrap_err();
    assert!(matches!(error, RegionsError::Read { .. }), "{error}");
    assert!(error.source().is_some());
    let error = Regions::open("no/such/file.bed").unwrap_err();
    assert!(error.to_string().contains("no/such/file.bed"), "{error}");
}

#[test]
fn a_malformed_line_is_named_by_file_and_number() {
    let content = format!("{BED}chrY\t5\n");
    let error = open("genes.bed", content.as_bytes())
        .unwrap_err()
        .to_string();
    assert_has!(error, "genes.bed:3: expected", "four columns");
    let error = open("genes.bed", b"chrY\t5\t9\n").unwrap_err().to_string();
    assert!(error.contains("genes.bed:1: expected"), "{error}");
    let error = open("mane.txt", b"#NCBI_GeneID\tsymbol\n").unwrap_err();
    assert_has!(error, "mane.txt:1: expected");
}

#[test]
fn a_file_of_another_kind_is_not_taken_for_genes() {
    for content in [
        b"##fileformat=VCFv4.3\n#CHROM\tPOS\nY\t1\tx\n".as_slice(),
        b"\0\0\xff",
    ] {
        let error = open("input", content).unwrap_err();
        assert!(
            matches!(error, RegionsError::Unrecognised { .. }),
            "{error}"
        );
    }
}

#[test]
fn a_file_without_genes_is_an_error() {
    for content in ["", "##gff-version 3\n", "track name=genes\n", "\n\n"] {
        let error = open("genes.bed", content.as_bytes()).unwrap_err();
        assert!(matches!(error, RegionsError::Empty { .. }), "{error}");
    }
}

/// The folder of reference data that is too large to keep here.
fn reference_data(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("DSDSCORE_TEST_DATA");
    let path = folder.map(|folder| PathBuf::from(folder).join(name));
    let found = path.filter(|path| path.exists());
    if found.is_none() {
        eprintln!("skipped: DSDSCORE_TEST_DATA names no folder that holds {name}");
    }
    found
}

#[test]
fn ensembls_chromosome_21_is_read() {
    let Some(path) = reference_data("ensembl.GRCh38.chr21.gff3.gz") else {
        return;
    };
    let regions = Regions::open(path).expect("regions");
    assert_eq!(regions.genes.len(), 835);
    let told = regions.assembly().expect("an assembly").to_string();
    assert_eq!(told, "GRCh38 (contig 21 of 46709983 bases)");
    assert_eq!(
        symbols(&regions, "chr21", 29194071, 29194071),
        ["LINC00189", "BACH1"]
    );
    assert_eq!(
        symbols(&regions, "NC_000021.9", 33589341, 33589341),
        ["AP000304.12", "CRYZL1"]
    );
}

#[test]
fn the_mane_summary_is_read() {
    let Some(path) = reference_data("MANE.GRCh38.v1.4.summary.txt.gz") else {
        return;
    };
    let regions = Regions::open(path).expect("regions");
    assert_eq!(symbols(&regions, "chrY", 2787000, 2787000), ["SRY"]);
    assert!(symbols(&regions, "NC_000024.9", 2787000, 2787000).is_empty());
    let told = regions.assembly().expect("an assembly");
    assert_eq!(told.assembly, crate::gene::Assembly::GRCh38);
    assert!(symbols(&regions, "1", 1, 1000).is_empty());
}
