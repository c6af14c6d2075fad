//! The header at the beginning of an input.

use crate::variant::{Error, Header, Input};

const BCF_MAGIC: &[u8] = b"BCF\x02\x02";
const BCF_TEXT: usize = BCF_MAGIC.len() + 4;

/// How records follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Lines of text.
    Vcf,
    /// Blocks with their lengths before them.
    Bcf,
}

/// A header, and where it ends.
#[derive(Debug)]
pub struct TakenHeader {
    pub header: Header,
    pub framing: Framing,
    /// Bytes up to the first record.
    pub len: usize,
}

/// Parses the header that some first bytes hold; `None` where more bytes are needed.
pub fn take_header(
    input: &Input,
    bytes: &[u8],
    at_end: bool,
) -> Result<Option<TakenHeader>, Error> {
    let framing = detect(input, bytes)?;
    let len = match framing {
        Framing::Vcf => vcf_header_len(input, bytes, at_end)?,
        Framing::Bcf => bcf_header_len(bytes),
    };
    match len {
        Some(len) if len <= bytes.len() => {
            let header = match framing {
                Framing::Vcf => Header::parse(&bytes[..len]),
                Framing::Bcf => Header::parse_bcf(&bytes[BCF_TEXT..len]),
            };
            let header = header.map_err(|error| error.of_header(input.name()))?;
            Ok(Some(TakenHeader {
                header,
                framing,
                len,
            }))
        }
        _ if at_end => Err(input.truncated("it stops in the middle of the header")),
        _ => Ok(None),
    }
}

fn detect(input: &Input, bytes: &[u8]) -> Result<Framing, Error> {
    let what = match bytes {
        [b'#', ..] => return Ok(Framing::Vcf),
        _ if bytes.starts_with(BCF_MAGIC) => return Ok(Framing::Bcf),
        [b'B', b'C', b'F', ..] => "it is a BCF of another version than 2.2".into(),
        [] => "it is empty".into(),
        _ => format!(
            "it begins with \"{}\"",
            bytes[..bytes.len().min(8)].escape_ascii()
        ),
    };
    Err(Error::NotVariants {
        name: input.name().into(),
        what,
    })
}

/// Up to and with the `#CHROM` line.
fn vcf_header_len(input: &Input, bytes: &[u8], at_end: bool) -> Result<Option<usize>, Error> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', bytes).map(|at| at + 1);
    let last = (at_end && !bytes.ends_with(b"\n")).then_some(bytes.len());
    for (i, end) in ends.chain(last).enumerate() {
        let line = &bytes[start..end];
        if Header::is_last_line(line) {
            return Ok(Some(end));
        }
        if !line.starts_with(b"#") && !line.trim_ascii().is_empty() {
            return Err(Error::NotVariants {
                name: input.name().into(),
                what: format!("line {} comes before the #CHROM line", i + 1),
            });
        }
        start = end;
    }
    Ok(None)
}

fn bcf_header_len(bytes: &[u8]) -> Option<usize> {
    let len = bytes.get(BCF_MAGIC.len()..BCF_TEXT)?;
    let len = u32::from_le_bytes(len.try_into().ok()?);
    usize::try_from(len).ok()?.checked_add(BCF_TEXT)
}
