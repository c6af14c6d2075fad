//! The section `reasons`: deflated (zlib), in it the lists of genes and the records of one gene after
//! another, each source and condition for itself. Records are little-endian:
//!
//! | of | what |
//! | --- | --- |
//! | a source | u8, 0 for a gene without reasons, else 1 + blocks that raise + 4 × those that lower + 16 if a cell type follows + 32 if members do; of each block its number (u16), change (f16), residual (i8, in 1/40, -128 for none); the cell type (u16) and the score without it (f32); the lowest and highest score of members (f16) |
//! | a condition | u16, the percentile of `dev` in 1/100, 65535 for none; u8, 255 for a gene without likeness, else known + 16 × housekeeping genes; of each its place in the list (u16), similarity (i8, in 1/127), percentile (u16, in 1/100) |

use std::io::{Read, Write};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use half::f16;
use serde::{Deserialize, Serialize};

use super::{
    Alike, Blocks, ConditionReasons, GeneReasons, KEPT_BLOCKS, Likeness, Moved, Reasons,
    ReferenceGenes, Without, source_blocks,
};
use crate::bundle::{
    Condition, FORMAT_VERSION, Manifest,
    codec::{self, CodecError},
    error::Fault,
};

const RESIDUALS: f32 = 40.0;
const NO_RESIDUAL: i8 = i8::MIN;
const SIMILARITIES: f32 = 127.0;
const PERCENTILES: f32 = 100.0;
const NO_PERCENTILE: u16 = u16::MAX;
const NO_LIKENESS: u8 = u8::MAX;
/// What a section of more bytes than this inflates to is none of ours.
const BYTE_LIMIT: u64 = 256 << 20;

#[derive(Default, Serialize, Deserialize)]
struct Stored {
    /// Records; empty of a source that was not explained.
    sources: Vec<Vec<u8>>,
    conditions: Vec<Option<StoredCondition>>,
}

#[derive(Serialize, Deserialize)]
struct StoredCondition {
    known: (String, Vec<usize>),
    housekeeping: (String, Vec<usize>),
    records: Vec<u8>,
}

/// The section of these reasons; empty where there is none.
pub(in crate::bundle) fn encode(reasons: &Reasons) -> Result<Vec<u8>, CodecError> {
    if reasons.sources.iter().all(Vec::is_empty) && reasons.conditions.iter().all(Option::is_none) {
        return Ok(Vec::new());
    }
    let stored = Stored {
        sources: reasons
            .sources
            .iter()
            .map(|genes| put_source(genes))
            .collect(),
        conditions: reasons
            .conditions
            .iter()
            .map(|c| c.as_ref().map(put_condition))
            .collect(),
    };
    let plain = codec::encode(&stored)?;
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    // Neither fails in memory.
    let deflated = encoder.write_all(&plain).and_then(|()| encoder.finish());
    Ok(deflated.unwrap_or_default())
}

fn put_source(genes: &[Option<GeneReasons>]) -> Vec<u8> {
    let mut out = Vec::new();
    for gene in genes {
        match gene {
            Some(gene) => put_gene(gene, &mut out),
            None => out.push(0),
        }
    }
    out
}

fn put_gene(gene: &GeneReasons, out: &mut Vec<u8>) {
    let kept = |moved: &[Moved]| moved.len().min(KEPT_BLOCKS) as u8;
    let (raising, lowering) = (kept(&gene.raising), kept(&gene.lowering));
    let parts = (
        u8::from(gene.without.is_some()),
        u8::from(gene.members.is_some()),
    );
    out.push(1 + raising + 4 * lowering + 16 * parts.0 + 32 * parts.1);
    let blocks = gene.raising.iter().take(KEPT_BLOCKS);
    for moved in blocks.chain(gene.lowering.iter().take(KEPT_BLOCKS)) {
        let residual = moved.residual.map_or(NO_RESIDUAL, |residual| {
            (residual * RESIDUALS).round().clamp(-127.0, 127.0) as i8
        });
        out.extend((moved.block as u16).to_le_bytes());
        out.extend(f16::from_f32(moved.change).to_le_bytes());
        out.extend(residual.to_le_bytes());
    }
    if let Some(without) = gene.without {
        out.extend((without.cell_type as u16).to_le_bytes());
        out.extend(without.score.to_le_bytes());
    }
    for score in gene.members.into_iter().flatten() {
        out.extend(f16::from_f32(score).to_le_bytes());
    }
}

fn put_condition(condition: &ConditionReasons) -> StoredCondition {
    let lists = [&condition.known, &condition.housekeeping];
    let [known, housekeeping] = lists.map(|list| (list.name.clone(), list.genes.clone()));
    let mut records = Vec::new();
    for (likeness, &dev) in condition.likeness.iter().zip(&condition.dev) {
        records.extend(put_percentile(dev).to_le_bytes());
        let Some(likeness) = likeness else {
            records.push(NO_LIKENESS);
            continue;
        };
        records.push((likeness.known.len() + 16 * likeness.housekeeping.len()) as u8);
        put_alike(&likeness.known, &known.1, &mut records);
        put_alike(&likeness.housekeeping, &housekeeping.1, &mut records);
    }
    StoredCondition {
        known,
        housekeeping,
        records,
    }
}

fn put_percentile(percentile: f32) -> u16 {
    match percentile.is_nan() {
        true => NO_PERCENTILE,
        false => (percentile * PERCENTILES).round() as u16,
    }
}

fn put_alike(alike: &[Alike], list: &[usize], out: &mut Vec<u8>) {
    for one in alike {
        let place = list
            .binary_search(&one.gene)
            .unwrap_or(usize::from(u16::MAX));
        out.extend((place as u16).to_le_bytes());
        out.extend(((one.similarity * SIMILARITIES).round() as i8).to_le_bytes());
        out.extend(put_percentile(one.percentile).to_le_bytes());
    }
}

/// Reads the section of a bundle with so many genes.
pub(super) fn decode(section: &[u8], manifest: &Manifest, genes: usize) -> Result<Reasons, Fault> {
    let blocks = source_blocks(manifest);
    if section.is_empty() {
        return Ok(Reasons {
            sources: vec![Vec::new(); blocks.len()],
            conditions: vec![None; manifest.conditions.len()],
        });
    }
    let stored = inflate(section)?;
    let found = [stored.sources.len(), stored.conditions.len()];
    if found != [blocks.len(), manifest.conditions.len()] {
        return Err(odd());
    }
    let sources = stored.sources.iter().zip(&blocks);
    let conditions = stored.conditions.into_iter();
    Ok(Reasons {
        sources: sources
            .map(|(records, blocks)| source(records, blocks.as_ref(), genes).ok_or_else(odd))
            .collect::<Result<_, _>>()?,
        conditions: conditions
            .map(|stored| {
                stored
                    .map(|stored| condition(stored, genes).ok_or_else(odd))
                    .transpose()
            })
            .collect::<Result<_, _>>()?,
    })
}

fn odd() -> Fault {
    Fault::damaged("its reasons are not those of its genes and models")
}

fn inflate(section: &[u8]) -> Result<Stored, Fault> {
    let mut plain = Vec::new();
    let mut decoder = ZlibDecoder::new(section).take(BYTE_LIMIT);
    decoder.read_to_end(&mut plain).map_err(|_| odd())?;
    codec::decode(&plain, FORMAT_VERSION).map_err(|_| odd())
}

fn source(
    records: &[u8],
    blocks: Option<&(Blocks, &Condition)>,
    genes: usize,
) -> Option<Vec<Option<GeneReasons>>> {
    let Some((blocks, condition)) = blocks else {
        return records.is_empty().then(Vec::new);
    };
    let mut reader = Records(records);
    let gene = |_| reader.gene(blocks.len(), condition.cell_types.len());
    let read: Vec<_> = (0..genes).map(gene).collect::<Option<_>>()?;
    reader.0.is_empty().then_some(read)
}

fn condition(stored: StoredCondition, genes: usize) -> Option<ConditionReasons> {
    let list = |(name, genes): (String, Vec<usize>)| ReferenceGenes { name, genes };
    let (known, housekeeping) = (list(stored.known), list(stored.housekeeping));
    let is_right = |list: &ReferenceGenes| {
        list.genes.is_sorted() && list.genes.last().is_none_or(|&last| last < genes)
    };
    if !is_right(&known) || !is_right(&housekeeping) {
        return None;
    }
    let mut reader = Records(&stored.records);
    let (mut likeness, mut dev) = (Vec::with_capacity(genes), Vec::with_capacity(genes));
    for _ in 0..genes {
        dev.push(reader.percentile()?);
        likeness.push(reader.likeness(&known.genes, &housekeeping.genes)?);
    }
    reader.0.is_empty().then_some(ConditionReasons {
        known,
        housekeeping,
        likeness,
        dev,
    })
}

/// Records that are not read yet.
struct Records<'a>(&'a [u8]);

impl Records<'_> {
    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn u16(&mut self) -> Option<usize> {
        Some(usize::from(u16::from_le_bytes(self.bytes()?)))
    }

    fn f16(&mut self) -> Option<f32> {
        Some(f16::from_le_bytes(self.bytes()?).to_f32())
    }

    fn percentile(&mut self) -> Option<f32> {
        let found = u16::from_le_bytes(self.bytes()?);
        Some(match found {
            NO_PERCENTILE => f32::NAN,
            found => f32::from(found) / PERCENTILES,
        })
    }

    /// `None` where the records end, or are of other blocks.
    fn gene(&mut self, blocks: usize, cell_types: usize) -> Option<Option<GeneReasons>> {
        let [parts] = self.bytes()?;
        let Some(parts) = parts.checked_sub(1) else {
            return Some(None);
        };
        let raising = self.moved(parts % 4, blocks)?;
        let lowering = self.moved(parts / 4 % 4, blocks)?;
        let without = match parts & 16 {
            0 => None,
            _ => Some(Without {
                cell_type: self.u16().filter(|&cell_type| cell_type < cell_types)?,
                score: f32::from_le_bytes(self.bytes()?),
            }),
        };
        let members = match parts & 32 {
            0 => None,
            _ => Some([self.f16()?, self.f16()?]),
        };
        Some(Some(GeneReasons {
            raising,
            lowering,
            without,
            members,
        }))
    }

    fn moved(&mut self, count: u8, blocks: usize) -> Option<Vec<Moved>> {
        let mut moved = || {
            Some(Moved {
                block: self.u16().filter(|&block| block < blocks)?,
                change: self.f16()?,
                residual: match i8::from_le_bytes(self.bytes()?) {
                    NO_RESIDUAL => None,
                    residual => Some(f32::from(residual) / RESIDUALS),
                },
            })
        };
        (0..count).map(|_| moved()).collect()
    }

    fn likeness(&mut self, known: &[usize], housekeeping: &[usize]) -> Option<Option<Likeness>> {
        let [counts] = self.bytes()?;
        if counts == NO_LIKENESS {
            return Some(None);
        }
        Some(Some(Likeness {
            known: self.alike(counts % 16, known)?,
            housekeeping: self.alike(counts / 16, housekeeping)?,
        }))
    }

    fn alike(&mut self, count: u8, list: &[usize]) -> Option<Vec<Alike>> {
        let mut alike = || {
            Some(Alike {
                gene: *list.get(self.u16()?)?,
                similarity: f32::from(i8::from_le_bytes(self.bytes()?)) / SIMILARITIES,
                percentile: self.percentile()?,
            })
        };
        (0..count).map(|_| alike()).collect()
    }
}
