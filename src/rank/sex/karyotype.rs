//! Karyotypes, as far as the numbers of X and Y go.

use std::{fmt, str::FromStr};

use serde::Serialize;
use thiserror::Error;

use super::Sex;

/// A karyotype as a laboratory writes it (ISCN 2020), and the X and Y of its cell lines. What it says of
/// autosomes is kept as text alone.
///
/// ```
/// use dsdscore::rank::Karyotype;
///
/// let karyotype: Karyotype = "mos 45,X[12]/46,XY[18]".parse()?;
/// let lines: Vec<_> = karyotype.lines.iter().map(ToString::to_string).collect();
/// assert_eq!(lines, ["X", "XY"]);
/// # Ok::<(), dsdscore::rank::KaryotypeError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Karyotype {
    /// As it was given.
    pub text: String,
    /// Who gave it.
    pub source: KaryotypeSource,
    /// Its cell lines, in its order.
    #[serde(skip)]
    pub lines: Vec<CellLine>,
}

/// Who gave a karyotype.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum KaryotypeSource {
    /// An option.
    #[default]
    Given,
    /// A phenopacket.
    Phenopacket,
}

/// The X and Y of cells that are alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CellLine {
    /// How many X.
    pub x: u8,
    /// How many Y.
    pub y: u8,
    /// Whether an X or Y, or a marker that may be one, is abnormal: of its parts there may be
    /// more or fewer copies.
    pub is_abnormal: bool,
    /// In how many of the cells that were looked at.
    pub cells: Option<u32>,
}

/// Why a text is no karyotype.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KaryotypeError {
    /// A cell line does not say which sex chromosomes there are.
    #[error(
        "`{line}` does not begin with a number of chromosomes and its X and Y: write a karyotype such as \
         46,XY, 47,XXY, 45,X/46,XY or 46,X,i(X)(q10)"
    )]
    NoSexChromosomes {
        /// The part of the text.
        line: String,
    },
    /// The number of chromosomes is not that of autosomes in pairs with these X and Y.
    #[error(
        "`{line}` contradicts itself: {found} with 44 autosomes are {expected} chromosomes; correct it"
    )]
    Number {
        /// The part of the text.
        line: String,
        /// X and Y.
        found: String,
        /// How many chromosomes they would make.
        expected: u32,
    },
    /// Cells without any X do not live.
    #[error("`{line}` has no X: correct it")]
    NoX {
        /// The part of the text.
        line: String,
    },
}

impl CellLine {
    /// Cells with these numbers of normal X and Y.
    #[must_use]
    pub fn new(x: u8, y: u8) -> Self {
        Self {
            x,
            y,
            ..Self::default()
        }
    }

    /// Those of a sex; `None` where it is not known.
    #[must_use]
    pub fn of(sex: Sex) -> Option<Self> {
        match sex {
            Sex::Male => Some(Self::new(1, 1)),
            Sex::Female => Some(Self::new(2, 0)),
            Sex::Unknown => None,
        }
    }

    /// Whether there is a Y.
    #[must_use]
    pub fn has_y(&self) -> bool {
        self.y > 0
    }
}

/// `XXY`.
impl fmt::Display for CellLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (0..self.x).try_for_each(|_| f.write_str("X"))?;
        (0..self.y).try_for_each(|_| f.write_str("Y"))
    }
}

impl Karyotype {
    /// The sex that goes with the presence or absence of a Y, which is what the gonad's follows as a
    /// rule; not known where some cells have one and others have not.
    #[must_use]
    pub fn sex(&self) -> Sex {
        sex_of(&self.lines)
    }
}

/// As [`Karyotype::sex`] has it.
pub(super) fn sex_of(lines: &[CellLine]) -> Sex {
    let with_y = lines.iter().filter(|line| line.has_y()).count();
    match with_y {
        0 if lines.is_empty() => Sex::Unknown,
        0 => Sex::Female,
        count if count == lines.len() => Sex::Male,
        _ => Sex::Unknown,
    }
}

/// Reads ISCN's short form, and the bare letters of phenopackets (`XXY`, `XO`).
impl FromStr for Karyotype {
    type Err = KaryotypeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let lines = ["mos ", "chi "].iter().find_map(|word| {
            let start = text.get(..word.len())?;
            start
                .eq_ignore_ascii_case(word)
                .then(|| &text[word.len()..])
        });
        // Chimeras have two strokes.
        let lines = lines
            .unwrap_or(text)
            .split('/')
            .filter(|line| !line.is_empty());
        let lines: Vec<_> = lines.map(cell_line).collect::<Result<_, _>>()?;
        if lines.is_empty() {
            return Err(KaryotypeError::NoSexChromosomes { line: text.into() });
        }
        Ok(Self {
            text: text.into(),
            lines,
            ..Self::default()
        })
    }
}

/// `47,XXY,inv(9)(p12q13)[5]`.
fn cell_line(text: &str) -> Result<CellLine, KaryotypeError> {
    let refuse = || KaryotypeError::NoSexChromosomes { line: text.into() };
    let (line, cells) = match text.trim().split_once('[') {
        Some((line, cells)) => (line, count(cells.trim_end_matches(']'))),
        None => (text.trim(), None),
    };
    let line = without_probes(line);
    let (number, rest) = chromosomes(line);
    let mut items = rest.split(',').map(str::trim);
    let (letters, x, y) = letters(items.next().unwrap_or_default()).ok_or_else(refuse)?;
    let mut found = CellLine {
        cells,
        ..CellLine::new(x, y)
    };
    let others: Vec<_> = items.filter(|item| !item.is_empty()).collect();
    if let (Some(number), true) = (number, others.is_empty()) {
        check(text, number, letters, found)?;
    }
    let is_short = letters < 2 && number.is_none_or(|number| number >= 46);
    for item in others {
        abnormality(item, is_short, &mut found);
    }
    match found.x {
        0 => Err(KaryotypeError::NoX { line: text.into() }),
        _ => Ok(found),
    }
}

/// Without what was seen by probes or arrays, `46,XX.ish der(X)(SRY+)`.
fn without_probes(line: &str) -> &str {
    let ends = [".ish", ".nuc", ".arr", " ish"].iter();
    let end = ends.filter_map(|word| line.find(word)).min();
    &line[..end.unwrap_or(line.len())]
}

/// The number of chromosomes before the comma, and what follows. Of a range (`45~47`) nothing is known.
fn chromosomes(line: &str) -> (Option<u32>, &str) {
    let end = line.find(|c: char| !c.is_ascii_digit() && !matches!(c, '~' | '-'));
    let (number, rest) = line.split_at(end.unwrap_or(line.len()));
    (number.parse().ok(), rest.trim_start_matches([',', ' ']))
}

/// `[12]` and `[cp5]`.
fn count(cells: &str) -> Option<u32> {
    cells.trim_start_matches("cp").parse().ok()
}

/// How many letters, X and Y there are in `XXY`; an O of `XO` is none. A `c`, for constitutional,
/// may follow.
fn letters(text: &str) -> Option<(usize, u8, u8)> {
    let text = text.strip_suffix('c').unwrap_or(text);
    let text = text.to_ascii_uppercase();
    let text = text.trim_end_matches(['O', '0']);
    let is_complement =
        (1..=6).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'X' | b'Y'));
    let count = |letter| text.bytes().filter(|&b| b == letter).count() as u8;
    is_complement.then(|| (text.len(), count(b'X'), count(b'Y')))
}

/// With normal autosomes there are 44 of them, 66 in triploid cells, or 88.
fn check(text: &str, number: u32, letters: usize, found: CellLine) -> Result<(), KaryotypeError> {
    let letters = letters as u32;
    match [44, 66, 88].contains(&number.saturating_sub(letters)) {
        true => Ok(()),
        false => Err(KaryotypeError::Number {
            line: text.into(),
            found: found.to_string(),
            expected: 44 + letters,
        }),
    }
}

/// An abnormality of X or Y: `+Y`, `-X`, `i(X)(q10)`, `+mar`. An abnormal X or Y takes the place of a
/// normal one, which the letters then lack (`46,X,i(X)(q10)`): `is_short`.
fn abnormality(item: &str, is_short: bool, line: &mut CellLine) {
    let (sign, name) = match item.strip_prefix(['+', '-']) {
        Some(name) => (item.as_bytes()[0], name),
        None => (b' ', item),
    };
    if name.starts_with("mar") {
        line.is_abnormal = true;
        return;
    }
    let inner = name.split_once('(').map(|(_, inner)| inner);
    let of = inner.unwrap_or(name).trim_start_matches('?');
    let copies = match of.as_bytes().first() {
        Some(b'X') => &mut line.x,
        Some(b'Y') => &mut line.y,
        _ => return,
    };
    match sign {
        b'+' => *copies = copies.saturating_add(1),
        b'-' => *copies = copies.saturating_sub(1),
        _ if is_short => *copies = copies.saturating_add(1),
        _ => {}
    }
    line.is_abnormal |= inner.is_some();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(u8, u8, bool, Option<u32>)> {
        let karyotype: Karyotype = text.parse().unwrap_or_else(|told| panic!("{text}: {told}"));
        let lines = karyotype.lines.iter();
        lines.map(|l| (l.x, l.y, l.is_abnormal, l.cells)).collect()
    }

    /// What ISCN means by each.
    #[test]
    fn x_and_y_are_counted_by_cell_line() {
        for (text, x, y, is_abnormal) in [
            ("46,XX", 2, 0, false),
            ("46,XY", 1, 1, false),
            ("46, xy", 1, 1, false),
            ("46XY", 1, 1, false),
            ("45,X", 1, 0, false),
            ("45,XO", 1, 0, false),
            ("XO", 1, 0, false),
            ("XXYY", 2, 2, false),
            ("47,XXY", 2, 1, false),
            ("47,XXYc", 2, 1, false),
            ("47,XYY", 1, 2, false),
            ("47,XXX", 3, 0, false),
            ("48,XXYY", 2, 2, false),
            ("69,XXY", 2, 1, false),
            ("47,XY,+21", 1, 1, false),
            ("45,XX,der(13;14)(q10;q10)", 2, 0, false),
            ("46,XX,t(9;22)(q34;q11.2)", 2, 0, false),
            ("46,XY,inv(9)(p12q13)", 1, 1, false),
            ("46,X,i(X)(q10)", 2, 0, true),
            ("46,X,i(Xq)", 2, 0, true),
            ("46,X,r(X)(p22q28)", 2, 0, true),
            ("46,X,del(Y)(q11.2)", 1, 1, true),
            ("46,X,idic(Y)(q11.2)", 1, 1, true),
            ("46,Y,del(X)(p22.3)", 1, 1, true),
            ("46,X,t(X;13)(q27;q12)", 2, 0, true),
            ("46,X,der(X)t(X;Y)(p22.3;p11.3)", 2, 0, true),
            ("46,X,+mar", 1, 0, true),
            ("45,X,del(X)(q22)", 1, 0, true),
            ("46,XX,del(X)(p21)", 2, 0, true),
            ("45,X,-Y", 1, 0, false),
            ("47,XX,+X", 3, 0, false),
            ("45~47,XX", 2, 0, false),
            ("46,XX.ish der(X)t(X;Y)(SRY+)", 2, 0, false),
        ] {
            assert_eq!(lines(text), [(x, y, is_abnormal, None)], "{text}");
        }
    }

    #[test]
    fn mosaics_and_chimeras_have_several_lines() {
        let turner = [(1, 0, false, Some(12)), (1, 1, false, Some(18))];
        assert_eq!(lines("mos 45,X[12]/46,XY[18]"), turner);
        assert_eq!(lines("45,X/46,XY").len(), 2);
        assert_eq!(lines("chi 46,XX[25]//46,XY[10]").len(), 2);
        assert_eq!(lines("47,XXY[5]/46,XY[cp15]")[1].3, Some(15));
    }

    #[test]
    fn what_is_none_is_refused_with_what_would_be_one() {
        for (text, part) in [
            ("", "46,XY"),
            ("male", "46,XY"),
            ("46", "46,XY"),
            ("46,XZ", "46,XY"),
            ("UNKNOWN_KARYOTYPE", "46,XY"),
            ("46,XXY", "XXY with 44 autosomes are 47"),
            ("45,Y", "has no X"),
            ("45,X/46", "`46` does not"),
        ] {
            let told = text.parse::<Karyotype>().unwrap_err().to_string();
            assert!(told.contains(part), "{text}: {told}");
        }
    }

    #[test]
    fn a_sex_goes_with_a_y() {
        for (text, sex) in [
            ("45,X", Sex::Female),
            ("47,XXY", Sex::Male),
            ("45,X/46,XX", Sex::Female),
            ("45,X/46,XY", Sex::Unknown),
        ] {
            assert_eq!(text.parse::<Karyotype>().unwrap().sex(), sex, "{text}");
        }
    }
}
