//! Regions as an option gives them, `chr1:100-200,chrX`.

use super::{RegionError, RegionList};

impl RegionList {
    /// Reads a list, `chr1:100-200,chrX`, as `bcftools view -r` does.
    ///
    /// A region is `CHROM`, `CHROM:POS`, `CHROM:FROM-TO`, `CHROM:FROM-` or `CHROM:-TO`, counted
    /// from 1 with both ends; a name that has a colon stands in braces, `{HLA-A*01:01}:5-9`.
    ///
    /// # Errors
    ///
    /// Returns which region is none, and why; an empty list is an error.
    pub fn parse(list: &str) -> Result<Self, RegionError> {
        let mut regions = Self::default();
        for region in list.split(',').map(str::trim) {
            let (contig, start, end) = parse(region).map_err(|why| RegionError::List {
                region: region.into(),
                why,
            })?;
            regions.add(contig.as_bytes(), start, end);
        }
        Ok(regions)
    }
}

fn parse(region: &str) -> Result<(&str, u64, u64), &'static str> {
    let (contig, range) = split(region)?;
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
fn split(region: &str) -> Result<(&str, Option<&str>), &'static str> {
    let Some(braced) = region.strip_prefix('{') else {
        return Ok(match region.rsplit_once(':') {
            Some((contig, range)) => (contig, Some(range)),
            None => (region, None),
        });
    };
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
        let list = RegionList::parse(list).expect("regions");
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
            let error = RegionList::parse(list).unwrap_err().to_string();
            assert!(error.contains(why), "{list}: {error}");
            assert!(error.contains("write CHROM"), "{error}");
        }
    }
}
