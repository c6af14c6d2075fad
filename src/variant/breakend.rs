//! Breakends: where the other end lies (VCF 4.5, section 5.4).

/// The contig of a breakend's mate, and its position, 1-based; 0 is the telomere. `None` for other
/// ALTs, and for a single breakend (`G.`), which has no mate.
///
/// The mate is what two brackets alike hold, `CHROM:POS`. A contig may have colons in its name: the
/// last one is followed by the position. `<ctg1>` is the contig of that ID in the assembly file.
pub fn mate(alternate: &[u8]) -> Option<(&[u8], u64)> {
    let first = memchr::memchr2(b'[', b']', alternate)?;
    let (bracket, rest) = alternate[first..].split_first()?;
    let mate = &rest[..memchr::memchr(*bracket, rest)?];
    let colon = memchr::memrchr(b':', mate)?;
    let (contig, position) = (&mate[..colon], &mate[colon + 1..]);
    let id = contig
        .strip_prefix(b"<")
        .and_then(|id| id.strip_suffix(b">"));
    let contig = id.unwrap_or(contig);
    let position = Some(position).filter(|digits| digits.iter().all(u8::is_ascii_digit));
    let position = super::vcf::parse_integer(position?)?.try_into().ok()?;
    (!contig.is_empty()).then_some((contig, position))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mates_are_read_in_all_four_orientations() {
        for alternate in [
            "G]17:198982]",
            "]17:198982]G",
            "G[17:198982[",
            "[17:198982[G",
        ] {
            let found = mate(alternate.as_bytes());
            assert_eq!(found, Some((&b"17"[..], 198_982)), "{alternate}");
        }
    }

    #[test]
    fn what_lies_around_and_in_the_brackets_is_any_that_the_specification_allows() {
        for (alternate, contig, position) in [
            ("CAGTNNNNNCA[2:321682[", "2", 321_682),
            (".[13:123457[", "13", 123_457),
            ("]1:0]A", "1", 0),
            ("C[HLA-A*01:01:7[", "HLA-A*01:01", 7),
            ("C[HLA-A*01:01:01:01:7[", "HLA-A*01:01:01:01", 7),
            ("C[<ctg1>:7[", "ctg1", 7),
            ("]<ctg1>:329]A", "ctg1", 329),
        ] {
            let expected = Some((contig.as_bytes(), position));
            assert_eq!(mate(alternate.as_bytes()), expected, "{alternate}");
        }
    }

    #[test]
    fn other_alts_have_no_mate() {
        for alternate in [
            "",
            ".",
            "*",
            "A",
            "ACGT",
            "G.",
            ".G",
            ".TGCA",
            "<DEL>",
            "<BND>",
            "C<ctg1>",
            "G[",
            "G[[",
            "G]17]",
            "G]17:]",
            "G]:5]",
            "G]17:5[",
            "G]17:-5]",
            "G]17:+5]",
            "G]17:x]",
            "G]<>:5]",
            "G]17:99999999999999999999]",
        ] {
            assert_eq!(mate(alternate.as_bytes()), None, "{alternate}");
        }
    }
}
