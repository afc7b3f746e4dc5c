//! What can be wrong with the settings of a project.

use crate::source::Code;

/// The codes that `archlens.toml` raises.
pub const CODES: &[&Code] = &[&SHAPE, &WORD, &RULE, &ENVIRONMENT];

pub(super) static SHAPE: Code = Code {
    id: "A0901",
    title: "the settings of the project cannot be read",
    page: "`archlens.toml` is a TOML file with the settings of a project: `lens`, `fail-on`, `unknown`, `baseline`, `theme`, `profile`, `icons`, `[rules.RULE]` and `[environments.ENVIRONMENT]`. Something in it is no TOML, has a name that is no setting, or a value of the wrong kind. Nothing is judged by halves of settings.",
    wrong: "fail-no = \"high\"",
    right: "fail-on = \"high\"",
};

pub(super) static WORD: Code = Code {
    id: "A0902",
    title: "a setting has a word that it does not know",
    page: "`severity` is `high`, `medium`, `low` or `info`; `fail-on` is one of these or `none`; `unknown` is `ask`, `fail` or `ignore`.",
    wrong: "fail-on = \"severe\"",
    right: "fail-on = \"high\"",
};

/// A rule that no lens has.
pub static RULE: Code = Code {
    id: "A0903",
    title: "a setting is about a rule that there is not",
    page: "`[rules.RULE]` in `archlens.toml` names a rule by its id or slug, and no lens of this run has it, so that the setting changes nothing. It is an error where some rule is called much alike, since the setting was surely meant for that one; else it is told as a warning, since another file of the project may bring the lens.",
    wrong: "[rules.OPS-99]\nseverity = \"low\"",
    right: "[rules.OPS-009]\nseverity = \"low\"",
};

/// An environment that the design does not have.
pub static ENVIRONMENT: Code = Code {
    id: "A0904",
    title: "a setting is about an environment that there is not",
    page: "`[environments.ENVIRONMENT]` in `archlens.toml` names an environment that the design does not declare, though it declares others, so that the setting changes nothing. It is an error where one of them is called much alike; else it is told as a warning, since another file of the project may declare it.",
    wrong: "[environments.prd]\nfail-on = \"low\"",
    right: "[environments.prod]\nfail-on = \"low\"",
};
