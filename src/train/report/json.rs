//! An evaluation as JSON.

use std::io::Write;

use super::ReportError;
use crate::train::evaluation::Evaluation;

/// Writes an evaluation as indented JSON, which `schemas/evaluation.schema.json` describes.
///
/// # Errors
///
/// A figure is not finite, or the writer fails.
pub fn write_json(evaluation: &Evaluation, mut writer: impl Write) -> Result<(), ReportError> {
    let mut text = serde_json::to_string_pretty(evaluation).map_err(ReportError::NotFinite)?;
    // Numbers that JSON lacks became null, which reading takes for a loss alone.
    serde_json::from_str::<Evaluation>(&text).map_err(ReportError::NotFinite)?;
    text.push('\n');
    Ok(writer.write_all(text.as_bytes())?)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::train::report::tests::evaluation;

    fn written(evaluation: &Evaluation) -> Result<String, ReportError> {
        let mut bytes = Vec::new();
        write_json(evaluation, &mut bytes)?;
        Ok(String::from_utf8(bytes).unwrap())
    }

    /// The same but for the last digit of numbers, which reading JSON does not keep.
    fn is_close(a: &Value, b: &Value) -> bool {
        match (a, b) {
            (Value::Object(a), Value::Object(b)) => {
                let mut members = a.iter().zip(b);
                a.len() == b.len() && members.all(|(a, b)| a.0 == b.0 && is_close(a.1, b.1))
            }
            (Value::Array(a), Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_close(a, b))
            }
            (Value::Number(a), Value::Number(b)) => {
                let difference = a.as_f64().unwrap() - b.as_f64().unwrap();
                difference.abs() < 1e-15
            }
            _ => a == b,
        }
    }

    /// The document that `scripts/check-schemas` holds to the schema: one fold.
    /// `DSDSCORE_UPDATE_CASES=1` writes it anew.
    #[test]
    fn the_document_of_the_schemas_check_is_as_we_write_it() {
        let mut evaluation = evaluation();
        evaluation.comparisons.truncate(1);
        let methods = &mut evaluation.comparisons[0].methods;
        methods.retain(|method| method.name != "forest");
        for method in methods.iter_mut().filter(|method| method.skipped.is_none()) {
            method.folds.drain(..3);
            method.pooled = Some(method.folds[0].measures.clone());
            (method.mean_roc_auc, method.sd_roc_auc) =
                (Some(method.folds[0].measures.roc_auc), None);
        }
        let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/train");
        let path = std::path::Path::new(fixtures).join("evaluation.json");
        if std::env::var_os("DSDSCORE_UPDATE_CASES").is_some_and(|value| value == "1") {
            std::fs::write(&path, written(&evaluation).unwrap()).unwrap();
        }
        let kept: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let now: Value = serde_json::from_str(&written(&evaluation).unwrap()).unwrap();
        assert!(is_close(&kept, &now));
    }

    #[test]
    fn what_is_no_number_is_not_written_as_null() {
        let mut evaluation = evaluation();
        evaluation.comparisons[0].contrasts[0].difference = f64::NAN;
        assert!(matches!(
            written(&evaluation),
            Err(ReportError::NotFinite(_))
        ));
    }

    #[test]
    fn a_training_that_diverged_is_written_and_read() {
        let mut evaluation = evaluation();
        evaluation.comparisons[0].methods[0].folds[0].epochs[0].train_loss = f64::INFINITY;
        let text = written(&evaluation).unwrap();
        assert!(text.contains("\"train_loss\": null"), "{text}");
        let read: Evaluation = serde_json::from_str(&text).unwrap();
        let loss = read.comparisons[0].methods[0].folds[0].epochs[0].train_loss;
        assert!(loss.is_nan());
    }
}
