//! The size of a page, which stays small enough to mail and to open.

use std::io::Write;

use super::{ReportError, figures::Figures, inputs, visible::visible};
use crate::{bundle::Bundle, rank::RankedCondition};

/// Up to this many bytes a page has all that it was asked for, and takes the networks' images in,
/// which can be done without.
pub(super) const LARGEST: usize = 4_700_000;
/// What can be shown in less detail.
pub(super) trait Shrinkable {
    /// How much is shown.
    type Detail: Copy;

    fn conditions(&self) -> &[RankedCondition];

    /// All that was asked for.
    fn all(&self) -> Self::Detail;

    /// The next smaller one; `None` where nothing is left to leave out.
    fn less(detail: Self::Detail) -> Option<Self::Detail>;

    /// The genes that are shown, by their indices in the bundle, each once, those of the best places
    /// first.
    fn genes(&self, detail: Self::Detail) -> Vec<usize>;

    fn render(&self, detail: Self::Detail, figures: &Figures) -> Result<String, ReportError>;
}

/// Writes a page: of the extents the first that is small enough, or else the smallest that there is;
/// then with the networks' images that it has room for.
pub(super) fn write<S: Shrinkable>(
    page: &S,
    bundle: Option<&Bundle>,
    mut writer: impl Write,
) -> Result<(), ReportError> {
    let mut detail = page.all();
    let mut figures = Figures::new(bundle, page.conditions(), &page.genes(detail))?;
    let mut html = page.render(detail, &figures)?;
    while html.len() > LARGEST
        && let Some(smaller) = S::less(detail)
    {
        detail = smaller;
        figures.keep(&page.genes(detail));
        html = page.render(detail, &figures)?;
    }
    if let (Some(bundle), false) = (bundle, figures.genes.is_empty()) {
        let space = LARGEST.saturating_sub(html.len());
        inputs::add(&mut figures, bundle, &page.genes(detail), space)?;
        html = page.render(detail, &figures)?;
    }
    writer.write_all(visible(&html).as_bytes())?;
    Ok(writer.flush()?)
}
