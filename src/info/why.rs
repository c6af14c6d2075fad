//! What moves a gene's score, as a sub-field: `Leydig@stage%203:+1.23&Germ@stage%201..stage%203:-0.400`.

use std::io::Write;

use super::percent;
use crate::{
    bundle::{Condition, Explanation, GeneReasons, Moved},
    score::{Column, Scorer},
};

/// What separates a cell type from its times, these from the change, and blocks from one another.
const SEPARATORS: [u8; 3] = [b'@', b':', b'&'];

/// How the reasons of a column's scores were found; `None` where nobody asked, or a model computes them.
#[must_use]
pub fn explanation<'b>(column: &Column<'b>) -> Option<&'b Explanation> {
    column.deciding().kept()?.explanation()
}

/// Appends the blocks that move a gene's score most, those that raise it first.
pub(super) fn write(scorer: &Scorer, column: &Column, gene: usize, out: &mut Vec<u8>) {
    let bundle = scorer.bundle();
    let condition = bundle.manifest().condition(column.key());
    let condition = condition.map(|index| &bundle.manifest().conditions[index]);
    let (Some(explanation), Some(condition)) = (explanation(column), condition) else {
        return;
    };
    let Some(reasons) = reasons(scorer, column, gene) else {
        return;
    };
    for (place, moved) in reasons.raising.iter().chain(&reasons.lowering).enumerate() {
        if place > 0 {
            out.push(b'&');
        }
        write_block((explanation, condition), moved, out);
    }
}

fn reasons<'b>(scorer: &Scorer<'b>, column: &Column<'b>, gene: usize) -> Option<&'b GeneReasons> {
    let source = column.deciding().kept()?.source();
    let all = scorer.bundle().reasons().ok()?;
    all.sources.get(source)?.get(gene)?.as_ref()
}

fn write_block(
    (explanation, condition): (&Explanation, &Condition),
    moved: &Moved,
    out: &mut Vec<u8>,
) {
    let (cell_type, times) = explanation.blocks(condition).place(moved.block);
    write_name(&condition.cell_types[cell_type], out);
    out.push(b'@');
    let [first, last] = [times.start, times.end - 1].map(|time| &condition.times[time].label);
    write_name(first, out);
    if times.len() > 1 {
        out.extend_from_slice(b"..");
        write_name(last, out);
    }
    out.push(b':');
    let decimals = decimals(moved.change);
    // A vector takes all.
    let _ = write!(out, "{:+.decimals$}", moved.change);
}

/// So many that three digits count.
fn decimals(value: f32) -> usize {
    match value.abs() {
        100.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        0.1.. => 3,
        0.01.. => 4,
        _ => 5,
    }
}

/// A name, percent-encoded where it has what has a meaning here.
fn write_name(name: &str, out: &mut Vec<u8>) {
    let mut encoded = Vec::new();
    percent::encode(name.as_bytes(), &mut encoded);
    for byte in encoded {
        match SEPARATORS.contains(&byte) {
            true => out.extend_from_slice(format!("%{byte:02X}").as_bytes()),
            false => out.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Replacement, Time, Way};

    #[test]
    fn a_block_is_one_whatever_its_names_are() {
        let time = |label: &str| Time {
            label: label.into(),
            value: 0.0,
        };
        let condition = Condition {
            cell_types: ["Leydig", "a&b@c:d|e,%"].map(String::from).into(),
            times: ["stage 1", "2", "3"].map(time).into(),
            ..Condition::default()
        };
        let explanation = Explanation {
            way: Way::Occlusion,
            replaced_by: Replacement::Usual,
            times_per_block: 2,
            control: None,
        };
        for (block, change, written) in [
            (0, 1.234_5, "Leydig@stage%201..2:+1.23"),
            (1, -0.25, "Leydig@3:-0.250"),
            (3, 12.0, "a%26b%40c%3Ad%7Ce%2C%25@3:+12.0"),
            (3, -0.000_1, "a%26b%40c%3Ad%7Ce%2C%25@3:-0.00010"),
        ] {
            let moved = Moved {
                block,
                change,
                residual: None,
            };
            let mut out = Vec::new();
            write_block((&explanation, &condition), &moved, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), written);
        }
    }
}
