//! The codes of what is mended on a line.

use crate::source::Code;

pub(in crate::syntax) static STRAY_BRACE: Code = Code {
    id: "A0101",
    title: "a closing brace closes nothing",
    page: "Every `}` closes a `{` above it. Where one is left over, mostly another block above was closed too early.",
    wrong: "sqs failed\n}",
    right: "sqs failed",
};

pub(in crate::syntax) static UNREADABLE: Code = Code {
    id: "A0106",
    title: "this cannot be read",
    page: "A statement is `KIND ID \"Title\" { … }`, a flow `A -> B \"label\"`, or an attribute `key: value`. It ends with its line, at a `;`, or before a `}`. What stands here fits none of them; the rest of the file has been read all the same.",
    wrong: "lambda place (order)",
    right: "lambda place \"order\"",
};

pub(in crate::syntax) static HASH_COMMENT: Code = Code {
    id: "A0107",
    title: "a comment starts with `#`",
    page: "Comments are `// …` to the end of the line and `/* … */`. A `#` starts a tag, as in `#pci`.",
    wrong: "# the orders\nsqs failed",
    right: "// the orders\nsqs failed",
};

pub(in crate::syntax) static COMMA: Code = Code {
    id: "A0109",
    title: "a comma between statements",
    page: "Statements and attributes end at a line's end or at `;`. A comma stands only between the members of a list.",
    wrong: "lambda place { timeout: 10s, tracing }",
    right: "lambda place { timeout: 10s; tracing }",
};

pub(in crate::syntax) static TWO_STATEMENTS: Code = Code {
    id: "A0120",
    title: "two statements on one line",
    page: "Each statement stands on a line of its own, or has a `;` before it.",
    wrong: "lambda place { timeout: 10s tracing: true }",
    right: "lambda place { timeout: 10s; tracing: true }",
};

pub(in crate::syntax) static BARE_TITLE: Code = Code {
    id: "A0125",
    title: "a title or label without quotes",
    page: "Titles and labels stand in double quotes.",
    wrong: "lambda place Place order",
    right: "lambda place \"Place order\"",
};

pub(in crate::syntax) static TITLE_FIRST: Code = Code {
    id: "A0126",
    title: "the title stands before the id",
    page: "The order is kind, id, title: `lambda place \"Place order\"`.",
    wrong: "lambda \"Place order\" place",
    right: "lambda place \"Place order\"",
};

pub(in crate::syntax) static NOTHING_TO_CONTINUE: Code = Code {
    id: "A0128",
    title: "an arrow with no flow above",
    page: "A line that starts with an arrow continues the flow directly above it. Above this one stands no flow.",
    wrong: "sqs failed\n-> place",
    right: "sqs failed\nfailed -> place",
};

pub(in crate::syntax) static QUOTED_KEY: Code = Code {
    id: "A0138",
    title: "a key or an id in quotes",
    page: "The key of an attribute and the ends of a flow are words without quotes. Only titles, labels and texts have them.",
    wrong: "\"owner\": \"team-checkout\"",
    right: "owner: \"team-checkout\"",
};

pub(in crate::syntax) static ID_COLON: Code = Code {
    id: "A0147",
    title: "a colon behind an id",
    page: "A title and a block stand behind the id without a colon. A colon stands only between a key and its value.",
    wrong: "lambda place: \"Place order\"",
    right: "lambda place \"Place order\"",
};

pub(in crate::syntax) static INNER_FLOW: Code = Code {
    id: "A0148",
    title: "a flow on the line of a declaration",
    page: "Flows stand beside the elements, on lines of their own: `place -> orders`.",
    wrong: "lambda place \"Place order\" -> orders",
    right: "lambda place \"Place order\"\nplace -> orders",
};

pub(in crate::syntax) static NAMELESS_BLOCK: Code = Code {
    id: "A0149",
    title: "a block without a name",
    page: "A block belongs to what stands before it: `edge { … }`, `group team \"Team\" { … }`.",
    wrong: "{ sqs failed }",
    right: "group retry { sqs failed }",
};

pub(in crate::syntax) static STRAY_BRANCH: Code = Code {
    id: "A0145",
    title: "`else` or `and` away from its block",
    page: "`else` follows the closing brace of `alt`, and `and` that of `par`, on the same line or the next.",
    wrong: "alt \"paid\" { a -> b }; else { a -> c }",
    right: "alt \"paid\" { a -> b } else { a -> c }",
};

pub(in crate::syntax) static BARE_PATH: Code = Code {
    id: "A0146",
    title: "a path without quotes",
    page: "The path of `use` stands in quotes.",
    wrong: "use shared/network.arch as net",
    right: "use \"shared/network.arch\" as net",
};
