//! What is found wrong, one after the other, however much it is.

use super::{Code, Diagnostic, Level, Span};

/// How many diagnostics of one level are kept; the rest is counted.
const KEPT: usize = 1_000;

pub(super) static UNTOLD: Code = Code {
    id: "A0004",
    title: "more is wrong than is told",
    page: "Past 1,000 errors, warnings or notes of one step the rest is only counted: so many mostly have one cause, such as a text in another language or a brace too many. Mend the first of them, and run the command again. Where a file has so many errors of syntax, its names are not looked at.",
    wrong: "",
    right: "sqs failed",
};

/// Diagnostics as they are found. Past a thousand of a level those that follow are counted, and one diagnostic tells how many.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    tallies: [Tally; 3],
}

/// How many diagnostics of one level were met.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    kept: usize,
    untold: usize,
    /// Where the first stands that is not told.
    place: Option<Span>,
}

/// A moment to which [`Diagnostics::back_to`] returns.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    kept: usize,
    tallies: [Tally; 3],
}

impl Diagnostics {
    /// Keeps a diagnostic, or counts it.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let tally = &mut self.tallies[diagnostic.level as usize];
        if tally.kept < KEPT && diagnostic.stands_for == 1 {
            tally.kept += 1;
            self.kept.push(diagnostic);
        } else {
            tally.untold += diagnostic.stands_for;
            tally.place = tally.place.or(Some(diagnostic.primary.span));
        }
    }

    /// Returns whether the next diagnostic of a level would only be counted.
    pub fn is_full(&self, level: Level) -> bool {
        self.tallies[level as usize].kept >= KEPT
    }

    /// Returns those that were kept, in the order in which they were found.
    pub fn kept(&self) -> &[Diagnostic] {
        &self.kept
    }

    /// Takes back what was said last, where it holds.
    pub fn pop_if(&mut self, is_meant: impl FnOnce(&Diagnostic) -> bool) {
        if let Some(last) = self.kept.pop_if(|last| is_meant(last)) {
            self.tallies[last.level as usize].kept -= 1;
        }
    }

    /// Iterates over those that are kept.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.kept.iter()
    }

    /// Takes back all that does not hold.
    pub fn retain(&mut self, holds: impl Fn(&Diagnostic) -> bool) {
        for dropped in self.kept.extract_if(.., |diagnostic| !holds(diagnostic)) {
            self.tallies[dropped.level as usize].kept -= 1;
        }
    }

    /// Marks this moment.
    pub fn mark(&self) -> Mark {
        Mark {
            kept: self.kept.len(),
            tallies: self.tallies,
        }
    }

    /// Forgets what was said since a moment.
    pub fn back_to(&mut self, mark: Mark) {
        self.kept.truncate(mark.kept);
        self.tallies = mark.tallies;
    }

    /// Returns those that were kept, and one for each level of which more was found.
    pub fn finish(self) -> Vec<Diagnostic> {
        let mut all = self.kept;
        let levels = [Level::Error, Level::Warning, Level::Note];
        for (level, tally) in levels.into_iter().zip(self.tallies) {
            let Some(place) = tally.place else { continue };
            let word = match level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Note => "note",
            };
            let message = match tally.untold {
                1 => format!("1 more {word} is not told"),
                count => format!("{count} more {word}s are not told"),
            };
            let mut diagnostic = Diagnostic::new(level, &UNTOLD, place, message)
                .at("the first of them is here")
                .help("mend those before it first, and look again");
            diagnostic.stands_for = tally.untold;
            all.push(diagnostic);
        }
        all
    }
}

/// Puts diagnostics in the order of the text, and behind them those that count what is not told.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|diagnostic| {
        let span = diagnostic.primary.span;
        let counts = diagnostic.code == &UNTOLD;
        (counts, span.file, span.start, span.end)
    });
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, more: T) {
        more.into_iter()
            .for_each(|diagnostic| self.push(diagnostic));
    }
}

#[cfg(test)]
mod tests {
    use super::{Diagnostics, KEPT};
    use crate::source::{CODES, Diagnostic, FileId, Level, Span};

    fn some(level: Level, count: usize) -> impl Iterator<Item = Diagnostic> {
        let place = |at| Span::new(FileId(0), at as u32, at as u32 + 1);
        (0..count).map(move |at| match level {
            Level::Error => Diagnostic::error(CODES[0], place(at), "wrong"),
            Level::Warning => Diagnostic::warning(CODES[0], place(at), "odd"),
            Level::Note => Diagnostic::note(CODES[0], place(at), "so"),
        })
    }

    fn told(of: &Diagnostics) -> Vec<(String, u32)> {
        let all = of.clone().finish();
        let untold = all.iter().filter(|told| told.code.id == "A0004");
        untold
            .map(|told| (told.message.clone(), told.primary.span.start))
            .collect()
    }

    #[test]
    fn a_thousand_of_each_level_are_kept_and_the_rest_is_counted() {
        let mut all = Diagnostics::default();
        all.extend(some(Level::Warning, KEPT + 1));
        all.extend(some(Level::Error, KEPT + 30));
        all.extend(some(Level::Note, KEPT));
        assert_eq!(all.kept().len(), 3 * KEPT);
        let place = KEPT as u32;
        assert_eq!(
            told(&all),
            [
                ("30 more errors are not told".to_owned(), place),
                ("1 more warning is not told".to_owned(), place)
            ]
        );
    }

    #[test]
    fn what_was_counted_before_is_counted_on() {
        let mut first = Diagnostics::default();
        first.extend(some(Level::Error, KEPT + 30));
        let mut both = Diagnostics::default();
        both.extend(first.finish());
        both.extend(some(Level::Error, 12));
        assert_eq!(told(&both)[0].0, "42 more errors are not told");
    }

    #[test]
    fn what_is_taken_back_makes_room() {
        let mut all = Diagnostics::default();
        all.extend(some(Level::Error, KEPT - 1));
        let mark = all.mark();
        all.extend(some(Level::Error, 5));
        all.back_to(mark);
        assert!(!all.is_full(Level::Error));
        all.retain(|said| said.primary.span.start != 7);
        all.pop_if(|_| true);
        all.extend(some(Level::Error, 3));
        assert!(all.is_full(Level::Error) && told(&all).is_empty());
    }
}
