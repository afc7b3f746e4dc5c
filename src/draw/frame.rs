//! The boxes of groups; the pattern tells the kind.

use super::change::Marked;
use super::clear::Taken;
use super::mark::{Cap, Dash, Group, IconMark, Mark, Role, Style};
use super::write::{dashed, fill, glyph_at, id, rect, text, width};
use crate::geometry::{Point, Rect};
use crate::layout::Layout;
use crate::model;
use crate::scene::{Frame, FrameStyle, Scene};
use crate::theme::{Family, Shade, Token, size};

/// Draws the groups, the outer ones first.
pub(super) fn frames(scene: &Scene, layout: &Layout, taken: &Taken, marked: &Marked) -> Vec<Mark> {
    let mut marks: Vec<(usize, Mark)> = scene
        .frames
        .iter()
        .zip(&layout.groups)
        .map(|(group, place)| (group.depth, frame(scene, group, *place, taken, marked)))
        .collect();
    marks.sort_by_key(|(depth, _)| *depth);
    marks.into_iter().map(|(_, mark)| mark).collect()
}

fn frame(scene: &Scene, group: &Frame, place: Rect, taken: &Taken, marked: &Marked) -> Mark {
    let node = model::Node::Group(group.group);
    let own = style(group);
    let style = match marked.on(node) {
        Some(state) => Style {
            fill: own.fill,
            ..state.frame()
        },
        None => own,
    };
    let mut marks = vec![rect(place, radius(group.style), style)];
    if let Some(token) = bar(group.style) {
        let bar = Rect::new(place.x, place.y, 4.0, place.height);
        marks.push(rect(bar, 2.0, fill(token)));
    }
    let lead = if group.glyph.is_some() || group.icon.is_some() {
        size::GROUP_GLYPH + 7.0
    } else {
        0.0
    };
    let note = group
        .note
        .as_deref()
        .map_or(0.0, |note| 8.0 + width(note, size::NOTE));
    let room = Rect::new(
        place.x + size::GROUP_PAD,
        place.y + 7.0,
        place.width - 2.0 * size::GROUP_PAD,
        20.0,
    );
    let whole = lead + width(&group.title, size::HEADING) + note;
    let mut x = taken.free(room, whole).unwrap_or(room.x);
    let y = place.y + 22.0;
    let top = place.y + 9.0;
    if let Some(icon) = &group.icon {
        marks.push(Mark::Icon(IconMark {
            icon: icon.clone(),
            at: Point::new(x, top),
            size: size::GROUP_GLYPH,
            token: Token::Muted,
        }));
        x += lead;
    }
    if let Some(name) = &group.glyph {
        marks.push(glyph_at(
            name,
            x,
            top,
            size::GROUP_GLYPH,
            Token::Muted,
            1.27,
        ));
        x += lead;
    }
    marks.push(text(x, y, &group.title, size::HEADING, Token::Text));
    if let Some(note) = &group.note {
        let x = x + width(&group.title, size::HEADING) + 8.0;
        marks.push(text(x, y, note, size::NOTE, Token::Muted));
    }
    let mut label = match &group.note {
        Some(note) => format!("{}, {note}", group.title),
        None => group.title.clone(),
    };
    if let Some(state) = marked.on(node) {
        label.push_str(&format!(", {}", state.word()));
    }
    let title = match &group.about {
        Some(about) => format!("{label}\n{about}"),
        None => String::new(),
    };
    Mark::Group(Group {
        id: Some(format!("{}-g-{}", id(&scene.id), id(&group.path))),
        role: Role::Object,
        kind: "group".to_owned(),
        label,
        title,
        data: vec![("group", group.path.clone())],
        marks,
        ..Group::default()
    })
}

fn radius(style: FrameStyle) -> f64 {
    match style {
        FrameStyle::Account => 16.0,
        FrameStyle::Region => 14.0,
        FrameStyle::Network | FrameStyle::Custom | FrameStyle::Outside => 12.0,
        FrameStyle::Zone => 10.0,
        FrameStyle::PublicSubnet | FrameStyle::PrivateSubnet => 8.0,
    }
}

fn bar(style: FrameStyle) -> Option<Token> {
    match style {
        FrameStyle::PublicSubnet => Some(Token::Layer(Family::Data, Shade::Accent)),
        FrameStyle::PrivateSubnet => Some(Token::Layer(Family::Edge, Shade::Accent)),
        _ => None,
    }
}

/// Past this depth fills take turns, so that nesting can still be read.
const DEEP: usize = 5;

fn style(group: &Frame) -> Style {
    const DASHED: Dash = &[6.0, 4.0];
    const DOTTED: Dash = &[2.0, 3.0];
    const ROUND: Dash = &[0.1, 4.0];
    let line = |token, width, dash| dashed(token, width, dash, Cap::Butt);
    let styled = match group.style {
        FrameStyle::Account => line(Token::GroupLine, 1.5, &[]).on(Token::GroupFill),
        FrameStyle::Region => line(Token::NestedLine, 1.25, DASHED).on(Token::NestedFill),
        FrameStyle::Network => line(Token::NestedLine, 1.5, &[]).on(Token::Card),
        FrameStyle::Zone => line(Token::GroupLine, 1.0, DOTTED).on(Token::GroupFill),
        FrameStyle::PublicSubnet => fill(Token::Layer(Family::Data, Shade::Band)),
        FrameStyle::PrivateSubnet => fill(Token::Layer(Family::Edge, Shade::Band)),
        FrameStyle::Custom if group.depth % 2 == 1 => {
            line(Token::GroupLine, 1.0, &[]).on(Token::Card)
        }
        FrameStyle::Custom => line(Token::GroupLine, 1.0, &[]).on(Token::GroupFill),
        FrameStyle::Outside => dashed(Token::GroupLine, 1.25, ROUND, Cap::Round).on(Token::Canvas),
    };
    if group.depth > DEEP && bar(group.style).is_none() {
        let turn = if group.depth.is_multiple_of(2) {
            Token::GroupFill
        } else {
            Token::Card
        };
        return styled.on(turn);
    }
    styled
}
