/// Why a line cannot become a BCF record.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "the line ends before its {0} column; are columns separated by spaces instead of tabs?"
    )]
    MissingColumn(&'static str),
    #[error("the line holds a NUL byte; is the file damaged?")]
    NulByte,
    #[error("POS is not a number: {0:?}")]
    InvalidPosition(String),
    #[error("POS {0} is beyond what BCF can hold (2147483647); write VCF instead")]
    PositionTooLarge(String),
    #[error("QUAL is not a number: {0:?}")]
    InvalidQuality(String),
    #[error(
        "the header does not declare {kind} {id:?}, as BCF requires; {}",
        remedy(kind, id)
    )]
    Undeclared { kind: &'static str, id: String },
    #[error("a record has at most {limit} {what}")]
    TooMany { what: &'static str, limit: usize },
    #[error("the header has {expected} samples, but the line has {actual} sample columns")]
    SampleCount { expected: usize, actual: usize },
    #[error("sample column {sample} has more values than FORMAT has keys")]
    TooManyValues { sample: usize },
    #[error("FORMAT names {0} twice, which BCF cannot hold; write VCF instead")]
    DuplicateFormat(String),
    #[error("the header declares FORMAT {0} with Type=Flag; FORMAT has no flags")]
    FormatFlag(String),
    #[error("GT of sample column {sample} is no genotype: {text:?}")]
    InvalidGenotype { sample: usize, text: String },
    #[error("{id} of sample column {sample} does not read as the type in the header: {text:?}")]
    InvalidValue {
        id: String,
        sample: usize,
        text: String,
    },
    #[error("{0} is too large for BCF; write VCF instead")]
    TooLarge(String),
}

impl Error {
    pub(super) fn undeclared(kind: &'static str, id: &[u8]) -> Self {
        let id = lossy(id);
        Self::Undeclared { kind, id }
    }
}

fn remedy(kind: &str, id: &str) -> String {
    format!("add a ##{kind}=<ID={id},…> line or write VCF instead")
}

pub(super) fn lossy(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}
