//! VCF headers as lines of bytes.

mod meta;

use super::{Dictionary, Error};

pub use self::meta::{Identity, attribute};

/// A header: its lines as they came, in order, without their LF; a CR stays.
#[derive(Clone, Debug)]
pub struct Header {
    /// The meta-information lines, `##…`, and any blank ones.
    meta: Vec<Vec<u8>>,
    /// The column names, `#CHROM…`.
    columns: Vec<u8>,
    /// Whether it came in a BCF, whose `IDX` attributes mean nothing elsewhere.
    is_bcf: bool,
}

impl Header {
    /// Splits the header of a VCF into lines.
    ///
    /// # Errors
    ///
    /// Returns an error where the text does not end with the `#CHROM` line.
    pub fn parse(text: &[u8]) -> Result<Self, Error> {
        Self::split(text, false)
    }

    /// Splits the header of a BCF into lines.
    ///
    /// # Errors
    ///
    /// As [`Header::parse`].
    pub fn parse_bcf(text: &[u8]) -> Result<Self, Error> {
        Self::split(trim_nul(text), true)
    }

    fn split(text: &[u8], is_bcf: bool) -> Result<Self, Error> {
        let lines = text.strip_suffix(b"\n").unwrap_or(text);
        let mut meta: Vec<Vec<u8>> = lines.split(|&b| b == b'\n').map(<[u8]>::to_vec).collect();
        match meta.pop() {
            Some(columns) if Self::is_last_line(&columns) => Ok(Self {
                meta,
                columns,
                is_bcf,
            }),
            _ => Err(Error::Header("the #CHROM line is missing".into())),
        }
    }

    /// Whether a line ends a header.
    #[must_use]
    pub fn is_last_line(line: &[u8]) -> bool {
        line.starts_with(b"#CHROM")
    }

    /// The meta-information lines, without line ends.
    pub fn meta(&self) -> impl Iterator<Item = &[u8]> {
        self.meta.iter().map(Vec::as_slice)
    }

    /// The number of tab-separated columns of a record.
    #[must_use]
    pub fn column_count(&self) -> usize {
        memchr::memchr_iter(b'\t', &self.columns).count() + 1
    }

    /// The names of the samples, in order; they need not be UTF-8.
    pub fn samples(&self) -> impl Iterator<Item = &[u8]> {
        let line = self.columns.strip_suffix(b"\r").unwrap_or(&self.columns);
        line.split(|&b| b == b'\t').skip(9)
    }

    /// The whole definition line of an INFO field; the first where there are several.
    #[must_use]
    pub fn info(&self, id: &str) -> Option<&[u8]> {
        self.position(&Identity::Info(id))
            .map(|i| self.meta[i].as_slice())
    }

    /// The Type of an INFO field's values; `None` where there is no such field, or it is a flag. As in
    /// htslib, text is what has no Type.
    #[must_use]
    pub fn info_type(&self, id: &str) -> Option<&[u8]> {
        let line = self.info(id)?;
        match attribute(line, b"Type").unwrap_or(b"String") {
            b"Flag" => None,
            _ if attribute(line, b"Number") == Some(b"0") => None,
            found => Some(found),
        }
    }

    /// The INFO fields that are defined: ID and Description, in order.
    pub fn infos(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.meta()
            .filter(|line| line.starts_with(b"##INFO="))
            .filter_map(|line| {
                let id = attribute(line, b"ID")?;
                Some((id, attribute(line, b"Description").unwrap_or_default()))
            })
    }

    /// Puts a line in the place of the one that it identifies, or at the end.
    ///
    /// Where the string dictionary has explicit indexes (`IDX`), as htslib writes them in BCF, an
    /// INFO line keeps its index or is given the next free one.
    ///
    /// # Errors
    ///
    /// Returns an error where the dictionary cannot be read.
    pub fn put(&mut self, identity: &Identity, line: &str) -> Result<(), Error> {
        let mut line = self.with_index(identity, line)?;
        if self.columns.ends_with(b"\r") {
            line.push(b'\r');
        }
        match self.position(identity) {
            Some(i) => self.meta[i] = line,
            None => self.meta.push(line),
        }
        Ok(())
    }

    /// Removes the lines that an identity names.
    pub fn remove(&mut self, identity: &Identity) {
        self.meta.retain(|line| !identity.names(line));
    }

    /// Appends the text of a VCF header: line ends as they came, without the `IDX` of a BCF.
    pub fn write_vcf(&self, out: &mut Vec<u8>) {
        for line in self.meta() {
            if self.is_bcf {
                meta::write_without_idx(line, out);
            } else {
                out.extend_from_slice(line);
            }
            out.push(b'\n');
        }
        out.extend_from_slice(&self.columns);
        out.push(b'\n');
    }

    /// The text of a BCF header: `IDX` as it came, lines ending in LF, no NUL.
    #[must_use]
    pub fn bcf_text(&self) -> Vec<u8> {
        let mut text = Vec::new();
        for line in self.meta().chain([self.columns.as_slice()]) {
            text.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
            text.push(b'\n');
        }
        text
    }

    /// Checks that the `#CHROM` line is one that readers of BCF take: they refuse a FORMAT without
    /// samples, and samples of one name or none.
    ///
    /// # Errors
    ///
    /// Returns what BCF cannot hold.
    pub fn check_samples(&self) -> Result<(), Error> {
        let mut samples: Vec<_> = self.samples().collect();
        samples.sort_unstable();
        let what = match samples.first() {
            None if self.column_count() > 8 => "has FORMAT but no sample".into(),
            Some(&[]) => "has a sample without a name".into(),
            _ => match samples.windows(2).find(|pair| pair[0] == pair[1]) {
                Some(pair) => format!("names sample \"{}\" twice", pair[0].escape_ascii()),
                None => return Ok(()),
            },
        };
        Err(Error::Header(format!(
            "the #CHROM line {what}, which BCF cannot hold; write VCF instead"
        )))
    }

    /// The dictionaries that records of this header refer to.
    ///
    /// # Errors
    ///
    /// Returns an error where the header's definitions contradict one another.
    pub fn dictionary(&self) -> Result<Dictionary, Error> {
        Ok(Dictionary::parse(&self.bcf_text())?)
    }

    fn position(&self, identity: &Identity) -> Option<usize> {
        self.meta.iter().position(|line| identity.names(line))
    }

    fn with_index(&self, identity: &Identity, line: &str) -> Result<Vec<u8>, Error> {
        let mut line = line.as_bytes().to_vec();
        let Identity::Info(id) = identity else {
            return Ok(line);
        };
        let dictionary = self.dictionary()?;
        if dictionary.has_idx() {
            let index = dictionary
                .string_index(id.as_bytes())
                .unwrap_or_else(|| dictionary.max_string_index() + 1);
            line.pop();
            line.extend_from_slice(format!(",IDX={index}>").as_bytes());
        }
        Ok(line)
    }
}

/// BCF writers pad the header's text with NUL.
fn trim_nul(text: &[u8]) -> &[u8] {
    let end = text.iter().rposition(|&b| b != 0).map_or(0, |i| i + 1);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &[u8] = b"##fileformat=VCFv4.2\n##INFO=<ID=A,Number=1,Type=Float,Description=\"x, y\",IDX=4>\n##x=\ty\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

    fn vcf(header: &Header) -> Vec<u8> {
        let mut out = Vec::new();
        header.write_vcf(&mut out);
        out
    }

    #[test]
    fn lines_come_back_as_they_were() {
        let crlf = TEXT.replace("\n", "\r\n");
        for text in [TEXT, &crlf] {
            assert_eq!(vcf(&Header::parse(text).unwrap()), text);
        }
        let header = Header::parse(&crlf).unwrap();
        assert_eq!(header.bcf_text(), TEXT, "BCF has no CR");
    }

    #[test]
    fn indexes_go_where_bcf_becomes_vcf() {
        let header = Header::parse_bcf(TEXT).unwrap();
        assert_eq!(header.bcf_text(), TEXT);
        assert_eq!(vcf(&header), TEXT.replace(",IDX=4", ""));
    }

    #[test]
    fn a_new_line_gets_the_next_index_and_a_replaced_one_keeps_its_own() {
        let mut header = Header::parse(TEXT).unwrap();
        header
            .put(&Identity::Info("B"), "##INFO=<ID=B,Number=A>")
            .unwrap();
        header
            .put(&Identity::Info("A"), "##INFO=<ID=A,Number=A>")
            .unwrap();
        assert_eq!(header.info("B").unwrap(), b"##INFO=<ID=B,Number=A,IDX=5>");
        assert_eq!(header.info("A").unwrap(), b"##INFO=<ID=A,Number=A,IDX=4>");
        assert_eq!(header.meta().nth(1), header.info("A"));
    }

    #[test]
    fn a_header_without_indexes_gets_none() {
        let mut header =
            Header::parse(b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n")
                .unwrap();
        header
            .put(&Identity::Info("B"), "##INFO=<ID=B,Number=A>")
            .unwrap();
        assert_eq!(header.info("B").unwrap(), b"##INFO=<ID=B,Number=A>");
    }

    #[test]
    fn the_column_line_must_be_there() {
        for text in [&b"##fileformat=VCFv4.2\n"[..], b""] {
            let error = Header::parse(text).unwrap_err().to_string();
            assert!(error.contains("#CHROM"), "{error}");
        }
        assert!(Header::parse_bcf(b"#CHROM\tPOS\n\0\0").is_ok());
    }

    #[test]
    fn samples_are_named_in_order() {
        let names = |columns: &[u8]| {
            let line = [b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO", columns].concat();
            let header = Header::parse(&line).unwrap();
            header.samples().map(<[u8]>::to_vec).collect::<Vec<_>>()
        };
        assert_eq!(
            names(b"\tFORMAT\tb\ta\xff\r\n"),
            [b"b".to_vec(), b"a\xff".to_vec()]
        );
        assert!(names(b"\tFORMAT\n").is_empty());
        assert!(names(b"\r\n").is_empty());
    }

    #[test]
    fn samples_that_readers_of_bcf_refuse_are_told() {
        let check = |samples: &str| {
            let line = format!("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO{samples}\n");
            let header = Header::parse(line.as_bytes()).unwrap();
            header.check_samples().map_err(|e| e.to_string())
        };
        for samples in ["", "\tFORMAT\ta", "\tFORMAT\ta\tA\tb\r"] {
            assert_eq!(check(samples), Ok(()));
        }
        let refusal = |samples| check(samples).unwrap_err();
        assert!(refusal("\tFORMAT").contains("no sample"));
        assert!(refusal("\tFORMAT\ta\t").contains("without"));
        assert!(refusal("\tFORMAT\tb\ta\tb").contains("\"b\" twice"));
    }

    trait Replace {
        fn replace(&self, from: &str, to: &str) -> Vec<u8>;
    }

    impl Replace for [u8] {
        fn replace(&self, from: &str, to: &str) -> Vec<u8> {
            String::from_utf8_lossy(self).replace(from, to).into()
        }
    }
}
