/// <reference types="tree-sitter-cli/dsl" />
// The syntax of `.arch` files for editors. `grammar/arch.pest` is the definition; this one takes all that it takes without a
// mistake, and leaves mistakes to tree-sitter.

const NAME = /[\p{XID_Start}_](-?[\p{XID_Continue}])*/u;
const UNITS = ["ms", "s", "m", "h", "d", "B", "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "PiB"];

module.exports = grammar({
  name: "arch",

  extras: ($) => [/[ \t\u00A0\uFEFF]/, $.comment, $.doc_comment],

  word: ($) => $.identifier,

  // Whether the end of a line ends a flow is seen only at what follows its comments.
  conflicts: ($) => [[$.flow]],

  rules: {
    source_file: ($) => repeat(choice($._separator, $._statement)),

    _separator: () => choice(/\r?\n|\r/, ";"),
    _newline: () => /\r?\n|\r/,

    // A block may open on the next line, and an arrow or an `else` there goes on with what stands above: these tokens take
    // the ends of lines before them, and being longer they win over the end of the statement.
    block: ($) => seq(alias(token(/[ \t\r\n]*\{/), "{"), repeat(choice($._separator, $._statement)), "}"),
    arrow: () =>
      token(
        seq(/[ \t\r\n]*/, choice("->", "~>", "=>", "..>", "<-", "<~", "<=", "<..", "<->", "<~>", "<=>", "<..>"), /[ \t\r\n]*/),
      ),
    _branch_word: () => token(/[ \t\r\n]*(else|and)[ \t\r\n]/),

    _statement: ($) => choice($.attribute, $.flow, $.waiver, $.declaration),

    attribute: ($) =>
      seq(field("key", $.reference), optional(field("name", $.reference)), alias(token(/:[ \t\r\n]*/), ":"), field("value", $._value)),

    // Comments may stand on lines of their own between two arrows.
    flow: ($) => seq(field("from", $._ends), $.hop, repeat(seq(repeat($._newline), $.hop))),
    hop: ($) => prec.right(seq(field("arrow", $.arrow), field("to", $._ends), optional(field("label", $._text)), optional($.block))),
    _ends: ($) => choice($.reference, $.list),

    waiver: ($) =>
      seq(
        field("word", "waive"),
        field("rule", $.reference),
        optional(seq(field("word", "on"), field("on", $.reference), optional(seq($.arrow, field("on", $.reference))))),
        optional(field("reason", $._text)),
        optional($.block),
      ),

    declaration: ($) =>
      prec.right(
        seq(
          field("kind", $.reference),
          repeat(choice(field("name", $.reference), $.list)),
          optional(seq(field("title", $._text), repeat(field("word", $.reference)))),
          optional(seq($.block, repeat($.branch))),
        ),
      ),
    branch: ($) => seq(alias($._branch_word, $.word), optional(field("title", $._text)), $.block),

    _value: ($) =>
      choice($.block, $.list, $._text, $.date, $.rate, $.quantity, $.percentage, $.number, $.parameter, $.layer, $.tag, $.words),

    list: ($) =>
      seq(
        "[",
        repeat($._newline),
        optional(
          seq($._value, repeat($._newline), repeat(seq(",", repeat($._newline), $._value, repeat($._newline))), optional(seq(",", repeat($._newline)))),
        ),
        "]",
      ),

    words: ($) => prec.right(repeat1($.reference)),

    parameter: ($) => seq("$", token.immediate(NAME)),
    layer: ($) => seq("@", token.immediate(NAME)),
    tag: ($) => seq("#", token.immediate(NAME)),

    date: () => token(prec(3, /\d{4}-\d{2}-\d{2}/)),
    rate: () => token(prec(2, /-?\d+(\.\d+)?\/(s|min|m|h|d)/)),
    quantity: () => token(prec(2, seq(/-?\d+(\.\d+)?/, choice(...UNITS)))),
    percentage: () => token(prec(2, /-?\d+(\.\d+)?%/)),
    number: () => token(prec(1, /-?\d+(\.\d+)?/)),

    reference: ($) => seq($.identifier, repeat(seq(token.immediate("."), alias(token.immediate(/[\p{XID_Continue}](-?[\p{XID_Continue}])*/u), $.identifier)))),
    identifier: () => NAME,

    _text: ($) => choice($.string, $.block_string),
    string: ($) => seq('"', repeat(choice($.escape, token.immediate(prec(1, /[^"\\\r\n]+/)))), token.immediate('"')),
    escape: () => token.immediate(/\\(u\{[0-9A-Fa-f]+\}|[^\r\n])/),
    block_string: () => token(prec(2, seq('"""', repeat(choice(/[^"]/, /"[^"]/, /""[^"]/)), '"""'))),

    doc_comment: () => token(prec(2, /\/\/\/([^\/\r\n][^\r\n]*)?/)),
    // Four strokes are plain again, and the longer token wins over three only where it says so.
    comment: () => token(choice(prec(3, /\/\/\/\/[^\r\n]*/), seq("//", /[^\r\n]*/), seq("/*", /[^*]*\*+([^/*][^*]*\*+)*/, "/"))),
  },
});
