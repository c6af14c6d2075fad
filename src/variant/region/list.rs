//! Regions as an option gives them, `chr1:100-200,chrX`.

use super::{RegionError, RegionList};

impl RegionList {
    /// Reads a list, `chr1:100-200,chrX`, as `bcftools view -r` does.
    ///
    /// A region is `CHROM`, `CHROM:POS`, `CHROM:FROM-TO`, `CHROM:FROM-` or `CHROM:-TO`, counted
    /// from 1 with both ends; a name may stand in braces, `{HLA-A*01:01}:5-9`. As in htslib's
    /// `hts_parse_region`, what has a colon and no braces is a whole name where `is_contig` knows it.
    ///
    /// # Errors
    ///
    /// Returns which region is none, and why; an empty list is an error, and so is a region of two
    /// meanings, `chr1:5` where there is a contig of that name besides `chr1`.
    pub fn parse(list: &str, is_contig: impl Fn(&[u8]) -> bool) -> Result<Self, RegionError> {
        let mut regions = Self::default();
        for region in list.split(',').map(str::trim) {
            let (contig, start, end) =
                parse(region, &is_contig).map_err(|why| RegionError::List {
                    region: region.into(),
                    why,
                })?;
            regions.add(contig.as_bytes(), start, end);
        }
        Ok(regions)
    }
}

fn parse(
    region: &str,
    is_contig: impl Fn(&[u8]) -> bool,
) -> Result<(&str, u64, u64), &'static str> {
    let (contig, range) = match region.strip_prefix('{') {
        Some(braced) => split_braced(braced)?,
        None => split(region, is_contig)?,
    };
    if contig.is_empty() {
        return Err("it names no contig");
    }
    let (start, end) = match range {
        // A record at POS 0, the telomere, lies on its contig.
        None => (0, u64::MAX),
        Some(range) => ends(range)?,
    };
    match start <= end {
        true => Ok((contig, start, end)),
        false => Err("it ends before it begins"),
    }
}

/// The contig, and what follows the colon.
fn split(
    region: &str,
    is_contig: impl Fn(&[u8]) -> bool,
) -> Result<(&str, Option<&str>), &'static str> {
    let Some((before, range)) = region.rsplit_once(':') else {
        return Ok((region, None));
    };
    match is_contig(region.as_bytes()) {
        true if is_contig(before.as_bytes()) => Err(
            "it names one contig and a range of another, so put the name that is meant in braces",
        ),
        true => Ok((region, None)),
        false => Ok((before, Some(range))),
    }
}

/// As [`split`], of what follows an opening brace.
fn split_braced(braced: &str) -> Result<(&str, Option<&str>), &'static str> {
    let (contig, rest) = braced.split_once('}').ok_or("a brace is not closed")?;
    match rest.strip_prefix(':') {
        Some(range) => Ok((contig, Some(range))),
        None if rest.is_empty() => Ok((contig, None)),
        None => Err("no colon follows the brace"),
    }
}

fn ends(range: &str) -> Result<(u64, u64), &'static str> {
    match range.split_once('-') {
        None => position(range).map(|position| (position, position)),
        Some((start, "")) => Ok((position(start)?, u64::MAX)),
        Some(("", end)) => Ok((1, position(end)?)),
        Some((start, end)) => Ok((position(start)?, position(end)?)),
    }
}

fn position(text: &str) -> Result<u64, &'static str> {
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match text.parse() {
        Ok(0) => Err("positions count from 1"),
        Ok(position) if is_number => Ok(position),
        _ => Err("a position is not a number"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlaps(list: &str, contig: &str, position: u64) -> bool {
        let list = RegionList::parse(list, |_| false).expect("regions");
        let has = |region: &super::super::Region| {
            &*region.contig == contig.as_bytes() && (region.start..=region.end).contains(&position)
        };
        list.iter().any(has)
    }

    #[test]
    fn regions_are_read_as_bcftools_does() {
        let list = "chr1:100-200, chrX,2:5,3:7-,4:-9,{HLA-A*01:01}:5-9";
        for (contig, inside, outside) in [
            ("chr1", 100, Some(99)),
            ("chr1", 200, Some(201)),
            ("chrX", 1, None),
            ("2", 5, Some(6)),
            ("3", 1_000_000_000, Some(6)),
            ("4", 1, Some(10)),
            ("HLA-A*01:01", 9, Some(10)),
        ] {
            assert!(overlaps(list, contig, inside), "{contig}");
            assert!(
                outside.is_none_or(|at| !overlaps(list, contig, at)),
                "{contig}"
            );
        }
        assert!(overlaps("{HLA-A*01:01}", "HLA-A*01:01", 5));
        assert!(overlaps("chrX", "chrX", 0), "the telomere");
    }

    #[test]
    fn a_name_with_colons_is_first_looked_for_whole() {
        let contigs = ["HLA-A*01:01:01:01", "HLA-A*24:09N", "chr1", "chr1:5", "a:7"];
        let is_contig = |name: &[u8]| contigs.iter().any(|contig| contig.as_bytes() == name);
        let region = |text: &str| {
            let list = RegionList::parse(text, is_contig)?;
            let region = list.iter().next().unwrap();
            let contig = String::from_utf8(region.contig.to_vec()).unwrap();
            Ok::<_, RegionError>((contig, region.start, region.end))
        };
        for (text, contig, start, end) in [
            ("HLA-A*01:01:01:01", "HLA-A*01:01:01:01", 0, u64::MAX),
            ("HLA-A*01:01:01:01:5-10", "HLA-A*01:01:01:01", 5, 10),
            ("HLA-A*24:09N", "HLA-A*24:09N", 0, u64::MAX),
            ("HLA-A*24:09N:3", "HLA-A*24:09N", 3, 3),
            ("chr1:7", "chr1", 7, 7),
            ("{chr1}:5", "chr1", 5, 5),
            ("{chr1:5}", "chr1:5", 0, u64::MAX),
            ("a:7", "a:7", 0, u64::MAX),
            ("b:7", "b", 7, 7),
        ] {
            assert_eq!(region(text).unwrap(), (contig.into(), start, end), "{text}");
        }
        let told = region("chr1:5").unwrap_err().to_string();
        assert!(
            told.contains("names one contig and a range of another"),
            "{told}"
        );
        let told = region("HLA-B*01:01N").unwrap_err().to_string();
        assert!(told.contains("not a number"), "{told}");
    }

    #[test]
    fn what_is_no_region_is_named_with_the_reason() {
        for (list, why) in [
            ("", "no contig"),
            ("chr1,", "no contig"),
            (":5-9", "no contig"),
            ("chr1:9-5", "ends before"),
            ("chr1:0-5", "count from 1"),
            ("chr1:x", "not a number"),
            ("chr1:+5", "not a number"),
            ("chr1:1-99999999999999999999", "not a number"),
            ("chr1:-", "not a number"),
            ("{chr1:5", "brace"),
            ("{chr1}5", "colon"),
        ] {
            let error = RegionList::parse(list, |_| false).unwrap_err().to_string();
            assert!(error.contains(why), "{list}: {error}");
            assert!(error.contains("write CHROM"), "{error}");
        }
    }
}
