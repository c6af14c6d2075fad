//! What records of an output get: its header, and the values of our INFO fields.

use super::{
    Definition, Error, Naming, definitions,
    provenance::{self, keys},
    values::Values,
    why::explanation,
};
use crate::{
    hits::Hit,
    score::Scorer,
    variant::{Dictionary, Header, Keys, Record, Value},
};

/// The INFO fields of scores, with the header that defines them.
pub struct Annotation {
    header: Header,
    names: Vec<String>,
    values: Values,
    /// Where the values of other fields begin.
    others: usize,
}

impl Annotation {
    /// For records of an input's header. `others` are fields besides those of scores, whose values
    /// are set by [`Annotation::set_other`].
    ///
    /// # Errors
    ///
    /// Returns an error where a field of the same name is another program's, or what moves scores is
    /// asked for and the bundle does not tell.
    pub fn new(
        input: &Header,
        scorer: &Scorer,
        naming: &Naming,
        others: &[Definition],
    ) -> Result<Self, Error> {
        if naming.why {
            check_reasons(scorer)?;
        }
        let mut definitions = definitions(scorer, &naming.prefix, naming.why);
        let first_other = definitions.len();
        definitions.extend_from_slice(others);
        let names = keys(input, &definitions, &naming.prefix);
        Ok(Self {
            header: provenance::extend(input, scorer, naming, &definitions)?,
            values: Values::new(scorer, names.len(), naming.why),
            names,
            others: first_other,
        })
    }

    /// For records that have their scores: only `others` are written.
    ///
    /// # Errors
    ///
    /// As [`Annotation::new`].
    pub fn of_others(
        input: &Header,
        naming: &Naming,
        others: &[Definition],
        is_synthetic: bool,
    ) -> Result<Self, Error> {
        let mut header = input.clone();
        provenance::define(&mut header, others, &naming.prefix, is_synthetic)?;
        provenance::put_command(&mut header, naming)?;
        Ok(Self {
            header,
            names: others.iter().map(|other| other.id.clone()).collect(),
            values: Values::without_scores(others.len()),
            others: 0,
        })
    }

    /// The output's header.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The INFO keys, in the order of the values.
    #[must_use]
    pub fn keys(&self, input: &Dictionary, output: &Dictionary) -> Keys {
        Keys::new(&self.names, input, output)
    }

    /// Sets the values of a record; `false` where none of its genes has a score.
    pub fn set(&mut self, record: &Record, hits: &[Hit], scorer: &Scorer) -> bool {
        self.values.set(record, hits, scorer)
    }

    /// Sets the value of one of the other fields, already percent-encoded, after
    /// [`Annotation::set`].
    pub fn set_other(&mut self, other: usize, text: Vec<u8>) {
        self.values.set_text(self.others + other, text);
    }

    /// The values, one a key.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        self.values.values()
    }
}

fn check_reasons(scorer: &Scorer) -> Result<(), Error> {
    let bundle = scorer.bundle();
    if !scorer
        .columns()
        .iter()
        .any(|column| explanation(column).is_some())
    {
        return Err(Error::NoReasons(bundle.path().into()));
    }
    bundle.reasons()?;
    Ok(())
}
