//! The lengths of a picture in px, and its type.

use crate::geometry::Size;

/// A size and a line height of type, with its weight as CSS counts it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    pub size: f64,
    pub weight: u16,
    pub line: f64,
}

const fn text(size: f64, weight: u16, line: f64) -> Type {
    Type { size, weight, line }
}

pub const TITLE: Type = text(24.0, 600, 30.0);
pub const SUBTITLE: Type = text(13.0, 400, 18.0);
/// Titles of bands and groups.
pub const HEADING: Type = text(13.0, 600, 18.0);
/// What stands beside a heading.
pub const NOTE: Type = text(12.0, 400, 16.0);
pub const CARD_TITLE: Type = text(14.0, 600, 18.0);
pub const CARD_SUBTITLE: Type = text(12.0, 400, 16.0);
pub const LABEL: Type = text(12.0, 500, 16.0);
pub const LEGEND_HEAD: Type = text(12.0, 600, 16.0);
pub const LEGEND: Type = text(12.0, 400, 16.0);
pub const META: Type = text(11.0, 400, 14.0);
pub const META_VALUE: Type = text(12.0, 600, 16.0);
pub const BADGE: Type = text(11.5, 600, 12.0);
pub const STEP: Type = text(11.0, 600, 12.0);

/// The fonts that stand in where the embedded one does not load.
pub const FAMILY: &str =
    "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/// Between the picture's edge and everything in it.
pub const MARGIN: f64 = 24.0;
/// The widths that cards may have; a picture uses one of them.
pub const CARD_WIDTHS: [f64; 4] = [148.0, 164.0, 180.0, 204.0];
pub const CARD_HEIGHT: f64 = 56.0;
/// With a title of two lines.
pub const TALL_CARD_HEIGHT: f64 = 72.0;
pub const CARD_RADIUS: f64 = 10.0;
/// How far the sheets behind a card that stands for several stick out at its top right.
pub const STACK: f64 = 6.0;
pub const TILE: f64 = 36.0;
pub const TILE_RADIUS: f64 = 9.0;
pub const TILE_X: f64 = 10.0;
pub const GLYPH: f64 = 23.0;
/// The glyph's line on the picture.
pub const GLYPH_STROKE: f64 = 1.6;
/// Where a card's words start.
pub const CARD_TEXT_X: f64 = 55.0;
pub const CARD_PAD_RIGHT: f64 = 8.0;
/// How much wider than Inter a font may run that stands in for it, inside the card's right padding.
pub const FALLBACK_SLACK: f64 = 1.10;

pub const CHIP: f64 = 18.0;
/// How much of a chip stands above the card's lower border.
pub const CHIP_STRADDLE: f64 = 9.0;
pub const CHIP_RADIUS: f64 = 5.0;
pub const CHIP_GLYPH: f64 = 12.0;
pub const CHIP_GAP: f64 = 4.0;
/// From the card's side.
pub const CHIP_SIDE: f64 = 10.0;
pub const CHIPS: usize = 3;

pub const BAND_PAD: f64 = 16.0;
pub const BAND_RADIUS: f64 = 14.0;
/// A title's row, of a band or a group.
pub const TITLE_ROW: f64 = 34.0;
pub const GROUP_PAD: f64 = 14.0;
pub const GROUP_GLYPH: f64 = 16.0;

pub const CORNER: f64 = 9.0;
/// The radius of the arc with which a line jumps over another.
pub const JUMP: f64 = 5.0;

pub const PILL_HEIGHT: f64 = 22.0;
pub const PILL_PAD: f64 = 8.0;
pub const PILL_RADIUS: f64 = 11.0;
pub const PILL_MAX_WIDTH: f64 = 160.0;
/// Labels that are broken to make room are not narrower.
pub const PILL_MIN_WIDTH: f64 = 88.0;
pub const STEP_DISC: f64 = 17.0;

pub const BADGE_SIZE: f64 = 22.0;

/// The canvas of a slide.
pub const SLIDE: Size = Size::new(1600.0, 900.0);

/// A width to draw for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Profile {
    /// Documents and README files, shown about 800 px wide.
    #[default]
    Doc,
    Narrow,
    Slide,
    /// As wide as it gets.
    Poster,
}

impl Profile {
    /// The profiles by name.
    pub const NAMED: [(&'static str, Profile); 4] = [
        ("doc", Profile::Doc),
        ("narrow", Profile::Narrow),
        ("slide", Profile::Slide),
        ("poster", Profile::Poster),
    ];

    /// Returns the profile of a name.
    pub fn named(name: &str) -> Option<Profile> {
        let found = Self::NAMED.into_iter().find(|(id, _)| *id == name);
        found.map(|(_, profile)| profile)
    }

    /// Returns the width to stay within, margins included.
    pub fn width(self) -> Option<f64> {
        match self {
            Profile::Doc => Some(1200.0),
            Profile::Narrow => Some(960.0),
            Profile::Slide => Some(SLIDE.width),
            Profile::Poster => None,
        }
    }

    /// Returns the least canvas; a slide fills the screen.
    pub fn canvas(self) -> Size {
        match self {
            Profile::Slide => SLIDE,
            _ => Size::new(480.0, 0.0),
        }
    }

    /// Returns the width at which people look at it; none for its own.
    pub fn shown(self) -> Option<f64> {
        match self {
            Profile::Doc | Profile::Narrow => Some(800.0),
            Profile::Slide => Some(SLIDE.width),
            Profile::Poster => None,
        }
    }

    /// Returns width over height to aim at.
    pub fn aspect(self) -> f64 {
        match self {
            Profile::Slide => SLIDE.width / SLIDE.height,
            _ => 1.2,
        }
    }
}

/// The tip of a line, from its point backwards.
pub const HEAD: Size = Size::new(9.5, 9.6);
