//! What is known of a patient in the end: candidate genes in order, with their variants.

use serde::Serialize;

use super::{
    Call, ClinicalClass, Compound, Effect, Finding, Fit, Funnel, GeneScore, HpoTerm, Known, Mode,
    PhenotypeMatch, Place, RelatedCall, RelativeCall, SexCall, Structural, Transcript,
    Transmission,
    annotation::{Frequency, Predictions},
};
use crate::gene::{Gene, GeneMention, MentionedGene, Settled, Sought};

/// A patient, which is a sample of an input.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Patient {
    /// The sample's name, as in the header.
    pub sample: String,
    /// The name of the file that it is in, without folders.
    pub input: String,
    /// The sex by which the model was chosen, and where it is from.
    pub sex: SexCall,
    /// The condition whose scores decide, as an index of
    /// [`Ranking::conditions`](super::Ranking::conditions); `None`: the highest of all.
    pub condition: Option<usize>,
    /// What the file says of SRY, of X and Y, of runs of homozygosity.
    pub findings: Vec<Finding>,
    /// How many variants and genes passed each filter.
    pub funnel: Funnel,
    /// Candidates, best first.
    pub candidates: Vec<Candidate>,
    /// What may change the verdict and must not be overlooked, such as a sex that the genotypes
    /// contradict.
    pub banners: Vec<String>,
    /// What the reader should know, such as a parent that is not among the samples.
    pub notes: Vec<String>,
}

/// A gene with the variants that make it a candidate.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Candidate {
    /// The place, from 1. Genes that nothing tells apart have the places of their first variants'
    /// order.
    pub rank: usize,
    /// Why it stands there.
    pub place: Place,
    /// The gene.
    pub gene: RankedGene,
    /// Its entry in the list of known genes.
    pub known: Option<Known>,
    /// Whether the pattern of the deciding condition sets it after all others.
    pub set_aside: bool,
    /// The ways in which its variants may cause disease, those that are only possible among them.
    pub modes: Vec<Mode>,
    /// Of these, those that are only possible: a genotype, a phase or a relative is not known.
    pub possible_modes: Vec<Mode>,
    /// Whether these fit the gene's mode of inheritance: the best of the variants' fits.
    pub fit: Fit,
    /// Why, in words, of the variant that fits best.
    pub fit_reason: String,
    /// Its scores, one for each of [`Ranking::conditions`](super::Ranking::conditions).
    pub scores: Vec<GeneScore>,
    /// The terms asked for that the gene has.
    pub phenotypes: Vec<HpoTerm>,
    /// How like the patient's phenotype its diseases are; `None` where that was not asked for, or
    /// nothing is known of the gene.
    pub phenotype: Option<PhenotypeMatch>,
    /// What two heterozygous variants make together.
    pub compound: Option<Compound>,
    /// Its variants, in the order of the input.
    pub variants: Vec<CandidateVariant>,
}

/// How a gene is called. What is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RankedGene {
    /// The symbol: the bundle's, else the input's.
    pub symbol: String,
    /// The Ensembl gene ID without its version.
    pub ensembl_id: String,
    /// The HGNC ID, `HGNC:11204`.
    pub hgnc_id: String,
    /// The NCBI gene ID.
    #[serde(skip)]
    pub ncbi_id: String,
    /// What else the input calls a gene that is not in the bundle.
    #[serde(skip)]
    pub synonyms: Vec<String>,
    /// The gene's index in the bundle.
    #[serde(skip)]
    pub index: Option<usize>,
}

impl From<&MentionedGene> for RankedGene {
    fn from(MentionedGene { gene, ncbi_id }: &MentionedGene) -> Self {
        Self {
            symbol: gene.symbol.clone(),
            ensembl_id: gene.ensembl_id.clone(),
            hgnc_id: gene.hgnc_id.clone(),
            ncbi_id: ncbi_id.clone(),
            synonyms: gene.synonyms.clone(),
            index: None,
        }
    }
}

impl<'a> From<&'a RankedGene> for Sought<'a> {
    fn from(gene: &'a RankedGene) -> Self {
        Self {
            index: gene.index,
            mention: gene.mention(),
            synonyms: &gene.synonyms,
        }
    }
}

impl RankedGene {
    /// The gene of a number: one of the bundle's, else what was mentioned.
    pub(super) fn of(number: usize, genes: &[Gene], mentioned: &Settled) -> Self {
        match genes.get(number) {
            Some(known) => Self {
                symbol: known.symbol.clone(),
                ensembl_id: known.ensembl_id.clone(),
                hgnc_id: known.hgnc_id.clone(),
                index: Some(number),
                ..Self::default()
            },
            None => mentioned
                .unlisted(number)
                .map(Self::from)
                .unwrap_or_default(),
        }
    }

    /// The gene as a mention of it.
    #[must_use]
    pub fn mention(&self) -> GeneMention<'_> {
        GeneMention {
            ensembl_id: self.ensembl_id.as_bytes(),
            hgnc_id: self.hgnc_id.as_bytes(),
            ncbi_id: self.ncbi_id.as_bytes(),
            symbol: self.symbol.as_bytes(),
        }
    }
}

/// An ALT that the patient carries, as far as it concerns one gene.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CandidateVariant {
    /// CHROM, as in the input.
    pub contig: String,
    /// POS, 1-based.
    pub position: u64,
    /// ID; empty for `.`.
    pub id: String,
    /// REF.
    pub reference: String,
    /// ALT.
    pub alternate: String,
    /// QUAL.
    pub quality: Option<f32>,
    /// FILTER, as in the input.
    pub filter: String,
    /// The patient's genotype.
    pub call: Call,
    /// The consequence for the gene that is shown; `None` where the input has none.
    pub transcript: Option<Transcript>,
    /// The highest of the population frequencies that count; `None` where the input has none.
    pub frequency: Option<Frequency>,
    /// What predictors say; the most damaging of the gene's transcripts that passed.
    pub predictions: Predictions,
    /// ClinVar's significance, as in the input; empty where it has none.
    pub clinical_significance: String,
    /// The class that this means; `None` where it is none of them, such as a risk factor.
    pub clinical_class: Option<ClinicalClass>,
    /// The field that says so, e.g. `INFO/CLNSIG`; empty where none does.
    pub clinical_field: String,
    /// The stars of ClinVar's review status, 0-4.
    pub clinical_stars: Option<u8>,
    /// What submitters say where they contradict one another, `Pathogenic(1)|Uncertain_significance(2)`;
    /// empty where the input does not say.
    pub clinical_conflict: String,
    /// What it does to the protein; `None` where nothing says that it does harm.
    pub effect: Option<Effect>,
    /// Where it is a structural variant, what kind of one.
    pub structural: Option<Structural>,
    /// The length in bases of the run of homozygosity that it lies in; `None` where it lies in none,
    /// is not homozygous, or nobody can tell.
    pub run_of_homozygosity: Option<u64>,
    /// From whom it is, where the parents are among the samples.
    pub transmission: Option<Transmission>,
    /// The father's genotype; `None` where he is not among the samples.
    pub father: Option<RelativeCall>,
    /// The mother's, likewise.
    pub mother: Option<RelativeCall>,
    /// Those of all of the patient's family that are samples, the parents among them.
    pub relatives: Vec<RelatedCall>,
    /// In which ways it may cause disease, with others of the gene.
    pub modes: Vec<Mode>,
    /// How it fits the gene's mode of inheritance, alone or with another variant of the gene.
    pub fit: Fit,
    /// Why, in words: zygosity, from whom it is, and what follows.
    pub fit_reason: String,
    /// The record's place in the input, from 0.
    #[serde(skip)]
    pub record: u64,
}

impl CandidateVariant {
    /// Whether ClinVar reports it pathogenic or likely so.
    #[must_use]
    pub fn is_reported_pathogenic(&self) -> bool {
        self.clinical_class >= Some(ClinicalClass::LikelyPathogenic)
    }

    /// The frequency by which a mode of inheritance is limited; `None` where it is not known, and for
    /// what ClinVar reports pathogenic or likely so: such alleles are frequent in places.
    #[must_use]
    pub fn limited_frequency(&self) -> Option<f64> {
        let frequency = self.frequency.as_ref();
        let frequency = frequency.filter(|_| !self.is_reported_pathogenic());
        frequency.map(|frequency| frequency.value)
    }
}

impl Candidate {
    /// How the variant that decided the place fits the gene's mode of inheritance.
    #[must_use]
    pub fn place_fit(&self) -> Fit {
        let variant = self
            .place
            .variant
            .and_then(|place| self.variants.get(place));
        variant.map_or(self.fit, |variant| variant.fit)
    }

    /// Whether some variant is predicted to damage the protein by PolyPhen-2.
    #[must_use]
    pub fn is_damaging(&self) -> bool {
        let mut predictions = self.variants.iter().map(|v| &v.predictions.polyphen);
        predictions.any(|p| p.as_ref().is_some_and(|p| p.damaging))
    }
}
