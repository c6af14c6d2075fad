//! Where expression moves a score, and how it is there.

use super::{Reason, UNUSUAL, joined};

/// How expression is in a block, for the gene's level.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    High,
    Low,
    Usual,
}

impl Kind {
    fn of(residual: f32) -> Self {
        match residual {
            _ if residual >= UNUSUAL => Self::High,
            _ if residual <= -UNUSUAL => Self::Low,
            _ => Self::Usual,
        }
    }

    /// What is said of a place.
    fn word(self) -> &'static str {
        match self {
            Self::High => "unusually high",
            Self::Low => "unusually low",
            Self::Usual => "usual",
        }
    }
}

/// A cell type with the times at which its expression is of one kind; a time has its place on the axis.
struct Place<'w> {
    /// None where it is not known.
    kind: Option<Kind>,
    cell_type: &'w str,
    times: Vec<(usize, &'w str)>,
}

/// The blocks of one sign that are told, the strongest first.
pub(super) struct Told<'w> {
    places: Vec<Place<'w>>,
    one_time: bool,
}

impl<'w> Told<'w> {
    pub(super) fn new(reasons: impl Iterator<Item = &'w Reason>, one_time: bool) -> Self {
        let mut places: Vec<Place<'_>> = Vec::new();
        for reason in reasons {
            let kind = reason.residual.map(Kind::of);
            let times = reason.times.iter().enumerate();
            let times = times.map(|(i, time)| (reason.first_time + i, time.as_str()));
            let is_here =
                |place: &&mut Place<'_>| place.kind == kind && place.cell_type == reason.cell_type;
            match places.iter_mut().find(is_here) {
                Some(place) => place.times.extend(times),
                None => places.push(Place {
                    kind,
                    cell_type: &reason.cell_type,
                    times: times.collect(),
                }),
            }
        }
        Self { places, one_time }
    }

    /// What moves a score, up where it `raises`; `None` where nothing is told. What moves it to where it
    /// stands is said shortly where all of it is as one expects: high where it raises, low where it
    /// lowers.
    pub(super) fn clause(&self, raises: bool, is_first: bool) -> Option<String> {
        if self.places.is_empty() {
            return None;
        }
        let verb = if raises { "raised" } else { "lowered" };
        let Some(kinds) = self.kinds() else {
            return Some(format!("{verb} by expression {}", self.at(&self.places)));
        };
        let parts = joined(kinds.iter().map(|kind| self.part(*kind)));
        let expected = if raises { Kind::High } else { Kind::Low };
        Some(match is_first && kinds == [expected] {
            true => format!("{parts} for its level"),
            false => format!("{verb} by expression that is {parts} for its level"),
        })
    }

    /// The kinds of all places, each once; `None` where one is not known.
    fn kinds(&self) -> Option<Vec<Kind>> {
        let mut kinds = Vec::new();
        for place in &self.places {
            let kind = place.kind?;
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        Some(kinds)
    }

    fn part(&self, kind: Kind) -> String {
        let places = self.places.iter().filter(|place| place.kind == Some(kind));
        format!("{} {}", kind.word(), self.at(places))
    }

    /// `in Leydig at stage 3 and Supporting at stage 1 and stage 2`
    fn at<'p>(&self, places: impl IntoIterator<Item = &'p Place<'w>>) -> String
    where
        'w: 'p,
    {
        let places = places.into_iter();
        if self.one_time {
            let names: Vec<_> = places.map(|place| place.cell_type).collect();
            return format!("in {}", cells(&names));
        }
        let places = places.map(|place| {
            let times = times(&place.times);
            format!("{} at {times}", place.cell_type)
        });
        format!("in {}", joined(places))
    }
}

/// Times in their order; more than two neighbours as a stretch.
fn times(found: &[(usize, &str)]) -> String {
    let mut found = found.to_vec();
    found.sort_unstable();
    found.dedup();
    let stretches = found.chunk_by(|one, next| next.0 == one.0 + 1);
    let stretches = stretches.flat_map(|stretch| match stretch {
        [first, _, .., last] => vec![format!("{} to {}", first.1, last.1)],
        few => few.iter().map(|time| time.1.to_string()).collect(),
    });
    joined(stretches)
}

/// Names of cell types, as those of cells where they do not say so themselves.
pub(super) fn cells(names: &[&str]) -> String {
    let says_so = |name: &&str| {
        let name = name.to_lowercase();
        name.ends_with('s') || name.ends_with("cell")
    };
    let list = joined(names);
    match names.iter().any(says_so) {
        true => list,
        false => format!("{list} cells"),
    }
}
