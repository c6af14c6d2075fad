//! SpliceAI's entries: `ALLELE|SYMBOL|DS_AG|DS_AL|DS_DG|DS_DL|DP_AG|…` in INFO, without the allele in the
//! column of VEP's plugin.

/// A gene's entry of an allele. What is not written is empty.
struct Delta<'a> {
    allele: &'a [u8],
    symbol: &'a [u8],
    /// The highest of the gain and loss of acceptors and donors, 0-1.
    score: f32,
}

/// Whose scores are asked for.
pub(super) struct Asked<'s> {
    /// The ALT, where entries name theirs.
    pub(super) allele: &'s [u8],
    /// Whether the record has no other ALT.
    pub(super) is_alone: bool,
    /// How the gene is called.
    pub(super) symbols: &'s [&'s [u8]],
}

/// The highest score of all entries.
pub(super) fn highest(values: &[u8]) -> Option<f32> {
    entries(values).map(|delta| delta.score).reduce(f32::max)
}

/// The highest score of an ALT's entries for a gene. Entries of other alleles count where all are of
/// one, and the record has one ALT: it was trimmed since. Where none names the gene, all count.
pub(super) fn of_gene(values: &[u8], asked: &Asked) -> Option<f32> {
    let all: Vec<_> = entries(values).collect();
    let is_one = all.windows(2).all(|two| two[0].allele == two[1].allele);
    let is_its = |delta: &&Delta| delta.allele.eq_ignore_ascii_case(asked.allele);
    let has_own = all.iter().any(|delta| is_its(&delta));
    let takes_any = !has_own && is_one && asked.is_alone;
    let of_allele = all.iter().filter(|delta| takes_any || is_its(delta));
    let is_of_gene = |delta: &&Delta| asked.symbols.contains(&delta.symbol);
    let has_gene = of_allele.clone().any(|delta| is_of_gene(&delta));
    let of_gene = of_allele.filter(|delta| !has_gene || is_of_gene(delta));
    of_gene.map(|delta| delta.score).reduce(f32::max)
}

fn entries(values: &[u8]) -> impl Iterator<Item = Delta<'_>> {
    values.split(|b| *b == b',').filter_map(entry)
}

/// VEP writes `&` for `|`. With positions or without, an entry has its names before its four scores.
fn entry(text: &[u8]) -> Option<Delta<'_>> {
    let parts: Vec<_> = text.split(|b| matches!(b, b'|' | b'&')).collect();
    let names = match parts.len() {
        10 | 6 => 2,
        9 | 5 => 1,
        _ => return None,
    };
    let scores = parts[names..names + 4]
        .iter()
        .filter_map(|text| score(text));
    Some(Delta {
        allele: if names == 2 { parts[0] } else { b"" },
        symbol: parts[names - 1],
        score: scores.reduce(f32::max)?,
    })
}

fn score(text: &[u8]) -> Option<f32> {
    let score: f32 = std::str::from_utf8(text).ok()?.parse().ok()?;
    (0.0..=1.0).contains(&score).then_some(score)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first entry is of SpliceAI's README; the others are made up.
    const ENTRIES: &[u8] = b"T|RYR1|0.00|0.00|0.91|0.08|-28|-46|-2|-31,T|OTHER|0.30|0|.|0|1|1|1|1,\
        G|RYR1|0.5|0|0|0|1|1|1|1";

    fn of(allele: &str, is_alone: bool, symbols: &[&str]) -> Option<f32> {
        let symbols: Vec<_> = symbols.iter().map(|symbol| symbol.as_bytes()).collect();
        let asked = Asked {
            allele: allele.as_bytes(),
            is_alone,
            symbols: &symbols,
        };
        of_gene(ENTRIES, &asked)
    }

    #[test]
    fn a_score_is_of_its_allele_and_gene() {
        assert_eq!(of("T", true, &["RYR1"]), Some(0.91));
        assert_eq!(of("T", true, &["OTHER"]), Some(0.3));
        assert_eq!(of("G", false, &["RYR1"]), Some(0.5));
        assert_eq!(of("T", true, &["ALIAS"]), Some(0.91), "by whatever name");
        assert_eq!(of("C", true, &["RYR1"]), None, "it was not scored");
    }

    #[test]
    fn one_alleles_entries_are_of_the_only_alt() {
        let asked = |is_alone| Asked {
            allele: b"A",
            is_alone,
            symbols: &[],
        };
        let values = b"CA|X|0.2|0|0|0|1|1|1|1,CA|Y|0.4|0|0|0|1|1|1|1";
        assert_eq!(of_gene(values, &asked(true)), Some(0.4));
        assert_eq!(of_gene(values, &asked(false)), None);
    }

    #[test]
    fn the_column_of_vep_has_no_allele() {
        assert_eq!(highest(b"X&0.01&0.7&0&0&-5&10&2&33"), Some(0.7));
        for nothing in ["", ".", "X", "X|.|.|.|.|.|.|.|.", "1|2|3"] {
            assert_eq!(highest(nothing.as_bytes()), None, "{nothing}");
        }
    }
}
