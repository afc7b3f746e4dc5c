//! From pest's pairs to the tree, with all that is wrong said on the way.
//!
//! Comes in: the pairs of the rule `file`. Goes out: items, in the order of the text. Always holds: every comment is in the
//! tree, and every pair that stands for a mistake has raised a diagnostic.

mod blocks;
mod check;
mod context;
mod flows;
mod items;
mod lines;
mod names;
mod numbers;
mod statements;
mod text;
mod values;

use super::{foreign, parse, scan};
use crate::source::Code;

pub(super) use context::Context;
pub(super) use flows::write_arrow;
pub(super) use items::items;

/// What can be wrong with a text.
pub const CODES: &[&Code] = &[
    &lines::codes::STRAY_BRACE,
    &blocks::UNCLOSED_BLOCK,
    &text::UNCLOSED_TEXT,
    &lines::codes::UNREADABLE,
    &lines::codes::HASH_COMMENT,
    &statements::EQUALS,
    &lines::codes::COMMA,
    &flows::FOREIGN_ARROW,
    &flows::COLON_LABEL,
    &numbers::BAD_NUMBER,
    &numbers::NETWORK,
    &text::FOREIGN_QUOTES,
    &values::YES_NO,
    &numbers::SPACED_UNIT,
    &numbers::COMPOUND,
    &numbers::THOUSANDS,
    &names::DIGIT_ID,
    &lines::codes::TWO_STATEMENTS,
    &check::MISSING_VALUE,
    &values::UNCLOSED_LIST,
    &values::MISSING_COMMA,
    &lines::codes::BARE_TITLE,
    &lines::codes::TITLE_FIRST,
    &flows::EARLY_LABEL,
    &text::INNER_QUOTES,
    &flows::NOWHERE,
    &lines::codes::NOTHING_TO_CONTINUE,
    &flows::BLANK_IN_CHAIN,
    &text::BAD_ESCAPE,
    &names::HIDDEN_CHARACTER,
    &names::LONG_ID,
    &text::LONG_LABEL,
    &text::LONG_TEXT,
    &items::LONELY_DOC,
    &names::RESERVED,
    &lines::codes::QUOTED_KEY,
    &check::MISSING_COLON,
    &values::NO_VALUE,
    &values::EMPTY_MEMBER,
    &values::NO_NAMES,
    &lines::codes::STRAY_BRANCH,
    &lines::codes::BARE_PATH,
    &lines::codes::ID_COLON,
    &lines::codes::INNER_FLOW,
    &lines::codes::NAMELESS_BLOCK,
    &scan::UNCLOSED_COMMENT,
    &scan::TOO_DEEP,
    &scan::TOO_MANY_ARROWS,
    &foreign::FOREIGN,
    &scan::CONTROL,
    &scan::DIRECTION,
    &scan::ODD_LINE_END,
    &parse::TOO_LARGE,
];
