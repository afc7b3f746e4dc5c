//! The blocks of a lens file: the lens itself, its parameters, questions, principles and overrides.

use super::codes::{KEY, TWICE, VALUE};
use super::cursor::{Cursor, Read};
use super::rule;
use super::token::Kind;
use super::tree::{
    Ask, Choice, Lens, Level, Override, Parameter, Principle, SlotKind, ThingKind, Topic,
};
use super::{pattern, value};
use crate::lens::Severity;
use crate::model::Value;
use crate::source::{Span, closest};

/// Reads all lenses of a file.
pub(super) fn file(cursor: &mut Cursor) -> Vec<Lens> {
    let mut lenses = Vec::new();
    while !cursor.at_end() {
        if cursor.eat_sign(";") {
            continue;
        }
        if !cursor.at_word("lens") {
            cursor.unexpected("`lens NAME \"Title\" { … }`");
            cursor.next();
            cursor.skip_statement();
            continue;
        }
        if let Ok(lens) = lens(cursor) {
            lenses.push(lens);
        } else {
            cursor.skip_statement();
        }
    }
    lenses
}

fn lens(cursor: &mut Cursor) -> Read<Lens> {
    let start = cursor.next().span;
    let (id, span) = cursor.need_word("the name of the lens")?;
    let mut lens = Lens {
        id: id.to_owned(),
        span: start.to(span),
        ..Lens::default()
    };
    if cursor.peek().kind == Kind::Text {
        lens.title = cursor.need_text("a title")?.0;
    }
    let mut pillar = None;
    body(cursor, |cursor| statement(cursor, &mut lens, &mut pillar))?;
    Ok(lens)
}

/// Reads `{ statement … }`, going on behind each statement that has a mistake.
pub(super) fn body(cursor: &mut Cursor, mut read: impl FnMut(&mut Cursor) -> Read<()>) -> Read<()> {
    let open = cursor.need_sign("{", "to open the block")?;
    loop {
        if cursor.eat_sign("}") {
            return Ok(());
        }
        if cursor.eat_sign(";") {
            continue;
        }
        if cursor.at_end() {
            let span = open;
            return Err(cursor.fault(&super::codes::SYNTAX, span, "this block has no `}`"));
        }
        let before = cursor.position();
        let read = read(cursor).and_then(|()| cursor.end_statement());
        if read.is_err() {
            if cursor.position() == before {
                cursor.next();
            }
            cursor.skip_statement();
        }
    }
}

fn statement(cursor: &mut Cursor, lens: &mut Lens, pillar: &mut Option<String>) -> Read<()> {
    let (word, span) =
        cursor.need_word("`rule`, `ask`, `param`, `override` or a key of the lens")?;
    match word {
        "rule" => {
            let rule = rule::rule(cursor, &lens.id, pillar.as_deref())?;
            lens.rules.push(rule);
        }
        "ask" => lens.asks.push(ask(cursor, pillar.as_deref())?),
        "question" => lens.questions.push(topic(cursor, pillar.as_deref())?),
        "principle" => lens.principles.push(principle(cursor)?),
        "override" => lens.overrides.push(an_override(cursor)?),
        "param" => lens.parameters.push(parameter(cursor)?),
        "extends" => {
            let (value, at) = text(cursor)?;
            lens.extends = Some((value, at));
        }
        "version" => lens.version = Some(text(cursor)?.0),
        "about" => lens.about = text(cursor)?.0,
        "title" => lens.title = text(cursor)?.0,
        "pillar" => *pillar = Some(text(cursor)?.0),
        _ => {
            let words = [
                "rule",
                "ask",
                "question",
                "principle",
                "override",
                "param",
                "extends",
                "version",
                "about",
                "title",
                "pillar",
            ];
            return Err(unknown_key(cursor, word, span, "lens", &words));
        }
    }
    Ok(())
}

/// Says that a key is not known in a block.
pub(super) fn unknown_key(
    cursor: &mut Cursor,
    word: &str,
    span: Span,
    block: &str,
    known: &[&str],
) -> super::cursor::Fault {
    let help = match closest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("a {block} has {}", listed(known)),
    };
    let message = format!("a {block} has no `{word}`");
    cursor.fault_with_help(&KEY, span, message, Some(help))
}

fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// Reads `: VALUE` as a text.
pub(super) fn text(cursor: &mut Cursor) -> Read<(String, Span)> {
    let (value, span) = keyed(cursor)?;
    match value {
        Value::Text(text) | Value::Date(text) => Ok((text, span)),
        _ => {
            let written = cursor.text.get(span.range()).unwrap_or("").to_owned();
            match value {
                Value::Number(_) => Ok((written, span)),
                _ => Err(cursor.fault(&VALUE, span, "a text or a word belongs here")),
            }
        }
    }
}

/// Reads `: VALUE` as one text or a list of them.
pub(super) fn texts(cursor: &mut Cursor) -> Read<Vec<String>> {
    let (value, span) = keyed(cursor)?;
    let members = match value {
        Value::List(members) => members,
        single => vec![single],
    };
    let mut texts = Vec::new();
    for member in members {
        match member {
            Value::Text(text) => texts.push(text),
            _ => return Err(cursor.fault(&VALUE, span, "texts or words belong here")),
        }
    }
    Ok(texts)
}

/// Reads `: VALUE`.
pub(super) fn keyed(cursor: &mut Cursor) -> Read<(Value, Span)> {
    cursor.need_sign(":", "behind the key")?;
    value::value(cursor)
}

pub(super) fn severity(cursor: &mut Cursor) -> Read<Severity> {
    let (word, span) = text(cursor)?;
    Severity::of(&word).ok_or_else(|| {
        let known = ["high", "medium", "low", "info"];
        let near = closest(&word, known)
            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let help = format!("severities are `high`, `medium`, `low` and `info`{near}");
        let message = format!("there is no severity `{word}`");
        cursor.fault_with_help(&VALUE, span, message, Some(help))
    })
}

fn parameter(cursor: &mut Cursor) -> Read<Parameter> {
    let (name, span) = cursor.need_word("the name of the parameter")?;
    let (value, _) = keyed(cursor)?;
    // An extending lens has the last word, and its value is here already.
    cursor
        .parameters
        .entry(name.to_owned())
        .or_insert_with(|| value.clone());
    Ok(Parameter {
        name: name.to_owned(),
        value,
        span,
    })
}

fn an_override(cursor: &mut Cursor) -> Read<Override> {
    let (rule, span) = cursor.need_word("the id or slug of a rule")?;
    let mut change = Override {
        rule: rule.to_owned(),
        severity: None,
        off: false,
        span,
    };
    body(cursor, |cursor| {
        let (word, at) = cursor.need_word("`severity: …` or `off`")?;
        match word {
            "severity" => change.severity = Some(severity(cursor)?),
            "off" => change.off = true,
            _ => {
                return Err(unknown_key(
                    cursor,
                    word,
                    at,
                    "override",
                    &["severity", "off"],
                ));
            }
        }
        Ok(())
    })?;
    Ok(change)
}

fn ask(cursor: &mut Cursor, pillar: Option<&str>) -> Read<Ask> {
    let (id, id_span) = cursor.need_word("the id of the question")?;
    let (text_of_it, _) = cursor.need_text("the question")?;
    rule::fresh_scope(cursor);
    let mut ask = Ask {
        id: id.to_owned(),
        text: text_of_it,
        pillar: pillar.unwrap_or_default().to_owned(),
        why: String::new(),
        owner: None,
        answers: Vec::new(),
        slots: Vec::new(),
        query: None,
        span: id_span,
        id_span,
    };
    body(cursor, |cursor| {
        let (word, at) = cursor.need_word("a key of the question")?;
        match word {
            "for" => {
                let mut query = pattern::subject(cursor)?;
                if cursor.eat_word("where") {
                    query.condition = Some(super::expr::expression(cursor)?);
                }
                ask.query = Some(query);
            }
            "answers" => ask.answers = texts(cursor)?,
            "owner" => ask.owner = Some(text(cursor)?.0),
            "pillar" => ask.pillar = text(cursor)?.0,
            "why" => ask.why = text(cursor)?.0,
            _ => {
                let known = ["for", "answers", "owner", "pillar", "why"];
                return Err(unknown_key(cursor, word, at, "question", &known));
            }
        }
        Ok(())
    })?;
    ask.slots = std::mem::take(&mut cursor.slots);
    ask.span = id_span.to(cursor.last_span());
    Ok(ask)
}

fn topic(cursor: &mut Cursor, pillar: Option<&str>) -> Read<Topic> {
    let (id, span) = cursor.need_word("the id of the question")?;
    let mut topic = Topic {
        id: id.to_owned(),
        title: cursor.need_text("the question")?.0,
        pillar: pillar.unwrap_or_default().to_owned(),
        label: String::new(),
        choices: Vec::new(),
        span,
    };
    body(cursor, |cursor| {
        let (word, at) = cursor.need_word("`choice`, `pillar` or `label`")?;
        match word {
            "pillar" => topic.pillar = text(cursor)?.0,
            "label" => topic.label = text(cursor)?.0,
            "choice" => topic.choices.push(choice(cursor)?),
            _ => {
                return Err(unknown_key(
                    cursor,
                    word,
                    at,
                    "question",
                    &["choice", "pillar", "label"],
                ));
            }
        }
        Ok(())
    })?;
    Ok(topic)
}

fn choice(cursor: &mut Cursor) -> Read<Choice> {
    let (id, span) = cursor.need_word("the id of the choice")?;
    let title = cursor.need_text("the choice")?.0;
    let mut level = None;
    body(cursor, |cursor| {
        let (word, at) = cursor.need_word("`level: required`, `good` or `best`")?;
        if word != "level" {
            return Err(unknown_key(cursor, word, at, "choice", &["level"]));
        }
        let (word, at) = text(cursor)?;
        level = match word.as_str() {
            "required" => Some(Level::Required),
            "good" => Some(Level::Good),
            "best" => Some(Level::Best),
            _ => return Err(cursor.fault(&VALUE, at, "levels are `required`, `good` and `best`")),
        };
        Ok(())
    })?;
    match level {
        Some(level) => Ok(Choice {
            id: id.to_owned(),
            title,
            level,
        }),
        None => Err(cursor.fault(&super::codes::MISSING, span, "a choice needs its `level`")),
    }
}

fn principle(cursor: &mut Cursor) -> Read<Principle> {
    let mut principle = Principle {
        title: cursor.need_text("the principle")?.0,
        text: String::new(),
        rules: Vec::new(),
    };
    body(cursor, |cursor| {
        let (word, at) = cursor.need_word("`about` or `rules`")?;
        match word {
            "about" => principle.text = text(cursor)?.0,
            "rules" => principle.rules = texts(cursor)?,
            _ => {
                return Err(unknown_key(
                    cursor,
                    word,
                    at,
                    "principle",
                    &["about", "rules"],
                ));
            }
        }
        Ok(())
    })?;
    Ok(principle)
}

/// Says that a key was given before.
pub(super) fn twice(cursor: &mut Cursor, word: &str, span: Span) -> super::cursor::Fault {
    let message = format!("`{word}` is said twice here, and only one can hold");
    cursor.fault(&TWICE, span, message)
}

/// The kind of the architecture's own slot.
pub(super) fn architecture() -> SlotKind {
    SlotKind::Thing(vec![ThingKind::Architecture])
}
