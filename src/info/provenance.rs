//! The input's header with our lines.

use super::{
    Definition, Error, Naming,
    definition::SOURCE,
    fields::{score_id, shown_opinions},
    lines::{MODEL, OPINION, bundle_line, model_line, opinion_id},
    prefix::BUNDLE,
    prefix::Prefixes,
};
use crate::{
    score::{Opinion, Scorer},
    variant::{Header, Identity, attribute},
};

/// The input's header with our lines, each in the place of its own of an earlier run.
///
/// # Errors
///
/// Returns an error where a field of the same name is another program's, or of scores with another
/// prefix.
pub fn extend(
    header: &Header,
    scorer: &Scorer,
    naming: &Naming,
    definitions: &[Definition],
) -> Result<Header, Error> {
    let mut extended = header.clone();
    let prefix = &naming.prefix;
    define(&mut extended, definitions, prefix, scorer.is_synthetic())?;
    remove_old_models(&mut extended, scorer, prefix);
    extended.put(
        &Identity::KeyId(BUNDLE, prefix),
        &bundle_line(scorer, prefix),
    )?;
    for (key, id, opinion, label) in models(scorer, prefix) {
        let why = opinion.kept().and_then(|kept| kept.explanation());
        let why = why.filter(|_| naming.why && key == MODEL);
        let line = model_line(key, &id, opinion, (label, why));
        extended.put(&Identity::KeyId(key, &id), &line)?;
    }
    put_command(&mut extended, naming)?;
    Ok(extended)
}

/// All models that have part in the output, each with the key and the ID of its line and the label
/// of its condition.
fn models<'s>(
    scorer: &'s Scorer,
    prefix: &str,
) -> Vec<(&'static str, String, &'s Opinion<'s>, &'s str)> {
    let mut models = Vec::new();
    for column in scorer.columns() {
        let id = score_id(prefix, column.key());
        models.push((MODEL, id.clone(), column.deciding(), column.label()));
        let opinions = shown_opinions(column);
        let opinions = opinions.map(|o| (OPINION, opinion_id(&id, o.name()), o, column.label()));
        models.extend(opinions);
    }
    models
}

/// Defines INFO fields.
///
/// # Errors
///
/// As [`extend`].
pub fn define(
    header: &mut Header,
    definitions: &[Definition],
    prefix: &str,
    is_synthetic: bool,
) -> Result<(), Error> {
    let prefixes = Prefixes::of(header);
    for definition in definitions {
        let id = &definition.id;
        if let Some(existing) = header.info(id) {
            if !is_ours(existing) {
                return Err(Error::ForeignField(id.clone()));
            }
            if let Some(owner) = prefixes.owner(id).filter(|owner| *owner != prefix) {
                return Err(Error::OtherScores(id.clone(), owner.into()));
            }
        }
        header.put(&Identity::Info(id), &definition.line(is_synthetic))?;
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
/// models, which would be taken for these models' if they stayed. Scores with another prefix stay.
pub fn keys(header: &Header, definitions: &[Definition], prefix: &str) -> Vec<String> {
    let prefixes = Prefixes::of(header);
    let mut keys: Vec<_> = definitions.iter().map(|d| d.id.clone()).collect();
    for (id, _) in header.infos() {
        let Ok(id) = str::from_utf8(id) else {
            continue;
        };
        let is_old = id != prefix && prefixes.is_of(id, prefix);
        let is_known = keys.iter().any(|key| key == id);
        if is_old && !is_known && header.info(id).is_some_and(is_ours) {
            keys.push(id.into());
        }
    }
    keys
}

/// Whether the line of an INFO field was written by this program.
pub fn is_ours(line: &[u8]) -> bool {
    attribute(line, b"Source") == Some(SOURCE.as_bytes())
}

/// A model that no longer has part in the scores must not be named for them.
fn remove_old_models(header: &mut Header, scorer: &Scorer, prefix: &str) {
    let prefixes = Prefixes::of(header);
    let new = models(scorer, prefix);
    for key in [MODEL, OPINION] {
        let start = format!("##{key}=<");
        let lines = header.meta();
        let lines = lines.filter(|line| line.starts_with(start.as_bytes()));
        let ids = lines.filter_map(|line| attribute(line, b"ID"));
        let ids = ids.map(|id| String::from_utf8_lossy(id).into_owned());
        let is_new = |id: &String| new.iter().any(|model| model.0 == key && model.1 == *id);
        let is_old = |id: &String| id != prefix && prefixes.is_of(id, prefix) && !is_new(id);
        let old: Vec<_> = ids.filter(is_old).collect();
        for id in old {
            header.remove(&Identity::KeyId(key, &id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(lines: &str) -> Header {
        let text = format!(
            "##fileformat=VCFv4.3\n\
             ##INFO=<ID=DSD_OLD,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\",Version=\"0\">\n\
             ##INFO=<ID=DSD_X,Number=A,Type=Float,Description=\"\">\n\
             ##INFO=<ID=DSDY,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\">\n\
             {lines}#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        );
        Header::parse(text.as_bytes()).unwrap()
    }

    fn definition(id: &str) -> Definition {
        Definition {
            id: id.into(),
            number: 'A',
            kind: "Float",
            description: String::new(),
        }
    }

    #[test]
    fn keys_of_earlier_runs_are_ours_and_others_are_not() {
        assert_eq!(keys(&header(""), &[], "DSD"), ["DSD_OLD"]);
    }

    #[test]
    fn scores_of_a_longer_prefix_are_not_those_of_an_earlier_run() {
        let longer = header("##dsdscore_bundle=<ID=DSD_OLD,Name=\"a\">\n");
        assert_eq!(keys(&longer, &[], "DSD"), [""; 0]);
        let error = define(&mut longer.clone(), &[definition("DSD_OLD")], "DSD", false);
        let error = error.unwrap_err().to_string();
        assert!(error.contains("scores with the prefix DSD_OLD"), "{error}");
        define(&mut longer.clone(), &[definition("DSD_F")], "DSD", false).unwrap();
    }

    #[test]
    fn a_prefix_that_is_a_field_of_another_is_refused() {
        let mut shorter = header("##dsdscore_bundle=<ID=DSD,Name=\"a\">\n");
        let error = define(&mut shorter, &[definition("DSD_OLD")], "DSD_OLD", false);
        assert!(matches!(error, Err(Error::OtherScores(..))));
        let error = define(&mut shorter, &[definition("DSD_X")], "DSD", false);
        assert!(matches!(error, Err(Error::ForeignField(_))));
    }
}
