//! The kinds of mistakes in lens files.

use crate::source::Code;

/// All of them.
pub const CODES: &[&Code] = &[
    &SYNTAX, &KEY, &MISSING, &SERVICE, &ATTRIBUTE, &WORD, &TYPE, &NAME, &TWICE, &VALUE, &LENS,
    &RULE, &PROOF, &BUDGET, &STALE, &UNSTATED, &ANSWER,
];

pub(in crate::lens) static SYNTAX: Code = Code {
    id: "A0701",
    title: "a lens cannot be read",
    page: "A lens file has the syntax of `.arch` files: statements end at a line's end, at `;` or before `}`; texts stand in `\"…\"`; \
           a rule's clauses are `for PATTERN`, `require EXPRESSION`, `forbid EXPRESSION` and `forbid match`. A lens with a mistake is not run at all.",
    wrong: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda; require f.tracing; message: \"m\" } }",
    right: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.tracing; message: \"m\" } }",
};

pub(in crate::lens) static KEY: Code = Code {
    id: "A0702",
    title: "a lens says something that is not known there",
    page: "Each block of a lens has its own keys. A key that is not known would be a rule that does less than its author thinks, so it is an error.",
    wrong: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.tracing; mesage: \"m\"; message: \"m\" } }",
    right: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.tracing; message: \"m\" } }",
};

pub(in crate::lens) static MISSING: Code = Code {
    id: "A0703",
    title: "a rule lacks a part",
    page: "A rule needs `pillar`, `for`, at least one of `require`, `forbid` and `forbid match`, and a `message`.",
    wrong: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); message: \"m\" } }",
    right: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.tracing; message: \"m\" } }",
};

pub(in crate::lens) static SERVICE: Code = Code {
    id: "A0704",
    title: "a pattern names a service that does not exist",
    page: "Behind the `:` of a pattern stand services of the catalog (`archlens catalog list`), strategies of rollouts, `rollout`, `environment` or `architecture`.",
    wrong: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lamda); require f.tracing; message: \"m\" } }",
    right: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.tracing; message: \"m\" } }",
};

pub(in crate::lens) static ATTRIBUTE: Code = Code {
    id: "A0705",
    title: "a rule asks for an attribute that the service does not have",
    page: "Attributes are checked against the catalog (`archlens catalog show SERVICE`), so that a rule with a slip never passes silently. Your own attributes start with `x-`.",
    wrong: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.tiemout < 5s; message: \"m\" } }",
    right: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.timeout < 5s; message: \"m\" } }",
};

pub(in crate::lens) static WORD: Code = Code {
    id: "A0706",
    title: "a rule compares with a word that the attribute never has",
    page: "An attribute with a fixed set of words can only be compared with one of them; any other comparison would always end the same way.",
    wrong: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (s: step-functions); require s.type == expres; message: \"m\" } }",
    right: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (s: step-functions); require s.type == express; message: \"m\" } }",
};

pub(in crate::lens) static TYPE: Code = Code {
    id: "A0707",
    title: "a rule compares what cannot be compared",
    page: "A duration compares with a duration, a size with a size; a condition must be true or false.",
    wrong: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.timeout < 5MB; message: \"m\" } }",
    right: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.timeout < 5s; message: \"m\" } }",
};

pub(in crate::lens) static NAME: Code = Code {
    id: "A0708",
    title: "a rule uses a name that its pattern does not have",
    page: "Names come from the patterns of `for` and `exists`; parameters (`$limit`) from `param` in the lens.",
    wrong: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.tracing; message: \"{fn} has no traces\" } }",
    right: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.tracing; message: \"{f} has no traces\" } }",
};

pub(in crate::lens) static TWICE: Code = Code {
    id: "A0709",
    title: "something is said twice",
    page: "A rule's id and slug are unique among all lenses of a run, and each key of a rule is given once.",
    wrong: "lens acme { rule ACME-1 \"T\" { pillar: cost; pillar: cost; for (f: lambda); require f.tracing; message: \"m\" } }",
    right: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.tracing; message: \"m\" } }",
};

pub(in crate::lens) static VALUE: Code = Code {
    id: "A0710",
    title: "a key has a value that it cannot have",
    page: "Severities are `high`, `medium`, `low` and `info`; the status is `preview`, `stable` or `deprecated`; dates are written `2027-06-30`.",
    wrong: "lens acme { rule ACME-1 \"T\" { pillar: cost; severity: hgih; for (f: lambda); require f.tracing; message: \"m\" } }",
    right: "lens acme { rule ACME-1 \"T\" { pillar: cost; severity: high; for (f: lambda); require f.tracing; message: \"m\" } }",
};

pub(in crate::lens) static LENS: Code = Code {
    id: "A0711",
    title: "a lens is not known",
    page: "`extends` and `lens:` name the built-in lens `serverless` or another lens that was loaded.",
    wrong: "lens acme { extends: serverles }",
    right: "lens acme { extends: serverless }",
};

pub(in crate::lens) static RULE: Code = Code {
    id: "A0712",
    title: "a rule is not known",
    page: "Overrides, waivers and principles name rules by id or by slug; `archlens lens list` shows them.",
    wrong: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.tracing; message: \"m\" }; override ACME-2 { severity: low } }",
    right: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.tracing; message: \"m\" }; override ACME-1 { severity: low } }",
};

pub(in crate::lens) static PROOF: Code = Code {
    id: "A0713",
    title: "a rule does not do what its example says",
    page: "`fires` must raise exactly its rule, `quiet` must pass it, and in `unknown` an attribute that decides must be unstated. `archlens lens test` runs all examples.",
    wrong: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.tracing; message: \"m\"; fires { lambda f { tracing } } } }",
    right: "lens acme { rule ACME-1 \"T\" { pillar: cost; for (f: lambda); require f.tracing; message: \"m\"; fires { lambda f { tracing: false } } } }",
};

pub(in crate::lens) static BUDGET: Code = Code {
    id: "A0714",
    title: "a rule takes too many steps",
    page: "Every rule has a budget of steps on a model, so that no lens can hang a build. A pattern with several unrelated nodes tries all their combinations: \
           connect them by arrows, or ask for one with `exists`.",
    wrong: "",
    right: "",
};

pub(in crate::lens) static STALE: Code = Code {
    id: "A0715",
    title: "a fact of a rule was last checked long ago",
    page: "Rules about things that change, such as runtimes, carry the day on which their facts were checked. Look the fact up again and change `checked`.",
    wrong: "",
    right: "",
};

pub(in crate::lens) static ANSWER: Code = Code {
    id: "A0717",
    title: "an answer that nobody asked for",
    page: "`answer QUESTION` records what a review asks and the design cannot tell: a question of a lens of the run, with choices that this question has. \
           Any other answer is in no report. `archlens review ask` writes the open questions with their choices.",
    wrong: "answer ops_q99 { choices: [a1] }",
    right: "answer ops_q1 { choices: [a1] }",
};

/// Open questions: what the rules of a lens ask for and a design does not state.
pub static UNSTATED: Code = Code {
    id: "A0716",
    title: "a design does not state what its rules ask for",
    page: "What is not drawn is not there, but an attribute that is not stated may be anything, so the rule neither passes nor fails: it is an open question. \
           State the attribute; `KEY: none` says that it is absent, and `answer` records what no attribute can say. Open questions fail nothing, unless \
           `--unknown fail` or `unknown = \"fail\"` in `archlens.toml` says so; `--unknown ignore` leaves them out.",
    wrong: "architecture \"Shop\"",
    right: "architecture \"Shop\" { infrastructure-as-code }",
};
