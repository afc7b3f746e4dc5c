//! The codes of views.

use crate::source::Code;

/// The codes of views.
pub const CODES: &[&Code] = &[&TWICE, &SELECTOR, &ARRANGE, &NO_VIEW, &KEY, &ONE_ID, &EMPTY];

pub(super) static TWICE: Code = Code {
    id: "A0501",
    title: "a view or scenario is declared twice",
    page: "Views have ids of their own, and so have scenarios; `--view ID` chooses one, and pictures are named after them.",
    wrong: "lambda fn\nview all\nview all",
    right: "lambda fn\nview all\nview more",
};

pub(super) static SELECTOR: Code = Code {
    id: "A0502",
    title: "a selector that selects nothing",
    page: "What a view takes in is said with ids, `@layer`, `#tag`, services (`lambda`), `scenario NAME`, `neighbours of X`, `upstream of X`, `downstream of X` and `path from A to B`; a list adds them up. A group brings what is in it.",
    wrong: "dynamodb orders\nview writes { include: [@dta] }",
    right: "dynamodb orders\nview writes { include: [@data] }",
};

pub(super) static ARRANGE: Code = Code {
    id: "A0503",
    title: "an unknown arrangement",
    page: "`arrange: layers` draws the layers as bands, `flow` the groups nested with the flows running right or down, `groups` the groups only.",
    wrong: "lambda fn\nview all { arrange: layer }",
    right: "lambda fn\nview all { arrange: layers }",
};

pub(super) static NO_VIEW: Code = Code {
    id: "A0504",
    title: "a link to no view",
    page: "`link: view NAME` leads the reader to the picture of that view.",
    wrong: "lambda fn { link: view detail }\nview details",
    right: "lambda fn { link: view details }\nview details",
};

pub(super) static KEY: Code = Code {
    id: "A0505",
    title: "an attribute that views do not have",
    page: "A view has `include`, `exclude`, `collapse`, `arrange`, `depth`, `direction`, `same-row`, `same-column`, `lens-overlay`, `theme`, `profile`, `scenario`, `attributes`, `legend`, `findings`, `telemetry`, `tags`, `link` and `note`; what holds for one thing in this view only stands in its braces: `api { pin: top }`.",
    wrong: "lambda fn\nview all { includes: [fn] }",
    right: "lambda fn\nview all { include: [fn] }",
};

pub(super) static ONE_ID: Code = Code {
    id: "A0506",
    title: "a view or scenario without one id",
    page: "Views, scenarios and rollouts have one id each, in one word.",
    wrong: "lambda fn\nview [a, b]",
    right: "lambda fn\nview a",
};

pub(super) static EMPTY: Code = Code {
    id: "A0507",
    title: "a view that shows nothing",
    page: "A view shows what its `include` selects without what its `exclude` selects. Where that is nothing, its picture is empty: often a service or a layer of which there is nothing yet, or an `exclude` that takes all.",
    wrong: "lambda place\nview writes { include: [place]; exclude: @compute }",
    right: "lambda place\nsqs failed\nview writes { include: [place, failed]; exclude: @compute }",
};
