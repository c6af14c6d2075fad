//! By what names fields go.

/// Whether two names are one: upper and lower case are, and SnpSift puts `dbNSFP_` before.
pub(super) fn is_same(found: &str, name: &str) -> bool {
    without_prefix(found).eq_ignore_ascii_case(without_prefix(name))
}

/// Whether SnpSift wrote a field, out of dbNSFP.
pub(super) fn has_prefix(name: &str) -> bool {
    without_prefix(name).len() < name.len()
}

fn without_prefix(name: &str) -> &str {
    const PREFIX: &str = "dbNSFP_";
    match name.split_at_checked(PREFIX.len()) {
        Some((start, rest)) if start.eq_ignore_ascii_case(PREFIX) => rest,
        _ => name,
    }
}

/// Parts that tell which of gnomAD's call sets a frequency is of, without digits.
const CALL_SETS: [&str; 14] = [
    "", "v", "r", "e", "g", "exome", "exomes", "genome", "genomes", "wes", "wgs", "joint", "info",
    "total",
];

/// Parts that say that it is a frequency in all, or the highest of the great populations.
const FREQUENCIES: [&str; 6] = ["af", "all", "freq", "popmax", "grpmax", "max"];

/// Whether a field of this name is a population frequency that counts where none is named.
///
/// The name's parts lie between `_`, `.`, `-`, `:` and `/`; case and digits do not matter. The
/// first begins with `gnomAD`, one is `AF`, `freq` or (ANNOVAR's) `ALL`, and all others tell the
/// call set (`exomes`, `joint`, `v4`) or that it is the highest of the great populations (`popmax`,
/// `grpmax`): `gnomAD_AF`, `gnomADe_AF`, `gnomad_af`, `gnomAD4.1_joint_AF`, `gnomAD_exome_ALL`.
/// gnomAD's own `AF_popmax` and `AF_grpmax` count too.
///
/// A part of another meaning means part of the people (`NFE`, `XX`, `controls`) or another
/// number (`raw`, `faf95`): these count only where they are named. So does a bare `AF`, which is
/// mostly a caller's own fraction.
pub(super) fn is_population_frequency(name: &str) -> bool {
    let name = without_prefix(name).to_ascii_lowercase();
    let mut parts = name.split(['_', '.', '-', ':', '/']).map(without_digits);
    let has = |wanted: &[&str]| {
        let mut parts = name.split(['_', '.', '-', ':', '/']);
        parts.any(|part| wanted.contains(&part))
    };
    match name.starts_with("gnomad") {
        true => has(&["af", "all", "freq"]) && parts.all(|part| is_meant(&part)),
        false => {
            let own = ["af", "popmax", "grpmax", "joint"];
            has(&["af"]) && has(&["popmax", "grpmax"]) && parts.all(|p| own.contains(&p.as_str()))
        }
    }
}

fn without_digits(part: &str) -> String {
    part.chars().filter(|c| !c.is_ascii_digit()).collect()
}

fn is_meant(part: &str) -> bool {
    let part = part.strip_prefix("gnomad").unwrap_or(part);
    CALL_SETS.contains(&part) || FREQUENCIES.contains(&part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_of_gnomad_go_by_many_names() {
        for name in [
            "gnomAD_AF",
            "gnomADe_AF",
            "gnomADg_AF",
            "gnomad_af",
            "gnomAD_exome_AF",
            "gnomAD_exomes_AF",
            "dbNSFP_gnomAD_exomes_AF",
            "dbNSFP_gnomAD_genomes_POPMAX_AF",
            "gnomAD4.1_joint_AF",
            "gnomAD2.1.1_exomes_AF",
            "gnomad41_exome_AF",
            "gnomADg_v3.1.2_AF",
            "gnomADe_AF_popmax",
            "gnomad_popmax_af",
            "gnomAD_exome_ALL",
            "gnomad.genomes.AF",
            "AF_grpmax",
            "AF_popmax",
            "AF_grpmax_joint",
        ] {
            assert!(is_population_frequency(name), "{name}");
        }
    }

    #[test]
    fn other_numbers_are_no_population_frequency_in_all() {
        for name in [
            "AF",
            "MAX_AF",
            "MLEAF",
            "AF_joint",
            "AF_raw",
            "popmax",
            "gnomAD",
            "gnomADe",
            "gnomADe_NFE_AF",
            "gnomADe_AF_XX",
            "gnomAD_exomes_controls_AF",
            "gnomAD_exomes_AC",
            "gnomADe_AN",
            "gnomAD_exomes_flag",
            "gnomADe_faf95",
            "gnomADe_AF_raw",
            "gnomADe_popmax",
            "gnomad_nhomalt",
            "ExAC_AF",
            "AFR_AF",
            "1000Gp3_AF",
            "",
        ] {
            assert!(!is_population_frequency(name), "{name}");
        }
    }

    #[test]
    fn names_are_one_in_any_case_and_with_snpsifts_prefix() {
        assert!(is_same("dbNSFP_SIFT_pred", "SIFT_pred"));
        assert!(is_same("DBNSFP_SIFT_PRED", "SIFT_pred"));
        assert!(is_same("polyphen", "PolyPhen"));
        assert!(!is_same("SIFT_score", "SIFT"));
    }
}
