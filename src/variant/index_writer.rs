//! Indexes of BGZF files: CSI and TBI.

mod csi;
mod scan;

use std::{io, path::Path, str::FromStr};

use noodles_csi::binning_index::index::header::Builder;
use noodles_tabix as tabix;

use self::scan::{Contig, Placed};
use super::{Error, Format, Header, Output};
use crate::target::Target;

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

/// Indexes a closed output that has not got its name yet; nor has the index.
///
/// # Errors
///
/// Returns an error where the records are not sorted or the files cannot be read or written.
pub fn write(
    output: &Output,
    format: Format,
    header: &Header,
    kind: IndexKind,
) -> Result<Target, Error> {
    let target = output.path().unwrap_or(Path::new("-"));
    let fail = |e: io::Error| Error::Index {
        path: target.into(),
        what: match e.kind() {
            io::ErrorKind::InvalidData => format!("{e}; sort the records (bcftools sort)"),
            _ => e.to_string(),
        },
    };
    let no_file = || fail(io::Error::other("only a file can be indexed"));
    let source = output.reader().map_err(fail)?.ok_or_else(no_file)?;
    let scan = |add: &mut dyn FnMut(&Placed) -> io::Result<()>| match format.is_bcf() {
        true => scan::bcf(source, header, add),
        false => scan::vcf(source, header, add),
    };
    let mut path = target.as_os_str().to_owned();
    path.push(format!(".{}", kind.extension()));
    let (index, stream) = Target::open(Path::new(&path)).map_err(fail)?;
    if matches!(index, Target::Stream) {
        return Err(fail(io::Error::other(
            "there is something else than a file in the index's place",
        )));
    }
    match kind {
        IndexKind::Csi => {
            let made = csi::index(format, header, scan).map_err(fail)?;
            let mut writer = noodles_csi::io::Writer::new(stream);
            let written = writer.write_index(&made);
            written.and_then(|()| writer.into_inner().finish().map(|_| ()))
        }
        IndexKind::Tbi => {
            let made = tbi_of(scan).map_err(fail)?;
            let mut writer = tabix::io::Writer::new(stream);
            writer.write_index(&made).and_then(|()| writer.try_finish())
        }
    }
    .map_err(fail)?;
    Ok(index)
}

/// The bases of a contig that TBI can index.
const TBI_LENGTH: usize = 1 << 29;

fn tbi_of(
    scan: impl FnOnce(&mut dyn FnMut(&Placed) -> io::Result<()>) -> io::Result<()>,
) -> io::Result<tabix::Index> {
    let mut indexer = tabix::index::Indexer::default();
    indexer.set_header(Builder::vcf().build());
    scan(&mut |placed| match placed.contig {
        _ if usize::from(placed.end) > TBI_LENGTH => Err(io::Error::other(format!(
            "TBI cannot hold position {}, only up to {TBI_LENGTH}; use --write-index=csi",
            placed.end
        ))),
        Contig::Name(name) => {
            let name = std::str::from_utf8(name).map_err(invalid)?;
            indexer.add_record(name, placed.start, placed.end, placed.chunk)
        }
        Contig::Index(_) => Err(io::Error::other("BCF has no TBI index")),
    })?;
    Ok(indexer.build())
}

fn invalid(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, e)
}
