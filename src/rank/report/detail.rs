//! How much of a ranking is shown.

use super::format::count;

/// So many genes of each patient have a row before their names go.
const FEW: usize = 5;

/// How much of a ranking is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RankingDetail {
    /// Known genes, and others, of each patient in full, at most.
    pub(super) most: usize,
    /// Whether the others have their names and scores.
    pub(super) names: bool,
}

impl RankingDetail {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn detail(most: usize, names: bool) -> RankingDetail {
        RankingDetail { most, names }
    }

    #[test]
    fn genes_go_first_then_the_names_of_others_then_all() {
        let all = std::iter::successors(Some(detail(30, true)), |detail| detail.less());
        let found: Vec<_> = all.map(|detail| (detail.most, detail.names)).collect();
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
        assert_eq!(detail(50, true).note(50), "");
        assert_has!(
            detail(5, true).note(50),
            "each patient has at most 5 genes in full"
        );
        let note = detail(1, false).note(50);
        assert!(note.contains("at most 1 gene in full") && note.contains("not named here"));
    }
}
