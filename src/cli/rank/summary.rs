//! What is said of a ranking on stderr.

use crate::{
    cli::note,
    rank::{Patient, Ranking, Sex, SexCall, SexSource},
};

/// Patients whose funnels are told; the JSON has all.
const FUNNELS: usize = 8;

/// Says of each patient the sex, what each filter left, and how many candidates there are.
pub(super) fn tell(ranking: &Ranking) {
    for (number, patient) in ranking.patients.iter().enumerate() {
        for line in lines(patient, number < FUNNELS) {
            note(line);
        }
    }
}

fn lines(patient: &Patient, has_funnel: bool) -> Vec<String> {
    let name = patient.sample.replace(char::is_control, "?");
    let mut lines = Vec::new();
    if has_funnel {
        lines.push(format!("{name}: {}", sex(&patient.sex)));
        let steps = patient.funnel.steps.iter();
        lines.extend(steps.map(|step| {
            let unknown = match step.unknown {
                0 => String::new(),
                unknown => format!(", {unknown} of them for want of a value"),
            };
            format!(
                "{name}: {} ({}): {} variants, {} genes{unknown}",
                step.name, step.rule, step.variants, step.genes
            )
        }));
    }
    let candidates = &patient.candidates;
    let known = candidates.iter().filter(|one| one.known.is_some()).count();
    let known = match known {
        0 => String::new(),
        known => format!(", {known} of them known"),
    };
    lines.push(format!(
        "{name}: {} candidate genes{known}",
        candidates.len()
    ));
    lines.extend(patient.notes.iter().map(|text| format!("{name}: {text}")));
    lines
        .iter_mut()
        .for_each(|line| *line = line.replace(char::is_control, " "));
    lines
}

fn sex(call: &SexCall) -> String {
    let source = match call.source {
        SexSource::Given => " as given",
        SexSource::Pedigree => " by the pedigree",
        SexSource::Genotypes => " by the genotypes",
        SexSource::None => "",
    };
    let name = match call.sex {
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::Unknown => "sex not known",
    };
    format!("{name}{source}; {}", call.evidence.reason)
}
