//! What the header says of where scores came from.

use super::{
    Error, Naming,
    definition::{Definition, SOURCE, quoted},
};
use crate::{
    score::{Column, Scorer},
    variant::{Header, Identity, attribute},
};

const BUNDLE_KEY: &str = "dsdscore_bundle";
const MODEL_KEY: &str = "dsdscore_model";

/// The input's header with our lines, each in the place of its own of an earlier run.
///
/// # Errors
///
/// Returns an error where a field of the same name is another program's.
pub fn extend(
    header: &Header,
    scorer: &Scorer,
    naming: &Naming,
    definitions: &[Definition],
) -> Result<Header, Error> {
    let mut extended = header.clone();
    let prefix = &naming.prefix;
    remove_old_models(&mut extended, scorer, prefix);
    define(&mut extended, definitions, scorer.is_synthetic())?;
    extended.put(
        &Identity::KeyId(BUNDLE_KEY, prefix),
        &bundle_line(scorer, prefix),
    )?;
    for column in scorer.columns() {
        let id = format!("{prefix}_{}", column.key());
        let line = model_line(column, &id);
        extended.put(&Identity::KeyId(MODEL_KEY, &id), &line)?;
    }
    put_command(&mut extended, naming)?;
    Ok(extended)
}

/// Defines INFO fields.
///
/// # Errors
///
/// As [`extend`].
pub fn define(
    header: &mut Header,
    definitions: &[Definition],
    is_synthetic: bool,
) -> Result<(), Error> {
    for definition in definitions {
        let existing = header.info(&definition.id);
        if existing.is_some_and(|line| !is_ours(line)) {
            return Err(Error::ForeignField(definition.id.clone()));
        }
        header.put(
            &Identity::Info(&definition.id),
            &definition.line(is_synthetic),
        )?;
    }
    Ok(())
}

/// Adds the line of the command, or takes that of an earlier run away.
pub fn put_command(header: &mut Header, naming: &Naming) -> Result<(), Error> {
    let (program, prefix) = (naming.program, &naming.prefix);
    let start = format!("##dsdscore_command={program} --prefix {prefix} ");
    match &naming.command {
        Some(command) => header.put(&Identity::Start(&start), &format!("{start}{command}"))?,
        None => header.remove(&Identity::Start(&start)),
    }
    Ok(())
}

/// All INFO keys that are ours: those to write, then those that an earlier run wrote by other
/// models, which would be taken for these models' if they stayed.
pub fn keys(header: &Header, definitions: &[Definition], prefix: &str) -> Vec<String> {
    let mut keys: Vec<_> = definitions.iter().map(|d| d.id.clone()).collect();
    for (id, _) in header.infos() {
        let Ok(id) = std::str::from_utf8(id) else {
            continue;
        };
        let is_prefixed = id
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.starts_with('_'));
        let is_known = keys.iter().any(|key| key == id);
        if is_prefixed && !is_known && header.info(id).is_some_and(is_ours) {
            keys.push(id.into());
        }
    }
    keys
}

fn is_ours(line: &[u8]) -> bool {
    attribute(line, b"Source") == Some(SOURCE.as_bytes())
}

/// A model that no longer has part in the scores must not be named for them.
fn remove_old_models(header: &mut Header, scorer: &Scorer, prefix: &str) {
    let start = format!("##{MODEL_KEY}=<ID={prefix}_");
    let old: Vec<_> = header
        .meta()
        .filter(|line| line.starts_with(start.as_bytes()))
        .filter_map(|line| Some(String::from_utf8_lossy(attribute(line, b"ID")?).into_owned()))
        .filter(|id| {
            !scorer
                .columns()
                .iter()
                .any(|c| *id == format!("{prefix}_{}", c.key()))
        })
        .collect();
    for id in old {
        header.remove(&Identity::KeyId(MODEL_KEY, &id));
    }
}

fn bundle_line(scorer: &Scorer, id: &str) -> String {
    let manifest = scorer.bundle().manifest();
    let digest = scorer.bundle().digest();
    let slim_of = manifest.slimmed_from.as_deref().unwrap_or_default();
    let attributes = [
        ("Name", manifest.name.as_str()),
        ("Version", &manifest.version),
        ("Digest", &digest),
        ("SlimOf", slim_of),
        ("Atlas", &manifest.atlas.name),
        ("AtlasSource", &manifest.atlas.source),
    ];
    structured(BUNDLE_KEY, id, &attributes, manifest.synthetic)
}

fn model_line(column: &Column, id: &str) -> String {
    let model = column.model();
    let attributes = [
        ("Name", model.name.as_str()),
        ("Version", &model.version),
        ("Digest", model.digest.as_deref().unwrap_or_default()),
        ("Condition", column.label()),
        ("TrainingSet", &model.training_set),
        ("Citation", model.citation.as_deref().unwrap_or_default()),
    ];
    structured(MODEL_KEY, id, &attributes, model.synthetic)
}

/// A structured line; what is not known is left out.
fn structured(key: &str, id: &str, attributes: &[(&str, &str)], is_synthetic: bool) -> String {
    let mut line = format!("##{key}=<ID={id}");
    for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
        line.push_str(&format!(",{name}=\"{}\"", quoted(value)));
    }
    line.push_str(&format!(",Synthetic={is_synthetic}>"));
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &[u8] = b"##fileformat=VCFv4.3\n\
        ##INFO=<ID=DSD_OLD,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\",Version=\"0\">\n\
        ##INFO=<ID=DSD_X,Number=A,Type=Float,Description=\"\">\n\
        ##INFO=<ID=DSDY,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\">\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

    #[test]
    fn keys_of_earlier_runs_are_ours_and_others_are_not() {
        let header = Header::parse(HEADER).unwrap();
        assert_eq!(keys(&header, &[], "DSD"), ["DSD_OLD"]);
    }

    #[test]
    fn lines_survive_any_name() {
        let line = structured("k", "i", &[("Name", "a \"b\", c\n>"), ("None", "")], true);
        assert_eq!(line, r#"##k=<ID=i,Name="a \"b\", c >",Synthetic=true>"#);
        assert_eq!(
            attribute(line.as_bytes(), b"Synthetic"),
            Some(b"true".as_slice())
        );
    }
}
