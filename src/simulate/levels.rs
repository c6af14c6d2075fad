//! Mean expression that says nothing about the label.

/// By how much to multiply each gene's expression so that both labels have one distribution of the
/// mean: each gene goes, within its label, to its own quantile of the distribution halfway between
/// the two (the geometric mean of the labels' quantiles). Where a label has no genes, all stay.
pub(super) fn matching_factors(means: &[f64], labels: &[bool]) -> Vec<f64> {
    let mut factors = vec![1.0; means.len()];
    let [of_false, of_true] = [false, true].map(|label| ascending(means, labels, label));
    if of_false.is_empty() || of_true.is_empty() {
        return factors;
    }
    for (own, other) in [(&of_false, &of_true), (&of_true, &of_false)] {
        for (rank, &gene) in own.iter().enumerate() {
            let share = (rank as f64 + 0.5) / own.len() as f64;
            let elsewhere = quantile(means, other, share);
            factors[gene] = (elsewhere / means[gene]).sqrt();
        }
    }
    factors
}

/// The genes of a label, by their means.
fn ascending(means: &[f64], labels: &[bool], of: bool) -> Vec<usize> {
    let genes = (0..means.len()).filter(|&gene| labels[gene] == of);
    let mut genes: Vec<_> = genes.collect();
    genes.sort_by(|&a, &b| means[a].total_cmp(&means[b]));
    genes
}

/// The mean at a share of the ranks, between neighbours in proportion of logarithms.
fn quantile(means: &[f64], genes: &[usize], share: f64) -> f64 {
    let place = (share * genes.len() as f64 - 0.5).clamp(0.0, genes.len() as f64 - 1.0);
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    let log = |at: usize| means[genes[at]].ln();
    (log(below) + (place - place.floor()) * (log(above) - log(below))).exp()
}
