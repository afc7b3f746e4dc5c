//! Bands and group boxes.

use super::flows::Flows;
use super::icons::{Icons, Shown};
use super::select::ancestors;
use super::types::{Band, Frame, FrameStyle};
use super::visible::Visible;
use super::words::{one_line, width};
use crate::catalog::Catalog;
use crate::geometry::Size;
use crate::layout::{self, Direction};
use crate::model::{Arrangement, Attributes, Group, Model, Node, Value, View};
use crate::theme::{Family, size};

/// Makes the bands of the layers that hold something.
pub(super) fn bands(
    model: &Model,
    view: &View,
    visible: &Visible,
    flows: &Flows,
) -> Vec<(Band, layout::Band)> {
    if view.arrange != Arrangement::Layers {
        return Vec::new();
    }
    let mut used = vec![false; model.layers.len()];
    for &node in &visible.nodes {
        if let Some(layer) = visible.layer(model, node) {
            used[layer.0 as usize] = true;
        }
    }
    model
        .layers
        .iter()
        .zip(used)
        .filter(|(_, used)| *used)
        .map(|(layer, _)| {
            let family = Family::of(&layer.id);
            let note = (family == Family::Monitoring && flows.folded > 0)
                .then(|| format!("logs, metrics and traces from {} elements", flows.folded));
            let band = Band {
                layer: layer.id.clone(),
                title: one_line(&layer.title),
                note,
                family,
            };
            let graph = layout::Band {
                title: title_size(&band.title, band.note.as_deref(), 0.0),
                padding: size::BAND_PAD,
                may_share_row: !matches!(family, Family::Compute | Family::Own),
            };
            (band, graph)
        })
        .collect()
}

/// Makes the boxes of the open groups.
pub(super) fn frames(
    model: &Model,
    catalog: &Catalog,
    visible: &Visible,
    icons: &Icons,
) -> (Vec<Frame>, Vec<layout::Group>) {
    visible
        .groups
        .iter()
        .map(|&id| {
            let group = &model.groups[id.0 as usize];
            let (title, note) = words(group, catalog);
            let (title, note) = (one_line(&title), note.as_deref().map(one_line));
            let style = style(group);
            let glyph = match style {
                FrameStyle::PublicSubnet | FrameStyle::PrivateSubnet => None,
                FrameStyle::Custom if group.kind == "group" => None,
                _ => catalog
                    .service(group.kind.as_str())
                    .map(|service| service.glyph.to_string()),
            };
            let (glyph, icon) = match icons.on(Node::Group(id)) {
                Some(Shown::Icon(icon)) => (None, Some(icon.clone())),
                Some(Shown::Glyph(name)) => (Some(name.clone()), None),
                None => (glyph, None),
            };
            let lead = if glyph.is_some() || icon.is_some() {
                size::GROUP_GLYPH + 7.0
            } else {
                0.0
            };
            let graph = layout::Group {
                parent: visible.parent(model, Node::Group(id)),
                title: title_size(&title, note.as_deref(), lead),
                padding: size::GROUP_PAD,
                direction: match group.layout.direction.as_deref() {
                    Some("right") => Some(Direction::Right),
                    Some("down") => Some(Direction::Down),
                    _ => None,
                },
            };
            let frame = Frame {
                group: id,
                path: group.path.clone(),
                title,
                note,
                glyph,
                icon,
                style,
                depth: ancestors(model, group.parent).count(),
                about: group.description.clone(),
            };
            (frame, graph)
        })
        .unzip()
}

/// Returns the room of a title row, its words and what stands beside them.
fn title_size(title: &str, note: Option<&str>, lead: f64) -> Size {
    let note = note.map_or(0.0, |note| 8.0 + width(note, size::NOTE));
    let words = size::BAND_PAD + lead + width(title, size::HEADING) + note;
    Size::new(words.ceil(), size::TITLE_ROW)
}

/// The kinds of groups whose kind is worth more than their name.
const KINDS: &[&str] = &["account", "region", "vpc", "zone", "subnet", "cluster"];

/// Returns the title and the note: for a container of the catalog its kind, then its name and what identifies it.
fn words(group: &Group, catalog: &Catalog) -> (String, Option<String>) {
    let service = catalog.service(group.kind.as_str());
    let known = service.filter(|_| KINDS.contains(&group.kind.as_str()));
    let Some(service) = known else {
        let note = group
            .component
            .as_deref()
            .map(|component| component.replace('-', " "));
        let note = note.filter(|note| !note.eq_ignore_ascii_case(&group.title));
        return (group.title.clone(), note);
    };
    let kind = match group.attributes.text("type") {
        Some("public") if group.kind == "subnet" => "Public subnet".to_owned(),
        Some("private") if group.kind == "subnet" => "Private subnet".to_owned(),
        _ => service.short.to_string(),
    };
    let mut notes = Vec::new();
    if !group.title.eq_ignore_ascii_case(&kind) && !group.title.is_empty() {
        notes.push(group.title.clone());
    }
    for key in ["account-id", "id", "number", "name", "code", "cidr"] {
        if let Some(text) = identity(&group.attributes, key)
            && !notes.contains(&text)
        {
            notes.push(text);
        }
    }
    // "Zone B" says its kind itself.
    let said = notes.first().is_some_and(|first| {
        first
            .split_whitespace()
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case(&kind))
    });
    let title = if said { notes.remove(0) } else { kind };
    let note = (!notes.is_empty()).then(|| notes.join(" · "));
    (title, note)
}

fn identity(attributes: &Attributes, key: &str) -> Option<String> {
    match attributes.value(key)? {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => Some(format!("{number}")),
        _ => None,
    }
}

fn style(group: &Group) -> FrameStyle {
    match group.kind.as_str() {
        "account" => FrameStyle::Account,
        "region" => FrameStyle::Region,
        "vpc" => FrameStyle::Network,
        "zone" => FrameStyle::Zone,
        "subnet" if group.attributes.text("type") == Some("public") => FrameStyle::PublicSubnet,
        "subnet" => FrameStyle::PrivateSubnet,
        _ if matches!(group.attributes.value("outside"), Some(Value::Bool(true))) => {
            FrameStyle::Outside
        }
        _ => FrameStyle::Custom,
    }
}
