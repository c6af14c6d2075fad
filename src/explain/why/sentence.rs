//! Why a gene has its score, in one sentence.
//!
//! Each part stands only where the numbers bear it, and is rounded so that it never says more than they
//! do: shares of the top upwards, other percentiles towards the middle, what a gene is closer than
//! downwards. What a gene is like is said as likeness, never as a reason.

mod places;
#[cfg(test)]
mod tests;

use self::places::Told;
use super::{Like, Reason, Why, WithoutCellType};
use crate::bundle::Way;

/// Expression is called unusual from so many standard deviations on: about a third of genes of the same
/// level lie farther out on either side, were they normally distributed.
const UNUSUAL: f32 = 1.0;
/// A block is told from this change of log-odds on: it moves a score of 0.5 by 0.025.
const LEAST_CHANGE: f32 = 0.1;
/// And from this share of the strongest block's on.
const LEAST_SHARE: f32 = 0.1;
/// The cell type without which a score would be lower is told where its percentile falls by as much, so
/// that rounding alone never makes a fall.
const LEAST_FALL: f32 = 1.0;
/// As [`LEAST_FALL`], of scores without percentiles.
const LEAST_SCORE_FALL: f32 = 0.01;
/// A gene is called like another from this correlation on: a quarter of the variance is shared.
const ALIKE: f32 = 0.5;
/// So many genes that it is like are named.
const NAMED: usize = 2;
/// Members of an ensemble disagree where their scores span as much: a fifth of what scores can be.
const DISAGREEMENT: f32 = 0.2;

/// The sentence.
pub(super) fn sentence(why: &Why) -> String {
    let clauses = reasons(why).into_iter().chain(without(why));
    let clauses = clauses.chain(members(why)).chain(likeness(why));
    let clauses: Vec<_> = clauses.chain(level(why)).collect();
    format!("{}: {}.", head(why), clauses.join("; "))
}

/// Whether the score is high, so that what raises it comes first.
fn is_high(why: &Why) -> bool {
    let middle = why.percentile.map(|percentile| percentile >= 50.0);
    middle.unwrap_or(why.score >= 0.5)
}

fn head(why: &Why) -> String {
    let gene = &why.gene;
    let model = model(why);
    match why.percentile {
        Some(percentile) => format!("{gene} stands {} for {model}", standing(percentile)),
        None => format!("{gene} has a score of {} for {model}", score(why.score)),
    }
}

fn model(why: &Why) -> String {
    let label = [&why.label, &why.condition];
    let label = label.into_iter().find(|label| !label.is_empty());
    let label = label.map_or("", String::as_str);
    let name = match why.decides {
        true => format!("the {label} model"),
        false => format!("the {label} model {}", why.model),
    };
    match (why.way, why.decides) {
        (Way::Definition, true) => format!("{name}, a definition that learnt nothing"),
        (Way::Definition, false) => {
            format!("{name}, a definition that learnt nothing and does not decide")
        }
        (_, true) => name,
        (_, false) => format!("{name}, which does not decide"),
    }
}

/// What moves the score: what moves it to where it stands first.
fn reasons(why: &Why) -> Vec<String> {
    if why.is_of_the_image() {
        let text = "models with random weights give such reasons too, so these are of its image, not of \
                    the model";
        return vec![text.into()];
    }
    let all = why.raising.iter().chain(&why.lowering);
    let strongest = all.map(|reason| reason.change.abs()).fold(0.0, f32::max);
    let least = LEAST_CHANGE.max(LEAST_SHARE * strongest);
    let is_high = is_high(why);
    let moved = |raises: bool| {
        let reasons = if raises { &why.raising } else { &why.lowering };
        let told = reasons.iter().filter(|r| r.change.abs() >= least);
        Told::new(told, why.one_time).clause(raises, raises == is_high)
    };
    let found: Vec<_> = [moved(is_high), moved(!is_high)]
        .into_iter()
        .flatten()
        .collect();
    match found.is_empty() {
        true => vec![nothing(why.one_time).into()],
        false => found,
    }
}

fn nothing(one_time: bool) -> &'static str {
    match one_time {
        true => "no cell type moves its score much by itself",
        false => "no cell type at any time moves its score much by itself",
    }
}

fn without(why: &Why) -> Option<String> {
    let without = why.without.as_ref().filter(|_| !why.is_of_the_image())?;
    let would = match why.percentile {
        Some(percentile) => fallen(percentile, without.percentile?)?,
        None => fallen_score(why.score, without)?,
    };
    let cells = places::cells(&[&without.cell_type]);
    Some(format!("without {cells} {would}"))
}

fn fallen(from: f32, to: f32) -> Option<String> {
    let is_told = from - to >= LEAST_FALL && standing(from) != standing(to);
    is_told.then(|| format!("it would stand {}", standing(to)))
}

fn fallen_score(from: f32, without: &WithoutCellType) -> Option<String> {
    let is_told = from - without.score >= LEAST_SCORE_FALL;
    is_told.then(|| format!("its score would be {}", score(without.score)))
}

fn members(why: &Why) -> Option<String> {
    let [low, high] = why.members?;
    let is_told = high - low >= DISAGREEMENT;
    is_told
        .then(|| format!("members of the model disagree: their scores are {low:.2} to {high:.2}"))
}

fn likeness(why: &Why) -> Option<String> {
    let is_like = |like: &&Like| like.similarity >= ALIKE;
    let named: Vec<_> = why.known.iter().filter(is_like).take(NAMED).collect();
    let Some(first) = named.first() else {
        return (!why.known.is_empty()).then(|| "like none of the known genes".into());
    };
    let closer = named.iter().map(|like| like.percentile);
    let closer = closer.fold(f32::INFINITY, f32::min).floor().min(99.0);
    let names = joined(named.iter().map(|like| like.gene.as_str()));
    let mut text = format!("most like {names} (closer than {closer} % of genes");
    if let Some(share) = why.as_like {
        let share = share.ceil();
        text += &format!(", while {share} % are as close to some known gene");
    }
    text.push(')');
    let housekeeping = why.housekeeping.first();
    if let Some(other) = housekeeping.filter(|other| other.similarity >= first.similarity) {
        let name = &other.gene;
        text += &format!(", and no less like {name}, a housekeeping gene");
    }
    Some(text)
}

fn level(why: &Why) -> Option<String> {
    let level = why.level?;
    Some(format!("the level alone: {} percentile", nth(level)))
}

/// Where a percentile stands: in the top so many per cent, or at which percentile below the median.
fn standing(percentile: f32) -> String {
    match percentile >= 50.0 {
        true => format!("in the top {} %", (100.0 - percentile).ceil().max(1.0)),
        false => format!("at the {} percentile", nth(percentile)),
    }
}

/// A percentile, rounded towards the middle.
fn nth(percentile: f32) -> String {
    let rounded = match percentile >= 50.0 {
        true => percentile.floor(),
        false => percentile.ceil(),
    };
    ordinal(rounded.clamp(1.0, 99.0) as u32)
}

/// A score, rounded towards the middle.
fn score(score: f32) -> String {
    let thousands = score * 1000.0;
    let rounded = match score >= 0.5 {
        true => thousands.floor(),
        false => thousands.ceil(),
    };
    format!("{:.3}", rounded / 1000.0)
}

/// 1st, 2nd, 3rd, 4th, …
fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// `a`, `a and b`, `a, b and c`.
fn joined<T: AsRef<str>>(parts: impl IntoIterator<Item = T>) -> String {
    let mut parts: Vec<_> = parts.into_iter().collect();
    let Some(last) = parts.pop() else {
        return String::new();
    };
    let parts: Vec<_> = parts.iter().map(AsRef::as_ref).collect();
    match parts.is_empty() {
        true => last.as_ref().into(),
        false => format!("{} and {}", parts.join(", "), last.as_ref()),
    }
}
