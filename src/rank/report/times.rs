//! The axis of times: its name and its labels.

use super::format::sentence;
use crate::bundle::Time;

/// The axis of times.
#[derive(Debug, PartialEq)]
pub(super) struct TimeAxis {
    /// What it is of: the word that all labels begin with, else `Time`.
    pub(super) title: String,
    /// The labels without that word.
    pub(super) labels: Vec<String>,
}

impl TimeAxis {
    pub(super) fn new(times: &[Time]) -> Self {
        let word = times.first().map_or("", |time| word(&time.label));
        let is_shared = times.iter().all(|time| self::word(&time.label) == word);
        let cut = if is_shared { word.len() } else { 0 };
        let title = match word.trim().to_ascii_lowercase().as_str() {
            _ if cut == 0 => "Time".into(),
            "" => "Time".into(),
            "pcw" => "Weeks after conception (PCW)".into(),
            "gw" => "Weeks of gestation (GW)".into(),
            _ => sentence(word.trim()),
        };
        Self {
            title,
            labels: times
                .iter()
                .map(|time| time.label[cut..].trim().into())
                .collect(),
        }
    }
}

/// What a label begins with before its number; empty where it has none.
fn word(label: &str) -> &str {
    let end = label.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    &label[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(labels: &[&str]) -> (String, String) {
        let time = |label: &&str| Time {
            label: (*label).into(),
            value: 0.0,
        };
        let times: Vec<_> = labels.iter().map(time).collect();
        let axis = TimeAxis::new(&times);
        (axis.title, axis.labels.join("|"))
    }

    #[test]
    fn a_word_that_all_share_is_the_name_of_the_axis() {
        for (labels, title, shown) in [
            (&["stage 1", "stage 2"][..], "Stage", "1|2"),
            (&["PCW6", "PCW7.5"], "Weeks after conception (PCW)", "6|7.5"),
            (&["6", "7"], "Time", "6|7"),
            (&["fetal", "adult"], "Time", "fetal|adult"),
            (&["day 3", "week 2"], "Time", "day 3|week 2"),
            (&[], "Time", ""),
        ] {
            assert_eq!(axis(labels), (title.into(), shown.into()));
        }
    }
}
