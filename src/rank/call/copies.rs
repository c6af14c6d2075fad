//! Numbers of copies of stretches that were gained or lost.

use super::Zygosity;
use crate::rank::{CellLine, Chromosome};

/// What a symbolic ALT says of the number of copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Fewer: `<DEL>`, `<CN0>`.
    Loss,
    /// More: `<DUP>`, `<CN2>`, which is of one haplotype.
    Gain,
    /// Either: `<CNV>`.
    Either,
}

impl Change {
    /// That of an ALT, with or without angle brackets, or of SVTYPE; `None` where it is of no number.
    pub fn of(name: &[u8]) -> Option<Self> {
        let name = name.strip_prefix(b"<").unwrap_or(name);
        let name = name.strip_suffix(b">").unwrap_or(name);
        let is = |prefix: &str| {
            let start = name.get(..prefix.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
        };
        let number = name.get(2..).unwrap_or_default();
        let number = number.strip_prefix(b"=").unwrap_or(number);
        match () {
            () if is("CNV:TR") => None,
            () if is("DEL") || is("LOSS") => Some(Self::Loss),
            () if is("DUP") || is("GAIN") || is("AMP") => Some(Self::Gain),
            () if is("CNV") => Some(Self::Either),
            () if is("CN") && number == b"0" => Some(Self::Loss),
            () if is("CN") && !number.is_empty() && number.iter().all(u8::is_ascii_digit) => {
                Some(if number == b"1" {
                    Self::Either
                } else {
                    Self::Gain
                })
            }
            () => None,
        }
    }
}

/// The numbers of copies that a place has in each of the cell lines, without any change.
pub fn expected(lines: &[CellLine], chromosome: Chromosome) -> Vec<i32> {
    let of = |line: &CellLine| match chromosome {
        Chromosome::X => i32::from(line.x),
        Chromosome::Y => i32::from(line.y),
        Chromosome::Pseudoautosomal => i32::from(line.x + line.y),
        _ => 2,
    };
    lines.iter().map(of).collect()
}

/// The zygosity of an ALT by its number of copies; `None` where the number is one that is expected, or
/// does not go with the ALT.
pub fn zygosity(alternate: &[u8], copies: i32, expected: &[i32]) -> Option<Zygosity> {
    let change = Change::of(alternate)?;
    let is_changed = |&expected: &i32| match change {
        Change::Loss => copies < expected,
        Change::Gain => copies > expected,
        Change::Either => copies != expected,
    };
    let is_carried = expected.iter().any(is_changed);
    is_carried.then_some(match copies {
        0 => Zygosity::Homozygous,
        _ => Zygosity::Heterozygous,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_say_which_way_the_number_goes() {
        for (name, change) in [
            ("<DEL>", Some(Change::Loss)),
            ("<DEL:ME:ALU>", Some(Change::Loss)),
            ("<CN0>", Some(Change::Loss)),
            ("<CN=3>", Some(Change::Gain)),
            ("<DUP:TANDEM>", Some(Change::Gain)),
            ("<dup>", Some(Change::Gain)),
            ("DUP", Some(Change::Gain)),
            ("<CNV>", Some(Change::Either)),
            ("<CNV:TR>", None),
            ("<INV>", None),
            ("<INS>", None),
            ("<CNX>", None),
            ("ACGT", None),
        ] {
            assert_eq!(Change::of(name.as_bytes()), change, "{name}");
        }
    }

    #[test]
    fn a_number_is_carried_where_it_is_not_the_expected_one() {
        use Zygosity::{Heterozygous, Homozygous};
        for (alternate, copies, expected, found) in [
            ("<DEL>", 1, &[2][..], Some(Heterozygous)),
            ("<DEL>", 0, &[2], Some(Homozygous)),
            ("<DEL>", 2, &[2], None),
            ("<DEL>", 3, &[2], None),
            ("<DUP>", 3, &[2], Some(Heterozygous)),
            ("<DUP>", 2, &[2], None),
            ("<DUP>", 2, &[1], Some(Heterozygous)),
            ("<DUP>", 2, &[2, 1], Some(Heterozygous)),
            ("<CNV>", 2, &[2], None),
            ("<CNV>", 1, &[2], Some(Heterozygous)),
            ("<INV>", 1, &[2], None),
        ] {
            assert_eq!(
                zygosity(alternate.as_bytes(), copies, expected),
                found,
                "{alternate} {copies}"
            );
        }
    }

    #[test]
    fn copies_of_x_and_y_are_those_of_the_cell_lines() {
        let lines = [CellLine::new(2, 1), CellLine::new(1, 1)];
        assert_eq!(expected(&lines, Chromosome::X), [2, 1]);
        assert_eq!(expected(&lines, Chromosome::Y), [1, 1]);
        assert_eq!(expected(&lines, Chromosome::Pseudoautosomal), [3, 2]);
        assert_eq!(expected(&lines, Chromosome::Autosome), [2, 2]);
    }
}
