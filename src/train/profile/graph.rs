//! A regression as a graph: expression, and what is usual for the level, to probabilities.
//!
//! It computes in float64, as the regression does; transformed values and residuals are rounded to
//! float32, as those that the regression learnt from were. The output is float32.

use std::f64::consts::{FRAC_PI_2, LN_10};

use crate::{
    heatmap::residual::{MAX_RESIDUAL, MIN_SD},
    model::profile::{INPUTS, LEARNT, MIN_VARIANCE, Profile, ProfileMetadata, Transform},
    onnx::{
        Arithmetic, Builder, Graph,
        proto::{Attribute, DataType, ValueInfo},
    },
    train::baseline::Fitted,
};

const PROBABILITIES: &str = "probabilities";

/// The graph of a regression that learnt profiles such as the metadata say.
pub(super) fn graph(metadata: &ProfileMetadata, fitted: &Fitted) -> Graph {
    let mut nodes = Nodes(Builder::new("dsdscore", Arithmetic::Single));
    let (values, mut measured) = nodes.input(INPUTS[0]);
    let values = nodes.transformed(metadata.transform, &values);
    let features = match metadata.profile {
        Profile::Shape => nodes.shape(&values, &measured),
        Profile::Residual { .. } => {
            let (means, has_mean) = nodes.input(INPUTS[1]);
            let (sds, has_sd) = nodes.input(INPUTS[2]);
            let has_usual = nodes.node("And", "usual.known", &[&has_mean, &has_sd]);
            measured = nodes.node("And", "all.known", &[&measured, &has_usual]);
            nodes.residual(&values, &means, &sds)
        }
    };
    nodes.regression(&features, &measured, fitted);
    let count = if metadata.profile.takes_usual() { 3 } else { 1 };
    let inputs = INPUTS.into_iter().take(count);
    let inputs = inputs.map(|name| ValueInfo::rows(name, &metadata.shape()));
    nodes
        .0
        .finish(inputs.collect(), vec![ValueInfo::rows(PROBABILITIES, &[2])])
}

/// A graph in the making, whose values are N×K of float64.
struct Nodes<'a>(Builder<'a>);

impl Nodes<'_> {
    fn node(&mut self, operator: &str, name: &str, inputs: &[&str]) -> String {
        self.0.node(operator, name, inputs, &[])
    }

    fn number(&mut self, name: &str, value: f64) -> String {
        self.0.doubles(name, &[], &[value])
    }

    /// Rounds to float32.
    fn rounded(&mut self, name: &str, input: &str) -> String {
        let single = self
            .0
            .cast(&format!("{name}.single"), input, DataType::Float);
        self.0
            .cast(&format!("{name}.rounded"), &single, DataType::Double)
    }

    /// An input with 0 for NaN, and where it is none.
    fn input(&mut self, name: &str) -> (String, String) {
        let of = |part: &str| format!("{name}.{part}");
        let flat = self.node("Flatten", &of("flat"), &[name]);
        let unknown = self.node("IsNaN", &of("unknown"), &[&flat]);
        let known = self.node("Not", &of("is_known"), &[&unknown]);
        let zero = self.0.constant(&of("zero"), &[], &[0.0]);
        let filled = self.node("Where", &of("filled"), &[&known, &flat, &zero]);
        (self.0.cast(&of("double"), &filled, DataType::Double), known)
    }

    fn transformed(&mut self, transform: Transform, values: &str) -> String {
        let transformed = match transform {
            Transform::None => return values.into(),
            Transform::Log1p => self.logarithm(values),
            Transform::Log10 { pseudocount } => {
                let pseudocount = self.number("pseudocount", pseudocount);
                let counts = self.node("Div", "counts", &[values, &pseudocount]);
                let natural = self.logarithm(&counts);
                let ten = self.number("ln10", LN_10);
                self.node("Div", "log10", &[&natural, &ten])
            }
            Transform::Arcsine => self.arcsine(values),
        };
        self.rounded("transformed", &transformed)
    }

    /// ln(1 + x).
    fn logarithm(&mut self, values: &str) -> String {
        let one = self.number("log.one", 1.0);
        let sum = self.node("Add", "log.sum", &[values, &one]);
        self.node("Log", "log", &[&sum])
    }

    /// arcsin √x. ONNX Runtime has an arcsine of float32 alone: its angle a is turned by what the
    /// true one differs, sin δ = √x · cos a − √(1 − x) · sin a, so small that δ = sin δ.
    fn arcsine(&mut self, values: &str) -> String {
        let one = self.number("arcsine.one", 1.0);
        let rest = self.node("Sub", "arcsine.rest", &[&one, values]);
        let (sine, cosine) = (
            self.node("Sqrt", "arcsine.sine", &[values]),
            self.node("Sqrt", "arcsine.cosine", &[&rest]),
        );
        let single = self.0.cast("arcsine.sine.single", &sine, DataType::Float);
        let angle = self.node("Asin", "arcsine.angle.single", &[&single]);
        let angle = self.0.cast("arcsine.angle", &angle, DataType::Double);
        let right = self.number("arcsine.right", FRAC_PI_2);
        let other = self.node("Sub", "arcsine.other", &[&right, &angle]);
        let cosine_found = self.node("Sin", "arcsine.cosine.found", &[&other]);
        let sine_found = self.node("Sin", "arcsine.sine.found", &[&angle]);
        let one_way = self.node("Mul", "arcsine.one_way", &[&sine, &cosine_found]);
        let other_way = self.node("Mul", "arcsine.other_way", &[&cosine, &sine_found]);
        let turned = self.node("Sub", "arcsine.turned", &[&one_way, &other_way]);
        self.node("Add", "arcsine", &[&angle, &turned])
    }

    /// Values less their gene's mean, over its standard deviation; 0 where all are alike.
    fn shape(&mut self, values: &str, measured: &str) -> String {
        let counted = self.0.cast("counted", measured, DataType::Double);
        let axes = self.0.whole("columns", &[1]);
        let count = self.node("ReduceSum", "count", &[&counted, &axes]);
        let mean = self.mean("level", values, &counted, &count);
        let centred = self.node("Sub", "centred", &[values, &mean]);
        let squares = self.node("Mul", "squares", &[&centred, &centred]);
        let variance = self.mean("variance", &squares, &counted, &count);
        let least = self.number("variance.least", MIN_VARIANCE);
        let varies = self.node("Greater", "varies", &[&variance, &least]);
        let deviation = self.node("Sqrt", "deviation", &[&variance]);
        let standard = self.node("Div", "standard", &[&centred, &deviation]);
        let zero = self.number("shape.zero", 0.0);
        self.node("Where", "shape", &[&varies, &standard, &zero])
    }

    /// The mean over what is counted, for each gene.
    fn mean(&mut self, name: &str, values: &str, counted: &str, count: &str) -> String {
        let kept = self.node("Mul", &format!("{name}.kept"), &[values, counted]);
        let sum = self.node("ReduceSum", &format!("{name}.sum"), &[&kept, "columns"]);
        self.node("Div", name, &[&sum, count])
    }

    /// How many standard deviations values lie above what is usual, cut.
    fn residual(&mut self, values: &str, means: &str, sds: &str) -> String {
        let least = self.number("usual.least", MIN_SD);
        let sds = self.node("Max", "usual.deviation", &[sds, &least]);
        let above = self.node("Sub", "above", &[values, means]);
        let deviations = self.node("Div", "deviations", &[&above, &sds]);
        let low = self.number("residual.low", -MAX_RESIDUAL);
        let high = self.number("residual.high", MAX_RESIDUAL);
        let cut = self.node("Clip", "residual", &[&deviations, &low, &high]);
        self.rounded("residual", &cut)
    }

    /// Standardises, weighs, and gives the probabilities of both classes. What is not measured is 0,
    /// the mean, as is what did not vary among the genes learnt from.
    fn regression(&mut self, features: &str, measured: &str, fitted: &Fitted) {
        let moments = fitted.moments().iter();
        let is_variable = |deviation: f64| deviation > 0.0;
        let deviations = moments
            .clone()
            .map(|&(_, deviation)| match is_variable(deviation) {
                true => deviation,
                false => 1.0,
            });
        let weights = fitted.logistic.weights.iter().zip(moments.clone());
        let weights = weights.map(|(&weight, &(_, deviation))| match is_variable(deviation) {
            true => weight,
            false => 0.0,
        });
        let means: Vec<_> = moments.clone().map(|&(mean, _)| mean).collect();
        let row = [1, means.len()];
        let [of_means, of_deviations, of_weights, of_intercept] = LEARNT;
        let means = self.0.doubles(of_means, &row, &means);
        let deviations = Vec::from_iter(deviations);
        let deviations = self.0.doubles(of_deviations, &row, &deviations);
        let weights = Vec::from_iter(weights);
        let weights = self.0.doubles(of_weights, &row, &weights);
        let intercept = self.number(of_intercept, fitted.logistic.intercept);
        let centred = self.node("Sub", "standardised.centred", &[features, &means]);
        let scaled = self.node("Div", "standardised.scaled", &[&centred, &deviations]);
        let zero = self.number("standardised.zero", 0.0);
        let standardised = self.node("Where", "standardised", &[measured, &scaled, &zero]);
        let weighed = self.node("Mul", "weighed", &[&standardised, &weights]);
        let axes = self.0.whole("weighed.columns", &[1]);
        let sum = self.node("ReduceSum", "weighed.sum", &[&weighed, &axes]);
        let odds = self.node("Add", "log_odds", &[&sum, &intercept]);
        self.probabilities(&odds);
    }

    fn probabilities(&mut self, odds: &str) {
        let against = self.node("Neg", "log_odds.against", &[odds]);
        let other = self.node("Sigmoid", "probability.other", &[&against]);
        let positive = self.node("Sigmoid", "probability.positive", &[odds]);
        let axis = [Attribute::int("axis", 1)];
        let both = self.0.node("Concat", "both", &[&other, &positive], &axis);
        self.0.cast(PROBABILITIES, &both, DataType::Float);
    }
}
