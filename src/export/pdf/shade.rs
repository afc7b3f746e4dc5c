//! The gradients of icons. How opaque their stops are is left out.

use super::Ids;
use crate::theme::icon::{Gradient, GradientKind};
use pdf_writer::types::FunctionShadingType;
use pdf_writer::{Finish, Name, Pdf, Ref};

/// A gradient in the colours of its page.
pub(super) struct Shade {
    kind: GradientKind,
    /// From 0 to 1, each further than the one before.
    stops: Vec<(f32, [f32; 3])>,
}

/// No two stops are nearer to each other than this.
const APART: f32 = 1e-4;

impl Shade {
    /// Takes a gradient with its colours; none where it has no stop.
    pub(super) fn of(gradient: &Gradient, colours: &[[f32; 3]]) -> Option<Self> {
        let mut stops: Vec<(f32, [f32; 3])> = Vec::new();
        for (index, ((offset, ..), colour)) in gradient.stops.iter().zip(colours).enumerate() {
            if index == 0 {
                // Before its first stop a gradient has that stop's colour.
                stops.push((0.0, *colour));
                if *offset as f32 <= APART {
                    continue;
                }
            }
            let least = stops.last().map_or(0.0, |(before, _)| before + APART);
            let most = 1.0 - APART * (gradient.stops.len() - 1 - index) as f32;
            stops.push(((*offset as f32).min(most).max(least), *colour));
        }
        let (far, last) = *stops.last()?;
        if far < 1.0 {
            stops.push((1.0, last));
        }
        Some(Self {
            kind: gradient.kind,
            stops,
        })
    }

    /// Writes the gradient and what it is made of, and returns its number.
    pub(super) fn write(&self, file: &mut Pdf, ids: &mut Ids) -> Ref {
        let parts: Vec<Ref> = self
            .stops
            .windows(2)
            .map(|pair| {
                let id = ids.next();
                file.exponential_function(id)
                    .domain([0.0, 1.0])
                    .c0(pair[0].1)
                    .c1(pair[1].1)
                    .n(1.0);
                id
            })
            .collect();
        let whole = ids.next();
        let inner = &self.stops[1..self.stops.len() - 1];
        file.stitching_function(whole)
            .domain([0.0, 1.0])
            .bounds(inner.iter().map(|(offset, _)| *offset))
            .encode(parts.iter().flat_map(|_| [0.0, 1.0]))
            .functions(parts.iter().copied());
        let id = ids.next();
        let mut shading = file.function_shading(id);
        match self.kind {
            GradientKind::Linear(line) => shading
                .shading_type(FunctionShadingType::Axial)
                .coords(line.map(|value| value as f32)),
            GradientKind::Radial([x, y, radius, focus_x, focus_y]) => shading
                .shading_type(FunctionShadingType::Radial)
                .coords([focus_x, focus_y, 0.0, x, y, radius].map(|value| value as f32)),
        };
        shading.color_space().device_rgb();
        shading.extend([true, true]).function(whole);
        shading.finish();
        id
    }
}

/// Returns the name by which a page knows one of its gradients.
pub(super) fn name(index: usize) -> String {
    format!("S{index}")
}

/// Names the gradients of a page among its resources.
pub(super) fn list(resources: &mut pdf_writer::writers::Resources, ids: &[Ref]) {
    if ids.is_empty() {
        return;
    }
    let mut shadings = resources.shadings();
    for (index, id) in ids.iter().enumerate() {
        shadings.pair(Name(name(index).as_bytes()), *id);
    }
}

#[cfg(test)]
mod tests {
    use super::Shade;
    use crate::theme::Colour;
    use crate::theme::icon::{Gradient, GradientKind, STILL};

    fn check(offsets: &[f64], expected: &[(f32, f32)]) {
        let black = Colour {
            red: 0,
            green: 0,
            blue: 0,
        };
        let gradient = Gradient {
            kind: GradientKind::Linear([0.0, 0.0, 1.0, 0.0]),
            of_box: true,
            transform: STILL,
            stops: offsets.iter().map(|offset| (*offset, black, 1.0)).collect(),
        };
        let colours: Vec<[f32; 3]> = (1..=offsets.len())
            .map(|red| [red as f32, 0.0, 0.0])
            .collect();
        let stops = Shade::of(&gradient, &colours).map_or(Vec::new(), |shade| shade.stops);
        let found: Vec<(f32, f32)> = stops
            .iter()
            .map(|(offset, colour)| (*offset, colour[0]))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn stops_reach_from_end_to_end() {
        check(&[0.0, 1.0], &[(0.0, 1.0), (1.0, 2.0)]);
        check(
            &[0.25, 0.75],
            &[(0.0, 1.0), (0.25, 1.0), (0.75, 2.0), (1.0, 2.0)],
        );
        check(&[0.5], &[(0.0, 1.0), (0.5, 1.0), (1.0, 1.0)]);
        check(
            &[0.0, 1.0, 1.0],
            &[(0.0, 1.0), (1.0 - 1e-4, 2.0), (1.0, 3.0)],
        );
        check(&[], &[]);
    }

    #[test]
    fn a_hard_edge_stays_one() {
        check(
            &[0.0, 0.5, 0.5, 1.0],
            &[(0.0, 1.0), (0.5, 2.0), (0.5 + 1e-4, 3.0), (1.0, 4.0)],
        );
    }
}
