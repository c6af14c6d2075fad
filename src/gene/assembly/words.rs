//! The names that assemblies go by in headers, comments and the names of files.

use super::Assembly::{self, CHM13, GRCh37, GRCh38, NCBI36};

/// Parts of words that no word has by chance, in lower case; no digit may follow.
const PARTS: [(&str, Assembly); 18] = [
    ("ncbi36", NCBI36),
    ("hg18", NCBI36),
    ("build36", NCBI36),
    ("grch37", GRCh37),
    ("hg19", GRCh37),
    ("ncbi37", GRCh37),
    ("build37", GRCh37),
    // As the 1000 Genomes Project and the Broad Institute call theirs.
    ("hs37d5", GRCh37),
    ("g1k_v37", GRCh37),
    ("sapiens_assembly19", GRCh37),
    ("grch38", GRCh38),
    ("hg38", GRCh38),
    ("build38", GRCh38),
    ("hs38dh", GRCh38),
    ("hs38d1", GRCh38),
    ("sapiens_assembly38", GRCh38),
    ("chm13", CHM13),
    // As in GCA_009914755.4 and GCF_009914755.1.
    ("_009914755", CHM13),
];

/// Whole words.
const WORDS: [(&str, Assembly); 6] = [
    ("b36", NCBI36),
    ("b37", GRCh37),
    ("hs37", GRCh37),
    ("b38", GRCh38),
    ("hs38", GRCh38),
    // UCSC.
    ("hs1", CHM13),
];

/// The assembly that a text names; none where it names several. Of a path, the file's name decides
/// if it names one.
pub fn named(text: &[u8]) -> Option<Assembly> {
    let text = String::from_utf8_lossy(text).to_ascii_lowercase();
    let file = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut found = all_named(file);
    if found.is_empty() {
        found = all_named(&text);
    }
    match found[..] {
        [one] => Some(one),
        _ => None,
    }
}

fn all_named(text: &str) -> Vec<Assembly> {
    let text = text.replace("build ", "build");
    let parts = PARTS.iter().filter(|(part, _)| has_part(&text, part));
    let words = WORDS.iter().filter(|(word, _)| has_word(&text, word));
    let named = parts.chain(words).map(|(_, assembly)| *assembly);
    let mut found: Vec<_> = named.chain(by_accession(&text)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn has_part(text: &str, part: &str) -> bool {
    let mut places = text.match_indices(part);
    places.any(|(at, _)| !text[at + part.len()..].starts_with(|c: char| c.is_ascii_digit()))
}

fn has_word(text: &str, word: &str) -> bool {
    let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    let mut places = text.match_indices(word);
    places.any(|(at, _)| {
        let after = &text[at + word.len()..];
        is_end(text[..at].chars().next_back()) && is_end(after.chars().next())
    })
}

/// The assembly of an accession of NCBI, whose version grows with every patch: `GCA_000001405.1` and
/// `GCF_000001405.13` are GRCh37, `GCA_000001405.15` and `GCF_000001405.26` GRCh38.
fn by_accession(text: &str) -> Option<Assembly> {
    let (before, version) = text.split_once("_000001405.")?;
    let end = version.find(|c: char| !c.is_ascii_digit());
    let version: u32 = version[..end.unwrap_or(version.len())].parse().ok()?;
    match (before.get(before.len().checked_sub(3)?..)?, version) {
        ("gca", 1..=14) | ("gcf", 13..=25) => Some(GRCh37),
        ("gca", 15..) | ("gcf", 26..) => Some(GRCh38),
        ("gcf", 12) => Some(NCBI36),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<Assembly> {
        named(text.as_bytes())
    }

    #[test]
    fn the_usual_names_of_references_are_known() {
        for (text, assembly) in [
            (
                "file:///seq/references/1000GenomesPilot-NCBI36.fasta",
                NCBI36,
            ),
            ("/ref/hg18.fa", NCBI36),
            ("NCBI B36", NCBI36),
            ("ucsc.hg19.fasta", GRCh37),
            ("file:///ref/hs37d5.fa.gz", GRCh37),
            (
                "file:///lustre/g1k/ref/main_project/human_g1k_v37.fasta",
                GRCh37,
            ),
            ("human_g1k_v37_decoy.fasta", GRCh37),
            ("/seq/Homo_sapiens_assembly19.fasta", GRCh37),
            ("b37", GRCh37),
            ("hs37", GRCh37),
            ("GRCh37.p13", GRCh37),
            ("GRCh37-lite.fa", GRCh37),
            ("NCBI37", GRCh37),
            (
                "ftp://ftp.completegenomics.com/ReferenceFiles/build37.fa.bz2",
                GRCh37,
            ),
            ("NCBI build 37", GRCh37),
            ("GCF_000001405.25_genomic.fna", GRCh37),
            ("GCA_000001405.14", GRCh37),
            ("hg38", GRCh38),
            ("/ref/hg38/genome.fa", GRCh38),
            ("GRCh38.p13", GRCh38),
            ("hg38.p14.fa", GRCh38),
            ("GRCh38_full_analysis_set_plus_decoy_hla.fa", GRCh38),
            ("hs38DH.fa", GRCh38),
            ("Homo_sapiens_assembly38.fasta", GRCh38),
            ("gnomAD_GRCh38", GRCh38),
            ("GCA_000001405.15_no_alt_analysis_set.fna", GRCh38),
            ("NCBI_Assembly:GCF_000001405.40", GRCh38),
            ("chm13v2.0.fa", CHM13),
            ("T2T-CHM13v2.0", CHM13),
            ("/ref/hs1.fa.gz", CHM13),
            ("GCA_009914755.4_genomic.fna", CHM13),
        ] {
            assert_eq!(told(text), Some(assembly), "{text}");
        }
    }

    #[test]
    fn the_name_of_the_file_decides_before_its_folders() {
        assert_eq!(told("/projects/hg19-to-38/GRCh38.fa"), Some(GRCh38));
        assert_eq!(told("/projects/hg19/lifted_to_hg38/genome.fa"), None);
        assert_eq!(told("hg38ToHg19"), None);
    }

    #[test]
    fn other_names_are_nobodys() {
        for text in [
            "",
            "genome.fa",
            "GRCm39",
            "mm10.fa",
            "GRCm38.p6",
            "canFam3",
            "hg190",
            "ub37.fa",
            "GCF_000001635.27",
            "GCF_000001405.2x",
            "build ",
            "\u{fffd}\u{1f9ec}",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
