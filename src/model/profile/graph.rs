//! What a model of profiles takes and gives.

use ort::session::Session;
use ort::value::{Outlet, TensorElementType};

use crate::model::outlet::{check_output, only, tensor, wanted};

/// What a model takes: inputs of N×`shape`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Graph {
    /// N, where the file fixes it.
    pub(super) fixed: Option<usize>,
}

impl Graph {
    /// Reads it off a model that takes the inputs of these names, or says in words what is wrong.
    pub(super) fn of(session: &Session, names: &[&str], shape: [usize; 2]) -> Result<Self, String> {
        let inputs = session.inputs();
        let mut fixed = None;
        for name in names {
            let input = inputs.iter().find(|input| input.name() == *name);
            let input = input.ok_or_else(|| absent(name, inputs))?;
            fixed = rows(input, shape)?;
        }
        if inputs.len() != names.len() {
            return Err(format!(
                "it has {} inputs; wanted: {}",
                inputs.len(),
                names.join(", ")
            ));
        }
        check_output(only(session.outputs(), "output")?)?;
        Ok(Self { fixed })
    }
}

fn absent(name: &str, inputs: &[Outlet]) -> String {
    let found: Vec<_> = inputs.iter().map(Outlet::name).collect();
    format!(
        "its metadata ask for the input {name:?}; it has {}",
        found.join(", ")
    )
}

/// N, where an input of N×shape fixes it.
fn rows(input: &Outlet, [cell_types, times]: [usize; 2]) -> Result<Option<usize>, String> {
    let refused = || {
        let shape = format!("N×{cell_types}×{times} of float32 (the axes that its metadata name)");
        wanted(input, &shape)
    };
    let extent = |found: i64| usize::try_from(found).ok().filter(|&extent| extent > 0);
    match tensor(input)? {
        (TensorElementType::Float32, &[n, rows, columns])
            if [extent(rows), extent(columns)] == [Some(cell_types), Some(times)] =>
        {
            // -1 stands for any number.
            match n {
                -1 => Ok(None),
                n => extent(n).map(Some).ok_or_else(refused),
            }
        }
        _ => Err(refused()),
    }
}
