/// The Sequence Ontology term that VEP writes for an ALT that is symbolic, after
/// `get_SO_term` of ensembl-vep and `%SO_TERMS` of ensembl-variation.
pub(super) fn sequence_ontology_term(alternate: &[u8]) -> Option<&'static str> {
    let inner = alternate.strip_prefix(b"<")?.strip_suffix(b">")?;
    let is = |prefix: &[u8]| starts_with(inner, prefix);
    if let Some(term) = mobile_element(inner) {
        return Some(term);
    }
    Some(match () {
        () if is(b"DUP:TANDEM") => "tandem_duplication",
        () if is(b"CNV:TR") => "tandem_repeat",
        () if is(b"CNV") => "copy_number_variation",
        () if is(b"CN") => copy_number(inner)?,
        () if is(b"DEL") => "deletion",
        () if is(b"DUP") => "duplication",
        () if is(b"INS") => "insertion",
        () if is(b"INV") => "inversion",
        () if is(b"BND") => "chromosome_breakpoint",
        () => return None,
    })
}

fn starts_with(text: &[u8], prefix: &[u8]) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// `<INS:ME:ALU>` and the like; an element without a term of its own is a
/// mobile element.
fn mobile_element(inner: &[u8]) -> Option<&'static str> {
    let element = inner.get(6..).unwrap_or_default();
    let element = element.strip_prefix(b":").unwrap_or(element);
    let terms = match () {
        () if starts_with(inner, b"INS:ME") => &INSERTIONS,
        () if starts_with(inner, b"DEL:ME") => &DELETIONS,
        () => return None,
    };
    let is_named = |(name, _): &&(&str, &str)| element.eq_ignore_ascii_case(name.as_bytes());
    Some(terms.iter().find(is_named).unwrap_or(&terms[0]).1)
}

const INSERTIONS: [(&str, &str); 6] = [
    ("", "mobile_element_insertion"),
    ("ALU", "Alu_insertion"),
    ("HERV", "HERV_insertion"),
    ("LINE1", "LINE1_insertion"),
    ("L1", "LINE1_insertion"),
    ("SVA", "SVA_insertion"),
];

const DELETIONS: [(&str, &str); 6] = [
    ("", "mobile_element_deletion"),
    ("ALU", "Alu_deletion"),
    ("HERV", "HERV_deletion"),
    ("LINE1", "LINE1_deletion"),
    ("L1", "LINE1_deletion"),
    ("SVA", "SVA_deletion"),
];

/// `<CN0>` or `<CN=0>` is a deletion, `<CN2>` a duplication.
fn copy_number(inner: &[u8]) -> Option<&'static str> {
    let number = inner.get(2..)?;
    match number.strip_prefix(b"=").unwrap_or(number) {
        b"0" => Some("deletion"),
        b"2" => Some("duplication"),
        [b'0'..=b'9', ..] => Some("copy_number_variation"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_veps() {
        for (alternate, term) in [
            ("<DEL>", Some("deletion")),
            ("<del>", Some("deletion")),
            ("<DEL:ME>", Some("mobile_element_deletion")),
            ("<DEL:ME:ALU>", Some("Alu_deletion")),
            ("<INS>", Some("insertion")),
            ("<INS:ME:L1>", Some("LINE1_insertion")),
            ("<INS:ME:XYZ>", Some("mobile_element_insertion")),
            ("<DUP>", Some("duplication")),
            ("<DUP:TANDEM>", Some("tandem_duplication")),
            ("<INV>", Some("inversion")),
            ("<CNV>", Some("copy_number_variation")),
            ("<CNV:TR>", Some("tandem_repeat")),
            ("<CN0>", Some("deletion")),
            ("<CN=2>", Some("duplication")),
            ("<CN12>", Some("copy_number_variation")),
            ("<BND>", Some("chromosome_breakpoint")),
            ("<NON_REF>", None),
            ("<CN>", None),
            ("<>", None),
            ("<DEL", None),
            ("ACGT", None),
        ] {
            assert_eq!(
                sequence_ontology_term(alternate.as_bytes()),
                term,
                "{alternate}"
            );
        }
    }
}
