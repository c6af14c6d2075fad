//! The site that a record was made of, where the program that split or trimmed it wrote it down.

/// A site as it was, with its ALTs as they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Original<'a> {
    pub(super) position: u64,
    pub(super) reference: &'a [u8],
    alternates: &'a [u8],
    separator: u8,
}

impl<'a> Original<'a> {
    /// Reads `chr9:100:TA/T/TAA` of vt's OLD_MULTIALLELIC and OLD_VARIANT, or `chr9|100|TA|T,TAA|2`
    /// of `bcftools norm --old-rec-tag`. Of several the first counts.
    pub(super) fn read(text: &'a [u8]) -> Option<Self> {
        of_bcftools(text).or_else(|| of_vt(text))
    }

    pub(super) fn alternates(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let separator = self.separator;
        self.alternates.split(move |b| *b == separator)
    }
}

fn of_bcftools(text: &[u8]) -> Option<Original<'_>> {
    // A contig's name may have bars.
    let mut parts = text.rsplit(|b| *b == b'|');
    let last = parts.next()?;
    let is_index = last.iter().all(u8::is_ascii_digit);
    let alternates = if is_index { parts.next()? } else { last };
    Some(Original {
        reference: parts.next()?,
        position: number(parts.next()?)?,
        alternates,
        separator: b',',
    })
}

fn of_vt(text: &[u8]) -> Option<Original<'_>> {
    let first = text.split(|b| *b == b',').next()?;
    let mut parts = first.rsplitn(3, |b| *b == b':');
    let alleles = parts.next()?;
    let position = number(parts.next()?)?;
    let slash = memchr::memchr(b'/', alleles)?;
    Some(Original {
        position,
        reference: &alleles[..slash],
        alternates: &alleles[slash + 1..],
        separator: b'/',
    })
}

fn number(text: &[u8]) -> Option<u64> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u64, String, Vec<String>)> {
        let found = Original::read(text.as_bytes())?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let alternates = found.alternates().map(text).collect();
        Some((found.position, text(found.reference), alternates))
    }

    #[test]
    fn sites_are_read_as_vt_and_bcftools_write_them() {
        let expected = Some((100, "TA".into(), vec!["T".into(), "TAA".into()]));
        for text in [
            "chr9:100:TA/T/TAA",
            "chr9:100:TA/T/TAA,chr9:90:A/C",
            "HLA-A*01:01:100:TA/T/TAA",
            "chr9|100|TA|T,TAA|2",
            "chr9|100|TA|T,TAA",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_sites() {
        for text in [
            "",
            ".",
            "chr9",
            "chr9:x:TA/T",
            "chr9:100:TA",
            "chr9|x|TA|T|1",
            "1|2",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
