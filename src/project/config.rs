//! The project's `archlens.toml`.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The name of the file that marks a project's root.
pub const CONFIG_NAME: &str = "archlens.toml";

/// What a project has settled for all its files; the command line wins over it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Config {
    /// The lenses of files that name none.
    pub lens: Vec<String>,
    /// `high`, `medium`, `low`, `info` or `none`.
    pub fail_on: Option<String>,
    /// `ask`, `fail` or `ignore`.
    pub unknown: Option<String>,
    /// The path of a baseline of known findings.
    pub baseline: Option<String>,
    pub theme: Option<String>,
    pub profile: Option<String>,
    /// Folders of SVG files, and Iconify packs.
    pub icons: Vec<String>,
    /// By a rule's id or slug.
    pub rules: BTreeMap<String, Override>,
}

/// What a project says of one rule.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Override {
    /// `high`, `medium`, `low` or `info`.
    pub severity: Option<String>,
    /// The rule is not run.
    pub off: bool,
}

/// Reads the settings at a project's root; an absent file settles nothing, a broken one is an error in words.
pub fn read_config(root: &Path) -> Result<Config, String> {
    let path = root.join(CONFIG_NAME);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(failure) if failure.kind() == std::io::ErrorKind::NotFound => {
            return Ok(Config::default());
        }
        Err(failure) => return Err(format!("{CONFIG_NAME}: {failure}")),
    };
    toml::from_str(&text).map_err(|failure| format!("{CONFIG_NAME}: {failure}"))
}
