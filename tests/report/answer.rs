//! What a page opens with: banners, the best genes, the funnel, then the table.

use serde_json::json;

use crate::{
    RANKED, assert_has,
    browser::{Browser, has_chromium},
    opened,
    ranking::page_of_one,
};

#[test]
fn the_answer_is_on_the_first_screen() {
    if !has_chromium() {
        return;
    }
    let (mut browser, page) = (Browser::start(), page_of_one());
    let top =
        |element: &str| format!("document.querySelector('{element}').getBoundingClientRect().top");
    for (width, most) in [(1400, 500.0), (390, 700.0)] {
        browser.width(width);
        browser.open(&page.path, "");
        let found = browser.value(&top(".card")).as_f64().unwrap();
        assert!(found < most, "{found} at {width}");
        // The banner stands before, the table after.
        assert!(browser.value(&top("#_p0 .banner")).as_f64().unwrap() < found);
        assert!(browser.value(&top("table.genes")).as_f64().unwrap() > found);
    }
    assert_eq!(
        browser.value("document.querySelectorAll('.card').length"),
        5
    );
    let card = browser.text("document.querySelector('.card').textContent");
    for part in [
        "SOX9",
        "frameshift variant",
        "heterozygous",
        "Loss of function (frameshift variant)",
        "Not known: the genotypes of both parents, surely called.",
        "percentile of expression, female",
    ] {
        assert_has(&card, part);
    }
    browser.assert_quiet();
}

#[test]
fn on_a_telephone_the_table_begins_soon_and_what_is_folded_unfolds() {
    if !has_chromium() {
        return;
    }
    let (mut browser, page) = (Browser::start(), page_of_one());
    let height = |element: &str| {
        format!("document.querySelector('{element}').getBoundingClientRect().height")
    };
    browser.width(390);
    browser.open(&page.path, "");
    let top = "document.querySelector('tbody.gene').getBoundingClientRect().top";
    let found = browser.value(top).as_f64().unwrap();
    assert!(found < 1_500.0, "{found}");
    // Its words are as wide as the screen.
    assert!(browser.value(&height(".genes caption")).as_f64() < Some(100.0));
    let folded = browser.value(&height(".about")).as_f64().unwrap();
    browser.click("document.querySelector('.about summary')");
    assert!(browser.value(&height(".about")).as_f64() > Some(folded + 100.0));
    // A desk has room for it, and no line to fold it by.
    browser.width(1400);
    browser.open(&page.path, "");
    assert!(browser.value(&height(".facts")).as_f64() > Some(40.0));
    assert_eq!(browser.value(&height(".about summary")), 0);
    browser.assert_quiet();
}

#[test]
fn the_funnel_is_one_line_that_unfolds() {
    let Some((mut browser, _page)) = opened("") else {
        return;
    };
    let funnel = "document.querySelector('#_p0 .funnel')";
    let text = browser.text(&format!("{funnel}.querySelector('summary').textContent"));
    assert_eq!(text, "37,709 variants read → 6 left by 1 filter → 6 genes");
    let height = format!("{funnel}.getBoundingClientRect().height");
    assert!(browser.value(&height).as_f64() < Some(32.0));
    browser.click(&format!("{funnel}.querySelector('summary')"));
    assert!(browser.value(&height).as_f64() > Some(100.0));
    browser.assert_quiet();
}

#[test]
fn a_card_leads_to_its_gene() {
    let Some((mut browser, _page)) = opened("") else {
        return;
    };
    browser.click("document.querySelector('#_p1 .card a')");
    browser.value("new Promise((done) => setTimeout(done, 50))");
    let open = "[...document.querySelectorAll('.opened')].map((g) => g.id).join(' ')";
    assert_eq!(browser.text(open), "_p1r0");
    browser.assert_quiet();
}

#[test]
fn every_row_has_a_thumbnail_and_no_column_is_empty() {
    let Some((mut browser, _page)) = opened("") else {
        return;
    };
    let seen = format!(
        "[...{RANKED}.querySelectorAll('.thumb')].filter((t) => {{ \
         const box = t.getBoundingClientRect(); return box.width > 40 && box.height > 20; }}).length"
    );
    assert_eq!(browser.value(&seen), 6);
    let empty = format!(
        "[...{RANKED}.tHead.rows[0].cells].filter((head) => [...{RANKED}.tBodies].every((gene) => \
         gene.rows[0].cells[head.cellIndex].textContent.trim() === '')).map((h) => h.textContent)"
    );
    assert_eq!(browser.value(&empty), json!([]));
    browser.assert_quiet();
}
