//! Telling our part of a VCF from the rest of it.

use std::collections::BTreeMap;

/// A VCF text without our header lines and INFO fields, nor the lines that bcftools adds.
pub fn without(text: &[u8], prefix: &str) -> String {
    let text = String::from_utf8_lossy(text);
    let lines = text.split_inclusive('\n').filter(|line| !is_ours(line));
    lines.map(|line| without_fields(line, prefix)).collect()
}

fn is_ours(line: &str) -> bool {
    let starts = ["##dsdscore_", "##bcftools_"];
    starts.iter().any(|start| line.starts_with(start))
        || line.starts_with("##INFO=") && line.contains(",Source=\"dsdscore\"")
}

fn without_fields(line: &str, prefix: &str) -> String {
    if line.starts_with('#') {
        return line.into();
    }
    let end = line.trim_end_matches(['\r', '\n']).len();
    let mut columns: Vec<_> = line[..end].split('\t').map(String::from).collect();
    let kept: Vec<_> = columns[7]
        .split(';')
        .filter(|field| !is_key(field.split('=').next().unwrap_or(field), prefix))
        .collect();
    columns[7] = if kept.is_empty() {
        ".".into()
    } else {
        kept.join(";")
    };
    columns.join("\t") + &line[end..]
}

fn is_key(key: &str, prefix: &str) -> bool {
    key.strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

/// Our fields of each record as text.
pub fn fields(text: &[u8], prefix: &str) -> Vec<BTreeMap<String, String>> {
    let text = String::from_utf8_lossy(text);
    let records = text.lines().filter(|line| !line.starts_with('#'));
    records
        .map(|line| {
            let info = line.split('\t').nth(7).expect("an INFO column");
            info.split(';')
                .filter_map(|field| field.split_once('='))
                .filter(|(key, _)| is_key(key, prefix))
                .map(|(key, value)| (key.into(), value.into()))
                .collect()
        })
        .collect()
}
