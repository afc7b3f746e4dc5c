//! What a text drawing tells in words: its legend, its findings, its changes.

use super::grid::Grid;
use super::{COLUMNS, Letters};
use crate::diff::{Change, Changes};
use crate::geometry::Size;
use crate::lens::{Finding, Subject};
use crate::model::Node;
use crate::scene::{Pill, Scene};
use crate::theme::Flow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Says what the lines mean, and which scenario the numbers follow.
pub(super) fn legend(scene: &Scene, letters: Letters) -> String {
    let mut entries = Vec::new();
    for kind in [
        Flow::Request,
        Flow::Event,
        Flow::Stream,
        Flow::Identity,
        Flow::Telemetry,
        Flow::Deploy,
    ] {
        if scene.flows.iter().any(|flow| flow.kind == kind) {
            let mut sample = Grid::new(4, 1, letters);
            sample.line(&[(0, 0), (3, 0)], kind);
            sample.head((3, 0), (4, 0), kind);
            let name = match kind {
                Flow::Request => "request",
                Flow::Event => "event",
                Flow::Stream => "stream",
                Flow::Identity => "identity",
                Flow::Telemetry => "telemetry",
                Flow::Deploy => "deployment",
            };
            entries.push(format!("{} {name}", sample.lines().concat()));
        }
    }
    let mut out = String::new();
    if !entries.is_empty() {
        out.push_str(&format!("\n{}\n", entries.join("   ")));
    }
    if let Some(story) = &scene.story {
        out.push_str(&format!("(1) {story}\n"));
    }
    out
}

/// The sign of what became of a card; that of a change where only things inside it changed.
pub(super) fn card_sign(changes: &Changes, node: Node) -> Option<char> {
    let inside = match node {
        Node::Group(id) => changes.inside.get(&id).map(|_| '~'),
        Node::Element(_) => None,
    };
    changes.nodes.get(&node).map(Change::sign).or(inside)
}

/// The sign of what became of a line.
pub(super) fn line_sign(changes: &Changes, flow: &crate::scene::Flow) -> Option<char> {
    let sign = |id| changes.relations.get(id).map(Change::sign);
    let first = sign(flow.relations.first()?);
    let same = flow.relations.iter().all(|id| sign(id) == first);
    if same { first } else { Some('~') }
}

pub(super) fn no_words() -> Pill {
    Pill {
        lines: Vec::new(),
        steps: Vec::new(),
        size: Size::default(),
    }
}

/// Says what the signs of changes mean, where there are any.
pub(super) fn changed(scene: &Scene, changes: &Changes) -> String {
    let cards = scene
        .cards
        .iter()
        .filter_map(|card| card_sign(changes, card.node));
    let lines = scene
        .flows
        .iter()
        .filter_map(|flow| line_sign(changes, flow));
    match cards.chain(lines).next() {
        Some(_) => "+ added   - removed   ~ changed\n".to_owned(),
        None => String::new(),
    }
}

/// Returns the numbers of the findings on an element: `!2!5`, and `!2!5!6+2` where there are two more.
pub(super) fn marks(found: &[(usize, &Finding)], node: Node) -> String {
    const SHOWN: usize = 3;
    let on = |(_, finding): &&(usize, &Finding)| finding.subject == Subject::Node(node);
    let mut own = found.iter().filter(on);
    let shown = own.by_ref().take(SHOWN);
    let mut marks: String = shown.map(|(number, _)| format!("!{number}")).collect();
    match own.count() {
        0 => {}
        more => marks.push_str(&format!("+{more}")),
    }
    marks
}

/// Lists the findings by their numbers.
pub(super) fn list(scene: &Scene, found: &[(usize, &Finding)]) -> String {
    found
        .iter()
        .map(|(number, finding)| {
            let told = format!(
                "!{number} {} {}: {}",
                finding.rule.severity.word(),
                finding.rule.id,
                scene.titled(&finding.message).replace(['“', '”'], "\""),
            );
            let lines = wrapped(&told, COLUMNS, usize::MAX).join("\n   ");
            format!("{}{lines}\n", if *number == 1 { "\n" } else { "" })
        })
        .collect()
}

/// Breaks words into lines of at most so many columns; what does not fit is cut.
pub(super) fn wrapped(text: &str, most: usize, lines: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = found.len() == lines;
        match found.last_mut() {
            Some(line) if full || line.width() + 1 + word.width() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => found.push(word.to_owned()),
        }
    }
    found.iter().map(|line| cut(line, most)).collect()
}

/// Cuts a line to so many columns.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.width() <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut wide = 0;
    for letter in text.chars() {
        let more = letter.width().unwrap_or(0);
        if wide + more > most - 1 {
            break;
        }
        kept.push(letter);
        wide += more;
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::{cut, wrapped};

    #[test]
    fn words_are_broken_and_cut() {
        assert_eq!(wrapped("Charge the card", 10, 2), ["Charge the", "card"]);
        assert_eq!(wrapped("one two three four", 7, 2), ["one two", "three …"]);
        assert_eq!(cut("注文を受ける", 7), "注文を…");
        assert_eq!(wrapped("", 7, 2), Vec::<String>::new());
    }
}
