//! What tells the labels apart, and what does not.

use super::{atlas::Atlas, labels};
use crate::support::Folder;

/// Simulates, into `out`, enough for averages to mean something.
fn simulate(folder: &Folder, options: &str) {
    let args = format!(
        "simulate --cells 1500 --genes 600 --cell-types 4 --times 6,6.5,8,11 --library-size 600 \
         -o out {options}"
    );
    folder.succeed(&args);
}

/// The area under the curve of the receiver operating characteristic: the chance that a gene of label 1
/// has a greater value than one of label 0, ties counting half.
fn auc(values: &[f64], is_one: &[bool]) -> f64 {
    let of = |label| {
        let genes = values.iter().zip(is_one);
        genes.filter(move |(_, l)| **l == label).map(|(v, _)| *v)
    };
    let (mut sum, mut pairs) = (0.0, 0.0);
    for one in of(true) {
        for zero in of(false) {
            sum += f64::from(u8::from(one > zero)) + 0.5 * f64::from(u8::from(one == zero));
            pairs += 1.0;
        }
    }
    sum / pairs
}

/// For each gene its mean in a condition, and tau over the groups' means.
fn mean_and_tau(atlas: &Atlas, condition: usize) -> (Vec<f64>, Vec<f64>) {
    let types = atlas.cell_types.labels.len();
    let mut weeks = atlas.times.clone();
    weeks.sort_by(f64::total_cmp);
    weeks.dedup();
    let mut sums = vec![vec![0.0; atlas.genes]; types * weeks.len()];
    let mut cells = vec![0.0; sums.len()];
    for cell in (0..atlas.cells()).filter(|&c| atlas.conditions.codes[c] == condition) {
        let week = weeks.iter().position(|w| *w == atlas.times[cell]).unwrap();
        let group = week * types + atlas.cell_types.codes[cell];
        cells[group] += 1.0;
        atlas
            .cell(cell)
            .for_each(|(gene, count)| sums[group][gene] += count);
    }
    let measured: Vec<_> = (0..sums.len())
        .filter(|&group| cells[group] > 0.0)
        .collect();
    let all: f64 = cells.iter().sum();
    let gene = |gene: usize| {
        let mean = sums.iter().map(|group| group[gene]).sum::<f64>() / all;
        let means = measured
            .iter()
            .map(|&group| sums[group][gene] / cells[group]);
        (mean, tau(&means.collect::<Vec<_>>()))
    };
    (0..atlas.genes).map(gene).unzip()
}

/// Yanai et al. 2005: the mean of `1 - x / max`, over all but one; 0 where nothing is expressed.
fn tau(means: &[f64]) -> f64 {
    let most = means.iter().copied().fold(0.0, f64::max);
    if most == 0.0 {
        return 0.0;
    }
    let sum: f64 = means.iter().map(|mean| 1.0 - mean / most).sum();
    sum / (means.len() as f64 - 1.0)
}

/// The AUC of the mean and of tau in each condition.
fn aucs(options: &str) -> Vec<(f64, f64)> {
    let folder = Folder::new();
    simulate(&folder, options);
    let atlas = Atlas::read(&folder.path("out/atlas.h5ad"));
    let labels = labels::read(&folder, "out");
    let is_one: Vec<_> = labels.iter().map(|label| label.is_disease_like).collect();
    let of = |condition| {
        let (means, taus) = mean_and_tau(&atlas, condition);
        (auc(&means, &is_one), auc(&taus, &is_one))
    };
    vec![of(0), of(1)]
}

#[test]
fn the_level_alone_tells_the_labels_apart_unless_levels_are_matched() {
    for (mean, tau) in aucs("") {
        assert!(1.0 - mean > 0.65, "label 1 is lower on the whole: {mean}");
        assert!(tau > 0.8, "{tau}");
    }
    for (mean, tau) in aucs("--match-levels") {
        assert!((mean - 0.5).abs() < 0.03, "{mean}");
        assert!(tau > 0.9, "specificity still tells: {tau}");
    }
}

#[test]
fn nothing_tells_labels_apart_that_overlap_fully() {
    for (mean, tau) in aucs("--overlap 1")
        .into_iter()
        .chain(aucs("--overlap 1 --match-levels"))
    {
        assert!((mean - 0.5).abs() < 0.08, "{mean}");
        assert!((tau - 0.5).abs() < 0.08, "{tau}");
    }
}

#[test]
fn classes_look_as_they_are_called() {
    let folder = Folder::new();
    simulate(&folder, "");
    let atlas = Atlas::read(&folder.path("out/atlas.h5ad"));
    let mut cells_of = vec![0.0; atlas.genes];
    atlas
        .indices
        .iter()
        .for_each(|&gene| cells_of[gene] += 1.0 / 1500.0);
    let (means, taus) = mean_and_tau(&atlas, 0);
    let mut seen = 0;
    for (gene, label) in labels::read(&folder, "out").iter().enumerate() {
        let (mean, tau, share) = (means[gene], taus[gene], cells_of[gene]);
        let is_so = match label.class.as_str() {
            "banded" => tau > 0.6 && share > 0.02,
            "ubiquitous-high" => tau < 0.85 && share > 0.4 && mean > 0.4,
            "ubiquitous-low" => tau < 0.95 && (0.02..0.6).contains(&share),
            "sparse" => (0.0005..0.05).contains(&share),
            "silent" => share < 0.005,
            other => panic!("{other}"),
        };
        assert!(
            is_so,
            "{} {}: {mean} {tau} {share}",
            label.symbol, label.class
        );
        seen += 1;
    }
    assert_eq!(seen, 600);
}
