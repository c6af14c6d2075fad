//! Progress on stderr, on a terminal alone.

use std::{fmt::Write, time::Duration};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// A bar towards a known total, or a counter; hidden where stderr is no terminal.
pub fn bar(total: Option<u64>, unit: &str) -> ProgressBar {
    // A file's name may hold what means something in a template.
    let unit = unit.to_string();
    let unit = move |_: &ProgressState, out: &mut dyn Write| {
        let _always_ok = out.write_str(&unit);
    };
    let target = ProgressDrawTarget::stderr();
    let bar = ProgressBar::with_draw_target(total, target);
    let template = match total {
        Some(_) => "{bar:30} {human_pos}/{human_len} {unit}, {rate}, {eta} left",
        None => "{spinner} {human_pos} {unit}, {rate}, {elapsed}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.with_key("unit", unit).with_key("rate", rate));
    }
    if total.is_none() && !bar.is_hidden() {
        bar.enable_steady_tick(Duration::from_millis(200));
    }
    bar
}

#[cfg(feature = "train")]
/// A bar of epochs; its message says how the last went.
pub fn epochs(total: usize) -> ProgressBar {
    let target = ProgressDrawTarget::stderr();
    let bar = ProgressBar::with_draw_target(Some(total as u64), target);
    let template = "{bar:20} {pos}/{len} epochs, {eta} left; {msg}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// Whole units a second: indicatif's own has four decimals.
fn rate(state: &ProgressState, out: &mut dyn Write) {
    let _always_ok = write!(out, "{}/s", HumanCount(state.per_sec() as u64));
}
