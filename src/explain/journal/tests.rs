use super::*;

fn key(bundle: &str) -> Key {
    Key {
        program: "0".into(),
        bundle: bundle.into(),
        models: vec!["sha256:1".into()],
        provider: "cpu".into(),
        batch: None,
        replaced_by: Replacement::Usual,
        times_per_block: None,
        draws: 20,
        control_genes: 200,
        seed: 1,
    }
}

fn map(log_odds: f32) -> Option<GeneMap> {
    Some(GeneMap {
        log_odds,
        blocks: vec![1.0, -2.0],
        cell_types: vec![0.5],
        members: Some([0.25, 0.5]),
    })
}

fn whose(source: usize) -> Whose {
    Whose { source, draw: None }
}

/// Of two sources, four records.
fn written(path: &Path) {
    let mut journal = Journal::open(Some(path), &key("a")).unwrap();
    assert!(!journal.was_other() && journal.take(whose(0)).is_empty());
    journal.add(whose(0), &[map(1.0), None]).unwrap();
    journal.add(whose(1), &[map(2.0)]).unwrap();
    journal.add(DRAW, &[map(4.0)]).unwrap();
    journal.add(whose(0), &[map(3.0)]).unwrap();
}

const DRAW: Whose = Whose {
    source: 0,
    draw: Some(1),
};

#[test]
fn what_was_kept_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    written(&path);
    let mut journal = Journal::open(Some(&path), &key("a")).unwrap();
    assert!(!journal.was_other());
    assert_eq!(journal.take(whose(0)), [map(1.0), None, map(3.0)]);
    assert_eq!(journal.take(whose(1)), [map(2.0)]);
    assert_eq!(journal.take(DRAW), [map(4.0)]);
    remove_journal(&path).unwrap();
    remove_journal(&path).unwrap();
    assert!(!path.exists());
}

#[test]
fn a_journal_of_something_else_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    for other in [
        key("b"),
        Key {
            seed: 2,
            ..key("a")
        },
    ] {
        written(&path);
        let mut journal = Journal::open(Some(&path), &other).unwrap();
        assert!(journal.was_other() && journal.take(whose(0)).is_empty());
        fs::remove_file(&path).unwrap();
    }
    fs::write(&path, "no journal").unwrap();
    let journal = Journal::open(Some(&path), &key("a")).unwrap();
    assert!(journal.was_other());
}

/// Wherever it was cut, what is whole before stays, and what is added comes after it.
#[test]
fn a_journal_that_was_cut_goes_on_where_it_was_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    written(&path);
    let whole = fs::read(&path).unwrap();
    let first = encode(&key("a")).unwrap().len();
    for end in first..whole.len() {
        fs::write(&path, &whole[..end]).unwrap();
        let mut journal = Journal::open(Some(&path), &key("a")).unwrap();
        assert!(!journal.was_other());
        let maps = journal.take(whose(0));
        assert!(maps.is_empty() || maps == [map(1.0), None], "{end}");
        journal.add(whose(0), &[map(7.0)]).unwrap();
        let mut again = Journal::open(Some(&path), &key("a")).unwrap();
        assert_eq!(
            again.take(whose(0)),
            [maps, vec![map(7.0)]].concat(),
            "{end}"
        );
    }
    let mut damaged = whole.clone();
    *damaged.last_mut().unwrap() ^= 1;
    fs::write(&path, damaged).unwrap();
    let mut journal = Journal::open(Some(&path), &key("a")).unwrap();
    assert_eq!(journal.take(whose(0)), [map(1.0), None]);
}
