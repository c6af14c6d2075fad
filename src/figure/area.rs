//! Rectangles.

/// A rectangle, in pixels from the upper left of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Area {
    pub(super) fn right(&self) -> i32 {
        self.x + self.width
    }

    pub(super) fn bottom(&self) -> i32 {
        self.y + self.height
    }

    /// The pixel in its middle.
    pub(super) fn centre(&self) -> (i32, i32) {
        (self.x + self.width / 2, self.y + self.height / 2)
    }

    /// The four sides of its outline, one pixel wide, just outside of it.
    pub(super) fn outline(&self) -> [Self; 4] {
        let (left, top) = (self.x - 1, self.y - 1);
        let (width, height) = (self.width + 2, self.height + 2);
        let side = |x, y, width, height| Self {
            x,
            y,
            width,
            height,
        };
        [
            side(left, top, width, 1),
            side(left, self.bottom(), width, 1),
            side(left, top, 1, height),
            side(self.right(), top, 1, height),
        ]
    }
}
