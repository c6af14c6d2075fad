use std::path::Path;

use super::{
    RegionsError, bed,
    builder::Builder,
    coordinates::{Expected, number},
    gff,
    gtf::Gtf,
    malformed,
    mane::ManeColumns,
};

/// How the lines of a file are read.
pub(super) enum Parser {
    Gff3,
    Gtf(Gtf),
    Bed,
    Mane(ManeColumns),
}

/// Why no parser was found at a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotRecognised {
    Unknown,
    Malformed(Expected),
}

impl NotRecognised {
    pub(super) fn at(self, path: &Path, line: u64) -> RegionsError {
        match self {
            Self::Malformed(expected) => malformed(path, line, expected),
            Self::Unknown => RegionsError::Unrecognised {
                path: path.into(),
                line,
            },
        }
    }
}

impl Parser {
    /// Finds the parser by a line at the top of the file, else by the file's
    /// name. A comment that tells nothing gives none.
    pub(super) fn recognise(line: &[u8], path: &Path) -> Result<Option<Self>, NotRecognised> {
        let version = line.strip_prefix(b"##gff-version");
        if version.is_some_and(|version| version.trim_ascii().starts_with(b"3")) {
            return Ok(Some(Self::Gff3));
        }
        if let Some(columns) = ManeColumns::of_header(line) {
            return columns
                .map(|columns| Some(Self::Mane(columns)))
                .map_err(NotRecognised::Malformed);
        }
        if line.starts_with(b"#") || line.trim_ascii().is_empty() {
            return Ok(None);
        }
        Self::of_data(line)
            .or_else(|| Self::of_name(path))
            .map(Some)
            .ok_or(NotRecognised::Unknown)
    }

    fn of_data(line: &[u8]) -> Option<Self> {
        let columns: Vec<&[u8]> = line.split(|b| *b == b'\t').collect();
        let is_number = |index: usize| columns.get(index).is_some_and(|c| number(c).is_some());
        if bed::is_setting(line) || is_number(1) && is_number(2) {
            return Some(Self::Bed);
        }
        if !is_number(3) || !is_number(4) {
            return None;
        }
        let mut signs = columns.get(8)?.trim_ascii().iter();
        match signs.find(|b| matches!(b, b'=' | b' ')) {
            Some(b'=') => Some(Self::Gff3),
            _ => Some(Self::Gtf(Gtf::default())),
        }
    }

    fn of_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let name = name.trim_end_matches(".gz").trim_end_matches(".bgz");
        match name.rsplit_once('.')?.1 {
            "gff3" | "gff" => Some(Self::Gff3),
            "gtf" => Some(Self::Gtf(Gtf::default())),
            "bed" => Some(Self::Bed),
            _ => None,
        }
    }

    /// Reads a line and adds the gene that it describes.
    pub(super) fn parse(&mut self, line: &[u8], builder: &mut Builder) -> Result<(), Expected> {
        if line.starts_with(b"#") || line.trim_ascii().is_empty() {
            return Ok(());
        }
        let row = match self {
            Self::Gff3 => gff::read(line, &mut builder.clues)?,
            Self::Gtf(gtf) => gtf.read(line)?,
            Self::Bed => bed::read(line)?,
            Self::Mane(columns) => columns.read(line)?,
        };
        if let Some(row) = row {
            builder.add(row);
        }
        Ok(())
    }

    /// Adds what only the whole file can tell.
    pub(super) fn finish(self, builder: &mut Builder) {
        if let Self::Gtf(gtf) = self {
            gtf.finish(builder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognised(line: &str, name: &str) -> Result<&'static str, NotRecognised> {
        let parser = Parser::recognise(line.as_bytes(), Path::new(name))?;
        Ok(match parser {
            None => "nothing yet",
            Some(Parser::Gff3) => "GFF3",
            Some(Parser::Gtf(_)) => "GTF",
            Some(Parser::Bed) => "BED",
            Some(Parser::Mane(_)) => "MANE",
        })
    }

    #[test]
    fn content_tells_the_format_before_the_name_does() {
        for (line, format) in [
            ("##gff-version 3", "GFF3"),
            ("##gff-version   3.1.26", "GFF3"),
            ("##gff-version 2", "nothing yet"),
            ("##format: gtf", "nothing yet"),
            ("", "nothing yet"),
            (
                "Y\thavana\tgene\t1\t9\t.\t-\t.\tID=gene:ENSG00000184895",
                "GFF3",
            ),
            (
                "Y\thavana\tgene\t1\t9\t.\t-\t.\tgene_id \"ENSG00000184895\";",
                "GTF",
            ),
            ("chrY\t2786854\t2787682\tSRY", "BED"),
            ("chrY\t2786854\t2787682", "BED"),
            ("track name=genes", "BED"),
            (
                "#NCBI_GeneID\tEnsembl_Gene\tHGNC_ID\tsymbol\tGRCh38_chr\tchr_start\tchr_end",
                "MANE",
            ),
        ] {
            assert_eq!(recognised(line, "genes.bed.gz"), Ok(format), "{line}");
        }
    }

    #[test]
    fn the_name_tells_where_the_content_does_not() {
        let line = "chrY\tx\ty";
        assert_eq!(recognised(line, "genes.BED"), Ok("BED"));
        assert_eq!(recognised(line, "genes.gff3.bgz"), Ok("GFF3"));
        assert_eq!(recognised(line, "genes.gtf.gz"), Ok("GTF"));
        assert_eq!(recognised(line, "genes.vcf"), Err(NotRecognised::Unknown));
        assert_eq!(recognised(line, "genes"), Err(NotRecognised::Unknown));
    }
}
