//! Diagnostics for people: rustc's own way of drawing them.

use crate::source;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many diagnostics are shown before the rest is only counted.
const SHOWN: usize = 100;

/// Places further apart than this, in bytes, have excerpts of their own, so that nobody looks at all that stands between.
const FAR: u32 = 4_096;

/// The widest line of an excerpt, in characters.
const WIDTH: usize = 140;

/// Draws diagnostics with their excerpts, errors first where not all fit, then a line that counts them.
///
/// Colours are written as ANSI codes; the console strips them where the terminal has none.
pub(super) fn draw(sources: &source::Sources, diagnostics: &[source::Diagnostic]) -> String {
    let renderer = Renderer::styled().term_width(WIDTH);
    let mut shown: Vec<&source::Diagnostic> = diagnostics.iter().collect();
    if shown.len() > SHOWN {
        shown.sort_by_key(|diagnostic| diagnostic.level);
        shown.truncate(SHOWN);
    }
    let mut text = String::new();
    for diagnostic in &shown {
        text.push_str(&renderer.render(&report(sources, diagnostic)));
        text.push_str("\n\n");
    }
    let told: usize = shown.iter().map(|diagnostic| diagnostic.stands_for).sum();
    let met: usize = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.stands_for)
        .sum();
    if met > told {
        let more = met - told;
        let _ = writeln!(text, "… and {more} more\n");
    }
    text
}

fn report<'a>(sources: &'a source::Sources, diagnostic: &'a source::Diagnostic) -> Vec<Group<'a>> {
    let level = match diagnostic.level {
        source::Level::Error => Level::ERROR,
        source::Level::Warning => Level::WARNING,
        source::Level::Note => Level::NOTE,
    };
    let mut main = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.id)
        .elements(excerpts(sources, diagnostic));
    let Some(help) = &diagnostic.help else {
        return vec![main];
    };
    let patches = patches(sources, diagnostic);
    if patches.is_empty() {
        main = main.element(Level::HELP.message(plain(help)));
        return vec![main];
    }
    vec![
        main,
        Level::HELP.secondary_title(plain(help)).elements(patches),
    ]
}

/// One excerpt for places near each other: the primary place's first.
fn excerpts<'a>(
    sources: &'a source::Sources,
    diagnostic: &'a source::Diagnostic,
) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let mut groups: Vec<Vec<&source::Label>> = Vec::new();
    for label in std::iter::once(&diagnostic.primary).chain(&diagnostic.related) {
        let is_near = |known: &&source::Label| {
            known.span.file == label.span.file && known.span.start.abs_diff(label.span.start) < FAR
        };
        match groups.iter_mut().find(|group| group.iter().any(is_near)) {
            Some(group) => group.push(label),
            None => groups.push(vec![label]),
        }
    }
    groups
        .into_iter()
        .map(|labels| {
            let file = labels[0].span.file;
            let excerpt = Excerpt::around(sources, file, labels.iter().map(|label| label.span));
            let annotations = labels.iter().map(|label| {
                let primary = std::ptr::eq(*label, &diagnostic.primary);
                let kind = if primary {
                    AnnotationKind::Primary
                } else {
                    AnnotationKind::Context
                };
                let words = (!label.text.is_empty()).then(|| plain(&label.text));
                kind.span(excerpt.range(label.span)).label(words)
            });
            let annotations: Vec<_> = annotations.collect();
            excerpt.snippet(sources, file).annotations(annotations)
        })
        .collect()
}

fn patches<'a>(
    sources: &'a source::Sources,
    diagnostic: &'a source::Diagnostic,
) -> Vec<Snippet<'a, Patch<'a>>> {
    let Some(fix) = &diagnostic.fix else {
        return Vec::new();
    };
    let mut files = BTreeMap::new();
    for edit in &fix.edits {
        files
            .entry(edit.span.file)
            .or_insert_with(Vec::new)
            .push(edit);
    }
    files
        .into_iter()
        .map(|(file, edits)| {
            let excerpt = Excerpt::around(sources, file, edits.iter().map(|edit| edit.span));
            let excerpt = excerpt.cut(edits.iter().map(|edit| edit.span));
            let patches: Vec<_> = edits
                .iter()
                .map(|edit| Patch::new(excerpt.range(edit.span), plain(&edit.text)))
                .collect();
            excerpt.snippet(sources, file).patches(patches)
        })
        .collect()
}

/// The whole lines around some places of a file; drawing looks at these alone, however large the file is.
struct Excerpt {
    start: usize,
    line: usize,
    text: String,
}

impl Excerpt {
    fn around(
        sources: &source::Sources,
        file: source::FileId,
        spans: impl Iterator<Item = source::Span>,
    ) -> Self {
        let text = &sources.file(file).text;
        let (mut start, mut end) = (text.len(), 0);
        for span in spans {
            start = start.min(span.start as usize);
            end = end.max(span.end as usize);
        }
        let start = text.floor_char_boundary(start);
        let end = text.ceil_char_boundary(end.max(start));
        let line_end = ['\n', '\r'];
        let first = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
        let start = text[..start].rfind(line_end).map_or(first, |at| at + 1);
        let end = text[end..].find(line_end).map_or(text.len(), |at| end + at);
        let place = source::Span::new(
            file,
            u32::try_from(start).unwrap_or(u32::MAX),
            u32::try_from(start).unwrap_or(u32::MAX),
        );
        Self {
            start,
            line: sources.line_column(place).0,
            // Other line ends are swapped for some of the same length, so that places stay and lines are counted.
            text: text[start..end].replace("\r\n", " \n").replace('\r', "\n"),
        }
    }

    /// Keeps what stands near some places, where the lines around them are too long to be shown.
    fn cut(mut self, spans: impl Iterator<Item = source::Span> + Clone) -> Self {
        if self.text.len() <= 4 * WIDTH {
            return self;
        }
        let ranges = spans.map(|span| self.range(span));
        let start = ranges.clone().map(|range| range.start).min().unwrap_or(0);
        let end = ranges.map(|range| range.end).max().unwrap_or(0);
        let start = self
            .text
            .floor_char_boundary(start.saturating_sub(WIDTH / 2));
        let end = self.text.ceil_char_boundary(end + WIDTH / 2);
        self.line += self.text[..start].matches('\n').count();
        self.start += start;
        self.text = self.text[start..end].to_owned();
        self
    }

    fn range(&self, span: source::Span) -> std::ops::Range<usize> {
        let clamp = |at: u32| {
            let at = (at as usize)
                .saturating_sub(self.start)
                .min(self.text.len());
            self.text.floor_char_boundary(at)
        };
        let (start, end) = (clamp(span.start), clamp(span.end));
        start..end.max(start)
    }

    fn snippet<'a, T: Clone>(
        self,
        sources: &'a source::Sources,
        file: source::FileId,
    ) -> Snippet<'a, T> {
        Snippet::source(self.text)
            .line_start(self.line)
            .path(plain(&sources.file(file).name))
    }
}

/// Shows control characters instead of sending them to the terminal.
pub(super) fn plain(text: &str) -> String {
    let harmless = |c: char| c == '\n' || c == '\t' || !(c.is_control() || is_bidi_control(c));
    let is_letter = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    if text.bytes().all(is_letter) || text.chars().all(harmless) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| {
            if harmless(c) {
                c.to_string()
            } else {
                format!("\\u{{{:x}}}", c as u32)
            }
        })
        .collect()
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
