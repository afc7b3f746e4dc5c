//! What can be wrong with declarations.

use crate::source::Code;

/// The codes that declaring raises.
pub const CODES: &[&Code] = &[
    &UNKNOWN_KIND,
    &NO_ID,
    &BAD_ID,
    &TWICE,
    &LAYER_NAME,
    &UNKNOWN_LAYER,
    &OUT_OF_PLACE,
    &STRAY_ATTRIBUTE,
    &ARCHITECTURE_TWICE,
    &LAYER_DECLARATION,
    &DEFAULTS_OF,
];

pub(super) static UNKNOWN_KIND: Code = Code {
    id: "A0201",
    title: "unknown service",
    page: "The first word of a declaration is a service of the catalog (`archlens catalog list` shows them), a `service` or `component` that the file declares or uses, or a word of the language such as `view`. For what has no service of its own there are generic ones: `service`, `function`, `database`, `queue` and others.",
    wrong: "lamda resize \"Resize\"",
    right: "lambda resize \"Resize\"",
};

pub(super) static NO_ID: Code = Code {
    id: "A0202",
    title: "an element without an id",
    page: "Every element needs an id behind its service, so that flows can name it: `xray traces`.",
    wrong: "xray",
    right: "xray traces",
};

pub(super) static BAD_ID: Code = Code {
    id: "A0203",
    title: "not an id",
    page: "A declaration gives one thing one id, which holds no dot: where it stands says what it belongs to. Declare each thing in a statement of its own, inside the group that holds it.",
    wrong: "lambda app.resize",
    right: "group app { lambda resize }",
};

pub(super) static TWICE: Code = Code {
    id: "A0204",
    title: "declared twice",
    page: "In one group, at the top level, and in what `use` brings in there, an id stands for one thing. A group cannot be opened a second time either: put all of it into one block.",
    wrong: "lambda resize\nsqs resize",
    right: "lambda resize\nsqs jobs",
};

pub(super) static LAYER_NAME: Code = Code {
    id: "A0205",
    title: "a layer's name as an id",
    page: "`WORD {` opens the layer of that name, so an element or group cannot have it as its id.",
    wrong: "dynamodb data",
    right: "dynamodb orders",
};

pub(super) static UNKNOWN_LAYER: Code = Code {
    id: "A0206",
    title: "unknown layer",
    page: "`WORD {` opens a layer: `edge`, `identity`, `compute`, `messaging`, `data`, `monitoring`, `deployment`, or one that `layer NAME { after: … }` has added. A group has a kind in front of its id: `group NAME { … }`.",
    wrong: "compte { lambda resize }",
    right: "compute { lambda resize }",
};

pub(super) static OUT_OF_PLACE: Code = Code {
    id: "A0207",
    title: "a statement where it cannot stand",
    page: "`architecture`, `environment`, `view`, `scenario`, `rollout`, `waive` and `answer` stand at the top level of the file that is opened; `param` and `expose` inside a `component`; `omit` inside an `environment`; `alt`, `par` and `loop` inside a `scenario`; elements and flows stand beside each other in the file, in groups and in layers, never inside an element.",
    wrong: "group app { view all }",
    right: "group app { lambda fn }\nview all",
};

pub(super) static STRAY_ATTRIBUTE: Code = Code {
    id: "A0208",
    title: "an attribute that belongs to nothing",
    page: "`KEY: VALUE` says something about the thing in whose braces it stands. At the top level and in a layer there is no such thing; what is said about the whole architecture stands in `architecture \"Title\" { … }`.",
    wrong: "owner: \"team-a\"",
    right: "architecture \"Shop\" { owner: \"team-a\" }",
};

pub(super) static ARCHITECTURE_TWICE: Code = Code {
    id: "A0209",
    title: "two architectures in one file",
    page: "A file describes one architecture. Put all that is said about it into one block.",
    wrong: "architecture \"Shop\"\narchitecture \"Bank\"",
    right: "architecture \"Shop\"",
};

pub(super) static LAYER_DECLARATION: Code = Code {
    id: "A0210",
    title: "a layer that cannot be added",
    page: "`layer NAME \"Title\" { after: LAYER }` adds a band behind another (or in front of it with `before`). Its name must be new, and the layer that it stands behind must exist.",
    wrong: "layer analytics { after: dta }",
    right: "layer analytics { after: data }",
};

pub(super) static DEFAULTS_OF: Code = Code {
    id: "A0211",
    title: "defaults of nothing",
    page: "`defaults SERVICE { … }` sets attributes for all elements of a service in the block in which it stands and below.",
    wrong: "defaults lamda { timeout: 10s }\nlambda fn",
    right: "defaults lambda { timeout: 10s }\nlambda fn",
};
