//! The shapes of a scene.

use super::icons::Icons;
use super::kept::Places;
use crate::catalog;
use crate::geometry::Size;
use crate::layout;
use crate::model;
use crate::theme::{self, Family, Icon, size::Profile};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What one picture shows.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The view's id; ids in the picture start with it.
    pub id: String,
    /// The width that it is made for.
    pub profile: Profile,
    pub title: String,
    pub subtitle: String,
    /// Words and values at the top right.
    pub meta: Vec<(String, String)>,
    /// The title of the scenario whose steps are numbered.
    pub story: Option<String>,
    /// Facts that all of a layer have in common, in words, with their signs.
    pub common: Vec<(Chip, String)>,
    /// Parallel to the graph's bands.
    pub bands: Vec<Band>,
    /// Parallel to the graph's groups.
    pub frames: Vec<Frame>,
    /// Parallel to the graph's nodes.
    pub cards: Vec<Card>,
    /// Parallel to the graph's edges.
    pub flows: Vec<Flow>,
    pub graph: layout::Graph,
    /// What all things of the model are called, by their paths: for words about them.
    pub called: Vec<(String, String)>,
}

/// How a scene is made.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Goes before the view's own.
    pub profile: Option<Profile>,
    /// Goes before the view's own.
    pub telemetry: Option<Telemetry>,
    /// Goes before the view's own.
    pub facts: Option<Facts>,
    /// The id of the scenario to number; goes before the view's own.
    pub scenario: Option<String>,
    /// Words and values for the top right.
    pub meta: Vec<(String, String)>,
    /// The author's own icons.
    pub icons: Icons,
    /// Words that stand on cards in place of the second line.
    pub notes: BTreeMap<model::Node, String>,
    /// Relations with other numbers, or none, are not drawn as one line with these.
    pub parted: BTreeMap<model::RelationId, u8>,
    /// Where things stood in a picture of the view that was reviewed.
    pub kept: Option<Places>,
}

/// How flows into monitoring are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Telemetry {
    /// As chips and a note, from three senders on.
    #[default]
    Fold,
    All,
    None,
}

/// Which facts stand as signs on cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Facts {
    #[default]
    All,
    /// Those that set cards of a layer apart; what all have in common is told once.
    Notable,
    None,
}

/// A layer's band.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The layer's id.
    pub layer: String,
    pub title: String,
    /// Words beside the title.
    pub note: Option<String>,
    pub family: Family,
}

/// A group's box.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub group: model::GroupId,
    /// The group's path.
    pub path: String,
    pub title: String,
    /// Words beside the title.
    pub note: Option<String>,
    pub glyph: Option<String>,
    /// The author's own picture in place of the glyph.
    pub icon: Option<Arc<Icon>>,
    pub style: FrameStyle,
    /// How many groups it stands in.
    pub depth: usize,
    pub about: Option<String>,
}

/// The pattern that tells a group's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameStyle {
    Account,
    Region,
    Network,
    Zone,
    PublicSubnet,
    PrivateSubnet,
    Custom,
    /// Outside our control.
    Outside,
}

/// An element's card, or that of a closed group.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub node: model::Node,
    /// The element's path.
    pub path: String,
    /// The whole title.
    pub name: String,
    /// The title as it is shown.
    pub title: Vec<String>,
    /// The whole second line.
    pub kind: String,
    /// What the second line says where it would be cut; nothing where there is nothing shorter.
    pub tight: &'static str,
    /// Words that stand in place of the second line.
    pub note: Option<String>,
    /// The second line as it is shown.
    pub subtitle: String,
    pub glyph: String,
    /// The author's own picture in place of the glyph.
    pub icon: Option<Arc<Icon>>,
    pub paint: Paint,
    /// The layer's id.
    pub layer: Option<String>,
    pub chips: Vec<Chip>,
    pub about: Option<String>,
    /// Several of the same stand behind it.
    pub stack: bool,
}

/// The colours of a card's tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    Layer(Family),
    /// Round and slate: people and other systems.
    Actor,
    /// A closed group.
    Group,
}

/// A fact's small sign.
pub type Chip = catalog::Chip;

/// A line between two cards or groups, for one relation or more.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// Its name among ids: the first relation's.
    pub id: String,
    pub relations: Vec<model::RelationId>,
    pub from: layout::End,
    pub to: layout::End,
    /// The names of its ends, for those who do not see it.
    pub from_name: String,
    pub to_name: String,
    pub from_path: String,
    pub to_path: String,
    pub kind: theme::Flow,
    /// It has a head at both ends.
    pub both: bool,
    /// It leads through something that is left out.
    pub via: bool,
    pub pill: Option<Pill>,
    /// All its labels in words.
    pub label: String,
}

/// The words on a line, measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Pill {
    pub lines: Vec<String>,
    /// The numbers of a scenario's steps.
    pub steps: Vec<u32>,
    pub size: Size,
}
