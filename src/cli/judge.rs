//! Judges an opened file with the lenses that are named for it.

use super::lenses;
use super::open::Opened;
use crate::lens::{self, Lens, Review, Severity};
use crate::project::Found;
use crate::source::Checked;

/// What the command line says about judging.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted<'a> {
    /// The lenses named on the command line.
    pub lenses: &'a [String],
    pub today: Option<&'a str>,
}

/// The lenses of a file with the settings of its project.
pub(super) struct Bench {
    pub lenses: Vec<Lens>,
    pub options: lens::Options,
}

/// Reads the lenses of a file; the command line wins over the file, and the file over the project.
pub(super) fn bench(
    found: &Found,
    opened: &mut Opened,
    wanted: &Wanted,
) -> Result<Checked<Bench>, String> {
    let of_file = opened.model.lenses.clone();
    let of_project = opened.config.lens.clone();
    let named = named([wanted.lenses, of_file.as_slice(), of_project.as_slice()]);
    // Paths in the file are relative to it, all others to the project.
    let from = match wanted.lenses.is_empty() && !of_file.is_empty() {
        true => opened
            .sources
            .iter()
            .next()
            .map_or(String::new(), |(_, file)| file.name.clone()),
        false => String::new(),
    };
    let loaded = lenses::load(&mut opened.sources, &found.root, &from, &named)?;
    let mut options = lens::Options {
        today: Some(wanted.today.map_or_else(super::clock::today, str::to_owned)),
        ..lens::Options::default()
    };
    for (rule, change) in &opened.config.rules {
        if let Some(word) = &change.severity {
            let severity = Severity::of(word).ok_or_else(|| {
                format!("archlens.toml: `{rule}` has the severity `{word}`, which is none of high, medium, low and info")
            })?;
            options.severities.insert(rule.clone(), severity);
        }
    }
    let mut lenses = loaded.value;
    for lens in &mut lenses {
        lens.rules.retain(|rule| !is_off(opened, rule));
    }
    Ok(Checked {
        value: Bench { lenses, options },
        diagnostics: loaded.diagnostics,
    })
}

/// Judges a file for a picture or a report, where only the findings matter.
pub(super) fn review(
    found: &Found,
    opened: &mut Opened,
    wanted: &Wanted,
) -> Result<Review, String> {
    let bench = bench(found, opened, wanted)?;
    opened.diagnostics.extend(bench.diagnostics);
    let bench = bench.value;
    let reviewed = lens::review(&opened.model, &bench.lenses, &bench.options);
    opened.diagnostics.extend(reviewed.diagnostics);
    Ok(reviewed.value)
}

fn named(choices: [&[String]; 3]) -> Vec<String> {
    let first = choices.into_iter().find(|names| !names.is_empty());
    first.map_or_else(|| vec![lenses::DEFAULT.to_owned()], <[String]>::to_vec)
}

/// Whether the project has turned a rule off.
fn is_off(opened: &Opened, rule: &lens::Rule) -> bool {
    let rules = &opened.config.rules;
    [&rule.id, &rule.slug]
        .iter()
        .any(|name| rules.get(*name).is_some_and(|change| change.off))
}
