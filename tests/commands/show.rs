//! `show`: images of genes.

use crate::support::Folder;

fn folder() -> Folder {
    let folder = Folder::with_bundle();
    folder.build_simulated();
    folder
}

fn size(folder: &Folder, name: &str) -> (u32, u32) {
    let image = image::open(folder.path(name)).unwrap().into_rgb8();
    image.dimensions()
}

#[test]
fn each_condition_gets_an_image_of_the_networks_size() {
    let folder = folder();
    let run = folder
        .run(["show", "SOX9", "-b", "simulated.dsd"])
        .assert_success();
    assert_eq!(
        run.text(),
        "SOX9 ENSG00000125398 F\nSOX9 ENSG00000125398 M\n"
    );
    for name in ["SOX9.F.png", "SOX9.M.png"] {
        assert_eq!(size(&folder, name), (50, 100));
        assert!(run.err.contains(name), "{}", run.err);
    }
    assert!(folder.read("SOX9.F.png") != folder.read("SOX9.M.png"));
    assert_eq!(
        folder.names(),
        ["SOX9.F.png", "SOX9.M.png", "published.dsd", "simulated.dsd"]
    );
}

#[test]
fn scale_enlarges_pixels_and_output_names_files() {
    let folder = folder();
    std::fs::create_dir(folder.path("figures")).unwrap();
    folder
        .run("show SOX9 -b simulated.dsd".split(' '))
        .assert_success();
    let args = "show SOX9 -b simulated.dsd -o figures/sox9.x --scale 3";
    folder.run(args.split(' ')).assert_success();
    let open = |name: &str| image::open(folder.path(name)).unwrap().into_rgb8();
    let (small, large) = (open("SOX9.M.png"), open("figures/sox9.x.M.png"));
    assert_eq!(large.dimensions(), (150, 300));
    assert!(
        large
            .enumerate_pixels()
            .all(|(x, y, pixel)| pixel == small.get_pixel(x / 3, y / 3))
    );
    assert!(
        small.pixels().any(|pixel| pixel != small.get_pixel(0, 0)),
        "a flat image"
    );
}

#[test]
fn a_gene_is_found_by_any_of_its_names() {
    let folder = folder();
    folder
        .run("show SOX9 -b simulated.dsd".split(' '))
        .assert_success();
    let wanted = folder.read("SOX9.F.png");
    for name in ["ENSG00000125398", "ENSG00000125398.9", "HGNC:11204"] {
        let args = ["show", name, "-b", "simulated.dsd", "-o", "other"];
        let run = folder.run(args).assert_success();
        assert!(run.text().starts_with("SOX9 "), "{}", run.text());
        assert!(folder.read("other.F.png") == wanted, "{name}");
    }
    folder.write(
        "t.csv",
        "gene,synonyms,sex,cell_type,time,mean\nNEW,OLD|OLDER,F,a,1,1\nNEW,OLD|OLDER,F,a,2,2\n",
    );
    let build = "bundle build --table t.csv -o alias.dsd";
    folder.run(build.split(' ')).assert_success();
    folder
        .run("show OLDER -b alias.dsd".split(' '))
        .assert_success();
    assert!(folder.path("NEW.F.png").exists());
}

#[test]
fn what_cannot_be_shown_says_why_and_writes_nothing() {
    let folder = folder();
    let names = folder.names();
    for (args, part) in [
        (
            "show NOSUCH -b simulated.dsd",
            "NOSUCH is not in simulated.dsd; `dsdscore bundle export`",
        ),
        (
            "show OLFML3 -b published.dsd",
            "OLFML3 has no expression in published.dsd",
        ),
        (
            "show SOX9 -b absent.dsd",
            "cannot read the bundle absent.dsd",
        ),
        (
            "show SOX9 -b simulated.dsd -o absent/x",
            "cannot write absent/x.F.png: No such file",
        ),
    ] {
        let err = folder.run(args.split(' ')).assert_error();
        assert!(err.contains(part), "{err}");
        assert_eq!(folder.names(), names);
    }
}

/// A symbol comes out of a table that anybody may have written.
#[test]
fn a_symbol_cannot_lead_out_of_the_folder() {
    let folder = Folder::new();
    folder.write(
        "t.csv",
        "gene,sex,cell_type,time,mean\n../up,F,a,1,1\n../up,F,a,2,2\n",
    );
    folder
        .run("bundle build --table t.csv -o up.dsd".split(' '))
        .assert_success();
    folder
        .run("show ../up -b up.dsd".split(' '))
        .assert_success();
    assert_eq!(folder.names(), [".._up.F.png", "t.csv", "up.dsd"]);
}
