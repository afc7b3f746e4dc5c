//! The project's `archlens.toml`.

mod codes;
mod read;

use crate::lens::Severity;
use crate::project::disk::{Disk, as_text};
use crate::source::{Checked, FileId, ReadError, Sources, Span};
pub use codes::{CODES, ENVIRONMENT, RULE};
use read::read;

/// The name of the file that marks a project's root.
pub const CONFIG_NAME: &str = "archlens.toml";

/// What a project has settled for all its files; the command line wins over it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// The lenses of files that name none.
    pub lens: Vec<String>,
    pub fail_on: Option<Threshold>,
    pub unknown: Option<Unknown>,
    /// The path of a baseline of known findings.
    pub baseline: Option<String>,
    pub theme: Option<String>,
    pub profile: Option<String>,
    /// Folders of SVG files, and Iconify packs.
    pub icons: Vec<String>,
    pub rules: Vec<Override>,
    pub environments: Vec<Environment>,
}

/// The least severity that fails a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    From(Severity),
    /// No finding fails the check.
    Never,
}

/// What becomes of rules that cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// They become questions, and fail nothing.
    Ask,
    /// They fail like findings.
    Fail,
    /// They are not told.
    Ignore,
}

/// What a project says of one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// Its id or slug.
    pub rule: String,
    /// Where it is named.
    pub span: Span,
    pub severity: Option<Severity>,
    /// The rule is not run.
    pub off: bool,
}

/// What a project says of one environment.
#[derive(Clone, Debug, PartialEq)]
pub struct Environment {
    pub id: String,
    /// Where it is named.
    pub span: Span,
    pub fail_on: Option<Threshold>,
    pub rules: Vec<Override>,
}

impl Config {
    /// Returns what is said of rules in an environment, given behind those that it extends; what comes later wins.
    pub fn rules_in(&self, environments: &[&str]) -> impl Iterator<Item = &Override> {
        let theirs = self.settings(environments);
        self.rules
            .iter()
            .chain(theirs.flat_map(|environment| &environment.rules))
    }

    /// Returns the threshold in an environment, given behind those that it extends.
    pub fn fail_on_in(&self, environments: &[&str]) -> Option<Threshold> {
        let theirs = self.settings(environments);
        theirs
            .filter_map(|environment| environment.fail_on)
            .last()
            .or(self.fail_on)
    }

    fn settings(&self, environments: &[&str]) -> impl Iterator<Item = &Environment> {
        let all = |id| self.environments.iter().filter(move |all| all.id == id);
        environments.iter().flat_map(move |id| all(*id))
    }
}

impl Threshold {
    /// Returns the threshold of a word.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "none" => Some(Self::Never),
            word => Severity::of(word).map(Self::From),
        }
    }
}

impl Unknown {
    /// Returns what a word asks for.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "ask" => Some(Self::Ask),
            "fail" => Some(Self::Fail),
            "ignore" => Some(Self::Ignore),
            _ => None,
        }
    }
}

/// Reads the settings of a project into the texts of a run; an absent file settles nothing.
pub fn read_config(sources: &mut Sources, disk: &Disk) -> Result<Checked<Config>, String> {
    match disk.bytes(CONFIG_NAME).and_then(as_text) {
        Ok(text) => {
            let file: FileId = sources.add(CONFIG_NAME, text.as_str());
            Ok(read(file, &text))
        }
        Err(ReadError::Missing) => Ok(Checked::clean(Config::default())),
        Err(error) => Err(format!("has an {CONFIG_NAME} that cannot be read: {error}")),
    }
}
