//! The best genes, in short: what a reader looks for first.

use super::{
    condition::{Number, Thumb},
    hgvs::Hgvs,
    row::{Lead, Placed, Row},
};
use crate::rank::Candidate;

/// At least so many genes have a card, where there are as many.
const FEW: usize = 3;
/// And at most so many.
const MOST: usize = 5;

/// A card.
#[derive(Debug)]
pub(super) struct Card {
    /// The row's, for a link.
    pub(super) id: String,
    pub(super) rank: usize,
    pub(super) symbol: String,
    pub(super) place: Placed,
    pub(super) lead: Lead,
    pub(super) more: usize,
    pub(super) thumb: Option<Thumb>,
    pub(super) pattern: String,
    pub(super) percentile: Number,
    pub(super) frequency: Number,
}

/// The cards of the first candidates, whose rows these are.
pub(super) fn of(candidates: &[Candidate], rows: &[Row]) -> Vec<Card> {
    rows.iter().take(count(candidates)).map(Card::new).collect()
}

/// The fourth and the fifth where they are of the third's tier or a better one.
fn count(candidates: &[Candidate]) -> usize {
    let tier = |candidate: &Candidate| candidate.place.tier.unwrap_or(usize::MAX);
    let Some(third) = candidates.get(FEW - 1).map(tier) else {
        return candidates.len();
    };
    let next = candidates[FEW..].iter().take(MOST - FEW);
    FEW + next
        .take_while(|candidate| tier(candidate) <= third)
        .count()
}

impl Card {
    fn new(row: &Row) -> Self {
        Self {
            id: row.id.clone(),
            rank: row.rank,
            symbol: row.symbol.clone(),
            place: row.place.clone(),
            lead: row.lead.clone(),
            more: row.more,
            thumb: row.thumb.clone(),
            pattern: row.pattern.clone(),
            percentile: row.percentile.clone(),
            frequency: row.frequency.clone(),
        }
    }

    /// How the variant is called, all there is of it.
    pub(super) fn names(&self) -> impl Iterator<Item = &Hgvs> {
        let names = [&self.lead.name, &self.lead.coding].into_iter();
        names.filter(|name| !name.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::Place;

    fn cards(tiers: &[usize]) -> usize {
        let candidate = |&tier: &usize| Candidate {
            place: Place {
                tier: (tier > 0).then_some(tier),
                ..Place::default()
            },
            ..Candidate::default()
        };
        count(&tiers.iter().map(candidate).collect::<Vec<_>>())
    }

    #[test]
    fn three_to_five_genes_have_a_card() {
        for (tiers, expected) in [
            (&[][..], 0),
            (&[1, 2], 2),
            (&[1, 2, 2, 3, 3], 3),
            (&[1, 2, 2, 2, 3], 4),
            (&[2; 9], 5),
            (&[0; 9], 5),
        ] {
            assert_eq!(cards(tiers), expected, "{tiers:?}");
        }
    }
}
