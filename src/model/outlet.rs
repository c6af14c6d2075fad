//! The inputs and outputs of a network that was opened.

use ort::value::{Outlet, TensorElementType, ValueType};

/// The only one of inputs or outputs, or that they are more.
pub(super) fn only<'a>(outlets: &'a [Outlet], what: &str) -> Result<&'a Outlet, String> {
    match outlets {
        [outlet] => Ok(outlet),
        _ => Err(format!(
            "it has {} {what}s, and one is wanted",
            outlets.len()
        )),
    }
}

/// The type and shape of a tensor; -1 stands for any number.
pub(super) fn tensor(outlet: &Outlet) -> Result<(TensorElementType, &[i64]), String> {
    match outlet.dtype() {
        ValueType::Tensor { ty, shape, .. } => Ok((*ty, shape)),
        _ => Err(wanted(outlet, "a tensor")),
    }
}

/// Whether it is float16; `None` where it is not float32 either.
pub(super) fn is_half(kind: TensorElementType) -> Option<bool> {
    match kind {
        TensorElementType::Float32 => Some(false),
        TensorElementType::Float16 => Some(true),
        _ => None,
    }
}

/// Checks that an output is N×2 of float32 or float16.
pub(super) fn check_output(output: &Outlet) -> Result<(), String> {
    let (kind, shape) = tensor(output)?;
    if matches!(shape, [_, 2 | -1]) && is_half(kind).is_some() {
        return Ok(());
    }
    Err(wanted(
        output,
        "N×2 of float32 or float16 (the probabilities of two classes)",
    ))
}

/// That something else is wanted, in words.
pub(super) fn wanted(outlet: &Outlet, what: &str) -> String {
    format!(
        "{:?} is {}, and {what} is wanted",
        outlet.name(),
        outlet.dtype()
    )
}
