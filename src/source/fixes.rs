//! Several fixes at once: which of them can be made together, and the text that they leave.

use super::{Diagnostic, Edit, FileId, Safety};
use std::collections::BTreeMap;

/// Returns the edits of all safe fixes that do not touch each other, in the order of the text.
///
/// Of two fixes that touch the same place the first is taken; the other is told again by the next run.
pub fn safe_edits<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<Edit> {
    let mut taken: BTreeMap<(FileId, u32, u32), Edit> = BTreeMap::new();
    let fixes = diagnostics
        .into_iter()
        .filter_map(|diagnostic| diagnostic.fix.as_ref())
        .filter(|fix| fix.safety == Safety::Safe);
    for fix in fixes {
        let free = |edit: &Edit| {
            let (file, start, end) = key(edit);
            let before = taken.range(..(file, start, u32::MAX)).next_back();
            let after = taken.range((file, start, end)..).next();
            before.is_none_or(|((known, _, last), _)| *known != file || *last <= start)
                && after.is_none_or(|((known, first, _), _)| {
                    *known != file || end <= *first && (start, end) != (*first, *first)
                })
                && !taken.contains_key(&(file, start, end))
        };
        if fix.edits.iter().all(free) {
            taken.extend(fix.edits.iter().map(|edit| (key(edit), edit.clone())));
        }
    }
    taken.into_values().collect()
}

/// Returns the text of a file with edits applied, which must be in order and apart.
pub fn apply(text: &str, edits: &[&Edit]) -> String {
    let mut mended = String::with_capacity(text.len() + 64 * edits.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        mended.push_str(text.get(at..range.start).unwrap_or(""));
        mended.push_str(&edit.text);
        at = range.end.max(at);
    }
    mended.push_str(text.get(at..).unwrap_or(""));
    mended
}

fn key(edit: &Edit) -> (FileId, u32, u32) {
    (edit.span.file, edit.span.start, edit.span.end)
}

#[cfg(test)]
mod tests {
    use super::safe_edits;
    use crate::source::{Code, Diagnostic, FileId, Span};

    static CODE: Code = Code {
        id: "A0000",
        title: "",
        page: "",
        wrong: "",
        right: "",
    };

    fn check(fixes: &[(u32, u32)], expected: &[(u32, u32)]) {
        let told: Vec<Diagnostic> = fixes
            .iter()
            .map(|&(start, end)| {
                let span = Span::new(FileId(0), start, end);
                Diagnostic::error(&CODE, span, "").fix(span, "x")
            })
            .collect();
        let edits = safe_edits(&told);
        let places: Vec<_> = edits
            .iter()
            .map(|edit| (edit.span.start, edit.span.end))
            .collect();
        assert_eq!(places, expected);
    }

    #[test]
    fn fixes_that_touch_each_other_wait() {
        check(&[(5, 6), (1, 3)], &[(1, 3), (5, 6)]);
        check(&[(1, 4), (3, 6), (4, 5)], &[(1, 4), (4, 5)]);
        check(&[(2, 2), (2, 2)], &[(2, 2)]);
        check(&[(3, 6), (1, 9)], &[(3, 6)]);
    }
}
