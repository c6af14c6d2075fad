//! What annotating allocates does not grow with the number of records, nor what drawing allocates
//! with the number of images.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use clap::Parser;
use dsdscore::{
    bundle::{Builder, Description, ModelSource, Scored, Time},
    cli::Cli,
    heatmap::{CellsRef, Fill, Image, PngEncoder, Recipe, Renderer},
    import::ScoresTable,
};
use ndarray::Array3;

struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
/// Tests count one after another.
static TURN: Mutex<()> = Mutex::new(());

// SAFETY: every call is passed on as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        unsafe { System.dealloc(ptr, layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.realloc(ptr, layout, new_size) }
    }
}

#[global_allocator]
static GLOBAL: Counting = Counting;

const HEADER: &str = "##fileformat=VCFv4.3\n\
    ##contig=<ID=1>\n\
    ##INFO=<ID=AC,Number=A,Type=Integer,Description=\"\">\n\
    ##INFO=<ID=SVLEN,Number=A,Type=Integer,Description=\"\">\n\
    ##INFO=<ID=CHR2,Number=1,Type=String,Description=\"\">\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|Consequence|SYMBOL|Gene\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n";
const LINES: [&str; 4] = [
    "A\tC\t9.5\tPASS\tAC=1;CSQ=C|missense_variant|OLFML3|ENSG00000116774,C|intron_variant|OLFML3|\tGT\t0/1\t0/0",
    "A\tC,G\t.\t.\tCSQ=C|x|GIPC2|,G|x|GARIN4|,G|x|GIPC2|;AC=1,1\tGT\t1/2\t0/0",
    "AT\tA\t.\t.\tCSQ=-|x|NOBODYS|\tGT\t0/1\t0/1",
    "A\tA]1:950],<DEL>\t.\t.\tSVLEN=.,-30;CHR2=1\tGT\t0/1\t0/2",
];

fn write_input(path: &Path, records: usize) {
    let mut text = String::from(HEADER);
    for (i, line) in (1..=records).zip(LINES.iter().cycle()) {
        text.push_str(&format!("1\t{i}\t.\t{line}\n"));
    }
    std::fs::write(path, text).unwrap();
}

/// A bundle of the published scores, with a pattern and a second opinion for each gene.
fn build(bundle: &Path) {
    let scores = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/published-scores.tsv");
    let table = ScoresTable::read(scores, &[]).unwrap();
    let (mut conditions, genes) = (table.conditions().to_vec(), table.genes().to_vec());
    for condition in &mut conditions {
        condition.cell_types = vec!["germ".into()];
        let time = |value: f64| Time {
            label: value.to_string(),
            value,
        };
        condition.times = [6.0, 7.5].map(time).to_vec();
    }
    let means = Array3::from_shape_fn((genes.len(), 1, 2), |(_, _, time)| 2.0 * time as f32);
    let matrices = vec![means; 2];
    let (description, recipe) = (Description::default(), Some(Recipe::default()));
    let genes_count = genes.len();
    let mut builder = Builder::new(description, recipe, conditions, genes, matrices);
    for (index, condition) in table.conditions().iter().enumerate() {
        builder.compute_patterns(index, None).unwrap();
        let scored = |name: &str| Scored {
            condition: condition.key.clone(),
            model: ModelSource {
                name: name.into(),
                ..ModelSource::default()
            },
            values: vec![0.5; genes_count],
            complete: true,
            evaluation: None,
        };
        builder.set_scores(scored("decides")).unwrap();
        builder.add_opinion(scored("second")).unwrap();
    }
    builder.write(bundle).unwrap();
}

fn run(arguments: &[&str]) {
    let program = std::iter::once("dsdscore");
    let cli = Cli::try_parse_from(program.chain(arguments.iter().copied())).unwrap();
    cli.run().unwrap();
}

/// The allocations of annotating so many records, read and written as the types say.
fn count(records: usize, input_type: &str, output_type: &str, options: &[&str]) -> usize {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (plain, input, output, bundle) = (path("in.vcf"), path("in"), path("out"), path("b.dsd"));
    build(Path::new(&bundle));
    write_input(Path::new(&plain), records);
    run(&[
        "annotate", "-b", &bundle, "-O", input_type, "-o", &input, &plain,
    ]);
    let annotate = [
        "annotate",
        "-b",
        &bundle,
        "-O",
        output_type,
        "-o",
        &output,
        &input,
    ];
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    run(&[&annotate, options].concat());
    ALLOCATIONS.load(Ordering::Relaxed) - before
}

/// Checks that ten times as many records take less than one allocation more for 50 of them.
fn check(input_type: &str, output_type: &str, options: &[&str]) {
    let _turn = TURN.lock().unwrap_or_else(|e| e.into_inner());
    let few = count(2_000, input_type, output_type, options);
    let many = count(20_000, input_type, output_type, options);
    assert!(few > 0, "allocations are counted");
    assert!(
        many < few + 18_000 / 50,
        "{input_type} to {output_type}: {few} allocations for 2,000 records, {many} for 20,000"
    );
}

#[test]
fn records_allocate_nothing() {
    for (input_type, output_type) in [("v", "v"), ("u", "u"), ("v", "u"), ("u", "v"), ("z", "z")] {
        check(input_type, output_type, &[]);
    }
}

#[test]
fn records_found_by_coordinates_allocate_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let genes = dir.path().join("genes.bed");
    std::fs::write(&genes, "1\t0\t15000\tGIPC2\n1\t900\t20000\tOLFML3\n").unwrap();
    let options = ["--source", "genes", "--genes", genes.to_str().unwrap()];
    check("v", "v", &options);
    check("u", "u", &options);
}

#[test]
fn images_of_cells_allocate_nothing() {
    let _turn = TURN.lock().unwrap_or_else(|e| e.into_inner());
    let values: Vec<f32> = (0..900).map(|i| (i % 7 / 6 * i) as f32).collect();
    let (dense, times) = (vec![3.0; 900], [6.0, 7.0, 9.0]);
    for fill in [Fill::Column, Fill::Block] {
        let recipe = Recipe {
            fill,
            ..Recipe::default()
        };
        let mut renderer = Renderer::new(recipe).unwrap();
        let mut image = Image::default();
        let mut draw = |values| {
            let cells = CellsRef {
                cell_types: 1,
                times: &times,
                offsets: &[0, 200, 500, 900],
                values,
            };
            renderer.render_cells(&cells, 2.0, &mut image).unwrap();
        };
        draw(&values);
        // The harness, on its own thread, may allocate meanwhile: once, not each time.
        let rounds = [&values, &dense, &values, &dense, &values].map(|values| {
            let before = ALLOCATIONS.load(Ordering::Relaxed);
            draw(values);
            ALLOCATIONS.load(Ordering::Relaxed) - before
        });
        assert!(rounds.contains(&0), "{fill:?}: {rounds:?}");
    }
}

#[test]
fn encoding_an_image_allocates_its_png_alone() {
    let _turn = TURN.lock().unwrap_or_else(|e| e.into_inner());
    let mut image = Image::default();
    let bytes: Vec<u8> = (0..100 * 50 * 3).map(|i| (i % 251) as u8).collect();
    image.set_rgb8(100, 50, &bytes).unwrap();
    let mut encoder = PngEncoder::default();
    encoder.encode(&image).unwrap();
    let rounds = [(); 5].map(|()| {
        let before = ALLOCATIONS.load(Ordering::Relaxed);
        encoder.encode(&image).unwrap();
        ALLOCATIONS.load(Ordering::Relaxed) - before
    });
    assert!(rounds.contains(&1), "{rounds:?}");
}
