//! Values of options.

use super::CellTypes;
use crate::simulate::{Condition, Number, Proportions};

/// Beyond this, a number of cell types is refused before any is named.
const MOST_CELL_TYPES: usize = 1_000;

pub(super) fn condition(text: &str) -> Result<Condition, String> {
    let (key, label) = text.split_once('=').unwrap_or((text, text));
    Ok(Condition {
        key: key.into(),
        label: label.into(),
    })
}

/// Names, or the number of generic ones.
pub(super) fn cell_types(text: &str) -> Result<CellTypes, String> {
    let names = match text.parse::<usize>() {
        Ok(number) if (1..=MOST_CELL_TYPES).contains(&number) => {
            (1..=number).map(|n| format!("type{n}")).collect()
        }
        Ok(_) => return Err(format!("there can be 1 to {MOST_CELL_TYPES}")),
        Err(_) => text.split(',').map(String::from).collect(),
    };
    Ok(CellTypes(names))
}

pub(super) fn proportions(text: &str) -> Result<Proportions, String> {
    let numbers: Result<Vec<f64>, _> = text.split(',').map(str::parse).collect();
    let numbers = numbers.ok().and_then(|numbers| numbers.try_into().ok());
    numbers
        .map(Proportions)
        .ok_or("write five numbers, e.g. 20,25,25,20,10".into())
}

pub(super) fn number(text: &str) -> Result<Number, String> {
    let numbers = [Number::F32, Number::I32];
    let number = numbers.into_iter().find(|n| number_name(*n) == text);
    number.ok_or("use f32 or i32".into())
}

pub(super) fn number_name(number: Number) -> &'static str {
    match number {
        Number::F32 => "f32",
        Number::I32 => "i32",
    }
}
