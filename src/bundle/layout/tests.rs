use super::*;

const HEAD: usize = DIRECTORY_AT + 4 * ENTRY_LEN;

/// A file of the first so many sections.
fn file(sections: &[&[u8]]) -> Vec<u8> {
    let parts = Section::ALL.into_iter().zip(sections);
    let parts: Vec<_> = parts
        .map(|(section, bytes)| (section, bytes.len(), checksum(bytes)))
        .collect();
    let mut file = Directory::head(&parts);
    for section in sections {
        file.resize(file.len() + padding_after(file.len()), 0);
        file.extend(*section);
    }
    file
}

fn four() -> Vec<u8> {
    file(&[b"{}", b"", b"", b"x"])
}

/// With right checksums of what the change made.
fn forged(mut file: Vec<u8>, change: impl Fn(&mut [u8])) -> Result<Directory, Fault> {
    change(&mut file);
    let digest = digest_of_head(&file[..HEAD]);
    file[DIGEST_AT..DIRECTORY_AT].copy_from_slice(&digest);
    Directory::read(&file)
}

#[test]
fn sections_are_found_again() {
    let sections: [&[u8]; 5] = [b"{}", &[7; 100], b"", b"scores", b"patterns"];
    let file = file(&sections);
    let directory = Directory::read(&file).unwrap();
    for (section, bytes) in Section::ALL.into_iter().zip(sections) {
        assert_eq!(directory.bytes(&file, section), bytes);
        directory.check(&file, section).unwrap();
        assert_eq!(directory.range(section).start % ALIGNMENT, 0);
    }
    assert_eq!(directory.bytes(&file, Section::Images), b"");
    directory.check(&file, Section::Images).unwrap();
    assert_eq!(directory.digest().len(), "sha256:".len() + 64);
}

#[test]
fn the_first_version_is_read_and_has_no_newer_sections() {
    let directory = forged(four(), |file| file[8] = 1).unwrap();
    assert_eq!(directory.version(), 1);
    let name = Section::Patterns.padded_name();
    let error = forged(four(), |file| {
        file[8] = 1;
        file[176..192].copy_from_slice(&name);
    });
    assert!(matches!(error, Err(Fault::UnknownSection(name)) if name == "patterns"));
}

#[test]
fn sections_are_found_in_any_order() {
    let file = file(&[b"{}", b"genes", b"", b"x"]);
    let (manifest, genes) = (
        Section::Manifest.padded_name(),
        Section::Genes.padded_name(),
    );
    let directory = forged(file.clone(), |file| {
        file[48..64].copy_from_slice(&genes);
        file[112..128].copy_from_slice(&manifest);
    });
    let directory = directory.unwrap();
    assert_eq!(directory.bytes(&file, Section::Manifest), b"genes");
    assert_eq!(directory.bytes(&file, Section::Genes), b"{}");
}

#[test]
fn an_unknown_section_is_named() {
    let error = forged(four(), |file| file[48..57].copy_from_slice(b"new\nthing"));
    assert!(matches!(error, Err(Fault::UnknownSection(name)) if name == "new\\nthing"));
}

#[test]
fn sections_are_there_once_and_the_needed_ones_are_there() {
    let matrices = Section::Matrices.padded_name();
    let twice = forged(four(), |file| file[48..64].copy_from_slice(&matrices));
    let missing = Directory::read(&file(&[b"{}", b"", b""]));
    for (directory, word) in [
        (twice, "two sections matrices"),
        (missing, "no section scores"),
    ] {
        let Err(Fault::Damaged(what)) = directory else {
            panic!("{directory:?}");
        };
        assert!(what.contains(word), "{what}");
    }
}

#[test]
fn lies_under_a_right_checksum_are_seen() {
    for (at, byte) in [(64, 1), (72, 0xff), (79, 0xff)] {
        let error = forged(four(), |file| file[at] = byte);
        assert!(matches!(error, Err(Fault::Damaged(_))), "{at}");
    }
    for count in [0, 3, 5, 0xff] {
        let error = forged(four(), |file| file[12] = count);
        assert!(matches!(error, Err(Fault::Damaged(_))), "{count}");
    }
}

#[test]
fn padding_must_be_zero_and_nothing_may_follow() {
    let mut filled = four();
    filled[HEAD + 10] = 1;
    let mut longer = four();
    longer.push(0);
    for file in [filled, longer] {
        assert!(matches!(Directory::read(&file), Err(Fault::Damaged(_))));
    }
}
