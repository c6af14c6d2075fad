//! INFO.

use super::error::Section;
use super::{Error, string, text};
use crate::variant::dictionary::Dictionary;
use crate::variant::typed::{read_integer, read_value};

/// Appends `count` fields, `.` for none.
pub(super) fn push(
    src: &mut &[u8],
    count: u16,
    dictionary: &Dictionary,
    out: &mut Vec<u8>,
) -> Result<(), Error> {
    if count == 0 {
        out.push(b'.');
    }
    for i in 0..count {
        if i > 0 {
            out.push(b';');
        }
        push_field(src, dictionary, out)?;
    }
    Ok(())
}

fn push_field(src: &mut &[u8], dictionary: &Dictionary, out: &mut Vec<u8>) -> Result<(), Error> {
    let malformed = |source| Section::Info.error(source);
    let key = read_integer(src).map_err(malformed)?;
    out.extend_from_slice(string(key, Section::Info, dictionary)?);
    let value = read_value(src).map_err(malformed)?;
    if !value.is_empty() {
        out.push(b'=');
        text::push_array(out, value);
    }
    Ok(())
}
