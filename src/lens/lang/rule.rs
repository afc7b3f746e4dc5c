//! One rule of a lens.

use super::blocks::{self, body, severity, text, texts, twice, unknown_key};
use super::codes::{MISSING, NAME, SYNTAX, VALUE};
use super::cursor::{Cursor, Read};
use super::token::Kind;
use super::tree::{
    ARCHITECTURE, Demand, Edit, Example, Expects, Expr, Query, Rule, Slot, SlotKind, Template,
};
use super::{expr, pattern, template};
use crate::lens::{Severity, Status};
use crate::source::{Span, closest};

const KEYS: &[&str] = &[
    "pillar",
    "severity",
    "status",
    "since",
    "checked",
    "layers",
    "answers",
    "slug",
    "for",
    "where",
    "require",
    "forbid",
    "on",
    "message",
    "fix",
    "why",
    "wrong-when",
    "source",
    "edit",
    "add",
    "fires",
    "quiet",
    "unknown",
];

/// What a rule says, as far as it has been read.
struct Draft {
    severity: Severity,
    status: Status,
    pillar: Option<String>,
    slug: Option<String>,
    since: Option<String>,
    checked: Option<String>,
    layers: Vec<String>,
    answers: Vec<String>,
    query: Option<Query>,
    group_by: Option<Expr>,
    demands: Vec<Demand>,
    on: Option<Slot>,
    message: Option<Template>,
    fix: Template,
    why: String,
    wrong_when: Option<String>,
    sources: Vec<String>,
    edits: Vec<Edit>,
    adds: Vec<Template>,
    examples: Vec<Example>,
    said: Vec<&'static str>,
    /// Some statement of it could not be read.
    broken: bool,
}

/// Forgets the names of the rule before; the architecture has its slot in each.
pub(super) fn fresh_scope(cursor: &mut Cursor) {
    cursor.slots.clear();
    cursor.names.clear();
    let span = cursor.peek().span;
    cursor.new_slot(None, blocks::architecture(), span);
}

/// Reads `ID "Title" { … }`.
pub(super) fn rule(cursor: &mut Cursor, lens: &str, pillar: Option<&str>) -> Read<Rule> {
    let (id, id_span) = cursor.need_word("the id of the rule, such as `ACME-REL-1`")?;
    let (title, title_span) = cursor.need_text("the title of the rule")?;
    fresh_scope(cursor);
    let mut draft = Draft {
        severity: Severity::Medium,
        status: Status::Preview,
        pillar: pillar.map(str::to_owned),
        slug: None,
        since: None,
        checked: None,
        layers: Vec::new(),
        answers: Vec::new(),
        query: None,
        group_by: None,
        demands: Vec::new(),
        on: None,
        message: None,
        fix: Template::default(),
        why: String::new(),
        wrong_when: None,
        sources: Vec::new(),
        edits: Vec::new(),
        adds: Vec::new(),
        examples: Vec::new(),
        said: Vec::new(),
        broken: false,
    };
    body(cursor, |cursor| {
        let read = statement(cursor, &mut draft);
        draft.broken |= read.is_err();
        read
    })?;
    let mut rule = finish(cursor, draft, id, title, id_span, title_span)?;
    rule.lens = lens.to_owned();
    Ok(rule)
}

fn finish(
    cursor: &mut Cursor,
    draft: Draft,
    id: &str,
    title: String,
    id_span: Span,
    title_span: Span,
) -> Read<Rule> {
    let mut missing = Vec::new();
    if !draft.broken {
        for (there, part) in [
            (draft.pillar.is_some(), "`pillar`"),
            (draft.query.is_some(), "`for`"),
            (!draft.demands.is_empty(), "`require` or `forbid`"),
            (draft.message.is_some(), "`message`"),
        ] {
            if !there {
                missing.push(part);
            }
        }
    }
    if !missing.is_empty() {
        let message = format!("the rule `{id}` lacks {}", missing.join(", "));
        return Err(cursor.fault(&MISSING, id_span, message));
    }
    let (Some(query), Some(pillar), Some(message)) = (draft.query, draft.pillar, draft.message)
    else {
        return Err(super::cursor::Fault);
    };
    let slots = std::mem::take(&mut cursor.slots);
    let subject = draft.on.unwrap_or_else(|| subject_of(&query, &slots));
    Ok(Rule {
        lens: String::new(),
        slug: draft.slug.unwrap_or_else(|| slug_of(&title)),
        id: id.to_owned(),
        title,
        pillar,
        severity: draft.severity,
        status: draft.status,
        since: draft.since,
        checked: draft.checked,
        layers: draft.layers,
        answers: draft.answers,
        slots,
        query,
        group_by: draft.group_by,
        demands: draft.demands,
        subject,
        message,
        fix: draft.fix,
        why: draft.why,
        wrong_when: draft.wrong_when,
        sources: draft.sources,
        edits: draft.edits,
        adds: draft.adds,
        examples: draft.examples,
        span: id_span.to(title_span),
        id_span,
    })
}

/// Without `on`, a finding is about the last node that has a name.
fn subject_of(query: &Query, slots: &[super::tree::SlotInfo]) -> Slot {
    let chain = query.chains.iter();
    let nodes = chain.flat_map(|chain| {
        std::iter::once(chain.first.slot).chain(chain.hops.iter().map(|(_, node)| node.slot))
    });
    let mut named = nodes.filter(|slot| slots[slot.0 as usize].name.is_some());
    let first = query
        .chains
        .first()
        .map_or(ARCHITECTURE, |chain| chain.first.slot);
    named.next_back().unwrap_or(first)
}

fn slug_of(title: &str) -> String {
    let words = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

fn statement(cursor: &mut Cursor, draft: &mut Draft) -> Read<()> {
    let (word, span) = cursor.need_word("a key of the rule")?;
    let Some(key) = KEYS.iter().find(|key| **key == word) else {
        return Err(unknown_key(cursor, word, span, "rule", KEYS));
    };
    let many = [
        "require", "forbid", "edit", "add", "fires", "quiet", "unknown",
    ];
    if !many.contains(key) {
        if draft.said.contains(key) {
            return Err(twice(cursor, key, span));
        }
        draft.said.push(key);
    }
    match *key {
        "pillar" => draft.pillar = Some(text(cursor)?.0),
        "severity" => draft.severity = severity(cursor)?,
        "status" => draft.status = status(cursor)?,
        "since" => draft.since = Some(text(cursor)?.0),
        "checked" => draft.checked = Some(date(cursor)?),
        "layers" => draft.layers = texts(cursor)?,
        "answers" => draft.answers = texts(cursor)?,
        "slug" => draft.slug = Some(text(cursor)?.0),
        "for" => subject(cursor, draft)?,
        "where" => condition(cursor, draft, span)?,
        "require" => {
            need_for(cursor, draft, span)?;
            draft
                .demands
                .push(Demand::Require(expr::expression(cursor)?));
        }
        "forbid" => {
            need_for(cursor, draft, span)?;
            let demand = match cursor.eat_word("match") {
                true => Demand::ForbidMatch(span.to(cursor.last_span())),
                false => Demand::Forbid(expr::expression(cursor)?),
            };
            draft.demands.push(demand);
        }
        "on" => draft.on = Some(on(cursor)?),
        "message" => {
            cursor.need_sign(":", "behind the key")?;
            draft.message = Some(template::template(cursor, "the message in quotes")?);
        }
        "fix" => {
            cursor.need_sign(":", "behind the key")?;
            draft.fix = template::template(cursor, "the fix in quotes")?;
        }
        "why" => draft.why = text(cursor)?.0,
        "wrong-when" => draft.wrong_when = Some(text(cursor)?.0),
        "source" => draft.sources = texts(cursor)?,
        "edit" => draft.edits.push(edit(cursor)?),
        "add" => draft
            .adds
            .push(template::template(cursor, "what to add, in quotes")?),
        "fires" => draft.examples.push(example(cursor, Expects::Fires, span)?),
        "quiet" => draft.examples.push(example(cursor, Expects::Quiet, span)?),
        _ => draft
            .examples
            .push(example(cursor, Expects::Unknown, span)?),
    }
    Ok(())
}

fn need_for(cursor: &mut Cursor, draft: &Draft, span: Span) -> Read<()> {
    // A broken `for` has been told; its names are not to be missed again.
    if draft.query.is_some() || draft.said.contains(&"for") && draft.broken {
        return Ok(());
    }
    Err(cursor.fault(
        &SYNTAX,
        span,
        "`for` must come first: it says what the condition is about",
    ))
}

fn subject(cursor: &mut Cursor, draft: &mut Draft) -> Read<()> {
    draft.query = Some(pattern::subject(cursor)?);
    if cursor.eat_word("group") {
        if !cursor.eat_word("by") {
            return Err(cursor.unexpected("`by`"));
        }
        draft.group_by = Some(expr::expression(cursor)?);
    }
    if cursor.at_word("where") {
        let span = cursor.next().span;
        draft.said.push("where");
        condition(cursor, draft, span)?;
    }
    Ok(())
}

fn condition(cursor: &mut Cursor, draft: &mut Draft, span: Span) -> Read<()> {
    need_for(cursor, draft, span)?;
    let condition = expr::expression(cursor)?;
    if let Some(query) = &mut draft.query {
        query.condition = Some(condition);
    }
    Ok(())
}

fn status(cursor: &mut Cursor) -> Read<Status> {
    let (word, span) = text(cursor)?;
    Status::of(&word).ok_or_else(|| {
        let message = format!("there is no status `{word}`");
        let near = closest(&word, ["preview", "stable", "deprecated"]);
        let help = near.map(|near| format!("did you mean `{near}`?"));
        cursor.fault_with_help(&VALUE, span, message, help)
    })
}

fn date(cursor: &mut Cursor) -> Read<String> {
    let (value, span) = blocks::keyed(cursor)?;
    match value {
        crate::model::Value::Date(date) => Ok(date),
        _ => Err(cursor.fault(&VALUE, span, "a day belongs here, written `2027-06-30`")),
    }
}

fn on(cursor: &mut Cursor) -> Read<Slot> {
    cursor.need_sign(":", "behind the key")?;
    let (name, span) = cursor.need_word("a name of the pattern")?;
    match cursor.slot(name) {
        Some(slot) => Ok(slot),
        None => Err(cursor.unnamed(name, &[], span)),
    }
}

fn edit(cursor: &mut Cursor) -> Read<Edit> {
    let (name, span) = cursor.need_word("a name of the pattern")?;
    let Some(slot) = cursor.slot(name) else {
        return Err(cursor.unnamed(name, &[], span));
    };
    if cursor.slots[slot.0 as usize].kind == SlotKind::Architecture {
        return Err(cursor.fault(&NAME, span, "only elements and relations can be edited"));
    }
    let mut attributes = Vec::new();
    body(cursor, |cursor| {
        let (key, key_span) = cursor.need_word("an attribute")?;
        if !cursor.eat_sign(":") {
            attributes.push((key.to_owned(), Template::default(), key_span));
            return Ok(());
        }
        let token = cursor.peek();
        let value = match token.kind {
            Kind::Text => template::template(cursor, "a value")?,
            _ => {
                super::value::value(cursor)?;
                let end = cursor.last_span().end as usize;
                template::parse(cursor, token.span.start as usize, end)?
            }
        };
        attributes.push((key.to_owned(), value, key_span));
        Ok(())
    })?;
    Ok(Edit {
        slot,
        attributes: attributes
            .into_iter()
            .map(|(key, value, _)| (key, value))
            .collect(),
        span,
    })
}

fn example(cursor: &mut Cursor, expects: Expects, word: Span) -> Read<Example> {
    let (inside, whole) = cursor.raw_block()?;
    Ok(Example {
        expects,
        inside,
        span: word.to(whole),
    })
}
