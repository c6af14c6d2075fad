//! Where an input has what ClinVar says.

use super::super::names;

/// Where an input has what ClinVar says: sub-fields or INFO fields.
#[derive(Clone, Debug)]
pub(in super::super) struct ClinicalSource<P> {
    /// The field in words.
    pub(in super::super) name: String,
    /// Whether it is ClinVar's own field, which is of one ALT; VEP's `CLIN_SIG` may have the words
    /// of other ALTs of the place.
    pub(in super::super) is_own: bool,
    pub(in super::super) significance: P,
    pub(in super::super) review: Option<P>,
    pub(in super::super) conflict: Option<P>,
}

/// What ClinVar says of an ALT, read in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClinicalText<'c, 'a> {
    /// The field.
    pub field: &'c str,
    /// Whether it is ClinVar's own field, and not VEP's `CLIN_SIG`.
    pub is_own: bool,
    /// Whether the words may be another ALT's of the record.
    pub is_unclear: bool,
    /// Its words or numbers: `CLNSIG`.
    pub significance: &'a [u8],
    /// How it was reviewed: `CLNREVSTAT`; empty where that is not there.
    pub review: &'a [u8],
    /// What submitters say where they contradict one another: `CLNSIGCONF`; perhaps empty.
    pub conflict: &'a [u8],
}

/// ClinVar's own fields: significance, review status, conflicts. Before them may stand whatever VEP's
/// `--custom` was told to call ClinVar (`ClinVar_CLNSIG`).
const OWN: [&str; 3] = ["CLNSIG", "CLNREVSTAT", "CLNSIGCONF"];
/// dbNSFP's review status.
const REVIEW: &str = "clinvar_review";
/// VEP's field.
const OF_PLACE: &str = "CLIN_SIG";

impl<P> ClinicalSource<P> {
    /// The fields by their names, ClinVar's own first; `of` makes one of a name's place.
    pub(in super::super) fn all(found: &[String], of: impl Fn(usize) -> P) -> Vec<Self> {
        let position = |name: &str| found.iter().position(|found| names::is_same(found, name));
        let own = found.iter().enumerate().filter_map(|(place, name)| {
            let before = before(name, OWN[0])?;
            let beside = |word: &str| position(&format!("{before}{word}"));
            Some(Self {
                name: name.clone(),
                is_own: true,
                significance: of(place),
                review: beside(OWN[1]).or_else(|| position(REVIEW)).map(&of),
                conflict: beside(OWN[2]).map(&of),
            })
        });
        let of_place = position(OF_PLACE).map(|place| Self {
            name: found[place].clone(),
            is_own: false,
            significance: of(place),
            review: None,
            conflict: None,
        });
        own.chain(of_place).collect()
    }
}

/// What stands before a word at a name's end, with `_` or without anything.
fn before<'n>(name: &'n str, word: &str) -> Option<&'n str> {
    let at = name.len().checked_sub(word.len())?;
    let (before, end) = name.split_at_checked(at)?;
    let is_parted = before.is_empty() || before.ends_with('_');
    (end.eq_ignore_ascii_case(word) && is_parted).then_some(before)
}
