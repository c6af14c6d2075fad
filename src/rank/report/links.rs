//! Addresses of databases. Nothing is asked of them before a reader follows a link.

use std::fmt::Write;

use crate::rank::{Assembly, RankedGene};

/// A link.
#[derive(Debug, PartialEq)]
pub(super) struct Link {
    pub(super) name: &'static str,
    pub(super) url: String,
}

/// What databases say of a gene, by its Ensembl ID where they know it and there is one.
pub(super) fn of_gene(gene: &RankedGene, assembly: Option<Assembly>) -> Vec<Link> {
    let id = Some(gene.ensembl_id.as_str()).filter(|id| is_ensembl(id));
    if id.is_none() && gene.symbol.is_empty() {
        return Vec::new();
    }
    let symbol = encoded(&gene.symbol);
    let gene_name = id.unwrap_or(&symbol);
    let ensembl = match assembly {
        Some(Assembly::GRCh37) => "grch37.ensembl.org",
        _ => "www.ensembl.org",
    };
    let dataset = dataset(assembly).map(|dataset| format!("?dataset={dataset}"));
    let atlas = match id {
        Some(id) => id.to_string(),
        None => format!("search/{symbol}"),
    };
    let mut links = vec![
        link(
            "Ensembl",
            format!("{ensembl}/Homo_sapiens/Gene/Summary?g={gene_name}"),
        ),
        link(
            "gnomAD",
            format!(
                "gnomad.broadinstitute.org/gene/{gene_name}{}",
                dataset.unwrap_or_default()
            ),
        ),
        link(
            "Human Protein Atlas",
            format!("www.proteinatlas.org/{atlas}"),
        ),
    ];
    if !symbol.is_empty() {
        links.extend([
            link("OMIM", format!("www.omim.org/search?search={symbol}")),
            link(
                "GeneCards",
                format!("www.genecards.org/cgi-bin/carddisp.pl?gene={symbol}"),
            ),
            link(
                "ClinVar",
                format!("www.ncbi.nlm.nih.gov/clinvar/?term={symbol}%5Bgene%5D"),
            ),
        ]);
    }
    links
}

/// gnomAD's page of a variant; `None` where the assembly is not known, or gnomAD has no such
/// variants: symbolic alleles, other contigs, alleles too long for an address.
pub(super) fn of_variant(
    (contig, position): (&str, u64),
    [reference, alternate]: [&str; 2],
    assembly: Option<Assembly>,
) -> Option<Link> {
    let dataset = dataset(assembly)?;
    let contig = contig.strip_prefix("chr").unwrap_or(contig);
    let is_chromosome = matches!(contig, "X" | "Y")
        || contig
            .parse::<u8>()
            .is_ok_and(|n| (1..=22).contains(&n) && n.to_string() == contig);
    let alleles_fit = [reference, alternate].into_iter().all(is_sequence);
    (is_chromosome && alleles_fit).then(|| {
        let path = format!("{contig}-{position}-{reference}-{alternate}?dataset={dataset}");
        link(
            "gnomAD",
            format!("gnomad.broadinstitute.org/variant/{path}"),
        )
    })
}

fn link(name: &'static str, rest: String) -> Link {
    let url = format!("https://{rest}");
    Link { name, url }
}

fn dataset(assembly: Option<Assembly>) -> Option<&'static str> {
    match assembly? {
        Assembly::NCBI36 | Assembly::CHM13 => None,
        Assembly::GRCh37 => Some("gnomad_r2_1"),
        Assembly::GRCh38 => Some("gnomad_r4"),
    }
}

fn is_ensembl(id: &str) -> bool {
    let digits = id.strip_prefix("ENSG").unwrap_or_default();
    !digits.is_empty() && digits.len() <= 20 && digits.bytes().all(|digit| digit.is_ascii_digit())
}

fn is_sequence(allele: &str) -> bool {
    (1..=200).contains(&allele.len()) && allele.bytes().all(|base| b"ACGT".contains(&base))
}

/// Percent-encoded but for what RFC 3986 calls unreserved.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(byte.into());
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(symbol: &str, ensembl_id: &str, assembly: Option<Assembly>) -> Vec<String> {
        let gene = RankedGene {
            symbol: symbol.into(),
            ensembl_id: ensembl_id.into(),
            ..RankedGene::default()
        };
        let links = of_gene(&gene, assembly).into_iter();
        links.map(|link| link.url).collect()
    }

    #[test]
    fn genes_are_found_by_their_ids() {
        let found = urls("SOX9", "ENSG00000125398", Some(Assembly::GRCh38));
        for expected in [
            "https://www.ensembl.org/Homo_sapiens/Gene/Summary?g=ENSG00000125398",
            "https://gnomad.broadinstitute.org/gene/ENSG00000125398?dataset=gnomad_r4",
            "https://www.proteinatlas.org/ENSG00000125398",
            "https://www.omim.org/search?search=SOX9",
            "https://www.genecards.org/cgi-bin/carddisp.pl?gene=SOX9",
            "https://www.ncbi.nlm.nih.gov/clinvar/?term=SOX9%5Bgene%5D",
        ] {
            assert!(found.iter().any(|url| url == expected), "{expected}");
        }
        let old = urls("SOX9", "", Some(Assembly::GRCh37));
        assert_eq!(
            old[0],
            "https://grch37.ensembl.org/Homo_sapiens/Gene/Summary?g=SOX9"
        );
        assert!(old[1].ends_with("/gene/SOX9?dataset=gnomad_r2_1"));
        assert!(!urls("SOX9", "", None)[1].contains("dataset"));
    }

    #[test]
    fn hostile_names_stay_within_their_part_of_an_address() {
        for url in urls("\"><a href='x' é\n/../?&#%", "ENSG1/../x", None) {
            assert!(url.starts_with("https://"));
            let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~%:/?=".contains(c);
            assert!(url.chars().all(allowed), "{url}");
            assert!(url.contains("%22%3E%3Ca%20href"), "{url}");
        }
        assert!(urls("", "not an ID", None).is_empty());
    }

    #[test]
    fn variants_are_linked_where_gnomad_can_know_them() {
        let url = |contig: &str, alternate: &str, assembly| {
            of_variant((contig, 55), ["A", alternate], assembly).map(|link| link.url)
        };
        let expected = "https://gnomad.broadinstitute.org/variant/17-55-A-GT?dataset=gnomad_r4";
        let new = Some(Assembly::GRCh38);
        assert_eq!(url("chr17", "GT", new).as_deref(), Some(expected));
        assert!(
            url("X", "T", Some(Assembly::GRCh37))
                .unwrap()
                .ends_with("X-55-A-T?dataset=gnomad_r2_1")
        );
        for (contig, alternate) in [
            ("chrUn_1", "T"),
            ("01", "T"),
            ("1", "<DEL>"),
            ("1", "*"),
            ("23", "T"),
        ] {
            assert_eq!(url(contig, alternate, new), None, "{contig} {alternate}");
        }
        let long = "A".repeat(10_000);
        assert_eq!(url("1", &long, new), None);
        assert_eq!(url("1", "T", None), None);
    }
}
