//! A scene in its layout as a drawing: marks with places and colours, nothing left to decide.
//!
//! Comes in: a `scene::Scene`, its `layout::Layout`, a `theme::Look`, a `lens::Review`. Goes out: a [`Drawing`]. Always
//! holds: marks are in painting order, which is also the order in which they are read aloud; ids start with the
//! picture's own.

mod badge;
mod band;
mod card;
mod change;
mod clear;
mod deployment;
mod findings;
mod flow;
mod frame;
mod head;
mod heading;
mod jumps;
mod legend;
pub mod lint;
mod mark;
mod pill;
mod prose;
mod route;
mod sequence;
mod several;
mod sign;
mod spot;
#[cfg(test)]
mod tests;
mod witness;
mod write;

pub use deployment::deployment;
pub use findings::{Findings, Witness, numbers};
pub use mark::{
    Align, Cap, Dash, Drawing, GlyphMark, Group, IconMark, Mark, Role, Step, Strength, Stroke,
    Style, Text,
};
pub use sequence::sequence;

use crate::diff::Changes;
use crate::geometry::{Point, Rect, Size};
use crate::layout::{BandId, Layout};
use crate::lens::Review;
use crate::scene::{Paint, Scene};
use crate::theme::{Look, Token, size};
use change::Marked;
use findings::Placed;
use spot::Spots;

/// What is drawn beside the scene itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    pub findings: Findings,
    pub witness: Witness,
    pub legend: Legend,
    pub background: Background,
    /// What changed since an older model; a picture of both is drawn.
    pub changes: Changes,
    pub unchanged: Unchanged,
}

/// How what did not change is painted beside what did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unchanged {
    #[default]
    Full,
    Dimmed,
}

/// Whether the signs are explained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Legend {
    /// What is used.
    #[default]
    Auto,
    None,
    /// Every sign that there is.
    Full,
}

/// What lies under everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Background {
    #[default]
    Canvas,
    None,
}

/// The room between the drawing and the legend's rule.
const LEGEND_GAP: f64 = 24.0;
/// Draws a scene.
pub fn draw(
    scene: &Scene,
    layout: &Layout,
    look: &Look,
    review: Option<&Review>,
    options: &Options,
) -> Drawing {
    let placed = Placed::of(scene, review, options.findings, options.witness);
    let marked = Marked::of(options);
    let legend = match options.legend {
        Legend::Auto => legend::entries(scene, &placed, &marked),
        Legend::Full => legend::all(scene, &placed, &marked),
        Legend::None => legend::Entries::default(),
    };
    let wide = layout
        .size
        .width
        .max(heading::width(&scene.title, &scene.subtitle, &scene.meta))
        .max(legend.least_width());
    let least = scene.profile.canvas();
    let width = (wide + 2.0 * size::MARGIN).max(least.width).ceil();
    let top = size::MARGIN + heading::height(&scene.title, &scene.subtitle, &scene.meta);
    // What a canvas has to spare lies above and below the layout.
    let spare = match least.height > 0.0 {
        true => {
            let bottom = top + layout.size.height;
            let (_, end) = legend.draw(bottom + LEGEND_GAP, width);
            let needed = end.unwrap_or(bottom) + size::MARGIN;
            ((least.height - needed) / 2.0).max(0.0).floor()
        }
        false => 0.0,
    };
    let origin = Point::new(((width - layout.size.width) / 2.0).round(), top + spare);
    let layout = moved(layout, origin);
    let mut marks = vec![heading::heading(
        &scene.title,
        &scene.subtitle,
        &scene.meta,
        width,
    )];
    let taken = clear::taken(&layout);
    marks.extend(frame::frames(scene, &layout, &taken, &marked));
    marks.extend(band::bands(scene, &layout, &taken));
    let routes = route::routes(scene, &layout);
    marks.extend(witness::washes(scene, &routes, &placed));
    let leaving = flow::leaving(scene);
    let edges = card::taken(scene, &layout);
    for index in reading_order(scene, &layout) {
        marks.push(card::card(
            scene,
            &layout,
            index,
            &placed,
            &marked,
            &edges[index],
        ));
        for flow in &leaving[index] {
            marks.extend(flow::flow(scene, &routes, *flow, &placed, &marked));
        }
    }
    for flow in flow::leaving_groups(scene) {
        marks.extend(flow::flow(scene, &routes, flow, &placed, &marked));
    }
    let mut spots = Spots::of(scene, &layout, &marks);
    marks.extend(pill::pills(scene, &layout, &marked));
    marks.extend(badge::badges(
        scene, &layout, &routes, &placed, &marked, &mut spots,
    ));
    let bottom = origin.y + layout.size.height + spare;
    let (legend, end) = legend.draw(bottom + LEGEND_GAP, width);
    marks.extend(legend);
    let height = (end.unwrap_or(bottom) + size::MARGIN).ceil();
    let size = Size::new(width, height.max(least.height));
    if options.background == Background::Canvas {
        let canvas = write::rect(
            Rect::new(0.0, 0.0, size.width, size.height),
            0.0,
            write::fill(Token::Canvas),
        );
        marks.insert(0, canvas);
    }
    Drawing {
        id: write::id(&scene.id),
        title: prose::title(scene),
        description: prose::description(scene, &placed, &marked),
        look: look.clone(),
        size,
        marks,
    }
}

/// Returns the layout with everything shifted.
fn moved(layout: &Layout, by: Point) -> Layout {
    let rect = |rect: &Rect| Rect::new(rect.x + by.x, rect.y + by.y, rect.width, rect.height);
    let mut layout = layout.clone();
    for places in [&mut layout.nodes, &mut layout.groups] {
        for place in places {
            *place = rect(place);
        }
    }
    for boxes in &mut layout.bands {
        for place in boxes {
            *place = rect(place);
        }
    }
    for route in &mut layout.edges {
        for point in &mut route.line.points {
            *point = Point::new(point.x + by.x, point.y + by.y);
        }
        route.label = route.label.as_ref().map(rect);
    }
    layout
}

/// Returns the cards as people read them: actors, then the bands from the top, each row from the left.
fn reading_order(scene: &Scene, layout: &Layout) -> Vec<usize> {
    let rank = |index: usize| {
        let place = &layout.nodes[index];
        let band = match (scene.cards[index].paint, scene.graph.nodes[index].band) {
            (Paint::Actor, _) => -1.0,
            (_, Some(BandId(band))) => layout
                .bands
                .get(band as usize)
                .and_then(|boxes| boxes.first())
                .map_or(0.0, |place| place.y),
            (_, None) => place.y,
        };
        (band, place.y, place.x)
    };
    let mut order: Vec<usize> = (0..scene.cards.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (rank(a), rank(b));
        a.0.total_cmp(&b.0)
            .then(a.1.total_cmp(&b.1))
            .then(a.2.total_cmp(&b.2))
    });
    order
}
