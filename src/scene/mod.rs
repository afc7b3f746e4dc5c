//! What one picture shows: a view of the model, in words and boxes that are measured, and the graph to lay out.
//!
//! Comes in: a `model::Model`, the catalog, one `model::View`. Goes out: a [`Scene`], whose columns are parallel to those
//! of its `layout::Graph`. Always holds: all text is measured, broken and cut; the order is the model's.

mod cards;
mod chips;
mod deployment;
mod facts;
mod fit;
mod flows;
mod frames;
mod heading;
mod icons;
mod kept;
mod limit;
mod pill;
mod select;
mod sequence;
mod steps;
mod telemetry;
mod titled;
mod types;
mod visible;
mod wishes;
mod words;

pub use deployment::{Change, Deployment, Stage, Target, deployment};
pub use fit::packed;
pub use icons::{CODES, Icons, icons};
pub use kept::Places;
pub use limit::{CARD_LIMIT, LINE_LIMIT, too_large};
pub use sequence::{Heads, Message, Row, Sequence, sequence};
pub use types::{
    Band, Card, Chip, Facts, Flow, Frame, FrameStyle, Options, Paint, Pill, Scene, Telemetry,
};

use crate::catalog::Catalog;
use crate::layout;
use crate::model::{self, Arrangement, Model, View};
use crate::theme::size;
use visible::Visible;

/// Makes the scene of one view.
pub fn scene(model: &Model, catalog: &Catalog, view: &View, options: &Options) -> Scene {
    let visible = Visible::of(model, view);
    let steps = steps::steps(model, view, options);
    let telemetry = telemetry::telemetry(view, options);
    let flows = flows::flows(model, catalog, &visible, &steps, telemetry, &options.parted);
    let bands = frames::bands(model, view, &visible, &flows);
    let (frames, groups) = frames::frames(model, catalog, &visible, &options.icons);
    let (mut cards, nodes) = cards::cards(model, catalog, &visible, &flows, &bands, options);
    let own = bands.iter().map(|(band, _)| band);
    let common = facts::thin(&mut cards, own, facts::facts(view, options));
    let edges = flows::edges(&flows);
    let direction = heading::direction(view);
    let profile = heading::profile(view, options);
    Scene {
        id: view.id.clone(),
        profile,
        title: heading::title(model, view),
        subtitle: heading::subtitle(model, view),
        meta: heading::meta(model, options),
        story: steps.title,
        common,
        bands: bands.iter().map(|(band, _)| band.clone()).collect(),
        graph: layout::Graph {
            options: layout::Options {
                engine: match view.attributes.text("engine") {
                    Some("simple") => layout::Engine::Simple,
                    _ => layout::Engine::Own,
                },
                direction,
                arrange: match view.arrange {
                    Arrangement::Layers => layout::Arrange::Layers,
                    Arrangement::Flow => layout::Arrange::Flow,
                    Arrangement::Groups => layout::Arrange::Groups,
                },
                max_width: profile.width().map(|width| width - 2.0 * size::MARGIN),
                aspect: profile.aspect(),
                node_gap: node_gap(direction),
                rank_gap: 58.0,
                edge_gap: 14.0,
            },
            bands: bands.into_iter().map(|(_, band)| band).collect(),
            groups,
            nodes,
            edges,
            wishes: wishes::wishes(model, view, &visible),
        },
        called: model::called(model)
            .into_iter()
            .map(|(path, title)| (path.to_owned(), title.into_owned()))
            .collect(),
        cards,
        frames,
        flows: flows.flows,
    }
}

/// Below each other, cards need room for a label on the line between them.
fn node_gap(direction: layout::Direction) -> f64 {
    match direction {
        layout::Direction::Right => 54.0,
        layout::Direction::Down => 36.0,
    }
}
