//! The names of colours.

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Token {
    Canvas,
    Card,
    CardLine,
    CardShadow,
    Ink,
    Text,
    Muted,
    Faint,
    GroupFill,
    GroupLine,
    /// A group inside a group.
    NestedFill,
    NestedLine,
    Pill,
    PillLine,
    Rule,
    ActorTile,
    ActorGlyph,
    Step,
    StepText,
    SevHigh,
    SevHighText,
    SevHighWash,
    SevMedium,
    SevMediumText,
    SevMediumLine,
    SevMediumWash,
    SevLow,
    SevLowText,
    SevOk,
    SevOkText,
    DiffAdd,
    DiffAddWash,
    DiffDel,
    DiffDelWash,
    DiffMod,
    DiffModWash,
    Flow(Flow),
    Layer(Family, Shade),
}

/// What a line stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flow {
    Request,
    Event,
    Stream,
    Identity,
    Telemetry,
    Deploy,
}

/// The colours of one layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    Edge,
    Identity,
    Compute,
    Messaging,
    Data,
    Monitoring,
    Deployment,
    /// Layers of the author's own.
    Own,
}

/// What a layer's colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shade {
    /// Words on the band.
    Accent,
    /// The square behind a glyph.
    Tile,
    Glyph,
    Band,
    /// The band's border.
    Line,
}

impl Flow {
    /// All kinds, in the order of the legend.
    pub const ALL: [Flow; 6] = [
        Flow::Request,
        Flow::Event,
        Flow::Stream,
        Flow::Identity,
        Flow::Telemetry,
        Flow::Deploy,
    ];
}

const PLAIN: &[(Token, &str)] = &[
    (Token::Canvas, "canvas"),
    (Token::Card, "card"),
    (Token::CardLine, "card-line"),
    (Token::CardShadow, "card-shadow"),
    (Token::Ink, "ink"),
    (Token::Text, "text"),
    (Token::Muted, "muted"),
    (Token::Faint, "faint"),
    (Token::GroupFill, "group-fill"),
    (Token::GroupLine, "group-line"),
    (Token::NestedFill, "nested-fill"),
    (Token::NestedLine, "nested-line"),
    (Token::Pill, "pill"),
    (Token::PillLine, "pill-line"),
    (Token::Rule, "rule"),
    (Token::ActorTile, "actor-tile"),
    (Token::ActorGlyph, "actor-glyph"),
    (Token::Step, "step"),
    (Token::StepText, "step-text"),
    (Token::SevHigh, "sev-high"),
    (Token::SevHighText, "sev-high-text"),
    (Token::SevHighWash, "sev-high-wash"),
    (Token::SevMedium, "sev-medium"),
    (Token::SevMediumText, "sev-medium-text"),
    (Token::SevMediumLine, "sev-medium-line"),
    (Token::SevMediumWash, "sev-medium-wash"),
    (Token::SevLow, "sev-low"),
    (Token::SevLowText, "sev-low-text"),
    (Token::SevOk, "sev-ok"),
    (Token::SevOkText, "sev-ok-text"),
    (Token::DiffAdd, "diff-add"),
    (Token::DiffAddWash, "diff-add-wash"),
    (Token::DiffDel, "diff-del"),
    (Token::DiffDelWash, "diff-del-wash"),
    (Token::DiffMod, "diff-mod"),
    (Token::DiffModWash, "diff-mod-wash"),
    (Token::Flow(Flow::Request), "flow-request"),
    (Token::Flow(Flow::Event), "flow-event"),
    (Token::Flow(Flow::Stream), "flow-stream"),
    (Token::Flow(Flow::Identity), "flow-identity"),
    (Token::Flow(Flow::Telemetry), "flow-telemetry"),
    (Token::Flow(Flow::Deploy), "flow-deploy"),
];

impl Token {
    /// Returns every token.
    pub fn all() -> impl Iterator<Item = Token> {
        let layers = Family::ALL.into_iter().flat_map(|family| {
            Shade::ALL
                .into_iter()
                .map(move |shade| Token::Layer(family, shade))
        });
        PLAIN.iter().map(|&(token, _)| token).chain(layers)
    }

    /// Returns the name that themes and style classes use, such as `card-line` or `edge-accent`.
    pub fn name(self) -> String {
        match self {
            Token::Layer(family, shade) => format!("{}-{}", family.name(), shade.name()),
            _ => PLAIN
                .iter()
                .find(|(token, _)| *token == self)
                .map_or_else(String::new, |(_, name)| (*name).to_owned()),
        }
    }
}

impl Family {
    /// All families, in the order of the bands.
    pub const ALL: [Family; 8] = [
        Family::Edge,
        Family::Identity,
        Family::Compute,
        Family::Messaging,
        Family::Data,
        Family::Monitoring,
        Family::Deployment,
        Family::Own,
    ];

    /// Returns the family of a layer by the layer's id.
    pub fn of(layer: &str) -> Family {
        Family::ALL
            .into_iter()
            .find(|family| family.name() == layer)
            .unwrap_or(Family::Own)
    }

    /// Returns the name that themes use.
    pub fn name(self) -> &'static str {
        match self {
            Family::Edge => "edge",
            Family::Identity => "identity",
            Family::Compute => "compute",
            Family::Messaging => "messaging",
            Family::Data => "data",
            Family::Monitoring => "monitoring",
            Family::Deployment => "deployment",
            Family::Own => "own",
        }
    }
}

impl Shade {
    /// All shades.
    pub const ALL: [Shade; 5] = [
        Shade::Accent,
        Shade::Tile,
        Shade::Glyph,
        Shade::Band,
        Shade::Line,
    ];

    /// Returns the name that themes use.
    pub fn name(self) -> &'static str {
        match self {
            Shade::Accent => "accent",
            Shade::Tile => "tile",
            Shade::Glyph => "glyph",
            Shade::Band => "band",
            Shade::Line => "line",
        }
    }
}
