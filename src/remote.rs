//! Addresses where a file should be: they are not read, as by a bcftools without curl.

/// How an address begins, and the command that writes to standard output what lies there.
const READERS: [(&str, &str); 5] = [
    ("http://", "curl -fsSL"),
    ("https://", "curl -fsSL"),
    ("ftp://", "curl -fsSL"),
    ("s3://", "aws s3 cp"),
    ("gs://", "gcloud storage cat"),
];

/// The command that writes to standard output what an address names; `None` for paths.
pub(crate) fn reading_command(path: &str) -> Option<String> {
    let starts = |(scheme, _): &&(&str, &str)| {
        let start = path.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let (scheme, reader) = READERS.iter().find(starts)?;
    let quoted = path.replace('\'', "'\\''");
    let end = if *scheme == "s3://" { " -" } else { "" };
    Some(format!("{reader} '{quoted}'{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_paths() {
        for (address, command) in [
            (
                "https://a.org/b.vcf.gz",
                "curl -fsSL 'https://a.org/b.vcf.gz'",
            ),
            ("HTTP://a.org/it's", "curl -fsSL 'HTTP://a.org/it'\\''s'"),
            ("ftp://a.org/b", "curl -fsSL 'ftp://a.org/b'"),
            ("s3://bucket/b.bcf", "aws s3 cp 's3://bucket/b.bcf' -"),
            (
                "gs://bucket/b.bcf",
                "gcloud storage cat 'gs://bucket/b.bcf'",
            ),
        ] {
            assert_eq!(reading_command(address).as_deref(), Some(command));
        }
        for path in [
            "-",
            "a.vcf",
            "/s3:/a",
            "https",
            "http:/a",
            "é://a",
            "./http://a",
        ] {
            assert_eq!(reading_command(path), None, "{path}");
        }
    }
}
