//! `archlens describe`: an architecture in prose.

use super::judge::{self, Wanted};
use super::{Entry, Status, args, clock, console, deployment, open, report, with_args};
use crate::lens::{Review, Severity, Subject};
use crate::{catalog, model};
use std::collections::BTreeMap;
use std::path::PathBuf;

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("describe")),
    run: |matches| run(&args(matches)),
};

/// Tells in prose what an architecture is made of, and who calls what
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  archlens describe shop.arch\n  archlens describe shop.arch --view writes\n  archlens describe deployment prod shop.arch",
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
struct Args {
    #[command(subcommand)]
    part: Option<Part>,
    /// The file to read; - is standard input
    #[arg(required = true)]
    path: Option<PathBuf>,
    /// The view to tell about; everything where none is named
    #[arg(long, value_name = "ID")]
    view: Option<String>,
    /// The environment that is laid over the architecture
    #[arg(long, value_name = "ID")]
    env: Option<String>,
    /// The day on which waivers are judged [default: today]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    today: Option<String>,
}

/// A part of the architecture that is told on its own.
#[derive(clap::Subcommand)]
enum Part {
    Deployment(deployment::Args),
}

fn run(args: &Args) -> Status {
    let path = match (&args.part, &args.path) {
        (Some(Part::Deployment(args)), _) => return deployment::run(args),
        (None, Some(path)) => path,
        (None, None) => return Status::Wrong,
    };
    let Some(mut opened) = open::one(path, args.env.as_deref()) else {
        return Status::Wrong;
    };
    let wanted = Wanted {
        lenses: &[],
        today: args.today.as_deref(),
    };
    opened.diagnostics.clear();
    let review = match judge::review(&mut opened, &wanted) {
        Ok(review) => review,
        Err(message) => {
            console::complain(&open::sentence(path, &message));
            return Status::Wrong;
        }
    };
    console::tell(&opened.report());
    let mut shown = model::select(&opened.model, &[]);
    if let Some(id) = &args.view {
        let Some(view) = opened.model.view(id) else {
            let known: Vec<&str> = opened
                .model
                .views
                .iter()
                .map(|view| view.id.as_str())
                .collect();
            console::complain(&format!(
                "there is no view `{id}`; the views are {}",
                known.join(", ")
            ));
            return Status::Wrong;
        };
        shown = model::shown(&opened.model, view);
    }
    let mut told = model::describe(&opened.model, catalog::builtin(), &shown);
    told.push('\n');
    told.push_str(&judged(&review, args.view.as_ref().map(|_| &shown)));
    console::out(&report::plain(&told))
}

/// Counts what the review has found about what is shown; about everything where no view is named.
fn judged(review: &Review, shown: Option<&model::Selection>) -> String {
    let mut failures: BTreeMap<Severity, usize> = BTreeMap::new();
    let mut questions = 0;
    for finding in &review.findings {
        let seen = shown.is_none_or(|shown| match finding.subject {
            Subject::Node(node) => shown.nodes.contains(&node),
            Subject::Relation(id) => shown.relations.contains(&id),
            _ => false,
        });
        if seen && finding.is_open_failure() {
            *failures.entry(finding.rule.severity).or_default() += 1;
        }
        questions += usize::from(seen && finding.is_open_question());
    }
    let count: usize = failures.values().sum();
    let levels: Vec<String> = failures
        .iter()
        .rev()
        .map(|(severity, count)| format!("{count} {}", severity.word()))
        .collect();
    let mut text = match count {
        0 => "The review has no open findings".to_owned(),
        1 => format!("The review has 1 open finding ({})", levels.join(", ")),
        _ => format!(
            "The review has {count} open findings ({})",
            levels.join(", ")
        ),
    };
    match questions {
        0 => {}
        1 => text.push_str(" and 1 open question"),
        _ => text.push_str(&format!(" and {questions} open questions")),
    }
    text.push_str(".\n");
    text
}
