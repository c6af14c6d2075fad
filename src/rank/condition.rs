//! The condition that decides for a patient.

use super::{Error, RankedCondition, Sex, SexCall, SexSource};

/// What a condition of a sex may be called, as key or label.
const FEMALE: [&str; 5] = ["f", "female", "xx", "46,xx", "females"];
const MALE: [&str; 5] = ["m", "male", "xy", "46,xy", "males"];

/// The condition that decides: the one asked for, the only one, or that of the sex. `None` where
/// nothing says which.
pub(super) fn deciding(
    conditions: &[RankedCondition],
    asked: Option<&str>,
    sex: Sex,
) -> Result<Option<usize>, Error> {
    if let Some(asked) = asked {
        let is_asked = |c: &RankedCondition| c.key == asked || c.label == asked;
        let found = conditions.iter().position(is_asked);
        return match found {
            Some(found) => Ok(Some(found)),
            None => Err(no_condition(conditions, asked)),
        };
    }
    if conditions.len() == 1 {
        return Ok(Some(0));
    }
    let is_of_sex = |place: &usize| is_of(&conditions[*place], sex);
    let mut of_sex = (0..conditions.len()).filter(is_of_sex);
    Ok(of_sex.next().filter(|_| of_sex.next().is_none()))
}

/// Whether a condition is called after a sex.
fn is_of(condition: &RankedCondition, sex: Sex) -> bool {
    let names: &[&str] = match sex {
        Sex::Female => &FEMALE,
        Sex::Male => &MALE,
        Sex::Unknown => &[],
    };
    let is_called = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    is_called(&condition.key) || is_called(&condition.label)
}

/// Whose scores decide, and why; in words.
pub(super) fn words(
    conditions: &[RankedCondition],
    deciding: Option<usize>,
    asked: Option<&str>,
    sex: &SexCall,
) -> String {
    let Some(RankedCondition { key, label, .. }) = deciding.and_then(|d| conditions.get(d)) else {
        return "the condition with the highest score, for nothing says which decides".into();
    };
    let why = match sex.source {
        _ if asked.is_some() => ", asked for by --condition".into(),
        _ if conditions.len() == 1 => ", the only one with scores".into(),
        SexSource::Given | SexSource::Pedigree => ", by the declared sex".into(),
        source => format!(",{}", source.words()),
    };
    format!("{key} ({label}){why}")
}

/// What the reader should know where no condition decides.
pub(super) fn note(deciding: Option<usize>) -> Option<String> {
    let told = "Nothing says which condition's scores decide: the highest of all does.";
    deciding.is_none().then(|| told.into())
}

/// What the reader should know where the condition that decides is called after another sex than the
/// patient's.
pub(super) fn contradiction(
    conditions: &[RankedCondition],
    deciding: Option<usize>,
    sex: &SexCall,
) -> Option<String> {
    let condition = conditions.get(deciding?)?;
    let mut sexes = [Sex::Female, Sex::Male].into_iter();
    let of = sexes.find(|&one| is_of(condition, one) && !is_of(condition, sex.sex))?;
    let RankedCondition { key, label, .. } = condition;
    let (of, declared, source) = (of.name(), sex.sex.name(), sex.source.words());
    let no_other = if conditions.len() == 1 {
        ", of which alone there are scores,"
    } else {
        ""
    };
    Some(format!(
        "The scores of condition {key} ({label}){no_other} decide: it is called after the sex {of}, \
         and the patient's sex is {declared}{source}."
    ))
}

fn no_condition(conditions: &[RankedCondition], asked: &str) -> Error {
    let keys = conditions.iter().map(|condition| condition.key.as_str());
    Error::NoCondition {
        asked: asked.into(),
        found: keys.collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::SexEvidence;

    fn conditions(names: &[(&str, &str)]) -> Vec<RankedCondition> {
        let condition = |&(key, label): &(&str, &str)| RankedCondition {
            key: key.into(),
            label: label.into(),
            ..RankedCondition::default()
        };
        names.iter().map(condition).collect()
    }

    fn chosen(names: &[(&str, &str)], asked: Option<&str>, sex: Sex) -> Option<usize> {
        deciding(&conditions(names), asked, sex).unwrap()
    }

    #[test]
    fn a_condition_is_that_of_the_sex_by_key_or_label() {
        let keys = [("F", "ovary"), ("M", "testis")];
        let labels = [("o", "Female"), ("t", "46,XY")];
        for names in [keys, labels] {
            assert_eq!(chosen(&names, None, Sex::Female), Some(0));
            assert_eq!(chosen(&names, None, Sex::Male), Some(1));
            assert_eq!(chosen(&names, None, Sex::Unknown), None);
        }
    }

    #[test]
    fn a_condition_of_another_sex_than_the_patient_s_is_told() {
        let note = |names: &[(&str, &str)], deciding, sex| {
            let declared = Some((sex, SexSource::Pedigree));
            let sex = SexCall::new(declared, None, SexEvidence::default());
            contradiction(&conditions(names), deciding, &sex)
        };
        let both = [("F", "ovary"), ("M", "testis")];
        assert_eq!(note(&both, Some(0), Sex::Female), None);
        assert_eq!(note(&[("heart", "heart")], Some(0), Sex::Female), None);
        let told = note(&both, Some(1), Sex::Female).unwrap();
        assert_has!(
            told,
            "condition M (testis) decide",
            "sex male",
            "female by the ped"
        );
        let told = note(&both[1..], Some(0), Sex::Female).unwrap();
        assert!(told.contains("of which alone there are scores"), "{told}");
        let told = note(&both[1..], Some(0), Sex::Unknown).unwrap();
        assert!(told.contains("sex is not known"), "{told}");
        assert_eq!(note(&both, None, Sex::Female), None);
    }

    #[test]
    fn whose_scores_decide_is_said_with_the_reason() {
        let both = conditions(&[("F", "ovary"), ("M", "testis")]);
        let of = |declared, karyotype: &str| {
            let karyotype = karyotype.parse().ok();
            let declared = Some((declared, SexSource::Pedigree));
            SexCall::new(declared, karyotype, SexEvidence::default())
        };
        let girl = of(Sex::Female, "46,XY");
        for (deciding, asked, sex, expected) in [
            (Some(0), None, &girl, "F (ovary), by the declared sex"),
            (
                Some(1),
                Some("M"),
                &girl,
                "M (testis), asked for by --condition",
            ),
            (
                Some(1),
                None,
                &of(Sex::Unknown, "46,XY"),
                "M (testis), by the karyotype",
            ),
            (
                None,
                None,
                &of(Sex::Unknown, ""),
                "the condition with the highest",
            ),
        ] {
            let told = words(&both, deciding, asked, sex);
            assert!(told.starts_with(expected), "{told}");
        }
        let told = words(&both[..1], Some(0), None, &girl);
        assert_eq!(told, "F (ovary), the only one with scores");
        assert!(note(None).unwrap().contains("the highest of all"));
        assert_eq!(note(Some(0)), None);
    }

    #[test]
    fn other_organs_have_conditions_without_sexes() {
        assert_eq!(chosen(&[("heart", "heart")], None, Sex::Unknown), Some(0));
        let stages = [("early", "early"), ("late", "late")];
        assert_eq!(chosen(&stages, None, Sex::Male), None);
        assert_eq!(chosen(&stages, Some("late"), Sex::Male), Some(1));
        let told = deciding(&conditions(&stages), Some("M"), Sex::Male);
        let told = told.unwrap_err().to_string();
        assert_has!(told, "M has no scores", "early, late");
    }

    #[test]
    fn two_conditions_of_one_sex_decide_nothing() {
        let names = [("F", "ovary"), ("XX", "adrenal"), ("M", "testis")];
        assert_eq!(chosen(&names, None, Sex::Female), None);
        assert_eq!(chosen(&names, None, Sex::Male), Some(2));
    }
}
