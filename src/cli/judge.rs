//! Judges an opened file with the lenses that are named for it.

use super::lenses::{self, Base, Loaded};
use super::open::Opened;
use super::settings;
use crate::lens::{self, Lens, Review};
use crate::source::{Checked, Level};
use std::collections::BTreeSet;

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
    /// The rules that the project has turned off.
    pub off: Vec<Off>,
}

/// A rule that is not run.
pub(super) struct Off {
    pub id: String,
    slug: String,
}

impl Off {
    /// Returns whether people mean it by a name.
    pub fn is(&self, name: &str) -> bool {
        self.id.eq_ignore_ascii_case(name) || self.slug == name
    }
}

/// Reads the lenses of a file; the command line wins over the file, and the file over the project.
pub(super) fn bench(opened: &mut Opened, wanted: &Wanted) -> Result<Checked<Bench>, String> {
    let (of_file, of_project) = (&opened.model.lenses, &opened.config.lens);
    let first = opened.sources.iter().next();
    let name = first.map_or("", |(_, file)| file.name.as_str()).to_owned();
    let disk = &opened.disk.clone();
    let (named, base) = match (wanted.lenses, of_file.as_slice(), of_project.as_slice()) {
        ([], [], []) => (vec![lenses::DEFAULT.to_owned()], Base::Here),
        ([], [], named) => (named.to_vec(), Base::File { disk, name: "" }),
        ([], named, _) => (named.to_vec(), Base::File { disk, name: &name }),
        (named, _, _) => (named.to_vec(), Base::Here),
    };
    let loaded = match lenses::load(&mut opened.sources, base, &named) {
        Ok(loaded) => loaded,
        Err(missing) => return not_had(opened, wanted, &missing),
    };
    let Loaded { mut lenses, known } = loaded.value;
    let mut diagnostics = loaded.diagnostics;
    // A lens with a mistake is not there, so its rules are not known.
    if diagnostics.is_empty() {
        diagnostics = settings::strangers(opened, &known);
    }
    let mut options = lens::Options {
        today: Some(wanted.today.map_or_else(super::clock::today, str::to_owned)),
        ..lens::Options::default()
    };
    let mut off = BTreeSet::new();
    let environments = settings::environments(&opened.model);
    for change in opened.config.rules_in(&environments) {
        if let Some(severity) = change.severity {
            options.severities.insert(change.rule.clone(), severity);
        }
        match change.off {
            true => off.insert(change.rule.as_str()),
            false => off.remove(change.rule.as_str()),
        };
    }
    let mut turned_off = Vec::new();
    for lens in &mut lenses {
        let is_off = |rule: &mut lens::Rule| {
            off.contains(rule.id.as_str()) || off.contains(rule.slug.as_str())
        };
        turned_off.extend(lens.rules.extract_if(.., is_off).map(|rule| Off {
            id: rule.id,
            slug: rule.slug,
        }));
    }
    Ok(Checked {
        value: Bench {
            lenses,
            options,
            off: turned_off,
        },
        diagnostics,
    })
}

/// Says that a lens is not to be had: at its place, where the file names it.
fn not_had(
    opened: &Opened,
    wanted: &Wanted,
    missing: &lenses::Missing,
) -> Result<Checked<Bench>, String> {
    let named_here = wanted.lenses.is_empty() && !opened.model.lenses.is_empty();
    match opened.model.attributes.get("lens").filter(|_| named_here) {
        Some(stated) => Ok(Checked {
            value: Bench {
                lenses: Vec::new(),
                options: lens::Options::default(),
                off: Vec::new(),
            },
            diagnostics: vec![lens::not_had(stated.span, &missing.why).help(&missing.help)],
        }),
        None => Err(format!("is not judged: {missing}")),
    }
}

/// Judges a file for a picture or for prose; a rule that takes too many steps is told there, and holds neither of them back.
pub(super) fn review(opened: &mut Opened, wanted: &Wanted) -> Result<Review, String> {
    let bench = bench(opened, wanted)?;
    opened.diagnostics.extend(bench.diagnostics);
    let bench = bench.value;
    let reviewed = lens::review(&opened.model, &bench.lenses, &bench.options);
    let mut diagnostics = reviewed.diagnostics;
    let unjudged = diagnostics.iter_mut();
    for diagnostic in unjudged.filter(|diagnostic| lens::is_over_budget(diagnostic)) {
        diagnostic.level = Level::Warning;
    }
    opened.diagnostics.extend(diagnostics);
    Ok(reviewed.value)
}
