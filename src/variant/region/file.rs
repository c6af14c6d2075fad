//! Regions of a file.

use std::{io::BufRead, path::Path};

use super::{RegionError, RegionList};
use crate::text;

/// How a file counts.
#[derive(Clone, Copy)]
enum Layout {
    /// From 0, without the end.
    Bed,
    /// From 1, with the end, which may be left out.
    Tab,
    /// The positions of a VCF's records.
    Vcf,
}

impl RegionList {
    /// Reads a file, plain or gzipped, as `bcftools view -R` does.
    ///
    /// A name that ends in `.bed`, `.bed.gz` or `.bed.bgz` is a BED's, which counts from 0 without
    /// the end. Any other file has CHROM, POS and perhaps END between tabs, counted from 1 with both
    /// ends; of a VCF, which its first line tells, CHROM and POS count. Blank lines, comments (`#`), and a BED's `track` and `browser` lines are passed over.
    ///
    /// # Errors
    ///
    /// Returns an error where the file cannot be read, a line is no region (which one), or there is
    /// none.
    pub fn open(path: &Path) -> Result<Self, RegionError> {
        let read = |source| RegionError::Read {
            path: path.into(),
            source,
        };
        let input = text::open(path).map_err(read)?;
        let lines = input.split(b'\n').zip(1..);
        let (mut regions, mut layout) = (Self::default(), layout(path));
        for (line, number) in lines {
            let line = line.map_err(read)?;
            if number == 1 && line.starts_with(b"##fileformat=VCF") {
                layout = Layout::Vcf;
            }
            let added = regions.add_line(layout, line.strip_suffix(b"\r").unwrap_or(&line));
            added.map_err(|expected| RegionError::Line {
                path: path.into(),
                line: number,
                expected,
            })?;
        }
        match regions.0.is_empty() {
            true => Err(RegionError::Empty(path.display().to_string())),
            false => Ok(regions),
        }
    }

    fn add_line(&mut self, layout: Layout, line: &[u8]) -> Result<(), &'static str> {
        if is_passed_over(layout, line) {
            return Ok(());
        }
        let told = match layout {
            Layout::Bed => bed(line).ok_or(BED)?,
            Layout::Tab => tab(line).ok_or(TAB)?,
            Layout::Vcf => site(line).ok_or(SITE)?,
        };
        self.add(told.contig, told.start, told.end);
        Ok(())
    }
}

const BED: &str = "a contig, a start counted from 0 and a greater end";
const TAB: &str =
    "CHROM and POS between tabs, counted from 1, and perhaps END that is not before POS";

const SITE: &str = "CHROM and POS between tabs, as a VCF has them";

fn layout(path: &Path) -> Layout {
    let name = path.to_string_lossy().to_ascii_lowercase();
    let is_bed = [".bed", ".bed.gz", ".bed.bgz"];
    match is_bed.iter().any(|end| name.ends_with(end)) {
        true => Layout::Bed,
        false => Layout::Tab,
    }
}

fn is_passed_over(layout: Layout, line: &[u8]) -> bool {
    let mut words = line.split(u8::is_ascii_whitespace);
    let is_setting = matches!(words.next(), Some(b"track" | b"browser"));
    let is_setting = is_setting && matches!(layout, Layout::Bed);
    is_setting || line.starts_with(b"#") || line.trim_ascii().is_empty()
}

/// What a line says: 1-based, both ends included.
struct RegionLine<'l> {
    contig: &'l [u8],
    start: u64,
    end: u64,
}

/// The columns lie between tabs, or between blanks where there are none.
fn bed(line: &[u8]) -> Option<RegionLine<'_>> {
    let is_tabbed = line.contains(&b'\t');
    let is_separator = |b: &u8| if is_tabbed { *b == b'\t' } else { *b == b' ' };
    let columns = line.split(is_separator);
    let mut columns = columns.filter(|column| is_tabbed || !column.is_empty());
    let contig = columns.next().filter(|contig| !contig.is_empty())?;
    let (start, end) = (number(columns.next()?)?, number(columns.next()?)?);
    let start = start.checked_add(1)?;
    (start <= end).then_some(RegionLine { contig, start, end })
}

fn tab(line: &[u8]) -> Option<RegionLine<'_>> {
    let mut columns = line.split(|b| *b == b'\t');
    let contig = columns.next().filter(|contig| !contig.is_empty())?;
    let start = number(columns.next()?)?;
    let end = columns.next().map_or(Some(start), number)?;
    (1..=end)
        .contains(&start)
        .then_some(RegionLine { contig, start, end })
}

fn site(line: &[u8]) -> Option<RegionLine<'_>> {
    let mut columns = line.split(|b| *b == b'\t');
    let contig = columns.next().filter(|contig| !contig.is_empty())?;
    let position = number(columns.next()?)?;
    Some(RegionLine {
        contig,
        start: position,
        end: position,
    })
}

fn number(text: &[u8]) -> Option<u64> {
    let is_number = text.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(text)
        .ok()
        .filter(|_| is_number)?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn open(suffix: &str, bytes: &[u8]) -> Result<RegionList, RegionError> {
        let file = tempfile::Builder::new().suffix(suffix).tempfile().unwrap();
        std::fs::write(&file, bytes).unwrap();
        RegionList::open(file.path())
    }

    fn written(regions: &RegionList) -> Vec<String> {
        let text = |region: &super::super::Region| {
            let contig = region.contig.escape_ascii();
            format!("{contig}:{}-{}", region.start, region.end)
        };
        regions.iter().map(text).collect()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn a_bed_counts_from_zero_and_a_table_from_one() {
        let bed = b"track name=x\n#c\nchrY\t2786854\t2787682\tSRY\r\n\n1 0 5";
        for (suffix, bytes) in [(".bed", bed.to_vec()), (".bed.gz", gzip(bed))] {
            let regions = open(suffix, &bytes).unwrap();
            assert_eq!(written(&regions), ["chrY:2786855-2787682", "1:1-5"]);
        }
        let table = b"\xef\xbb\xbf#CHROM\tPOS\tEND\nchrY\t10\t20\tx\n1\t5\n";
        let regions = open(".tsv", table).unwrap();
        assert_eq!(written(&regions), ["chrY:10-20", "1:5-5"]);
    }

    #[test]
    fn of_a_vcf_the_positions_count() {
        let vcf = b"##fileformat=VCFv4.2\n#CHROM\tPOS\n1\t7\t.\tACG\tA\n2\t9\t12\tA\tC\n";
        let regions = open(".vcf", vcf).unwrap();
        assert_eq!(written(&regions), ["1:7-7", "2:9-9"]);
        let cut = open(".vcf", b"##fileformat=VCFv4.2\n1\tx\n").unwrap_err();
        assert!(
            cut.to_string().contains(":2: expected CHROM and POS"),
            "{cut}"
        );
    }

    #[test]
    fn a_line_that_is_no_region_is_named() {
        for (suffix, line) in [
            (".bed", "chr1\t5\t5"),
            (".bed", "chr1\t5"),
            (".bed", "chr1\tx\t9"),
            (".bed", "\t1\t9"),
            (".txt", "chr1"),
            (".txt", "chr1\t0\t9"),
            (".txt", "chr1\t9\t5"),
            (".txt", "chr1\t9\t12x"),
            (".txt", "chr1\t"),
            (".txt", "chr1 5 9"),
            (".txt", "chr1\t99999999999999999999"),
        ] {
            let error = open(suffix, format!("1\t1\t2\n{line}\n").as_bytes()).unwrap_err();
            assert!(
                error.to_string().contains(":2: expected"),
                "{line}: {error}"
            );
        }
    }

    #[test]
    fn a_file_without_regions_or_of_broken_gzip_is_refused() {
        assert!(matches!(open(".bed", b"#x\n"), Err(RegionError::Empty(_))));
        let mut cut = gzip(&b"chr1\t1\t2\n".repeat(100));
        cut.truncate(20);
        assert!(matches!(open(".bed", &cut), Err(RegionError::Read { .. })));
        let missing = RegionList::open(Path::new("/nowhere/x.bed")).unwrap_err();
        assert!(missing.to_string().contains("x.bed"), "{missing}");
    }
}
