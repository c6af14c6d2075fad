//! How much of a page is shown, so that it stays small enough to mail and to open.

use std::io::Write;

use super::{ReportError, figures::Figures, format::count, inputs, visible::visible};
use crate::{bundle::Bundle, rank::RankedCondition};

/// Up to this many bytes a page has all that it was asked for, and takes the networks' images in,
/// which can be done without.
pub(super) const LARGEST: usize = 4_700_000;
/// So many genes of each patient have a row before their names go.
const FEW: usize = 5;

/// How much of a ranking is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    /// Known genes, and others, of each patient in full, at most.
    pub(super) most: usize,
    /// Whether the others have their names and scores.
    pub(super) names: bool,
}

impl Extent {
    /// The next smaller one; `None` where nothing is left to leave out.
    pub(super) fn less(self) -> Option<Self> {
        match self {
            Self { most, names } if most > FEW => Some(Self {
                most: (most / 2).max(FEW),
                names,
            }),
            Self { most, names: true } => Some(Self { most, names: false }),
            Self { most: 0, .. } => None,
            Self { most, names } => Some(Self {
                most: most / 2,
                names,
            }),
        }
    }

    /// What the reader should know; empty where all that was asked for is there.
    pub(super) fn note(self, asked: usize) -> String {
        if self.most == asked {
            return self.unnamed();
        }
        let shown = count(self.most as u64, "gene");
        format!(
            "To keep this page small, each patient has at most {shown} in full, and as many known \
             ones, not {asked}; a page of fewer patients has room for more.{}",
            self.unnamed()
        )
    }

    fn unnamed(self) -> String {
        match self.names {
            true => String::new(),
            false => {
                " The others are not named here: they are in the table (TSV) and the JSON that \
                      the program writes."
                    .into()
            }
        }
    }
}

/// What a page is of.
pub(super) trait Subject {
    /// How much of it is shown.
    type Extent: Copy;

    fn conditions(&self) -> &[RankedCondition];

    /// All that was asked for.
    fn all(&self) -> Self::Extent;

    /// The next smaller one; `None` where nothing is left to leave out.
    fn less(extent: Self::Extent) -> Option<Self::Extent>;

    /// The genes that are shown, by their indices in the bundle, each once, those of the best places
    /// first.
    fn genes(&self, extent: Self::Extent) -> Vec<usize>;

    fn render(&self, extent: Self::Extent, figures: &Figures) -> Result<String, ReportError>;
}

/// Writes a page: of the extents the first that is small enough, or else the smallest that there is;
/// then with the networks' images that it has room for.
pub(super) fn write<S: Subject>(
    subject: &S,
    bundle: Option<&Bundle>,
    mut writer: impl Write,
) -> Result<(), ReportError> {
    let mut extent = subject.all();
    let mut figures = Figures::new(bundle, subject.conditions(), &subject.genes(extent))?;
    let mut html = subject.render(extent, &figures)?;
    while html.len() > LARGEST
        && let Some(smaller) = S::less(extent)
    {
        extent = smaller;
        figures.keep(&subject.genes(extent));
        html = subject.render(extent, &figures)?;
    }
    if let (Some(bundle), false) = (bundle, figures.genes.is_empty()) {
        let room = LARGEST.saturating_sub(html.len());
        inputs::add(&mut figures, bundle, &subject.genes(extent), room)?;
        html = subject.render(extent, &figures)?;
    }
    writer.write_all(visible(&html).as_bytes())?;
    Ok(writer.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(most: usize, names: bool) -> Extent {
        Extent { most, names }
    }

    #[test]
    fn genes_go_first_then_the_names_of_others_then_all() {
        let all = std::iter::successors(Some(extent(30, true)), |extent| extent.less());
        let found: Vec<_> = all.map(|extent| (extent.most, extent.names)).collect();
        let expected = [
            (30, true),
            (15, true),
            (7, true),
            (5, true),
            (5, false),
            (2, false),
            (1, false),
            (0, false),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_left_out_is_said() {
        assert_eq!(extent(50, true).note(50), "");
        assert!(
            extent(5, true)
                .note(50)
                .contains("each patient has at most 5 genes in full")
        );
        let note = extent(1, false).note(50);
        assert!(note.contains("at most 1 gene in full") && note.contains("not named here"));
    }
}
