//! From what a scan found to candidates: genes with their variants, scores and marks, in order.

use rustc_hash::FxHashMap;

use super::{
    Basis, Candidate, Certainty, Error, Filters, GeneScore, Lists, Mode, ModeCall, Order, Patient,
    RankedCondition, RankedGene, Relation, Relative, Request, Scores, Sex, SexCall, SexEvidence,
    SexSource, condition,
    copies::{Copies, Verdict},
    filter::{Answer, Step, Tally},
    finding::Watched,
    inheritance, order,
    scan::{Found, PatientScan, RelatedSample, RelativeScan},
    why::Telling,
};
use crate::gene::{Gene, Settled};

/// What is the same for all patients.
pub(super) struct Assembler<'a, 's, 'b> {
    pub(super) request: &'a Request,
    pub(super) lists: &'a Lists<'a>,
    pub(super) input: String,
    /// What all patients' readers should know.
    pub(super) notes: Vec<String>,
    /// What may change all patients' verdicts.
    pub(super) banners: Vec<String>,
    /// The names of all samples of the input.
    pub(super) samples: Vec<String>,
    /// What is known of the patients' parents.
    pub(super) parents: Vec<RelativeScan>,
    pub(super) conditions: &'a [RankedCondition],
    pub(super) scores: &'a mut Scores<'s, 'b>,
    /// Why genes have them, where the bundle tells.
    pub(super) telling: Option<Telling<'b>>,
    /// The bundle's genes.
    pub(super) genes: &'a [Gene],
    /// Those that it does not know.
    pub(super) mentioned: &'a Settled,
    /// Genes that are looked for in everybody.
    pub(super) watched: &'a [Watched],
    /// Whether the input has records of what is like the reference.
    pub(super) has_blocks: bool,
}

/// A gene of a patient, with the variants' places in the genome.
struct Group {
    gene: usize,
    found: Vec<Found>,
}

impl Assembler<'_, '_, '_> {
    /// Makes a patient of what was found; `read` is the tally of the whole input.
    pub(super) fn patient(
        &mut self,
        mut scan: PatientScan,
        read: &Tally,
    ) -> Result<Patient, Error> {
        let mut sex = self.sex(&scan);
        let asked = self.request.condition.as_deref();
        let condition = condition::deciding(self.conditions, asked, sex.sex)?;
        sex.decides = condition::words(self.conditions, condition, asked, &sex);
        let doubts = self.doubts(&scan);
        scan.overview.runs.finish();
        let of_x_and_y = scan.sexes.findings();
        let findings = scan
            .overview
            .findings(self.watched, of_x_and_y, self.has_blocks);
        let relatives = self.relatives(&scan);
        let copies = Copies {
            sex: &sex,
            parents_in_doubt: !doubts.is_empty(),
            relatives: &relatives,
            limits: &self.request.filters.limits,
        };
        for &mode in &self.request.filters.modes {
            scan.tally.tell_mode(mode, true);
            let near = mode.near();
            near.into_iter()
                .for_each(|mode| scan.tally.tell_mode(mode, false));
        }
        let groups = groups(std::mem::take(&mut scan.found));
        self.scores.compute(groups.iter().map(|group| group.gene))?;
        let mut candidates = Vec::new();
        for group in groups {
            candidates.extend(self.candidate(group, condition, copies, &mut scan));
        }
        order::sort(&mut candidates, condition, self.request.order);
        if let Some(telling) = &mut self.telling {
            candidates
                .iter_mut()
                .for_each(|candidate| telling.tell(self.scores, candidate));
        }
        let mut notes = self.notes(&scan, condition, doubts);
        notes.extend(inheritance::note(&relatives));
        notes.extend(self.limits_note(&candidates));
        Ok(Patient {
            banners: self.banners(&scan, &sex, condition),
            notes,
            sample: scan.name,
            input: self.input.clone(),
            sex,
            condition,
            funnel: scan.tally.finish(read),
            findings,
            candidates,
        })
    }

    /// What [`Limits`](super::Limits) leave out, where modes of inheritance matter.
    fn limits_note(&self, candidates: &[Candidate]) -> Option<String> {
        let Filters { limits, modes, .. } = &self.request.filters;
        let matters = self.request.order == Order::Clinical || !modes.is_empty();
        limits.note(candidates).filter(|_| matters)
    }

    /// A given sex goes before a pedigree's.
    fn sex(&self, scan: &PatientScan) -> SexCall {
        let request = self.request;
        let given = request.sexes.get(&scan.name).copied().or(request.sex);
        let given = given.map(|sex| (sex, SexSource::Given));
        let pedigree = self.lists.pedigree.map(|pedigree| pedigree.sex(&scan.name));
        let pedigree = pedigree.filter(|sex| *sex != Sex::Unknown);
        let declared = given.or(pedigree.map(|sex| (sex, SexSource::Pedigree)));
        let karyotype = request.karyotype(&scan.name);
        SexCall::new(declared, karyotype.cloned(), scan.sexes.evidence())
    }

    /// A sentence for each parent whose genotypes say the sex that this parent cannot have.
    fn doubts(&self, scan: &PatientScan) -> Vec<String> {
        let roles = [
            ("father", scan.father, Sex::Female),
            ("mother", scan.mother, Sex::Male),
        ];
        let doubt = |(role, parent, wrong): (&str, Option<usize>, Sex)| {
            let (sample, evidence) = self.parent(parent?)?;
            (evidence.inferred == wrong).then(|| {
                format!(
                    "The {role} of {} by the pedigree is {sample}, of whom {}: samples may be mixed \
                     up. From whom something on X, Y or the mitochondrial genome is, is not told where \
                     one parent alone gives it.",
                    scan.name, evidence.reason
                )
            })
        };
        roles.into_iter().filter_map(doubt).collect()
    }

    /// The family, with the sexes that their genotypes tell, where they are clear and matter, else those
    /// of the pedigree.
    fn relatives(&self, scan: &PatientScan) -> Vec<Relative> {
        let pedigree = self.lists.pedigree;
        let relative = |related: &RelatedSample| {
            let declared = pedigree.map_or(Sex::Unknown, |pedigree| pedigree.sex(&related.name));
            let inferred = self.parent(related.sample).map(|(_, found)| found.inferred);
            let inferred = inferred.filter(|&sex| sex != Sex::Unknown);
            let by_role = match related.relation {
                Relation::Mother if declared == Sex::Unknown => Sex::Female,
                Relation::Father if declared == Sex::Unknown => Sex::Male,
                _ => declared,
            };
            Relative {
                name: related.name.clone(),
                relation: related.relation,
                affected: related.affected,
                sex: inferred.unwrap_or(by_role),
            }
        };
        scan.relatives.iter().map(relative).collect()
    }

    /// The name of a parent, and what its genotypes tell.
    fn parent(&self, sample: usize) -> Option<(&str, SexEvidence)> {
        let parent = self.parents.iter().find(|parent| parent.sample == sample)?;
        Some((self.samples.get(sample)?, parent.sexes.evidence()))
    }

    /// The gene as a candidate, where it passes the filters that look at genes.
    fn candidate(
        &self,
        group: Group,
        condition: Option<usize>,
        copies: Copies,
        scan: &mut PatientScan,
    ) -> Option<Candidate> {
        let gene = RankedGene::of(group.gene, self.genes, self.mentioned);
        let scores = self.scores.of(group.gene);
        let deciding = order::deciding(&scores, condition);
        let known = self.lists.known.and_then(|known| known.find(&gene));
        let verdict = copies.judge(&group.found, known);
        count_modes(&group, &verdict, &mut scan.tally);
        let (modes, best) = (verdict.modes(), verdict.best());
        let compound = copies.compound(&group.found);
        let variants = group.found.into_iter().zip(verdict.variants);
        let is_possible = |call: &&ModeCall| call.certainty == Certainty::Possible;
        let candidate = Candidate {
            known: known.cloned(),
            set_aside: self.is_set_aside(&deciding),
            phenotypes: self
                .lists
                .phenotypes
                .map(|p| p.of(&gene))
                .unwrap_or_default(),
            phenotype: self
                .lists
                .phenotypes
                .and_then(|p| p.likeness(&gene))
                .cloned(),
            scores,
            gene,
            compound,
            possible_modes: modes.iter().filter(is_possible).map(|c| c.mode).collect(),
            modes: modes.into_iter().map(|call| call.mode).collect(),
            fit: best.fit,
            fit_reason: best.reason,
            variants: variants
                .map(|(f, verdict)| copies.settle(f, verdict))
                .collect(),
            ..Candidate::default()
        };
        self.passes(&candidate, &deciding, group.gene, scan)
            .then(|| self.placed(candidate, scan))
    }

    /// The candidate with what its variants do, and its place.
    fn placed(&self, mut candidate: Candidate, scan: &PatientScan) -> Candidate {
        let tiers = &self.request.tiers;
        for variant in &mut candidate.variants {
            variant.effect = tiers.effect(variant);
            variant.run_of_homozygosity = scan.overview.runs.around(variant);
        }
        if self.request.order == Order::Clinical {
            let basis = Basis {
                has_list: self.lists.known.is_some(),
                has_phenotypes: self.lists.phenotypes.is_some(),
                has_parent: scan.mother.is_some() || scan.father.is_some(),
            };
            candidate.place = tiers.place(&candidate, basis);
        }
        candidate
    }

    fn passes(
        &self,
        candidate: &Candidate,
        deciding: &GeneScore,
        gene: usize,
        scan: &mut PatientScan,
    ) -> bool {
        for step in Step::OF_GENES {
            if !self.request.filters.asks(step) {
                continue;
            }
            let answer = self.answer(step, deciding, candidate);
            if answer == Answer::No {
                return false;
            }
            for variant in &candidate.variants {
                let key = (variant.record, variant.alternate.as_str());
                scan.tally
                    .pass_gene(step, gene, key, answer == Answer::Unknown);
            }
        }
        true
    }

    fn answer(&self, step: Step, deciding: &GeneScore, candidate: &Candidate) -> Answer {
        let filters = &self.request.filters;
        let reaches = |value: Option<f32>, least: Option<f32>| match least {
            Some(least) => value.is_some_and(|value| value >= least),
            None => true,
        };
        match step {
            Step::Mode => self.answer_mode(candidate),
            Step::Pattern => {
                let class = deciding.pattern.as_ref().map(|pattern| &pattern.class);
                let is_asked = |class: &String| filters.patterns.iter().any(|p| p.name() == class);
                Answer::of(class.map(is_asked))
            }
            Step::Score => Answer::of(Some(
                reaches(deciding.percentile, filters.min_percentile)
                    && reaches(deciding.score, filters.min_score),
            )),
            Step::Read | Step::Carried | Step::Quality | Step::Filter | Step::Region => Answer::Yes,
            Step::Frequency | Step::Gene | Step::Consequence | Step::Prediction => Answer::Yes,
        }
    }

    /// Unknown where all modes that were asked for are only possible.
    fn answer_mode(&self, candidate: &Candidate) -> Answer {
        let asked = &self.request.filters.modes;
        let modes = candidate.modes.iter().filter(|mode| asked.contains(mode));
        let answers = modes.map(|mode| match candidate.possible_modes.contains(mode) {
            true => Answer::Unknown,
            false => Answer::Yes,
        });
        answers.max().unwrap_or(Answer::No)
    }

    fn is_set_aside(&self, deciding: &GeneScore) -> bool {
        let class = deciding
            .pattern
            .as_ref()
            .map(|pattern| pattern.class.as_str());
        let mut aside = self.request.set_aside.iter();
        aside.any(|pattern| Some(pattern.name()) == class)
    }

    /// What contradicts something else, once each.
    fn banners(&self, scan: &PatientScan, sex: &SexCall, condition: Option<usize>) -> Vec<String> {
        let mut banners = sex.contradictions();
        banners.extend_from_slice(&self.banners);
        banners.extend(scan.frequent.sentence(self.request.filters.max_frequency));
        banners.extend(condition::contradiction(self.conditions, condition, sex));
        banners
    }

    fn notes(
        &self,
        scan: &PatientScan,
        condition: Option<usize>,
        doubts: Vec<String>,
    ) -> Vec<String> {
        let mut notes = self.notes.clone();
        notes.extend(condition::note(condition));
        if let Some(pedigree) = self.lists.pedigree {
            let is_sample = |name: &str| self.samples.iter().any(|sample| sample == name);
            notes.extend(pedigree.missing_parents(&scan.name, is_sample));
        }
        notes.extend(doubts);
        let has_parent = scan.mother.is_some() || scan.father.is_some();
        let of_new = [Mode::DeNovo, Mode::PossiblyDeNovo];
        let asks_for_new = of_new
            .iter()
            .any(|mode| self.request.filters.modes.contains(mode));
        if asks_for_new && !has_parent {
            notes.push(
                "What is de novo was asked for, and no parent is there to tell: name them with \
                 --ped, in an input that has their genotypes."
                    .into(),
            );
        }
        notes
    }
}

/// Counts each variant for its modes.
fn count_modes(group: &Group, verdict: &Verdict, tally: &mut Tally) {
    for (found, (calls, _)) in group.found.iter().zip(&verdict.variants) {
        let variant = (found.variant.record, found.variant.alternate.as_str());
        for call in calls {
            let is_possible = call.certainty == Certainty::Possible;
            tally.count_mode(call.mode, group.gene, variant, is_possible);
        }
    }
}

/// Variants by gene, genes in the order of their first variants.
fn groups(found: Vec<Found>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places = FxHashMap::default();
    for found in found {
        let gene = found.gene;
        let place = *places.entry(gene).or_insert(groups.len());
        if place == groups.len() {
            let found = Vec::new();
            groups.push(Group { gene, found });
        }
        groups[place].found.push(found);
    }
    groups
}
