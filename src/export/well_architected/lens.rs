//! A lens as a custom lens of the tool: its questions with their choices, and the risk by the level of what is not chosen.
//!
//! The tool knows no low risk, so a question is without risk there as soon as all but the best choices are made.

use super::limits;
use super::{choice_id, fit, plain_id};
use crate::lens::lang::{Choice, Lens, Level, Topic};
use crate::lens::{Rule, template_text};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The pillars that the tool maps questions to, by our ids.
const PILLARS: &[(&str, &str, &str)] = &[
    (
        "operational-excellence",
        "operationalExcellence",
        "Operational Excellence",
    ),
    ("security", "security", "Security"),
    ("reliability", "reliability", "Reliability"),
    ("performance", "performance", "Performance Efficiency"),
    ("cost", "costOptimization", "Cost Optimization"),
    ("sustainability", "sustainability", "Sustainability"),
];

/// Writes a lens as JSON, or says all that the tool would refuse.
pub fn custom_lens(lens: &Lens) -> Result<String, Vec<String>> {
    let mut writing = Writing {
        lens,
        ids: BTreeSet::new(),
        wrong: Vec::new(),
    };
    let text = writing.whole();
    match writing.wrong.is_empty() {
        true => Ok(text),
        false => Err(writing.wrong),
    }
}

struct Writing<'l> {
    lens: &'l Lens,
    ids: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Writing<'_> {
    fn whole(&mut self) -> String {
        let lens = self.lens;
        let mut pillars: Vec<&str> = Vec::new();
        for topic in &lens.questions {
            if !pillars.contains(&topic.pillar.as_str()) {
                pillars.push(&topic.pillar);
            }
        }
        if pillars.is_empty() {
            self.refuse("it has no `question`, and a custom lens is made of questions");
        }
        self.at_most("the lens has", pillars.len(), limits::PILLARS, "pillars");
        let title = match lens.title.as_str() {
            "" => &lens.id,
            title => title,
        };
        let about = match lens.about.as_str() {
            "" => title,
            about => about,
        };
        let pillars: Vec<Value> = pillars.iter().map(|pillar| self.pillar(pillar)).collect();
        let whole = json!({
            "schemaVersion": "2021-11-01",
            "name": fit(title, limits::NAME),
            "description": fit(about, limits::DESCRIPTION),
            "pillars": pillars,
        });
        let text = serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n";
        if text.len() > limits::LENS {
            self.refuse("it is larger than 500 KB");
        }
        text
    }

    fn pillar(&mut self, pillar: &str) -> Value {
        let known = PILLARS.iter().find(|(own, _, _)| *own == pillar);
        let (id, name) = match known {
            Some((_, id, name)) => ((*id).to_owned(), (*name).to_owned()),
            None => (plain_id(pillar), pillar.to_owned()),
        };
        self.id(&id);
        let topics = self.lens.questions.iter();
        let own: Vec<&Topic> = topics.filter(|topic| topic.pillar == pillar).collect();
        let what = format!("the pillar `{pillar}` has");
        self.at_most(&what, own.len(), limits::QUESTIONS, "questions");
        let questions: Vec<Value> = own.iter().map(|topic| self.question(topic)).collect();
        json!({ "id": id, "name": fit(&name, limits::NAME), "questions": questions })
    }

    fn question(&mut self, topic: &Topic) -> Value {
        let id = plain_id(&topic.id);
        self.id(&id);
        let what = format!("the question `{}` has", topic.id);
        self.at_most(&what, topic.choices.len() + 1, limits::CHOICES, "choices");
        let mut choices: Vec<Value> = topic
            .choices
            .iter()
            .map(|choice| self.choice(topic, choice))
            .collect();
        // An id that ends so is the choice of none of the others.
        let none = choice_id(&topic.id, "no");
        self.id(&none);
        choices.push(json!({ "id": none, "title": "None of these" }));
        json!({
            "id": id,
            "title": fit(&topic.title, limits::NAME),
            "description": fit(&self.asked(topic), limits::DESCRIPTION),
            "choices": choices,
            "riskRules": risk_rules(topic),
        })
    }

    /// What only people know about a question, else its name in the framework.
    fn asked(&self, topic: &Topic) -> String {
        let prefix = format!("{}.", topic.id);
        let asks = self.lens.asks.iter();
        let own = asks.filter(|ask| ask.answers.iter().any(|name| name.starts_with(&prefix)));
        let texts: Vec<&str> = own.map(|ask| ask.text.as_str()).collect();
        match texts.is_empty() {
            true => format!("{} {}", topic.label, topic.title).trim().to_owned(),
            false => texts.join(" "),
        }
    }

    fn choice(&mut self, topic: &Topic, choice: &Choice) -> Value {
        let id = choice_id(&topic.id, &choice.id);
        self.id(&id);
        let name = format!("{}.{}", topic.id, choice.id);
        let rules = self.lens.rules.iter();
        let rules: Vec<&Rule> = rules.filter(|rule| rule.answers.contains(&name)).collect();
        let looks = rules
            .iter()
            .map(|rule| format!("{} {}", rule.id, rule.title));
        let looks = match rules.is_empty() {
            true => choice.title.clone(),
            false => format!(
                "Rules that look at it: {}.",
                looks.collect::<Vec<_>>().join("; ")
            ),
        };
        let mends = rules.iter().map(|rule| template_text(rule, &rule.fix));
        let mends: Vec<String> = mends.filter(|fix| !fix.is_empty()).collect();
        let mends = match mends.is_empty() {
            true => choice.title.clone(),
            false => mends.join("; "),
        };
        let mut sources = rules.iter().flat_map(|rule| &rule.sources);
        let source = sources.find(|source| source.starts_with("https://"));
        let resource = |text: &str| {
            let mut resource = Map::new();
            let text = fit(text, limits::DESCRIPTION);
            resource.insert("displayText".to_owned(), json!(text));
            if let Some(source) = source {
                resource.insert("url".to_owned(), json!(source));
            }
            resource
        };
        json!({
            "id": id,
            "title": fit(&choice.title, limits::NAME),
            "helpfulResource": resource(&looks),
            "improvementPlan": resource(&mends),
        })
    }

    fn id(&mut self, id: &str) {
        let plain = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !plain || !limits::ID.contains(&id.len()) {
            self.refuse(&format!(
                "`{id}` is no id there: it wants 3 to 64 letters, digits and `_`"
            ));
        }
        if !self.ids.insert(id.to_owned()) {
            self.refuse(&format!("the id `{id}` is there twice"));
        }
    }

    fn at_most(&mut self, what: &str, count: usize, most: usize, of: &str) {
        if count > most {
            self.refuse(&format!("{what} {count} {of}, and {most} are the most"));
        }
    }

    fn refuse(&mut self, why: &str) {
        self.wrong.push(why.to_owned());
    }
}

/// No risk where all required and good choices are made, a medium one where the required are, else a high one.
fn risk_rules(topic: &Topic) -> Value {
    let all = |level: Level| {
        let choices = topic.choices.iter().filter(|choice| choice.level <= level);
        let ids: Vec<String> = choices
            .map(|choice| choice_id(&topic.id, &choice.id))
            .collect();
        ids.join(" && ")
    };
    let (required, good) = (all(Level::Required), all(Level::Good));
    let mut rules = Vec::new();
    if !good.is_empty() {
        rules.push(json!({ "condition": good, "risk": "NO_RISK" }));
    }
    if !required.is_empty() && required != good {
        rules.push(json!({ "condition": required, "risk": "MEDIUM_RISK" }));
    }
    // Where nothing is required, what is left undone is of medium risk; where only the best is asked for, of none.
    let default = match (required.is_empty(), good.is_empty()) {
        (false, _) => "HIGH_RISK",
        (true, false) => "MEDIUM_RISK",
        (true, true) => "NO_RISK",
    };
    rules.push(json!({ "condition": "default", "risk": default }));
    Value::Array(rules)
}
