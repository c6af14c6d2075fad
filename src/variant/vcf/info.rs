//! The INFO column of a VCF line.

use memchr::memmem::Finder;

use super::FloatTexts;
use crate::variant::{Edit, Value};

/// The value of the key that a finder finds, empty for a flag; the first where the key stands
/// twice.
pub fn value<'a>(info: &'a [u8], key: &Finder) -> Option<&'a [u8]> {
    let len = key.needle().len();
    key.find_iter(info)
        .filter(|&at| at == 0 || info[at - 1] == b';')
        .find_map(|at| match info.get(at + len) {
            Some(b'=') => Some(until_semicolon(&info[at + len + 1..])),
            Some(b';') | None => Some([].as_slice()),
            Some(_) => None,
        })
}

/// Appends the column with the edit's keys removed and its values at the end.
///
/// # Errors
///
/// As [`Keys::contains`](crate::variant::Keys::contains).
pub fn write_edited(
    info: &[u8],
    edit: &Edit,
    floats: &mut FloatTexts,
    out: &mut Vec<u8>,
) -> Result<(), String> {
    let start = out.len();
    write_kept(info, edit, out)?;
    for (key, value) in edit.present() {
        if out.len() > start {
            out.push(b';');
        }
        out.extend_from_slice(key.name());
        out.push(b'=');
        write_value(value, floats, out);
    }
    if out.len() == start && !info.is_empty() {
        out.push(b'.');
    }
    Ok(())
}

/// Appends the fields of other keys; nothing for `.`.
fn write_kept(info: &[u8], edit: &Edit, out: &mut Vec<u8>) -> Result<(), String> {
    if info == b"." {
        return Ok(());
    }
    if !edit.keys.may_occur_in(info) {
        out.extend_from_slice(info);
        return Ok(());
    }
    let mut is_first = true;
    for field in info.split(|&b| b == b';') {
        let end = memchr::memchr(b'=', field).unwrap_or(field.len());
        if edit.keys.contains(&field[..end])? {
            continue;
        }
        if !std::mem::take(&mut is_first) {
            out.push(b';');
        }
        out.extend_from_slice(field);
    }
    Ok(())
}

fn write_value(value: &Value, floats: &mut FloatTexts, out: &mut Vec<u8>) {
    match value {
        Value::Text(text) => out.extend_from_slice(text),
        Value::Floats(values) => {
            for (i, &value) in values.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                floats.write(value, out);
            }
        }
    }
}

fn until_semicolon(bytes: &[u8]) -> &[u8] {
    &bytes[..memchr::memchr(b';', bytes).unwrap_or(bytes.len())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::variant::{Dictionary, Keys};

    const DEFINED: &[u8] = b"##fileformat=VCFv4.3\n\
        ##INFO=<ID=DSD,Number=.,Type=String,Description=\"\">\n\
        ##INFO=<ID=DSD_F,Number=A,Type=Float,Description=\"\">\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    const UNDEFINED: &[u8] =
        b"##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

    fn try_rewrite(header: &[u8], info: &[u8], values: &[Value; 2]) -> Result<String, String> {
        let input = Dictionary::parse(header).unwrap();
        let keys = Keys::new(&["DSD".into(), "DSD_F".into()], &input, &input);
        let edit = Edit {
            keys: &keys,
            values,
        };
        let mut out = Vec::new();
        write_edited(info, &edit, &mut FloatTexts::default(), &mut out)?;
        Ok(String::from_utf8(out).unwrap())
    }

    fn rewrite(info: &[u8], values: &[Value; 2]) -> String {
        try_rewrite(DEFINED, info, values).unwrap()
    }

    #[test]
    fn a_field_that_the_header_does_not_define_may_be_anybodys() {
        let values = [Value::Text(b"x".into()), Value::Floats(vec![])];
        let error = try_rewrite(UNDEFINED, b"AC=1;DSD=7", &values).unwrap_err();
        assert!(error.contains("INFO/DSD is already there"), "{error}");
        let copied = try_rewrite(UNDEFINED, b"AC=1;DSDX=7", &values);
        assert_eq!(copied.as_deref(), Ok("AC=1;DSDX=7;DSD=x"));
    }

    #[test]
    fn values_follow_what_stands() {
        let values = [Value::Text(b"x".into()), Value::Floats(vec![0.5])];
        assert_eq!(rewrite(b"AC=1;DB", &values), "AC=1;DB;DSD=x;DSD_F=0.5");
        assert_eq!(rewrite(b".", &values), "DSD=x;DSD_F=0.5");
        assert_eq!(rewrite(b"", &values), "DSD=x;DSD_F=0.5");
    }

    #[test]
    fn twice_is_once() {
        let values = [Value::Text(b"x".into()), Value::Floats(vec![0.5])];
        let once = rewrite(b"DSD_FAT=1;;AC=1;", &values);
        assert_eq!(rewrite(once.as_bytes(), &values), once);
        assert_eq!(once, "DSD_FAT=1;;AC=1;;DSD=x;DSD_F=0.5");
    }

    #[test]
    fn empty_fields_stay_where_they_are() {
        let values = [Value::Text(b"x".into()), Value::Floats(vec![])];
        for info in [";AC=1", ";", ";;", "AC=1;"] {
            let once = rewrite(info.as_bytes(), &values);
            assert_eq!(once, format!("{info};DSD=x"));
            assert_eq!(rewrite(once.as_bytes(), &values), once);
        }
    }

    #[test]
    fn earlier_values_go_wherever_they_stand() {
        let absent = [Value::Text(vec![]), Value::Floats(vec![])];
        assert_eq!(rewrite(b"DSD=a;AC=1;DSD_F=0.1;B=2", &absent), "AC=1;B=2");
        assert_eq!(rewrite(b"DSD=a", &absent), ".");
        assert_eq!(rewrite(b".", &absent), ".");
    }

    #[test]
    fn a_key_is_not_found_inside_a_value_or_another_key() {
        assert_eq!(
            value(b"XDSD=1;Y=DSD=2;DSD=3", &Finder::new("DSD")),
            Some(b"3".as_slice())
        );
        assert_eq!(value(b"XDSD=1;DSDX=2", &Finder::new("DSD")), None);
    }
}
