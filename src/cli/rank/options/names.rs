//! Values of options that have names.

use crate::{
    heatmap::PatternClass,
    rank::{Confidence, Impact, Mode, Order, Predictor, Sex},
};

/// What a name stands for; capitals do not matter.
fn find<T: Copy>(text: &str, names: &[(&str, T)]) -> Result<T, String> {
    let is = |(name, _): &&(&str, T)| name.eq_ignore_ascii_case(text);
    let found = names.iter().find(is).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let names: Vec<_> = names.iter().map(|(name, _)| *name).collect();
        format!("use {}", names.join(", "))
    })
}

pub(super) fn sex(text: &str) -> Result<Sex, String> {
    let names = [
        ("male", Sex::Male),
        ("female", Sex::Female),
        ("unknown", Sex::Unknown),
    ];
    find(text, &names)
}

pub(super) fn order(text: &str) -> Result<Order, String> {
    find(
        text,
        &[
            ("clinical", Order::Clinical),
            ("paper", Order::Paper),
            ("percentile", Order::Percentile),
        ],
    )
}

pub(super) fn pattern(text: &str) -> Result<PatternClass, String> {
    find(text, &PatternClass::ALL.map(|class| (class.name(), class)))
}

pub(super) fn impact(text: &str) -> Result<Impact, String> {
    let names = [
        ("high", Impact::High),
        ("moderate", Impact::Moderate),
        ("low", Impact::Low),
        ("modifier", Impact::Modifier),
    ];
    find(text, &names)
}

pub(super) fn predictor(text: &str) -> Result<Predictor, String> {
    let names = [
        ("polyphen", Predictor::Polyphen),
        ("sift", Predictor::Sift),
        ("alphamissense", Predictor::Alphamissense),
        ("revel", Predictor::Revel),
        ("cadd", Predictor::Cadd),
        ("spliceai", Predictor::Spliceai),
    ];
    find(text, &names)
}

pub(super) fn confidence(text: &str) -> Result<Confidence, String> {
    let names = [
        ("green", Confidence::Green),
        ("amber", Confidence::Amber),
        ("red", Confidence::Red),
        ("any", Confidence::Red),
    ];
    find(text, &names)
}

pub(super) fn mode(text: &str) -> Result<Mode, String> {
    find(text, &Mode::ALL.map(|mode| (mode.name(), mode)))
}

/// A number of a range.
pub(super) fn number(text: &str, lowest: f64, highest: f64) -> Result<f64, String> {
    let number = text.parse::<f64>().ok();
    let number = number.filter(|number| (lowest..=highest).contains(number));
    number.ok_or_else(|| match highest {
        f64::INFINITY | f64::MAX => format!("use a number of {lowest} or more"),
        _ => format!("use a number from {lowest} to {highest}"),
    })
}
