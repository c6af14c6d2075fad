//! What the page calls what the program knows.

pub(super) use crate::rank::text::terms;
use crate::rank::{
    Call, EffectKind, Mode, Structural, StructuralExtent, StructuralKind, Transmission,
};

pub(super) fn zygosity(call: &Call) -> String {
    match call.heteroplasmy.filter(|share| share.is_finite()) {
        Some(share) => format!("in {:.0} % of mitochondrial genomes", share * 100.0),
        None => call.zygosity.name().into(),
    }
}

/// From whom a variant is; empty where no parent is among the samples.
pub(super) fn from(transmission: Option<Transmission>) -> &'static str {
    match transmission {
        Some(Transmission::DeNovo) => "de novo: neither parent has it",
        Some(Transmission::Maternal) => "inherited from the mother",
        Some(Transmission::Paternal) => "inherited from the father",
        Some(Transmission::Biparental) => "inherited from both parents",
        Some(Transmission::Unknown) => "not known from whom",
        None => "",
    }
}

pub(super) fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::DeNovo => "de novo",
        Mode::PossiblyDeNovo => "may be de novo",
        Mode::Dominant => "dominant",
        Mode::SexLimited => "limited to one sex",
        Mode::Recessive => "recessive",
        Mode::CompoundHeterozygous => "compound heterozygous",
        Mode::XLinked => "X-linked",
        Mode::YLinked => "Y-linked",
        Mode::Mitochondrial => "mitochondrial",
    }
}

pub(super) fn effect(kind: EffectKind) -> &'static str {
    match kind {
        EffectKind::LossOfFunction => "loss of function",
        EffectKind::Damaging => "predicted damaging",
    }
}

/// `deletion of the whole gene, 12,000 bases, 1 copy, touches TESCO`
pub(super) fn structural(found: &Structural) -> String {
    let kind = match found.kind {
        StructuralKind::Loss => "deletion",
        StructuralKind::Gain => "duplication",
        StructuralKind::Inversion => "inversion",
        StructuralKind::Insertion => "insertion",
        StructuralKind::Breakend => "breakpoint",
        StructuralKind::Other => "structural variant",
    };
    let extent = match found.extent {
        StructuralExtent::Whole => " of the whole gene",
        StructuralExtent::Part => " of a part of the gene",
        StructuralExtent::Regulatory => " beside the gene",
        StructuralExtent::Unknown => "",
    };
    let mut parts = vec![format!("{kind}{extent}")];
    parts.extend(found.length.map(|n| super::format::count(n, "base")));
    parts.extend(found.copies.map(|n| match n {
        1 => "1 copy".into(),
        n => format!("{n} copies"),
    }));
    if !found.regulatory.is_empty() {
        parts.push(format!("touches {}", found.regulatory.join(" and ")));
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_structural_variant_is_told_whole() {
        let found = Structural {
            kind: StructuralKind::Loss,
            length: Some(12_000),
            copies: Some(1),
            extent: StructuralExtent::Whole,
            regulatory: vec!["an enhancer".into()],
        };
        assert_eq!(
            structural(&found),
            "deletion of the whole gene, 12,000 bases, 1 copy, touches an enhancer"
        );
    }

    #[test]
    fn a_share_of_mitochondria_stands_for_the_zygosity() {
        let call = Call {
            heteroplasmy: Some(0.42),
            ..Call::default()
        };
        assert_eq!(zygosity(&call), "in 42 % of mitochondrial genomes");
        assert_eq!(zygosity(&Call::default()), "heterozygous");
    }
}
