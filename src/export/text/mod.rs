//! A drawing in text: boxes and lines of characters, for terminals and for comments on changes.
//!
//! A scene is measured in cells and laid out by the same engine as pictures are; the layout is then squeezed onto a
//! sheet of cells, which keeps the order of everything along both axes.

mod grid;
mod squeeze;
mod told;

use crate::diff::Changes;
use crate::geometry::{Point, Rect, Size};
use crate::layout::{self, Direction, Layout};
use crate::lens::{Finding, Review};
use crate::scene::Scene;
use grid::{Border, Grid};
use squeeze::Squeeze;
use told::{card_sign, changed, cut, legend, line_sign, list, marks, no_words, wrapped};
use unicode_width::UnicodeWidthStr;

/// What a text drawing is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Letters {
    /// Box-drawing characters.
    #[default]
    Unicode,
    /// Plain letters and signs.
    Ascii,
}

/// A cell in px of the layout.
const CELL: Size = Size::new(8.0, 16.0);
/// The columns that a drawing should keep within.
const COLUMNS: usize = 100;
/// The most columns that words get.
#[derive(Clone, Copy)]
struct Words {
    card: usize,
    label: usize,
}

const WORDS: Words = Words {
    card: 18,
    label: 22,
};
const NARROW: Words = Words {
    card: 13,
    label: 13,
};
const NARROWEST: Words = Words { card: 10, label: 9 };

/// Draws a scene in text, within 100 columns where that can be; words beside the drawing always are.
pub fn text(scene: &Scene, review: Option<&Review>, changes: &Changes, letters: Letters) -> String {
    let found = review.map(Review::open_failures).unwrap_or_default();
    // A drawing that comes out too wide is tried again with less room for everything, and then from the top down.
    let own = scene.graph.options.direction;
    let packed = crate::scene::packed(scene);
    let grid = packed.as_ref().unwrap_or(scene);
    let ways = [
        (scene, 1.0, own, WORDS),
        (scene, 0.8, own, WORDS),
        (scene, 0.65, own, NARROW),
        (scene, 0.5, own, NARROW),
        (scene, 0.8, Direction::Down, NARROW),
        (grid, 0.65, Direction::Down, NARROW),
        (grid, 0.5, Direction::Down, NARROWEST),
        (scene, 0.35, own, NARROWEST),
    ];
    let mut best: Option<(usize, String)> = None;
    for (shown, factor, direction, words) in ways {
        let mut tried = measured(shown, words, changes);
        tried.graph.options.max_width = Some(COLUMNS as f64 * CELL.width * factor);
        if direction != own {
            tried.graph.options.direction = direction;
            for group in &mut tried.graph.groups {
                group.direction = None;
            }
        }
        let layout = layout::layout(&tried.graph);
        let (width, drawn) = sheet(&tried, &layout, &found, changes, letters);
        if best.as_ref().is_none_or(|(least, _)| width < *least) {
            best = Some((width, drawn));
        }
        if width <= COLUMNS {
            break;
        }
    }
    let mut out = String::new();
    for words in [&scene.title, &scene.subtitle] {
        for line in wrapped(words, COLUMNS, usize::MAX) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out.push('\n');
    out.push_str(&best.map_or(String::new(), |(_, drawn)| drawn));
    out.push_str(&legend(scene, letters));
    out.push_str(&changed(scene, changes));
    out.push_str(&list(scene, &found));
    out
}

/// Returns the scene with everything measured in cells.
fn measured(scene: &Scene, most: Words, changes: &Changes) -> Scene {
    let mut scene = scene.clone();
    for (card, node) in scene.cards.iter_mut().zip(&mut scene.graph.nodes) {
        card.title = wrapped(&card.name, most.card, 2);
        card.subtitle = cut(card.note.as_ref().unwrap_or(&card.kind), most.card);
        let words = card.title.iter().chain([&card.subtitle]);
        let wide = words.map(|line| line.width()).max().unwrap_or(0);
        let tall = card.title.len() + usize::from(!card.subtitle.is_empty());
        node.size = Size::new(
            (wide + 4) as f64 * CELL.width,
            (tall + 2) as f64 * CELL.height,
        );
    }
    for (flow, edge) in scene.flows.iter_mut().zip(&mut scene.graph.edges) {
        if let Some(pill) = &mut flow.pill {
            pill.lines = vec![cut(&pill.lines.join(" "), most.label)];
        }
        if let Some(sign) = line_sign(changes, flow) {
            flow.pill
                .get_or_insert_with(no_words)
                .lines
                .insert(0, sign.to_string());
        }
        let words = label(flow);
        edge.label = (!words.is_empty()).then(|| layout::Label {
            size: Size::new((words.width() + 2) as f64 * CELL.width, CELL.height),
        });
    }
    for (frame, group) in scene.frames.iter().zip(&mut scene.graph.groups) {
        group.title = title_size(&frame.title);
        group.padding = CELL.height;
    }
    for (band, row) in scene.bands.iter().zip(&mut scene.graph.bands) {
        row.title = title_size(&band.title);
        row.padding = CELL.height;
    }
    let options = &mut scene.graph.options;
    options.node_gap = 3.0 * CELL.width;
    options.rank_gap = 2.0 * CELL.height;
    options.edge_gap = CELL.width;
    scene
}

fn title_size(title: &str) -> Size {
    Size::new((title.width() + 4) as f64 * CELL.width, CELL.height)
}

/// The words on a line, with the numbers of its steps.
fn label(flow: &crate::scene::Flow) -> String {
    let Some(pill) = &flow.pill else {
        return String::new();
    };
    let steps: String = pill.steps.iter().map(|step| format!("({step}) ")).collect();
    format!("{steps}{}", pill.lines.join(" "))
        .trim_end()
        .to_owned()
}

/// Squeezes a layout onto a sheet; returns how wide it is, and its lines.
fn sheet(
    scene: &Scene,
    layout: &Layout,
    found: &[(usize, &Finding)],
    changes: &Changes,
    letters: Letters,
) -> (usize, String) {
    let boxes = || {
        let bands = layout.bands.iter().flatten();
        bands.chain(&layout.groups).chain(&layout.nodes)
    };
    let labels: Vec<Option<(String, Rect)>> = scene
        .flows
        .iter()
        .zip(&layout.edges)
        .map(|(flow, route)| Some((label(flow), route.label?)))
        .collect();
    let mut across = Squeeze::default();
    for place in boxes() {
        across.stop(place.x, place.y, place.y + place.height);
        across.stop(place.x + place.width, place.y, place.y + place.height);
    }
    for (card, place) in scene.cards.iter().zip(&layout.nodes) {
        let words = card.title.iter().chain([&card.subtitle]);
        let wide = words.map(|line| line.width()).max().unwrap_or(0);
        across.apart(place.x, place.x + place.width, wide + 3);
    }
    let titled = scene.frames.iter().map(|frame| &frame.title);
    for (title, place) in titled.zip(&layout.groups) {
        across.apart(place.x, place.x + place.width, title.width() + 5);
    }
    for (band, places) in scene.bands.iter().zip(&layout.bands) {
        for place in places {
            across.apart(place.x, place.x + place.width, band.title.width() + 5);
        }
    }
    for (words, place) in labels.iter().flatten() {
        let middle = place.center().y;
        across.stop(place.x, middle - 1.0, middle + 1.0);
        across.stop(place.x + place.width, middle - 1.0, middle + 1.0);
        across.apart(place.x, place.x + place.width, words.width() + 1);
    }
    for route in &layout.edges {
        for pair in route.line.points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            across.stop(a.x, a.y, b.y);
            if a.y != b.y {
                across.stop(b.x, a.y, b.y);
            } else {
                across.stop(b.x, b.y, b.y);
            }
        }
        ends(&route.line.points, |from, to| {
            across.apart(from.x.min(to.x), from.x.max(to.x), 3);
        });
    }
    let columns = across.cells(CELL.width, COLUMNS);

    // Down the sheet things meet where their columns do, not where their places did.
    let column = |x: f64| columns.of(x) as f64;
    let mut down = Squeeze::default();
    for place in boxes() {
        let (left, right) = (column(place.x), column(place.x + place.width));
        down.stop(place.y, left, right);
        down.stop(place.y + place.height, left, right);
    }
    for (card, place) in scene.cards.iter().zip(&layout.nodes) {
        let tall = card.title.len() + usize::from(!card.subtitle.is_empty());
        down.apart(place.y, place.y + place.height, tall + 1);
    }
    for (_, place) in labels.iter().flatten() {
        let (left, right) = (column(place.x), column(place.x + place.width));
        down.stop(place.center().y, left, right);
    }
    for route in &layout.edges {
        for pair in route.line.points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            down.stop(a.y, column(a.x), column(b.x));
            down.stop(b.y, column(a.x), column(b.x));
        }
        ends(&route.line.points, |from, to| {
            down.apart(from.y.min(to.y), from.y.max(to.y), 2);
        });
        // Words on the last piece leave a row for the head.
        if let (Some(label), [.., from, to]) = (route.label, route.line.points.as_slice()) {
            let middle = label.center().y;
            if from.y < middle && middle < to.y {
                down.apart(middle, to.y, 2);
            } else if to.y < middle && middle < from.y {
                down.apart(to.y, middle, 2);
            }
        }
    }
    let rows = down.cells(2.0 * CELL.height, usize::MAX);

    let mut grid = Grid::new(columns.count, rows.count, letters);
    let at = |point: Point| (columns.of(point.x), rows.of(point.y));
    let corners = |place: &Rect| {
        (
            at(Point::new(place.x, place.y)),
            at(Point::new(place.x + place.width, place.y + place.height)),
        )
    };
    let mut frame = |place: &Rect, title: &str| {
        let (first, last) = corners(place);
        grid.border(first, last, Border::Frame);
        if !title.is_empty() {
            grid.text(first.0 + 2, first.1, &format!(" {title} "));
        }
    };
    for (shown, place) in scene.frames.iter().zip(&layout.groups) {
        frame(place, &shown.title);
    }
    for (band, places) in scene.bands.iter().zip(&layout.bands) {
        for place in places {
            frame(place, &band.title);
        }
    }
    for (flow, route) in scene.flows.iter().zip(&layout.edges) {
        let points: Vec<(usize, usize)> = route.line.points.iter().map(|p| at(*p)).collect();
        grid.line(&points, flow.kind);
    }
    for (card, place) in scene.cards.iter().zip(&layout.nodes) {
        let (first, last) = corners(place);
        grid.border(first, last, Border::Card);
        let words = card.title.iter().chain([&card.subtitle]);
        for (row, line) in words.filter(|line| !line.is_empty()).enumerate() {
            grid.text(first.0 + 2, first.1 + 1 + row, line);
        }
        if let Some(sign) = card_sign(changes, card.node) {
            grid.text(first.0, first.1, &sign.to_string());
        }
        let marks = marks(found, card.node);
        grid.text(
            (last.0 + 1)
                .saturating_sub(marks.width() + 1)
                .max(first.0 + 1),
            first.1,
            &marks,
        );
    }
    for (flow, route) in scene.flows.iter().zip(&layout.edges) {
        let points: Vec<(usize, usize)> = route.line.points.iter().map(|p| at(*p)).collect();
        heads(&mut grid, &points, flow);
    }
    for (label, route) in labels.iter().zip(&layout.edges) {
        let Some((words, place)) = label else {
            continue;
        };
        let (left, right) = (columns.of(place.x), columns.of(place.x + place.width));
        let wide = words.width();
        let last = left + (right + 1).saturating_sub(left).saturating_sub(wide);
        // Words on a line that runs down stand around it.
        let middle = crossed(&route.line.points, place).map(|x| columns.of(x));
        let start = middle.map_or(left.midpoint(last), |x| x.saturating_sub(wide / 2));
        grid.text(start.clamp(left, last), rows.of(place.center().y), words);
    }
    let drawn = grid.lines().into_iter().map(|line| line + "\n").collect();
    (columns.count, drawn)
}

/// Returns where a line runs down through a label.
fn crossed(points: &[Point], label: &Rect) -> Option<f64> {
    let middle = label.center().y;
    points
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        .filter(|(a, b)| a.x == b.x && a.y.min(b.y) < middle && middle < a.y.max(b.y))
        .map(|(a, _)| a.x)
        .find(|x| label.x <= *x && *x <= label.x + label.width)
}

/// Visits the first and the last piece of a line, which need room for heads.
fn ends(points: &[Point], mut visit: impl FnMut(Point, Point)) {
    if let [first, second, ..] = points {
        visit(*first, *second);
    }
    if let [.., before, last] = points {
        visit(*before, *last);
    }
}

fn heads(grid: &mut Grid, points: &[(usize, usize)], flow: &crate::scene::Flow) {
    let mut tip = |before: (usize, usize), last: (usize, usize)| {
        let step = |from: usize, to: usize| match from.cmp(&to) {
            std::cmp::Ordering::Less => to - 1,
            std::cmp::Ordering::Equal => to,
            std::cmp::Ordering::Greater => to + 1,
        };
        let cell = (step(before.0, last.0), step(before.1, last.1));
        if cell != last {
            grid.head(cell, last, flow.kind);
        }
    };
    if let [.., before, last] = points {
        tip(*before, *last);
    }
    if let ([first, second, ..], true) = (points, flow.both) {
        tip(*second, *first);
    }
}

#[cfg(test)]
mod tests {
    use super::{Changes, Letters, text};
    use crate::source::{NoFiles, Sources};
    use crate::{catalog, model, scene};
    use unicode_width::UnicodeWidthStr;

    fn drawn(source: &str, letters: Letters) -> String {
        let mut sources = Sources::default();
        let loaded = model::load_text(&mut sources, &NoFiles, "it.arch", source);
        let options = model::Options::default();
        let model = model::resolve(&loaded.value, catalog::builtin(), &options).value;
        let view = &model.views[0];
        let scene = scene::scene(&model, catalog::builtin(), view, &scene::Options::default());
        text(&scene, None, &Changes::default(), letters)
    }

    fn check(source: &str, letters: Letters, expected: &str) {
        let drawn = drawn(source, letters);
        assert_eq!(
            drawn.trim_matches('\n'),
            expected.trim_matches('\n'),
            "\n{drawn}"
        );
    }

    #[test]
    fn boxes_and_lines() {
        check(
            "lambda place \"Place order\"\ndynamodb orders\nplace -> orders \"PutItem\"",
            Letters::Unicode,
            "
╭┄ Compute ┄┄┄┄┄┄┄┄╮
┆ ┌──────────────┐ ┆
┆ │ Place order  │ ┆
┆ │ Lambda       │ ┆
┆ └──────────────┘ ┆
╰┄┄┄┄┄┄┄┄┄│┄┄┄┄┄┄┄┄╯
       PutItem
╭┄ Data ┄┄▼┄┄┄┄┄┄┄┄╮
┆   ┌───────────┐  ┆
┆   │ Orders    │  ┆
┆   │ DynamoDB  │  ┆
┆   └───────────┘  ┆
╰┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄╯

───► request",
        );
    }

    #[test]
    fn plain_letters() {
        check(
            "lambda place \"Place order\"\nsqs queue\nplace ~> queue",
            Letters::Ascii,
            "
 .. Compute .........
 : +--------------+ :
 : | Place order  | :
+~~| Lambda       | :
:: +--------------+ :
::..................:
:.. Messaging .......
::    +--------+    :
::    | Queue  |    :
+~~~~>| SQS    |    :
 :    +--------+    :
 :..................:

~~~> event",
        );
    }

    #[test]
    fn wide_letters_take_two_columns() {
        let text = drawn(
            "lambda place \"注文を受ける\"\nlambda other",
            Letters::Unicode,
        );
        let widths: Vec<usize> = text
            .lines()
            .filter(|line| line.starts_with('┆'))
            .map(|line| line.width())
            .collect();
        assert!(widths.len() > 3, "{text}");
        assert!(widths.iter().all(|width| *width == widths[0]), "{text}");
    }
}
