//! Lines without points that nobody could see.

/// The points without those on the straight way, level or upright, between their neighbours: what
/// steps have where thresholds lie between two pixels.
pub(super) fn thinned(points: impl Iterator<Item = (i32, i32)>) -> Vec<(i32, i32)> {
    let mut kept: Vec<(i32, i32)> = Vec::new();
    for point in points {
        if let [.., before, last] = kept[..]
            && is_between(before, last, point)
        {
            kept.pop();
        }
        if kept.last() != Some(&point) {
            kept.push(point);
        }
    }
    kept
}

fn is_between(before: (i32, i32), last: (i32, i32), next: (i32, i32)) -> bool {
    let between = |a: i32, b: i32, c: i32| (a <= b && b <= c) || (c <= b && b <= a);
    let level = before.1 == last.1 && last.1 == next.1;
    let upright = before.0 == last.0 && last.0 == next.0;
    (level && between(before.0, last.0, next.0)) || (upright && between(before.1, last.1, next.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spikes_stay() {
        let spike = [(0, 0), (0, 9), (0, 0), (1, 0)];
        assert_eq!(thinned(spike.into_iter()), spike);
        let slope = [(0, 0), (1, 1), (2, 2)];
        assert_eq!(thinned(slope.into_iter()), slope);
    }
}
