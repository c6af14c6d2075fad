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
    let run = folder.succeed("show SOX9 -b simulated.dsd");
    let lines: Vec<_> = run.text().lines().collect();
    assert_eq!(lines.len(), 2);
    for (line, start) in lines.iter().zip([
        "SOX9 ENSG00000125398 F: banded, tau 0.",
        "SOX9 ENSG00000125398 M: banded, tau 0.",
    ]) {
        assert!(
            line.starts_with(start) && line.contains(", peak in "),
            "{line}"
        );
    }
    for name in ["SOX9.F.png", "SOX9.M.png"] {
        assert_eq!(size(&folder, name), (50, 100));
        assert!(run.err.contains(name), "{}", run.err);
    }
    assert!(run.err.contains("SOX9.figure.png"), "{}", run.err);
    assert!(folder.read("SOX9.F.png") != folder.read("SOX9.M.png"));
    assert_eq!(
        folder.names(),
        [
            "SOX9.F.png",
            "SOX9.M.png",
            "SOX9.figure.png",
            "published.dsd",
            "simulated.dsd"
        ]
    );
}

#[test]
fn scale_enlarges_pixels_and_output_names_files() {
    let folder = folder();
    std::fs::create_dir(folder.path("figures")).unwrap();
    folder.succeed("show SOX9 -b simulated.dsd");
    let args = "show SOX9 -b simulated.dsd -o figures/sox9.x --scale 3";
    folder.succeed(args);
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
    folder.succeed("show SOX9 -b simulated.dsd");
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
    folder.succeed(build);
    folder.succeed("show OLDER -b alias.dsd");
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
            "show NOSUCH NEITHER -b simulated.dsd",
            "none of the 2 genes is in simulated.dsd; `dsdscore bundle export`",
        ),
        (
            "show OLFML3 GIPC2 -b published.dsd",
            "none of the genes has expression in published.dsd",
        ),
        (
            "show --genes absent.txt -b simulated.dsd",
            "cannot read absent.txt: No such file",
        ),
        (
            "show SOX9 -b simulated.dsd --kind sheet -o absent/x",
            "cannot write absent/x.sheet.png: No such file",
        ),
        (
            "show SOX9 -b simulated.dsd --kind figure --format svg -o absent/x",
            "cannot write absent/x.figure.svg: No such file",
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
    folder.succeed("bundle build --table t.csv -o up.dsd");
    folder.succeed("show ../up -b up.dsd");
    let names = [".._up.F.png", ".._up.figure.png", "t.csv", "up.dsd"];
    assert_eq!(folder.names(), names);
}

/// What the texts of an SVG say, in their order.
fn texts(svg: &str) -> Vec<&str> {
    let ends = svg.match_indices("\n</text>").map(|(end, _)| &svg[..end]);
    ends.map(|start| start.rsplit(">\n").next().unwrap())
        .collect()
}

#[test]
fn a_figure_names_cell_types_and_times_and_marks_what_was_not_measured() {
    let folder = folder();
    let args = "show SOX9 -b simulated.dsd --kind figure --format svg,png --colormap turbo";
    folder.succeed(args);
    let names = folder.names();
    let names: Vec<_> = names.iter().filter(|name| name.contains("SOX9")).collect();
    assert_eq!(names, ["SOX9.figure.png", "SOX9.figure.svg"]);
    let svg = folder.text("SOX9.figure.svg");
    let texts = texts(&svg);
    for text in [
        "SYNTHETIC: not from real data, no result",
        "SOX9",
        "ENSG00000125398, simulated-expression.tsv",
        "F",
        "M",
        "germ",
        "7.5",
        "log10(1 + x) scale",
        "network input, 100 × 50 px",
    ] {
        assert!(texts.contains(&text), "{text}: {texts:?}");
    }
    // The gene's pattern, with the numbers behind it.
    let is_pattern =
        |text: &&str| text.contains(", tau 0.") && text.contains("peak in endothelial at 21");
    assert!(texts.iter().any(is_pattern), "{texts:?}");
    assert_eq!(svg.matches("<image ").count(), 2);
    let (width, height) = size(&folder, "SOX9.figure.png");
    assert!(svg.contains(&format!("viewBox=\"0 0 {} {}\"", width / 2, height / 2)));
}

/// One mean of the table is missing: it, and it alone, has a mark.
#[test]
fn a_gap_is_marked_and_a_condition_without_the_gene_says_so() {
    let folder = Folder::new();
    folder.write(
        "t.csv",
        "gene,sex,cell_type,time,mean\nA,F,a,1,1\nA,F,a,2,2\nA,F,b,1,3\nB,M,a,1,1\nB,M,a,2,1\nB,F,b,2,2\n",
    );
    folder.succeed("bundle build --table t.csv -o gap.dsd");
    folder.succeed("show A -b gap.dsd --format svg");
    let svg = folder.text("A.figure.svg");
    let texts = texts(&svg);
    for text in ["not measured: interpolated along time", "not in this atlas"] {
        assert!(texts.contains(&text), "{texts:?}");
    }
    assert!(!svg.contains("SYNTHETIC"));
}

#[test]
fn several_genes_have_files_of_their_own_and_unknown_ones_are_counted() {
    let folder = folder();
    folder.write("list.txt", "# mine\nGIPC2\t0.9\n\nNOSUCH\nSOX9\n");
    let args = "show SOX9 --genes list.txt -b simulated.dsd -o x --kind input,sheet --format svg";
    let run = folder.succeed(args);
    assert_has!(run.err, "warning: 1 names are not in simulated.dsd: NOSUCH");
    let names = folder.names();
    let names: Vec<_> = names.iter().filter(|name| name.starts_with('x')).collect();
    assert_eq!(
        names,
        [
            "x.GIPC2.F.png",
            "x.GIPC2.M.png",
            "x.SOX9.F.png",
            "x.SOX9.M.png",
            "x.sheet.svg"
        ]
    );
    let svg = folder.text("x.sheet.svg");
    let found = texts(&svg);
    let place = |symbol| found.iter().position(|text| *text == symbol).unwrap();
    assert!(place("SOX9") < place("GIPC2"));
    assert!(found.contains(&"2 genes"));
    assert_eq!(svg.matches("<image ").count(), 4);
}

#[test]
fn a_sheet_of_many_genes_goes_on_on_the_next_page() {
    let folder = Folder::new();
    let mut table = String::from("gene,sex,cell_type,time,mean\n");
    let mut list = String::new();
    for gene in 0..45 {
        table.push_str(&format!("G{gene},F,a,1,{gene}\nG{gene},F,a,2,1\n"));
        list.push_str(&format!("G{gene}\n"));
    }
    folder.write("t.csv", table);
    folder.write("list.txt", list);
    folder.succeed("bundle build --table t.csv -o many.dsd");
    let args = "show --genes list.txt -b many.dsd --kind sheet --format svg --columns 2";
    folder.succeed(args);
    let pages = ["sheet-1.svg", "sheet-2.svg"].map(|name| folder.text(name));
    assert_eq!(
        pages.each_ref().map(|page| page.matches("<image ").count()),
        [40, 5]
    );
    assert!(!folder.path("sheet-3.svg").exists() && !folder.path("sheet.svg").exists());
    assert!(texts(&pages[1]).contains(&"G44"));
}
