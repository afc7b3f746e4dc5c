//! The codes that reading bodies raises.

use crate::source::Code;

/// The codes that reading bodies raises.
pub const CODES: &[&Code] = &[
    &UNKNOWN,
    &NO_COLON,
    &NO_PLACE,
    &BAD_LINK,
    &LAYER_ATTRIBUTE,
    &WISH,
];

pub(super) static UNKNOWN: Code = Code {
    id: "A0310",
    title: "an unknown attribute",
    page: "The catalog does not know the attribute on this service, so no rule reads it and it is kept as it is written. `archlens catalog show SERVICE` lists the known ones; a key that starts with `x-` is the author's own and never doubted.",
    wrong: "lambda fn { tiemout: 30s }",
    right: "lambda fn { timeout: 30s; x-cost-centre: \"42\" }",
};

pub(super) static NO_COLON: Code = Code {
    id: "A0311",
    title: "an attribute without its colon",
    page: "Between the key and the value of an attribute stands a colon: `KEY: VALUE`, also before a record: `KEY: { … }`.",
    wrong: "lambda fn { runtime nodejs }",
    right: "lambda fn { runtime: nodejs }",
};

pub(super) static NO_PLACE: Code = Code {
    id: "A0312",
    title: "a statement inside an element or a flow",
    page: "The braces of an element or a flow hold its attributes only. Flows stand beside the elements; what holds other elements is a group.",
    wrong: "ecs app { lambda fn }",
    right: "group app { lambda fn }",
};

pub(super) static BAD_LINK: Code = Code {
    id: "A0313",
    title: "a link that leads nowhere safe",
    page: "A link is an address of `https`, `http` or `mailto`, a path relative to the picture, or `view NAME`. Others, such as `javascript:` and `data:`, could run in the reader's browser.",
    wrong: "lambda fn { link: \"javascript:alert(1)\" }",
    right: "lambda fn { link: \"https://example.com/fn\" }",
};

pub(super) static LAYER_ATTRIBUTE: Code = Code {
    id: "A0314",
    title: "`layer` of no layer",
    page: "`layer: NAME` draws an element in the layer of that name.",
    wrong: "lambda fn { layer: dta }",
    right: "lambda fn { layer: data }",
};

pub(super) static WISH: Code = Code {
    id: "A0315",
    title: "a wish that cannot be understood",
    page: "Places are wished for and never set: `same-row: [a, b]`, `same-column: [a, b]`, `direction: right` or `down`, `before: x`, `pin: top`, `right`, `bottom` or `left`.",
    wrong: "group app { direction: sideways; lambda fn }",
    right: "group app { direction: right; lambda fn }",
};
