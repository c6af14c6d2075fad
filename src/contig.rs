//! The names of contigs: for all.

/// The human chromosomes in the order of their RefSeq accessions, `NC_000001`
/// to `NC_000024`.
const CHROMOSOMES: [&[u8]; 24] = [
    b"1", b"2", b"3", b"4", b"5", b"6", b"7", b"8", b"9", b"10", b"11", b"12", b"13", b"14", b"15",
    b"16", b"17", b"18", b"19", b"20", b"21", b"22", b"X", b"Y",
];

const MITOCHONDRION: &[u8] = b"MT";

/// The one name of a contig that goes by several.
///
/// `chr1`, `1` and `NC_000001.11` (any version) are `1`; `chrM`, `M`, `MT` and
/// `NC_012920.1` are `MT`. RefSeq accessions are those of the human
/// chromosomes. Other names are returned as they are, less a leading `chr`.
pub fn canonical_contig(name: &[u8]) -> &[u8] {
    if let Some(chromosome) = refseq_chromosome(name) {
        return chromosome;
    }
    match without_chr(name) {
        b"M" => MITOCHONDRION,
        other => other,
    }
}

fn without_chr(name: &[u8]) -> &[u8] {
    match name.split_at_checked(3) {
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case(b"chr") && !rest.is_empty() => rest,
        _ => name,
    }
}

fn refseq_chromosome(name: &[u8]) -> Option<&'static [u8]> {
    let accession = name.strip_prefix(b"NC_")?;
    let (digits, version) = accession.split_at_checked(6)?;
    if !version.is_empty() && !version.starts_with(b".") {
        return None;
    }
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    match std::str::from_utf8(digits).ok()?.parse::<usize>().ok()? {
        12920 => Some(MITOCHONDRION),
        number => CHROMOSOMES.get(number.checked_sub(1)?).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_chromosome_are_one_contig() {
        for (name, canonical) in [
            ("chr1", "1"),
            ("1", "1"),
            ("Chr1", "1"),
            ("NC_000001.10", "1"),
            ("NC_000001.11", "1"),
            ("NC_000001", "1"),
            ("NC_000010.11", "10"),
            ("NC_000023.11", "X"),
            ("chrX", "X"),
            ("NC_000024.10", "Y"),
            ("chrM", "MT"),
            ("chrMT", "MT"),
            ("M", "MT"),
            ("MT", "MT"),
            ("NC_012920.1", "MT"),
        ] {
            let found = canonical_contig(name.as_bytes());
            assert_eq!(found, canonical.as_bytes(), "{name}");
        }
    }

    #[test]
    fn other_contigs_keep_their_names() {
        for (name, canonical) in [
            ("NC_000025.1", "NC_000025.1"),
            ("NC_000000.1", "NC_000000.1"),
            ("NC_0000011", "NC_0000011"),
            ("NC_+00001.1", "NC_+00001.1"),
            ("NC_00", "NC_00"),
            ("NT_187633.1", "NT_187633.1"),
            ("chr", "chr"),
            ("", ""),
            ("chr1_KI270706v1_random", "1_KI270706v1_random"),
            ("HLA-A*01:01:01:01", "HLA-A*01:01:01:01"),
        ] {
            let found = canonical_contig(name.as_bytes());
            assert_eq!(found, canonical.as_bytes(), "{name}");
        }
    }
}
