//! What stands between two tokens of a line: a space, or nothing.

use super::super::token::{Kind, Token};

/// The words that call something; the parenthesis stands at them.
const FUNCTIONS: &[&str] = &["known", "surely", "count", "sum", "min", "max"];
const ARROWS: &[&str] = &["->", "~>", "=>", "..>", "<-", "<~", "<=", "<.."];

/// What has been written so far, as far as it decides about a space.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before<'a> {
    last: Option<(Kind, &'a str)>,
    /// The last token is the end of an arrow: `->`, or the `-` of `<-[dlq]-`.
    arrow: bool,
    /// Inside the braces of a repetition, as in `->{1,3}`.
    repetition: bool,
}

impl<'a> Before<'a> {
    /// Takes note of a token that was written.
    pub(super) fn pass(&mut self, token: Token, written: &'a str) {
        let sign = |wanted: &str| token.kind != Kind::Text && written == wanted;
        let opens = self.arrow && sign("{");
        self.arrow = match token.kind {
            Kind::Sign("-") => self.is("]"),
            Kind::Sign(sign) => ARROWS.contains(&sign),
            _ => false,
        };
        self.repetition = opens || self.repetition && !sign("}");
        self.last = Some((token.kind, written));
    }

    /// Returns whether a space stands before the next token.
    pub(super) fn is_apart(&self, token: Token) -> bool {
        let Some((kind, word)) = self.last else {
            return false;
        };
        if self.repetition {
            return false;
        }
        let next = |signs: &[&str]| matches!(token.kind, Kind::Sign(sign) if signs.contains(&sign));
        let last = |signs: &[&str]| matches!(kind, Kind::Sign(sign) if signs.contains(&sign));
        let closes = next(&[")", "]", ",", ";", ":"]) || last(&["{"]) && next(&["}"]);
        let opened = last(&["(", "[", "@", "#", "$"]);
        let called = next(&["("]) && kind == Kind::Word && FUNCTIONS.contains(&word);
        let bound = last(&["-", "<-", "<~", "<..", "<="]) && next(&["["])
            || last(&["]"]) && (next(&["-"]) || next(ARROWS));
        let repeated = self.arrow && next(&["+", "*", "{"]);
        !(closes || opened || called || bound || repeated)
    }

    /// Returns whether the next token goes on with the statement, whatever it is.
    pub(super) fn wants_more(&self) -> bool {
        const WORDS: &[&str] = &[
            "and", "or", "not", "where", "in", "over", "by", "avoiding", "exists", "length",
            "require", "forbid", "for", "rule", "lens", "ask",
        ];
        match self.last {
            None => false,
            Some((Kind::Sign(sign), _)) => !["}", "{", ";", ")", "]", "+", "*"].contains(&sign),
            Some((Kind::Word, word)) => WORDS.contains(&word),
            Some(_) => false,
        }
    }

    /// Returns whether the last token opens a block, ends a statement, or is not there.
    pub(super) fn ends_statement(&self) -> bool {
        self.last.is_none() || self.is("{") || self.is("}") || self.is(";")
    }

    fn is(&self, wanted: &str) -> bool {
        matches!(self.last, Some((Kind::Sign(sign), _)) if sign == wanted)
    }
}

/// Returns whether a word that begins a line begins a statement.
pub(super) fn starts_statement(word: &str) -> bool {
    !["and", "or", "in", "over", "length"].contains(&word)
}
