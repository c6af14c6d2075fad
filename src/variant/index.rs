//! Indexes of BGZF files: CSI and TBI.

mod scan;

use std::{
    fs, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    str::FromStr,
};

use noodles_csi::{
    self as csi,
    binning_index::{
        Indexer,
        index::{
            header::{Builder, ReferenceSequenceNames},
            reference_sequence::index::BinnedIndex,
        },
    },
};
use noodles_tabix as tabix;
use tempfile::TempPath;

use self::scan::{Contig, Placed};
use super::{Error, Format, Header, Output, header::attribute, vcf};

/// The kinds of index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexKind {
    /// `.csi`
    Csi,
    /// `.tbi`, of bgzipped VCF alone
    Tbi,
}

impl FromStr for IndexKind {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        match s {
            "csi" => Ok(Self::Csi),
            "tbi" => Ok(Self::Tbi),
            _ => Err(format!("`{s}` is not an index format: use csi or tbi")),
        }
    }
}

impl IndexKind {
    /// Whether an output can have this index.
    ///
    /// # Errors
    ///
    /// Returns what to do instead.
    pub fn check(self, path: &str, format: Format) -> Result<(), String> {
        match (self, format) {
            _ if path == "-" => {
                Err("standard output cannot be indexed: name a file with -o".into())
            }
            (_, Format::Vcf | Format::BcfRaw) => {
                Err("an index needs a compressed output: use -O z or -O b".into())
            }
            (Self::Tbi, Format::Bcf(_)) => {
                Err("BCF has no TBI index: use --write-index=csi".into())
            }
            _ => Ok(()),
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Csi => "csi",
            Self::Tbi => "tbi",
        }
    }
}

/// An index under its temporary name.
pub struct PendingIndex {
    temporary: TempPath,
    path: PathBuf,
}

impl PendingIndex {
    /// Gives the index its name.
    ///
    /// # Errors
    ///
    /// Returns an error where the file cannot be renamed.
    pub fn persist(self) -> Result<(), Error> {
        let name = self.path.display().to_string();
        self.temporary
            .persist(&self.path)
            .map_err(|e| Error::Write {
                name,
                source: e.error,
            })
    }
}

/// Indexes a closed output that has not got its name yet.
///
/// # Errors
///
/// Returns an error where the records are not sorted or the files cannot be read or written.
pub fn write(
    output: &Output,
    format: Format,
    header: &Header,
    kind: IndexKind,
) -> Result<PendingIndex, Error> {
    let (Some(source), Some(target)) = (output.temporary_path(), output.path()) else {
        return Err(Error::Index {
            path: "-".into(),
            what: "only a file can be indexed".into(),
        });
    };
    let fail = |e: io::Error| Error::Index {
        path: target.into(),
        what: match e.kind() {
            io::ErrorKind::InvalidData => format!("{e}; sort the records (bcftools sort)"),
            _ => e.to_string(),
        },
    };
    let scan = |add: &mut dyn FnMut(&Placed) -> io::Result<()>| match format.is_bcf() {
        true => scan::bcf(source, header, add),
        false => scan::vcf(source, header, add),
    };
    let mut path = target.as_os_str().to_owned();
    path.push(format!(".{}", kind.extension()));
    let folder = source.parent().unwrap_or(Path::new("."));
    let temporary = tempfile::Builder::new()
        .prefix(".index.")
        .permissions(fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
        .map_err(fail)?
        .into_temp_path();
    match kind {
        IndexKind::Csi => csi::fs::write(&temporary, &csi_of(format, header, scan).map_err(fail)?),
        IndexKind::Tbi => tabix::fs::write(&temporary, &tbi_of(scan).map_err(fail)?),
    }
    .map_err(fail)?;
    let path = path.into();
    Ok(PendingIndex { temporary, path })
}

/// Bytes that the smallest bin spans, as a power of two (SAM specification, CSI).
const MIN_SHIFT: u8 = 14;

fn csi_of(
    format: Format,
    header: &Header,
    scan: impl FnOnce(&mut dyn FnMut(&Placed) -> io::Result<()>) -> io::Result<()>,
) -> io::Result<csi::Index> {
    let mut indexer = Indexer::<BinnedIndex>::new(MIN_SHIFT, depth(header))
        .ok_or_else(|| io::Error::other("a contig is too long to be indexed"))?;
    let mut names = ReferenceSequenceNames::new();
    scan(&mut |placed| {
        let id = match placed.contig {
            Contig::Name(name) => names.insert_full(name.into()).0,
            Contig::Index(index) => index,
        };
        let context = Some((id, placed.start, placed.end, true));
        indexer.add_record(context, placed.chunk).map_err(invalid)
    })?;
    if format.is_bcf() {
        return Ok(indexer.build(header_contigs(header)));
    }
    let count = names.len();
    let aux = Builder::vcf().set_reference_sequence_names(names).build();
    Ok(indexer.set_header(aux).build(count))
}

fn tbi_of(
    scan: impl FnOnce(&mut dyn FnMut(&Placed) -> io::Result<()>) -> io::Result<()>,
) -> io::Result<tabix::Index> {
    let mut indexer = tabix::index::Indexer::default();
    indexer.set_header(Builder::vcf().build());
    scan(&mut |placed| match placed.contig {
        Contig::Name(name) => {
            let name = std::str::from_utf8(name).map_err(invalid)?;
            indexer.add_record(name, placed.start, placed.end, placed.chunk)
        }
        Contig::Index(_) => Err(io::Error::other("BCF has no TBI index")),
    })?;
    Ok(indexer.build())
}

/// As many levels of bins as the longest contig needs; 2^31 bases where a length is not known.
fn depth(header: &Header) -> u8 {
    const UNKNOWN: u64 = 1 << 31;
    let length = |line| {
        let length = attribute(line, b"length").and_then(vcf::parse_integer);
        length
            .and_then(|n| u64::try_from(n).ok())
            .unwrap_or(UNKNOWN)
    };
    let contigs = header.meta().filter(|line| line.starts_with(b"##contig="));
    let longest = contigs.map(length).max().unwrap_or(UNKNOWN);
    let covers = |depth: &u8| 1 << (MIN_SHIFT + 3 * depth) >= longest;
    (0..=15).find(covers).unwrap_or(15)
}

fn header_contigs(header: &Header) -> usize {
    header
        .meta()
        .filter(|line| line.starts_with(b"##contig="))
        .count()
}

fn invalid(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, e)
}
