//! Does the legend explain every sign that the picture uses, and no other?

use super::{Lint, error};
use crate::draw::flow::kind_name;
use crate::draw::mark::{Drawing, Group, Mark, Style};
use crate::theme::{Flow, Glyph, Token, glyphs, size};
use std::collections::BTreeSet;

/// The signs that some marks show.
#[derive(Default)]
struct Signs {
    flows: BTreeSet<Flow>,
    /// The names of the glyphs on chips.
    chips: BTreeSet<&'static str>,
    steps: bool,
    severities: BTreeSet<Token>,
    /// All words, for the count of findings.
    words: String,
}

/// What the count of findings calls them by the colour of their badges.
const SEVERITIES: [(Token, &str); 3] = [
    (Token::SevHigh, "high risk"),
    (Token::SevMedium, "medium risk"),
    (Token::SevLow, ""),
];

pub(super) fn legend(drawing: &Drawing) -> Vec<Lint> {
    let (mut used, mut listed) = (Signs::default(), None);
    for mark in &drawing.marks {
        match mark {
            Mark::Group(group) if is_legend(group) => {
                let mut signs = Signs::default();
                signs.take(&group.marks);
                listed = Some(signs);
            }
            other => used.take(std::slice::from_ref(other)),
        }
    }
    // A picture without a legend is one whose author wants none.
    listed.map_or_else(Vec::new, |listed| differences(&used, &listed))
}

fn is_legend(group: &Group) -> bool {
    group.data.iter().any(|(_, value)| value == "legend")
}

fn differences(used: &Signs, listed: &Signs) -> Vec<Lint> {
    let mut wrong = Vec::new();
    let mut compare = |what: &str, used: bool, listed: bool| match (used, listed) {
        (true, false) => wrong.push(error("legend", format!("{what} is not explained"))),
        (false, true) => wrong.push(error("legend", format!("{what} is explained and not used"))),
        _ => {}
    };
    for kind in Flow::ALL {
        let what = format!("the line of `{}`", kind_name(kind));
        compare(
            &what,
            used.flows.contains(&kind),
            listed.flows.contains(&kind),
        );
    }
    for chip in used.chips.union(&listed.chips) {
        let what = format!("the chip `{chip}`");
        compare(
            &what,
            used.chips.contains(chip),
            listed.chips.contains(chip),
        );
    }
    compare("the number of a step", used.steps, listed.steps);
    for (token, word) in SEVERITIES {
        // The list may name findings that are on nothing in the picture.
        if used.severities.contains(&token) {
            let explained = listed.severities.contains(&token)
                || (!word.is_empty() && listed.words.contains(word));
            compare(&format!("the badge `{}`", token.name()), true, explained);
        }
    }
    wrong
}

fn name_of(glyph: &'static Glyph) -> Option<&'static str> {
    let found = glyphs().iter().find(|(_, own)| std::ptr::eq(*own, glyph));
    found.map(|(name, _)| name.as_str())
}

impl Signs {
    fn take(&mut self, marks: &[Mark]) {
        for mark in marks {
            match mark {
                Mark::Group(group) => self.take(&group.marks),
                Mark::Box(_, _, style) | Mark::Disc(_, _, style) | Mark::Path(_, style) => {
                    self.paint(*style)
                }
                Mark::Glyph(glyph) if glyph.size == size::CHIP_GLYPH => {
                    self.chips.extend(name_of(glyph.glyph));
                }
                Mark::Text(text) => {
                    self.words.push_str(&text.text);
                    self.words.push('\n');
                }
                Mark::Glyph(_) | Mark::Icon(_) => {}
            }
        }
    }

    fn paint(&mut self, style: Style) {
        if let Some(Token::Flow(kind)) = style.stroke.map(|stroke| stroke.token) {
            self.flows.insert(kind);
        }
        match style.fill {
            Some(Token::Step) => self.steps = true,
            Some(token) if SEVERITIES.iter().any(|(severity, _)| *severity == token) => {
                self.severities.insert(token);
            }
            _ => {}
        }
    }
}
