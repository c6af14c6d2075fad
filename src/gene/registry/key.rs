//! What a mention says of a gene's identity.

use crate::gene::{
    GeneMention,
    identity::{hgnc_number, is_ensembl_id, ncbi_number},
};

/// What names are of, from the strongest to the weakest; see [`identity`](crate::gene::identity).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The gene of the list that was found.
    Listed,
    Ensembl,
    Hgnc,
    Ncbi,
    /// An ID of another source.
    Other,
    Symbol,
}

impl Kind {
    pub(super) const ALL: [Self; 6] = [
        Self::Listed,
        Self::Ensembl,
        Self::Hgnc,
        Self::Ncbi,
        Self::Other,
        Self::Symbol,
    ];

    /// A bit that is higher for a stronger kind.
    pub(super) fn bit(self) -> u8 {
        1 << (Self::ALL.len() - 1 - self as usize)
    }

    /// The bits of all stronger kinds.
    pub(super) fn stronger(self) -> u8 {
        !(self.bit() | (self.bit() - 1))
    }
}

/// A name of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name<'a> {
    Number(u32),
    Text(&'a [u8]),
}

/// The names that a mention gives, by kind. What says nothing is `None`.
pub(super) fn names<'a>(
    mention: &GeneMention<'a>,
    listed: Option<usize>,
) -> [Option<Name<'a>>; Kind::ALL.len()] {
    let text = |text: &'a [u8]| (!text.is_empty()).then_some(Name::Text(text));
    let id = mention.stable_id();
    let is_ensembls = is_ensembl_id(id);
    let hgnc = hgnc_number(mention.hgnc_id);
    let ncbi = ncbi_number(mention.ncbi_id);
    let others = [
        // Where there is no ID, some write the symbol.
        Some(id).filter(|id| !is_ensembls && *id != mention.symbol),
        Some(mention.hgnc_id).filter(|_| hgnc.is_none()),
        Some(mention.ncbi_id).filter(|_| ncbi.is_none()),
    ];
    [
        listed.and_then(|gene| Some(Name::Number(u32::try_from(gene).ok()?))),
        text(id).filter(|_| is_ensembls),
        hgnc.map(Name::Number),
        ncbi.map(Name::Number),
        others.into_iter().flatten().find_map(text),
        // A list's symbols are for the list to tell.
        text(mention.symbol).filter(|_| listed.is_none()),
    ]
}

/// What the strongest kind of identifier that both have says: whether they are one gene.
fn by_identifier<T: PartialEq>(a: &[Option<T>], b: &[Option<T>]) -> Option<bool> {
    let mut both = a[..Kind::Symbol as usize].iter().zip(b);
    both.find_map(|(a, b)| Some(a.as_ref()? == b.as_ref()?))
}

/// Whether the strongest kind of identifier that both have says that they are two genes.
pub(in crate::gene) fn contradict(a: &GeneMention, b: &GeneMention) -> bool {
    by_identifier(&names(a, None), &names(b, None)) == Some(false)
}

/// Whether two mentions by themselves must be of one gene.
pub(super) fn are_one(a: &Key, b: &Key) -> bool {
    let symbol = Kind::Symbol as usize;
    let same_symbol = a[symbol].is_some() && a[symbol] == b[symbol];
    by_identifier(a, b).unwrap_or(same_symbol)
}

/// The names of a mention as numbers; texts are numbered by whoever holds them.
pub(super) type Key = [Option<u32>; Kind::ALL.len()];

/// The kinds of which a mention has a name.
pub(super) fn kinds(key: &Key) -> u8 {
    let kinds = Kind::ALL.into_iter().zip(key);
    kinds
        .filter(|(_, name)| name.is_some())
        .fold(0, |bits, (kind, _)| bits | kind.bit())
}
