//! From the text of `archlens.toml` to its settings, with what is wrong at its place.

use super::codes::{SHAPE, WORD};
use super::{Config, Environment, Override, Threshold, Unknown};
use crate::lens::Severity;
use crate::source::{Checked, Diagnostic, FileId, Span, closest};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;

type Word = Option<Spanned<String>>;
type Rules = BTreeMap<Spanned<String>, WrittenRule>;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Written {
    lens: Vec<String>,
    fail_on: Word,
    unknown: Word,
    baseline: Option<String>,
    theme: Option<String>,
    profile: Option<String>,
    icons: Vec<String>,
    rules: Rules,
    environments: BTreeMap<Spanned<String>, WrittenEnvironment>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct WrittenRule {
    severity: Word,
    off: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct WrittenEnvironment {
    fail_on: Word,
    rules: Rules,
}

/// Reads the settings of a project; what is wrong settles nothing.
pub fn read(file: FileId, text: &str) -> Checked<Config> {
    let written: Written = match toml::from_str(text) {
        Ok(written) => written,
        Err(failure) => return broken(file, text, &failure),
    };
    let mut reading = Reading {
        file,
        diagnostics: Vec::new(),
    };
    let environments = written.environments.into_iter();
    let mut environments: Vec<Environment> = environments
        .map(|(id, environment)| Environment {
            span: reading.span(&id.span()),
            id: id.into_inner(),
            fail_on: reading.threshold(&environment.fail_on),
            rules: reading.rules(environment.rules),
        })
        .collect();
    environments.sort_by_key(|environment| environment.span.start);
    let value = Config {
        lens: written.lens,
        fail_on: reading.threshold(&written.fail_on),
        unknown: reading.word(&written.unknown, &["ask", "fail", "ignore"], Unknown::of),
        baseline: written.baseline,
        theme: written.theme,
        profile: written.profile,
        icons: written.icons,
        rules: reading.rules(written.rules),
        environments,
    };
    Checked {
        value,
        diagnostics: reading.diagnostics,
    }
}

fn broken(file: FileId, text: &str, failure: &toml::de::Error) -> Checked<Config> {
    let place = failure.span().unwrap_or(0..0);
    let place = place.start.min(text.len())..place.end.min(text.len());
    let message = failure.message().replace('\n', "; ");
    let diagnostic = Diagnostic::error(&SHAPE, span(file, &place), message)
        .help("see `archlens explain A0901` for the settings that there are");
    Checked {
        value: Config::default(),
        diagnostics: vec![diagnostic],
    }
}

struct Reading {
    file: FileId,
    diagnostics: Vec<Diagnostic>,
}

impl Reading {
    fn span(&self, place: &Range<usize>) -> Span {
        span(self.file, place)
    }

    fn rules(&mut self, written: Rules) -> Vec<Override> {
        let rules = written.into_iter();
        let mut rules: Vec<Override> = rules
            .map(|(rule, change)| Override {
                span: self.span(&rule.span()),
                rule: rule.into_inner(),
                severity: self.word(&change.severity, &SEVERITIES[..4], Severity::of),
                off: change.off,
            })
            .collect();
        rules.sort_by_key(|rule| rule.span.start);
        rules
    }

    fn threshold(&mut self, word: &Word) -> Option<Threshold> {
        self.word(word, &SEVERITIES, Threshold::of)
    }

    fn word<T>(
        &mut self,
        word: &Word,
        known: &[&str],
        of: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let word = word.as_ref()?;
        let value = of(word.get_ref());
        if value.is_none() {
            let message = format!("`{}` is none of {}", word.get_ref(), known.join(", "));
            let near = closest(word.get_ref(), known.iter().copied());
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}", known.join(", ")),
            };
            let place = self.span(&word.span());
            self.diagnostics
                .push(Diagnostic::error(&WORD, place, message).help(help));
        }
        value
    }
}

/// The words of `fail-on`; all but the last are severities.
const SEVERITIES: [&str; 5] = ["high", "medium", "low", "info", "none"];

fn span(file: FileId, place: &Range<usize>) -> Span {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, number(place.start), number(place.end))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::lens::Severity;
    use crate::project::config::{CODES, Threshold};
    use crate::source::{FileId, Sources};

    /// Reads a text and says what is wrong with it: place, code, message, help.
    fn check(text: &str) -> String {
        let mut sources = Sources::default();
        let file = sources.add("archlens.toml", text);
        let said = read(file, text).diagnostics;
        let said = said.iter().map(|said| {
            let (line, column) = sources.line_column(said.primary.span);
            let help = said.help.as_deref().unwrap_or("no help");
            format!("{line}:{column} {} {} ({help})", said.code.id, said.message)
        });
        said.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn words_that_are_not_known_are_told_at_their_place() {
        assert_eq!(
            check("fail-on = \"hihg\"\n[rules.REL-008]\nseverity = \"none\"\n"),
            "1:11 A0902 `hihg` is none of high, medium, low, info, none (did you mean `high`?)\n\
             3:12 A0902 `none` is none of high, medium, low, info (write one of high, medium, low, info)"
        );
        assert!(check("\n[environments.prod]\nfail = 1").starts_with("3:1 A0901 unknown field"));
        assert!(
            check("a = \n").starts_with("1:5 A0901"),
            "{}",
            check("a = \n")
        );
    }

    #[test]
    fn environments_have_rules_and_a_threshold_of_their_own() {
        let text = "[environments.prod]\nfail-on = \"medium\"\nrules.OPS-012.severity = \"high\"\n\n[rules.OPS-012]\noff = true";
        let config = read(FileId(0), text).value;
        assert_eq!(config.fail_on_in(&["dev"]), None);
        let medium = Threshold::From(Severity::Medium);
        assert_eq!(config.fail_on_in(&["prod", "prod-eu"]), Some(medium));
        assert_eq!(config.rules_in(&[]).count(), 1);
        let last = config.rules_in(&["prod"]).last().expect("a rule");
        assert_eq!(
            (last.rule.as_str(), last.severity),
            ("OPS-012", Some(Severity::High))
        );
        assert_eq!(&text[last.span.range()], "OPS-012");
    }

    #[test]
    fn every_code_has_a_wrong_and_a_right_example() {
        // What rules and environments there are, only a run knows.
        let of_a_run = ["A0903", "A0904"];
        for code in CODES.iter().filter(|code| !of_a_run.contains(&code.id)) {
            let of = |text: &str| {
                let said = read(FileId(0), text).diagnostics;
                said.iter().map(|said| said.code.id).collect::<Vec<_>>()
            };
            assert_eq!(of(code.wrong), [code.id]);
            assert_eq!(of(code.right), [""; 0]);
        }
    }
}
