//! Several byte strings in one file, each with its digest: a cut or changed file is found out.

use std::{
    fs::File,
    io::{self, BufReader, Read, Write},
    path::Path,
};

use sha2::{Digest, Sha256};

use crate::target::write_whole;

/// The first bytes of the file; the digit is the version of the layout.
const MAGIC: &[u8; 16] = b"dsdscore fit  1\n";

/// Why a container could not be read.
#[derive(Debug)]
pub(super) enum Damage {
    /// The file could not be read.
    Io(io::Error),
    /// The first bytes are others.
    Foreign,
    /// The file ends early.
    Cut,
    /// Bytes are not those that were written, or there are more.
    Changed,
}

/// Writes a container, whole or not at all: after a kill the file is the old or the new one.
/// Each part is its length (64 bits, little-endian), its SHA-256, its bytes.
pub(super) fn write<const N: usize>(path: &Path, parts: [&[u8]; N]) -> io::Result<()> {
    write_whole(path, |writer| {
        writer.write_all(MAGIC)?;
        for part in parts {
            writer.write_all(&(part.len() as u64).to_le_bytes())?;
            writer.write_all(&Sha256::digest(part))?;
            writer.write_all(part)?;
        }
        Ok(())
    })
}

/// Reads a container of so many parts.
pub(super) fn read<const N: usize>(path: &Path) -> Result<[Vec<u8>; N], Damage> {
    let mut reader = BufReader::new(File::open(path).map_err(Damage::Io)?);
    let mut magic = [0; MAGIC.len()];
    match reader.read_exact(&mut magic) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(Damage::Foreign),
        result => result.map_err(Damage::Io)?,
    }
    if magic != *MAGIC {
        return Err(Damage::Foreign);
    }
    let mut parts = [const { Vec::new() }; N];
    for part in &mut parts {
        *part = read_part(&mut reader)?;
    }
    match reader.read(&mut [0]) {
        Ok(0) => Ok(parts),
        Ok(_) => Err(Damage::Changed),
        Err(error) => Err(Damage::Io(error)),
    }
}

fn read_part(reader: &mut impl Read) -> Result<Vec<u8>, Damage> {
    let (mut length, mut digest) = ([0; 8], [0; 32]);
    reader.read_exact(&mut length).map_err(cut)?;
    reader.read_exact(&mut digest).map_err(cut)?;
    let length = u64::from_le_bytes(length);
    // Not all at once: the length may be nonsense.
    let mut part = Vec::new();
    let read = reader.take(length).read_to_end(&mut part);
    if (read.map_err(Damage::Io)? as u64) < length {
        return Err(Damage::Cut);
    }
    match Sha256::digest(&part)[..] == digest {
        true => Ok(part),
        false => Err(Damage::Changed),
    }
}

fn cut(error: io::Error) -> Damage {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Damage::Cut,
        _ => Damage::Io(error),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn every_cut_and_every_changed_byte_is_found_out() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        write(&path, [b"one", b"", b"three"]).unwrap();
        let bytes = fs::read(&path).unwrap();
        assert_eq!(read(&path).unwrap(), [&b"one"[..], b"", b"three"]);
        for end in 0..bytes.len() {
            fs::write(&path, &bytes[..end]).unwrap();
            let damage = read::<3>(&path).unwrap_err();
            assert_eq!(matches!(damage, Damage::Foreign), end < 16);
            assert_eq!(matches!(damage, Damage::Cut), end >= 16);
        }
        for i in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[i] ^= 0x10;
            fs::write(&path, &bytes).unwrap();
            assert!(
                !matches!(read::<3>(&path), Ok(_) | Err(Damage::Io(_))),
                "{i}"
            );
        }
        fs::write(&path, [&bytes[..], b"x"].concat()).unwrap();
        assert!(matches!(read::<3>(&path), Err(Damage::Changed)));
    }
}
