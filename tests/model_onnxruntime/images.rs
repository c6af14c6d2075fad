//! The images of make_fixtures.py, and what networks give for them.

use ndarray::{Array4, Axis, concatenate};
use serde_json::Value;

use super::{HEIGHT, WIDTH, fixture};

/// One byte of an image, by the formula of make_fixtures.py.
fn pixel(kind: &str, seed: u32, c: u32, y: u32, x: u32) -> u8 {
    let value = match kind {
        "noise" => {
            let key = ((seed * 3 + c) * HEIGHT as u32 + y) * WIDTH as u32 + x;
            let key = key.wrapping_mul(2_654_435_761).wrapping_add(12_345);
            (key ^ (key >> 15)).wrapping_mul(2_246_822_519) >> 24
        }
        "bands" => y / (4 + seed) * (37 + 11 * seed) + c * 85 + x * seed,
        "columns" => x / (2 + seed) * (53 + 7 * seed) + c * (40 + seed),
        "flat" => seed * 31 + c * (seed * 17 + 5),
        _ => panic!("no such image: {kind}"),
    };
    (value % 256) as u8
}

/// N×3×H×W.
fn images(which: &[(String, u32)]) -> Array4<f32> {
    Array4::from_shape_fn((which.len(), 3, HEIGHT, WIDTH), |(row, c, y, x)| {
        let (kind, seed) = &which[row];
        f32::from(pixel(kind, *seed, c as u32, y as u32, x as u32)) / 255.0
    })
}

pub struct Expected {
    pub images: Array4<f32>,
    pub scores: Vec<(String, Vec<f32>)>,
}

pub fn expected() -> Expected {
    let text = std::fs::read_to_string(fixture("expected.json")).unwrap();
    let json: Value = serde_json::from_str(&text).unwrap();
    let which: Vec<_> = serde_json::from_value(json["images"].clone()).unwrap();
    let numbers = |list: &Value| -> Vec<f32> { serde_json::from_value(list.clone()).unwrap() };
    let scores = json["scores"].as_object().unwrap().iter();
    Expected {
        images: images(&which),
        scores: scores
            .map(|(name, list)| (name.clone(), numbers(list)))
            .collect(),
    }
}

/// 1 / (1 + e^(a - b)) of a tiny network's two logits: mean colours times
/// [[-2, -1], [0, 1], [2, -2]].
pub fn tiny_score(red: f32, green: f32, blue: f32) -> f32 {
    let logits = (-2.0 * red + 2.0 * blue, -red + green - 2.0 * blue);
    1.0 / (1.0 + (logits.0 - logits.1).exp())
}

/// An image of 4 × 2 pixels of one colour.
pub fn colour(red: f32, green: f32, blue: f32) -> Array4<f32> {
    Array4::from_shape_fn((1, 3, 4, 2), |(_, channel, ..)| [red, green, blue][channel])
}

/// Images below one another.
pub fn stacked(images: &[Array4<f32>]) -> Array4<f32> {
    let views: Vec<_> = images.iter().map(|image| image.view()).collect();
    concatenate(Axis(0), &views).unwrap()
}
