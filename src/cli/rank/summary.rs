//! What is said of rankings on stderr.

use crate::{
    cli::note,
    rank::{FunnelMode, FunnelStep, Patient, Ranking, Sex, SexCall},
};

/// Filters that are always there, and need no rule.
const ALWAYS: [&str; 3] = ["read", "carried", "gene"];

/// Says what became of patients, and the rule of a filter only where it was not said before.
#[derive(Default)]
pub struct Summary {
    rules: Vec<String>,
}

impl Summary {
    /// Says of each patient the sex, and how many variants each filter left.
    pub fn tell(&mut self, ranking: &Ranking) {
        for line in self.lines(ranking) {
            note(line.replace(char::is_control, " "));
        }
    }

    fn lines(&mut self, ranking: &Ranking) -> Vec<String> {
        let mut lines = Vec::new();
        for rule in ranking.patients.iter().flat_map(rules) {
            if !self.rules.contains(&rule) {
                lines.push(rule.clone());
                self.rules.push(rule);
            }
        }
        let shared = shared_notes(&ranking.patients);
        lines.extend(shared.iter().map(|text| text.to_string()));
        for patient in &ranking.patients {
            let name = patient.sample.replace(char::is_control, "?");
            let notes = patient.banners.iter().chain(&patient.notes);
            let own = notes.filter(|text| !shared.contains(text));
            let told = [sex(&patient.sex), funnel(patient)].into_iter();
            lines.extend(told.map(|text| format!("{name}: {text}")));
            lines.extend(own.map(|text| format!("{name}: {text}")));
        }
        lines
    }
}

/// What is to be known of all of several patients.
fn shared_notes(patients: &[Patient]) -> Vec<&String> {
    let [first, others @ ..] = patients else {
        return Vec::new();
    };
    let is_shared = |text: &&String| others.iter().all(|patient| patient.notes.contains(text));
    let notes = first.notes.iter().filter(is_shared);
    notes.filter(|_| !others.is_empty()).collect()
}

fn rules(patient: &Patient) -> impl Iterator<Item = String> {
    let steps = patient.funnel.steps.iter();
    let asked = steps.filter(|step| !ALWAYS.contains(&step.name.as_str()));
    asked.map(|step| format!("filter: {}: {}", step.passed, step.rule))
}

fn funnel(patient: &Patient) -> String {
    let candidates = &patient.candidates;
    let steps: Vec<_> = patient.funnel.steps.iter().map(step).collect();
    let genes = match candidates.len() {
        1 => "gene",
        _ => "genes",
    };
    let known = match candidates.iter().filter(|one| one.known.is_some()).count() {
        0 => String::new(),
        known => format!(", {known} of them known"),
    };
    format!(
        "{}: {} candidate {genes}{known}",
        steps.join(", "),
        candidates.len()
    )
}

fn step(step: &FunnelStep) -> String {
    let unknown = match step.unknown {
        0 => String::new(),
        unknown => format!(" ({unknown} unknown)"),
    };
    format!(
        "{} {}{unknown}{}",
        step.variants,
        step.passed,
        modes(&step.modes)
    )
}

/// What each mode of inheritance has, and what is near to one that was asked for.
fn modes(modes: &[FunnelMode]) -> String {
    let told = |kept: bool| -> Vec<String> {
        let modes = modes
            .iter()
            .filter(|one| one.kept == kept && (kept || one.variants > 0));
        modes.map(mode).collect()
    };
    let (kept, near) = (told(true).join(", "), told(false).join(", "));
    match (kept.is_empty(), near.is_empty()) {
        (true, _) => String::new(),
        (false, true) => format!(" [{kept}]"),
        (false, false) => format!(" [{kept}; not asked for: {near}]"),
    }
}

fn mode(of: &FunnelMode) -> String {
    let possible = match of.possible {
        0 => String::new(),
        all if all == of.variants => " (possible)".into(),
        possible => format!(" ({possible} possible)"),
    };
    format!("{} {}{possible}", of.variants, of.mode.name())
}

fn sex(call: &SexCall) -> String {
    let name = match call.sex {
        Sex::Unknown => "sex not known",
        known => known.name(),
    };
    let (source, evidence) = (call.source.words(), &call.evidence);
    let karyotype = call.karyotype.as_ref();
    let karyotype = karyotype.map(|one| format!("{} by {}; ", one.text, one.source.words()));
    format!(
        "{name}{source}; {}{} ({} of {} sites on X heterozygous, {} on Y)",
        karyotype.unwrap_or_default(),
        evidence.reason,
        evidence.x_heterozygous,
        evidence.x_sites,
        evidence.y_sites
    )
}
