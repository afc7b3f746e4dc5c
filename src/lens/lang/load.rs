//! From the texts of a run to the lenses that judge: extended, overridden, checked.

use super::codes::{LENS, RULE, TWICE};
use super::cursor::Cursor;
use super::tree::{Lens, Override};
use super::{blocks, check};
use crate::lens::SERVERLESS;
use crate::model::Value;
use crate::source::{Checked, Diagnostic, FileId, Level, closest, sort};
use std::collections::{BTreeMap, BTreeSet};

/// One lens file.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    pub file: FileId,
    pub text: &'a str,
}

/// Reads lens files and returns the lenses in them that have no mistake; the mistakes are in the order of the texts.
///
/// Files that speak of the same lens are put together. A lens that extends another takes over its rules; the other must
/// be among the texts.
pub fn load(texts: &[Text]) -> Checked<Vec<Lens>> {
    let mut diagnostics = Vec::new();
    let mut lenses = parse(texts, &BTreeMap::new(), &mut diagnostics);
    let presets = presets(&lenses);
    if !presets.is_empty() {
        // A parameter that an extending lens sets again holds in the rules that it takes over.
        diagnostics.clear();
        lenses = parse(texts, &presets, &mut diagnostics);
    }
    // What is built in is checked by a test, and again where parameters are set anew.
    let proven = match presets.is_empty() {
        true => builtin(texts),
        false => BTreeSet::new(),
    };
    for lens in &lenses {
        let of_rules = lens
            .rules
            .iter()
            .filter(|rule| !proven.contains(&rule.span.file));
        diagnostics.extend(of_rules.flat_map(check::rule));
        let of_asks = lens
            .asks
            .iter()
            .filter(|ask| !proven.contains(&ask.span.file));
        diagnostics.extend(of_asks.flat_map(check::ask));
    }
    unique(&lenses, &mut diagnostics);
    extend(&mut lenses, &mut diagnostics);
    overrides(&mut lenses, &mut diagnostics);
    let errors: BTreeSet<FileId> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level == Level::Error)
        .map(|diagnostic| diagnostic.primary.span.file)
        .collect();
    let broken: BTreeSet<String> = lenses
        .iter()
        .filter(|lens| {
            let own = std::iter::once(lens.span.file);
            let of_rules = lens.rules.iter().map(|rule| rule.span.file);
            own.chain(of_rules).any(|file| errors.contains(&file))
        })
        .map(|lens| lens.id.clone())
        .collect();
    lenses.retain(|lens| !broken.contains(&lens.id));
    sort(&mut diagnostics);
    Checked {
        value: lenses,
        diagnostics,
    }
}

/// The files of lenses that are built in.
fn builtin(texts: &[Text]) -> BTreeSet<FileId> {
    let is_builtin = |text: &&Text| SERVERLESS.iter().any(|file| file.text == text.text);
    texts
        .iter()
        .filter(is_builtin)
        .map(|text| text.file)
        .collect()
}

fn parse(
    texts: &[Text],
    presets: &BTreeMap<String, Value>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Lens> {
    let mut lenses: Vec<Lens> = Vec::new();
    // The parameters of a lens hold in all of its files.
    let mut parameters = presets.clone();
    for text in texts {
        let mut cursor = Cursor::new(text.file, text.text);
        cursor.parameters = parameters.clone();
        for lens in blocks::file(&mut cursor) {
            match lenses.iter_mut().find(|known| known.id == lens.id) {
                Some(known) => merge(known, lens),
                None => lenses.push(lens),
            }
        }
        parameters = cursor.parameters;
        diagnostics.append(&mut cursor.diagnostics);
    }
    lenses
}

fn merge(known: &mut Lens, more: Lens) {
    known.rules.extend(more.rules);
    known.asks.extend(more.asks);
    known.questions.extend(more.questions);
    known.principles.extend(more.principles);
    known.overrides.extend(more.overrides);
    known.parameters.extend(more.parameters);
    known.extends = known.extends.take().or(more.extends);
    known.version = known.version.take().or(more.version);
    if known.title.is_empty() {
        known.title = more.title;
    }
    if known.about.is_empty() {
        known.about = more.about;
    }
}

/// The parameters that an extending lens sets.
fn presets(lenses: &[Lens]) -> BTreeMap<String, Value> {
    lenses
        .iter()
        .filter(|lens| lens.extends.is_some())
        .flat_map(|lens| &lens.parameters)
        .map(|parameter| (parameter.name.clone(), parameter.value.clone()))
        .collect()
}

fn unique(lenses: &[Lens], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = BTreeMap::new();
    for rule in lenses.iter().flat_map(|lens| &lens.rules) {
        for name in [&rule.id, &rule.slug] {
            if let Some(first) = seen.insert(name.clone(), rule.id_span)
                && first != rule.id_span
            {
                let message = format!(
                    "the rule `{name}` is there already, and findings could not be told apart"
                );
                let told = Diagnostic::error(&TWICE, rule.id_span, message)
                    .related(first, "the first one");
                diagnostics.push(told);
            }
        }
    }
}

fn extend(lenses: &mut [Lens], diagnostics: &mut Vec<Diagnostic>) {
    let ids: Vec<String> = lenses.iter().map(|lens| lens.id.clone()).collect();
    for at in 0..lenses.len() {
        let mut inherited = Vec::new();
        let mut seen = vec![ids[at].clone()];
        let mut next = lenses[at].extends.clone();
        while let Some((name, span)) = next {
            let Some(base) = lenses.iter().find(|lens| lens.id == name) else {
                let help = closest(&name, ids.iter().map(String::as_str)).map_or_else(
                    || format!("lenses of this run are {}", ids.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                let message = format!("there is no lens `{name}` to extend");
                diagnostics.push(Diagnostic::error(&LENS, span, message).help(help));
                break;
            };
            if seen.contains(&name) {
                let message = format!("the lens `{}` extends itself by way of `{name}`", ids[at]);
                diagnostics.push(Diagnostic::error(&LENS, span, message));
                break;
            }
            seen.push(name);
            inherited.push(base.clone());
            next = base.extends.clone();
        }
        // The rules of the deepest base come first, as they would without the extending lens.
        for base in inherited {
            let lens = &mut lenses[at];
            lens.rules.splice(0..0, base.rules);
            lens.asks.splice(0..0, base.asks);
            lens.questions.splice(0..0, base.questions);
            lens.principles.splice(0..0, base.principles);
            lens.overrides.splice(0..0, base.overrides);
        }
    }
}

fn overrides(lenses: &mut [Lens], diagnostics: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    for lens in lenses {
        for change in std::mem::take(&mut lens.overrides) {
            if !apply(lens, &change) && told.insert(change.span) {
                let known = lens
                    .rules
                    .iter()
                    .flat_map(|rule| [rule.id.as_str(), rule.slug.as_str()]);
                let help =
                    closest(&change.rule, known).map(|near| format!("did you mean `{near}`?"));
                let message = format!(
                    "the lens `{}` has no rule `{}` to override",
                    lens.id, change.rule
                );
                let mut diagnostic = Diagnostic::error(&RULE, change.span, message);
                diagnostic.help = help;
                diagnostics.push(diagnostic);
            }
        }
    }
}

fn apply(lens: &mut Lens, change: &Override) -> bool {
    let is = |rule: &super::tree::Rule| rule.id == change.rule || rule.slug == change.rule;
    let found = lens.rules.iter().any(is);
    if change.off {
        lens.rules.retain(|rule| !is(rule));
    }
    for rule in lens.rules.iter_mut().filter(|rule| is(rule)) {
        if let Some(severity) = change.severity {
            rule.severity = severity;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Text, check, parse};
    use crate::lens::SERVERLESS;
    use crate::source::{Diagnostic, FileId};
    use std::collections::BTreeMap;

    #[test]
    fn what_is_built_in_has_no_mistake() {
        let mut told = Vec::new();
        let texts: Vec<Text> = SERVERLESS
            .iter()
            .zip(0..)
            .map(|(file, at)| Text {
                file: FileId(at),
                text: file.text,
            })
            .collect();
        let lenses = parse(&texts, &BTreeMap::new(), &mut told);
        for lens in &lenses {
            told.extend(lens.rules.iter().flat_map(check::rule));
            told.extend(lens.asks.iter().flat_map(check::ask));
        }
        let said: Vec<&str> = told
            .iter()
            .map(|told: &Diagnostic| told.message.as_str())
            .collect();
        assert_eq!(said, <Vec<&str>>::new());
        let rules: usize = lenses.iter().map(|lens| lens.rules.len()).sum();
        assert!(rules > 100, "{rules} rules");
    }
}
