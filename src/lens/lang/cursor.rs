//! The tokens of a lens with a finger on one of them, and what was found wrong so far.

use super::codes::{NAME, SYNTAX};
use super::token::{Kind, Token, text_of, tokens, tokens_between};
use super::tree::{Slot, SlotInfo, SlotKind};
use crate::model;
use crate::source::{Code, Diagnostic, FileId, Span, closest};
use crate::syntax;
use std::collections::BTreeMap;

/// A diagnostic has been raised; the reader goes on at the next statement.
#[derive(Debug)]
pub(super) struct Fault;

pub(super) type Read<T> = Result<T, Fault>;

/// How deep parentheses may nest.
pub(super) const DEEPEST: usize = 64;

/// The state of reading one lens file.
pub(super) struct Cursor<'a> {
    pub text: &'a str,
    pub file: FileId,
    tokens: Vec<Token>,
    at: usize,
    pub diagnostics: Vec<Diagnostic>,
    /// The parameters of the lens, and those that an extending lens has set.
    pub parameters: BTreeMap<String, model::Value>,
    /// The slots of the rule that is being read.
    pub slots: Vec<SlotInfo>,
    /// The names that can be used here, innermost last.
    pub names: Vec<(String, Slot)>,
    pub depth: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(file: FileId, text: &'a str) -> Self {
        Self {
            text,
            file,
            tokens: tokens(file, text),
            at: 0,
            diagnostics: Vec::new(),
            parameters: BTreeMap::new(),
            slots: Vec::new(),
            names: Vec::new(),
            depth: 0,
        }
    }

    /// Puts the finger on a part of the text, as for the inside of a template; [`Cursor::resume`] takes it back.
    pub fn enter(&mut self, start: usize, end: usize) -> (Vec<Token>, usize) {
        let inside = tokens_between(self.file, self.text, start, end);
        let before = std::mem::replace(&mut self.tokens, inside);
        (before, std::mem::replace(&mut self.at, 0))
    }

    pub fn resume(&mut self, before: (Vec<Token>, usize)) {
        (self.tokens, self.at) = before;
    }

    pub fn peek(&self) -> Token {
        self.tokens[self.at]
    }

    /// Returns the token behind the next one.
    pub fn peek_second(&self) -> Token {
        self.tokens[(self.at + 1).min(self.tokens.len() - 1)]
    }

    pub fn next(&mut self) -> Token {
        let token = self.tokens[self.at];
        if token.kind != Kind::End {
            self.at += 1;
        }
        token
    }

    /// Returns the place of the token before the finger.
    pub fn last_span(&self) -> Span {
        self.tokens[self.at.saturating_sub(1)].span
    }

    pub fn written(&self, token: Token) -> &'a str {
        self.text.get(token.span.range()).unwrap_or("")
    }

    pub fn at_sign(&self, sign: &str) -> bool {
        matches!(self.peek().kind, Kind::Sign(found) if found == sign)
    }

    pub fn eat_sign(&mut self, sign: &str) -> bool {
        let found = self.at_sign(sign);
        if found {
            self.next();
        }
        found
    }

    pub fn at_word(&self, word: &str) -> bool {
        self.peek().kind == Kind::Word && self.written(self.peek()) == word
    }

    pub fn eat_word(&mut self, word: &str) -> bool {
        let found = self.at_word(word);
        if found {
            self.next();
        }
        found
    }

    pub fn at_end(&self) -> bool {
        self.peek().kind == Kind::End
    }

    /// Takes a sign that must stand here.
    pub fn need_sign(&mut self, sign: &str, what: &str) -> Read<Span> {
        if self.at_sign(sign) {
            return Ok(self.next().span);
        }
        Err(self.unexpected(&format!("`{sign}` {what}")))
    }

    /// Takes a word that must stand here.
    pub fn need_word(&mut self, what: &str) -> Read<(&'a str, Span)> {
        let token = self.peek();
        if token.kind == Kind::Word {
            self.next();
            return Ok((self.written(token), token.span));
        }
        Err(self.unexpected(what))
    }

    /// Takes a string that must stand here.
    pub fn need_text(&mut self, what: &str) -> Read<(String, Span)> {
        let token = self.peek();
        if token.kind == Kind::Text {
            return Ok(self.text_token());
        }
        Err(self.unexpected(what))
    }

    /// Takes the string that stands here.
    pub fn text_token(&mut self) -> (String, Span) {
        let token = self.next();
        self.tell_bad_escape(token);
        (text_of(self.written(token)), token.span)
    }

    /// Says which escape of a string means nothing; in blocks there are none.
    pub fn tell_bad_escape(&mut self, token: Token) {
        let written = self.written(token);
        if written.starts_with("\"\"\"") {
            return;
        }
        let Some((place, why)) = syntax::bad_escape(written) else {
            return;
        };
        let start = token.span.start;
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let span = Span::new(
            self.file,
            start.saturating_add(short(place.start)),
            start.saturating_add(short(place.end)),
        );
        let message = format!("`{}` {why}", &written[place]);
        let help = "for a backslash write `\\\\`".to_owned();
        self.fault_with_help(&SYNTAX, span, message, Some(help));
    }

    /// Says that something else should stand here.
    pub fn unexpected(&mut self, wanted: &str) -> Fault {
        let token = self.peek();
        let written = self.written(token);
        let message = match token.kind {
            Kind::End => format!("the text ends where {wanted} should follow"),
            Kind::Stray if written.starts_with('"') => {
                "this string has no end; put a `\"` behind its last word".to_owned()
            }
            _ => {
                let short: String = written.chars().take(40).collect();
                format!("expected {wanted}, found `{short}`")
            }
        };
        self.fault(&SYNTAX, token.span, message)
    }

    pub fn fault(&mut self, code: &'static Code, span: Span, message: impl Into<String>) -> Fault {
        self.diagnostics
            .push(Diagnostic::error(code, span, message));
        Fault
    }

    pub fn fault_with_help(
        &mut self,
        code: &'static Code,
        span: Span,
        message: impl Into<String>,
        help: Option<String>,
    ) -> Fault {
        let mut diagnostic = Diagnostic::error(code, span, message);
        diagnostic.help = help;
        self.diagnostics.push(diagnostic);
        Fault
    }

    /// Says that the pattern has no such name, nor is it one of the words that would do as well.
    pub fn unnamed(&mut self, name: &str, words: &[&str], span: Span) -> Fault {
        let own: Vec<&str> = self.names.iter().map(|(name, _)| name.as_str()).collect();
        let known = own.iter().chain(words).copied();
        let help = match (closest(name, known), own.is_empty()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, true) => "give what the pattern finds a name, as in `(f: lambda)`".to_owned(),
            (None, false) => format!("its names are `{}`", own.join("`, `")),
        };
        let message = format!("the pattern has no name `{name}`");
        self.fault_with_help(&NAME, span, message, Some(help))
    }

    /// Goes to the end of the statement that the finger is in, over balanced braces.
    pub fn skip_statement(&mut self) {
        let mut depth = 0_usize;
        loop {
            let token = self.peek();
            match token.kind {
                Kind::End => return,
                Kind::Sign("}") if depth == 0 => return,
                Kind::Sign(";") if depth == 0 => {
                    self.next();
                    return;
                }
                _ if depth == 0 && token.first && self.starts_statement() => return,
                Kind::Sign("{") => depth += 1,
                Kind::Sign("}") => depth -= 1,
                _ => {}
            }
            self.next();
        }
    }

    /// A line that starts with a word starts a statement, unless the word goes on with an expression.
    fn starts_statement(&self) -> bool {
        let token = self.peek();
        let goes_on = [
            "and", "or", "where", "avoiding", "group", "in", "over", "length",
        ];
        token.kind == Kind::Word && !goes_on.contains(&self.written(token))
    }

    /// Checks that the statement ends here: at a line's end, at `;` or before `}`.
    pub fn end_statement(&mut self) -> Read<()> {
        if self.eat_sign(";") || self.at_sign("}") || self.peek().first {
            return Ok(());
        }
        Err(self.unexpected("the end of the statement"))
    }

    /// Takes the braces and what is between them, whatever it is; returns the inside and the whole.
    pub fn raw_block(&mut self) -> Read<(Span, Span)> {
        let open = self.need_sign("{", "to open a block")?;
        let mut depth = 1_usize;
        loop {
            let token = self.next();
            match token.kind {
                Kind::Sign("{") => depth += 1,
                Kind::Sign("}") => {
                    depth -= 1;
                    if depth == 0 {
                        let inside = Span::new(self.file, open.end, token.span.start);
                        return Ok((inside, open.to(token.span)));
                    }
                }
                Kind::End => {
                    return Err(self.fault(&SYNTAX, open, "this block has no `}`"));
                }
                _ => {}
            }
        }
    }

    /// Makes a slot and, where it has a name, lets the name be used.
    pub fn new_slot(&mut self, name: Option<&str>, kind: SlotKind, span: Span) -> Slot {
        let slot = Slot(u16::try_from(self.slots.len()).unwrap_or(u16::MAX));
        self.slots.push(SlotInfo {
            name: name.map(str::to_owned),
            kind,
            span,
        });
        if let Some(name) = name {
            self.names.push((name.to_owned(), slot));
        }
        slot
    }

    /// Returns the slot of a name, the innermost first.
    pub fn slot(&self, name: &str) -> Option<Slot> {
        self.names
            .iter()
            .rev()
            .find(|(known, _)| known == name)
            .map(|(_, slot)| *slot)
    }

    /// Returns where the finger is, for [`Cursor::go_to`].
    pub fn position(&self) -> usize {
        self.at
    }

    pub fn go_to(&mut self, position: usize) {
        self.at = position.min(self.tokens.len() - 1);
    }

    /// Returns where the word `over` stands before the parenthesis ends that the finger is in.
    pub fn find_over(&self) -> Option<usize> {
        let mut depth = 0_usize;
        for (at, token) in self.tokens.iter().enumerate().skip(self.at) {
            match token.kind {
                Kind::Sign("(" | "[") => depth += 1,
                Kind::Sign(")" | "]") if depth == 0 => return None,
                Kind::Sign(")" | "]") => depth -= 1,
                Kind::Sign("{" | "}" | ";") | Kind::End => return None,
                Kind::Word if depth == 0 && self.written(*token) == "over" => return Some(at),
                _ => {}
            }
        }
        None
    }
}
