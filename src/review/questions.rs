//! The agenda as questions to be answered: Markdown with `answer` blocks that can be filled in and put into the `.arch` file.

use super::agenda::Item;
use super::markdown::{escape, quoted};
use super::report::Report;
use super::topics::{ChoiceState, TopicView, level_word};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Writes what is open, by owner.
pub fn questions(report: &Report) -> String {
    let mut text = format!("# Open questions on {}\n\n", escape(&report.title));
    if report.agenda.is_empty() {
        text.push_str("Nothing is open.\n");
        return text;
    }
    text.push_str("Put the answers into the `.arch` file: the choices that hold between the brackets, and how you know between the quotes.\n");
    for agenda in &report.agenda {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(text, "\n## {}\n", escape(&agenda.owner));
        for item in &agenda.items {
            match item.asks.as_slice() {
                [] => {
                    let _ = writeln!(text, "- [ ] {} ({})", escape(&item.text), item.id);
                    if !item.why.is_empty() {
                        let _ = writeln!(text, "  {}", escape(&item.why));
                    }
                }
                asks => {
                    let asks: Vec<String> = asks.iter().map(|ask| quoted(ask)).collect();
                    let _ = writeln!(
                        text,
                        "- [ ] {} ({}) State {}.",
                        escape(&item.text),
                        item.id,
                        asks.join(", ")
                    );
                }
            }
        }
        blocks(&mut text, report, &agenda.items);
    }
    text
}

/// One block for each question of the framework that the items speak to, with the choices in question.
fn blocks(text: &mut String, report: &Report, items: &[Item]) {
    let mut asked: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for name in items.iter().flat_map(|item| &item.answers) {
        if let Some((question, choice)) = name.split_once('.') {
            asked.entry(question).or_default().push(choice);
        }
    }
    let topics = report.topics.iter();
    let topics: Vec<&TopicView> = topics
        .filter(|topic| asked.contains_key(topic.id.as_str()))
        .collect();
    if topics.is_empty() {
        return;
    }
    text.push_str("\n```arch\n");
    for topic in topics {
        let _ = writeln!(text, "// {} {}", topic.label, topic.title);
        for choice in &topic.choices {
            let is_asked = asked[topic.id.as_str()].contains(&choice.id.as_str());
            if is_asked && choice.state != ChoiceState::Answered {
                let level = level_word(choice.level);
                let _ = writeln!(text, "//   {}: {} ({level})", choice.id, choice.title);
            }
        }
        let _ = writeln!(text, "answer {} \"\" {{ choices: [] }}", topic.id);
    }
    text.push_str("```\n");
}
