//! Labels, measured.

use super::types::Pill;
use super::words::{label_breaks, lines, width};
use crate::geometry::Size;
use crate::theme::size;

/// The gap between a step's disc and what follows it, and between the disc and the pill's border.
const AFTER_DISC: f64 = 5.0;
pub(super) const BEFORE_DISC: f64 = 3.0;
/// More discs than this are told by the words alone.
const DISCS: usize = 3;

/// Makes the pill of a label and the steps on it, at most so wide; none where there is nothing to say.
pub(super) fn pill(label: &str, steps: &[u32], most: f64) -> Option<Pill> {
    let steps: Vec<u32> = steps.iter().copied().take(DISCS).collect();
    let discs = steps.len() as f64;
    if label.is_empty() {
        return (!steps.is_empty()).then(|| Pill {
            lines: Vec::new(),
            size: Size::new(
                discs * size::STEP_DISC + (discs - 1.0) * BEFORE_DISC,
                size::STEP_DISC,
            ),
            steps,
        });
    }
    let lead = if steps.is_empty() {
        size::PILL_PAD
    } else {
        BEFORE_DISC + discs * size::STEP_DISC + (discs - 1.0) * BEFORE_DISC + AFTER_DISC
    };
    let room = most - lead - size::PILL_PAD;
    let lines = lines(label, size::LABEL, room, label_breaks);
    let widest = lines
        .iter()
        .map(|line| width(line, size::LABEL))
        .fold(0.0, f64::max);
    let more = lines.len().saturating_sub(1) as f64;
    Some(Pill {
        size: Size::new(
            (lead + widest + size::PILL_PAD).ceil(),
            size::PILL_HEIGHT + more * size::LABEL.line,
        ),
        lines,
        steps,
    })
}

/// A second line is worth so much width: a label of two lines can hide the head of a short upright line.
const WORTH: f64 = 20.0;

/// Returns the pill, as narrow as two lines make it without cutting a word, where that is worth it.
pub(super) fn narrowed(pill: &Pill, label: &str) -> Pill {
    const STEP: f64 = 8.0;
    let mut best = pill.clone();
    let mut most = pill.size.width;
    while pill.lines.len() == 1 && most > size::PILL_MIN_WIDTH {
        most -= STEP;
        match self::pill(label, &pill.steps, most) {
            Some(found) if !cut(&found, label) => {
                if found.size.width < best.size.width {
                    best = found;
                }
            }
            _ => break,
        }
    }
    match pill.size.width - best.size.width < WORTH {
        true => pill.clone(),
        false => best,
    }
}

fn cut(pill: &Pill, label: &str) -> bool {
    pill.lines.iter().any(|line| line.ends_with('…')) && !label.ends_with('…')
}

/// Says whether a label is shown whole.
pub(super) fn fits(label: &str) -> bool {
    pill(label, &[], size::PILL_MAX_WIDTH)
        .is_none_or(|pill| !pill.lines.iter().any(|line| line.ends_with('…')))
}

#[cfg(test)]
mod tests {
    use super::{narrowed, pill};

    #[test]
    fn breaks_only_where_it_is_worth_it() {
        let narrow = |label, steps: &[u32]| {
            let whole = pill(label, steps, 160.0).expect("a pill");
            narrowed(&whole, label).lines
        };
        assert_eq!(narrow("3 confirm", &[6]), ["3 confirm"]);
        assert_eq!(
            narrow("nearest healthy region", &[]),
            ["nearest", "healthy region"]
        );
    }

    #[test]
    fn grows_with_its_words() {
        let size = |label, steps: &[u32]| {
            let size = pill(label, steps, 160.0).expect("a pill").size;
            (size.width, size.height)
        };
        assert_eq!(size("query", &[]), (50.0, 22.0));
        assert_eq!(size("query", &[3]), (67.0, 22.0));
        assert_eq!(size("", &[3]), (17.0, 17.0));
        assert_eq!(size("a rather long label that needs two", &[]).1, 38.0);
        assert_eq!(pill("", &[], 160.0), None);
    }
}
