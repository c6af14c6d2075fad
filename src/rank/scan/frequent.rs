//! What is reported pathogenic and more frequent than was asked for.

/// Places that are named.
const SHOWN: usize = 5;

/// A patient's variants that ClinVar reports pathogenic or likely so, and that were left out because
/// of their frequency.
#[derive(Clone, Debug, Default)]
pub struct Frequent {
    count: usize,
    /// The first, `chr7:117559590 ATCT>A`.
    places: Vec<String>,
}

impl Frequent {
    /// Counts one.
    pub fn add(&mut self, place: String) {
        self.count += 1;
        if self.places.len() < SHOWN {
            self.places.push(place);
        }
    }

    /// How many, and which; `None` where there are none.
    pub fn sentence(&self, most: Option<f64>) -> Option<String> {
        let (most, places) = (most?, self.places.join(", "));
        let more = match self.count - self.places.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        (self.count > 0).then(|| {
            format!(
                "Variants that ClinVar reports pathogenic or likely so were left out because they are more \
                 frequent than {most} (--max-af): {places}{more}."
            )
        })
    }
}
