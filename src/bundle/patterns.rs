//! The section of patterns: records of one size.
//!
//! Condition by condition, gene by gene:
//!
//! | bytes | what |
//! | --- | --- |
//! | 0 | class: 0 for a gene without a pattern, 1 silent, 2 sparse, 3 banded, 4 ubiquitous |
//! | 1 | 1 where there is a peak, else 0 |
//! | 2-5 | the peak's row and column in the matrix, u16 each |
//! | 6-25 | level, tau, fraction of expressing cells, detection, expression at the peak, f32 each; NaN where not known |

use super::{Condition, ContentError};
use crate::{
    gene::Gene,
    heatmap::{Pattern, PatternClass, Peak},
};

const RECORD_LEN: usize = 26;

/// The patterns of each condition, one a gene; none where a gene, or a bundle, has none.
pub(super) type Patterns = Vec<Vec<Option<Pattern>>>;

/// The section of these patterns; empty where there are none.
pub(super) fn encode(patterns: &[Vec<Option<Pattern>>], genes: usize) -> Vec<u8> {
    if patterns.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let mut section = Vec::with_capacity(patterns.len() * genes * RECORD_LEN);
    for condition in patterns {
        for gene in 0..genes {
            let pattern = condition.get(gene).copied().flatten();
            section.extend(pattern.map_or([0; RECORD_LEN], |pattern| record(&pattern)));
        }
    }
    section
}

/// Row and column fit: [`check`] has seen them.
fn record(pattern: &Pattern) -> [u8; RECORD_LEN] {
    let mut record = [0; RECORD_LEN];
    record[0] = pattern.class as u8 + 1;
    if let Some(peak) = pattern.peak {
        record[1] = 1;
        record[2..4].copy_from_slice(&(peak.cell_type as u16).to_le_bytes());
        record[4..6].copy_from_slice(&(peak.time as u16).to_le_bytes());
    }
    let numbers = [
        pattern.level,
        pattern.tau.unwrap_or(f32::NAN),
        pattern.expressed.unwrap_or(f32::NAN),
        pattern.detection.unwrap_or(f32::NAN),
        pattern.peak_value,
    ];
    for (place, number) in record[6..].chunks_exact_mut(4).zip(numbers) {
        place.copy_from_slice(&number.to_le_bytes());
    }
    record
}

/// Reads the section and checks every record.
pub(super) fn read(
    section: &[u8],
    conditions: &[Condition],
    genes: &[Gene],
) -> Result<Patterns, ContentError> {
    if section.is_empty() {
        return Ok(vec![Vec::new(); conditions.len()]);
    }
    let expected = conditions.len().saturating_mul(genes.len());
    if section.len() != expected.saturating_mul(RECORD_LEN) {
        return Err(ContentError::Patterns {
            found: section.len() / RECORD_LEN,
            expected,
        });
    }
    let mut records = section
        .as_chunks::<RECORD_LEN>()
        .0
        .chunks(genes.len().max(1));
    let mut read_condition = |condition: &Condition| {
        let records = records.next().unwrap_or_default().iter().zip(genes);
        let patterns = records.map(|(record, gene)| decode(record, condition, gene));
        let patterns: Vec<_> = patterns.collect::<Result<_, _>>()?;
        let is_empty = patterns.iter().all(Option::is_none);
        Ok(if is_empty { Vec::new() } else { patterns })
    };
    conditions.iter().map(&mut read_condition).collect()
}

fn decode(
    record: &[u8; RECORD_LEN],
    condition: &Condition,
    gene: &Gene,
) -> Result<Option<Pattern>, ContentError> {
    let odd = || wrong(condition, gene);
    if *record == [0; RECORD_LEN] {
        return Ok(None);
    }
    let index = usize::from(record[0]).checked_sub(1).ok_or_else(odd)?;
    let u16_at = |at: usize| usize::from(u16::from_le_bytes([record[at], record[at + 1]]));
    let f32_at = |at: usize| {
        let bytes = [record[at], record[at + 1], record[at + 2], record[at + 3]];
        f32::from_le_bytes(bytes)
    };
    let known = |number: f32| (!number.is_nan()).then_some(number);
    let peak = Peak {
        cell_type: u16_at(2),
        time: u16_at(4),
    };
    let pattern = Pattern {
        class: *PatternClass::ALL.get(index).ok_or_else(odd)?,
        level: f32_at(6),
        tau: known(f32_at(10)),
        expressed: known(f32_at(14)),
        detection: known(f32_at(18)),
        peak: (record[1] == 1).then_some(peak),
        peak_value: f32_at(22),
    };
    check(&pattern, condition, gene)?;
    // What else the record may hold, nobody wrote.
    if self::record(&pattern) != *record {
        return Err(odd());
    }
    Ok(Some(pattern))
}

/// Checks that a pattern can be one of the gene in the condition.
pub(super) fn check(
    pattern: &Pattern,
    condition: &Condition,
    gene: &Gene,
) -> Result<(), ContentError> {
    let is_fraction = |number: Option<f32>| number.is_none_or(|n| (0.0..=1.0).contains(&n));
    let is_level = |number: f32| number.is_finite() && number >= 0.0;
    let fits = |len: usize, index: usize| index < len && index <= usize::from(u16::MAX);
    let is_place = |peak: Peak| {
        fits(condition.cell_types.len(), peak.cell_type) && fits(condition.times.len(), peak.time)
    };
    let valid = is_fraction(pattern.tau)
        && is_fraction(pattern.expressed)
        && is_fraction(pattern.detection)
        && is_level(pattern.level)
        && is_level(pattern.peak_value)
        && pattern.peak.is_none_or(is_place)
        && pattern.peak.is_some() == (pattern.peak_value > 0.0);
    if valid {
        Ok(())
    } else {
        Err(wrong(condition, gene))
    }
}

fn wrong(condition: &Condition, gene: &Gene) -> ContentError {
    ContentError::Pattern {
        gene: gene.symbol.clone(),
        condition: condition.key.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::manifest::tests::manifest;

    const PATTERN: Pattern = Pattern {
        class: PatternClass::Banded,
        level: 0.25,
        tau: Some(0.75),
        expressed: None,
        detection: None,
        peak: Some(Peak {
            cell_type: 1,
            time: 2,
        }),
        peak_value: 1.5,
    };

    fn genes() -> Vec<Gene> {
        let gene = |symbol: &str| Gene {
            symbol: symbol.into(),
            ..Gene::default()
        };
        ["A", "B"].map(gene).to_vec()
    }

    #[test]
    fn what_no_pattern_can_be_is_refused() {
        let conditions = manifest().conditions;
        let section = encode(&[vec![Some(PATTERN), None], Vec::new()], 2);
        // Class, peak or none, row, column, the sign of each number, a record of no gene.
        for (at, byte) in [
            (0, 0),
            (0, 5),
            (1, 0),
            (1, 2),
            (2, 2),
            (3, 1),
            (4, 3),
            (9, 0xbe),
            (13, 0xff),
            (21, 0xbf),
            (25, 0xbf),
            (27, 1),
        ] {
            let mut section = section.clone();
            section[at] = byte;
            let error = read(&section, &conditions, &genes()).unwrap_err();
            assert!(matches!(error, ContentError::Pattern { .. }), "{at} {byte}");
        }
        let cut = &section[..section.len() - 1];
        assert!(read(cut, &conditions, &genes()).is_err());
    }
}
