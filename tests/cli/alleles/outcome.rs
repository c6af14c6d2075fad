//! What the program made of a file.

use std::collections::BTreeMap;

use serde_json::Value;

use super::site::Site;

/// The genes of an ALT.
#[derive(Debug)]
pub struct Genes {
    pub site: usize,
    /// Which ALT it was at the site.
    pub alternate: usize,
    pub symbols: Vec<String>,
}

/// Reads the scores that were written for each ALT.
pub fn genes(text: &str) -> Vec<Genes> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(genes_of_line).collect()
}

fn genes_of_line(line: &str) -> Vec<Genes> {
    let columns: Vec<&str> = line.split('\t').collect();
    let info = |key: &str| {
        let mut fields = columns[7].split(';');
        let value = fields.find_map(|field| field.strip_prefix(key)?.strip_prefix('='));
        value.unwrap_or_default()
    };
    let numbers = info("ALTERNATE").split(',');
    let entries: Vec<Vec<&str>> = info("DSD")
        .split(',')
        .map(|e| e.split('|').collect())
        .collect();
    let alternates = columns[4].split(',').zip(numbers);
    let of = |(alternate, number): (&str, &str)| Genes {
        site: columns[2][1..].parse().unwrap(),
        alternate: number.parse::<usize>().unwrap() - 1,
        symbols: entries
            .iter()
            .filter(|entry| entry[0] == alternate)
            .map(|entry| entry[2].to_string())
            .collect(),
    };
    alternates.map(of).collect()
}

/// The rows of a ranking, by sample and gene.
pub struct Rows {
    samples: Vec<String>,
    rows: BTreeMap<(String, String), Value>,
}

impl Rows {
    pub fn read(json: &[u8]) -> Self {
        let ranking: Value = serde_json::from_slice(json).unwrap();
        let (mut samples, mut rows) = (Vec::new(), BTreeMap::new());
        for patient in ranking["patients"].as_array().unwrap() {
            let sample = patient["sample"].as_str().unwrap();
            samples.push(sample.to_string());
            for candidate in patient["candidates"].as_array().unwrap() {
                let symbol = candidate["gene"]["symbol"].as_str().unwrap();
                let variant = candidate["variants"][0].clone();
                rows.insert((sample.to_string(), symbol.to_string()), variant);
            }
        }
        Self { samples, rows }
    }

    /// Asks of each sample that carries an ALT of a site for its row; `is_told`: whether it must have
    /// no other's.
    pub fn check(&self, number: usize, site: &Site, is_told: bool) {
        assert_eq!(site.number, number);
        for alternate in 0..site.alternates.len() {
            let sample = format!("S{}", alternate + 1);
            if !self.samples.contains(&sample) {
                continue;
            }
            let row = |gene: String| self.rows.get(&(sample.clone(), gene));
            let what = || format!("{site:?} {sample}");
            let own = row(site.gene(alternate)).unwrap_or_else(|| panic!("lost: {}", what()));
            let frequency = own["frequency"]["value"].as_f64();
            assert!(
                frequency.is_none_or(|found| found <= site.frequency(alternate)),
                "{}: {own}",
                what()
            );
            if !is_told {
                continue;
            }
            let others = (0..site.alternates.len()).filter(|other| *other != alternate);
            for other in others {
                assert!(
                    row(site.gene(other)).is_none(),
                    "{}: that of {other}",
                    what()
                );
            }
            assert_eq!(frequency, Some(site.frequency(alternate)), "{}", what());
            assert_eq!(
                own["transcript"]["consequence"],
                site.consequence(alternate),
                "{}",
                what()
            );
            assert_eq!(
                own["predictions"]["polyphen"]["class"],
                site.polyphen(alternate),
                "{}",
                what()
            );
        }
    }
}
